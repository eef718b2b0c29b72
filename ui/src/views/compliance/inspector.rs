//! One document beside the list: why it stands as it does, what to ask, what it holds back.

use std::time::Duration;

use ipc::{
    documents::{DocumentDetail, OpenDocument},
    notes::NoteSubject,
    uploads::OpenDraft,
};
use leptos::prelude::*;
use model::{Area, KycDocumentId};

use crate::{
    api,
    components::{
        Awaited, Button, ButtonKind, Details, Flag, Hint, IconName, Ident, Inspector, InspectorHead, Link, Quote, Row,
        Section, Skeleton, Stack, Status, Term, Text, TextSize, Ticks, TimelineList, Tone, table::InspectorSlot,
    },
    hooks::{Clipboard, Leaving, use_ask, use_clipboard, use_goto, use_keys, use_repetition},
    present::{Calendar, Loadable, documents as present, status},
    routes::user_path,
    session::desk,
    views::notes::{NoteList, use_notes},
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
    let notes = use_notes(Signal::derive(move || {
        Some(at.id.get()).filter(|id| !id.is_empty()).map(|id| NoteSubject::Document { id: KycDocumentId::new(id) })
    }));
    let has_notes = Memo::new(move |_| notes.any());
    // What was copied is meant for a mail: it may be pasted after the inspector has gone.
    let clipboard = use_clipboard(Leaving::Waits);
    let copy_message = move || {
        let platform = desk.profile().and_then(|profile| profile.platform_name);
        let message = current().and_then(|shown| present::message(&shown, platform.as_deref()));
        let found = message.is_some();
        if let Some(message) = message {
            clipboard.copy(message);
        }
        found
    };
    use_keys(move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        match event.key().as_str() {
            "r" if can_replace.get_untracked() => replace(),
            "w" => notes.begin(),
            "m" => return untrack(copy_message),
            _ => return false,
        }
        true
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
                <Button icon=IconName::Note label=l10n::text("note-add") test_id="note-add" on_press=move |()| notes.begin() />
            })}
            // The head opens the user, too; three buttons do not fit side by side.
            {move || (shown.with(Option::is_some) && !can_replace.get()).then(|| view! {
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
            {move || has_notes.get().then(|| view! {
                <Section title=l10n::text("notes")><NoteList notes=notes /></Section>
            })}
            <Awaited
                data=data
                waiting=|| view! { <Skeleton lines=8 /> }
                on_retry=move |_| detail.reload()
                children=move |detail: DocumentDetail| view! {
                    <Body detail=detail calendar=desk.calendar_now() clipboard=clipboard copy=Callback::new(move |()| { copy_message(); }) />
                }
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
fn Body(detail: DocumentDetail, calendar: Calendar, clipboard: Clipboard, copy: Callback<()>) -> impl IntoView {
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
    let message_button = present::message(&detail, None).map(|_| {
        let note = move || clipboard.note().unwrap_or_else(|| l10n::text("compliance-copy-hint"));
        view! {
            <Row top=3>
                <Button small=true icon=IconName::Copy label=l10n::text("compliance-copy-message") keys="M" test_id="copy-message" on_press=copy />
            </Row>
            <Stack top=1><Text tone=Tone::Third size=TextSize::Small test_id="copy-note">{note}</Text></Stack>
        }
    });
    let advice = (!advice.is_empty() || message_button.is_some()).then(|| {
        let title = match &row.user_name {
            Some(name) => l10n::text_with("compliance-ask-title", &[("name", present::short_name(row, name).into())]),
            None => l10n::text("compliance-ask-title-unknown"),
        };
        view! { <Section title=title><Ticks items=advice />{message_button}</Section> }
    });
    let level = detail.kyc_level.as_ref().map(|level| {
        let word = status::level(level, None);
        view! { <Term name=l10n::text("compliance-level")><Status of=word /></Term> }
    });
    let held = present::held_back(row, detail.kyc_level.as_ref());
    let money_in = present::money_in(detail.kyc_level.as_ref());
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
                {money_in.map(|words| view! { <Term name=l10n::text("compliance-money-in")>{words}</Term> })}
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
