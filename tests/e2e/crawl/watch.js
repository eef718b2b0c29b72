// Notes from now on what the page should never say, and stops all movement, so that colours are what they will be.
if (window.crawl) return;
window.crawl = { faults: [] };
const note = (kind, words) => window.crawl.faults.push(`${kind}: ${words}`);
addEventListener('error', event => note('error', event.message ?? event.target));
addEventListener('unhandledrejection', event => note('rejection', String(event.reason)));
addEventListener('securitypolicyviolation', event => note('policy', `${event.violatedDirective} ${event.blockedURI}`));
const say = console.error;
console.error = (...words) => { note('console', words.map(String).join(' ')); say.apply(console, words); };
const still = document.createElement('style');
still.textContent = '*, *::before, *::after { transition: none !important; animation: none !important }';
document.head.append(still);
