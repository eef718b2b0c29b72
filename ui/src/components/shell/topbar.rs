//! The top bar: search, badges, shortcuts, lock.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use model::Environment;

use super::{Open, ShellState, everywhere::lock};
use crate::{
    components::{Icon, IconButton, IconName, Keys, toasts},
    hooks::use_goto,
    present::query,
    routes::Place,
    session::desk,
};

/// The list is asked anew once nothing was typed for so long.
const TYPED: Duration = Duration::from_millis(150);

/// The top bar.
#[component]
pub(super) fn TopBar(state: ShellState) -> impl IntoView {
    let toasts = toasts();
    view! {
        <header class="topbar" data-region="topbar">
            <Search state=state />
            <div class="topbar-right">
                <Badges />
                <IconButton
                    label=l10n::text("palette-open-key")
                    icon=IconName::Search
                    on_press=move |_| state.toggle(Open::Palette)
                    test_id="palette-open"
                />
                <IconButton
                    label=l10n::text("shortcuts-key")
                    icon=IconName::Keyboard
                    on_press=move |_| state.toggle(Open::Shortcuts)
                    test_id="shortcuts"
                />
                <IconButton
                    label=l10n::text("lock-now-key")
                    icon=IconName::Lock
                    on_press=move |_| lock(toasts)
                    test_id="lock"
                />
            </div>
        </header>
    }
}

/// Searches the list that one is in; elsewhere it opens the palette.
#[component]
fn Search(state: ShellState) -> impl IntoView {
    let location = use_location();
    let is_list = Memo::new(move |_| {
        location
            .pathname
            .with(|path| Place::of(path).is_some_and(|place| place.area().is_some() && place.path() == path))
    });
    move || {
        if is_list.get() {
            return view! { <SearchList /> }.into_any();
        }
        view! {
            <button
                type="button"
                class="search"
                aria-haspopup="dialog"
                data-testid="search-all"
                on:click=move |_| state.toggle(Open::Palette)
            >
                <Icon name=IconName::Search />
                <span class="grow t3">{l10n::text("palette-open")}</span>
                <Keys keys="Ctrl K" />
            </button>
        }
        .into_any()
    }
}

/// Searches the list of the place one is in.
#[component]
fn SearchList() -> impl IntoView {
    let (goto, location, query_map) = (use_goto(), use_location(), use_query_map());
    let place = Memo::new(move |_| location.pathname.with(|path| Place::of(path)).unwrap_or(Place::Users));
    let typed = RwSignal::new(String::new());
    let waiting = StoredValue::new(0_u32);
    // What this field said last to the address.
    let said = StoredValue::new(String::new());
    Effect::new(move |before: Option<String>| {
        let path = location.pathname.get();
        let words = query_map.with(|query| query.get("q")).unwrap_or_default();
        // One's own words come back while more are typed. Whoever goes elsewhere no longer means what was typed:
        // said late, it would close what was opened there.
        if before.as_ref() != Some(&path) || said.with_value(|said| *said != words) {
            waiting.update_value(|count| *count = count.wrapping_add(1));
            said.set_value(words.clone());
            typed.set(words);
        }
        path
    });
    let go = move |words: &str| {
        let mut pairs: Vec<(String, String)> = query_map.with_untracked(|query| {
            query.clone().into_iter().map(|(name, value)| (name.into_owned(), value)).collect()
        });
        pairs.retain(|(name, _)| name != "q" && name != "open");
        pairs.push(("q".to_owned(), words.trim().to_owned()));
        let path = location.pathname.get_untracked();
        said.set_value(words.trim().to_owned());
        goto.to(&format!("{path}?{}", query::join(&pairs)), true);
    };
    let input = move |event| {
        typed.set(event_target_value(&event));
        waiting.update_value(|count| *count = count.wrapping_add(1));
        let this = waiting.get_value();
        let search = move || {
            if waiting.try_get_value() == Some(this) {
                go(&typed.get_untracked());
            }
        };
        set_timeout(search, TYPED);
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            waiting.update_value(|count| *count = count.wrapping_add(1));
            go(&typed.get_untracked());
        }
        "Escape" => {
            typed.set(String::new());
            go("");
            crate::platform::focus("tr[tabindex='0'],main h1");
        }
        "ArrowDown" => {
            event.prevent_default();
            crate::platform::focus("tr[tabindex='0']");
        }
        _ => {}
    };
    view! {
        <label class="search" role="search">
            <Icon name=IconName::Search />
            <input
                type="text"
                placeholder=move || l10n::text(place.get().search_key())
                aria-label=move || l10n::text(place.get().search_key())
                autocomplete="off"
                spellcheck="false"
                data-testid="search"
                prop:value=move || typed.get()
                on:input=input
                on:keydown=keys
            />
            <Keys keys="/" />
        </label>
    }
}

#[component]
fn Badges() -> impl IntoView {
    let desk = desk();
    let profile = Memo::new(move |_| desk.profile());
    let offline = Memo::new(move |_| {
        desk.offline().map(|_| desk.sync.with(|sync| sync.as_ref().and_then(|sync| sync.updated_at)))
    });
    view! {
        {move || offline.get().map(|updated| {
            let words = match updated {
                Some(at) => l10n::text_with("badge-offline-from", &[("time", desk.calendar_now().clock(at).into())]),
                None => l10n::text("badge-offline"),
            };
            view! { <span class="offline-badge" data-testid="offline-badge"><Icon name=IconName::CloudOff />{words}</span> }
        })}
        {move || profile.with(|profile| profile.as_ref().is_some_and(|profile| profile.read_only)).then(|| view! {
            <span class="offline-badge" data-testid="read-only-badge"><Icon name=IconName::Eye />{l10n::text("badge-read-only")}</span>
        })}
        {move || profile.get().map(|profile| {
            let icon = match profile.environment {
                Environment::Production => IconName::Bolt,
                Environment::Sandbox => IconName::Flask,
                Environment::Demo => IconName::Demo,
            };
            let word = l10n::word("environment", profile.environment.as_str());
            let words = match &profile.address {
                Some(address) => format!("{word}, {}", address.split("://").last().unwrap_or(address)),
                None => word,
            };
            view! { <span class="env-badge" data-testid="env-badge"><Icon name=icon /><span>{words}</span></span> }
        })}
    }
}
