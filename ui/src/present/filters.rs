//! Filters: their place in an address and their words on a chip.

use l10n::{text, text_with, word};
use model::{Column, Condition, Currency, Money};

use super::{Calendar, countries, list::FilterKind, number};

/// A column's name in addresses.
pub fn name(column: Column) -> &'static str {
    column.key()
}

/// The column of a name in an address.
pub fn column(name: &str) -> Option<Column> {
    Column::from_key(name)
}

/// Reads a condition of an address.
pub fn read(kind: FilterKind, text: &str) -> Option<Condition> {
    match kind {
        FilterKind::AnyOf { .. } | FilterKind::Country => {
            let values: Vec<String> = text.split(',').filter(|value| !value.is_empty()).map(str::to_owned).collect();
            (!values.is_empty()).then_some(Condition::AnyOf(values))
        }
        FilterKind::Exactly => (!text.is_empty()).then(|| Condition::AnyOf(vec![text.to_owned()])),
        FilterKind::Days | FilterKind::UtcDays | FilterKind::Amount => {
            let (from, to) = text.split_once("..")?;
            let end = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
            Some(Condition::Between(end(from)?, end(to)?))
        }
        FilterKind::YesNo => match text {
            "yes" => Some(Condition::Is(true)),
            "no" => Some(Condition::Is(false)),
            _ => None,
        },
    }
}

/// Writes a condition into an address.
pub fn write(condition: &Condition) -> String {
    let end = |end: &Option<i64>| end.map(|moment| moment.to_string()).unwrap_or_default();
    match condition {
        Condition::AnyOf(values) => values.join(","),
        Condition::Between(from, to) => format!("{}..{}", end(from), end(to)),
        Condition::Is(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Condition::Contains(words) => words.clone(),
    }
}

/// The words on the chip of a filter that is set.
pub fn words(kind: FilterKind, condition: &Condition, calendar: &Calendar) -> String {
    let calendar = &if matches!(kind, FilterKind::UtcDays) { calendar.in_utc() } else { *calendar };
    match condition {
        Condition::AnyOf(values) => {
            let all: Vec<String> = values.iter().map(|value| value_word(kind, value)).collect();
            match all.as_slice() {
                [first, second, third, rest @ ..] if !rest.is_empty() => {
                    let shown = format!("{first}, {second}, {third}");
                    text_with("filter-and-more", &[("shown", shown.into()), ("count", rest.len().into())])
                }
                _ => all.join(", "),
            }
        }
        Condition::Between(from, to) if matches!(kind, FilterKind::Amount) => amounts(*from, *to),
        // The end is the first moment after the last day.
        Condition::Between(Some(from), Some(to)) if calendar.date(*from) == calendar.date(*to - 1) => {
            calendar.date(*from)
        }
        Condition::Between(Some(from), Some(to)) => {
            text_with("filter-from-to", &[("from", calendar.date(*from).into()), ("to", calendar.date(*to - 1).into())])
        }
        Condition::Between(Some(from), None) => text_with("filter-from", &[("from", calendar.date(*from).into())]),
        Condition::Between(None, Some(to)) => text_with("filter-to", &[("to", calendar.date(*to - 1).into())]),
        Condition::Between(None, None) => text("filter-any-time"),
        Condition::Is(yes) => text(if *yes { "yes" } else { "no" }),
        Condition::Contains(words) => words.clone(),
    }
}

/// The word for one value of a filter.
pub fn value_word(kind: FilterKind, value: &str) -> String {
    match kind {
        FilterKind::AnyOf { prefix, .. } => word(prefix, value),
        FilterKind::Country => countries::name(value),
        FilterKind::Exactly => super::ident::shortened(value),
        FilterKind::Days | FilterKind::UtcDays | FilterKind::YesNo | FilterKind::Amount => value.to_owned(),
    }
}

/// "from 10,000.00", "below 5.00": amounts are compared whatever their currency, so that none is named.
fn amounts(from: Option<i64>, to: Option<i64>) -> String {
    let shown = |minor: i64| number::money(&Money { amount: minor, currency: Currency::new("XXX") });
    match (from, to) {
        (Some(from), Some(to)) => {
            text_with("filter-amount-between", &[("from", shown(from).into()), ("to", shown(to).into())])
        }
        (Some(from), None) => text_with("filter-amount-from", &[("from", shown(from).into())]),
        (None, Some(to)) => text_with("filter-amount-below", &[("to", shown(to).into())]),
        (None, None) => text("filter-any-amount"),
    }
}

/// An amount as it stands in its field: `10000.00`.
pub fn typed_amount(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.unsigned_abs() / 100, minor.unsigned_abs() % 100)
}

/// Minor units of an amount as somebody types it: `1,234.5`, `10000`. With a point as the decimal sign.
pub fn parse_amount(typed: &str) -> Option<i64> {
    let typed: String = typed.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if part.len() > 2
        || !digits(part)
        || !digits(whole.trim_start_matches('-'))
        || whole.trim_start_matches('-').is_empty()
    {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUS: FilterKind = FilterKind::AnyOf { values: &[], prefix: "status-kyc" };

    #[test]
    fn chips_say_what_is_set() {
        let calendar = Calendar::with_zone(1_795_513_320, |_| 60);
        let two = Condition::AnyOf(vec!["REFUSED".into(), "OUT_OF_DATE".into()]);
        assert_eq!(words(STATUS, &two, &calendar), "Refused, Out of date");
        assert_eq!(words(FilterKind::YesNo, &Condition::Is(false), &calendar), "No");
        let month = Condition::Between(Some(calendar.month_start()), None);
        assert_eq!(words(FilterKind::Days, &month, &calendar), "from 1 Nov");
        let day = Condition::Between(Some(calendar.day_start(0)), Some(calendar.day_start(1)));
        assert_eq!(words(FilterKind::Days, &day, &calendar), "24 Nov");
        // A deadline that is a day in UTC is the same day wherever it is looked at.
        let (far, midnight) = (Calendar::with_zone(1_795_513_320, |_| -300), 1_795_478_400);
        let utc_day = Condition::Between(Some(midnight), Some(midnight + 86_400));
        assert_eq!(words(FilterKind::UtcDays, &utc_day, &far), "24 Nov");
        let late = Condition::Between(None, Some(midnight));
        assert_eq!(words(FilterKind::UtcDays, &late, &far), "until 23 Nov");
    }

    #[test]
    fn amounts_are_typed_as_people_write_them() {
        assert_eq!(parse_amount("10,000"), Some(1_000_000));
        assert_eq!(parse_amount("12.5"), Some(1_250));
        assert_eq!(parse_amount("-3.07"), Some(-307));
        for nonsense in ["", "-", "1.234", "12a", "9223372036854775807"] {
            assert_eq!(parse_amount(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        for name_of in ["status", "created", "reason", "level", "person", "user"] {
            assert_eq!(column(name_of).map(name), Some(name_of));
        }
    }
}
