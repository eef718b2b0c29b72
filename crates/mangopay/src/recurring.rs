use model::{
    CardId, Money, PayInId, RecurringFrequency, RecurringId, RecurringStatus, RecurringType, UnixSeconds, UserId,
    WalletId,
};

use crate::{
    Contact,
    object::{bodies, objects},
    surface::calls,
};

objects! {
    /// A registration of recurring card payments (money-operations.md §7.6).
    pub struct Recurring {
        /// The registration's id.
        pub id: RecurringId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// Where it stands.
        pub status: Option<RecurringStatus>,
        /// What the payments are for.
        pub recurring_type: Option<RecurringType>,
        /// Who pays.
        pub author_id: Option<UserId>,
        /// With which card.
        pub card_id: Option<CardId>,
        /// Who gets it.
        pub credited_user_id: Option<UserId>,
        /// Where it goes.
        pub credited_wallet_id: Option<WalletId>,
        /// The first payment.
        pub first_transaction_debited_funds: Option<Money>,
        /// What the platform keeps of it.
        pub first_transaction_fees: Option<Money>,
        /// Each later payment.
        pub next_transaction_debited_funds: Option<Money>,
        /// What the platform keeps of it.
        pub next_transaction_fees: Option<Money>,
        /// All payments together: money, or its minor units alone; the documents disagree.
        pub total_amount: Option<serde_json::Value>,
        /// How many payments.
        pub cycle_number: Option<i64>,
        /// How many are free.
        pub free_cycles: Option<i64>,
        /// How often they come.
        pub frequency: Option<RecurringFrequency>,
        /// When they end.
        pub end_date: Option<UnixSeconds>,
        /// Whether the amount stays the same.
        pub fixed_next_amount: Option<bool>,
        /// Whether one sum is paid in parts.
        pub fractioned_payment: Option<bool>,
        /// What has been paid so far.
        pub current_state: Option<RecurringState>,
        /// Who pays.
        pub billing: Option<Contact>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
        /// How it ended, six digits.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
    }

    /// What has been paid so far.
    pub struct RecurringState {
        /// How many payments.
        pub payins_linked: Option<i64>,
        /// How much.
        pub cumulated_debited_amount: Option<Money>,
        /// What the platform kept of it.
        pub cumulated_fees_amount: Option<Money>,
        /// The last payment.
        pub last_payin_id: Option<PayInId>,
    }
}

bodies! {
    /// A registration to be created.
    pub struct NewRecurring {
        /// Who pays.
        pub author_id: UserId,
        /// With which card.
        pub card_id: CardId,
        /// Where it goes.
        pub credited_wallet_id: WalletId,
        /// The first payment.
        pub first_transaction_debited_funds: Money,
        /// What the platform keeps of it.
        pub first_transaction_fees: Money,
        /// Who gets it; else the wallet's owner.
        pub credited_user_id: Option<UserId>,
        /// Each later payment.
        pub next_transaction_debited_funds: Option<Money>,
        /// What the platform keeps of it.
        pub next_transaction_fees: Option<Money>,
        /// How often they come.
        pub frequency: Option<RecurringFrequency>,
        /// When they end.
        pub end_date: Option<UnixSeconds>,
        /// Whether the amount stays the same.
        pub fixed_next_amount: Option<bool>,
        /// Whether one sum is paid in parts.
        pub fractioned_payment: Option<bool>,
        /// How many are free.
        pub free_cycles: Option<i64>,
        /// Who pays.
        pub billing: Option<Contact>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
    }

    /// What shall change in a registration; `None` stays as it is.
    #[derive(Default)]
    pub struct RecurringUpdate {
        /// Another card.
        pub card_id: Option<CardId>,
        /// `ENDED` is the only one that may be set.
        pub status: Option<RecurringStatus>,
        /// Who pays.
        pub billing: Option<Contact>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
    }
}

calls! {
    /// Registers recurring payments.
    post create_recurring(; registration: &NewRecurring) "/recurringpayinregistrations" => Recurring;
    /// One registration.
    get recurring(registration: &RecurringId) "/recurringpayinregistrations/{RegistrationId}" => Recurring;
    /// Changes or ends a registration.
    put update_recurring(registration: &RecurringId; update: &RecurringUpdate)
        "/recurringpayinregistrations/{RegistrationId}" => Recurring;
}
