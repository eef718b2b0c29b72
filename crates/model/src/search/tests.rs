use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Search {
    Search::read(text).unwrap()
}

fn trouble(text: &str) -> (u32, u32, SearchTrouble) {
    let error = Search::read(text).unwrap_err();
    (error.from, error.to, error.trouble)
}

fn any(column: Column, values: &[&str]) -> Filter {
    Filter { column, condition: Condition::AnyOf(values.iter().map(|value| (*value).to_owned()).collect()) }
}

fn between(column: Column, from: Option<i64>, to: Option<i64>) -> Filter {
    Filter { column, condition: Condition::Between(from, to) }
}

#[test]
fn words_and_operators_are_told_apart() {
    let search = read("  dupont type:payin  status:failed,created amount:>100 \"10:30 x:y\" https://a.example ");
    assert_eq!(search.words, ["dupont", "10:30", "x:y", "https://a.example"]);
    assert_eq!(
        search.filters(Area::Transactions),
        [vec![
            any(Column::Type, &["PAYIN"]),
            any(Column::Status, &["FAILED", "CREATED"]),
            between(Column::Debited, Some(10_001), None)
        ]]
    );
    assert!(search.filters(Area::Users).is_empty(), "no user is a pay-in");
    assert_eq!(
        read("tag:\"lot 7\" name:ana").texts,
        [(Column::Tag, "lot 7".to_owned()), (Column::Name, "ana".to_owned())]
    );
    assert!(read(" ").is_empty());
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    assert_eq!(trouble("ana staus:failed"), (4, 16, SearchTrouble::UnknownOperator));
    assert_eq!(trouble("é status:"), (2, 9, SearchTrouble::NoValue));
    assert_eq!(trouble("type:moon"), (0, 9, SearchTrouble::UnknownType));
    assert_eq!(trouble("amount:much").2, SearchTrouble::NotAnAmount);
    assert_eq!(trouble("amount:>1.234").2, SearchTrouble::NotAnAmount);
    for day in ["yesterday", "2026-13", "2026-02-29", "2026-1-1", "26-01-01", "2026-01-01-01", "2026-00", "2026-01-00"]
    {
        assert_eq!(trouble(&format!("before:{day}")).2, SearchTrouble::NotADay, "{day}");
    }
    assert_eq!(trouble("country:france").2, SearchTrouble::NotACountry);
}

#[test]
fn amounts_are_exact_in_minor_units() {
    for (text, digits, range) in [
        (">100", 2, (Some(10_001), None)),
        (">=100", 2, (Some(10_000), None)),
        ("<0.5", 2, (None, Some(50))),
        ("<=9,50", 2, (None, Some(951))),
        ("=12", 2, (Some(1_200), Some(1_201))),
        ("-3", 2, (Some(-300), Some(-299))),
        ("10..20", 2, (Some(1_000), Some(2_001))),
        ("..20", 2, (None, Some(2_001))),
        ("100", 0, (Some(100), Some(101))),
        (">=92233720368547758.07", 2, (Some(i64::MAX), None)),
    ] {
        assert_eq!(amount(text, digits), Some(range), "{text}");
    }
    for text in ["", ">", "..", "1.2.3", "1e5", ">=922337203685477580.8", "--1", "1."] {
        assert_eq!(amount(text, 2).filter(|_| text != "1."), None, "{text}");
    }
    assert_eq!(
        read("currency:jpy amount:>100").filters(Area::Transactions),
        [vec![any(Column::Currency, &["JPY"]), between(Column::Debited, Some(101), None)]]
    );
}

#[test]
fn days_are_those_of_the_calendar() {
    for (text, from, to) in [
        ("1970-01-01", 0, 1),
        ("2000-02-29", 11_016, 11_017),
        ("2026-11-21", 20_778, 20_779),
        ("2026-12", 20_788, 20_819),
        ("1970", 0, 365),
        ("2100-02", 47_513, 47_541),
    ] {
        assert_eq!(days(text), Some((from * 86_400, to * 86_400)), "{text}");
    }
    let day = 20_778 * 86_400;
    assert_eq!(read("before:2026-11-21").filters(Area::Events), [[between(Column::Date, None, Some(day))]]);
    assert_eq!(read("after:2026-11-21").filters(Area::Users), [[between(Column::Created, Some(day), None)]]);
}

#[test]
fn a_wallet_may_be_on_either_side_and_a_type_may_be_one_of_several() {
    assert_eq!(
        read("wallet:w1").filters(Area::Transactions),
        [[any(Column::DebitedWalletId, &["w1"])], [any(Column::CreditedWalletId, &["w1"])]]
    );
    assert_eq!(read("wallet:w1").filters(Area::Wallets), [[any(Column::Id, &["w1"])]]);
    assert_eq!(read("wallet:w1 type:alias").filters(Area::BankingAliases), [[any(Column::WalletId, &["w1"])]]);
    assert!(read("wallet:w1").filters(Area::Cards).is_empty());
    let either = read("type:refund,users,bank-account");
    assert_eq!(either.filters(Area::Transactions), [[any(Column::Nature, &["REFUND"])]]);
    assert_eq!(either.filters(Area::Users), [Vec::new()]);
    assert_eq!(either.filters(Area::BankAccounts), [Vec::new()]);
    assert!(either.filters(Area::Wallets).is_empty());
    for area in Area::ALL {
        assert_eq!(read(&format!("type:{}", area.key())).filters(*area), [Vec::new()], "{area:?}");
    }
}

proptest! {
    #[test]
    fn anything_can_be_typed(text in "(?s).{0,60}") {
        match Search::read(&text) {
            Ok(search) => Area::ALL.iter().for_each(|area| drop(search.filters(*area))),
            Err(error) => {
                let letters = u32::try_from(text.chars().count()).unwrap();
                prop_assert!(error.from < error.to && error.to <= letters);
            }
        }
    }

    #[test]
    fn operators_take_anything_without_a_fall(
        operator in proptest::sample::select(Search::operators().collect::<Vec<_>>()),
        value in "[-0-9.,<>=a-zé\"]{0,25}",
    ) {
        drop(Search::read(&format!("{operator}:{value}")));
    }
}
