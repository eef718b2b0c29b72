//! Banking aliases: account numbers of the older kind that fill a wallet (money-operations.md §7.2).

use model::{Row, WalletId};
use serde::{Deserialize, Serialize};

use crate::{Failure, sync::MissingReason};

/// Opens the banking aliases of a wallet: those that are held are answered at once, and they are read from then on unless
/// that was just done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenAliases {
    /// The wallet.
    pub wallet: WalletId,
    /// Whether the same view asks once more because something changed: only a first look is read from the API.
    pub again: bool,
}

/// What is known of the banking aliases of a wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletAliases {
    /// Those that are held, as rows of their list; the oldest first.
    pub aliases: Vec<Row>,
    /// When they were asked for last, Unix seconds; `None`: not yet.
    pub read_at: Option<i64>,
    /// Why they were not told then.
    pub missing: Option<MissingReason>,
    /// They are being read.
    pub under_way: bool,
    /// Why the last reading broke off.
    pub trouble: Option<Failure>,
}
