use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text as it came.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

id! {
    /// A Mangopay user's id. At most 128 characters, case-sensitive, several shapes coexist (users-verification.md §0).
    UserId,
    /// A KYC document's id.
    KycDocumentId,
    /// A declaration of beneficial owners.
    UboDeclarationId,
    /// A beneficial owner in a declaration.
    UboId,
    /// A hosted identity verification session.
    IdvSessionId,
    /// The session of a person with significant control.
    PscId,
    /// A legacy bank account.
    BankAccountId,
    /// A recipient: where payouts go.
    RecipientId,
    /// A wallet; the platform's own are called `FEES_EUR`, `CREDIT_EUR` (money-operations.md §0.10).
    WalletId,
    /// A transaction of any kind, where the kind is told elsewhere.
    TransactionId,
    /// A pay-in.
    PayInId,
    /// A registration of recurring pay-ins.
    RecurringId,
    /// A card.
    CardId,
    /// A card registration.
    CardRegistrationId,
    /// A card validation.
    CardValidationId,
    /// A preauthorisation of seven days.
    PreauthorizationId,
    /// A deposit or extended preauthorisation of thirty days.
    DepositId,
    /// A direct debit mandate.
    MandateId,
    /// A transfer.
    TransferId,
    /// A payout.
    PayoutId,
    /// A refund of any kind, returns included.
    RefundId,
    /// A repudiation.
    RepudiationId,
    /// A settlement of a dispute.
    SettlementId,
    /// A currency conversion.
    ConversionId,
    /// A quote for a currency conversion.
    QuoteId,
    /// A dispute.
    DisputeId,
    /// A document for a dispute.
    DisputeDocumentId,
    /// A report of either system.
    ReportId,
    /// A hook.
    HookId,
    /// A virtual account.
    VirtualAccountId,
    /// A banking alias.
    BankingAliasId,
    /// Any object's id, where its kind is told elsewhere (events).
    ApiId,
    /// One of our profiles.
    ProfileId,
    /// An upload that is being prepared.
    DraftId,
    /// One page (one file) of a draft or of an outbox item.
    PageId,
    /// An item of the outbox.
    OutboxId,
    /// A note about a user or a document.
    NoteId,
    /// A view of a list that somebody made.
    ViewId,
    /// Files that were dropped on the window or picked, held by the backend. The interface never sees a path.
    DropHandle,
}

/// The value of the `Idempotency-Key` header: 16 to 36 letters, digits and dashes (money-operations.md §1.7).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdempotencyKey(String);

/// The text is not 16 to 36 letters, digits and dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 16 to 36 letters, digits and dashes")]
pub struct IdempotencyKeyError;

impl IdempotencyKey {
    /// The key as sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for IdempotencyKey {
    type Error = IdempotencyKeyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fits = (16..=36).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if fits { Ok(Self(text)) } else { Err(IdempotencyKeyError) }
    }
}

impl From<IdempotencyKey> for String {
    fn from(key: IdempotencyKey) -> Self {
        key.0
    }
}

#[cfg(test)]
mod tests {
    use super::IdempotencyKey;

    #[test]
    fn keys_have_the_documented_shape() {
        for good in ["0123456789abcdef", "3f2b8c1e-7d2a-4a57-9a35-0c8a6a1f9d11"] {
            assert!(IdempotencyKey::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in [
            "",
            "short",
            "0123456789abcde",
            "3f2b8c1e-7d2a-4a57-9a35-0c8a6a1f9d111",
            "0123456789abcde_",
            "0123456789abcdé",
        ] {
            assert!(IdempotencyKey::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
