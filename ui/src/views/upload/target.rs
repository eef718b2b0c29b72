//! For whom and for what: the user, the type, the tag.

use ipc::users::{ListUsers, UserRow};
use leptos::prelude::*;
use model::{Area, Column, Direction, Environment, IdentityPaper, KycDocumentType, ListQuery, Sort, UserId, Window};

use super::draft::Draft;
use crate::{
    api,
    components::{
        Banner, Choice, Field, Picker, PickerItem, Segmented, Select, Stack, TargetGrid, Text, TextInput, Tone,
        UploadNote,
    },
    hooks::use_ask,
    present::{Role, countries, documents, status, uploads, users},
};

/// As many as can be looked through.
const FOUND: u32 = 20;
/// Characters of a tag, at most.
pub(super) const LONGEST_TAG: usize = 255;

fn item(row: &UserRow) -> PickerItem {
    let level = status::level(&row.kyc_level, Some(&row.category)).word;
    let note = match row.country.as_deref() {
        Some(code) => format!("{}, {level}", countries::name(code)),
        None => level,
    };
    PickerItem {
        id: row.id.to_string(),
        icon: documents::person_icon(Some(&row.person_type)),
        name: users::name(row),
        note,
    }
}

/// The head of the left column.
#[component]
pub(super) fn Target(draft: Draft) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let found = use_ask(move || {
        open.get().then(|| {
            let query = ListQuery {
                area: Area::Users,
                filters: Vec::new(),
                search: query.get().trim().to_owned(),
                sort: Sort { column: Column::Name, direction: Direction::Ascending },
                window: Window { offset: 0, limit: FOUND },
            };
            api::call(ListUsers { query })
        })
    });
    let picked = Memo::new(move |_| draft.with(|view| view.user.as_ref().map(item)).flatten());
    let items = Signal::derive(move || {
        found.data.with(|rows| rows.value().map(|rows| rows.rows.iter().map(item).collect()).unwrap_or_default())
    });
    let searching = Signal::derive(move || found.data.with(|rows| rows.value().is_none() && rows.failure().is_none()));
    let current = move || {
        draft.view.with_untracked(|view| {
            let view = view.as_ref()?;
            Some((view.user.as_ref().map(|user| user.id.clone()), view.kind.clone(), view.tag.clone()))
        })
    };
    let pick = move |id: String| {
        if let Some((_, kind, tag)) = current() {
            draft.set_target(Some(UserId::new(id)), kind, tag);
        }
    };
    let kinds = Signal::derive(move || {
        let kinds = draft.with(|view| {
            let mut kinds = view.kinds.clone();
            kinds.extend(view.kind.clone().filter(|kind| !view.kinds.contains(kind)));
            kinds
        });
        let choice =
            |kind: &KycDocumentType| -> Choice { (kind.as_str().to_owned(), l10n::word("kyc-type", kind.as_str())) };
        kinds.unwrap_or_default().iter().map(choice).collect::<Vec<_>>()
    });
    let kind = Signal::derive(move || {
        draft.with(|view| view.kind.as_ref().map(|kind| kind.as_str().to_owned())).flatten().unwrap_or_default()
    });
    let choose_kind = move |kind: String| {
        if let Some((user, _, tag)) = current() {
            draft.set_target(user, Some(KycDocumentType::from(kind)), tag);
        }
    };
    let limits = move || draft.with(uploads::asked_for).unwrap_or_default();
    let papers = Memo::new(move |_| {
        let papers = draft.with(|view| {
            let country = view.user.as_ref().and_then(|user| user.country.as_deref());
            let choice =
                |paper: &IdentityPaper| -> Choice { (paper.as_str().to_owned(), uploads::paper(paper, country)) };
            view.papers.iter().map(choice).collect::<Vec<_>>()
        });
        papers.unwrap_or_default()
    });
    let paper = Signal::derive(move || {
        draft.with(|view| view.paper.as_ref().map(|paper| paper.as_str().to_owned())).flatten().unwrap_or_default()
    });
    let findings = move || draft.with(|view| view.findings.clone()).unwrap_or_default();
    view! {
        <TargetGrid>
            <Picker
                label=l10n::text("upload-user")
                placeholder=l10n::text("upload-user-placeholder")
                picked=picked
                found=items
                searching=searching
                query=query
                open=open
                nothing=l10n::text("upload-user-nothing")
                test_id="upload-user"
                on_pick=pick
            />
            <Field label=l10n::text("upload-type")>
                <Select
                    value=kind
                    choices=kinds
                    placeholder=l10n::text("upload-type-placeholder")
                    test_id="upload-type"
                    on_change=choose_kind
                />
            </Field>
        </TargetGrid>
        {move || Some(papers.get()).filter(|papers| !papers.is_empty()).map(|papers| view! {
            <Stack top=3>
                <Segmented
                    label=l10n::text("upload-paper")
                    choices=papers
                    value=paper
                    on_change=move |paper: String| draft.set_paper(IdentityPaper::from(paper))
                    test_id="upload-paper"
                />
            </Stack>
        })}
        <UploadNote words=Signal::derive(limits) />
        <Tag draft=draft />
        {move || findings().iter().map(|finding| {
            let word = uploads::finding(finding);
            let tone = match word.role {
                Role::Bad => Tone::Bad,
                Role::Warn => Tone::Warn,
                Role::Ok => Tone::Ok,
                Role::Info | Role::Idle => Tone::Info,
            };
            view! { <Stack top=3><Banner tone=tone icon=word.icon><Text grow=true>{word.word}</Text></Banner></Stack> }
        }).collect_view()}
    }
}

/// The customer's free text; sent with the document. In Sandbox and Demo it decides the outcome.
#[component]
fn Tag(draft: Draft) -> impl IntoView {
    let typed = draft.tag;
    let shown = Memo::new(move |_| draft.with(|view| view.tag.clone().unwrap_or_default()));
    // What the backend holds comes into the field, but never over what is being typed.
    Effect::new(move |before: Option<String>| {
        let held = shown.get().unwrap_or_default();
        if typed.with_untracked(|typed| *typed == before.unwrap_or_default()) {
            typed.set(held.clone());
        }
        held
    });
    // Some time after the last key, and at once on Enter.
    let last = StoredValue::new(0_u64);
    Effect::new(move |before: Option<()>| {
        typed.track();
        if before.is_some() {
            let this = last.get_value().wrapping_add(1);
            last.set_value(this);
            let then = move || {
                if last.try_get_value() == Some(this) {
                    draft.save_tag();
                }
            };
            set_timeout(then, std::time::Duration::from_millis(400));
        }
    });
    let production = move || draft.desk.environment() == Some(Environment::Production);
    let hint =
        Signal::derive(move || l10n::text(if production() { "upload-tag-hint" } else { "upload-tag-hint-sandbox" }));
    let too_long = Signal::derive(move || {
        typed.with(|typed| typed.chars().count() > LONGEST_TAG).then(|| l10n::text("upload-tag-too-long"))
    });
    view! {
        <Stack top=3>
            <Field label=l10n::text("upload-tag") note=l10n::text("optional") hint=hint error=too_long>
                <TextInput value=typed test_id="upload-tag" on_enter=move |()| draft.save_tag() />
            </Field>
        </Stack>
    }
}
