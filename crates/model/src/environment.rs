use serde::{Deserialize, Serialize};

/// Which world a profile talks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// The built-in simulator on loopback: no account, no network.
    Demo,
    /// Mangopay's test environment, or a simulator at an address the user typed.
    Sandbox,
    /// Real money and real people.
    Production,
}

impl Environment {
    /// The spelling used in `data-env` attributes, file names and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Sandbox => "sandbox",
            Self::Production => "production",
        }
    }

    /// Whether a new profile starts with writing switched off (PRODUCT A7).
    pub fn starts_read_only(self) -> bool {
        match self {
            Self::Production => true,
            Self::Demo | Self::Sandbox => false,
        }
    }
}
