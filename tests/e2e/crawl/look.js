// What is wrong with the page, or with the part that a selector names: each fault a line.
const [part, theme, whole] = arguments, done = arguments[arguments.length - 1];
const root = document.querySelector(part) ?? document.body;
const faults = [];
const before = document.documentElement.dataset.theme;
document.documentElement.dataset.theme = theme;

/// A short way to find an element again.
const named = element => {
    const own = node => node.dataset?.testid
        ? `[${node.dataset.testid}]`
        : node.localName + [...node.classList].map(name => `.${name}`).join('');
    const way = [];
    for (let node = element; node && node !== document.body && way.length < 4; node = node.parentElement) way.unshift(own(node));
    return way.join(' > ');
};
const is_shown = element => element.getClientRects().length > 0;

if (whole) {
    // Words that are none: a key without words, a hole without an argument, a word of the API where ours should stand.
    const missing = /⟦|⟧|\{\s*\$?[a-z][\w-]*\s*\}/;
    const foreign = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;
    const quoted = 'pre, code, .mono, .id, [data-raw], script, style';
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const words = node.data.trim(), at = node.parentElement;
        if (!words || at.closest(quoted) || !is_shown(at)) continue;
        if (missing.test(words)) faults.push(`no words: “${words.slice(0, 80)}” in ${named(at)}`);
        if (foreign.test(words)) faults.push(`untranslated: “${words}” in ${named(at)}`);
    }
    for (const element of root.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
            const words = element.getAttribute(name);
            if (words === null || !is_shown(element)) continue;
            if (name === 'aria-label' && !words.trim()) faults.push(`empty name: ${named(element)}`);
            if (missing.test(words)) faults.push(`no words: ${name} “${words.slice(0, 80)}” of ${named(element)}`);
        }
    }
    // Nothing is wider than its place: the window itself never scrolls, and regions scroll downwards only.
    const wide = [document.documentElement, root, ...root.querySelectorAll('*')].filter(element => {
        if (element.scrollWidth <= element.clientWidth + 1 || element.closest('pre, textarea, input')) return false;
        const over = getComputedStyle(element).overflowX;
        return over === 'auto' || over === 'scroll' || element === document.documentElement;
    });
    for (const element of wide) {
        faults.push(`wider than its place: ${named(element) || element.localName}, ${element.scrollWidth} in ${element.clientWidth}`);
    }
    // An id is shortened already: its cell does not cut it once more.
    const cut = [...root.querySelectorAll('td button.id')].filter(id => {
        const cell = id.closest('td'), end = parseFloat(getComputedStyle(cell).paddingRight);
        return is_shown(id) && id.getBoundingClientRect().right > cell.getBoundingClientRect().right - end + 1;
    });
    for (const id of cut.slice(0, 3)) faults.push(`cut: ${id.textContent} in ${id.closest('td').clientWidth} px`);
    const beyond = [...root.querySelectorAll('button, a, input, select, h1, h2')].filter(element => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.right > innerWidth + 1 && !element.closest('.vh');
    });
    for (const element of beyond.slice(0, 3)) faults.push(`beyond the window: ${named(element)}`);
}

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const options = {
    runOnly: whole ? { type: 'tag', values: standard } : { type: 'rule', values: ['color-contrast'] },
    rules: whole ? { 'target-size': { enabled: true }, 'color-contrast': { enabled: true } } : {},
    resultTypes: ['violations'],
    preload: false,
    iframes: false,
};
const told = node => {
    const data = [...node.any, ...node.all].map(check => check.data).find(data => data);
    if (data?.contrastRatio) return `${data.contrastRatio} of ${data.expectedContrastRatio}, ${data.fgColor} on ${data.bgColor}`;
    if (data?.width) return `${data.width} × ${data.height} px`;
    return node.failureSummary.split('\n').slice(1, 3).map(line => line.trim()).join('; ');
};
axe.run(root, options).then(
    result => {
        for (const violation of result.violations) {
            for (const node of violation.nodes.slice(0, 4)) {
                const element = document.querySelector(node.target[0]);
                const words = element?.textContent.trim().slice(0, 40) ?? '';
                faults.push(`${violation.id}: ${element ? named(element) : node.target[0]} “${words}”: ${told(node)}`);
            }
            if (violation.nodes.length > 4) faults.push(`${violation.id}: ${violation.nodes.length - 4} more like these`);
        }
    },
    error => faults.push(`axe: ${error}`),
).finally(() => {
    document.documentElement.dataset.theme = before;
    faults.push(...window.crawl.faults.splice(0));
    done(faults);
});
