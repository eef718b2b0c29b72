//! A wallet beside its list: its balance and what its movements come to.

use ipc::{
    lists::{AddUp, GetObject, Held, List, Listed},
    sync::{Freshness, MissingReason},
    wallets::{CheckWallet, Gap, Verdict, WalletCheck},
};
use l10n::text;
use model::{Area, Cell, Column, Currency, Listing, Money, Object, Origin, Row, Total, UnixSeconds};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{find, has, open, press, says},
    samples::{NOW, connected},
};

fn money(amount: i64) -> Money {
    Money { amount, currency: Currency::new("EUR") }
}

fn wallet() -> Row {
    let cell = |column| match column {
        Column::Id => Cell::Link("wlt_m_1".to_owned()),
        Column::Name => Cell::Text("Ada Example".to_owned()),
        Column::Balance => Cell::Money(money(1_248_035)),
        Column::Currency => Cell::Word("EUR".to_owned()),
        Column::UserId => Cell::Link("user_m_1".to_owned()),
        _ => Cell::Nothing,
    };
    Row {
        id: "wlt_m_1".to_owned(),
        cells: Area::Wallets.columns().iter().map(|used| cell(used.column)).collect(),
        origin: Origin::Api,
        fetched_at: UnixSeconds(NOW),
        gone_at: None,
    }
}

/// A wallet beside its list, with this outcome.
async fn compared(verdict: Verdict) {
    connected(Vec::new()).await;
    let fresh = || Freshness { complete_at: Some(NOW), partial: None };
    backend::answer::<List>(move |_| {
        let listing = Listing { rows: vec![wallet()], total: Total::Known(1), generation: 1 };
        Ok(Listed { listing, freshness: fresh() })
    });
    backend::answer::<AddUp>(|asked| Ok(vec![Vec::new(); asked.queries.len()]));
    backend::answer::<GetObject>(move |_| {
        Ok(Held { object: Object { row: wallet(), raw: "{}".to_owned() }, freshness: fresh() })
    });
    backend::answer::<CheckWallet>(move |asked| {
        assert_eq!(asked.wallet.as_str(), "wlt_m_1");
        let (balance, sum) = (Some(money(1_248_035)), Some(money(1_238_035)));
        Ok(WalletCheck { balance, balance_at: NOW, sum, movements: 214, later: 0, verdict: verdict.clone() })
    });
    open("/wallets").await;
    find("tr[data-row='0']").await;
    press("j");
    press("Enter");
    find("[data-testid='ledger']").await;
}

#[wasm_bindgen_test]
async fn a_balance_that_differs_says_by_how_much_and_what_to_do() {
    compared(Verdict::Differs { by: money(10_000), unheld: 2, since: Some(NOW - 86_400) }).await;
    says("[data-testid='ledger']", "100.00 EUR").await;
    says("[data-testid='inspector']", "12,380.35").await;
    says("[data-testid='inspector']", "2 movements on the platform that are missing here").await;
    says("[data-testid='inspector']", &text("ledger-differs-do")).await;
    assert!(has("[data-testid='ledger'].st--bad"));
}

#[wasm_bindgen_test]
async fn where_not_everything_was_read_that_is_said_instead_of_an_alarm() {
    compared(Verdict::Open { gap: Gap::NotRead { reason: MissingReason::Sca } }).await;
    says("[data-testid='ledger']", &text("ledger-open")).await;
    says("[data-testid='inspector']", &text("ledger-gap-sca")).await;
    assert!(!has("[data-testid='ledger'].st--bad"));
}

#[wasm_bindgen_test]
async fn a_balance_that_agrees_says_so() {
    compared(Verdict::Agrees).await;
    says("[data-testid='ledger']", &text("ledger-agrees")).await;
}
