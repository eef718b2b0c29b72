use model::{DisputeId, Money, RepudiationId, SettlementId, TransactionId, TransactionNature, TransactionType, UserId};

use crate::{
    Transaction,
    object::{bodies, objects},
    surface::calls,
};

objects! {
    /// What a dispute took from the platform (money-operations.md §12.5).
    pub struct Repudiation {
        /// What every movement of money has in common.
        #[serde(flatten)]
        pub transaction: Transaction,
        /// The disputed pay-in.
        pub initial_transaction_id: Option<TransactionId>,
        /// Which way that went.
        pub initial_transaction_type: Option<TransactionType>,
        /// Why that moved.
        pub initial_transaction_nature: Option<TransactionNature>,
        /// The dispute; known to the SDKs only.
        pub dispute_id: Option<DisputeId>,
    }

    /// What the platform took back from a wallet for a lost dispute (money-operations.md §12.6).
    pub struct Settlement {
        /// What every movement of money has in common.
        #[serde(flatten)]
        pub transaction: Transaction,
        /// What it makes good.
        pub repudiation_id: Option<RepudiationId>,
    }
}

bodies! {
    /// A settlement to be made, of a dispute that is closed.
    pub struct NewSettlement {
        /// Whose doing the disputed pay-in was.
        pub author_id: UserId,
        /// How much: at most what was disputed, less fees.
        pub debited_funds: Money,
        /// What the platform keeps of it.
        pub fees: Money,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

calls! {
    /// One repudiation.
    get repudiation(repudiation: &RepudiationId) "/repudiations/{RepudiationId}" => Repudiation;
    /// Takes money from the wallet that the disputed pay-in went to.
    post create_settlement(repudiation: &RepudiationId; settlement: &NewSettlement)
        "/repudiations/{RepudiationId}/settlementtransfer" => Settlement;
    /// One settlement.
    get settlement(settlement: &SettlementId) "/settlements/{SettlementId}" => Settlement;
}
