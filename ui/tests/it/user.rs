//! A user's profile: what the user may do, and e-money that is asked for when its panel is opened.

use std::{cell::RefCell, rc::Rc};

use ipc::{
    Changed, Code, Event, Failure, Retry,
    emoney::{EMoney, EMoneyPeriod, EMoneyTotals, OpenEMoney},
    users::{BlockStatus, Consent, Enrolment, FactValue, ListUsers, OpenUser, ScaState, UserProfile, UserRow},
};
use l10n::text;
use model::{Area, ConsentState, Currency, KycLevel, Money, PersonType, UserCategory, UserId, UserStatus};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{choose, click, find, has, open, says, until},
    samples::{NOW, connected, rows},
};

const DAY: i64 = 86_400;

/// An active owner who is enrolled, has agreed to something, and is to renew documents.
pub fn owner() -> UserProfile {
    let consents = vec![
        Consent { to: "accounts".to_owned(), state: ConsentState::Active },
        Consent { to: "transfers".to_owned(), state: ConsentState::Inactive },
    ];
    let enrolment = Enrolment { is_done: true, done_at: Some(NOW - 90 * DAY), consent_at: None, consents };
    UserProfile {
        row: UserRow {
            id: UserId::new("user_m_1"),
            name: Some("Ada Example".to_owned()),
            email: None,
            person_type: PersonType::Natural,
            legal_form: None,
            category: UserCategory::Owner,
            status: UserStatus::Active,
            kyc_level: KycLevel::Regular,
            country: Some("FR".to_owned()),
            created: NOW - 400 * DAY,
            renewal: None,
        },
        facts: Vec::new(),
        block: Some(BlockStatus {
            inflows: false,
            outflows: true,
            action_code: Some("008711".to_owned()),
            verified: Some(FactValue::Day(1_705_276_800)),
            renewal: Some(FactValue::Day((NOW.div_euclid(DAY) + 55) * DAY)),
            fetched_at: Some(NOW - 120),
        }),
        sca: Some(ScaState { enrolment: Some(enrolment), fetched_at: NOW - 120 }),
        documents: rows(Vec::new()),
        uploads: Vec::new(),
        fetched_at: Some(NOW - 120),
        verification: Vec::new(),
    }
}

/// Opens the page of this user.
pub async fn in_view(profile: UserProfile) {
    connected(Vec::new()).await;
    // What is dropped is for the user in view, whose name is asked for ahead.
    let listed = profile.row.clone();
    backend::answer::<ListUsers>(move |_| Ok(rows(vec![listed.clone()])));
    backend::answer::<OpenUser>(move |_| Ok(profile.clone()));
    open("/users/user_m_1").await;
    find("[data-testid='standing']").await;
}

/// What is held of a question: nothing at first, then what was read.
fn held(asked: &OpenEMoney, read: bool) -> EMoney {
    let currency = asked.currency.clone().unwrap_or_else(|| Currency::new("EUR"));
    let money = |amount| Some(Money { amount, currency: currency.clone() });
    let totals = |amount| EMoneyTotals { credited: money(amount), debited: money(0), fetched_at: NOW - 60 };
    let periods = match asked.year {
        None => vec![(2026, None, 14_820_410), (2025, None, 990)],
        Some(year) => vec![(year, Some(2), 250), (year, Some(1), 100)],
    };
    let periods = periods.into_iter().map(|(year, month, amount)| EMoneyPeriod {
        year,
        month,
        totals: read.then(|| totals(amount)),
    });
    EMoney {
        currencies: vec![Currency::new("EUR"), Currency::new("JPY")],
        periods: periods.collect(),
        years: vec![2026, 2025],
        under_way: !read,
        trouble: None,
        currency,
    }
}

#[wasm_bindgen_test]
async fn what_a_user_may_do_is_said_with_the_deadline_and_the_consents() {
    in_view(owner()).await;
    says("[data-testid='standing-in']", &text("standing-open")).await;
    says("[data-testid='standing-out']", &text("standing-blocked")).await;
    says("[data-testid='blocked']", &text("block-008711")).await;
    says("[data-testid='standing-renewal']", "in 55 days").await;
    says("[data-testid='user-renewal']", "in 55 days").await;
    says("[data-testid='standing-sca']", "Enrolled").await;
    says("[data-testid='standing-consent']", &text("consent-accounts")).await;
    says("[data-testid='standing-consent']", &text("consent-state-INACTIVE")).await;
    says("[data-testid='standing']", "2 min ago").await;
}

#[wasm_bindgen_test]
async fn what_was_never_read_says_so_and_a_code_without_words_says_whom_to_ask() {
    let mut profile = owner();
    profile.sca = None;
    if let Some(block) = &mut profile.block {
        block.action_code = Some("008799".to_owned());
        block.renewal = None;
    }
    in_view(profile).await;
    says("[data-testid='standing-sca']", &text("users-standing-not-read")).await;
    says("[data-testid='standing-renewal']", &text("standing-renewal-none")).await;
    says("[data-testid='blocked']", &text("block-unknown")).await;
    says("[data-testid='blocked']", "008799").await;
    assert!(!has("[data-testid='user-renewal']"));
}

#[wasm_bindgen_test]
async fn e_money_is_asked_for_when_it_is_opened_and_stays_open() {
    let (asked, read) = (Rc::new(RefCell::new(Vec::new())), Rc::new(RefCell::new(false)));
    let (noted, is_read) = (Rc::clone(&asked), Rc::clone(&read));
    in_view(owner()).await;
    backend::answer::<OpenEMoney>(move |question| {
        let told = held(&question, *is_read.borrow());
        noted.borrow_mut().push(question);
        Ok(told)
    });
    says("[data-testid='emoney']", &text("emoney-intro")).await;
    assert_eq!(backend::asked::<OpenEMoney>(), 0, "nobody looked");

    click("[data-testid='emoney-turn']").await;
    says("[data-testid='emoney-reading']", &text("emoney-reading")).await;
    says("[data-testid='emoney-table']", &text("emoney-unread")).await;
    read.replace(true);
    backend::emit(&Event::Changed { what: Changed::Rows(Area::Users) });
    says("[data-testid='emoney-table']", "148,204.10 EUR").await;
    until("nothing is read any more", || !has("[data-testid='emoney-reading']")).await;
    let questions: Vec<bool> = asked.borrow().iter().map(|question: &OpenEMoney| question.again).collect();
    assert_eq!((questions.first(), questions.last()), (Some(&false), Some(&true)), "only the first look is read anew");

    choose("[data-testid='emoney-year']", "2025").await;
    says("[data-testid='emoney-table']", "Feb 2025").await;
    assert_eq!(asked.borrow().last().map(|question| (question.year, question.again)), Some((Some(2025), false)));
    click("[data-testid='emoney-currency'] [data-value='JPY']").await;
    says("[data-testid='emoney-table']", "250 JPY").await;
    assert!(!crate::page::text("[data-testid='emoney-table']").contains("2.50"), "a yen has no hundredths");

    click("[data-testid='emoney-turn']").await;
    says("[data-testid='emoney']", &text("emoney-intro")).await;
    assert_eq!(backend::unknown(), Default::default());
}

#[wasm_bindgen_test]
async fn what_was_kept_stays_beside_the_reason_why_nothing_newer_came() {
    in_view(owner()).await;
    backend::answer::<OpenEMoney>(|question| {
        let trouble = Some(Failure::new(Code::Unreachable).retry(Retry::Now));
        Ok(EMoney { trouble, ..held(&question, true) })
    });
    click("[data-testid='emoney-turn']").await;
    says("[data-testid='emoney'] [data-testid='failure']", &text("failure-unreachable")).await;
    says("[data-testid='emoney-table']", "148,204.10 EUR").await;
    says("[data-testid='emoney-table']", "1 min ago").await;
    let before = backend::asked::<OpenEMoney>();
    click("[data-testid='emoney'] [data-testid='failure'] button").await;
    until("it is asked for again", || backend::asked::<OpenEMoney>() > before).await;
}
