use model::{Money, ScaContext, TransferId, UserId, WalletId};

use crate::{
    PendingUserAction, Transaction,
    object::{bodies, objects},
    surface::calls,
};

objects! {
    /// A transfer between wallets (money-operations.md §8). Refused ones come as a success with the status `FAILED`.
    pub struct Transfer {
        /// What every movement of money has in common.
        #[serde(flatten)]
        pub transaction: Transaction,
        /// Whether the user was there to authenticate.
        pub sca_context: Option<ScaContext>,
        /// What the user must do before it is carried out.
        pub pending_user_action: Option<PendingUserAction>,
    }
}

bodies! {
    /// A transfer to be made.
    pub struct NewTransfer {
        /// Whose doing it is: the owner of the debited wallet.
        pub author_id: UserId,
        /// How much.
        pub debited_funds: Money,
        /// What the platform keeps of it.
        pub fees: Money,
        /// From where.
        pub debited_wallet_id: WalletId,
        /// Where it goes; of the same currency.
        pub credited_wallet_id: WalletId,
        /// Who gets it; else the wallet's owner.
        pub credited_user_id: Option<UserId>,
        /// Whether the user is there to authenticate; needed of owners.
        pub sca_context: Option<ScaContext>,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

calls! {
    /// Transfers between wallets.
    post create_transfer(; transfer: &NewTransfer) "/transfers" => Transfer;
    /// One transfer.
    get transfer(transfer: &TransferId) "/transfers/{TransferId}" => Transfer;
}
