//! A transaction beside its list: its receipt.

use std::{cell::RefCell, rc::Rc};

use ipc::{
    Code, Failure, Retry,
    lists::{AddUp, GetObject, Held, List},
    quotes::{OpenQuote, QuoteState},
    receipts::{SaveReceipt, SavedReceipt},
    sync::Freshness,
};
use l10n::{text, text_with};
use model::{Area, Cell, Column, Object};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{click, has, open, says, until},
    samples::{NOW, connected, euros, listed, row},
};

const BUTTON: &str = "[data-testid='receipt-save']";
const TOAST: &str = "[data-testid='toast']";

/// A transaction of a type, open beside its list.
async fn opened(kind: &'static str) {
    connected(Vec::new()).await;
    let transaction = move || {
        row(Area::Transactions, "tx_m_1", |column| match column {
            Column::Type => Cell::Word(kind.to_owned()),
            Column::Nature => Cell::Word("REGULAR".to_owned()),
            Column::Status => Cell::Word("SUCCEEDED".to_owned()),
            Column::Debited => euros(38_900),
            _ => Cell::Nothing,
        })
    };
    backend::answer::<List>(move |_| Ok(listed(vec![transaction()])));
    backend::answer::<AddUp>(|asked| Ok(vec![Vec::new(); asked.queries.len()]));
    backend::answer::<GetObject>(move |_| {
        let object = Object { row: transaction(), raw: "{}".to_owned() };
        Ok(Held { object, freshness: Freshness { complete_at: Some(NOW), partial: None } })
    });
    // A conversion is shown with its quote, if it was made at one.
    backend::answer::<OpenQuote>(|_| Ok(QuoteState { is_instant: true, quote: None, under_way: false, trouble: None }));
    open("/transactions?view=all&open=tx_m_1").await;
}

#[wasm_bindgen_test]
async fn a_receipt_of_a_transaction_of_any_type_is_saved() {
    for kind in ["PAYIN", "TRANSFER", "PAYOUT", "CONVERSION", "CARD_VALIDATION"] {
        opened(kind).await;
        let asked = Rc::new(RefCell::new(Vec::new()));
        let noted = Rc::clone(&asked);
        backend::answer::<SaveReceipt>(move |command| {
            noted.borrow_mut().push(command.id);
            Ok(SavedReceipt::Done { file: "Receipt.pdf".to_owned() })
        });
        says(BUTTON, &text("receipt-save")).await;
        click(BUTTON).await;
        says(TOAST, &text_with("receipt-saved", &[("name", "Receipt.pdf".into())])).await;
        assert_eq!(*asked.borrow(), ["tx_m_1"]);
        assert_eq!(backend::unknown(), Default::default());
    }
}

#[wasm_bindgen_test]
async fn nothing_is_said_where_no_place_was_chosen_and_a_failure_is() {
    opened("PAYIN").await;
    backend::answer::<SaveReceipt>(|_| Ok(SavedReceipt::NotChosen));
    click(BUTTON).await;
    until("it was asked for", || backend::asked::<SaveReceipt>() == 1).await;
    until("it can be asked for again", || has(&format!("{BUTTON}:not([aria-busy='true']):not([disabled])"))).await;
    assert!(!has(TOAST), "nothing was saved, as was wished");
    backend::refuse::<SaveReceipt>(Failure::new(Code::DiskFull).retry(Retry::Now));
    click(BUTTON).await;
    says(TOAST, &text("failure-disk-full")).await;
}
