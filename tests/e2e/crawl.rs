//! Every place of the application, opened in the real window and looked at by a machine: nothing panics or complains,
//! nothing is wider than its place, no word is missing, everything has a name, and what WCAG 2.2 AA asks of colours and
//! targets is kept. axe-core is brought by this test alone.

mod routes;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    pages::{self, Typed},
    support::{
        app::{App, Start, id},
        home::Home,
        is_full,
        link::Link,
        setting,
        simulator::{API_KEY, CLIENT_ID, Simulator},
    },
};

const WATCH: &str = include_str!("crawl/watch.js");
const REST: &str = include_str!("crawl/rest.js");
const LOOK: &str = include_str!("crawl/look.js");

/// Every address that the page links to.
const LINKS: &str = "return [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'));";
/// How long the first sync of the largest world may take.
const FIRST_SYNC: Duration = Duration::from_secs(3_600);
/// The whole page.
const PAGE: &str = "body";

/// What stands above a page: the keys that open it, the part to look at.
const ABOVE: [(&str, &str); 4] =
    [("Control+k", "palette"), ("?", "shortcuts-dialog"), ("u", "upload-sheet"), ("Control+l", "lock-screen")];

/// A walk through the application in one window.
struct Crawl<'a> {
    app: &'a App,
    /// Part of what faults are told with.
    label: String,
    faults: BTreeMap<String, BTreeSet<String>>,
    /// Addresses of links, as they were met.
    met: Vec<String>,
    looks: u32,
    begun: Instant,
}

impl<'a> Crawl<'a> {
    async fn begin(app: &'a App, label: &str) -> Self {
        let crawl = Self {
            app,
            label: label.to_owned(),
            faults: BTreeMap::new(),
            met: Vec::new(),
            looks: 0,
            begun: Instant::now(),
        };
        crawl.equip().await;
        crawl
    }

    /// Brings what the looks need into the page, unless it is there: a lock begins the page anew.
    async fn equip(&self) {
        if self.app.run("return !window.axe || !window.crawl;", vec![]).await == json!(true) {
            let axe = fs::read_to_string(setting("MANGROVE_E2E_AXE")).expect("axe-core is installed");
            self.app.run(&axe, vec![]).await;
            self.app.run(WATCH, vec![]).await;
        }
    }

    fn note(&mut self, at: &str, fault: String) {
        self.faults.entry(fault).or_default().insert(at.to_owned());
    }

    /// What a script answers that takes its time.
    async fn ask(&self, script: &str, args: Vec<Value>) -> Value {
        self.app.client().execute_async(script, args).await.expect("the script runs")
    }

    async fn has(&self, selector: &str) -> bool {
        self.app.run("return !!document.querySelector(arguments[0]);", vec![json!(selector)]).await == json!(true)
    }

    async fn rest(&mut self, at: &str) {
        match self.ask(REST, vec![]).await.as_str() {
            Some("") => {}
            other => self.note(at, other.unwrap_or("gave no answer").to_owned()),
        }
    }

    /// Faults of a part of the page in a theme; of its colours alone unless it is looked at as a whole.
    async fn faults_of(&mut self, part: &str, theme: &str, whole: bool) -> Vec<String> {
        self.looks += 1;
        self.equip().await;
        let found = self.ask(LOOK, vec![json!(part), json!(theme), json!(whole)]).await;
        serde_json::from_value(found).expect("a list of faults")
    }

    /// Looks at a part of the page: wholly in the light, for its colours in the dark.
    async fn look(&mut self, at: &str, part: &str) {
        self.rest(at).await;
        for (theme, whole) in [("light", true), ("dark", false)] {
            for fault in self.faults_of(part, theme, whole).await {
                let fault = if whole { fault } else { format!("{theme}: {fault}") };
                self.note(at, fault);
            }
        }
        let links = self.app.run(LINKS, vec![]).await;
        let links: Vec<String> = serde_json::from_value(links).expect("a list of addresses");
        self.met.extend(links.into_iter().filter(|link| link.starts_with('/')));
    }

    /// Opens an address, looks at it, and at the first of its rows beside it.
    async fn visit(&mut self, address: &str) {
        self.app.go(address).await;
        self.app.see("h1, [data-testid='page-title']").await;
        let path = address.split('?').next().unwrap_or_default();
        let here = "return location.pathname === arguments[0];";
        self.app.hold(&format!("the address to stay {path}"), here, vec![json!(path)]).await;
        self.look(address, PAGE).await;
        if !self.has("tr[data-row]").await && self.has(&id("view-all")).await {
            self.app.click(&id("view-all")).await;
            self.look(&format!("{address}, everything"), PAGE).await;
        }
        if self.has("tr[data-row]").await {
            self.app.press("j").await;
            self.app.press("Enter").await;
            self.rest(address).await;
            if self.has(&id("inspector")).await {
                self.look(&format!("{address}, beside"), &id("inspector")).await;
                self.app.press("Escape").await;
                self.app.see_no(&id("inspector")).await;
            }
            let now = self.app.run("return location.pathname + location.search;", vec![]).await;
            self.met.extend(now.as_str().map(str::to_owned));
        }
    }

    /// Clicks through the tabs of a page that belongs to one object.
    async fn tabs(&mut self, address: &str) {
        let count = "return document.querySelectorAll('main [role=tab]').length;";
        let click = "document.querySelectorAll('main [role=tab]')[arguments[0]]?.click();";
        let tabs = self.app.run(count, vec![]).await.as_u64().unwrap_or_default();
        for tab in 1..tabs {
            self.app.run(click, vec![json!(tab)]).await;
            self.look(&format!("{address}, tab {}", tab + 1), PAGE).await;
        }
    }

    /// Every route: what the sources spell out, and for each pattern the first address that a link leads to.
    async fn all(&mut self) {
        let mut seen = BTreeSet::new();
        for address in routes::spelt_out() {
            self.visit(&address).await;
            seen.insert(address);
        }
        let patterns = routes::patterns();
        for pattern in patterns.iter().filter(|pattern| routes::is_open(pattern)) {
            if seen.iter().any(|address| routes::leads(pattern, address)) {
                continue;
            }
            let found = self.met.iter().find(|address| routes::leads(pattern, address)).cloned();
            // The page of an object that is not there has to be sound as well.
            let found = found.unwrap_or_else(|| pattern.replace(":id", "200000001"));
            self.visit(&found).await;
            self.tabs(&found).await;
            seen.insert(found);
        }
        for pattern in &patterns {
            assert!(seen.iter().any(|address| routes::leads(pattern, address)), "{pattern} was never opened");
        }
    }

    /// What opens above a page, and the colours of every environment.
    async fn above(&mut self) {
        self.app.go("/users").await;
        self.rest("/users").await;
        for environment in ["production", "sandbox", "demo"] {
            let set = "document.documentElement.dataset.env = arguments[0];";
            self.app.run(set, vec![json!(environment)]).await;
            for theme in ["light", "dark"] {
                for fault in self.faults_of(PAGE, theme, false).await {
                    self.note(&format!("in {environment}"), format!("{theme}: {fault}"));
                }
            }
        }
        self.app.run("document.documentElement.dataset.env = 'sandbox';", vec![]).await;
        for (keys, part) in ABOVE {
            self.app.press(keys).await;
            self.app.see(&id(part)).await;
            self.look(part, PAGE).await;
            self.app.press("Escape").await;
        }
    }

    /// A check that cannot fail says nothing: faults of every kind are planted, and each is reported.
    async fn faults_are_seen(&mut self) {
        let plant = "
            const part = document.createElement('div');
            part.id = 'planted';
            part.style.cssText = 'position:fixed;left:0;top:60px;width:300px;overflow-x:auto;z-index:99';
            part.innerHTML = `<p style='color:#999;background:#fff'>pale</p><button></button>
                <span>⟦no-such-key⟧</span><span>{$count} rows</span><span>PENDING_CLIENT_ACTION</span>
                <i role='img' aria-label=''></i><div style='width:900px'>wide</div>
                <button style='width:10px;height:10px;padding:0;border:0'>a</button><button
                style='width:10px;height:10px;padding:0;border:0'>b</button>`;
            document.body.append(part);
            console.error('planted');
            setTimeout(() => { throw new Error('thrown'); });
            Promise.reject(new Error('refused'));";
        self.app.run(plant, vec![]).await;
        self.rest("planted").await;
        let found = self.faults_of("#planted", "light", true).await;
        for kind in [
            "no words: “⟦no-such-key⟧”",
            "no words: “{$count} rows”",
            "untranslated: “PENDING_CLIENT_ACTION”",
            "empty name",
            "wider than its place",
            "color-contrast",
            "button-name",
            "target-size",
            "console: planted",
            "error: ",
            "rejection: ",
        ] {
            assert!(found.iter().any(|fault| fault.starts_with(kind)), "{kind} in {found:#?}");
        }
        self.app.run("document.getElementById('planted').remove();", vec![]).await;
    }

    /// What was found, a line for each.
    fn end(self, home: &Home) -> Vec<String> {
        eprintln!("{}: {} looks in {:?}", self.label, self.looks, self.begun.elapsed());
        let log = fs::read_to_string(home.log()).unwrap_or_default();
        let panics = log.lines().filter(|line| line.contains("panicked at")).map(|line| format!("log: {line}"));
        let told = |(fault, places): (&String, &BTreeSet<String>)| {
            let places: Vec<&str> = places.iter().map(String::as_str).collect();
            format!("{fault}\n        at {}", places.join("; "))
        };
        let lines = self.faults.iter().map(told).chain(panics);
        lines.map(|line| format!("{}: {line}", self.label)).collect()
    }
}

/// From the welcome screen into a profile, looking at each step of the way.
async fn connect(app: &App, home: &Home, label: &str, address: &str) -> Vec<String> {
    app.see(&id("welcome")).await;
    let mut crawl = Crawl::begin(app, label).await;
    crawl.look("welcome", PAGE).await;
    pages::go_to_connect(app).await;
    crawl.look("connect", PAGE).await;
    let typed = Typed { label: "Halle Verte test", client_id: CLIENT_ID, api_key: &API_KEY, address };
    pages::check_connection(app, &typed).await;
    app.see(&id("connect-check-again")).await;
    crawl.look("connect, checked", PAGE).await;
    app.click(&id("connect-continue")).await;
    app.see(&id("protect-create")).await;
    crawl.look("protect", PAGE).await;
    app.click(&id("protect-create")).await;
    app.see(&id("recovery-code")).await;
    crawl.look("recovery", PAGE).await;
    app.click(&id("recovery-written")).await;
    app.click("[data-testid='recovery-done']:not([aria-disabled='true'])").await;
    app.see(&id("table")).await;
    crawl.end(home)
}

/// Waits until the first sync is over; a large world takes longer than other things may.
async fn synced(app: &App) {
    let rests = "return !!document.querySelector(\"[data-testid='sync']:not(.is-turning)\");";
    let end = Instant::now() + FIRST_SYNC;
    while app.run(rests, vec![]).await != json!(true) {
        assert!(Instant::now() < end, "the first sync ends");
        sleep(Duration::from_millis(200)).await;
    }
}

fn start(size: &str) -> Start {
    Start { args: Vec::new(), seams: vec![("THEME", "light".to_owned()), ("SIZE", size.to_owned())] }
}

/// Crawls a world in windows of these sizes, with the network and perhaps without.
async fn crawl(world: &str, sizes: &[&str], offline: bool) {
    let home = Home::new(&format!("crawl-{}", world.replace(':', "-")));
    let simulator = Simulator::start(world, 0, None, &["--rate-limits", "off"]);
    let link = Link::to(simulator.address());
    let mut faults = Vec::new();
    let mut is_new = true;
    for is_cut in [false, true] {
        if is_cut && !offline {
            break;
        }
        if is_cut {
            link.cut();
        }
        for size in sizes {
            let label = format!("{world} {size}{}", if is_cut { " offline" } else { "" });
            let app = App::start(&home, &start(size)).await;
            if is_new {
                faults.extend(connect(&app, &home, &label, &link.url()).await);
                synced(&app).await;
            }
            app.see(&id(if is_cut { "offline-badge" } else { "sync" })).await;
            let mut crawl = Crawl::begin(&app, &label).await;
            crawl.all().await;
            if is_new {
                crawl.faults_are_seen().await;
            }
            is_new = false;
            crawl.above().await;
            faults.extend(crawl.end(&home));
            app.quit().await;
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_sound() {
    if is_full() {
        for world in ["demo", "large:20000"] {
            crawl(world, &["1280x800", "1024x680"], true).await;
        }
    } else {
        crawl("demo", &["1280x800"], false).await;
    }
}
