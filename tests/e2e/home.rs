//! The home page in the real window: what it counts and sums is what its lists show, and what the simulator holds.

mod totals;

use serde_json::{Value, json};

use crate::{
    home::totals::{Days, Key, totals, verified},
    pages,
    support::{
        app::{App, Start, id},
        home::Home,
        simulator::Simulator,
    },
};

/// Every number that leads to a list: the block it stands in, its number, its address.
const FIGURES: &str = r"
    const links = document.querySelectorAll('[data-testid=home] .count--link, [data-testid=home] .figure');
    const block = link => link.closest('[data-testid^=home-]:not(a)').dataset.testid;
    return [...links].map(link => [block(link), link.textContent, link.getAttribute('href')]);";

/// The foot of a block: its words, and the address of the list that it counts.
const FOOT: &str = r"
    const link = [...document.querySelectorAll(`[data-testid=${arguments[0]}] .panel-foot a`)].at(-1);
    return [link.closest('.panel-foot').textContent, link.getAttribute('href')];";

/// The moments that figures begin with, by the window's own clock and zone.
const DAYS: &str = r"
    const now = new Date();
    const day = before => new Date(now.getFullYear(), now.getMonth(), now.getDate() - before).getTime() / 1000;
    return { now: Math.floor(now.getTime() / 1000), yesterday: day(1), thirty_days: day(29),
             today: Math.floor(now.getTime() / 86400000) * 86400,
             month: Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1) / 1000 };";

/// Whether the list at this address has so many rows.
const LISTS: &str = r"
    const range = document.querySelector('[data-testid=range]');
    const shown = (range?.textContent.match(/[\d,]+/g) ?? ['0']).at(-1).replaceAll(',', '');
    return location.pathname + location.search === arguments[0] && !!range && shown === arguments[1];";

/// A number of the page without groups and with the usual sign: the count, or minor units of a sum.
fn bare(number: &str) -> i64 {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let sign = if number.contains(['-', '\u{2212}']) { -1 } else { 1 };
    digits.parse::<i64>().map_or(0, |number| sign * number)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_equals_the_list_that_it_opens_and_what_the_simulator_holds() {
    let home = Home::new("home");
    let simulator = Simulator::start("demo", 0, None, &["--rate-limits", "off"]);
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &simulator.url(), None).await;
    app.see("[data-testid='sync']:not(.is-turning)").await;
    app.click(&id("nav-home")).await;
    app.see("[data-testid='home-money-table'] .spark").await;
    let all = "return document.querySelectorAll('[data-testid=home] .count--link').length === 9 \
               && [...document.querySelectorAll('[data-testid=home] .count--link')].every(link => /\\d/.test(link.textContent));";
    app.hold("every number to be there", all, vec![]).await;
    app.see("[data-testid='home-reasons'] .hbars").await;
    app.see("[data-testid='home-renewals'] .pillars").await;

    let days = Days::of(&app.run(DAYS, vec![]).await);
    let totals = totals(&simulator.ask("dump"), days);
    let verified = verified(&simulator.ask("dump"));
    app.see_text("[data-testid='home-renewals'] .panel-foot", &format!("all {verified} verified users")).await;
    let mut left = totals.clone();
    let mut figures: Vec<(String, String, String)> = serde_json::from_value(app.run(FIGURES, vec![]).await).unwrap();
    for block in ["home-kyc", "home-disputes"] {
        let (words, href): (String, String) = serde_json::from_value(app.run(FOOT, vec![json!(block)]).await).unwrap();
        figures.push((format!("{block}-foot"), words, href));
    }
    assert!(figures.len() > 28, "blocks, feet, news, renewals, pipeline, reasons, money: {figures:?}");
    assert!(figures.iter().any(|(_, number, _)| bare(number) != 0), "the demo world has something to show");
    for (block, number, href) in &figures {
        let is_meant = |(of, parts): &Key| of == block && parts.iter().all(|part| href.contains(part));
        let (key, total) = totals
            .iter()
            .filter(|(key, _)| is_meant(key))
            .max_by_key(|((_, parts), _)| parts.len())
            .unwrap_or_else(|| panic!("{block} shows {number} for {href}, of which no total is known"));
        assert_eq!(bare(number), total.shown, "{block}, {href}: what the simulator holds");
        left.remove(key);
        app.go(href).await;
        let args: Vec<Value> = vec![json!(href), json!(total.rows.to_string())];
        app.hold(&format!("{} rows at {href}", total.rows), LISTS, args).await;
        if total.rows == 1 && total.shown != 1 {
            app.see_text("tr[data-row]", number).await;
        }
    }
    left.retain(|_, total| total.shown != 0);
    assert!(left.is_empty(), "not shown: {left:?}");
}
