use model::{BankAccountId, MandateId, MandateScheme, MandateStatus, RecipientId, UnixSeconds, UserId};

use crate::{
    Link,
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// A mandate for direct debits (users-verification.md §8.1).
    pub struct Mandate {
        /// The mandate's id.
        pub id: MandateId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// Who is debited.
        pub user_id: Option<UserId>,
        /// Which account, if it is a legacy one.
        pub bank_account_id: Option<BankAccountId>,
        /// Which account, if it is a recipient.
        pub recipient_id: Option<RecipientId>,
        /// Under which rules; null until submitted.
        pub scheme: Option<MandateScheme>,
        /// The language of the page, two letters.
        pub culture: Option<String>,
        /// The mandate to read or print.
        #[serde(rename = "DocumentURL")]
        pub document_url: Option<Link>,
        /// Where the user confirms, within an hour.
        #[serde(rename = "RedirectURL")]
        pub redirect_url: Option<Link>,
        /// Where the user is sent then.
        #[serde(rename = "ReturnURL")]
        pub return_url: Option<Link>,
        /// Where it stands.
        pub status: Option<MandateStatus>,
        /// How it ended, six digits.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
        /// `DIRECT_DEBIT`.
        pub mandate_type: Option<String>,
        /// `WEB`.
        pub execution_type: Option<String>,
        /// The bank's reference.
        pub bank_reference: Option<String>,
    }
}

bodies! {
    /// A mandate to be created, on a recipient or on a legacy bank account.
    pub struct NewMandate {
        /// The account, since September 2026.
        pub recipient_id: Option<RecipientId>,
        /// The legacy account.
        pub bank_account_id: Option<BankAccountId>,
        /// The language of the page: `DE EN ES FR IT NL PL`.
        pub culture: String,
        /// Where the user is sent then, at most 220 characters.
        #[serde(rename = "ReturnURL")]
        pub return_url: String,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

query! {
    /// Which mandates to list, by creation date. Which of these the server honours is not sure.
    pub struct MandateFilter sorted by "CreationDate" {
        /// Only these; empty for all.
        pub statuses: Vec<MandateStatus> = "Status",
    }
}

calls! {
    /// Creates a mandate; the user must confirm it within an hour.
    post create_mandate(; mandate: &NewMandate) "/mandates/directdebit/web" => Mandate;
    /// One mandate.
    get mandate(mandate: &MandateId) "/mandates/{MandateId}" => Mandate;
    /// The mandates of the platform.
    list mandates(; filter: &MandateFilter) "/mandates" => Mandate;
    /// The mandates of a user.
    list mandates_of(user: &UserId; filter: &MandateFilter) "/users/{UserId}/mandates" => Mandate;
    /// The mandates on a legacy bank account.
    list mandates_of_bank_account(user: &UserId, account: &BankAccountId; filter: &MandateFilter)
        "/users/{UserId}/bankaccounts/{BankAccountId}/mandates" => Mandate;
    /// The mandates on a recipient.
    list mandates_of_recipient(user: &UserId, recipient: &RecipientId; filter: &MandateFilter)
        "/users/{UserId}/recipients/{RecipientId}/mandates" => Mandate;
    /// Cancels a mandate that is submitted or active.
    put cancel_mandate(mandate: &MandateId) "/mandates/{MandateId}/cancel" => Mandate;
}
