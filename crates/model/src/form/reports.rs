//! Reports of both systems (docs/api/money-operations.md §13).

use super::{Fault, Faults, Field, Kind, Need, Values};
use crate::{TransactionNature, TransactionStatus, TransactionType, UnixSeconds};

/// Which system makes a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportSystem {
    /// The older one: files live for a day.
    Legacy,
    /// The Reporting Service: files live for 31 days.
    Service,
}

impl ReportSystem {
    /// The system that makes reports of a type.
    pub fn of(kind: &str) -> Self {
        if matches!(kind, "TRANSACTIONS" | "WALLETS") { Self::Legacy } else { Self::Service }
    }

    /// Seconds that a file can be downloaded after it was made.
    pub const fn file_life(self) -> i64 {
        match self {
            Self::Legacy => 86_400,
            Self::Service => 31 * 86_400,
        }
    }
}

/// Types that can be asked for. Those of Echo are for platforms with acquirers of their own.
const TYPES: &[&str] = &["COLLECTED_FEES", "USER_WALLET_TRANSACTIONS", "TRANSACTIONS", "WALLETS"];
const DATES: &[&str] = &["CreationDate", "ExecutionDate"];
/// Currencies of wallets (docs/api/money-operations.md §1.4).
const CURRENCIES: &[&str] =
    &["EUR", "GBP", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "AUD", "CAD", "HKD", "JPY", "ZAR"];

fn is(values: &Values, kinds: &[&str]) -> Need {
    if kinds.contains(&values.get("type")) { Need::Optional } else { Need::Absent }
}

/// How often a report can be made by itself.
const EVERY: &[&str] = &["DAY", "WEEK", "MONTH"];
const WEEKDAYS: &[&str] = &["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
/// Days that every month has.
#[rustfmt::skip]
const DAYS: &[&str] = &[
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21",
    "22", "23", "24", "25", "26", "27", "28",
];

/// When a report is made by itself. Each covers what has passed since the one before: the day, the seven days or the
/// month that end as its day begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// As each day begins.
    Day,
    /// As this day of each week begins, 1 for Monday.
    Week(u8),
    /// As this day of each month begins, 1 to 28.
    Month(u8),
}

impl Every {
    /// What a form says; `None` if it is for one report, now.
    pub fn of(values: &Values) -> Option<Self> {
        let on = values.get("on");
        match values.get("every") {
            "DAY" => Some(Self::Day),
            "WEEK" => {
                let place = WEEKDAYS.iter().position(|day| *day == on)?;
                Some(Self::Week(u8::try_from(place + 1).ok()?))
            }
            "MONTH" if DAYS.contains(&on) => on.parse().ok().map(Self::Month),
            _ => None,
        }
    }
}

/// The days on which a report can be made.
fn days(values: &Values) -> &'static [&'static str] {
    match values.get("every") {
        "WEEK" => WEEKDAYS,
        "MONTH" => DAYS,
        _ => &[],
    }
}

pub(super) const NEW: &[Field] = &[
    Field::new("type", "ReportType", Kind::Choice(|_| TYPES)).required(),
    Field::new("every", "", Kind::Choice(|_| EVERY)),
    Field::new("on", "", Kind::Choice(days))
        .when(|values| if days(values).is_empty() { Need::Absent } else { Need::Required }),
    Field::new("from", "AfterDate", Kind::Day).when(bound),
    Field::new("to", "BeforeDate", Kind::Day).when(bound),
    Field::new("by", "DateRangeBy", Kind::Choice(|_| DATES))
        .when(|values| is(values, &["COLLECTED_FEES", "USER_WALLET_TRANSACTIONS"])),
    Field::new("currency", "Filters.Currency", Kind::Choice(|_| CURRENCIES))
        .when(|values| is(values, &["COLLECTED_FEES", "USER_WALLET_TRANSACTIONS", "WALLETS"])),
    Field::new("user", "Filters.UserId", Kind::Line(128))
        .when(|values| is(values, &["USER_WALLET_TRANSACTIONS", "TRANSACTIONS", "WALLETS"])),
    Field::new("wallet", "Filters.WalletId", Kind::Line(128))
        .when(|values| is(values, &["USER_WALLET_TRANSACTIONS", "TRANSACTIONS"])),
    Field::new("kinds", "Filters.Type", Kind::Several(|_| TransactionType::KNOWN))
        .when(|values| is(values, &["TRANSACTIONS"])),
    Field::new("natures", "Filters.Nature", Kind::Several(|_| TransactionNature::KNOWN))
        .when(|values| is(values, &["TRANSACTIONS"])),
    Field::new("statuses", "Filters.Status", Kind::Several(|_| TransactionStatus::KNOWN))
        .when(|values| is(values, &["TRANSACTIONS"])),
    Field::new("columns", "Columns", Kind::Several(|values| report_columns(values.get("type")))),
    Field::new("tag", "Tag", Kind::Line(255)),
];

/// The Reporting Service needs both ends; the older system takes what it gets.
fn bound(values: &Values) -> Need {
    // What has passed since the last one.
    if values.some("every").is_some() {
        return Need::Absent;
    }
    match ReportSystem::of(values.get("type")) {
        ReportSystem::Legacy => Need::Optional,
        ReportSystem::Service => Need::Required,
    }
}

/// The longest range and the farthest look back of a type, in months; `None` for no limit.
fn limits(kind: &str) -> (u32, Option<u32>) {
    match kind {
        "TRANSACTIONS" => (6, Some(36)),
        "WALLETS" => (24, None),
        _ => (12, Some(24)),
    }
}

pub(super) fn across(values: &Values, now: UnixSeconds) -> Faults {
    let mut faults = Faults::new();
    let kind = values.get("type");
    let (longest, reach) = limits(kind);
    let day = |name| values.day(name).filter(|_| bound(values) != Need::Absent);
    let (from, to) = (day("from"), day("to"));
    if let Some(from) = from {
        // Up to the end of the last day.
        let end = to.map_or(now, |to| to.plus(86_399));
        if to.is_some_and(|to| to < from) {
            faults.insert("to".into(), Fault::Order);
        } else if from < end.months_before(longest) {
            faults.insert("from".into(), Fault::Longer(longest));
        }
        if from > now {
            faults.insert("from".into(), Fault::Future);
        } else if let Some(reach) = reach.filter(|reach| from < now.months_before(*reach)) {
            faults.insert("from".into(), Fault::Older(reach));
        }
    }
    if kind == "USER_WALLET_TRANSACTIONS" && values.some("wallet").is_some() && values.some("currency").is_some() {
        faults.insert("currency".into(), Fault::NotBoth);
    }
    faults
}

/// The currencies that a report can be narrowed to.
pub const fn report_currencies() -> &'static [&'static str] {
    CURRENCIES
}

/// The columns that a report has unless others are asked for.
pub fn usual_report_columns(kind: &str) -> &'static [&'static str] {
    match kind {
        "TRANSACTIONS" => TRANSACTIONS.split_at(19).0,
        "WALLETS" => WALLETS.split_at(9).0,
        "USER_WALLET_TRANSACTIONS" => USER_WALLETS.split_at(33).0,
        "COLLECTED_FEES" => FEES.split_at(17).0,
        _ => &[],
    }
}

/// The columns that a report can have: the usual ones first.
pub fn report_columns(kind: &str) -> &'static [&'static str] {
    match kind {
        "TRANSACTIONS" => TRANSACTIONS,
        "WALLETS" => WALLETS,
        "USER_WALLET_TRANSACTIONS" => USER_WALLETS,
        "COLLECTED_FEES" => FEES,
        _ => &[],
    }
}

#[rustfmt::skip]
const TRANSACTIONS: &[&str] = &[
    "Id", "Tag", "CreationDate", "ExecutionDate", "AuthorId", "CreditedUserId", "DebitedFundsAmount",
    "DebitedFundsCurrency", "CreditedFundsAmount", "CreditedFundsCurrency", "FeesAmount", "FeesCurrency", "Status",
    "ResultCode", "ResultMessage", "Type", "Nature", "CreditedWalletId", "DebitedWalletId",
    "Alias", "BankAccountId", "BankWireRef", "CardId", "CardType", "Country", "Culture", "Currency",
    "DeclaredDebitedFundsAmount", "DeclaredDebitedFundsCurrency", "DeclaredFeesAmount", "DeclaredFeesCurrency",
    "ExecutionType", "ExpirationDate", "PaymentType", "PreauthorizationId", "WireReference", "CreationDate:ISO",
    "ExecutionDate:ISO",
];
#[rustfmt::skip]
const WALLETS: &[&str] = &[
    "Id", "Tag", "CreationDate", "Owners", "Description", "BalanceAmount", "BalanceCurrency", "Currency", "FundsType",
    "CreationDate:ISO",
];
#[rustfmt::skip]
const USER_WALLETS: &[&str] = &[
    "ClientId", "TransactionId", "CreationDate", "ExecutionDate", "AuthorId", "CreditedUserId", "DebitedFundsAmount",
    "DebitedFundsCurrency", "CreditedFundsAmount", "CreditedFundsCurrency", "FeesAmount", "FeesCurrency", "Type",
    "Nature", "CreditedWalletId", "DebitedWalletId", "BankAccountId", "PreauthorizationId", "BankWireRef", "CardId",
    "CardAlias", "CardType", "CardCountry", "CardExpirationDate", "Culture", "DeclaredDebitedFundsAmount",
    "DeclaredDebitedFundsCurrency", "DeclaredFeesAmount", "DeclaredFeesCurrency", "ExecutionType", "PaymentType",
    "WireReference", "Tag", "CreationDate:ISO", "ExecutionDate:ISO",
];
#[rustfmt::skip]
const FEES: &[&str] = &[
    "ClientId", "TransactionId", "CreationDate", "ExecutionDate", "AuthorId", "DebitedWalletId", "CreditedWalletId",
    "CreditedFundsCurrency", "CreditedFundsAmount", "DebitedFundsCurrency", "DebitedFundsAmount", "FeesAmount",
    "FeesCurrency", "Type", "Nature", "PaymentType", "Tag", "CreationDate:ISO", "ExecutionDate:ISO",
];
