//! Saved views and filters of the lists of objects.

use model::{
    Area, BankAccountType, CardType, CardValidity, Column, Condition, Direction, DisputeReasonType, DisputeResult,
    DisputeStatus, DisputeType, EventType, Filter, FundsType, HookStatus, HookValidity, IdvStatus, MandateScheme,
    MandateStatus, PaymentType, PayoutMethodType, PreauthorizationPaymentStatus, PreauthorizationStatus, QuoteStatus,
    RecipientScope, RecipientStatus, RecipientType, ReportStatus, ReportType, Sort, TransactionNature,
    TransactionStatus, TransactionType, UboDeclarationReason, UboDeclarationStatus,
};

use super::vocabulary;
use crate::present::{
    Calendar,
    list::{FilterKind, FilterSpec, SavedView},
};

/// Amounts from 10,000 of the main unit: worth a second look.
const LARGE: i64 = 1_000_000;
/// Currencies of the API's wallets (docs/api/money-operations.md §1.4).
const CURRENCIES: &[&str] =
    &["EUR", "GBP", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "AUD", "CAD", "HKD", "JPY", "ZAR"];

const fn by(column: Column, direction: Direction) -> Sort {
    Sort { column, direction }
}

const NEWEST: Sort = by(Column::Created, Direction::Descending);

const fn view(id: &'static str, filters: fn(&Calendar) -> Vec<Filter>) -> SavedView {
    SavedView { id, filters, sort: NEWEST }
}

fn is(column: Column, values: &[&str]) -> Filter {
    Filter { column, condition: Condition::AnyOf(values.iter().map(|value| (*value).to_owned()).collect()) }
}

/// The saved views of a list.
pub const fn views(area: Area) -> &'static [SavedView] {
    const ALL: SavedView = view("all", |_| Vec::new());
    match area {
        Area::Transactions => {
            const {
                &[
                    ALL,
                    view("failed", |_| vec![is(Column::Status, &["FAILED"])]),
                    view("payout-returns", |_| vec![is(Column::Nature, &["REFUND"]), is(Column::Type, &["PAYIN"])]),
                    view("pending-wires", |_| {
                        vec![is(Column::Status, &["CREATED"]), is(Column::PaymentType, &["BANK_WIRE"])]
                    }),
                    view("large", |_| {
                        vec![Filter { column: Column::Debited, condition: Condition::Between(Some(LARGE), None) }]
                    }),
                    view("conversions", |_| vec![is(Column::Type, &["CONVERSION"])]),
                ]
            }
        }
        Area::Wallets => {
            const {
                &[
                    ALL,
                    SavedView {
                        id: "with-money",
                        filters: |_| {
                            vec![Filter { column: Column::Balance, condition: Condition::Between(Some(1), None) }]
                        },
                        sort: by(Column::Balance, Direction::Descending),
                    },
                ]
            }
        }
        Area::Cards => {
            const {
                &[
                    ALL,
                    view("invalid", |_| vec![is(Column::Validity, &["INVALID"])]),
                    view("inactive", |_| vec![Filter { column: Column::Active, condition: Condition::Is(false) }]),
                ]
            }
        }
        Area::Mandates => {
            const {
                &[
                    ALL,
                    view("active", |_| vec![is(Column::Status, &["ACTIVE"])]),
                    view("failed", |_| vec![is(Column::Status, &["FAILED", "EXPIRED"])]),
                ]
            }
        }
        Area::BankAccounts | Area::BankingAliases => {
            const { &[ALL, view("active", |_| vec![Filter { column: Column::Active, condition: Condition::Is(true) }])] }
        }
        Area::Recipients => {
            const {
                &[
                    ALL,
                    view("active", |_| vec![is(Column::Status, &["ACTIVE"])]),
                    view("pending", |_| vec![is(Column::Status, &["PENDING"])]),
                ]
            }
        }
        Area::Preauthorizations => {
            const {
                &[
                    SavedView {
                        id: "to-capture",
                        filters: |_| vec![is(Column::PaymentStatus, &["WAITING"])],
                        sort: by(Column::Deadline, Direction::Ascending),
                    },
                    ALL,
                ]
            }
        }
        Area::Disputes => {
            const {
                &[
                    SavedView {
                        id: "to-answer",
                        filters: |_| {
                            vec![is(Column::Status, &["PENDING_CLIENT_ACTION", "REOPENED_PENDING_CLIENT_ACTION"])]
                        },
                        sort: by(Column::Deadline, Direction::Ascending),
                    },
                    view("with-the-bank", |_| vec![is(Column::Status, &["SUBMITTED", "PENDING_BANK_ACTION"])]),
                    SavedView {
                        id: "closed",
                        filters: |_| vec![is(Column::Status, &["CLOSED"])],
                        sort: by(Column::Closed, Direction::Descending),
                    },
                    ALL,
                ]
            }
        }
        Area::Reports => {
            const {
                &[
                    ALL,
                    view("ready", |_| vec![is(Column::Status, &["READY_FOR_DOWNLOAD", "GENERATED"])]),
                    view("failed", |_| vec![is(Column::Status, &["FAILED"])]),
                ]
            }
        }
        Area::UboDeclarations => {
            const { &[ALL, view("to-fix", |_| vec![is(Column::Status, &["INCOMPLETE", "REFUSED"])])] }
        }
        Area::IdvSessions => {
            const {
                &[
                    ALL,
                    view("open", |_| vec![is(Column::Status, &["PENDING", "REVIEW"])]),
                    view("failed", |_| vec![is(Column::Status, &["REFUSED", "EXPIRED", "TIMEOUT", "ERROR"])]),
                ]
            }
        }
        Area::Hooks => const { &[ALL, view("not-working", |_| vec![is(Column::Validity, &["INVALID"])])] },
        Area::Events => {
            const { &[SavedView { id: "all", filters: |_| Vec::new(), sort: by(Column::Date, Direction::Descending) }] }
        }
        Area::Users | Area::KycDocuments | Area::ClientWallets | Area::Quotes => const { &[ALL] },
    }
}

const fn any(area: Area, column: Column, label: &'static str, values: &'static [&'static str]) -> FilterSpec {
    FilterSpec { column, label, kind: FilterKind::AnyOf { values, prefix: vocabulary(area, column) }, offered: true }
}

const fn of(column: Column, label: &'static str, kind: FilterKind) -> FilterSpec {
    FilterSpec { column, label, kind, offered: true }
}

/// Not offered: set by a link from another object.
const fn linked(column: Column, label: &'static str) -> FilterSpec {
    FilterSpec { column, label, kind: FilterKind::Exactly, offered: false }
}

const fn days(column: Column, label: &'static str) -> FilterSpec {
    of(column, label, FilterKind::Days)
}

const CREATED: FilterSpec = days(Column::Created, "column-created");
const USER: FilterSpec = linked(Column::UserId, "column-user");
const CURRENCY: FilterSpec =
    of(Column::Currency, "column-currency", FilterKind::AnyOf { values: CURRENCIES, prefix: "currency" });
const COUNTRY: FilterSpec = of(Column::Country, "column-country", FilterKind::Country);
const ACTIVE: FilterSpec = of(Column::Active, "column-active", FilterKind::YesNo);

/// The filters of a list.
pub const fn filters(area: Area) -> &'static [FilterSpec] {
    use Column as C;
    match area {
        Area::Transactions => {
            const {
                const A: Area = Area::Transactions;
                &[
                    CREATED,
                    any(A, C::Type, "column-type", TransactionType::KNOWN),
                    any(A, C::Status, "column-status", TransactionStatus::KNOWN),
                    of(C::Debited, "column-amount", FilterKind::Amount),
                    CURRENCY,
                    any(A, C::PaymentType, "column-method", PaymentType::KNOWN),
                    any(A, C::Nature, "column-nature", TransactionNature::KNOWN),
                    linked(C::ResultCode, "column-result"),
                    // That of the view of payout returns; with it offered the chips take two lines.
                    FilterSpec {
                        offered: false,
                        ..any(A, C::InitialType, "column-initial-type", TransactionType::KNOWN)
                    },
                    USER,
                    linked(C::CreditedUserId, "column-credited-user"),
                    linked(C::DebitedWalletId, "column-debited-wallet"),
                    linked(C::CreditedWalletId, "column-credited-wallet"),
                    linked(C::InitialId, "column-initial"),
                    linked(C::CardId, "column-card"),
                    linked(C::MandateId, "column-mandate"),
                    linked(C::BankAccountId, "column-bank-account"),
                    linked(C::PreauthorizationId, "column-preauthorization"),
                    linked(C::DisputeId, "column-dispute"),
                ]
            }
        }
        Area::Wallets => {
            const {
                const A: Area = Area::Wallets;
                &[
                    CURRENCY,
                    of(C::Balance, "column-balance", FilterKind::Amount),
                    any(A, C::FundsType, "column-funds", FundsType::KNOWN),
                    CREATED,
                    USER,
                ]
            }
        }
        Area::ClientWallets => {
            const { &[CURRENCY, any(Area::ClientWallets, C::FundsType, "column-funds", FundsType::KNOWN)] }
        }
        Area::Cards => {
            const {
                const A: Area = Area::Cards;
                &[
                    any(A, C::Type, "column-type", CardType::KNOWN),
                    any(A, C::Validity, "column-validity", CardValidity::KNOWN),
                    ACTIVE,
                    CURRENCY,
                    CREATED,
                    USER,
                    linked(C::Fingerprint, "column-fingerprint"),
                ]
            }
        }
        Area::Mandates => {
            const {
                const A: Area = Area::Mandates;
                &[
                    any(A, C::Status, "column-status", MandateStatus::KNOWN),
                    any(A, C::Scheme, "column-scheme", MandateScheme::KNOWN),
                    CREATED,
                    USER,
                    linked(C::BankAccountId, "column-bank-account"),
                ]
            }
        }
        Area::BankAccounts => {
            const {
                &[
                    any(Area::BankAccounts, C::Type, "column-type", BankAccountType::KNOWN),
                    ACTIVE,
                    COUNTRY,
                    CREATED,
                    USER,
                ]
            }
        }
        Area::Recipients => {
            const {
                const A: Area = Area::Recipients;
                &[
                    any(A, C::Status, "column-status", RecipientStatus::KNOWN),
                    any(A, C::Type, "column-method", PayoutMethodType::KNOWN),
                    any(A, C::PersonType, "column-kind", RecipientType::KNOWN),
                    any(A, C::Scheme, "column-scope", RecipientScope::KNOWN),
                    CURRENCY,
                    COUNTRY,
                    CREATED,
                    USER,
                ]
            }
        }
        Area::Preauthorizations => {
            const {
                const A: Area = Area::Preauthorizations;
                &[
                    any(A, C::PaymentStatus, "column-payment-status", PreauthorizationPaymentStatus::KNOWN),
                    any(A, C::Status, "column-status", PreauthorizationStatus::KNOWN),
                    of(C::Debited, "column-amount", FilterKind::Amount),
                    days(C::Deadline, "column-deadline"),
                    CREATED,
                    USER,
                    linked(C::CardId, "column-card"),
                ]
            }
        }
        Area::Disputes => {
            const {
                const A: Area = Area::Disputes;
                &[
                    any(A, C::Status, "column-status", DisputeStatus::KNOWN),
                    any(A, C::Type, "column-type", DisputeType::KNOWN),
                    any(A, C::RefusedReason, "column-dispute-reason", DisputeReasonType::KNOWN),
                    any(A, C::ResultCode, "column-dispute-result", DisputeResult::KNOWN),
                    days(C::Deadline, "column-deadline"),
                    CREATED,
                    USER,
                    linked(C::InitialId, "column-initial"),
                    linked(C::RepudiationId, "column-repudiation"),
                    linked(C::CreditedWalletId, "column-credited-wallet"),
                    linked(C::CardId, "column-card"),
                ]
            }
        }
        Area::Reports => {
            const {
                const A: Area = Area::Reports;
                &[
                    any(A, C::Status, "column-status", ReportStatus::KNOWN),
                    any(A, C::Type, "column-type", ReportType::KNOWN),
                    CREATED,
                ]
            }
        }
        Area::UboDeclarations => {
            const {
                const A: Area = Area::UboDeclarations;
                &[
                    any(A, C::Status, "column-status", UboDeclarationStatus::KNOWN),
                    any(A, C::RefusedReason, "column-reason", UboDeclarationReason::KNOWN),
                    CREATED,
                    USER,
                ]
            }
        }
        Area::IdvSessions => {
            const { &[any(Area::IdvSessions, C::Status, "column-status", IdvStatus::KNOWN), CREATED, USER] }
        }
        Area::Quotes => {
            const {
                &[
                    any(Area::Quotes, C::Status, "column-status", QuoteStatus::KNOWN),
                    of(C::Debited, "column-amount", FilterKind::Amount),
                    CURRENCY,
                    days(C::Deadline, "column-quotes-deadline"),
                    CREATED,
                ]
            }
        }
        Area::BankingAliases => const { &[ACTIVE, COUNTRY, CREATED, USER, linked(C::WalletId, "column-wallet")] },
        Area::Hooks => {
            const {
                const A: Area = Area::Hooks;
                &[
                    any(A, C::Status, "column-status", HookStatus::KNOWN),
                    any(A, C::Validity, "column-validity", HookValidity::KNOWN),
                    any(A, C::Type, "column-event", EventType::KNOWN),
                ]
            }
        }
        Area::Events => {
            const {
                &[
                    any(Area::Events, C::Type, "column-event", EventType::KNOWN),
                    days(C::Date, "column-date"),
                    USER,
                    linked(C::ResourceId, "column-resource"),
                ]
            }
        }
        Area::Users | Area::KycDocuments => &[],
    }
}
