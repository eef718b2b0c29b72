//! One document beside the list: why it stands as it does, what to ask, what it holds back.

use std::time::Duration;

use ipc::{
    documents::{DocumentDetail, OpenDocument},
    uploads::OpenDraft,
};
use leptos::prelude::*;
use model::{Area, KycDocumentId};

use crate::{
    api,
    components::{
        Awaited, Button, ButtonKind, Details, Flag, Hint, IconName, Ident, Inspector, InspectorHead, Link, Quote,
        Section, Skeleton, Stack, Status, Term, Text, TextSize, Ticks, TimelineList, Tone, table::InspectorSlot,
    },
    hooks::{use_ask, use_goto, use_keys, use_repetition},
    present::{Calendar, Loadable, documents as present, status},
    routes::user_path,
    session::desk,
};

/// How long the document before stays while the next one is read.
const HOLD: Duration = Duration::from_millis(200);

/// The inspector of a document.
#[component]
pub fn DocumentInspector(at: InspectorSlot) -> impl IntoView {
    let (desk, goto) = (desk(), use_goto());
    let asked_before = use_repetition();
    let detail = use_ask(move || {
        desk.rows_version(Area::KycDocuments);
        let id = at.id.get();
        (!id.is_empty()).then(|| {
            let again = asked_before(&id);
            api::call(OpenDocument { id: KycDocumentId::new(id), again })
        })
    });
    let late = RwSignal::new(true);
    Effect::new(move |_| {
        let id = at.id.get();
        late.set(false);
        let check = move || {
            if at.id.try_get_untracked().as_ref() == Some(&id) {
                late.try_set(true);
            }
        };
        set_timeout(check, HOLD);
    });
    let shown = Memo::new(move |before: Option<&Option<DocumentDetail>>| {
        let of_row =
            detail.data.with(|data| data.value().filter(|shown| shown.row.id.as_str() == at.id.get()).cloned());
        // While one moves through the list, the document before stays for the moment that the next one takes.
        of_row.or_else(|| if late.get() { None } else { before.cloned().flatten() })
    });
    let current = move || shown.get_untracked().filter(|shown| shown.row.id.as_str() == at.id.get_untracked());
    let data = Signal::derive(move || match (shown.get(), detail.data.with(|data| data.failure().cloned())) {
        (Some(shown), Some(why)) => Loadable::Stale { value: shown, why },
        (Some(shown), None) => Loadable::Ready(shown),
        (None, Some(why)) => Loadable::Failed(why),
        (None, None) => Loadable::Loading,
    });
    Effect::new(move |_| {
        desk.user_in_view.set(shown.with(|shown| shown.as_ref().map(|shown| shown.row.user_id.clone())))
    });
    on_cleanup(move || desk.user_in_view.set(None));
    let can_replace = Memo::new(move |_| {
        shown.with(|shown| shown.as_ref().is_some_and(|shown| present::wants_replacement(&shown.row.status)))
    });
    let replace = move || {
        if let Some(shown) = current().filter(|_| can_replace.get_untracked()) {
            desk.upload.set(Some(OpenDraft {
                user: Some(shown.row.user_id),
                kind: Some(shown.row.kind),
                replaces: Some(shown.row.id),
            }));
        }
    };
    use_keys(move |event| {
        let wanted = event.key() == "r" && !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        let taken = wanted && can_replace.get_untracked();
        if taken {
            replace();
        }
        taken
    });
    let open_user = move |()| {
        if let Some(shown) = current() {
            goto.to(&user_path(&shown.row.user_id), false);
        }
    };
    let head = move || shown.get().map(|shown| view! { <Head detail=shown /> });
    let foot = move || {
        let replace_button = move || {
            can_replace.get().then(|| {
                view! {
                    <Button
                        kind=ButtonKind::Primary
                        icon=IconName::Upload
                        keys="R"
                        label=l10n::text("replace-document")
                        on_press=move |_| replace()
                        test_id="replace-document"
                    />
                }
            })
        };
        view! {
            {replace_button}
            {move || shown.with(Option::is_some).then(|| view! {
                <Button icon=IconName::User label=l10n::text("compliance-open-user") on_press=open_user />
            })}
        }
    };
    view! {
        <Inspector
            label=l10n::text("compliance-inspector")
            position=at.position
            full_label=l10n::text("compliance-open-user-key")
            on_previous=at.previous
            on_next=at.next
            on_full=open_user
            on_close=at.close
            head=head
            foot=foot
        >
            <Awaited
                data=data
                waiting=|| view! { <Skeleton lines=8 /> }
                on_retry=move |_| detail.reload()
                children=move |detail: DocumentDetail| view! { <Body detail=detail calendar=desk.calendar_now() /> }
            />
        </Inspector>
    }
}

#[component]
fn Head(detail: DocumentDetail) -> impl IntoView {
    let row = detail.row;
    let person = present::person_words(
        row.person_type.as_ref(),
        row.legal_form.as_ref().map(model::LegalPersonType::as_str),
        row.country.as_deref(),
    );
    let word = status::document(&row.status);
    view! {
        <InspectorHead
            title=l10n::word("kyc-type", row.kind.as_str())
            end=move || view! { <Status of=word.clone() pill=true test_id="inspector-status" /> }
        >
            <Link label=present::user_name(&row) href=user_path(&row.user_id) test_id="inspector-user" />
            <Text tone=Tone::Third>{person}</Text>
        </InspectorHead>
    }
}

#[component]
fn Body(detail: DocumentDetail, calendar: Calendar) -> impl IntoView {
    let row = &detail.row;
    let flags: Vec<_> =
        detail.flags.iter().map(|code| view! { <Flag code=code.clone() words=l10n::word("flag", code) /> }).collect();
    let message = detail.message.clone().filter(|message| !message.trim().is_empty()).map(|message| {
        view! { <Quote text=l10n::text_with("quoted", &[("text", message.into())]) /> }
    });
    let source = row.reason.as_ref().map(|reason| {
        let key = if message.is_some() { "compliance-message-reason" } else { "compliance-reason-only" };
        view! { <Hint spaced=true text=l10n::text_with(key, &[("code", reason.as_str().into())]) /> }
    });
    let advice: Vec<_> = detail
        .advice
        .iter()
        .map(|name| {
            let key = if name.starts_with("ask-") { name.clone() } else { format!("ask-{name}") };
            (IconName::Check, Tone::Inherit, l10n::text(&key))
        })
        .collect();
    let advice = (!advice.is_empty()).then(|| {
        let title = match &row.user_name {
            Some(name) => l10n::text_with("compliance-ask-title", &[("name", short_name(row, name).into())]),
            None => l10n::text("compliance-ask-title-unknown"),
        };
        view! { <Section title=title><Ticks items=advice /></Section> }
    });
    let level = detail.kyc_level.as_ref().map(|level| {
        let word = status::level(level, None);
        view! { <Term name=l10n::text("compliance-level")><Status of=word /></Term> }
    });
    let held = present::held_back(row, detail.kyc_level.as_ref());
    let tag = row.tag.clone().filter(|tag| !tag.is_empty()).map(|tag| {
        view! { <Term name=l10n::text("compliance-tag")>{tag}</Term> }
    });
    let (why_title, why) = (present::why_title(&row.status), present::why(&detail));
    let (id, user_id) = (row.id.to_string(), row.user_id.to_string());
    let timeline = present::timeline(&detail.timeline, &calendar);
    let fetched = calendar.moment(detail.fetched_at);
    view! {
        <Section title=why_title>
            <Text size=TextSize::Lead block=true test_id="why">{why}</Text>
            {(!flags.is_empty()).then(|| view! { <Stack top=2>{flags}</Stack> })}
            {message}
            {source}
        </Section>
        {advice}
        <Section title=l10n::text("compliance-holds-back")>
            <Details>
                {level}
                <Term name=l10n::text("compliance-payouts")>{held}</Term>
            </Details>
        </Section>
        <Section title=l10n::text("compliance-timeline")>
            <TimelineList items=timeline />
        </Section>
        <Section title=l10n::text("compliance-reference")>
            <Details>
                <Term name=l10n::text("compliance-document")><Ident id=id marked=true /></Term>
                <Term name=l10n::text("compliance-user")><Ident id=user_id marked=true /></Term>
                {tag}
                <Term name=l10n::text("compliance-file-kept")>{l10n::text("compliance-file-kept-no")}</Term>
                <Term name=l10n::text("compliance-fetched")>{fetched}</Term>
            </Details>
        </Section>
    }
}

/// The first name of a person, the whole name of a company.
fn short_name(row: &ipc::documents::DocumentRow, name: &str) -> String {
    match row.person_type {
        Some(model::PersonType::Natural) => name.split_whitespace().next().unwrap_or(name).to_owned(),
        Some(model::PersonType::Legal | model::PersonType::Unknown(_)) | None => name.to_owned(),
    }
}
