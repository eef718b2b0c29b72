//! The banking aliases of a wallet in words: their numbers, and how far what is held can be believed.

use ipc::{aliases::WalletAliases, sync::MissingReason};
use l10n::{text, text_with};
use model::{Area, Cell, Column};

use super::{
    Calendar,
    objects::{Fact, ObjectRow},
};
use crate::routes;

/// Each alias: whether money arrives on it, and its number, which leads to it.
pub fn facts(state: &WalletAliases) -> Vec<(String, Fact)> {
    let rows = state.aliases.iter().map(|row| ObjectRow { area: Area::BankingAliases, row: row.clone() });
    let fact = |row: ObjectRow| {
        let is_closed = *row.cell(Column::Active) == Cell::Flag(false);
        let number = row.word(Column::Alias).map(str::to_owned);
        let path = Some(routes::object_path(row.area, &row.row.id));
        (
            text(if is_closed { "aliases-closed" } else { "aliases-open" }),
            Fact::Object { name: number, id: row.row.id, path },
        )
    };
    rows.map(fact).collect()
}

/// What is said below them: that they are being read, when they were, or why they were not.
pub fn said(state: &WalletAliases, calendar: &Calendar) -> Option<String> {
    let is_empty = state.aliases.is_empty();
    if state.under_way && is_empty {
        return Some(text("aliases-reading"));
    }
    match (state.missing, state.read_at) {
        (Some(MissingReason::Sca), _) => Some(text("aliases-sca")),
        (Some(_), _) => Some(text("aliases-untold")),
        (None, Some(at)) => {
            let id = if is_empty { "aliases-none" } else { "aliases-read" };
            Some(text_with(id, &[("when", calendar.moment(at).into())]))
        }
        (None, None) => state.trouble.is_none().then(|| text("aliases-not-read")),
    }
}

#[cfg(test)]
mod tests {
    use ipc::{Code, Failure};
    use model::{Origin, Row, UnixSeconds};

    use super::*;

    /// 24 November 2026, 10:42 in Paris.
    const NOW: i64 = 1_795_513_320;

    fn alias(id: &str, active: bool) -> Row {
        let cell = |column| match column {
            Column::Alias => Cell::Text("FR7630001007941234567890185".to_owned()),
            Column::Active => Cell::Flag(active),
            _ => Cell::Nothing,
        };
        Row {
            id: id.to_owned(),
            cells: Area::BankingAliases.columns().iter().map(|used| cell(used.column)).collect(),
            origin: Origin::Api,
            fetched_at: UnixSeconds(NOW),
            gone_at: None,
        }
    }

    fn nothing() -> WalletAliases {
        WalletAliases { aliases: Vec::new(), read_at: None, missing: None, under_way: false, trouble: None }
    }

    #[test]
    fn numbers_lead_to_their_aliases_and_say_which_are_closed() {
        let aliases = vec![alias("wltbank_m_1", true), alias("wltbank_m_2", false)];
        let told = facts(&WalletAliases { aliases, ..nothing() });
        let expected = [("aliases-open", "wltbank_m_1"), ("aliases-closed", "wltbank_m_2")].map(|(words, id)| {
            let path = Some(format!("/banking-aliases?view=all&open={id}"));
            let name = Some("FR7630001007941234567890185".to_owned());
            (text(words), Fact::Object { name, id: id.to_owned(), path })
        });
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_held_says_how_old_it_is_and_what_is_not_says_why() {
        let calendar = Calendar::with_zone(NOW, |_| 60);
        let said = |state: WalletAliases| said(&state, &calendar);
        let read = WalletAliases { read_at: Some(NOW), ..nothing() };
        let none = text_with("aliases-none", &[("when", calendar.moment(NOW).into())]);
        assert_eq!(said(read.clone()), Some(none));
        let some = text_with("aliases-read", &[("when", calendar.moment(NOW).into())]);
        let held = WalletAliases { aliases: vec![alias("wltbank_m_1", true)], ..read.clone() };
        assert_eq!(said(held.clone()), Some(some.clone()));
        assert_eq!(said(WalletAliases { under_way: true, ..held }), Some(some), "what is held stays while it is read");
        assert_eq!(said(WalletAliases { under_way: true, ..read.clone() }), Some(text("aliases-reading")));
        let sca = WalletAliases { missing: Some(MissingReason::Sca), ..read.clone() };
        assert_eq!(said(sca), Some(text("aliases-sca")));
        let refused = WalletAliases { missing: Some(MissingReason::Refused), ..read };
        assert_eq!(said(refused), Some(text("aliases-untold")));
        assert_eq!(said(nothing()), Some(text("aliases-not-read")));
        let trouble = Some(Failure::new(Code::Unreachable));
        assert_eq!(said(WalletAliases { trouble, ..nothing() }), None, "the trouble says so itself");
    }
}
