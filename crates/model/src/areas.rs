//! Every list as a declaration: which columns it has and what may be asked of each. From it follow the local index's
//! tables, the rows that cross to the interface, the filters a list offers and what the search understands.

use serde::{Deserialize, Serialize};

use crate::Column;

/// What one area does with one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The column.
    pub column: Column,
    /// Whether rows can be filtered by it.
    pub filters: bool,
    /// Whether rows can be sorted by it.
    pub sorts: bool,
    /// Whether its words are searched.
    pub searched: bool,
    /// Whether rows are counted by its values as they are written: it has few of them. Totals of filters on such
    /// columns alone are known at once.
    pub counted: bool,
}

impl Use {
    /// Whether the column tells of the row's user and is not the row's own: the name, or whether it is a person or a
    /// company.
    pub const fn is_of_user(&self) -> bool {
        matches!(self.column, Column::Name | Column::PersonType) && !self.filters
    }
}

const fn shown(column: Column) -> Use {
    Use { column, filters: false, sorts: false, searched: false, counted: false }
}

const fn filter(column: Column) -> Use {
    Use { filters: true, ..shown(column) }
}

const fn sort(column: Column) -> Use {
    Use { sorts: true, ..filter(column) }
}

const fn count(column: Column) -> Use {
    Use { counted: true, ..sort(column) }
}

/// Counted and filtered, but not worth an order of its own.
const fn few(column: Column) -> Use {
    Use { counted: true, ..filter(column) }
}

const fn text(column: Column) -> Use {
    Use { searched: true, ..filter(column) }
}

const fn name(column: Column) -> Use {
    Use { sorts: true, ..text(column) }
}

macro_rules! areas {
    ($($(#[$meta:meta])* $area:ident = $key:literal, $age:ident { $($use:ident $column:ident),+ $(,)? })+) => {
        /// Which list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Area {
            $($(#[$meta])* $area,)+
        }

        impl Area {
            /// Every area, in the order in which search shows them.
            pub const ALL: &'static [Self] = &[$(Self::$area),+];

            /// Its name in addresses and in the local index.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$area => $key,)+ }
            }

            /// The area of a name.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$area),)+ _ => None }
            }

            /// Its columns, in the order in which a row carries its cells. The first one is always the id.
            pub const fn columns(self) -> &'static [Use] {
                match self { $(Self::$area => const { &[$($use(Column::$column)),+] },)+ }
            }

            /// The moment by which rows are in order where the sorted column does not tell them apart.
            pub const fn age(self) -> Column {
                match self { $(Self::$area => Column::$age,)+ }
            }
        }
    };
}

areas! {
    /// Users.
    Users = "users", Created {
        sort Id, name Name, name Email, name Tag, count Status, filter Type, sort Created, filter UserId,
        count PersonType, count LegalForm, count Category, count KycLevel, count Country, sort Deadline,
        few RenewalKnown,
    }
    /// KYC documents of all users.
    KycDocuments = "documents", Created {
        sort Id, name Name, name Email, name Tag, count Status, count Type, sort Created, sort Processed,
        count RefusedReason, count Replaced, sort UserId, few PersonType, few LegalForm, few Category, few KycLevel,
        few Country,
    }
    /// Transactions of every kind. Refunds, repudiations and settlements are told by their nature, conversions by
    /// their type; a payout return is a refund of type pay-in whose initial transaction is a payout
    /// (money-operations.md §6).
    Transactions = "transactions", Created {
        sort Id, shown Name, shown PersonType, text Tag, count Status, count Type, count Nature, sort ResultCode,
        sort Created, sort Executed, sort Debited, filter Credited, sort Fees, few Currency, sort UserId,
        filter CreditedUserId, filter DebitedWalletId, filter CreditedWalletId, filter InitialId, few InitialType,
        few PaymentType, shown ExecutionType, filter CardId, filter MandateId, filter BankAccountId,
        filter PreauthorizationId, filter DisputeId, few RefusedReason,
    }
    /// Wallets of users.
    Wallets = "wallets", Created {
        sort Id, shown Name, shown PersonType, text Description, text Tag, sort Balance, count Currency,
        few FundsType, sort UserId, sort Created,
    }
    /// The platform's own wallets: fees, credit (money-operations.md §4).
    ClientWallets = "client_wallets", Created {
        sort Id, text Tag, sort Balance, count Currency, count FundsType, sort Created,
    }
    /// Cards.
    Cards = "cards", Created {
        sort Id, shown Name, shown PersonType, text Alias, text Tag, count Type, count Provider, count Validity,
        count Active, count Currency, count Country, filter Fingerprint, sort UserId, sort Created,
    }
    /// Direct debit mandates.
    Mandates = "mandates", Created {
        sort Id, shown Name, shown PersonType, text Tag, count Status, count Type, count Scheme, few ExecutionType,
        few ResultCode, sort UserId, filter BankAccountId, sort Created,
    }
    /// Legacy bank accounts.
    BankAccounts = "bank_accounts", Created {
        sort Id, name Name, text Alias, text Tag, count Type, count Active, count Country, sort UserId, sort Created,
    }
    /// Recipients: where payouts go.
    Recipients = "recipients", Created {
        sort Id, name Name, text Tag, count Status, count Type, count Provider, count PersonType, count Scheme,
        count Currency, count Country, sort UserId, sort Created,
    }
    /// Preauthorisations of seven days and deposits of thirty.
    Preauthorizations = "preauthorizations", Created {
        sort Id, shown Name, shown PersonType, text Tag, count Status, count PaymentStatus, count Type,
        few ExecutionType, sort Debited, sort Balance, count Currency, few ResultCode, sort Deadline, sort UserId,
        filter CardId, sort Created,
    }
    /// Disputes.
    Disputes = "disputes", Created {
        sort Id, shown Name, shown PersonType, text Tag, count Status, count Type, count RefusedReason,
        count ResultCode, sort Debited, sort Credited, count Currency, sort Deadline, sort Closed, filter UserId,
        filter InitialId, filter RepudiationId, filter CreditedWalletId, filter CardId, sort Created,
    }
    /// Reports of both systems.
    Reports = "reports", Created {
        sort Id, text Description, text Tag, count Type, count Status, count Format, few ResultCode, sort Processed,
        sort Created,
    }
    /// Declarations of beneficial owners.
    UboDeclarations = "ubo_declarations", Created {
        sort Id, shown Name, shown PersonType, text Description, count Status, count RefusedReason, sort Processed,
        sort UserId, sort Created,
    }
    /// Hosted identity verification sessions.
    IdvSessions = "idv_sessions", Created {
        sort Id, shown Name, shown PersonType, text Tag, count Status, count Type, sort Processed, sort UserId,
        sort Created,
    }
    /// Quotes for conversions, as far as somebody looked at them: the API lists none (money-operations.md §11).
    Quotes = "quotes", Created {
        sort Id, text Tag, count Status, sort Debited, sort Credited, sort Fees, count Currency, sort Deadline,
        sort Created,
    }
    /// Banking aliases of wallets, as far as somebody opened a wallet or its user: the API lists those of one wallet only
    /// (money-operations.md §7.2).
    BankingAliases = "banking_aliases", Created {
        sort Id, shown Name, shown PersonType, text Description, text Alias, text Tag, count Active, count Country,
        sort UserId, filter WalletId, sort Created,
    }
    /// Hooks.
    Hooks = "hooks", Created {
        sort Id, text Url, text Tag, count Type, count Status, count Validity, sort Created,
    }
    /// Events of the platform.
    Events = "events", Date {
        sort Id, count Type, sort Date, filter UserId, filter ResourceId,
    }
}

impl Area {
    /// What it does with a column; `None` if it has no such column.
    pub fn uses(self, column: Column) -> Option<&'static Use> {
        self.columns().iter().find(|used| used.column == column)
    }

    /// The place of a column's cell in a row.
    pub fn place(self, column: Column) -> Option<usize> {
        self.columns().iter().position(|used| used.column == column)
    }

    /// The columns by whose values rows are counted.
    pub fn counted(self) -> impl Iterator<Item = Column> {
        self.columns().iter().filter(|used| used.counted).map(|used| used.column)
    }

    /// The columns whose words are searched (the id is searched in every area).
    pub fn searched(self) -> impl Iterator<Item = Column> {
        self.columns().iter().filter(|used| used.searched).map(|used| used.column)
    }

    /// The columns by which rows are also counted per day of creation, with [`summed`](Self::summed) beside: what the
    /// figures of the home page and lists between two dates need. Empty where no such figure exists.
    pub const fn daily(self) -> &'static [Column] {
        match self {
            Self::Transactions => &[Column::Status, Column::Type, Column::Nature, Column::Currency],
            Self::Users
            | Self::KycDocuments
            | Self::Wallets
            | Self::ClientWallets
            | Self::Cards
            | Self::Mandates
            | Self::BankAccounts
            | Self::Recipients
            | Self::Preauthorizations
            | Self::Disputes
            | Self::Reports
            | Self::UboDeclarations
            | Self::IdvSessions
            | Self::Quotes
            | Self::BankingAliases
            | Self::Hooks
            | Self::Events => &[],
        }
    }

    /// The amounts that are summed per day, in the currency of [`Column::Currency`].
    pub const fn summed(self) -> &'static [Column] {
        if self.daily().is_empty() { &[] } else { &[Column::Debited, Column::Fees] }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Kind;

    #[test]
    fn declarations_hold_together() {
        for area in Area::ALL.iter().copied() {
            assert_eq!(Area::from_key(area.key()), Some(area));
            let columns: BTreeSet<_> = area.columns().iter().map(|used| used.column).collect();
            assert_eq!(columns.len(), area.columns().len(), "{area:?} names a column twice");
            assert_eq!(area.columns()[0].column, Column::Id, "{area:?}");
            assert!(area.uses(area.age()).is_some_and(|used| used.sorts), "{area:?} cannot be sorted by age");
            for used in area.columns() {
                assert!(!used.searched || used.column.kind() == Kind::Text, "{area:?} {:?}", used.column);
                let few = matches!(used.column.kind(), Kind::Word | Kind::Flag);
                assert!(!used.counted || few, "{area:?} counts by {:?}", used.column);
            }
        }
    }
}
