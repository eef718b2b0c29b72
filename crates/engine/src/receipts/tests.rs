//! Receipts of what no simulator makes: limits, scripts, what is not held. They are read back by another program.

use std::collections::BTreeMap;

use ipc::session::OpenProfileInfo;
use l10n::text;
use model::{Cell, Currency, Money, Origin, ProfileId, UnixSeconds};
use testkit::pdf;

use super::*;

/// 21 November 2026, 12:00 UTC.
const NOW: UnixSeconds = UnixSeconds(1_795_262_400);
/// Where values begin.
const VALUES: f32 = 150.0;

fn money(amount: i64, code: &str) -> Cell {
    Cell::Money(Money { amount, currency: Currency::new(code) })
}

fn row(area: Area, id: &str, cells: &[(Column, Cell)]) -> Row {
    let cell = |column| cells.iter().find(|(name, _)| *name == column).map_or(Cell::Nothing, |(_, cell)| cell.clone());
    Row {
        id: id.to_owned(),
        cells: area.columns().iter().map(|used| cell(used.column)).collect(),
        origin: Origin::Api,
        fetched_at: NOW,
        gone_at: None,
    }
}

fn told(environment: Environment, cells: &[(Column, Cell)]) -> Told {
    Told {
        row: row(Area::Transactions, "payin_m_1", cells),
        message: None,
        named: BTreeMap::new(),
        later: Vec::new(),
        more: false,
        profile: OpenProfileInfo {
            id: ProfileId::new("profile_1"),
            label: "Halle Verte".to_owned(),
            environment,
            client_id: "halle-verte".to_owned(),
            platform_name: None,
            address: None,
            read_only: true,
            minutes_to_lock: 10,
            last_visit: None,
            has_passphrase: false,
        },
    }
}

/// A transaction whose author is called so.
fn by(name: &str) -> Told {
    let mut told = told(Environment::Production, &[(Column::UserId, Cell::Link("user_m_1".to_owned()))]);
    let author = row(Area::Users, "user_m_1", &[(Column::Name, Cell::Text(name.to_owned()))]);
    told.named.insert(Column::UserId, (Area::Users, author));
    told
}

/// The receipt as it is read: how many pages it has, everything on it, and what stands beside each name.
struct Read {
    pages: usize,
    all: String,
    facts: BTreeMap<String, String>,
}

fn read(told: &Told) -> Read {
    let bytes = made(&paper::of(told, NOW), NOW).unwrap();
    let pages = pdf::pages(&bytes);
    let (mut facts, mut name) = (BTreeMap::<String, String>::new(), String::new());
    for drawn in pages.iter().flatten() {
        if drawn.x < VALUES {
            name.clone_from(&drawn.text);
        } else {
            facts.entry(name.clone()).or_default().push_str(&drawn.text);
        }
    }
    let words: Vec<&str> = pages.iter().flatten().flat_map(|drawn| drawn.text.split_whitespace()).collect();
    Read { pages: pages.len(), all: words.join(" "), facts }
}

#[test]
fn amounts_have_every_digit_and_the_decimals_of_their_currency() {
    let cells = [
        (Column::Debited, money(i64::MAX, "EUR")),
        (Column::Credited, money(i64::MIN, "JPY")),
        (Column::Fees, money(-5, "EUR")),
    ];
    let facts = read(&told(Environment::Production, &cells)).facts;
    assert_eq!(facts["Debited"], "92,233,720,368,547,758.07 EUR");
    assert_eq!(facts["Credited"], "−9,223,372,036,854,775,808 JPY");
    assert_eq!(facts["Fees"], "−0.05 EUR");
}

#[test]
fn whose_paper_it_is_and_of_when_is_said_and_data_that_is_not_real_is_named_so() {
    let real = read(&told(Environment::Production, &[]));
    for words in [text("receipt-notice").as_str(), "State of 21 Nov 2026, 12:00:00 UTC", "Halle Verte", "halle-verte"] {
        assert!(real.all.contains(words), "{words}: {}", real.all);
    }
    assert!(!real.all.contains("Test data"));
    assert!(read(&told(Environment::Sandbox, &[])).all.contains("Test data (Sandbox)"));
    let bytes = made(&paper::of(&told(Environment::Demo, &[]), NOW), NOW).unwrap();
    assert_eq!(pdf::title(&bytes), "Receipt payin_m_1");
}

#[test]
fn no_name_vanishes_whatever_it_is_written_in() {
    for name in [
        "Ada Example",
        "Zoë Åström-Łukasiewicz",
        "Ελένη Παπαδοπούλου",
        "Юлия Ёлкина",
        "محمد علي",
        "دانيال \u{202e}x",
        "王小明",
        "แอนนา",
        "🏳\u{fe0f}\u{200d}🌈 Ada 👩\u{200d}👧",
        "q\u{323}\u{307}",
        "a\u{200b}b\u{feff}\u{0}c\u{ad}",
        "\u{f8ff}\u{10ffff}",
    ] {
        let read = read(&by(name));
        assert_eq!(read.pages, 1);
        assert_eq!(read.facts["Author"], format!("{name}user_m_1"));
        let is_lacking = name.chars().any(|letter| Face::inter().unwrap().letter(letter).is_none());
        assert_eq!(read.all.contains("number in Unicode"), is_lacking, "{name:?}");
    }
    // What Unicode has as one letter is one.
    assert_eq!(read(&by("Zoe\u{308}")).facts["Author"], "Zoëuser_m_1");
    assert_eq!(read(&by("two\nlines\tand more")).facts["Author"], "twolines and moreuser_m_1");
}

#[test]
fn what_the_face_lacks_is_drawn_as_its_number() {
    let face = Face::inter().unwrap();
    let drawn = |text: &str| page::signs(&face, text).iter().map(page::Sign::drawn).collect::<String>();
    assert_eq!(drawn("Łódź"), "Łódź");
    assert_eq!(drawn("王😀"), "U+738B U+1F600 ");
    assert_eq!(drawn("a\u{202e}b"), "aU+202E b");
    for needed in ('a'..='z').chain('A'..='Z').chain('0'..='9').chain("−+,.:;()@’“”€£…–".chars()) {
        assert!(face.letter(needed).is_some(), "{needed}");
    }
}

#[test]
fn long_values_are_wrapped_and_all_stands_on_one_page() {
    let long = |letter: &str| letter.repeat(255);
    for (name, tag) in [(long("W"), long("x y ")), (long("王"), long("م")), (long("Ada "), long("W"))] {
        let mut told = by(&name);
        let mut cells = vec![
            (Column::Tag, Cell::Text(tag.clone())),
            (Column::UserId, Cell::Link("user_m_1".to_owned())),
            (Column::CreditedUserId, Cell::Link("user_m_2".to_owned())),
            (Column::DebitedWalletId, Cell::Link("wlt_m_1".to_owned())),
        ];
        cells.push((Column::ResultCode, Cell::Word("101199".to_owned())));
        told.row = row(Area::Transactions, "payin_m_1", &cells);
        let user = row(Area::Users, "user_m_2", &[(Column::Name, Cell::Text(name.clone()))]);
        told.named.insert(Column::CreditedUserId, (Area::Users, user));
        let wallet = row(Area::Wallets, "wlt_m_1", &[(Column::Description, Cell::Text(tag.clone()))]);
        told.named.insert(Column::DebitedWalletId, (Area::Wallets, wallet));
        let read = read(&told);
        assert_eq!(read.pages, 1);
        assert_eq!(read.facts["Author"], format!("{}user_m_1", name.trim()));
        assert_eq!(read.facts["Credited user"], format!("{}user_m_2", name.trim()));
        assert_eq!(read.facts["Debited wallet"], format!("{}wlt_m_1", tag.trim()));
        assert_eq!(read.facts["Tag"], tag);

        let face = Face::inter().unwrap();
        for run in page::laid(&face, &paper::of(&told, NOW)).iter().flat_map(|sheet| &sheet.runs) {
            let blanks = run.signs.iter().rev().take_while(|sign| sign.letter == ' ').count();
            let end = run.x + page::width(&run.signs[..run.signs.len() - blanks]) * run.size;
            assert!(end <= page::WIDTH - 50.0 && run.y < page::HEIGHT, "{run:?}");
        }
    }
}

#[test]
fn what_no_page_holds_goes_on_on_the_next() {
    let tag = "Ada and Zoë ".repeat(4_000);
    let read = read(&told(Environment::Production, &[(Column::Tag, Cell::Text(tag.clone()))]));
    assert!(read.pages > 1);
    assert_eq!(read.all.matches("Ada").count(), 4_000);
    assert!(read.all.contains(&format!("Page 2 of {}", read.pages)));
}

#[test]
fn what_is_not_held_is_named_by_its_id_and_that_is_said() {
    let cells = [
        (Column::UserId, Cell::Link("user_m_9".to_owned())),
        (Column::DisputeId, Cell::Link("200147731".to_owned())),
        (Column::BankAccountId, Cell::Link("rec_m_9".to_owned())),
    ];
    let facts = read(&told(Environment::Production, &cells)).facts;
    for (name, id) in [("Author", "user_m_9"), ("Dispute", "200147731"), ("Bank account or recipient", "rec_m_9")] {
        assert_eq!(facts[name], format!("{id} (not in the local copy)"));
    }
    assert_eq!(places(Column::BankAccountId, "rec_m_9"), [Area::Recipients]);
    assert_eq!(places(Column::BankAccountId, "bankacc_m_9"), [Area::BankAccounts]);
}

#[test]
fn what_goes_back_to_it_and_what_it_goes_back_to_is_named() {
    let cells = [
        (Column::Nature, Cell::Word("REFUND".to_owned())),
        (Column::Type, Cell::Word("PAYOUT".to_owned())),
        (Column::InitialId, Cell::Link("payin_m_0".to_owned())),
        (Column::Status, Cell::Word("NEW_STATUS".to_owned())),
    ];
    let mut told = told(Environment::Production, &cells);
    let first = [
        (Column::Type, Cell::Word("PAYIN".to_owned())),
        (Column::Debited, money(1_200, "EUR")),
        (Column::Created, Cell::Moment(UnixSeconds(0))),
    ];
    told.named.insert(Column::InitialId, (Area::Transactions, row(Area::Transactions, "payin_m_0", &first)));
    let dispute = row(Area::Disputes, "200147731", &[(Column::Status, Cell::Word("CLOSED".to_owned()))]);
    told.later = vec![(Area::Disputes, dispute)];
    told.more = true;
    let read = read(&told);
    assert_eq!(read.facts["First transaction"], "Pay-in, 12.00 EUR, 1 Jan 1970, 00:00:00 UTCpayin_m_0");
    assert_eq!(read.facts["Dispute about this"], "Closed200147731There are more. Mangrove lists them all.");
    assert!(read.all.contains("Refund: NEW_STATUS"), "{}", read.all);
}

#[test]
fn a_result_has_its_code_what_it_means_and_what_mangopay_said() {
    let mut told = told(Environment::Production, &[(Column::ResultCode, Cell::Word("001001".to_owned()))]);
    told.message = paper::message("{\"ResultMessage\":\" Unsufficient wallet balance \"}");
    let wanted = format!("001001{}Mangopay says: Unsufficient wallet balance", text("result-001001"));
    assert_eq!(read(&told).facts["Result"], wanted);
    told.message = paper::message("{\"ResultMessage\":null}").or(paper::message("[]"));
    told.row = row(Area::Transactions, "payin_m_1", &[(Column::ResultCode, Cell::Word("424242".to_owned()))]);
    assert_eq!(read(&told).facts["Result"], format!("424242{}", text("result-unknown")));
}

#[test]
fn moments_beyond_the_calendar_are_told_in_seconds() {
    assert_eq!(paper::moment(UnixSeconds(i64::MAX)), i64::MAX.to_string());
    assert_eq!(paper::moment(UnixSeconds(-1)), "31 Dec 1969, 23:59:59 UTC");
}
