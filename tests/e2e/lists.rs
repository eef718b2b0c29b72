//! Every list without a network: each opens with its age, its objects open beside it, and words find them. A dispute
//! tells what happened, names others on its card and leads to its payment.

use l10n::text;
use serde_json::{Value, json};

use crate::{
    pages,
    support::{
        app::{App, Start, id},
        home::Home,
        link::Link,
        simulator::Simulator,
    },
};

/// The lists, with the part of the simulator's dump that holds exactly their objects. The others lack what only the
/// owner may see after authenticating, or hold more than the API tells.
const LISTS: [(&str, Option<&str>); 14] = [
    ("transactions", Some("transactions")),
    ("disputes", Some("disputes")),
    ("mandates", Some("mandates")),
    ("recipients", None),
    ("hooks", Some("hooks")),
    ("cards", None),
    ("bank-accounts", None),
    ("wallets", None),
    ("client-wallets", None),
    ("preauthorizations", None),
    ("ubo-declarations", None),
    ("idv-sessions", None),
    ("reports", None),
    ("events", None),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_list_opens_without_a_network_and_says_how_old_it_is() {
    let home = Home::new("lists");
    let simulator = Simulator::start("demo", 0, None, &["--rate-limits", "off"]);
    let link = Link::to(simulator.address());
    let app = App::start(&home, &Start::default()).await;
    let disputes = OnOneCard::open(&simulator);
    pages::connect(&app, "Halle Verte test", &link.url(), None).await;
    let dump = simulator.ask("dump");
    // The first sync is over when every list has what the simulator has.
    for (list, whole) in LISTS {
        go(&app, list).await;
        if let Some(held) = whole.and_then(|part| dump[part].as_array()) {
            app.see_text(&id("count"), &count(list, held)).await;
        }
    }
    app.see("[data-testid='sync']:not(.is-turning)").await;
    link.cut();
    app.quit().await;

    let app = App::start(&home, &Start::default()).await;
    app.see(&id("offline-badge")).await;
    for (list, whole) in LISTS {
        go(&app, list).await;
        if let Some(held) = whole.and_then(|part| dump[part].as_array()) {
            app.see_text(&id("count"), &count(list, held)).await;
        }
        app.see_text(&id("list-foot"), "Local copy from").await;
        if list == "idv-sessions" || list == "reports" {
            // What is not there is said, with the same age.
            app.see("[data-testid^='row-'],[data-testid='empty']").await;
            continue;
        }
        app.see("[data-testid^='row-']").await;
        app.press("j").await;
        app.press("Enter").await;
        app.see(&id("raw")).await;
        let found = told(&app, "return document.querySelector('tr.is-open').dataset.testid.slice(4);").await;
        // Events have no ids of their own in the API: they are found by that of their object, which has several.
        let words = if list == "events" { whole_id(&app).await } else { found.clone() };
        app.press("Escape").await;
        app.see_no(&id("inspector")).await;
        app.fill(&id("search"), &words).await;
        if list != "events" {
            app.see_text(&id("count"), "1 ").await;
        }
        app.see(&format!("[data-testid='row-{found}']")).await;
    }
    disputes.look(&app).await;
    app.quit().await;
}

/// Two disputes on one card: one that the bank has, and one that waits for an answer.
struct OnOneCard {
    with_the_bank: String,
    waiting: String,
    /// What the second one is about.
    payin: String,
}

impl OnOneCard {
    /// Takes one of the demo world that the bank has, and lets the bank dispute another pay-in by the same card, one
    /// that is neither disputed nor refunded.
    fn open(simulator: &Simulator) -> Self {
        let dump = simulator.ask("dump");
        let list = |name: &str| dump[name].as_array().expect("a list");
        let (disputes, transactions) = (list("disputes"), list("transactions"));
        let word = |value: &Value| value.as_str().expect("an id").to_owned();
        let is_free = |one: &&Value| {
            one["kind"] == "PAYIN"
                && one["nature"] == "REGULAR"
                && one["status"] == "SUCCEEDED"
                && disputes.iter().all(|dispute| dispute["payin"] != one["id"])
                && transactions.iter().all(|other| other["initial"]["id"] != one["id"])
        };
        let mut held = disputes.iter().filter(|dispute| dispute["status"] == "PENDING_BANK_ACTION");
        let found = held.find_map(|dispute| {
            let card = &transactions.iter().find(|one| one["id"] == dispute["payin"])?["extra"]["CardId"];
            let other = transactions.iter().filter(|one| one["extra"]["CardId"] == *card).find(is_free)?;
            Some((word(&dispute["id"]), word(&other["id"])))
        });
        let (with_the_bank, payin) = found.expect("a card with a dispute and another payment");
        let claim = json!({"reason": "PRODUCT_NOT_PROVIDED", "days": 5});
        let opened = simulator.tell(&format!("payins/{payin}/dispute"), &claim);
        Self { with_the_bank, waiting: word(&opened["id"]), payin }
    }

    async fn look(&self, app: &App) {
        let of = |name: &str| format!("[data-testid='inspector'] {}", id(name));
        app.go(&format!("/disputes?view=all&open={}", self.waiting)).await;
        app.see_text(&of("same-card"), "the same card").await;
        app.see_text(&of("dispute-evidence"), &text("paper-signed-delivery")).await;
        for step in ["opened", "deadline"] {
            app.see_text(&of("dispute-timeline"), &text(&format!("dispute-step-{step}"))).await;
        }
        app.see_text(&of("dispute-timeline"), " h left").await;

        // The alarm leads to all that are on the card.
        app.click(&format!("{} a", of("same-card"))).await;
        for one in [&self.waiting, &self.with_the_bank] {
            app.see(&id(&format!("row-{one}"))).await;
        }
        app.go(&format!("/disputes?view=all&open={}", self.with_the_bank)).await;
        app.see_text(&of("dispute-timeline"), &text("dispute-step-sent-to-bank")).await;
        let steps = "return [...document.querySelectorAll('[data-testid=dispute-timeline] li > span')].map(step => step.textContent);";
        let wanted = ["opened", "waits", "submitted", "sent-to-bank"].map(|step| text(&format!("dispute-step-{step}")));
        let Value::Array(steps) = app.run(steps, vec![]).await else { panic!("steps") };
        let taken: Vec<&str> =
            steps.iter().filter_map(Value::as_str).filter(|step| *step != text("dispute-step-deadline")).collect();
        assert_eq!(taken, wanted, "oldest first");

        // What it is about is one click away.
        app.go(&format!("/disputes?view=all&open={}", self.waiting)).await;
        app.see_text(&of("raw"), &self.waiting).await;
        app.click(&format!("[data-testid='inspector'] a[href$='open={}']", self.payin)).await;
        app.see(&id("list-transactions")).await;
        app.see_text(&of("raw"), &self.payin).await;
    }
}

async fn go(app: &App, list: &str) {
    if list == "client-wallets" {
        app.click(&id("other-list")).await;
    } else {
        app.click(&id(&format!("nav-{list}"))).await;
    }
    app.see(&id(&format!("list-{list}"))).await;
    app.click(&id("view-all")).await;
}

async fn told(app: &App, script: &str) -> String {
    match app.run(script, vec![]).await {
        Value::String(text) => text,
        other => panic!("text, not {other}"),
    }
}

/// The id that the open row shows shortened: the last word of what its button is called.
async fn whole_id(app: &App) -> String {
    let label = told(app, "return document.querySelector('tr.is-open button.id').ariaLabel;").await;
    label.rsplit(' ').next().unwrap_or_default().to_owned()
}

fn count(list: &str, held: &[Value]) -> String {
    let count = i64::try_from(held.len()).unwrap_or(i64::MAX);
    format!("{} {list}", l10n::number(count))
}
