//! A dispute beside its list: others on its card, what to contest it with, what happened when.

use ipc::{
    Code, Failure, Retry,
    documents::CountRows,
    lists::{AddUp, GetObject, Held, List},
    sync::Freshness,
};
use l10n::text;
use model::{Area, Cell, Column, Object, Row, UnixSeconds};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{all, find, has, open, says, until},
    samples::{NOW, connected, euros, listed, row},
};

const ADDRESS: &str = "/disputes?view=all&open=200147731";
const EVIDENCE: &str = "[data-testid='dispute-evidence']";
const TIMELINE: &str = "[data-testid='dispute-timeline']";
const DAY: i64 = 86_400;

/// A dispute of a kind that came eleven days ago.
fn dispute(kind: &'static str, status: &'static str) -> Row {
    row(Area::Disputes, "200147731", move |column| match column {
        Column::Status => Cell::Word(status.to_owned()),
        Column::Type => Cell::Word(kind.to_owned()),
        Column::ResultCode if status == "CLOSED" => Cell::Word("LOST".to_owned()),
        Column::RefusedReason => Cell::Word("PRODUCT_NOT_PROVIDED".to_owned()),
        Column::Debited => euros(38_900),
        Column::InitialId => Cell::Link("payin_m_1".to_owned()),
        Column::CardId => Cell::Link("card_m_1".to_owned()),
        Column::Created => Cell::Moment(UnixSeconds(NOW - 11 * DAY)),
        Column::Deadline => Cell::Moment(UnixSeconds(NOW + 3 * DAY + 14 * 3_600)),
        Column::Closed if status == "CLOSED" => Cell::Moment(UnixSeconds(NOW - DAY)),
        _ => Cell::Nothing,
    })
}

fn event(kind: &str, days_ago: i64) -> Row {
    let kind = kind.to_owned();
    row(Area::Events, &format!("{kind}-{days_ago}"), move |column| match column {
        Column::Type => Cell::Word(kind.clone()),
        Column::Date => Cell::Moment(UnixSeconds(NOW - days_ago * DAY)),
        Column::ResourceId => Cell::Link("200147731".to_owned()),
        _ => Cell::Nothing,
    })
}

/// A dispute with these events; there are so many disputes on its card.
async fn with(dispute: Row, events: Vec<Row>, on_its_card: u32) {
    connected(Vec::new()).await;
    let held = dispute.clone();
    backend::answer::<List>(move |asked| {
        Ok(listed(if asked.query.area == Area::Events { events.clone() } else { vec![dispute.clone()] }))
    });
    backend::answer::<AddUp>(|asked| Ok(vec![Vec::new(); asked.queries.len()]));
    backend::answer::<GetObject>(move |_| {
        let object = Object { row: held.clone(), raw: "{}".to_owned() };
        Ok(Held { object, freshness: Freshness { complete_at: Some(NOW), partial: None } })
    });
    backend::answer::<CountRows>(move |asked| {
        let on_card = |filter: &model::Filter| filter.column == Column::CardId;
        let count = |query: &model::ListQuery| {
            if query.area == Area::Disputes && query.filters.iter().any(on_card) { on_its_card } else { 0 }
        };
        Ok(asked.queries.iter().map(count).map(Some).collect())
    });
}

/// The sections of the inspector that have names, in order.
fn sections() -> Vec<String> {
    all("[data-testid='inspector'] section[data-testid]")
        .iter()
        .filter_map(|section| section.get_attribute("data-testid"))
        .collect()
}

#[wasm_bindgen_test]
async fn an_open_dispute_tells_its_story_and_what_to_contest_it_with() {
    let events = vec![
        event("DISPUTE_CREATED", 11),
        event("DISPUTE_ACTION_REQUIRED", 11),
        event("DISPUTE_SUBMITTED", 5),
        event("DISPUTE_FURTHER_ACTION_REQUIRED", 2),
    ];
    with(dispute("CONTESTABLE", "REOPENED_PENDING_CLIENT_ACTION"), events, 2).await;
    open(ADDRESS).await;
    says("[data-testid='same-card']", "Another dispute uses the same card").await;
    says(TIMELINE, "3 d 14 h left").await;
    let steps: Vec<String> =
        all(&format!("{TIMELINE} li > span")).iter().filter_map(|step| step.text_content()).collect();
    let wanted = ["opened", "waits", "submitted", "reopened", "deadline"];
    assert_eq!(steps, wanted.map(|step| text(&format!("dispute-step-{step}"))));
    assert_eq!(all(&format!("{TIMELINE} time")).len(), wanted.len(), "each has its time");

    says(EVIDENCE, &text("paper-signed-delivery")).await;
    says(EVIDENCE, &text("evidence-by-mangopay")).await;
    assert!(!has("[data-testid='dispute-papers']"), "nothing is folded away");
    assert_eq!(sections(), ["dispute-evidence", "dispute-timeline"], "what can still be sent comes first");
    find("[data-testid='inspector'] a[href='/transactions?view=all&open=payin_m_1']").await;
    assert_eq!(backend::unknown(), Default::default());
}

#[wasm_bindgen_test]
async fn evidence_steps_back_when_there_is_nothing_to_contest() {
    with(dispute("CONTESTABLE", "CLOSED"), vec![event("DISPUTE_SENT_TO_BANK", 4)], 1).await;
    open(ADDRESS).await;
    says(TIMELINE, "Closed, lost").await;
    says("[data-testid='dispute-papers']", &text("paper-signed-delivery")).await;
    assert!(!has("[data-testid='dispute-papers'][open]"), "folded away");
    assert_eq!(sections(), ["dispute-timeline", "dispute-evidence"]);
    assert!(!has("[data-testid='same-card']"), "it is alone on its card");

    with(dispute("NOT_CONTESTABLE", "CLOSED"), Vec::new(), 1).await;
    open(ADDRESS).await;
    says(EVIDENCE, &text("evidence-never")).await;
    assert!(!has("[data-testid='dispute-papers']"));
}

#[wasm_bindgen_test]
async fn a_timeline_that_cannot_be_read_says_why_and_the_rest_stays() {
    let row = dispute("CONTESTABLE", "PENDING_CLIENT_ACTION");
    with(row.clone(), Vec::new(), 1).await;
    backend::answer::<List>(move |asked| {
        if asked.query.area == Area::Events {
            return Err(Failure::new(Code::CacheDamaged).retry(Retry::Now));
        }
        Ok(listed(vec![row.clone()]))
    });
    open(ADDRESS).await;
    says(TIMELINE, &text("failure-cache-damaged")).await;
    says(EVIDENCE, &text("paper-invoice")).await;
    until("the facts are there", || has("[data-testid='raw']")).await;
}
