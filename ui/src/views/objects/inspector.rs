//! One object beside its list: what went wrong, its money, what it is linked to, what it was as it came.

use ipc::lists::{GetObject, Held};
use leptos::prelude::*;
use model::{Area, Column, Origin};

use crate::{
    api,
    components::{
        Awaited, Details, Folded, Hint, Ident, Inspector, InspectorHead, Link, MoneyText, Section, Skeleton, Status,
        Term, Text, TextSize, table::InspectorSlot,
    },
    hooks::{use_ask, use_goto},
    present::{
        Calendar, Loadable,
        objects::{self as present, Fact, ObjectRow},
    },
    routes,
    session::desk,
    views::{
        objects::actions::{ObjectActions, ObjectExtra},
        related::{RelatedLines, use_related},
    },
};

/// The inspector of an object.
#[component]
pub fn ObjectInspector(
    /// Its list.
    area: Area,
    /// Which, and the ways out.
    at: InspectorSlot,
) -> impl IntoView {
    let (desk, goto) = (desk(), use_goto());
    let held = use_ask(move || {
        desk.rows_version(area);
        let id = at.id.get();
        (!id.is_empty()).then(|| api::call(GetObject { area, id }))
    });
    // While the next one is read, the one before is not passed off as it.
    let data = Signal::derive(move || {
        held.data.with(|data| match data {
            Loadable::Ready(held) | Loadable::Stale { value: held, .. } if held.object.row.id != at.id.get() => {
                Loadable::Loading
            }
            data => data.clone(),
        })
    });
    let row =
        Memo::new(move |_| data.with(|data| data.value().map(|held| ObjectRow { area, row: held.object.row.clone() })));
    let user = Memo::new(move |_| row.with(|row| row.as_ref()?.word(Column::UserId).map(str::to_owned)));
    Effect::new(move |_| desk.user_in_view.set(user.get().map(model::UserId::new)));
    on_cleanup(move || desk.user_in_view.set(None));
    let open_user = move |()| {
        if let Some(user) = user.get_untracked() {
            goto.to(&routes::object_path(Area::Users, &user), false);
        }
    };
    let head = move || row.get().map(|row| view! { <Head row=row /> });
    view! {
        <Inspector
            label=l10n::text(&format!("{}-one", routes::words(area)))
            position=at.position
            full_label=l10n::text("compliance-open-user-key")
            on_previous=at.previous
            on_next=at.next
            on_full=open_user
            on_close=at.close
            head=head
            foot=move || row.get().map(|row| view! { <ObjectActions row=row /> })
        >
            <Awaited
                data=data
                waiting=|| view! { <Skeleton lines=8 /> }
                on_retry=move |_| held.reload()
                children=move |held: Held| view! { <Body area=area held=held calendar=desk.calendar_now() /> }
            />
        </Inspector>
    }
}

#[component]
fn Head(row: ObjectRow) -> impl IntoView {
    let (title, status) = present::heading(&row);
    let money = [Column::Debited, Column::Balance].into_iter().find_map(|column| {
        let (amount, currency) = present::cell_money(&row, column)?;
        Some(view! { <MoneyText amount=amount currency=currency large=true /> })
    });
    let user = row.word(Column::UserId).map(|id| {
        let name = row.word(Column::Name).filter(|name| !name.is_empty()).map(str::to_owned);
        let name = name.unwrap_or_else(|| crate::present::ident::shortened(id));
        view! { <Link label=name href=routes::object_path(Area::Users, id) test_id="inspector-user" /> }
    });
    view! {
        <InspectorHead
            title=title
            end=move || status.clone().map(|status| view! { <Status of=status pill=true test_id="inspector-status" /> })
        >
            {money}
            {user}
        </InspectorHead>
    }
}

#[component]
fn Body(area: Area, held: Held, calendar: Calendar) -> impl IntoView {
    let row = ObjectRow { area, row: held.object.row };
    let why = present::failure(&row).map(|(words, code)| {
        view! {
            <Section title=l10n::text("detail-why")>
                <Text size=TextSize::Lead block=true test_id="why">{words}</Text>
                <Hint spaced=true text=l10n::text_with("detail-code", &[("code", code.into())]) />
            </Section>
        }
    });
    let sections: Vec<_> = present::sections(&row, &calendar)
        .into_iter()
        .map(|section| {
            let facts: Vec<_> =
                section.facts.into_iter().map(|(name, fact)| view! { <Term name=name>{value(fact)}</Term> }).collect();
            view! { <Section title=section.title><Details>{facts}</Details></Section> }
        })
        .collect();
    let origin = match row.row.origin {
        Origin::Api => "detail-origin-api",
        Origin::Report => "detail-origin-report",
        Origin::Archive => "detail-origin-archive",
    };
    let gone = row.row.gone_at.map(|at| {
        view! { <Term name=l10n::text("detail-gone")>{calendar.moment(at.0)}</Term> }
    });
    let extra = row.clone();
    view! {
        <ObjectExtra row=extra />
        {why}
        {sections}
        <RelatedLists area=area id=row.row.id.clone() />
        <Section title=l10n::text("compliance-reference")>
            <Details>
                <Term name=l10n::text("column-id")><Ident id=row.row.id.clone() marked=true /></Term>
                <Term name=l10n::text("detail-origin")>{l10n::text(origin)}</Term>
                <Term name=l10n::text("compliance-fetched")>{calendar.moment(row.row.fetched_at.0)}</Term>
                {gone}
            </Details>
            <Folded title=l10n::text("detail-raw") text=present::pretty(&held.object.raw) test_id="raw" />
        </Section>
    }
}

/// What a line of a section shows.
pub(super) fn value(fact: Fact) -> AnyView {
    match fact {
        Fact::Words(words) => words.into_any(),
        Fact::Status(word) => view! { <Status of=word /> }.into_any(),
        Fact::Money(amount, currency) => view! { <MoneyText amount=amount currency=currency /> }.into_any(),
        Fact::Object { name, id, path: Some(path) } => {
            let label = name.unwrap_or_else(|| crate::present::ident::shortened(&id));
            view! { <Link label=label href=path /> }.into_any()
        }
        Fact::Object { id, path: None, .. } => view! { <Ident id=id marked=true /> }.into_any(),
    }
}

#[component]
fn RelatedLists(area: Area, id: String) -> impl IntoView {
    let related = use_related(area, &id);
    move || {
        let related = related.get();
        (!related.is_empty()).then(|| {
            view! { <Section title=l10n::text("detail-lists")><RelatedLines related=related /></Section> }
        })
    }
}
