//! Filters: their place in an address and their words on a chip.

use l10n::{text, text_with, word};
use model::{Column, Condition};

use super::{Calendar, countries, list::FilterKind};

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
        FilterKind::Days => {
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
        FilterKind::Days | FilterKind::YesNo => value.to_owned(),
    }
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
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        for name_of in ["status", "created", "reason", "level", "person", "user"] {
            assert_eq!(column(name_of).map(name), Some(name_of));
        }
    }
}
