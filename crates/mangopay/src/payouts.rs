use model::{
    BankAccountId, ChargeBearer, Money, PayInId, PaymentRefReason, PaymentType, PayoutId, PayoutMode, RecipientId,
    UserId, WalletId,
};

use crate::{
    PayeeVerification, Transaction,
    object::{bodies, objects, parts},
    surface::calls,
};

objects! {
    /// A payout to a bank (money-operations.md §9). Money that the bank sends back later is a refund: the payout stays
    /// succeeded.
    pub struct Payout {
        /// What every movement of money has in common.
        #[serde(flatten)]
        pub transaction: Transaction,
        /// `BANK_WIRE`.
        pub payment_type: Option<PaymentType>,
        /// Where it went, if that is a legacy bank account, or was called one.
        pub bank_account_id: Option<BankAccountId>,
        /// Where it went.
        pub recipient_id: Option<RecipientId>,
        /// What the statement says.
        pub bank_wire_ref: Option<String>,
        /// How it was to be carried out; only by [`crate::Client::payout_with_mode`].
        pub mode_requested: Option<PayoutMode>,
        /// How it was.
        pub mode_applied: Option<PayoutMode>,
        /// Why not as asked.
        pub fallback_reason: Option<CodedReason>,
        /// The banks' reference, 32 hexadecimal digits.
        pub end_to_end_id: Option<String>,
        /// The pay-in it gives back.
        pub payment_ref: Option<PaymentRef>,
        /// Who pays the banks.
        pub charge_bearer: Option<ChargeBearer>,
        /// Whether name and account belong together.
        pub recipient_verification_of_payee: Option<PayeeVerification>,
    }

    /// A code and its words.
    pub struct CodedReason {
        /// A result code.
        pub code: Option<String>,
        /// What it means, in Mangopay's words.
        pub message: Option<String>,
    }

    /// Whether a bank takes instant payments.
    pub struct Reachability {
        /// Of instant payments.
        pub instant_payout: Option<InstantReachability>,
    }

    /// Whether a bank takes instant payments, or why not.
    pub struct InstantReachability {
        /// Whether it does.
        pub is_reachable: Option<bool>,
        /// Why not.
        pub unreachable_reason: Option<CodedReason>,
    }
}

parts! {
    /// The pay-in that a payout gives back (money-operations.md §9.4).
    pub struct PaymentRef {
        /// Why the payout refers to it.
        pub reason_type: Option<PaymentRefReason>,
        /// The pay-in.
        pub reference_id: Option<PayInId>,
    }
}

bodies! {
    /// A payout to be made, or to be asked about.
    pub struct NewPayout {
        /// Whose doing it is: the owner of the wallet.
        pub author_id: UserId,
        /// How much.
        pub debited_funds: Money,
        /// What the platform keeps of it.
        pub fees: Money,
        /// From where.
        pub debited_wallet_id: WalletId,
        /// Where it goes.
        pub recipient_id: Option<RecipientId>,
        /// Where it goes, by the old name: a recipient's id will do.
        pub bank_account_id: Option<BankAccountId>,
        /// What the statement says; under 12 characters is advised.
        pub bank_wire_ref: Option<String>,
        /// How it shall be carried out; needed when asking for reachability.
        pub payout_mode_requested: Option<PayoutMode>,
        /// The pay-in it gives back.
        pub payment_ref: Option<PaymentRef>,
        /// Who pays the banks.
        pub charge_bearer: Option<ChargeBearer>,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

calls! {
    /// Pays out to a bank.
    post create_payout(; payout: &NewPayout) "/payouts/bankwire" => Payout;
    /// One payout, without its mode.
    get payout(payout: &PayoutId) "/payouts/{PayoutId}" => Payout;
    /// One payout, with its mode.
    get payout_with_mode(payout: &PayoutId) "/payouts/bankwire/{PayoutId}" => Payout;
    /// Whether an instant payout would be taken. A POST that changes nothing, but only GET leaves a read-only client.
    post payout_reachability(; payout: &NewPayout) "/payouts/reachability" => Reachability;
}
