//! The window: welcome, lock screen or the open profile with its places.

use ipc::session::Screen;
use leptos::prelude::*;
use leptos_router::{
    components::{Redirect, Route, Router, Routes},
    path,
};

use crate::{
    components::{Awaited, EnvFrame, Shell, ToastHost, Toasts, provide_widths},
    hooks::{Layers, mark},
    platform,
    present::Loadable,
    session::Desk,
    views,
};

/// What the window shows, as far as the whole view hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Welcome { has_profiles: bool },
    Locked,
    Open(model::ProfileId),
}

fn stage(screen: &Screen) -> Stage {
    match screen {
        Screen::Welcome { has_profiles } => Stage::Welcome { has_profiles: *has_profiles },
        Screen::Locked(_) => Stage::Locked,
        Screen::Open(profile) => Stage::Open(profile.id.clone()),
    }
}

/// The interface.
#[component]
pub fn App() -> impl IntoView {
    Layers::provide();
    Toasts::provide();
    provide_widths();
    mark("first-ipc");
    views::ahead::ask_first_rows();
    let desk = Desk::provide();
    Effect::new(move |_| platform::set_root("data-theme", if desk.is_dark() { "dark" } else { "light" }));
    Effect::new(move |_| {
        platform::set_root("data-env", desk.environment().map_or("none", model::Environment::as_str));
    });
    platform::set_root("lang", l10n::language().tag());
    let stage = Signal::derive(move || {
        if let Some(has_profiles) = desk.held_welcome() {
            return Loadable::Ready(Stage::Welcome { has_profiles });
        }
        desk.session.with(|session| match session {
            Loadable::Ready(session) | Loadable::Stale { value: session, .. } => {
                Loadable::Ready(stage(&session.screen))
            }
            Loadable::Loading => Loadable::Loading,
            Loadable::Failed(failure) => Loadable::Failed(failure.clone()),
        })
    });
    let show = |stage: Stage| match stage {
        Stage::Welcome { has_profiles } => view! { <views::welcome::Welcome has_profiles=has_profiles /> }.into_any(),
        Stage::Locked => view! { <views::lock::LockScreen /> }.into_any(),
        Stage::Open(_) => view! { <Places /> }.into_any(),
    };
    view! {
        <EnvFrame />
        <Awaited data=stage waiting=|| () on_retry=move |_| desk.refresh_session() children=show />
        <ToastHost />
    }
}

/// The places of an open profile.
#[component]
fn Places() -> impl IntoView {
    let start = || view! { <Redirect path="/compliance" /> };
    view! {
        <Router>
            <Shell>
                <Routes fallback=start>
                    <Route path=path!("/home") view=views::home::HomePage />
                    <Route path=path!("/compliance") view=views::compliance::CompliancePage />
                    <Route path=path!("/users") view=views::users::UsersPage />
                    <Route path=path!("/users/:id") view=views::user::UserPage />
                    <Route path=path!("/reports/:id") view=views::report::ReportPage />
                    <Route path=path!("/sync") view=views::sync::SyncPage />
                    <Route path=path!("/outbox") view=views::outbox::OutboxPage />
                    <Route path=path!("/:list") view=views::objects::AnyList />
                </Routes>
            </Shell>
            <views::upload::UploadHost />
            <views::forms::FormHost />
            <views::upload_drop::DropOverlay />
        </Router>
    }
}
