//! The upload sheet, while `Desk::upload` asks for it.

mod draft;
mod foot;
mod page;
mod pages;
mod target;

use ipc::uploads::OpenDraft;
use leptos::prelude::*;

use self::{draft::Draft, foot::Foot, page::PageColumn, pages::Pages, target::Target};
use crate::{
    components::{FailureNotice, Live, Sheet, SheetEmpty, Stack, Text, Tone, toasts},
    present::uploads,
    session::desk,
};

/// The upload sheet, while `Desk::upload` asks for it. Dropped files open it.
#[component]
pub fn UploadHost() -> impl IntoView {
    let desk = desk();
    Effect::new(move |_| {
        if desk.dropped.with(Option::is_some) && desk.upload.with_untracked(Option::is_none) {
            desk.open_upload();
        }
    });
    move || desk.upload.get().map(|open| view! { <UploadSheet open=open /> })
}

/// The sheet.
#[component]
fn UploadSheet(open: OpenDraft) -> impl IntoView {
    let draft = Draft::open(open);
    let (desk, toasts) = (desk(), toasts());
    let close = move |()| {
        if draft.with(|view| !view.pages.is_empty()) == Some(true) {
            toasts.say(l10n::text("upload-draft-kept"));
        }
        desk.upload.set(None);
    };
    let head = move || {
        move || {
            let replaced = draft.with(|view| view.replaced.clone()).flatten();
            let words = replaced.map(|replaced| uploads::replaces(&replaced, &desk.calendar_now()));
            words.map(|words| view! { <Text tone=Tone::Third>{words}</Text> })
        }
    };
    let trouble =
        move || {
            draft.failure.get().map(|failure| view! {
            <Stack top=3><FailureNotice failure=failure on_retry=Callback::new(move |()| draft.refresh()) /></Stack>
        })
        };
    let left = move || {
        view! {
            <Target draft=draft />
            <Pages draft=draft />
            {trouble}
            <Live words=draft.said at_once=true />
        }
    };
    let right = move || {
        let chosen = Memo::new(move |_| draft.chosen_page().map(|(_, page)| page.id));
        move || match chosen.get() {
            Some(id) => view! { <PageColumn draft=draft id=id /> }.into_any(),
            None => view! { <SheetEmpty words=l10n::text("upload-no-page") /> }.into_any(),
        }
    };
    view! {
        <Sheet
            title=l10n::text("upload-title")
            head=head
            on_close=close
            left=left
            right=right
            foot=move || view! { <Foot draft=draft /> }
            test_id="upload-sheet"
        />
    }
}
