//! The look in the real window: computed sizes (±1 px) and colours (exact) of the main parts, light and dark, against
//! the project's own tokens (`ui/styles/tokens.css`). Sizes that no token holds are the fixed ones of its style sheets.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::support::{
    app::{App, Start, id},
    drag, files,
    home::Home,
};

/// The single source of every colour and of most sizes.
const TOKENS: &str = include_str!("../../ui/styles/tokens.css");

/// How long a part may take to come to its look.
const SETTLES: Duration = Duration::from_secs(5);

/// What a part must look like: selector, property, a token or a size in pixels.
type Rule = (&'static str, &'static str, &'static str);

const SHELL: &[Rule] = &[
    (".env-frame", "height", "--h-frame"),
    (".env-frame", "background-color", "--env"),
    (".rail", "width", "--w-rail"),
    (".rail", "background-color", "--c-canvas"),
    (".nav-item[aria-current='page']", "height", "32px"),
    (".nav-item[aria-current='page']", "background-color", "--c-accent-soft"),
    (".nav-item[aria-current='page']", "color", "--c-accent-text"),
    (".nav-item:not([aria-current])", "color", "--c-text-2"),
    (".nav-item[aria-current='page'] .count", "background-color", "--c-surface"),
    (".rail-foot", "border-top-color", "--c-line"),
    (".topbar", "height", "--h-topbar"),
    (".topbar", "border-bottom-color", "--c-line"),
    (".search", "width", "400px"),
    (".search", "height", "32px"),
    (".search", "border-top-color", "--c-control"),
    (".search", "border-top-left-radius", "--r-2"),
    ("[data-testid='env-badge']", "height", "24px"),
    ("[data-testid='env-badge']", "background-color", "--env-badge"),
    ("[data-testid='env-badge']", "color", "--env-on"),
    ("[data-testid='env-badge']", "font-size", "--fs-12"),
    ("[data-testid='env-badge']", "font-weight", "--fw-semi"),
    ("[data-testid='page-title']", "font-size", "--fs-18"),
    ("[data-testid='page-title']", "line-height", "--lh-18"),
    ("[data-testid='page-title']", "font-weight", "--fw-semi"),
    ("[data-testid='page-title']", "color", "--c-text"),
];

const LIST: &[Rule] = &[
    (".page-head", "height", "56px"),
    (".page-head", "padding-left", "--pad-page"),
    (".btn--primary", "height", "--h-control"),
    (".btn--primary", "background-color", "--c-accent"),
    (".btn--primary", "color", "--c-on-accent"),
    (".btn--primary", "font-weight", "--fw-medium"),
    (".btn--primary", "border-top-left-radius", "--r-2"),
    (".views", "height", "36px"),
    (".view[aria-selected='true']", "border-bottom-color", "--c-accent-text"),
    (".view[aria-selected='false']", "color", "--c-text-2"),
    (".filters", "height", "44px"),
    (".chip--set", "height", "26px"),
    (".chip--set", "border-top-color", "--c-line-strong"),
    (".chip--set", "font-size", "--fs-12"),
    (".chip--add", "height", "26px"),
    (".chip--add", "color", "--c-text-2"),
    (".table th", "height", "--h-thead"),
    (".table th", "background-color", "--c-surface-2"),
    (".table th", "color", "--c-text-3"),
    (".table th", "font-size", "--fs-12"),
    ("tr[data-row] td", "height", "--h-row"),
    ("tr[data-row] td", "border-bottom-color", "--c-line"),
    ("tr[data-row] td", "font-size", "--fs-13"),
    ("tr[data-row] .name", "color", "--c-text"),
    ("tr[data-row] .name", "font-weight", "--fw-medium"),
    ("tr[data-row] .check", "width", "16px"),
    ("tr[data-row] .check", "border-top-color", "--c-control"),
    (".list-foot", "height", "32px"),
    (".list-foot", "color", "--c-text-3"),
    ("tr[data-row] .st--bad", "color", "--c-bad"),
    ("tr[data-row] .st--bad svg.i", "color", "--c-bad-icon"),
    ("tr[data-row] .st--warn", "color", "--c-warn"),
    ("tr[data-row] .st--warn svg.i", "color", "--c-warn-icon"),
];

/// The other tones, each in the saved view that shows it.
const TONES: &[(&str, &[Rule])] = &[
    ("waiting", &[("tr[data-row] .st--info svg.i", "color", "--c-info-icon")]),
    ("validated-month", &[("tr[data-row] .st--ok svg.i", "color", "--c-ok-icon")]),
    ("never-submitted", &[("tr[data-row] .st--idle svg.i", "color", "--c-idle-icon")]),
];

const INSPECTOR: &[Rule] = &[
    (".inspector", "width", "--w-inspector"),
    (".inspector", "background-color", "--c-surface"),
    (".inspector", "border-left-color", "--c-line-strong"),
    (".insp-head h2", "font-size", "--fs-16"),
    (".insp-head h2", "line-height", "--lh-16"),
    (".insp-head .pill.st--bad", "height", "22px"),
    (".insp-head .pill.st--bad", "background-color", "--c-bad-soft"),
    (".insp-head .pill.st--bad", "color", "--c-bad"),
    (".insp-body .lead", "font-size", "--fs-14"),
    (".insp-body .kv dt", "color", "--c-text-3"),
    (".insp-foot", "background-color", "--c-surface-2"),
    (".insp-foot .btn:not(.btn--primary)", "background-color", "--c-surface"),
    (".insp-foot .btn:not(.btn--primary)", "border-top-color", "--c-line-strong"),
    ("tr.is-open td", "background-color", "--c-selected"),
];

const DROP: &[Rule] = &[
    (".overlay.drop", "background-color", "--c-scrim"),
    (".drop-box", "background-color", "--c-surface"),
    (".drop-box", "border-top-left-radius", "--r-4"),
    (".drop-zone", "border-top-color", "--c-accent-text"),
    (".drop-zone", "background-color", "--c-accent-soft"),
    (".drop-zone h2", "font-size", "--fs-18"),
];

const SHEET: &[Rule] = &[
    (".sheet", "width", "980px"),
    (".sheet", "background-color", "--c-surface"),
    (".sheet-head", "height", "56px"),
    (".sheet-head h2", "font-size", "--fs-16"),
    (".sheet-body > div", "width", "480px"),
    (".sheet-body > div + div", "background-color", "--c-surface-2"),
    (".sheet-foot", "height", "64px"),
    (".sheet .input--select", "height", "32px"),
    (".sheet .input--select", "border-top-color", "--c-control"),
    (".sheet .lab", "font-size", "--fs-12"),
    (".pagecard.is-open", "border-top-color", "--c-accent-text"),
    (".pagecard .thumb", "width", "92px"),
    (".pagecard .thumb", "height", "62px"),
    (".morefiles", "height", "56px"),
    (".sheet .btn--sm", "height", "--h-control-sm"),
    (".sheet .btn--primary[aria-disabled='true']", "background-color", "--c-surface-2"),
    (".sheet .btn--primary[aria-disabled='true']", "color", "--c-disabled"),
];

const LOCK: &[Rule] = &[
    (".env-frame", "height", "--h-frame"),
    (".env-frame", "background-color", "--env"),
    (".standalone", "background-color", "--c-canvas"),
    (".lockbox", "width", "360px"),
    (".lock-title h1", "font-size", "--fs-16"),
    (".profile-strip", "background-color", "--c-surface"),
    (".profile-strip", "border-top-color", "--c-line"),
    (".lockbox .btn--primary", "background-color", "--c-accent"),
];

/// Measures rules in the page: each answer is what the engine computed, or null if nothing matches.
const MEASURE: &str = r"
    return arguments[0].map(([selector, property]) => {
        const part = document.querySelector(selector);
        if (!part) return null;
        if (property === 'width' || property === 'height') return part.getBoundingClientRect()[property] + 'px';
        return getComputedStyle(part).getPropertyValue(property);
    });";

/// The values of the tokens under one theme, in the Demo's environment.
struct Tokens(BTreeMap<String, String>);

impl Tokens {
    fn read(theme: &str) -> Self {
        let mut values = BTreeMap::new();
        for selector in [":root", &format!(":root[data-theme=\"{theme}\"]"), ":root[data-env=\"demo\"]"] {
            let Some((_, rest)) = TOKENS.split_once(&format!("\n{selector} {{")) else { continue };
            let body = rest.split_once('}').expect("a block ends").0;
            for declaration in without_comments(body).split(';') {
                if let Some((name, value)) = declaration.split_once(':') {
                    values.insert(name.trim().to_owned(), value.trim().to_owned());
                }
            }
        }
        Self(values)
    }

    /// A token's value, or the text itself where it names none.
    fn value<'a>(&'a self, text: &'a str) -> &'a str {
        let name = text.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
        if name.starts_with("--") {
            let value = self.0.get(name).unwrap_or_else(|| panic!("tokens.css has {name}"));
            return self.value(value);
        }
        text
    }
}

fn without_comments(css: &str) -> String {
    let after_first = css.split("/*").skip(1).map(|part| part.split_once("*/").map_or("", |(_, rest)| rest));
    css.split("/*").take(1).chain(after_first).collect()
}

/// Red, green, blue, and the alpha in thousandths.
fn colour(text: &str) -> Option<[u32; 4]> {
    if let Some(hex) = text.strip_prefix('#') {
        let part = |at: usize| u32::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        return Some([part(0)?, part(2)?, part(4)?, 1000]);
    }
    let inside = text.split_once('(')?.1.strip_suffix(')')?;
    let mut numbers = inside.split(',').map(|number| number.trim().parse::<f64>().ok());
    let mut next = || numbers.next().flatten();
    let (red, green, blue) = (next()?, next()?, next()?);
    let alpha = next().unwrap_or(1.0);
    Some([red as u32, green as u32, blue as u32, (alpha * 1000.0).round() as u32])
}

fn pixels(text: &str) -> Option<f64> {
    text.strip_suffix("px").unwrap_or(text).parse().ok()
}

fn agrees(expected: &str, found: &str) -> bool {
    match (colour(expected), colour(found)) {
        (Some(expected), Some(found)) => expected == found,
        _ => match (pixels(expected), pixels(found)) {
            (Some(expected), Some(found)) => (expected - found).abs() <= 1.0,
            _ => false,
        },
    }
}

/// What differs from the rules, at this moment.
async fn differences(app: &App, tokens: &Tokens, rules: &[Rule]) -> Vec<String> {
    let asked: Vec<_> = rules.iter().map(|(selector, property, _)| json!([selector, property])).collect();
    let found = app.run(MEASURE, vec![Value::Array(asked)]).await;
    let found = found.as_array().expect("a list");
    assert_eq!(found.len(), rules.len(), "an answer for each rule");
    let compare = |((selector, property, wanted), found): (&Rule, &Value)| {
        let expected = tokens.value(wanted);
        let found = found.as_str().unwrap_or("nothing");
        (!agrees(expected, found)).then(|| format!("{selector} {property}: {found}, not {wanted} = {expected}"))
    };
    rules.iter().zip(found).filter_map(compare).collect()
}

/// Waits until everything looks as it must.
async fn looks(app: &App, tokens: &Tokens, what: &str, rules: &[Rule]) {
    let end = Instant::now() + SETTLES;
    loop {
        let differs = differences(app, tokens, rules).await;
        if differs.is_empty() {
            return;
        }
        assert!(Instant::now() < end, "{what} looks otherwise: {differs:#?}");
        sleep(Duration::from_millis(50)).await;
    }
}

/// A check that cannot fail says nothing: a changed colour, a size off by more than a pixel and a missing part are
/// reported, a size off by one is not.
async fn changes_are_seen(app: &App, tokens: &Tokens) {
    let style = |css: &str| vec![json!(css)];
    let put = "const s = document.createElement('style'); s.id = 'planted'; s.textContent = arguments[0]; document.head.append(s);";
    let planted = ".btn--primary { background-color: #0b665b !important; height: 32px !important; transition: none } \
                   .list-foot { height: 33px !important } .chip--set { display: none } .chip--add { height: 30px !important }";
    app.run(put, style(planted)).await;
    let off = [
        (".btn--primary", "background-color", "--c-accent"),
        (".btn--primary", "height", "--h-control"),
        (".list-foot", "height", "32px"),
        (".chip--set", "height", "26px"),
        (".chip--add", "height", "26px"),
        (".no-such-part", "height", "26px"),
    ];
    let reported = differences(app, tokens, &off).await;
    let parts: Vec<&str> = reported.iter().filter_map(|line| line.split(':').next()).collect();
    let wanted = [
        ".btn--primary background-color",
        ".btn--primary height",
        ".chip--set height",
        ".chip--add height",
        ".no-such-part height",
    ];
    assert_eq!(parts, wanted, "{reported:#?}");
    app.run("document.getElementById('planted').remove();", Vec::new()).await;
}

async fn every_part_in(theme: &str) {
    let tokens = Tokens::read(theme);
    let home = Home::new(&format!("looks-{theme}"));
    let seams = vec![("THEME", theme.to_owned()), ("SIZE", "1280x800".to_owned())];
    let app = App::start(&home, &Start { args: vec!["--demo".to_owned()], seams }).await;
    app.see_text("tr[data-row]", "Out of date").await;
    looks(&app, &tokens, "the shell", SHELL).await;
    looks(&app, &tokens, "the list", LIST).await;
    changes_are_seen(&app, &tokens).await;
    for (view, rules) in TONES {
        app.go(&format!("/compliance?view={view}")).await;
        looks(&app, &tokens, view, rules).await;
    }
    app.go("/compliance").await;
    app.see_text("tr[data-row]", "Out of date").await;
    app.press("j").await;
    app.press("Enter").await;
    app.see(&id("inspector")).await;
    looks(&app, &tokens, "the inspector", INSPECTOR).await;
    app.press("Escape").await;
    app.see_no(&id("inspector")).await;

    let paper = files::pdf(&home.documents(), "paper.pdf");
    let held = drag::take(&home, &drag::Load::Files(&[paper]), (640, 400));
    app.see(&id("drop-overlay")).await;
    looks(&app, &tokens, "the drop overlay", DROP).await;
    held.drop_here();
    app.see(&id("upload-sheet")).await;
    app.see_text(&id("pages"), "paper.pdf").await;
    looks(&app, &tokens, "the upload sheet", SHEET).await;
    app.press("Escape").await;
    app.see_no(&id("upload-sheet")).await;
    app.press("Control+l").await;
    app.see(&id("lock-screen")).await;
    looks(&app, &tokens, "the lock screen", LOCK).await;
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_main_part_has_the_size_and_colour_of_its_token() {
    for theme in ["light", "dark"] {
        every_part_in(theme).await;
    }
}
