//! Every column of every list, once: what it is called, what it holds and where its ids lead.

use serde::{Deserialize, Serialize};

use crate::Area;

/// What a column holds, and so what may be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A word of the API, compared as it is.
    Word,
    /// Text of people, compared folded (case and accents do not count).
    Text,
    /// The id of an object; where it leads is the column's [`Column::leads_to`].
    Link,
    /// A moment.
    Moment,
    /// An amount; sorted and filtered by its minor units, whatever the currency.
    Money,
    /// Yes or no.
    Flag,
}

macro_rules! columns {
    ($($(#[$meta:meta])* $name:ident = $key:literal: $kind:ident $(-> $area:ident)?),+ $(,)?) => {
        /// A column. One namespace for all areas: a column means the same everywhere.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Column {
            $($(#[$meta])* $name,)+
        }

        impl Column {
            /// Every column.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name in addresses and in the local index.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// The column of a name.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$name),)+ _ => None }
            }

            /// What it holds.
            pub const fn kind(self) -> Kind {
                match self { $(Self::$name => Kind::$kind,)+ }
            }

            /// The area that its ids lead to; `None` if it holds no ids, or ids of several areas.
            pub const fn leads_to(self) -> Option<Area> {
                match self { $($(Self::$name => Some(Area::$area),)?)+ _ => None }
            }
        }
    };
}

columns! {
    /// The object's id.
    Id = "id": Link,
    /// A person's, company's or account holder's name; in lists of other things the name of their user.
    Name = "name": Text,
    /// E-mail address.
    Email = "email": Text,
    /// The customer's free text.
    Tag = "tag": Text,
    /// Status.
    Status = "status": Word,
    /// Type.
    Type = "type": Word,
    /// When it was created.
    Created = "created": Moment,
    /// When it was decided or made ready.
    Processed = "processed": Moment,
    /// Why it was refused, disputed or returned.
    RefusedReason = "reason": Word,
    /// Whether a newer document of the same type stands in its place.
    Replaced = "replaced": Flag,
    /// The user it belongs to; of a transaction the author.
    UserId = "user": Link -> Users,
    /// Natural or legal; of a recipient individual or business.
    PersonType = "person": Word,
    /// Legal form.
    LegalForm = "form": Word,
    /// Payer, owner, platform.
    Category = "category": Word,
    /// Light or regular.
    KycLevel = "level": Word,
    /// Country, two letters (three for cards, as the API sends them).
    Country = "country": Word,
    /// When it happened (events).
    Date = "date": Moment,
    /// The object that an event is about; its kind follows from the event's type.
    ResourceId = "resource": Link,
    /// Regular, refund, repudiation, settlement (money-operations.md §6).
    Nature = "nature": Word,
    /// Result code (money-operations.md §2.2).
    ResultCode = "result": Word,
    /// Currency: the wallet's, or that of the first amount.
    Currency = "currency": Word,
    /// What was debited; of a preauthorisation what was asked for, of a dispute what is disputed.
    Debited = "debited": Money,
    /// What was credited; of a dispute what is contested.
    Credited = "credited": Money,
    /// The platform's fees.
    Fees = "fees": Money,
    /// A wallet's balance; of a preauthorisation what is left.
    Balance = "balance": Money,
    /// When a transaction was carried out.
    Executed = "executed": Moment,
    /// The user that a transaction credits.
    CreditedUserId = "credited_user": Link -> Users,
    /// The wallet it takes from.
    DebitedWalletId = "debited_wallet": Link -> Wallets,
    /// The wallet it gives to.
    CreditedWalletId = "credited_wallet": Link -> Wallets,
    /// The wallet it belongs to.
    WalletId = "wallet": Link -> Wallets,
    /// The transaction that a refund, a repudiation or a dispute goes back to.
    InitialId = "initial": Link -> Transactions,
    /// That transaction's type.
    InitialType = "initial_type": Word,
    /// How it is paid.
    PaymentType = "payment": Word,
    /// How it is carried out.
    ExecutionType = "execution": Word,
    /// Where a card payment, a preauthorisation or a deposit stands with its money.
    PaymentStatus = "payment_status": Word,
    /// The card it uses.
    CardId = "card": Link -> Cards,
    /// The mandate it uses.
    MandateId = "mandate": Link -> Mandates,
    /// The bank account or recipient it goes to.
    BankAccountId = "bank_account": Link -> BankAccounts,
    /// The preauthorisation or deposit it captures.
    PreauthorizationId = "preauthorization": Link -> Preauthorizations,
    /// The dispute it belongs to.
    DisputeId = "dispute": Link -> Disputes,
    /// The repudiation of a dispute.
    RepudiationId = "repudiation": Link -> Transactions,
    /// What a wallet, a report or a recipient is called by its maker; in whose name a banking alias is.
    Description = "description": Text,
    /// Fees, credit or default (wallets).
    FundsType = "funds": Word,
    /// The visible digits of a card or an account.
    Alias = "alias": Text,
    /// A card's fingerprint: the same for the same card number.
    Fingerprint = "fingerprint": Word,
    /// A card's network, or a recipient's payout method.
    Provider = "provider": Word,
    /// Whether it can be used.
    Active = "active": Flag,
    /// Whether it was checked (cards), or answers (hooks).
    Validity = "validity": Word,
    /// Until when something must be done or is good: answering a dispute, capturing a preauthorisation, using a quote,
    /// sending a user's documents anew (midnight UTC of the last day).
    Deadline = "deadline": Moment,
    /// Whether it was read until when a user must send documents anew, be it that none are asked for.
    RenewalKnown = "renewal_known": Flag,
    /// When it was closed.
    Closed = "closed": Moment,
    /// The scheme of a mandate, or the scope of a recipient.
    Scheme = "scheme": Word,
    /// The address a hook calls.
    Url = "url": Text,
    /// The format of a report's file.
    Format = "format": Word,
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn keys_are_unique_and_lead_back() {
        for column in Column::ALL {
            assert_eq!(Column::from_key(column.key()), Some(*column));
        }
    }
}
