//! A wallet beside its list: its balance and what its movements come to, and the numbers that fill it.

use ipc::{
    Changed, Code, Event, Failure, Retry,
    aliases::{OpenAliases, WalletAliases},
    lists::{AddUp, GetObject, Held, List, Listed},
    sync::{Freshness, MissingReason},
    wallets::{CheckWallet, Gap, Verdict, WalletCheck},
};
use l10n::text;
use model::{Area, Cell, Column, Currency, Listing, Money, Object, Origin, Row, Total, UnixSeconds};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{all, click, find, has, open, press, says},
    samples::{NOW, connected, row},
};

const IBAN: &str = "FR7630001007941234567890185";

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

fn no_aliases() -> WalletAliases {
    WalletAliases { aliases: Vec::new(), read_at: Some(NOW), missing: None, under_way: false, trouble: None }
}

fn alias() -> Row {
    row(Area::BankingAliases, "wltbank_m_1", |column| match column {
        Column::Id => Cell::Link("wltbank_m_1".to_owned()),
        Column::Alias => Cell::Text(IBAN.to_owned()),
        Column::Active => Cell::Flag(true),
        Column::WalletId => Cell::Link("wlt_m_1".to_owned()),
        _ => Cell::Nothing,
    })
}

/// A wallet beside its list, with this outcome.
async fn compared(verdict: Verdict) {
    beside(verdict, no_aliases()).await;
}

/// The same with these aliases.
async fn beside(verdict: Verdict, aliases: WalletAliases) {
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
    backend::answer::<OpenAliases>(move |asked| {
        assert_eq!(asked.wallet.as_str(), "wlt_m_1");
        Ok(aliases.clone())
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

#[wasm_bindgen_test]
async fn a_wallet_shows_the_numbers_that_fill_it_once_they_are_read() {
    beside(Verdict::Agrees, WalletAliases { read_at: None, under_way: true, ..no_aliases() }).await;
    says("[data-testid='aliases']", &text("aliases-reading")).await;
    backend::answer::<OpenAliases>(|asked| {
        assert!(asked.again, "the view has asked before");
        Ok(WalletAliases { aliases: vec![alias()], ..no_aliases() })
    });
    backend::emit(&Event::Changed { what: Changed::Rows(Area::BankingAliases) });
    says("[data-testid='aliases']", IBAN).await;
    says("[data-testid='aliases']", &text("aliases-open")).await;
    let link = all("[data-testid='aliases'] a")[0].get_attribute("href").unwrap();
    assert_eq!(link, "/banking-aliases?view=all&open=wltbank_m_1");
}

#[wasm_bindgen_test]
async fn aliases_that_cannot_be_read_say_why_and_are_asked_for_again() {
    let trouble = Some(Failure::new(Code::Unreachable).retry(Retry::WhenOnline));
    beside(Verdict::Agrees, WalletAliases { read_at: None, trouble, ..no_aliases() }).await;
    says("[data-testid='aliases']", &text("failure-unreachable")).await;
    backend::answer::<OpenAliases>(|asked| {
        assert!(!asked.again, "it is a person who asks");
        Ok(no_aliases())
    });
    click("[data-testid='aliases'] button").await;
    says("[data-testid='aliases']", "There was none").await;
}
