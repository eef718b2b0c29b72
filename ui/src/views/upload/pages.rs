//! The pages in order, what was not taken, and the other drafts.

use ipc::uploads::{DraftView, Which};
use leptos::prelude::*;
use model::PageId;

use super::draft::Draft;
use crate::{
    components::{
        Drag, IconName, Line, Lines, Link, MoreFiles, PageCard, PageList, PagesHead, RefusedFiles, Stack, Text,
        TextSize, Thumbnail, Tone,
    },
    hooks::PictureOf,
    present::{uploads, users},
};

/// Longest edge of a thumbnail in pixels: twice its size on screen.
const THUMB: u32 = 184;

/// The pages and what belongs to them.
#[component]
pub(super) fn Pages(draft: Draft) -> impl IntoView {
    let drag = RwSignal::new(Drag::default());
    let ids = Memo::new(move |_| {
        draft.with(|view| view.pages.iter().map(|page| page.id.clone()).collect::<Vec<_>>()).unwrap_or_default()
    });
    let refused = Memo::new(move |_| {
        let refused = draft.with(|view| {
            let line = |file: &ipc::uploads::RefusedFile| (file.name.clone(), uploads::refused(&file.code, &file.args));
            view.refused.iter().map(line).collect::<Vec<_>>()
        });
        refused.unwrap_or_default()
    });
    view! {
        <PagesHead on_add=move |()| draft.pick(None) busy=draft.adding />
        <PageList>
            <For each=move || ids.get() key=|id| id.clone() let(id)>
                <Page draft=draft id=id drag=drag />
            </For>
        </PageList>
        <MoreFiles on_choose=move |()| draft.pick(None) />
        {move || (!refused.with(Vec::is_empty)).then(|| view! { <RefusedFiles files=refused /> })}
        <OtherDrafts draft=draft />
    }
}

#[component]
fn Page(draft: Draft, id: PageId, drag: RwSignal<Drag>) -> impl IntoView {
    let id = StoredValue::new(id);
    let own = Memo::new(move |_| {
        draft
            .with(|view| {
                let at = id.with_value(|id| view.pages.iter().position(|page| page.id == *id))?;
                view.pages.get(at).map(|page| (at + 1, page.clone()))
            })
            .flatten()
    });
    let face = Memo::new(move |_| {
        own.with(|own| own.as_ref().map(|(number, page)| uploads::face(page, *number))).unwrap_or_default()
    });
    let picture = Memo::new(move |_| {
        let draft_id = draft.with(|view| view.id.clone())?;
        own.with(|own| {
            let (_, page) = own.as_ref().filter(|(_, page)| !page.checking && !uploads::is_blocked(page))?;
            Some(PictureOf {
                draft: draft_id,
                page: page.id.clone(),
                which: Which::Sent,
                edge: THUMB,
                revision: page.revision,
            })
        })
    });
    let stand_in = Signal::derive(move || {
        own.with(|own| own.as_ref().map_or(IconName::Image, |(_, page)| uploads::stand_in(page)))
    });
    let alt =
        Signal::derive(move || l10n::text_with("page-picture", &[("number", face.with(|face| face.number).into())]));
    let thumb = move || view! { <Thumbnail of=picture label=alt icon=stand_in /> };
    view! {
        <PageCard
            id=id.with_value(ToString::to_string)
            face=face
            count=Signal::derive(move || draft.with(|view| view.pages.len()).unwrap_or_default())
            open=Signal::derive(move || draft.chosen.with(|chosen| id.with_value(|id| chosen.as_ref() == Some(id))))
            drag=drag
            thumb=thumb
            on_open=move |()| draft.chosen.set(Some(id.get_value()))
            on_move=move |to| draft.move_to(id.get_value(), to)
            on_turn=move |quarters| draft.turn(id.get_value(), quarters)
            on_replace=move |()| draft.pick(Some(id.get_value()))
            on_remove=move |()| draft.remove(id.get_value())
        />
    }
}

/// Other drafts that are not finished.
#[component]
fn OtherDrafts(draft: Draft) -> impl IntoView {
    let others = Memo::new(move |_| {
        let own = draft.with(|view| view.id.clone());
        draft.all.with(|all| {
            let other = |one: &&DraftView| Some(&one.id) != own.as_ref() && !one.pages.is_empty();
            all.iter().filter(other).cloned().collect::<Vec<_>>()
        })
    });
    let line = move |other: DraftView| {
        let user = other.user.as_ref().map_or_else(|| l10n::text("upload-nobody-yet"), users::name);
        let pages = l10n::text_with("upload-summary-pages", &[("count", other.pages.len().into())]);
        let words = match &other.kind {
            Some(kind) => format!("{user}, {}, {pages}", l10n::word("kyc-type", kind.as_str())),
            None => format!("{user}, {pages}"),
        };
        let other = StoredValue::new(other);
        view! {
            <Line
                icon=(IconName::File, Tone::Third)
                label=words
                end=move || view! { <Link label=l10n::text("upload-go-on") on_press=move |()| draft.show(other.get_value()) /> }
            />
        }
    };
    move || {
        let others = others.get();
        (!others.is_empty()).then(|| {
            view! {
                <Stack top=4>
                    <Text tone=Tone::Third size=TextSize::Small block=true>{l10n::text("upload-other-drafts")}</Text>
                    <Lines>{others.into_iter().map(line).collect_view()}</Lines>
                </Stack>
            }
        })
    }
}
