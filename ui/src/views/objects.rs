//! The lists of objects: one declaration each, on the one list page, with the one inspector beside.

mod actions;
mod aliases;
mod dispute;
mod hook_advice;
mod inspector;
mod quote;
mod receipt;
mod report;
mod schedules;
mod wallet;

use std::sync::Arc;

use ipc::lists::List;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use model::{Area, Column, Total, form::FormKind};

use crate::{
    api,
    components::{
        Button,
        table::{Answer, Batch, ColumnSpec, ListPage, ListSpec, Opens, Width},
    },
    hooks::use_goto,
    present::objects::{self as present, ObjectRow},
    routes,
};

/// A column of a list of objects.
const fn column(label: &'static str, width: Width, column: Column) -> ColumnSpec<ObjectRow> {
    ColumnSpec::of(label, width, column, present::cell)
}

const fn list(area: Area, columns: &'static [ColumnSpec<ObjectRow>]) -> ListSpec<ObjectRow> {
    ListSpec {
        area,
        words: routes::words(area),
        path: routes::list_path(area),
        views: present::views(area),
        filters: present::filters(area),
        columns,
        fetch,
        id: |row| row.row.id.clone(),
        name: ObjectRow::name,
        path_of: |row| match row.word(Column::UserId) {
            Some(user) => routes::object_path(Area::Users, user),
            None => routes::object_path(row.area, &row.row.id),
        },
        opens: Opens::Beside,
        makes: match area {
            Area::Hooks => Some(FormKind::AddHook),
            Area::Reports => Some(FormKind::NewReport),
            _ => None,
        },
    }
}

fn fetch(query: model::ListQuery) -> Answer<ObjectRow> {
    let area = query.area;
    Box::pin(async move {
        let answer = api::call(List { query }).await?;
        let total = match answer.listing.total {
            Total::Known(total) => Some(u32::try_from(total).unwrap_or(u32::MAX)),
            Total::Counting => None,
        };
        let rows = answer.listing.rows.into_iter().map(|row| ObjectRow { area, row }).collect();
        Ok(Batch { rows, total, freshness: answer.freshness })
    })
}

use Column as C;

const DATE: ColumnSpec<ObjectRow> = column("column-date", Width::Date, C::Created);
const CREATED: ColumnSpec<ObjectRow> = column("column-created", Width::Date, C::Created).hiding(2);
const USER: ColumnSpec<ObjectRow> = column("column-user", Width::Rest, C::Name).naming();
const STATUS: ColumnSpec<ObjectRow> = column("column-status", Width::Status, C::Status);
/// Ids with this before their last `_`, the longest of their list, where there is room for them.
const fn id(begins: &str) -> ColumnSpec<ObjectRow> {
    column("column-id", Width::ids(begins), C::Id).hiding(4)
}

const CURRENCY: ColumnSpec<ObjectRow> = column("column-currency", Width::Px(84), C::Currency);
const TAG: ColumnSpec<ObjectRow> = column("column-tag", Width::Px(180), C::Tag).offered();

static TRANSACTIONS: ListSpec<ObjectRow> = list(
    Area::Transactions,
    &[
        DATE,
        column("column-type", Width::Px(126), C::Type),
        USER,
        column("column-amount", Width::Px(146), C::Debited),
        column("column-status", Width::Px(112), C::Status),
        column("column-method", Width::Px(116), C::PaymentType).hiding(3),
        // The refund of a transfer between the platform's users.
        column("column-transaction", Width::ids("xfer_refund_c"), C::Id).hiding(4),
        column("column-nature", Width::Px(116), C::Nature).offered(),
        column("column-credited", Width::Px(146), C::Credited).offered(),
        column("column-fees", Width::Px(126), C::Fees).offered(),
        column("column-result", Width::Px(110), C::ResultCode).offered(),
        column("column-executed", Width::Date, C::Executed).offered(),
        TAG,
    ],
);
static WALLETS: ListSpec<ObjectRow> = list(
    Area::Wallets,
    &[
        column("column-description", Width::Px(220), C::Description),
        USER,
        column("column-balance", Width::Px(156), C::Balance),
        CURRENCY.hiding(3),
        CREATED,
        id("wlt_m"),
        column("column-funds", Width::Px(116), C::FundsType).offered(),
        TAG,
    ],
);
static CLIENT_WALLETS: ListSpec<ObjectRow> = list(
    Area::ClientWallets,
    &[
        column("column-funds", Width::Px(140), C::FundsType),
        column("column-balance", Width::Px(170), C::Balance),
        CURRENCY,
        column("column-id", Width::Rest, C::Id).naming(),
        CREATED.offered(),
        TAG,
    ],
);
static CARDS: ListSpec<ObjectRow> = list(
    Area::Cards,
    &[
        column("column-alias", Width::Px(176), C::Alias),
        USER,
        column("column-type", Width::Px(154), C::Type),
        column("column-validity", Width::Px(126), C::Validity),
        column("column-active", Width::Px(76), C::Active).hiding(3),
        CURRENCY.hiding(3),
        CREATED,
        id("card_m"),
        column("column-provider", Width::Px(116), C::Provider).offered(),
        column("column-country", Width::Px(120), C::Country).offered(),
        TAG,
    ],
);
static MANDATES: ListSpec<ObjectRow> =
    list(Area::Mandates, &[USER, STATUS, column("column-scheme", Width::Px(90), C::Scheme), CREATED, id("mdt_m"), TAG]);
static BANK_ACCOUNTS: ListSpec<ObjectRow> = list(
    Area::BankAccounts,
    &[
        column("column-holder", Width::Rest, C::Name).naming(),
        column("column-alias", Width::Px(220), C::Alias),
        column("column-type", Width::Px(110), C::Type),
        column("column-country", Width::Px(120), C::Country).hiding(3),
        column("column-active", Width::Px(76), C::Active),
        CREATED,
        id("bankacc_m"),
        TAG,
    ],
);
static RECIPIENTS: ListSpec<ObjectRow> = list(
    Area::Recipients,
    &[
        column("column-holder", Width::Rest, C::Name).naming(),
        STATUS,
        column("column-method", Width::Px(188), C::Type),
        column("column-kind", Width::Px(104), C::PersonType).hiding(3),
        column("column-country", Width::Px(120), C::Country).hiding(3),
        CURRENCY,
        CREATED,
        id("rec"),
        column("column-scope", Width::Px(130), C::Scheme).offered(),
        TAG,
    ],
);
static PREAUTHORIZATIONS: ListSpec<ObjectRow> = list(
    Area::Preauthorizations,
    &[
        DATE,
        USER,
        column("column-amount", Width::Px(146), C::Debited),
        column("column-balance", Width::Px(146), C::Balance).hiding(3),
        column("column-payment-status", Width::Px(140), C::PaymentStatus),
        column("column-deadline", Width::Date, C::Deadline),
        id("preauth_m"),
        STATUS.offered(),
        TAG,
    ],
);
static DISPUTES: ListSpec<ObjectRow> = list(
    Area::Disputes,
    &[
        column("column-deadline", Width::Date, C::Deadline),
        USER,
        column("column-dispute-reason", Width::Px(170), C::RefusedReason).hiding(3),
        column("column-amount", Width::Px(136), C::Debited),
        column("column-status", Width::Px(172), C::Status),
        id("dispute"),
        CREATED,
        column("column-type", Width::Px(150), C::Type).offered(),
        column("column-dispute-result", Width::Px(110), C::ResultCode).offered(),
        column("column-closed", Width::Date, C::Closed).offered(),
        TAG,
    ],
);
static REPORTS: ListSpec<ObjectRow> = list(
    Area::Reports,
    &[
        column("column-type", Width::Rest, C::Type).naming(),
        STATUS,
        column("column-format", Width::Px(84), C::Format).hiding(3),
        CREATED,
        column("column-ready", Width::Date, C::Processed),
        id("report_m"),
        column("column-reports-description", Width::Px(200), C::Description).offered(),
        TAG,
    ],
);
static UBO_DECLARATIONS: ListSpec<ObjectRow> = list(
    Area::UboDeclarations,
    &[
        USER,
        STATUS,
        column("column-reason", Width::Px(240), C::RefusedReason),
        CREATED,
        column("column-processed", Width::Date, C::Processed).hiding(2),
        id("ubodec"),
    ],
);
static IDV_SESSIONS: ListSpec<ObjectRow> = list(
    Area::IdvSessions,
    &[
        USER,
        STATUS,
        CREATED,
        column("column-changed", Width::Date, C::Processed).hiding(2),
        id("idnver"),
        column("column-type", Width::Px(170), C::Type).offered(),
        TAG,
    ],
);
static QUOTES: ListSpec<ObjectRow> = list(
    Area::Quotes,
    &[
        DATE,
        column("column-amount", Width::Px(146), C::Debited),
        column("column-credited", Width::Px(146), C::Credited),
        column("column-status", Width::Px(140), C::Status),
        column("column-quotes-deadline", Width::Date, C::Deadline),
        column("column-id", Width::Rest, C::Id).naming(),
    ],
);
static BANKING_ALIASES: ListSpec<ObjectRow> = list(
    Area::BankingAliases,
    &[
        column("column-alias", Width::Px(240), C::Alias),
        USER,
        column("column-wallet", Width::ids("wlt_m"), C::WalletId),
        column("column-country", Width::Px(120), C::Country).hiding(3),
        column("column-active", Width::Px(76), C::Active),
        CREATED,
        id("wltbank_m").offered(),
        column("column-banking-aliases-description", Width::Px(200), C::Description).offered(),
        TAG,
    ],
);
static HOOKS: ListSpec<ObjectRow> = list(
    Area::Hooks,
    &[
        column("column-event", Width::Px(250), C::Type),
        column("column-url", Width::Rest, C::Url).naming(),
        column("column-status", Width::Px(110), C::Status),
        column("column-validity", Width::Px(120), C::Validity),
        CREATED,
        id("hook_m").offered(),
        TAG,
    ],
);
static EVENTS: ListSpec<ObjectRow> = list(
    Area::Events,
    &[
        column("column-date", Width::Date, C::Date),
        column("column-event", Width::Rest, C::Type).naming(),
        column("column-resource", Width::ids("xfer_refund_c"), C::ResourceId),
        column("column-user", Width::ids("user_m"), C::UserId).offered(),
    ],
);

pub(super) fn spec(area: Area) -> Option<&'static ListSpec<ObjectRow>> {
    Some(match area {
        Area::Transactions => &TRANSACTIONS,
        Area::Wallets => &WALLETS,
        Area::ClientWallets => &CLIENT_WALLETS,
        Area::Cards => &CARDS,
        Area::Mandates => &MANDATES,
        Area::BankAccounts => &BANK_ACCOUNTS,
        Area::Recipients => &RECIPIENTS,
        Area::Preauthorizations => &PREAUTHORIZATIONS,
        Area::Disputes => &DISPUTES,
        Area::Reports => &REPORTS,
        Area::UboDeclarations => &UBO_DECLARATIONS,
        Area::IdvSessions => &IDV_SESSIONS,
        Area::Quotes => &QUOTES,
        Area::BankingAliases => &BANKING_ALIASES,
        Area::Hooks => &HOOKS,
        Area::Events => &EVENTS,
        // Users and documents have pages of their own.
        Area::Users | Area::KycDocuments => return None,
    })
}

/// The list of an area.
#[component]
pub fn ObjectsPage(
    /// Which.
    area: Area,
) -> impl IntoView {
    let goto = use_goto();
    let beside = match area {
        Area::Wallets => Some(Area::ClientWallets),
        Area::ClientWallets => Some(Area::Wallets),
        _ => None,
    };
    let makes = spec(area).and_then(|spec| spec.makes);
    let actions = move || {
        let other = beside.map(|other| {
            view! {
                <Button
                    icon=routes::icon(other)
                    label=l10n::text(&routes::title_key(other))
                    on_press=move |()| goto.to(routes::list_path(other), false)
                    test_id="other-list"
                />
            }
        });
        view! { {other} {makes.map(|form| view! { <actions::NewButton form=form /> })} }
    };
    let above = move || match area {
        Area::Hooks => Some(view! { <hook_advice::HookHealth /> }.into_any()),
        Area::Reports => Some(view! { <schedules::Schedules /> }.into_any()),
        _ => None,
    };
    spec(area).map(|spec| {
        view! {
            <ListPage
                spec=spec
                icon=routes::icon(area)
                actions=actions
                above=above
                inspector=Arc::new(move |slot| view! { <inspector::ObjectInspector area=area at=slot /> }.into_any())
            />
        }
    })
}

/// The list that an address names.
#[component]
pub fn AnyList() -> impl IntoView {
    let path = leptos_router::hooks::use_location().pathname;
    let place = Memo::new(move |_| path.with(|path| routes::Place::of(path)));
    move || match place.get() {
        Some(routes::Place::Objects(area)) => view! { <ObjectsPage area=area /> }.into_any(),
        // The address is ahead of the router: in a moment the page of that place stands here.
        Some(_) => ().into_any(),
        None => view! { <Redirect path=routes::Place::Compliance.path() /> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::views::{compliance::DOCUMENTS, users::USERS};

    fn is_sound<R>(spec: &ListSpec<R>) {
        let area = spec.area;
        let columns: BTreeSet<Column> = spec.columns.iter().map(|column| column.sort).collect();
        assert_eq!(columns.len(), spec.columns.len(), "{area:?} has a column twice: what is chosen names columns");
        assert!(columns.iter().all(|column| area.uses(*column).is_some()), "{area:?}: {columns:?}");
        let names: BTreeSet<String> = spec.columns.iter().map(|column| l10n::text(column.label)).collect();
        assert_eq!(names.len(), spec.columns.len(), "{area:?} has two columns of one name: {names:?}");
        assert!(names.iter().all(|name| !name.contains('⟦')), "{area:?}: {names:?}");
        let naming: Vec<bool> = spec
            .columns
            .iter()
            .filter(|column| column.stays)
            .map(|column| column.shown && column.priority == 0)
            .collect();
        assert_eq!(naming, [true], "{area:?}: one column says what a row is, and is always there");
    }

    /// How ids of each list begin (docs/api, the shapes of ids): those that are seen, the longest among them.
    const BEGINNINGS: &[(Area, &[&str])] = &[
        (
            Area::Transactions,
            &["payin_m_", "po_m_", "xfer_m_", "xfer_refund_c_", "refund_m_", "repud_m_", "settlement_m_", "cvr_"],
        ),
        (Area::Wallets, &["wlt_m_"]),
        (Area::Cards, &["card_m_"]),
        (Area::Mandates, &["mdt_m_"]),
        (Area::BankAccounts, &["bankacc_m_"]),
        (Area::Recipients, &["rec_"]),
        (Area::Preauthorizations, &["preauth_m_", "deposit_m_"]),
        (Area::Disputes, &["dispute_"]),
        (Area::Reports, &["report_m_", "report_"]),
        (Area::UboDeclarations, &["ubodec_"]),
        (Area::IdvSessions, &["idnver_"]),
        (Area::Hooks, &["hook_m_"]),
        (Area::Users, &["user_m_"]),
        (Area::KycDocuments, &["kyc_"]),
    ];

    /// The width of a list's ids in pixels; `None` where they take what is left.
    fn width_of_ids<R>(spec: &ListSpec<R>) -> Option<u16> {
        let width = spec.columns.iter().find(|column| column.sort == Column::Id)?.width;
        if let Width::Px(px) = width { Some(px) } else { None }
    }

    #[test]
    fn a_shortened_id_has_room_for_all_of_its_signs() {
        for (area, beginnings) in BEGINNINGS {
            let room = match area {
                Area::Users => width_of_ids(&USERS),
                Area::KycDocuments => width_of_ids(&DOCUMENTS),
                area => spec(*area).and_then(width_of_ids),
            };
            for begins in *beginnings {
                let shown = crate::present::ident::shortened(&format!("{begins}01M77GX3G0RMRQ78F4GGGDEV00"));
                // 12 px of a mono face, the cell's margins and that of the page.
                let needed = (shown.chars().count() * 72).div_ceil(10) + 8 + 24;
                assert!(room.is_some_and(|room| usize::from(room) >= needed), "{area:?}: {shown} in {room:?}");
            }
        }
    }

    #[test]
    fn what_a_list_makes_has_words_on_its_button() {
        let objects = Area::ALL.iter().filter_map(|area| spec(*area)).filter_map(|spec| spec.makes);
        let made: Vec<FormKind> = objects.chain(USERS.makes).chain(DOCUMENTS.makes).collect();
        assert_eq!(made.len(), 3, "reports, hooks, users");
        assert!(made.iter().all(|form| l10n::has(&format!("form-{}-open", form.key()))), "{made:?}");
    }

    #[test]
    fn every_list_has_each_column_once_and_one_that_names_its_rows() {
        is_sound(&USERS);
        is_sound(&DOCUMENTS);
        for spec in Area::ALL.iter().filter_map(|area| spec(*area)) {
            is_sound(spec);
        }
    }
}
