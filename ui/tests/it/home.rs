//! The home page.

use ipc::{
    Code, Failure, Retry,
    documents::CountRows,
    lists::{AddUp, List},
};
use l10n::text;
use model::{Area, Cell, Column, ListQuery, Row, Sum, UnixSeconds};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{all, click, find, open, says},
    samples::{NOW, connected, euros, listed, row},
};

fn rows(area: Area) -> Vec<Row> {
    let name = |column: Column| match column {
        Column::Name => Cell::Text("Ana Beltrán".to_owned()),
        Column::Debited => euros(64_000),
        Column::Status if area == Area::KycDocuments => Cell::Word("REFUSED".to_owned()),
        Column::RefusedReason if area == Area::KycDocuments => Cell::Word("DOCUMENT_UNREADABLE".to_owned()),
        Column::Deadline => Cell::Moment(UnixSeconds(NOW + 38 * 3_600)),
        _ => Cell::Nothing,
    };
    let wallet = |funds: &'static str, balance: i64| {
        let cell = move |column: Column| match column {
            Column::Currency => Cell::Word("EUR".to_owned()),
            Column::FundsType => Cell::Word(funds.to_owned()),
            Column::Balance => euros(balance),
            _ => Cell::Nothing,
        };
        row(area, &format!("{funds}_EUR"), cell)
    };
    match area {
        Area::ClientWallets => vec![wallet("FEES", 5_214_085), wallet("CREDIT", -128_450)],
        _ => vec![row(area, "object_1", name)],
    }
}

/// As many as the query has filters, and more for documents: no two figures of a block are alike.
fn counted(query: &ListQuery) -> u32 {
    let area = if query.area == Area::KycDocuments { 20 } else { 0 };
    area + query.filters.len() as u32
}

async fn at_home() {
    connected(Vec::new()).await;
    backend::answer::<CountRows>(|asked| Ok(asked.queries.iter().map(|query| Some(counted(query))).collect()));
    backend::answer::<List>(|asked| Ok(listed(rows(asked.query.area))));
    backend::answer::<AddUp>(|asked| {
        let today = NOW.div_euclid(86_400);
        let sum =
            Sum { day: Some(today), by: vec![Cell::Word("EUR".to_owned())], count: 3, sums: vec![100_000, 4_250] };
        Ok(asked.queries.iter().map(|_| vec![sum.clone()]).collect())
    });
}

#[wasm_bindgen_test]
async fn figures_stand_there_and_lead_to_their_lists() {
    at_home().await;
    open("/home").await;
    says("[data-testid='home-kyc-count']", "22").await;
    let href = |selector: &str| all(selector)[0].get_attribute("href").unwrap();
    assert_eq!(href("[data-testid='home-kyc-count']"), "/compliance?view=to-fix");
    assert_eq!(href("[data-testid='home-returns-count']"), "/transactions?view=payout-returns");
    says("[data-testid='home-kyc']", &text("reason-DOCUMENT_UNREADABLE")).await;
    says("[data-testid='home-returns']", "640.00").await;
    says("[data-testid='home-disputes']", "1 d 14 h").await;
    let money = "[data-testid='home-money-table']";
    says(money, "42.50").await;
    says(money, "52,140.85").await;
    says(money, "\u{2212}1,284.50").await;
    says("[data-testid='home-news-validated']", "22").await;
    says("[data-testid='home-reasons']", &text("reason-DOCUMENT_UNREADABLE")).await;
    assert_eq!(all("[data-testid='home-pipeline'] .hbars li").len(), 5);
    let bars = all("[data-testid='home-renewals'] .pillars a");
    assert_eq!(bars.len(), 10, "late, eight weeks, later");
    let (late, words) = (bars[0].get_attribute("href").unwrap(), bars[0].get_attribute("aria-label").unwrap());
    assert!(late.starts_with("/users?") && late.contains("deadline=.."), "{late}");
    assert_eq!(words, "Late: 2");
    assert_eq!(all("[data-testid='home-renewals'] .pillar").len(), 8, "what is late, or later, is no week");
    // As many users as the query has filters: three of the known ones, two of all.
    says("[data-testid='home-renewals'] .panel-foot", "Known for all 2 verified users").await;
    assert_eq!(backend::unknown(), Default::default());
}

#[wasm_bindgen_test]
async fn what_was_not_read_yet_is_never_shown_as_nothing() {
    at_home().await;
    backend::answer::<CountRows>(|asked| {
        // Users were read, their deadlines and everything else not.
        let is_user = |query: &ListQuery| query.area == Area::Users;
        let by_deadline = |query: &ListQuery| query.filters.iter().any(|set| set.column == Column::Deadline);
        let known = |query: &ListQuery| (is_user(query) && !by_deadline(query)).then(|| 4 - query.filters.len() as u32);
        Ok(asked.queries.iter().map(known).collect())
    });
    backend::answer::<List>(|asked| {
        let known = if asked.query.area == Area::ClientWallets { rows(asked.query.area) } else { Vec::new() };
        let mut answer = listed(known);
        answer.freshness.complete_at = None;
        Ok(answer)
    });
    backend::answer::<AddUp>(|asked| Ok(vec![Vec::new(); asked.queries.len()]));
    open("/home").await;
    for block in ["home-kyc", "home-returns", "home-disputes", "home-reasons"] {
        says(&format!("[data-testid='{block}']"), &text("home-not-read")).await;
    }
    says("[data-testid='home-renewals'] .panel-foot", "Known for 1 of 2 verified users").await;
    says("[data-testid='home-money-table']", "52,140.85").await;
    says("[data-testid='home-money-table']", &text("count-unknown")).await;
    for figure in
        all("[data-testid='home'] .count--link, [data-testid='home'] .pillars a, [data-testid='home'] .hbars a")
    {
        let words = figure.text_content().unwrap();
        assert!(!words.contains(|sign: char| sign.is_ascii_digit()), "{words:?} is a guess");
        let said = figure.get_attribute("aria-label").unwrap();
        assert!(said.ends_with(&text("count-unknown")), "{said:?}");
    }
    assert_eq!(all("[data-testid='home'] .pillars a").len(), 10, "every one still leads to its list");
}

#[wasm_bindgen_test]
async fn a_block_that_cannot_be_read_says_so_and_the_others_stay() {
    at_home().await;
    backend::refuse::<AddUp>(Failure::new(Code::Internal).retry(Retry::Now));
    open("/home").await;
    says("[data-testid='home-money']", &text("failure-internal")).await;
    says("[data-testid='home-kyc-count']", "22").await;
    click("[data-testid='nav-compliance']").await;
    find("[data-testid='list-compliance']").await;
}
