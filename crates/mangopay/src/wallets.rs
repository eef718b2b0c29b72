use model::{Currency, FundsType, Money, ScaContext, UnixSeconds, UserId, WalletId};

use crate::{
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// A user's wallet (money-operations.md §5).
    pub struct Wallet {
        /// The wallet's id.
        pub id: WalletId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// What the platform calls it.
        pub description: Option<String>,
        /// Whose it is: one user.
        pub owners: Vec<UserId>,
        /// What is in it: never negative.
        pub balance: Option<Money>,
        /// Its currency.
        pub currency: Option<Currency>,
        /// `DEFAULT`.
        pub funds_type: Option<FundsType>,
    }
}

bodies! {
    /// A wallet to be created.
    pub struct NewWallet {
        /// Exactly one user.
        pub owners: Vec<UserId>,
        /// At most 255 characters.
        pub description: String,
        /// For ever.
        pub currency: Currency,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// What shall change in a wallet; `None` stays as it is.
    #[derive(Default)]
    pub struct WalletUpdate {
        /// At most 255 characters.
        pub description: Option<String>,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

query! {
    /// How a wallet is looked at. That of an owner may ask for authentication (money-operations.md §1.9):
    /// [`crate::Error::ScaRequired`].
    pub struct WalletQuery {
        /// Whether the user is there to authenticate.
        pub sca_context: Option<ScaContext> = "ScaContext",
    }
}

query! {
    /// Which wallets to list, by creation date.
    pub struct WalletFilter sorted by "CreationDate" {
        /// Whether the user is there to authenticate.
        pub sca_context: Option<ScaContext> = "ScaContext",
    }
}

calls! {
    /// Creates a wallet for a user.
    post create_wallet(; wallet: &NewWallet) "/wallets" => Wallet;
    /// Changes what a wallet is called.
    put update_wallet(wallet: &WalletId; update: &WalletUpdate) "/wallets/{WalletId}" => Wallet;
    /// One wallet.
    get wallet(wallet: &WalletId; query: &WalletQuery) "/wallets/{WalletId}" => Wallet;
    /// The wallets of a user.
    list wallets_of(user: &UserId; filter: &WalletFilter) "/users/{UserId}/wallets" => Wallet;
}
