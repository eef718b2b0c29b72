//! The places of the application. The navigation, window titles and "go to" keys are made from this one table.

use model::{Area, UserId};

use crate::{components::IconName, present::query::encode};

/// A place in the navigation rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What needs somebody, and how things stand.
    Home,
    /// KYC documents of all users.
    Compliance,
    /// Users.
    Users,
    /// The list of all objects of one kind.
    Objects(Area),
    /// Uploads on their way.
    Outbox,
    /// What the local copy holds, and what it does not.
    Sync,
}

use Place::{Compliance, Home, Objects, Outbox, Sync, Users};

impl Place {
    /// The places of the rail's list, in order. The outbox has its own line in the foot.
    pub const RAIL: &'static [&'static [Self]] = &[
        &[Home],
        &[Compliance, Objects(Area::UboDeclarations), Objects(Area::IdvSessions)],
        &[Users, Objects(Area::Transactions), Objects(Area::Wallets), Objects(Area::Disputes)],
        &[
            Objects(Area::Cards),
            Objects(Area::BankAccounts),
            Objects(Area::Recipients),
            Objects(Area::Mandates),
            Objects(Area::Preauthorizations),
        ],
        &[Objects(Area::Reports), Objects(Area::Events), Objects(Area::Hooks)],
    ];

    /// Every place.
    pub fn all() -> impl Iterator<Item = Self> {
        let further =
            [Objects(Area::ClientWallets), Objects(Area::Quotes), Objects(Area::BankingAliases), Outbox, Sync];
        Self::RAIL.iter().flat_map(|group| group.iter().copied()).chain(further)
    }

    /// What it lists.
    pub fn area(self) -> Option<Area> {
        match self {
            Compliance => Some(Area::KycDocuments),
            Users => Some(Area::Users),
            Objects(area) => Some(area),
            Home | Outbox | Sync => None,
        }
    }

    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Home => "/home",
            Outbox => "/outbox",
            Sync => "/sync",
            Compliance => list_path(Area::KycDocuments),
            Users => list_path(Area::Users),
            Objects(area) => list_path(area),
        }
    }

    /// Its icon.
    pub fn icon(self) -> IconName {
        match self {
            Home => IconName::Home,
            Outbox => IconName::Outbox,
            Sync => IconName::Sync,
            Compliance => icon(Area::KycDocuments),
            Users => icon(Area::Users),
            Objects(area) => icon(area),
        }
    }

    /// Its name's key in the catalogue.
    pub fn title_key(self) -> String {
        match self {
            Home => "nav-home".to_owned(),
            Outbox => "nav-outbox".to_owned(),
            Sync => "nav-sync".to_owned(),
            Compliance => title_key(Area::KycDocuments),
            Users => title_key(Area::Users),
            Objects(area) => title_key(area),
        }
    }

    /// The words of its search field.
    pub fn search_key(self) -> &'static str {
        match self {
            Compliance => "search-compliance",
            Objects(_) => "search-objects",
            Home | Users | Outbox | Sync => "search-users",
        }
    }

    /// The key that goes there after G.
    pub fn key(self) -> Option<char> {
        match self {
            Home => Some('h'),
            Sync => Some('s'),
            Compliance => Some('c'),
            Users => Some('u'),
            Outbox => Some('o'),
            Objects(Area::Transactions) => Some('t'),
            Objects(Area::Wallets) => Some('w'),
            Objects(Area::Disputes) => Some('d'),
            Objects(Area::Reports) => Some('p'),
            Objects(Area::Events) => Some('e'),
            Objects(Area::Hooks) => Some('k'),
            Objects(_) => None,
        }
    }

    /// The place an address belongs to.
    pub fn of(path: &str) -> Option<Self> {
        let within =
            |place: &Self| path.strip_prefix(place.path()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        Self::all().find(within)
    }
}

/// The address, the prefix of the words in the catalogue and the icon of a list.
const fn of_area(area: Area) -> (&'static str, &'static str, IconName) {
    match area {
        Area::Users => ("/users", "users", IconName::Users),
        Area::KycDocuments => ("/compliance", "compliance", IconName::Shield),
        Area::Transactions => ("/transactions", "transactions", IconName::Tx),
        Area::Wallets => ("/wallets", "wallets", IconName::Wallet),
        Area::ClientWallets => ("/client-wallets", "client-wallets", IconName::Building),
        Area::Cards => ("/cards", "cards", IconName::Card),
        Area::Mandates => ("/mandates", "mandates", IconName::Pencil),
        Area::BankAccounts => ("/bank-accounts", "bank-accounts", IconName::Bank),
        Area::Recipients => ("/recipients", "recipients", IconName::Send),
        Area::Preauthorizations => ("/preauthorizations", "preauthorizations", IconName::Clock),
        Area::Disputes => ("/disputes", "disputes", IconName::Scale),
        Area::Reports => ("/reports", "reports", IconName::Report),
        Area::UboDeclarations => ("/ubo-declarations", "ubo-declarations", IconName::Building),
        Area::IdvSessions => ("/idv-sessions", "idv-sessions", IconName::Id),
        Area::Quotes => ("/quotes", "quotes", IconName::Clock),
        Area::BankingAliases => ("/banking-aliases", "banking-aliases", IconName::Bank),
        Area::Hooks => ("/hooks", "hooks", IconName::Hook),
        Area::Events => ("/events", "events", IconName::Pulse),
    }
}

/// The address of a list.
pub const fn list_path(area: Area) -> &'static str {
    of_area(area).0
}

/// The prefix of a list's words in the catalogue.
pub const fn words(area: Area) -> &'static str {
    of_area(area).1
}

/// The icon of a list.
pub const fn icon(area: Area) -> IconName {
    of_area(area).2
}

/// The key of a list's title in the catalogue.
pub fn title_key(area: Area) -> String {
    format!("{}-title", words(area))
}

/// The address of a user's profile.
pub fn user_path(id: &UserId) -> String {
    object_path(Area::Users, id.as_str())
}

/// The address of a document in the compliance list.
pub fn document_path(id: &model::KycDocumentId) -> String {
    object_path(Area::KycDocuments, id.as_str())
}

/// The address of the lines of a report's file.
pub fn report_path(id: &str) -> String {
    format!("{}/{}", list_path(Area::Reports), encode(id))
}

/// The address of an object of any list.
pub fn object_path(area: Area, id: &str) -> String {
    match area {
        Area::Users => format!("{}/{}", list_path(area), encode(id)),
        _ => format!("{}?view=all&open={}", list_path(area), encode(id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_its_place() {
        assert_eq!(Place::of("/users/12"), Some(Place::Users));
        assert_eq!(Place::of("/compliance"), Some(Place::Compliance));
        assert_eq!(Place::of("/client-wallets"), Some(Place::Objects(Area::ClientWallets)));
        assert_eq!(Place::of("/usersof"), None);
    }

    #[test]
    fn every_list_has_a_place_with_words_and_keys_of_its_own() {
        for area in Area::ALL {
            let place = Place::of(list_path(*area)).unwrap_or_else(|| panic!("{area:?} has no place"));
            assert_eq!(place.area(), Some(*area));
            for key in [title_key(*area), format!("{}-count", words(*area)), format!("{}-one", words(*area))] {
                assert!(l10n::has(&key), "no words for {key}");
            }
        }
        let mut keys: Vec<char> = Place::all().filter_map(Place::key).collect();
        keys.sort_unstable();
        let count = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), count, "two places share a key");
    }
}
