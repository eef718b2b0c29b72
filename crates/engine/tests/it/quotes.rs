//! Quotes: read when somebody looks at a conversion or asks for one by its id, kept, and there without a network.

use std::{collections::BTreeMap, sync::Arc};

use engine::{Caller, Host};
use ipc::{
    Code,
    lists::{GetObject, LookUp, LookedUp},
    quotes::{OpenQuote, QuoteOf, QuoteState},
};
use model::{Area, Column, ConversionId, QuoteId, QuoteStatus};
use sandbox::{Action, Fault, World};
use serde_json::{Value, json};
use testkit::Desk;

use crate::reading::synced;

/// A quote that can still be used, as the API tells it.
const OPEN: &str = "cvrquote_01M77GX3G0RMRQ78F4GGGDEV00";

fn window() -> Caller {
    Caller::new("main-1")
}

async fn ask(host: &Arc<Host>, of: &QuoteOf, again: bool) -> QuoteState {
    Arc::clone(host).open_quote(window(), OpenQuote { of: of.clone(), again }).await.unwrap()
}

/// What is known once nothing is read any more.
async fn opened(desk: &Desk, of: &QuoteOf) -> QuoteState {
    ask(&desk.host, of, false).await;
    desk.until("the quote", || async { Some(ask(&desk.host, of, true).await).filter(|told| !told.under_way) }).await
}

/// The conversions of the demo world: that by a quote with the quote's id, and one without.
fn conversions(dump: &Value) -> (ConversionId, QuoteId, ConversionId) {
    let all = dump["transactions"].as_array().unwrap().iter();
    let all: Vec<&Value> = all.filter(|one| one["kind"] == "CONVERSION").collect();
    let id = |one: &Value| ConversionId::new(one["id"].as_str().unwrap());
    let quoted = all.iter().find(|one| one["extra"]["QuoteId"].is_string()).unwrap();
    let instant = all.iter().find(|one| one["extra"]["QuoteId"].is_null()).unwrap();
    (id(quoted), QuoteId::new(quoted["extra"]["QuoteId"].as_str().unwrap()), id(instant))
}

fn calls(desk: &Desk, end: &str) -> usize {
    desk.sandbox.control().calls().iter().filter(|call| call.path.ends_with(end)).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_quote_of_a_conversion_is_read_when_somebody_looks_and_kept() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let (quoted, quote, instant) = conversions(&desk.sandbox.control().whole());
    assert_eq!(calls(&desk, quote.as_str()), 0, "nobody asked");
    let of = QuoteOf::Conversion(quoted.clone());
    let told = opened(&desk, &of).await;
    assert!(told.trouble.is_none() && !told.is_instant, "{told:?}");
    let read = told.quote.unwrap();
    assert_eq!((&read.id, &read.status), (&quote, &Some(QuoteStatus::Expired)));
    assert_eq!(read.conversion.as_ref(), Some(&quoted));
    let by_itself = opened(&desk, &QuoteOf::Quote(quote.clone())).await.quote.unwrap();
    assert_eq!(by_itself.conversion.as_ref(), Some(&quoted), "the way back");
    assert!(!read.is_open && read.expires.is_some(), "it was used: {read:?}");
    let names: Vec<&str> = read.rates.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["client", "market", "final"]);
    let amounts = [&read.debited, &read.credited, &read.fees].map(|money| money.as_ref().unwrap().currency.to_string());
    assert_eq!(amounts, ["EUR", "GBP", "EUR"]);
    assert!(read.requested_fees.is_some() && read.mangopay_margin.is_some(), "{read:?}");

    // It is in its list, is found by its id, and is not asked for again.
    let held = GetObject { area: Area::Quotes, id: quote.as_str().to_owned() };
    let held = Arc::clone(&desk.host).get_object(desk.window(), held).await.unwrap();
    assert_eq!(held.object.row.cell(Area::Quotes, Column::Status).as_str(), Some("EXPIRED"));
    assert!(held.freshness.complete_at.is_some());
    let found = LookUp { id: Some(quote.as_str().to_owned()), ticket: 1 };
    let found = desk.run(Arc::clone(&desk.host).look_up(desk.window(), found)).await;
    assert_eq!(found, Ok(LookedUp::Held(Area::Quotes)));
    desk.clock.advance(3_600);
    opened(&desk, &of).await;
    assert_eq!(calls(&desk, quote.as_str()), 1, "what is used stays so");

    // One without a quote is asked about once.
    let of_instant = QuoteOf::Conversion(instant.clone());
    for _ in 0..2 {
        let told = opened(&desk, &of_instant).await;
        assert!(told.is_instant && told.quote.is_none() && told.trouble.is_none(), "{told:?}");
    }
    assert_eq!(calls(&desk, &format!("/conversions/{instant}")), 1);

    let Desk { host, sandbox, .. } = desk;
    sandbox.stop().await;
    for of in [of, QuoteOf::Quote(quote)] {
        assert_eq!(ask(&host, &of, false).await.quote.as_ref(), Some(&read), "without a network");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_open_quote_is_asked_for_by_its_id_read_again_and_over_in_time() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let now = desk.sandbox.control().now();
    let money = |amount: i64, code: &str| json!({ "Currency": code, "Amount": amount });
    let body = json!({
        "Id": OPEN, "CreationDate": now, "ExpirationDate": now + 300, "Status": "ACTIVE",
        "DebitedFunds": money(90_000, "EUR"), "CreditedFunds": money(78_726, "GBP"), "Fees": money(0, "EUR"),
        "ConversionRateResponse": { "ClientRate": 0.8747344, "MarketRate": 0.87913 },
    });
    let action = Action::Status {
        status: 200,
        headers: BTreeMap::new(),
        body: Some(body.to_string()),
        content_type: Some("application/json".to_owned()),
        after_commit: false,
        burn_key: false,
    };
    let (method, path) = (Some("GET".to_owned()), Some(format!("/conversions/quote/{OPEN}")));
    desk.sandbox.control().fault(Fault { method, path, skip: 0, times: None, action });
    let look = LookUp { id: Some(OPEN.to_owned()), ticket: 1 };
    let found = desk.run(Arc::clone(&desk.host).look_up(desk.window(), look)).await;
    assert_eq!(found, Ok(LookedUp::Held(Area::Quotes)));
    let of = QuoteOf::Quote(QuoteId::new(OPEN));
    let told = opened(&desk, &of).await.quote.unwrap();
    assert!(told.is_open && told.conversion.is_none(), "just read: {told:?}");
    let asked = calls(&desk, OPEN);
    desk.clock.advance(60);
    opened(&desk, &of).await;
    assert_eq!(calls(&desk, OPEN), asked + 1, "it may have been used");
    desk.clock.advance(400);
    let told = ask(&desk.host, &of, true).await.quote.unwrap();
    assert_eq!((told.is_open, told.status), (false, Some(QuoteStatus::Active)), "its time is over, whoever says so");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quote_that_nobody_has_is_said_and_may_be_asked_for_again() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let of = QuoteOf::Quote(QuoteId::new(OPEN));
    for tries in 1..3 {
        let told = opened(&desk, &of).await;
        assert_eq!(told.trouble.map(|failure| failure.code), Some(Code::NotFound));
        assert!(told.quote.is_none() && !told.is_instant);
        assert_eq!(calls(&desk, OPEN), tries);
    }
    let nobody = OpenQuote { of: QuoteOf::Conversion(ConversionId::new("cvr_nobody")), again: false };
    let refused = Arc::clone(&desk.host).open_quote(desk.window(), nobody).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
}
