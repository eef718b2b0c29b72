//! `bench routes`: from the click on a way to a page to its content on the screen, everything read from the local copy.
//! The ways are those of the navigation rail, and those that lead on from there: the platform's wallets, an object beside
//! its list, a user's profile. Measured in the webview, with the frame that shows the content included.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{World, stock::Stage};
use crate::webdriver::Driven;
use crate::{app, steps, ui};

/// Rounds through all pages after the one that warms up.
const ROUNDS: usize = 20;
/// Longest that a page may take at the 95th percentile, in milliseconds.
const GOAL: f64 = 100.0;
/// Between two clicks: WebKit refuses the page more than 100 changes of its address in ten seconds.
const PAUSE: Duration = Duration::from_millis(120);

/// The rail's ways: selector and address of each.
const RAIL: &str = "return [...document.querySelectorAll('aside a[href][data-testid^=nav-]')]
    .map(link => [`[data-testid=${link.dataset.testid}]`, link.getAttribute('href')]);";

/// Ways that begin on a page of the rail: that page, a name, what is clicked, what shows the content.
const ONWARD: [(&str, &str, &str, &str); 3] = [
    ("/wallets", "/client-wallets", "[data-testid=other-list]", "[data-testid=list-client-wallets]"),
    ("/transactions", "an object beside its list", "tr[data-row='0'] td:nth-child(3)", "[data-testid=raw]"),
    ("/transactions", "/users/:id", "[data-testid=inspector-user]", "[data-testid=details]"),
];

/// Clicks, and answers how long it took until the content was painted; null if it did not come.
const CLICK: &str = "
    const [selector, path, wanted] = arguments, done = arguments[arguments.length - 1];
    const shown = part => part.getClientRects().length > 0;
    const rows = () => [...document.querySelectorAll(\"[data-testid^='row-']\")].map(row => row.dataset.testid);
    const before = new Set(rows());
    const there = () => {
        if (path && location.pathname !== path) return false;
        if (wanted && !document.querySelector(wanted)) return false;
        if (!document.querySelector('h1')) return false;
        if ([...document.querySelectorAll('[aria-busy=true]')].some(shown)) return false;
        const counts = [...document.querySelectorAll('.count--link')];
        if (counts.some(count => !/[0-9]/.test(count.textContent))) return false;
        if (wanted || !document.querySelector('[data-testid=table]')) return true;
        const empty = document.querySelector(\"[data-testid='empty'], [data-testid='empty-filtered'], [data-testid='not-fetched']\");
        return !!empty || rows().some(row => !before.has(row));
    };
    const begun = performance.now();
    document.querySelector(selector).click();
    const painted = new MessageChannel();
    painted.port1.onmessage = () => done(performance.now() - begun);
    const frame = () => {
        if (there()) painted.port2.postMessage(null);
        else if (performance.now() - begun > 20000) done(null);
        else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);";

/// Measures.
pub fn run(stage: &Stage) -> Result<()> {
    let (flavour, home) = match stage.world {
        World::Demo => (app::Flavour::Seams, stage.home.clone()),
        // The list of documents that a start opens otherwise may have nothing to fix.
        World::Large => (app::Flavour::Measured, stage.at_transactions()),
    };
    let ours = app::build(ui::Profile::Small, flavour)?;
    let args: Vec<String> = stage.args().iter().map(|word| (*word).to_owned()).collect();
    let driven = Driven::launch(&stage.desktop, &ours, &args, &home)?;
    driven.wait("[data-testid=table]")?;
    if stage.world == World::Demo {
        driven.wait("[data-testid^=row-]")?;
        driven.wait("[data-testid=sync]:not(.is-turning)")?;
    }

    let rail: Vec<(String, String)> = serde_json::from_value(driven.execute(RAIL, json!([]))?)?;
    ensure!(rail.len() > 10, "the rail leads to {} pages", rail.len());
    let mut times: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for round in 0..=ROUNDS {
        let mut note = |name: &str, time: f64| {
            if round > 0 {
                times.entry(name.to_owned()).or_default().push(time);
            }
        };
        steps::step(&format!("round {round} of {ROUNDS}"), || {
            for (selector, path) in &rail {
                note(path, click(&driven, selector, Some(path), None)?);
                for (_, name, selector, wanted) in ONWARD.iter().filter(|(from, ..)| from == path) {
                    if driven.shows(selector) {
                        note(name, click(&driven, selector, None, Some(wanted))?);
                    }
                }
            }
            Ok(())
        })?;
    }

    println!();
    let mut all = Vec::new();
    for (name, mut times) in times {
        times.sort_by(f64::total_cmp);
        println!(
            "routes-p95\t{:.0}\tms\t{name}; p50 {:.0} ms, worst {:.0} ms of {}",
            part(&times, 0.95),
            part(&times, 0.5),
            part(&times, 1.0),
            times.len()
        );
        all.extend(times);
    }
    all.sort_by(f64::total_cmp);
    let goal = if part(&all, 0.95) <= GOAL { "kept" } else { "missed" };
    println!("routes-p50\t{:.0}\tms\tall {} clicks", part(&all, 0.5), all.len());
    println!("routes-p95\t{:.0}\tms\tall clicks; the goal of {GOAL:.0} ms is {goal}", part(&all, 0.95));
    Ok(())
}

fn click(driven: &Driven, selector: &str, path: Option<&str>, wanted: Option<&str>) -> Result<f64> {
    std::thread::sleep(PAUSE);
    let taken = driven.execute_async(CLICK, json!([selector, path, wanted]))?;
    taken.as_f64().with_context(|| format!("nothing came after a click on {selector}"))
}

/// The value below which that part of the sorted figures lies.
fn part(sorted: &[f64], part: f64) -> f64 {
    let at = (sorted.len() as f64 * part).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
