//! Whether a wallet's balance is what its movements come to.

use model::{Money, WalletId};
use serde::{Deserialize, Serialize};

use crate::sync::MissingReason;

/// Compares a wallet's balance with the movements held.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckWallet {
    /// The wallet.
    pub wallet: WalletId,
}

/// A wallet's balance beside its movements, both as they are held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletCheck {
    /// The balance, in minor units of the wallet's currency; `None` if it is not known.
    pub balance: Option<Money>,
    /// When the balance was asked for, Unix seconds.
    pub balance_at: i64,
    /// What the succeeded movements come to, in the same currency.
    pub sum: Option<Money>,
    /// How many of them are held.
    pub movements: u64,
    /// Of these, how many came after the balance was asked for and are not in the sum.
    pub later: u64,
    /// What comes of it.
    pub verdict: Verdict,
}

/// What a comparison of balance and movements comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum Verdict {
    /// They agree.
    Agrees,
    /// They differ although every movement ought to be here.
    Differs {
        /// The balance less the sum.
        by: Money,
        /// Movements on the whole platform, since the wallet was made, that events name and that are not held: one of
        /// them may be what is missing.
        unheld: u64,
        /// When the first of those happened, Unix seconds.
        since: Option<i64>,
    },
    /// Nothing can be said: not every movement is here.
    Open {
        /// Why not.
        gap: Gap,
    },
}

/// Why movements of a wallet may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "gap")]
pub enum Gap {
    /// The balance is not known.
    NoBalance,
    /// The wallet's transactions were not read.
    NotRead {
        /// Why.
        reason: MissingReason,
    },
    /// The wallet is older than what could be read.
    Older {
        /// From when on its transactions are held, Unix seconds.
        from: i64,
    },
    /// Transactions of some users are not held; what they moved into this wallet is missing.
    Others {
        /// How many users.
        users: u64,
    },
    /// Events are not followed: what happened since may be missing.
    Unfollowed,
}
