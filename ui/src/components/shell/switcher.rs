//! The profile menu: profiles, read-only, theme, wiping the local copy, lock.

use ipc::{
    profiles::{ListProfiles, OpenProfile, ProfileCard, SetReadOnly, WipeLocalCopy},
    session::{SetTheme, Theme},
};
use leptos::prelude::*;
use model::Environment;

use super::{ShellState, everywhere::lock};
use crate::{
    components::{Confirm, IconName, Menu, MenuItem, MenuRule, Segmented, toasts},
    hooks::{use_ask, use_mutation},
    session::desk,
};

/// A question that stands before something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    Wipe,
    Writing,
}

/// The profile menu.
#[component]
pub(super) fn Switcher(state: ShellState) -> impl IntoView {
    let (desk, toasts) = (desk(), toasts());
    let profiles = use_ask(|| Some(crate::api::call(ListProfiles {})));
    let doing = use_mutation().toasting();
    let asking = RwSignal::new(None::<Asking>);
    let close = move |()| state.open.set(None);
    let open = move |id| {
        doing.run(OpenProfile { id }, move |_| desk.refresh_session());
        state.open.set(None);
    };
    let profile = untrack(|| desk.profile());
    let read_only = profile.as_ref().is_some_and(|profile| profile.read_only);
    let is_production = profile.as_ref().is_some_and(|profile| profile.environment == Environment::Production);
    let set_read_only = move |read_only: bool| {
        doing.run(SetReadOnly { read_only }, move |_| {
            desk.refresh_session();
            toasts.say(l10n::text(if read_only { "read-only-on" } else { "read-only-off" }));
        });
        state.open.set(None);
    };
    let press_read_only = move |_| {
        if read_only && is_production {
            asking.set(Some(Asking::Writing));
        } else {
            set_read_only(!read_only);
        }
    };
    let wipe = move |_| {
        doing.run(WipeLocalCopy {}, move |_| {
            desk.refresh_session();
            desk.refresh_sync();
            toasts.say(l10n::text("wipe-done"));
        });
        state.open.set(None);
    };
    let lock_now = move |_| {
        state.open.set(None);
        lock(toasts);
    };
    move || match asking.get() {
        Some(Asking::Wipe) => view! {
            <Confirm
                title=l10n::text("wipe-title")
                text=l10n::text("wipe-text")
                action=l10n::text("wipe-action")
                danger=true
                on_confirm=wipe
                on_cancel=close
            />
        }
        .into_any(),
        Some(Asking::Writing) => view! {
            <Confirm
                title=l10n::text("writing-title")
                text=l10n::text("writing-text")
                action=l10n::text("writing-action")
                on_confirm=move |_| set_read_only(false)
                on_cancel=close
            />
        }
        .into_any(),
        None => {
            let cards = move || profiles.data.with(|cards| cards.value().cloned()).unwrap_or_default();
            let place = "position:fixed;left:8px;bottom:64px;width:288px;z-index:var(--z-dialog)";
            view! {
                <Menu label=l10n::text("switcher-title") place=place on_close=close>
                    {move || cards().into_iter().map(|card| profile_item(card, open, close)).collect_view()}
                    <MenuRule />
                    <MenuItem
                        label=l10n::text("switcher-add")
                        icon=IconName::External
                        on_press=move |_| open(None)
                        test_id="add-profile"
                    />
                    <MenuItem
                        label=l10n::text("switcher-read-only")
                        icon=IconName::Eye
                        checked=Signal::derive(move || read_only)
                        on_press=press_read_only
                        test_id="read-only"
                    />
                    <ThemeChoice />
                    <MenuItem
                        label=l10n::text("switcher-wipe")
                        icon=IconName::Trash
                        on_press=move |_| asking.set(Some(Asking::Wipe))
                        test_id="wipe"
                    />
                    <MenuItem
                        label=l10n::text("lock-now")
                        icon=IconName::Lock
                        keys="Ctrl L"
                        on_press=lock_now
                        test_id="lock-now"
                    />
                </Menu>
            }
            .into_any()
        }
    }
}

fn profile_item(
    card: ProfileCard,
    open: impl Fn(Option<model::ProfileId>) + Copy + Send + Sync + 'static,
    close: impl Fn(()) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let here = card.here;
    let note = match (card.environment, card.open) {
        (Environment::Demo, _) => l10n::text("switcher-simulator"),
        (other, true) => l10n::word("environment", other.as_str()),
        (other, false) => {
            l10n::text_with("switcher-closed", &[("environment", l10n::word("environment", other.as_str()).into())])
        }
    };
    let test_id = format!("profile-{}", card.id);
    let id = card.id;
    view! {
        <MenuItem
            label=card.label
            note=note
            environment=card.environment
            checked=Signal::derive(move || here)
            on_press=move |_| if here { close(()) } else { open(Some(id.clone())) }
            test_id=test_id
        />
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let desk = desk();
    let doing = use_mutation().toasting();
    let name = |theme: Theme| match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let chosen = move || {
        let theme = desk.session.with(|session| session.value().map(|session| session.theme)).unwrap_or_default();
        name(theme).to_owned()
    };
    let choose = move |chosen: String| {
        let theme = [Theme::System, Theme::Light, Theme::Dark].into_iter().find(|theme| name(*theme) == chosen);
        if let Some(theme) = theme {
            doing.run(SetTheme { theme }, move |_| desk.refresh_session());
        }
    };
    let choices = ["system", "light", "dark"].map(|id| (id.to_owned(), l10n::text(&format!("theme-{id}")))).to_vec();
    view! {
        <div class="menu-row">
            <crate::components::Icon name=IconName::Sun />
            <span class="grow">{l10n::text("theme")}</span>
            <Segmented label=l10n::text("theme") choices=choices value=chosen on_change=choose />
        </div>
    }
}
