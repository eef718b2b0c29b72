//! The home page in the real window: what it counts is what its lists show.

use serde_json::{Value, json};

use crate::{
    pages,
    support::{
        app::{App, Start, id},
        home::Home,
        simulator::Simulator,
    },
};

/// Every number that leads to a list: number, address.
const FIGURES: &str = r"
    const links = document.querySelectorAll('[data-testid=home] .count--link, [data-testid=home] .hbars .link');
    return [...links].map(link => [link.textContent, link.getAttribute('href')]);";

/// Whether the list at this address has so many rows.
const LISTS: &str = r"
    const range = document.querySelector('[data-testid=range]');
    const shown = (range?.textContent.match(/[\d,]+/g) ?? ['0']).at(-1).replaceAll(',', '');
    return location.pathname + location.search === arguments[0] && !!range && shown === arguments[1];";

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_equals_the_list_that_it_opens() {
    let home = Home::new("home");
    let simulator = Simulator::start("demo", 0, None, &["--strict"]);
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &simulator.url(), None).await;
    app.see("[data-testid='sync']:not(.is-turning)").await;
    app.click(&id("nav-home")).await;
    app.see("[data-testid='home-money-table'] .spark").await;
    let all = "return document.querySelectorAll('[data-testid=home] .count--link').length === 9 \
               && [...document.querySelectorAll('[data-testid=home] .count--link')].every(link => /\\d/.test(link.textContent));";
    app.hold("every number to be there", all, vec![]).await;
    app.see("[data-testid='home-reasons'] .hbars").await;

    let figures: Vec<(String, String)> = serde_json::from_value(app.run(FIGURES, vec![]).await).unwrap();
    assert!(figures.len() > 14, "blocks, news, pipeline, reasons: {figures:?}");
    assert!(figures.iter().any(|(number, _)| number != "0"), "the demo world has something to show");
    for (number, href) in &figures {
        app.go(href).await;
        let args: Vec<Value> = vec![json!(href), json!(number.replace(',', ""))];
        app.hold(&format!("{number} rows at {href}"), LISTS, args).await;
    }
}
