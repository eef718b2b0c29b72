// Answers once nothing in the page has changed for a moment and nothing says that it is busy.
const done = arguments[arguments.length - 1];
const QUIET = 150, LONGEST = 15000, begun = performance.now();
let changed = begun;
const watch = new MutationObserver(() => { changed = performance.now(); });
watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
const ask = () => {
    const now = performance.now();
    const busy = [...document.querySelectorAll('[aria-busy=true]')].filter(part => part.getClientRects().length > 0);
    const rests = now - changed >= QUIET && busy.length === 0 && document.fonts.status === 'loaded';
    if (!rests && now - begun < LONGEST) return setTimeout(ask, 30);
    watch.disconnect();
    done(rests ? '' : `did not come to rest${busy.length ? `: ${busy[0].outerHTML.slice(0, 200)}` : ''}`);
};
ask();
