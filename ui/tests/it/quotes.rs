//! A conversion beside its list: the quote it was made at.

use ipc::{
    Code, Failure, Retry,
    lists::{AddUp, GetObject, Held, List},
    quotes::{Charge, OpenQuote, Quote, QuoteOf, QuoteState},
    sync::Freshness,
};
use l10n::text;
use model::{Area, Cell, Column, ConversionFeesType, ConversionId, Currency, Money, Object, QuoteId, Row};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{all, click, find, has, open, press, says},
    samples::{NOW, connected, euros, listed, row},
};

const QUOTE: &str = "cvrquote_01M77GX3G0RMRQ78F4GGGDEV00";

fn conversion() -> Row {
    row(Area::Transactions, "cvr_1", |column| match column {
        Column::Id => Cell::Link("cvr_1".to_owned()),
        Column::Type => Cell::Word("CONVERSION".to_owned()),
        Column::Status => Cell::Word("SUCCEEDED".to_owned()),
        Column::Debited => euros(90_000),
        _ => Cell::Nothing,
    })
}

fn quote() -> Quote {
    let money = |amount, code: &str| Some(Money { amount, currency: Currency::new(code) });
    let percent = Charge { kind: ConversionFeesType::Percentage, value: "0.5".to_owned(), currency: None };
    Quote {
        id: QuoteId::new(QUOTE),
        conversion: Some(ConversionId::new("cvr_1")),
        status: Some("EXPIRED".into()),
        is_open: false,
        expires: Some(NOW - 86_400),
        debited: money(90_000, "EUR"),
        credited: money(78_726, "GBP"),
        fees: money(450, "EUR"),
        requested_fees: None,
        rates: vec![("market".to_owned(), "0.87913".to_owned())],
        mangopay_margin: Some(percent),
        user_margin: None,
        fetched_at: NOW - 60,
    }
}

/// The conversion beside its list, with what is known of its quote.
async fn beside(state: QuoteState) {
    connected(Vec::new()).await;
    backend::answer::<List>(|_| Ok(listed(vec![conversion()])));
    backend::answer::<AddUp>(|asked| Ok(vec![Vec::new(); asked.queries.len()]));
    backend::answer::<GetObject>(|_| {
        let freshness = Freshness { complete_at: Some(NOW), partial: None };
        Ok(Held { object: Object { row: conversion(), raw: "{}".to_owned() }, freshness })
    });
    backend::answer::<OpenQuote>(move |asked| {
        assert_eq!(asked.of, QuoteOf::Conversion(ConversionId::new("cvr_1")));
        Ok(state.clone())
    });
    open("/transactions").await;
    find("tr[data-row='0']").await;
    press("j");
    press("Enter");
    find("[data-testid='quote']").await;
}

fn nothing() -> QuoteState {
    QuoteState { quote: None, is_instant: false, under_way: false, trouble: None }
}

#[wasm_bindgen_test]
async fn a_conversion_shows_the_quote_it_was_made_at() {
    beside(QuoteState { quote: Some(quote()), ..nothing() }).await;
    for words in ["Used or expired", "0.87913", "787.26", "0.5 %", &text("quote-margin-mangopay")] {
        says("[data-testid='quote']", words).await;
    }
    let link = all("[data-testid='quote'] a")[0].get_attribute("href").unwrap();
    assert_eq!(link, format!("/quotes?view=all&open={QUOTE}"));
}

#[wasm_bindgen_test]
async fn a_conversion_without_a_quote_says_so() {
    beside(QuoteState { is_instant: true, ..nothing() }).await;
    says("[data-testid='quote']", &text("quote-instant")).await;
    assert!(!has("[data-testid='quote-status']"));
}

#[wasm_bindgen_test]
async fn a_quote_that_cannot_be_read_says_why_and_is_asked_for_again() {
    let trouble = Some(Failure::new(Code::Unreachable).retry(Retry::WhenOnline));
    beside(QuoteState { trouble, ..nothing() }).await;
    says("[data-testid='quote']", &text("failure-unreachable")).await;
    backend::answer::<OpenQuote>(|asked| {
        assert!(!asked.again, "it is a person who asks");
        Ok(QuoteState { quote: Some(quote()), ..nothing() })
    });
    click("[data-testid='quote'] button").await;
    says("[data-testid='quote']", "0.87913").await;
}
