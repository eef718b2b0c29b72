use std::collections::BTreeMap;

use model::{
    Currency, PayeeCheck, PayoutMethodType, RecipientId, RecipientScope, RecipientStatus, RecipientType, ScaContext,
    UnixSeconds, UserId,
};
use serde::Deserialize;

use crate::{
    Address, Contact, PendingUserAction,
    object::{bodies, objects, parts},
    query::query,
    surface::calls,
};

/// The members of an account, by the names the schema gives them; null where there is none.
pub type AccountMembers = BTreeMap<String, Option<String>>;
/// What a recipient of one sort must look like, by member (users-verification.md §6.3).
pub type RecipientSchema = BTreeMap<String, SchemaNode>;

objects! {
    /// A recipient: where payouts go (users-verification.md §6.4). In lists without person, account, tag and action.
    pub struct Recipient {
        /// The recipient's id; of an old bank account, that account's.
        pub id: RecipientId,
        /// Where it stands. At first always pending: it is decided a little later.
        pub status: Option<RecipientStatus>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// What the platform calls it; null for old bank accounts.
        pub display_name: Option<String>,
        /// How money reaches it.
        pub payout_method_type: Option<PayoutMethodType>,
        /// A person or a business.
        pub recipient_type: Option<RecipientType>,
        /// The account's currency.
        pub currency: Option<Currency>,
        /// The account's country, two letters.
        pub country: Option<String>,
        /// What it is for.
        pub recipient_scope: Option<RecipientScope>,
        /// Whose.
        pub user_id: Option<UserId>,
        /// The platform's free text.
        pub tag: Option<String>,
        /// The person.
        pub individual_recipient: Option<Contact>,
        /// The business.
        pub business_recipient: Option<BusinessRecipient>,
        /// The account, by currency.
        pub local_bank_transfer: Option<BTreeMap<String, Option<AccountMembers>>>,
        /// The account.
        pub international_bank_transfer: Option<AccountMembers>,
        /// What the user must do first.
        pub pending_user_action: Option<PendingUserAction>,
        /// Whether name and account belong together; only in SEPA countries.
        pub recipient_verification_of_payee: Option<PayeeVerification>,
    }

    /// Whether a name and an account belong together (users-verification.md §6.5).
    pub struct PayeeVerification {
        /// Its id.
        pub recipient_verification_id: Option<String>,
        /// What was found.
        pub recipient_verification_check: Option<PayeeCheck>,
        /// What was found, in the bank's words.
        pub recipient_verification_message: Option<String>,
    }

    /// By which ways money reaches accounts of a country in a currency.
    pub struct PayoutMethods {
        /// The ways.
        pub available_payout_methods: Vec<PayoutMethodType>,
    }

    /// The rule for one field.
    pub struct FieldRule {
        /// Whether it must be there.
        pub required: Option<bool>,
        /// Fewest characters.
        pub min_length: Option<i64>,
        /// Most characters.
        pub max_length: Option<i64>,
        /// A regular expression it must match.
        pub pattern: Option<String>,
        /// The only values it may have; empty if any.
        pub allowed_values: Vec<String>,
        /// What to call it.
        pub label: Option<String>,
        /// `Show` or `Hide`: whether the user should see it.
        pub end_user_display: Option<String>,
    }
}

/// A rule, or the rules of what is inside: a schema nests as the recipient does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "serde_json::Value")]
pub enum SchemaNode {
    /// The rule for this field.
    Rule(FieldRule),
    /// The rules for the fields inside.
    Group(BTreeMap<String, SchemaNode>),
    /// Something this version does not know.
    Other(serde_json::Value),
}

impl From<serde_json::Value> for SchemaNode {
    fn from(value: serde_json::Value) -> Self {
        // Only rules say whether they must be obeyed.
        if value.get("Required").is_some_and(serde_json::Value::is_boolean)
            && let Ok(rule) = FieldRule::deserialize(&value)
        {
            return Self::Rule(rule);
        }
        BTreeMap::deserialize(&value).map_or(Self::Other(value), Self::Group)
    }
}

parts! {
    /// The business a recipient is.
    pub struct BusinessRecipient {
        /// Its name.
        pub business_name: Option<String>,
        /// Where it is.
        pub address: Option<Address>,
    }
}

bodies! {
    /// A recipient to be created, or to be checked (users-verification.md §6.2).
    pub struct NewRecipient {
        /// 1 to 50 characters, none of `& , ' /`. For ever.
        pub display_name: String,
        /// How money reaches it.
        pub payout_method_type: PayoutMethodType,
        /// A person or a business.
        pub recipient_type: RecipientType,
        /// The account's currency.
        pub currency: Currency,
        /// The account's country, two letters.
        pub country: String,
        /// What it is for; the server assumes payouts.
        pub recipient_scope: Option<RecipientScope>,
        /// The person.
        pub individual_recipient: Option<Contact>,
        /// The business.
        pub business_recipient: Option<BusinessRecipient>,
        /// The account, by currency, for a local transfer.
        pub local_bank_transfer: Option<BTreeMap<String, Option<AccountMembers>>>,
        /// The account, for an international transfer.
        pub international_bank_transfer: Option<AccountMembers>,
        /// Whether the user is there to authenticate.
        pub sca_context: Option<ScaContext>,
        /// The platform's free text. For ever.
        pub tag: Option<String>,
    }

    /// A recipient's new status.
    pub struct RecipientUpdate {
        /// `DEACTIVATED` is the only one that may be set.
        pub status: RecipientStatus,
    }
}

query! {
    /// Which recipients to list, by creation date.
    pub struct RecipientFilter sorted by "CreationDate" {
        /// What they are for; the server assumes payouts.
        pub scope: Option<RecipientScope> = "RecipientScope",
    }
}

query! {
    /// Where money shall go. Both are required.
    pub struct PayoutMethodQuery {
        /// Two letters.
        pub country: Option<String> = "country",
        /// The currency.
        pub currency: Option<Currency> = "currency",
    }
}

query! {
    /// Which sort of recipient. All are required.
    pub struct RecipientSchemaQuery {
        /// How money reaches it.
        pub payout_method_type: Option<PayoutMethodType> = "payoutMethodType",
        /// A person or a business.
        pub recipient_type: Option<RecipientType> = "recipientType",
        /// The account's currency.
        pub currency: Option<Currency> = "currency",
        /// Two letters.
        pub country: Option<String> = "country",
    }
}

calls! {
    /// By which ways money reaches accounts of a country in a currency.
    get payout_methods(; query: &PayoutMethodQuery) "/recipients/payout-methods" => PayoutMethods;
    /// What a recipient of one sort must look like.
    get recipient_schema(; query: &RecipientSchemaQuery) "/recipients/schema" => RecipientSchema;
    /// Checks a recipient without creating it. A POST that changes nothing, but only GET leaves a read-only client.
    post validate_recipient(user: &UserId; recipient: &NewRecipient) "/users/{UserId}/recipients/validate";
    /// Creates a recipient. An owner may be sent to a page first.
    post create_recipient(user: &UserId; recipient: &NewRecipient) "/users/{UserId}/recipients" => Recipient;
    /// One recipient; the id of an old bank account will do.
    get recipient(recipient: &RecipientId) "/recipients/{RecipientId}" => Recipient;
    /// The recipients of a user, condensed.
    list recipients_of(user: &UserId; filter: &RecipientFilter) "/users/{UserId}/recipients" => Recipient;
    /// Changes a recipient's status.
    put update_recipient(recipient: &RecipientId; update: &RecipientUpdate) "/recipients/{RecipientId}" => Recipient;
}
