//! The places of the application. The navigation, window titles and "go to" keys are made from this one table.

use model::UserId;

use crate::components::IconName;

/// A place in the navigation rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// KYC documents of all users.
    Compliance,
    /// Users.
    Users,
    /// Uploads on their way.
    Outbox,
}

impl Place {
    /// The places of the rail's list, in order. The outbox has its own line in the foot.
    pub const RAIL: &'static [&'static [Self]] = &[&[Self::Compliance], &[Self::Users]];
    /// Every place.
    pub const ALL: &'static [Self] = &[Self::Compliance, Self::Users, Self::Outbox];

    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Compliance => "/compliance",
            Self::Users => "/users",
            Self::Outbox => "/outbox",
        }
    }

    /// Its icon.
    pub fn icon(self) -> IconName {
        match self {
            Self::Compliance => IconName::Shield,
            Self::Users => IconName::Users,
            Self::Outbox => IconName::Outbox,
        }
    }

    /// Its name's key in the catalogue.
    pub fn title_key(self) -> &'static str {
        match self {
            Self::Compliance => "nav-compliance",
            Self::Users => "nav-users",
            Self::Outbox => "nav-outbox",
        }
    }

    /// The words of its search field.
    pub fn search_key(self) -> &'static str {
        match self {
            Self::Compliance => "search-compliance",
            Self::Users | Self::Outbox => "search-users",
        }
    }

    /// The key that goes there after G.
    pub fn key(self) -> char {
        match self {
            Self::Compliance => 'c',
            Self::Users => 'u',
            Self::Outbox => 'o',
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

/// The address of a user's profile.
pub fn user_path(id: &UserId) -> String {
    format!("{}/{}", Place::Users.path(), crate::present::query::encode(id.as_str()))
}

/// The address of a document in the compliance list.
pub fn document_path(id: &model::KycDocumentId) -> String {
    format!("{}?view=all&open={}", Place::Compliance.path(), crate::present::query::encode(id.as_str()))
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
