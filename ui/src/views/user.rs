//! One user: facts, verification, KYC documents, uploads on their way, what the user may do, e-money.

mod emoney;
mod link;
mod standing;

use ipc::{
    documents::DocumentRow,
    notes::NoteSubject,
    outbox::OutboxItem,
    uploads::OpenDraft,
    users::{BlockStatus, FactValue, OpenUser, UserProfile},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{
    Area, Column, PersonType, UserCategory, UserId, UserStatus,
    form::{FormId, FormKind},
};

use crate::{
    api,
    components::{
        Awaited, Banner, Button, ButtonKind, Details, FormButton, Grid, IconName, Ident, Line, Lines, Link, Page,
        PageBody, Panel, ReadOnlyNote, Skeleton, Stack, Status, Term, Text, Tone, UserHead, UserHeadEmpty,
        table::{ColumnSpec, PlainTable, Width},
    },
    hooks::{use_ask, use_keys, use_repetition},
    present::{Role, StatusWord, documents, status, users as present},
    routes::{Place, document_path},
    session::desk,
    views::{
        notes::{NoteList, Notes, use_notes},
        related::{RelatedLines, use_related},
        user::{
            emoney::{EMoneyPanel, UserEMoney, use_e_money},
            link::{LinkHost, UserLinks, use_links},
            standing::Standing,
        },
    },
};

static DOCUMENTS: &[ColumnSpec<DocumentRow>] = &[
    ColumnSpec::new("column-type", Width::Px(130), Column::Type, documents::type_cell),
    ColumnSpec::new("column-status", Width::Px(134), Column::Status, documents::status_cell),
    ColumnSpec::new("column-reason", Width::Rest, Column::RefusedReason, documents::reason_cell),
    ColumnSpec::new("column-created", Width::Px(116), Column::Created, documents::created_cell),
    ColumnSpec::new("column-processed", Width::Px(116), Column::Processed, documents::processed_cell),
];

/// The profile of a user.
#[component]
pub fn UserPage() -> impl IntoView {
    let desk = desk();
    let params = use_params_map();
    let id = Memo::new(move |_| UserId::new(params.with(|params| params.get("id")).unwrap_or_default()));
    let asked_before = use_repetition();
    let profile = use_ask(move || {
        desk.rows_version(Area::Users);
        desk.rows_version(Area::KycDocuments);
        desk.outbox_version();
        let id = id.get();
        let again = asked_before(&id);
        Some(api::call(OpenUser { id, again }))
    });
    let notes = use_notes(Signal::derive(move || Some(NoteSubject::User { id: id.get() })));
    let emoney = use_e_money(id);
    let links = use_links(id);
    use_keys(move |event| {
        let wanted = event.key() == "w" && !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if wanted {
            notes.begin();
        }
        wanted
    });
    Effect::new(move |_| desk.user_in_view.set(Some(id.get())));
    on_cleanup(move || desk.user_in_view.set(None));
    let waiting =
        move || view! { <UserHeadEmpty id=id.get_untracked().to_string() /><PageBody><Skeleton lines=6 /></PageBody> };
    view! {
        <Page scroll=true test_id="user">
            <Awaited
                data=profile.data
                waiting=waiting
                on_retry=move |_| profile.reload()
                children=move |profile: UserProfile| {
                    view! { <Profile profile=profile notes=notes emoney=emoney links=links /> }
                }
            />
            <LinkHost links=links />
        </Page>
    }
}

#[component]
fn Profile(profile: UserProfile, notes: Notes, emoney: UserEMoney, links: UserLinks) -> impl IntoView {
    let desk = desk();
    let calendar = desk.calendar_now();
    let UserProfile { row, facts, block, sca, documents, uploads, fetched_at, verification } = profile;
    let facts: Vec<_> = facts
        .into_iter()
        .map(|fact| {
            let name = l10n::word("fact", &fact.name);
            let value = match &fact.value {
                FactValue::Id(id) => view! { <Ident id=id.clone() marked=true /> }.into_any(),
                _ => present::fact_text(&fact, &calendar).into_any(),
            };
            view! { <Term name=name>{value}</Term> }
        })
        .collect();
    let requirements: Vec<_> = verification
        .iter()
        .map(|requirement| {
            let (icon, tone, label, end) = present::requirement(requirement, &calendar);
            view! { <Line icon=(icon, tone) label=label note=end /> }
        })
        .collect();
    let no_requirements = verification.is_empty();
    let related = use_related(Area::Users, row.id.as_str());
    let count = documents.total;
    let rows = documents.rows;
    let no_documents = rows.is_empty();
    let open_draft = OpenDraft { user: Some(row.id.clone()), kind: None, replaces: None };
    let upload = Callback::new(move |()| desk.upload.set(Some(open_draft.clone())));
    view! {
        <Head row=row.clone() block=block.clone() fetched_at=fetched_at upload=upload />
        <PageBody>
            {block.clone().map(|block| view! { <Blocked block=block /> })}
            <Grid columns=13>
                <Panel title=l10n::text("users-details") padded=true test_id="details"><Details>{facts}</Details></Panel>
                <Panel title=l10n::text("users-verification") test_id="verification">
                    {no_requirements.then(|| view! { <Nothing words=l10n::text("users-nothing-required") /> })}
                    <Lines>{requirements}</Lines>
                </Panel>
                <Stack>
                    <Uploads uploads=uploads />
                    <Stack top=5>
                        <Panel
                            title=l10n::text("notes")
                            padded=true
                            end=move || view! { <Link label=l10n::text("note-add") test_id="note-add" on_press=move |()| notes.begin() /> }
                            test_id="notes"
                        >
                            {move || (!notes.any()).then(|| view! { <Text tone=Tone::Third>{l10n::text("notes-none")}</Text> })}
                            <NoteList notes=notes />
                        </Panel>
                    </Stack>
                </Stack>
                <Panel
                    title=l10n::text("users-documents")
                    end=move || (count > 0).then(|| view! { <Text tone=Tone::Third>{l10n::number(i64::from(count))}</Text> })
                    test_id="documents"
                >
                    {if no_documents {
                        view! { <Nothing words=l10n::text("users-no-documents") /> }.into_any()
                    } else {
                        view! {
                            <PlainTable
                                columns=DOCUMENTS
                                rows=rows
                                calendar=calendar
                                path_of=|row| Some(document_path(&row.id))
                                label=l10n::text("users-documents")
                            />
                        }
                        .into_any()
                    }}
                </Panel>
            </Grid>
            <Grid columns=20 top=5>
                <Standing row=row block=block sca=sca calendar=calendar links=links />
                <EMoneyPanel emoney=emoney />
            </Grid>
            {move || {
                let related = related.get();
                (!related.is_empty()).then(|| view! {
                    <Panel title=l10n::text("users-holds") top=5 test_id="related"><RelatedLines related=related /></Panel>
                })
            }}
        </PageBody>
    }
}

#[component]
fn Nothing(words: String) -> impl IntoView {
    view! { <Lines><Line label=words /></Lines> }
}

#[component]
fn Head(
    row: ipc::users::UserRow,
    block: Option<BlockStatus>,
    fetched_at: Option<i64>,
    upload: Callback<()>,
) -> impl IntoView {
    let desk = desk();
    let calendar = desk.calendar_now();
    let level = present::level_pill(&row);
    let category = StatusWord::new(Role::Idle, IconName::User, l10n::word("category", row.category.as_str()));
    let state = status::user(&row.status);
    let renewal = block.as_ref().and_then(|block| crate::present::standing::renewal(block, &calendar));
    let block = block.map(|block| {
        if block.inflows || block.outflows {
            StatusWord::new(Role::Bad, IconName::Lock, l10n::text("users-blocked"))
        } else {
            StatusWord::new(Role::Ok, IconName::Unlock, l10n::text("users-not-blocked"))
        }
    });
    let statuses = move || {
        view! {
            <Status of=level.clone() pill=true test_id="user-level" />
            <Status of=category.clone() />
            <Status of=state.clone() />
            {block.clone().map(|block| view! { <Status of=block /> })}
        }
    };
    let id = row.id.to_string();
    let kind = documents::person_words(
        Some(&row.person_type),
        row.legal_form.as_ref().map(model::LegalPersonType::as_str),
        row.country.as_deref(),
    );
    let since = l10n::text_with("users-since", &[("date", calendar.full_date(row.created).into())]);
    let fetched = fetched_at
        .map(|at| l10n::text_with("users-fetched", &[("age", calendar.ago(at).into())]))
        .unwrap_or_else(|| l10n::text("users-not-fetched"));
    let facts = move || {
        let (kind, since, fetched) = (kind.clone(), since.clone(), fetched.clone());
        view! {
            <Ident id=id.clone() marked=true />
            <Text>{kind}</Text>
            <Text>{since}</Text>
            {renewal.clone().map(|renewal| view! { <Status of=renewal test_id="user-renewal" /> })}
            <Text tone=Tone::Third>{fetched}</Text>
        }
    };
    let (edit, categorise) = match row.person_type {
        PersonType::Legal => (FormKind::EditLegal, FormKind::CategoriseLegal),
        _ => (FormKind::EditNatural, FormKind::CategoriseNatural),
    };
    let form = |kind: FormKind| FormId::about(kind, row.id.as_str());
    let edit = form(edit);
    let is_open = row.status != UserStatus::Closed;
    let close = is_open.then(|| form(FormKind::CloseUser));
    let categorise = (is_open && row.category == UserCategory::Payer).then(|| form(categorise));
    let actions = move || {
        let close = close.clone().map(|form| {
            let label = l10n::text("form-user-close-open");
            view! { <FormButton label=label form=form icon=IconName::Lock kind=ButtonKind::Danger test_id="user-close" /> }
        });
        let categorise = categorise.clone().map(|form| {
            let label = l10n::text("form-owner-open");
            view! { <FormButton label=label form=form icon=IconName::User test_id="user-categorise" /> }
        });
        view! {
            <ReadOnlyNote />
            {close}
            {categorise}
            <FormButton label=l10n::text("users-edit") form=edit.clone() icon=IconName::Pencil test_id="user-edit" />
            <Button
                kind=ButtonKind::Primary
                icon=IconName::Upload
                keys="U"
                label=l10n::text("upload-kyc")
                on_press=upload
                test_id="upload-document"
            />
        }
    };
    view! {
        <UserHead
            icon=documents::person_icon(Some(&row.person_type))
            name=present::name(&row)
            back=(l10n::text("users-title"), Place::Users.path())
            statuses=statuses
            facts=facts
            actions=actions
        />
    }
}

/// Blocked money flows, and why.
#[component]
fn Blocked(block: BlockStatus) -> impl IntoView {
    let what = match (block.inflows, block.outflows) {
        (true, true) => "users-block-both",
        (true, false) => "users-block-in",
        (false, true) => "users-block-out",
        (false, false) => return ().into_any(),
    };
    let code = block.action_code.map(|code| {
        let known = format!("block-{code}");
        let why = l10n::text(if l10n::has(&known) { &known } else { "block-unknown" });
        view! { " "{why}" "<Text mono=true tone=Tone::Third>{code}</Text> }
    });
    view! {
        <Banner tone=Tone::Bad icon=IconName::Lock spaced=true test_id="blocked">
            <Text grow=true><Text strong=true>{l10n::text(what)}</Text>{code}</Text>
        </Banner>
    }
    .into_any()
}

/// Uploads for this user that are not done.
#[component]
fn Uploads(uploads: Vec<OutboxItem>) -> impl IntoView {
    let lines: Vec<_> = uploads
        .iter()
        .map(|item| {
            let (sent, all) = item.pages.iter().fold((0, 0), |(sent, all), page| (sent + page.sent, all + page.bytes));
            let percent = crate::present::number::percent(sent, all);
            let end = l10n::text_with("users-upload-sent", &[("percent", percent.into())]);
            let icon = (IconName::Upload, if item.trouble.is_some() { Tone::Warn } else { Tone::Info });
            view! { <Line icon=icon label=l10n::word("kyc-type", item.kind.as_str()) note=end /> }
        })
        .collect();
    let none = lines.is_empty();
    view! {
        <Panel
            title=l10n::text("users-uploads")
            end=move || (!none).then(|| view! { <Link label=l10n::text("users-open-outbox") href=Place::Outbox.path() /> })
            test_id="uploads"
        >
            {none.then(|| view! { <Nothing words=l10n::text("users-no-uploads") /> })}
            <Lines>{lines}</Lines>
        </Panel>
    }
}
