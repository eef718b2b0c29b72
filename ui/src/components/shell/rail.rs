//! The navigation rail.

use ipc::documents::CountRows;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;
use model::{Area, Environment};

use super::{Open, ShellState};
use crate::{
    api,
    components::{Icon, IconButton, IconName, IconSize, Ring},
    present::{documents, ident::initials, sync},
    routes::Place,
    session::{Desk, desk},
};

/// The rail: brand, places, outbox, sync line, profile.
#[component]
pub(super) fn Rail(state: ShellState) -> impl IntoView {
    let desk = desk();
    let to_fix = count_to_fix(desk);
    let groups = Place::RAIL
        .iter()
        .map(|group| {
            let items: Vec<_> = group
                .iter()
                .map(|place| {
                    let count = Signal::derive(move || match place {
                        Place::Compliance => to_fix.get().filter(|count| *count > 0),
                        Place::Home | Place::Users | Place::Objects(_) | Place::Outbox | Place::Sync => None,
                    });
                    view! { <NavItem place=*place count=count /> }
                })
                .collect();
            view! { <div class="rail-group">{items}</div> }
        })
        .collect_view();
    view! {
        <aside class="rail" aria-label=l10n::text("nav-main") data-region="rail">
            <div class="rail-head">
                <span class="brand"><Icon name=IconName::Mark size=IconSize::Large /><span>"Mangrove"</span></span>
                <IconButton
                    small=true
                    icon=IconName::Sidebar
                    label=move || l10n::text(if state.folded.get() { "nav-expand" } else { "nav-collapse" })
                    on_press=move |_| state.toggle_rail()
                    test_id="toggle-rail"
                />
            </div>
            <nav class="rail-nav">{groups}</nav>
            <div class="rail-foot">
                <OutboxItem />
                <SyncLine state=state />
                <ProfileBlock state=state />
            </div>
        </aside>
    }
}

/// The number beside "Compliance": what has to be fixed.
fn count_to_fix(desk: Desk) -> RwSignal<Option<u32>> {
    let count = RwSignal::new(None);
    Effect::new(move |_| {
        desk.rows_version(Area::KycDocuments);
        let Some(view) = documents::VIEWS.first() else { return };
        let query = model::ListQuery {
            area: Area::KycDocuments,
            filters: (view.filters)(&desk.calendar_now()),
            search: String::new(),
            sort: view.sort,
            window: model::Window { offset: 0, limit: 0 },
        };
        spawn_local(async move {
            if let Ok(counts) = api::call(CountRows { queries: vec![query] }).await {
                count.try_set(counts.first().copied().flatten());
            }
        });
    });
    count
}

fn is_current(place: Place) -> Memo<bool> {
    let location = use_location();
    Memo::new(move |_| location.pathname.with(|path| Place::of(path) == Some(place)))
}

#[component]
fn NavItem(place: Place, count: Signal<Option<u32>>) -> impl IntoView {
    let current = is_current(place);
    let title = l10n::text(&place.title_key());
    let tip = title.clone();
    view! {
        <a
            class="nav-item"
            href=place.path()
            title=tip
            aria-current=move || current.get().then_some("page")
            data-testid=format!("nav{}", place.path().replace('/', "-"))
        >
            <Icon name=place.icon() />
            <span class="label">{title}</span>
            {move || count.get().map(|count| view! {
                <span class="count" aria-label=l10n::text_with("nav-to-handle", &[("count", count.into())])>
                    {l10n::number(i64::from(count))}
                </span>
            })}
        </a>
    }
}

#[component]
fn OutboxItem() -> impl IntoView {
    let desk = desk();
    let current = is_current(Place::Outbox);
    let numbers = Memo::new(move |_| {
        desk.outbox.with(|outbox| outbox.as_ref().map_or((0, 0), |outbox| (outbox.on_the_way, outbox.needs_person)))
    });
    let share = Memo::new(move |_| desk.outbox.with(|outbox| outbox.as_ref().and_then(sync::outbox_share)));
    let sending = Memo::new(move |_| share.get().is_some());
    let label = move || {
        let percent = (share.get().unwrap_or_default() * 100.0) as i64;
        l10n::text_with("nav-outbox-done", &[("percent", percent.into())])
    };
    let title = move || {
        let (way, needs) = numbers.get();
        l10n::text_with("nav-outbox-title", &[("way", way.into()), ("needs", needs.into())])
    };
    view! {
        <a
            class="nav-item"
            href=Place::Outbox.path()
            title=title
            aria-current=move || current.get().then_some("page")
            data-testid="nav-outbox"
        >
            {move || if sending.get() {
                view! { <Ring share=move || share.get().unwrap_or_default() label=label /> }.into_any()
            } else {
                view! { <Icon name=IconName::Outbox /> }.into_any()
            }}
            <span class="label">{l10n::text("nav-outbox")}</span>
            {move || {
                let (way, needs) = numbers.get();
                (way + needs > 0).then(|| view! { <span class="count">{l10n::number(i64::from(way + needs))}</span> })
            }}
        </a>
    }
}

#[component]
fn SyncLine(state: ShellState) -> impl IntoView {
    let desk = desk();
    let line = Memo::new(move |_| {
        let environment = desk.profile().map(|profile| profile.environment);
        desk.sync.with(|status| sync::line(status.as_ref(), environment, &desk.calendar()))
    });
    let class = move || if line.with(|line| line.turning) { "sync is-turning" } else { "sync" };
    view! {
        <button
            type="button"
            class=class
            title=l10n::text("sync-title")
            aria-haspopup="menu"
            aria-expanded=move || if state.open.get() == Some(Open::Sync) { "true" } else { "false" }
            data-testid="sync"
            on:click=move |_| state.toggle(Open::Sync)
        >
            <Icon name=move || line.with(|line| line.icon) />
            <span class=move || if line.with(|line| line.bad) { "c-bad ell" } else { "ell" }>
                {move || line.with(|line| line.first.clone())}
            </span>
            <span class="t3 ell">{move || line.with(|line| line.second.clone())}</span>
        </button>
    }
}

#[component]
fn ProfileBlock(state: ShellState) -> impl IntoView {
    let desk = desk();
    let profile = Memo::new(move |_| desk.profile());
    let label = move || profile.with(|profile| profile.as_ref().map(|profile| profile.label.clone()));
    let environment = move || {
        profile.with(|profile| {
            profile.as_ref().map(|profile| match profile.environment {
                Environment::Demo => l10n::text("environment-simulator"),
                other => l10n::word("environment", other.as_str()),
            })
        })
    };
    view! {
        <button
            type="button"
            class="profile"
            title=l10n::text("switcher-title")
            aria-haspopup="menu"
            aria-expanded=move || if state.open.get() == Some(Open::Switcher) { "true" } else { "false" }
            data-testid="profile"
            on:click=move |_| state.toggle(Open::Switcher)
        >
            <span class="avatar" aria-hidden="true">{move || label().map(|label| initials(&label))}</span>
            <span>
                <b class="ell">{label}</b>
                <small><i class="env-dot"></i><span>{environment}</span></small>
            </span>
            <Icon name=IconName::Updown />
        </button>
    }
}
