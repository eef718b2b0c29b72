//! Statuses: each is a word with an icon and a role (design, section 5).

use l10n::word;
use model::{KycDocumentStatus, KycLevel, UserCategory, UserStatus};

use crate::components::{IconName, Tone};

/// The role of a status: its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Good.
    Ok,
    /// Going on.
    Info,
    /// To be looked at.
    Warn,
    /// Bad.
    Bad,
    /// At rest.
    Idle,
}

impl Role {
    /// The name in style classes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Idle => "idle",
        }
    }

    /// The same for icons and text.
    pub fn tone(self) -> Tone {
        match self {
            Self::Ok => Tone::Ok,
            Self::Info => Tone::Info,
            Self::Warn => Tone::Warn,
            Self::Bad => Tone::Bad,
            Self::Idle => Tone::Third,
        }
    }
}

/// A status in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusWord {
    /// Its icon.
    pub icon: IconName,
    /// Its role.
    pub role: Role,
    /// Its word.
    pub word: String,
}

impl StatusWord {
    /// A status.
    pub fn new(role: Role, icon: IconName, word: impl Into<String>) -> Self {
        Self { icon, role, word: word.into() }
    }
}

/// The status of a KYC document. A value we do not know is shown as it came.
pub fn document(status: &KycDocumentStatus) -> StatusWord {
    let (role, icon) = match status {
        KycDocumentStatus::Created => (Role::Idle, IconName::Dashed),
        KycDocumentStatus::ValidationAsked => (Role::Info, IconName::Half),
        KycDocumentStatus::Validated => (Role::Ok, IconName::CheckCircle),
        KycDocumentStatus::Refused => (Role::Bad, IconName::XCircle),
        KycDocumentStatus::OutOfDate => (Role::Warn, IconName::Expired),
        KycDocumentStatus::Unknown(_) => (Role::Idle, IconName::Info),
    };
    StatusWord::new(role, icon, word("status-kyc", status.as_str()))
}

/// The status of a user.
pub fn user(status: &UserStatus) -> StatusWord {
    let (role, icon) = match status {
        UserStatus::Active => (Role::Ok, IconName::CheckCircle),
        UserStatus::PendingUserAction => (Role::Warn, IconName::Clock),
        UserStatus::Closed => (Role::Idle, IconName::MinusCircle),
        UserStatus::Unknown(_) => (Role::Idle, IconName::Info),
    };
    StatusWord::new(role, icon, word("user-status", status.as_str()))
}

/// The KYC level. Payers need none.
pub fn level(level: &KycLevel, category: Option<&UserCategory>) -> StatusWord {
    match level {
        KycLevel::Light if category == Some(&UserCategory::Payer) => {
            StatusWord::new(Role::Idle, IconName::MinusCircle, l10n::text("kyc-level-not-needed"))
        }
        KycLevel::Light => StatusWord::new(Role::Idle, IconName::Half, word("kyc-level", level.as_str())),
        KycLevel::Regular => StatusWord::new(Role::Ok, IconName::CheckCircle, word("kyc-level", level.as_str())),
        KycLevel::Unknown(_) => StatusWord::new(Role::Idle, IconName::Info, word("kyc-level", level.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_status_is_shown_as_it_came() {
        let shown = document(&KycDocumentStatus::from("FROZEN"));
        assert_eq!((shown.word.as_str(), shown.role), ("FROZEN", Role::Idle));
    }

    #[test]
    fn every_known_status_has_a_word() {
        for value in KycDocumentStatus::KNOWN {
            assert_ne!(document(&(*value).into()).word, *value);
        }
        for value in UserStatus::KNOWN {
            assert_ne!(user(&(*value).into()).word, *value);
        }
    }
}
