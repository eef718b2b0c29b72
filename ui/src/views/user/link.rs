//! Links that are handed to a user: made when somebody asks for one, shown to be copied, gone with the dialog.

use ipc::users::{LinkPurpose, MakeUserLink, UserLink};
use leptos::prelude::*;
use model::UserId;

use crate::{
    components::{
        Button, ButtonKind, CodeBox, Dialog, FailureNotice, Hint, IconName, Quote, ReadOnlyNote, Row, Stack, Text,
        TextSize, Tone,
    },
    hooks::{Leaving, use_clipboard, use_mutation},
    present::{failure, standing as present},
    session::desk,
};

/// A link that somebody wants.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct LinkAsked {
    pub(super) user: UserId,
    pub(super) name: String,
    pub(super) purpose: LinkPurpose,
    /// What is known already of what it is for.
    pub(super) known: Option<String>,
}

/// The link that is asked for. It lives as long as the page: a profile that is drawn anew does not close the dialog.
#[derive(Clone, Copy)]
pub(super) struct UserLinks(RwSignal<Option<LinkAsked>>);

/// The links of a user that may change.
pub(super) fn use_links(user: Memo<UserId>) -> UserLinks {
    let asked = RwSignal::new(None);
    Effect::new(move |_| {
        user.track();
        asked.set(None);
    });
    UserLinks(asked)
}

impl UserLinks {
    pub(super) fn ask(self, asked: LinkAsked) {
        self.0.set(Some(asked));
    }
}

/// What a link is for, in the catalogue.
const fn key(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Enrolment => "enrolment",
        LinkPurpose::Consent => "consent",
    }
}

/// The dialog above the page, while somebody wants a link.
#[component]
pub(super) fn LinkHost(links: UserLinks) -> impl IntoView {
    move || links.0.get().map(|asked| view! { <LinkDialog asked=asked links=links /> })
}

#[component]
fn LinkDialog(asked: LinkAsked, links: UserLinks) -> impl IntoView {
    let desk = desk();
    let LinkAsked { user, name, purpose, known } = asked;
    let making = use_mutation();
    let made = RwSignal::new(None::<UserLink>);
    // It is copied to be handed over elsewhere.
    let clipboard = use_clipboard(Leaving::Waits);
    let left = Memo::new(move |_| {
        let now = desk.now.get();
        made.with(|made| present::left(made.as_ref()?, &desk.calendar_now(), now))
    });
    let works = Memo::new(move |_| left.with(Option::is_some));
    let make = Callback::new(move |()| {
        if !desk.is_read_only() {
            making.run(MakeUserLink { user: user.clone(), purpose }, move |link| drop(made.try_set(Some(link))));
        }
    });
    // One button for what comes next, so that the focus stays where it is.
    let go_on = Callback::new(move |()| {
        let url = made.with_untracked(|made| made.as_ref().map(|made| made.url.clone()));
        match url.filter(|_| works.get_untracked()) {
            Some(url) => clipboard.copy(url),
            None => make.run(()),
        }
    });
    let words = move || {
        l10n::text(match (works.get(), made.with(Option::is_some)) {
            (true, _) => "user-link-copy",
            (false, true) => "user-link-again",
            (false, false) => "user-link-make",
        })
    };
    let leave = Callback::new(move |()| links.0.set(None));
    let foot = move || {
        view! {
            <ReadOnlyNote />
            <Button label=l10n::text("user-link-close") on_press=leave />
            <Button
                kind=ButtonKind::Primary
                label=Signal::derive(words)
                icon=Signal::derive(move || if works.get() { IconName::Copy } else { IconName::Link })
                autofocus=true
                busy=making.busy
                disabled=Signal::derive(move || desk.is_read_only())
                on_press=go_on
                test_id="user-link-next"
            />
        }
        .into_any()
    };
    let title = l10n::text_with(&format!("user-link-{}-title", key(purpose)), &[("name", name.into())]);
    let refused = move || {
        making.failure.get().map(|failure| {
            let said = failure::field(&failure, "").map(|said| view! { <Stack top=1><Quote text=said /></Stack> });
            view! { <Stack top=3><FailureNotice failure=failure on_retry=make />{said}</Stack> }
        })
    };
    let link = move || {
        let url = made.with(|made| made.as_ref().map(|made| made.url.clone()))?;
        let Some(left) = left.get() else {
            let ended = l10n::text("user-link-ended");
            let ended = view! { <Stack top=3><Text tone=Tone::Warn test_id="user-link-ended">{ended}</Text></Stack> };
            return Some(ended.into_any());
        };
        let link = view! {
            <Stack top=3><CodeBox text=url label=title_of(purpose) test_id="user-link" /></Stack>
            <Row top=2><Text test_id="user-link-left">{left}</Text></Row>
            <Hint text=l10n::text("user-link-return") />
        };
        Some(link.into_any())
    };
    let note = move || clipboard.note().unwrap_or_default();
    view! {
        <Dialog title=title on_close=leave on_done=go_on foot=Box::new(foot) test_id="user-link-dialog">
            <Text block=true>{l10n::text(&format!("user-link-{}-text", key(purpose)))}</Text>
            {known.map(|known| view! { <Hint text=known spaced=true icon=Some(IconName::Info) /> })}
            {refused}
            {link}
            <Stack top=2><Text tone=Tone::Third size=TextSize::Small test_id="user-link-copied">{note}</Text></Stack>
        </Dialog>
    }
}

/// What a link is called where there is no room for whose it is.
pub(super) fn title_of(purpose: LinkPurpose) -> String {
    l10n::text(&format!("standing-{}-link", key(purpose)))
}
