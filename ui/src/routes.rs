//! The places of the application. The navigation, window titles and "go to" keys are made from this one table.

use model::{Area, UserId};

use crate::{components::IconName, present::query::encode};

/// A place in the navigation rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// KYC documents of all users.
    Compliance,
    /// Users.
    Users,
    /// Uploads on their way.
    Outbox,
    /// What the local copy holds, and what it does not.
    Sync,
}

impl Place {
    /// The places of the rail's list, in order. The outbox has its own line in the foot.
    pub const RAIL: &'static [&'static [Self]] = &[&[Self::Compliance], &[Self::Users]];
    /// Every place.
    pub const ALL: &'static [Self] = &[Self::Compliance, Self::Users, Self::Outbox, Self::Sync];

    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Compliance => "/compliance",
            Self::Users => "/users",
            Self::Outbox => "/outbox",
            Self::Sync => "/sync",
        }
    }

    /// Its icon.
    pub fn icon(self) -> IconName {
        match self {
            Self::Compliance => IconName::Shield,
            Self::Users => IconName::Users,
            Self::Outbox => IconName::Outbox,
            Self::Sync => IconName::Sync,
        }
    }

    /// Its name's key in the catalogue.
    pub fn title_key(self) -> &'static str {
        match self {
            Self::Compliance => "nav-compliance",
            Self::Users => "nav-users",
            Self::Outbox => "nav-outbox",
            Self::Sync => "nav-sync",
        }
    }

    /// The words of its search field.
    pub fn search_key(self) -> &'static str {
        match self {
            Self::Compliance => "search-compliance",
            Self::Users | Self::Outbox | Self::Sync => "search-users",
        }
    }

    /// The key that goes there after G.
    pub fn key(self) -> char {
        match self {
            Self::Compliance => 'c',
            Self::Users => 'u',
            Self::Outbox => 'o',
            Self::Sync => 's',
        }
    }

    /// The place an address belongs to.
    pub fn of(path: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|place| path.strip_prefix(place.path()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
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

/// The address of an object of any list.
pub fn object_path(area: Area, id: &str) -> String {
    match area {
        Area::Users => format!("{}/{}", list_path(area), encode(id)),
        _ => format!("{}?view=all&open={}", list_path(area), encode(id)),
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn an_address_belongs_to_its_place() {
        assert_eq!(Place::of("/users/12"), Some(Place::Users));
        assert_eq!(Place::of("/compliance"), Some(Place::Compliance));
        assert_eq!(Place::of("/usersof"), None);
    }
}
