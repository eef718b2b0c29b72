use model::{Currency, UnixSeconds};

use super::*;

fn row(area: Area, cells: &[(Column, model::Cell)]) -> ObjectRow {
    let of =
        |column| cells.iter().find(|(told, _)| *told == column).map_or(model::Cell::Nothing, |(_, cell)| cell.clone());
    let row = Row {
        id: "tr_m_01HKM1BV00ZR639SBMN4TCVDA8".to_owned(),
        cells: area.columns().iter().map(|used| of(used.column)).collect(),
        origin: model::Origin::Api,
        fetched_at: UnixSeconds(0),
        gone_at: None,
    };
    ObjectRow { area, row }
}

fn words(pairs: &[(Column, &str)]) -> Vec<(Column, model::Cell)> {
    pairs.iter().map(|(column, word)| (*column, model::Cell::Word((*word).to_owned()))).collect()
}

fn paid(kind: &str, nature: &str, initial: &str) -> (String, String) {
    let mut cells = words(&[(Column::Type, kind), (Column::Nature, nature), (Column::InitialType, initial)]);
    let money = Money { amount: 190_560, currency: Currency::new("EUR") };
    cells.push((Column::Debited, model::Cell::Money(money)));
    let row = row(Area::Transactions, &cells);
    let Cell::Money { amount, .. } = cell(&row, Column::Debited, &Calendar::with_zone(0, |_| 0)) else {
        panic!("an amount is an amount");
    };
    (movement(&row).1, amount)
}

#[test]
fn what_leaves_the_user_has_a_minus_sign() {
    assert_eq!(paid("PAYIN", "REGULAR", ""), ("Pay-in".into(), "1,905.60".into()));
    assert_eq!(paid("PAYOUT", "REGULAR", ""), ("Payout".into(), "\u{2212}1,905.60".into()));
    assert_eq!(paid("PAYOUT", "REFUND", "PAYIN"), ("Refund".into(), "\u{2212}1,905.60".into()));
    assert_eq!(paid("PAYIN", "REFUND", "PAYOUT"), ("Payout return".into(), "1,905.60".into()));
    assert_eq!(paid("PAYOUT", "REPUDIATION", "PAYIN"), ("Repudiation".into(), "\u{2212}1,905.60".into()));
}

#[test]
fn every_value_of_every_filter_has_words() {
    use crate::present::list::FilterKind;
    for area in Area::ALL.iter().copied() {
        for spec in filters(area) {
            assert!(
                area.uses(spec.column).is_some_and(|used| used.filters),
                "{area:?} cannot be filtered by {:?}",
                spec.column
            );
            assert!(l10n::has(spec.label), "no words for {}", spec.label);
            if let FilterKind::AnyOf { values, prefix } = spec.kind {
                for value in values.iter().filter(|_| prefix != "currency") {
                    assert!(l10n::has(&format!("{prefix}-{value}")), "{area:?}: no words for {prefix}-{value}");
                }
            }
        }
    }
}

#[test]
fn every_view_has_words_and_an_order_the_index_knows() {
    let calendar = Calendar::with_zone(1_795_513_320, |_| 60);
    for area in Area::ALL.iter().copied().filter(|area| !filters(*area).is_empty()) {
        let prefix = crate::routes::words(area);
        for view in views(area) {
            assert!(l10n::has(&format!("{prefix}-view-{}", view.id)), "{prefix}-view-{}", view.id);
            let empty = format!("{prefix}-empty-{}", view.id);
            assert!(view.id == "all" || (l10n::has(&empty) && l10n::has(&format!("{empty}-text"))), "{empty}");
            assert!(area.uses(view.sort.column).is_some_and(|used| used.sorts), "{area:?} {}", view.id);
            for filter in (view.filters)(&calendar) {
                assert!(filters(area).iter().any(|spec| spec.column == filter.column), "{area:?} {}: no chip", view.id);
            }
        }
    }
}

#[test]
fn every_cell_of_every_list_has_a_name() {
    let calendar = Calendar::with_zone(1_795_513_320, |_| 60);
    for area in Area::ALL.iter().copied().filter(|area| !filters(*area).is_empty()) {
        let cells: Vec<_> = area
            .columns()
            .iter()
            .map(|used| {
                let cell = match used.column.kind() {
                    model::Kind::Word => model::Cell::Word("NEW_VALUE".into()),
                    model::Kind::Text => model::Cell::Text("text".into()),
                    model::Kind::Link => model::Cell::Link("id".into()),
                    model::Kind::Moment => model::Cell::Moment(UnixSeconds(4_102_444_800)),
                    model::Kind::Money => {
                        model::Cell::Money(Money { amount: i64::MIN, currency: Currency::new("JPY") })
                    }
                    model::Kind::Flag => model::Cell::Flag(true),
                };
                (used.column, cell)
            })
            .collect();
        let row = row(area, &cells);
        for section in sections(&row, &calendar) {
            assert!(!section.title.contains('⟦'), "{}", section.title);
            for (name, _) in section.facts {
                assert!(!name.contains('⟦'), "{area:?}: {name}");
            }
        }
        assert!(!heading(&row).0.contains('⟦'));
        for one in related(area, "id") {
            assert!(!one.label.contains('⟦'), "{}", one.label);
        }
    }
}

#[test]
fn amounts_of_raw_answers_stay_exact() {
    let raw = r#"{"Amount":9223372036854775807,"Rate":1.10}"#;
    assert!(pretty(raw).contains("9223372036854775807"));
    assert_eq!(pretty("<html>"), "<html>");
}
