//! Which columns a list shows, and in which order: what it declares, and over that what somebody chose.

use model::{ChosenColumn, Column};

/// A column as its list declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// The column.
    pub column: Column,
    /// Whether it is shown where nobody chose.
    pub shown: bool,
    /// Whether it tells what a row is: it cannot be hidden.
    pub stays: bool,
}

/// Every column of a list in its place. What was chosen before a column was declared leaves that one where it is declared:
/// behind the column before it.
pub fn arrange(declared: &[Declared], chosen: Option<&[ChosenColumn]>) -> Vec<ChosenColumn> {
    let mut arranged: Vec<ChosenColumn> = Vec::with_capacity(declared.len());
    for one in chosen.unwrap_or_default() {
        let known = declared.iter().find(|own| own.column == one.column);
        if let Some(own) = known.filter(|own| place(&arranged, own.column).is_none()) {
            arranged.push(ChosenColumn { shown: one.shown || own.stays, ..*one });
        }
    }
    for (at, own) in declared.iter().enumerate() {
        if place(&arranged, own.column).is_none() {
            let before = declared.get(at.wrapping_sub(1)).and_then(|before| place(&arranged, before.column));
            let at = before.map_or(0, |before| before + 1);
            arranged.insert(at, ChosenColumn { column: own.column, shown: own.shown || own.stays });
        }
    }
    arranged
}

fn place(columns: &[ChosenColumn], column: Column) -> Option<usize> {
    columns.iter().position(|one| one.column == column)
}

/// The same with a column shown or hidden.
pub fn with_shown(mut columns: Vec<ChosenColumn>, column: Column, shown: bool) -> Vec<ChosenColumn> {
    for one in columns.iter_mut().filter(|one| one.column == column) {
        one.shown = shown;
    }
    columns
}

/// The same with a column one place further up or down; at either end it stays.
pub fn moved(mut columns: Vec<ChosenColumn>, column: Column, down: bool) -> Vec<ChosenColumn> {
    if let Some(at) = place(&columns, column) {
        let to = if down { at.saturating_add(1) } else { at.saturating_sub(1) };
        if to < columns.len() {
            columns.swap(at, to);
        }
    }
    columns
}

/// What is to be kept of such columns: nothing where they are as the list declares them.
pub fn kept(declared: &[Declared], columns: Vec<ChosenColumn>) -> Option<Vec<ChosenColumn>> {
    (columns != arrange(declared, None)).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARED: &[Declared] = &[
        Declared { column: Column::Name, shown: true, stays: true },
        Declared { column: Column::Status, shown: true, stays: false },
        Declared { column: Column::Fees, shown: false, stays: false },
        Declared { column: Column::Created, shown: true, stays: false },
    ];

    fn said(columns: &[ChosenColumn]) -> String {
        let word = |one: &ChosenColumn| format!("{}{}", if one.shown { "" } else { "-" }, one.column.key());
        columns.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    fn chosen(text: &str) -> Vec<ChosenColumn> {
        let one = |word: &str| ChosenColumn {
            column: Column::from_key(word.trim_start_matches('-')).unwrap(),
            shown: !word.starts_with('-'),
        };
        text.split_whitespace().map(one).collect()
    }

    #[test]
    fn what_was_chosen_comes_first_and_what_was_declared_since_is_there_too() {
        for (choice, arranged) in [
            ("", "name status -fees created"),
            ("created fees -status name", "created fees -status name"),
            ("created name", "created name status -fees"),
            ("status created", "name status -fees created"),
            ("-name -created", "name status -fees -created"),
            ("tag created created id", "name status -fees created"),
        ] {
            let chosen = chosen(choice);
            assert_eq!(said(&arrange(DECLARED, Some(&chosen))), arranged, "{choice}");
        }
    }

    #[test]
    fn columns_move_by_one_place_and_stay_at_the_ends() {
        let columns = arrange(DECLARED, None);
        assert_eq!(said(&moved(columns.clone(), Column::Status, false)), "status name -fees created");
        assert_eq!(said(&moved(columns.clone(), Column::Status, true)), "name -fees status created");
        assert_eq!(moved(columns.clone(), Column::Name, false), columns);
        assert_eq!(moved(columns.clone(), Column::Created, true), columns);
        assert_eq!(moved(columns.clone(), Column::Email, true), columns);
    }

    #[test]
    fn what_is_as_declared_is_not_kept() {
        let columns = with_shown(arrange(DECLARED, None), Column::Fees, true);
        assert_eq!(kept(DECLARED, columns.clone()), Some(columns.clone()));
        assert_eq!(kept(DECLARED, with_shown(columns, Column::Fees, false)), None);
    }
}
