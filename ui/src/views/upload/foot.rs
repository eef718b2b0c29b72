//! The foot: how much, what stands in the way, and the button that sends.

use ipc::uploads::{DiscardDraft, SubmitDraft};
use leptos::prelude::*;
use model::Environment;

use super::{draft::Draft, target::LONGEST_TAG};
use crate::{
    components::{Button, ButtonKind, Confirm, FootEnd, FootMeter, IconButton, IconName, toasts},
    hooks::{use_goto, use_mutation},
    present::{Role, StatusWord, failure, uploads},
    routes::Place,
};

/// What asks before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    Nothing,
    Send,
    Discard,
}

/// The foot of the sheet.
#[component]
pub(super) fn Foot(draft: Draft) -> impl IntoView {
    let desk = draft.desk;
    let (toasts, goto) = (toasts(), use_goto());
    let submit = use_mutation();
    let discard = use_mutation().toasting();
    let asking = RwSignal::new(Asking::Nothing);
    let offline = Memo::new(move |_| desk.offline().is_some());
    let tag_fits = move || draft.tag.with(|tag| tag.chars().count() <= LONGEST_TAG);
    let ready = Memo::new(move |_| {
        draft.with(|view| view.blockers.is_empty()).unwrap_or(false) && !draft.adding.get() && tag_fits()
    });
    // What is on the sheet is what leaves: a change under way, or a tag just typed, is stored first.
    let awaited = RwSignal::new(false);
    let summary = Memo::new(move |_| draft.with(uploads::summary).flatten());
    let line = Signal::derive(move || {
        if let Some(failed) = submit.failure.get() {
            let (what, to_do) = failure::words(&failed);
            return Some(StatusWord::new(Role::Bad, IconName::Alert, format!("{what} {to_do}")));
        }
        let blocker = draft.with(|view| view.blockers.first().map(uploads::blocker)).flatten();
        blocker.or_else(|| summary.get().map(|words| StatusWord::new(Role::Ok, IconName::Send, words)))
    });
    let send = move || {
        asking.set(Asking::Nothing);
        let Some(id) = draft.view.with_untracked(|view| view.as_ref().map(|view| view.id.clone())) else { return };
        let was_offline = offline.get_untracked();
        submit.run(SubmitDraft { draft: id }, move |item| {
            let user = crate::present::outbox::user(&item);
            let key = if was_offline { "upload-queued" } else { "upload-sending" };
            let open = Callback::new(move |()| goto.to(Place::Outbox.path(), false));
            toasts.offer(l10n::text_with(key, &[("user", user.into())]), l10n::text("upload-show-outbox"), open);
            desk.refresh_outbox();
            desk.upload.set(None);
        });
    };
    let ask = move || {
        if !ready.get_untracked() {
            return;
        }
        draft.save_tag();
        if draft.changing.get_untracked() > 0 {
            awaited.set(true);
            return;
        }
        // Review before any write to the live platform (PRODUCT A10).
        if desk.environment() == Some(Environment::Production) {
            asking.set(Asking::Send);
        } else {
            send();
        }
    };
    Effect::new(move |_| {
        if awaited.get() && draft.changing.get() == 0 {
            awaited.set(false);
            // A change that failed says so; what could not be stored is not sent.
            if untrack(|| draft.unsaved_tag().is_none() && draft.failure.with(Option::is_none)) {
                untrack(ask);
            }
        }
    });
    let throw_away = move || {
        asking.set(Asking::Nothing);
        let Some(id) = draft.view.with_untracked(|view| view.as_ref().map(|view| view.id.clone())) else { return };
        discard.run(DiscardDraft { draft: id }, move |_| {
            toasts.say(l10n::text("upload-discarded"));
            desk.upload.set(None);
        });
    };
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key() == "Enter" && asking.get_untracked() == Asking::Nothing
        {
            event.prevent_default();
            untrack(ask);
        }
    });
    on_cleanup(move || keys.remove());
    let limit = move || draft.with(|view| view.limits.max_bytes).unwrap_or(model::LARGEST_FILE);
    let largest = move || draft.with(uploads::largest).unwrap_or_default();
    let meter_words = Signal::derive(move || {
        let args = [("largest", l10n::bytes(largest()).into()), ("max", l10n::bytes(limit()).into())];
        l10n::text_with("upload-largest", &args)
    });
    let files = Signal::derive(move || {
        let counts = draft.with(|view| (view.pages.len(), view.limits.max_files)).unwrap_or((0, 0));
        l10n::text_with("upload-files", &[("count", counts.0.into()), ("max", counts.1.into())])
    });
    let label = Signal::derive(move || l10n::text(if offline.get() { "upload-queue" } else { "upload-submit" }));
    let icon = Signal::derive(move || if offline.get() { IconName::Clock } else { IconName::Send });
    let has_pages = Memo::new(move |_| draft.with(|view| !view.pages.is_empty()).unwrap_or(false));
    view! {
        <FootMeter
            words=meter_words
            share=Signal::derive(move || largest() as f64 / limit().max(1) as f64)
            files=files
            note=l10n::text("upload-not-kept")
        />
        <FootEnd line=line>
            {move || has_pages.get().then(|| view! {
                <IconButton label=l10n::text("upload-discard") icon=IconName::Trash test_id="discard-draft" on_press=move |()| asking.set(Asking::Discard) />
            })}
            <Button
                kind=ButtonKind::Primary
                label=label
                icon=icon
                keys="Ctrl ↵"
                disabled=Signal::derive(move || !ready.get())
                busy=Signal::derive(move || submit.busy.get() || awaited.get())
                test_id="submit-draft"
                on_press=move |()| untrack(ask)
            />
        </FootEnd>
        {move || match asking.get() {
            Asking::Nothing => ().into_any(),
            Asking::Send => view! {
                <Confirm
                    title=l10n::text("upload-review")
                    text=summary.get_untracked().unwrap_or_default()
                    action=label.get_untracked()
                    on_confirm=move |()| send()
                    on_cancel=move |()| asking.set(Asking::Nothing)
                />
            }.into_any(),
            Asking::Discard => view! {
                <Confirm
                    title=l10n::text("upload-discard-title")
                    text=l10n::text("upload-discard-text")
                    action=l10n::text("upload-discard")
                    danger=true
                    on_confirm=move |()| throw_away()
                    on_cancel=move |()| asking.set(Asking::Nothing)
                />
            }.into_any(),
        }}
    }
}
