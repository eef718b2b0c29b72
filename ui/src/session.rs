//! What every view may need: the session, the sync status, the outbox, the clock, and what is open above the page.
//! One value, provided at the root, with one `reset`.

mod chosen;

use ipc::{
    Changed, Event, Failure,
    outbox::Outbox,
    session::{OpenProfileInfo, Screen, Session, Theme},
    sync::{Connection, SyncStatus},
    uploads::{DroppedFile, OpenDraft},
};
use leptos::{prelude::*, task::spawn_local};
use model::{
    Area, DropHandle, Environment,
    form::{FormId, Values},
};

use crate::{
    api, platform,
    present::{Calendar, Loadable},
};

pub use chosen::Chosen;

/// Files that were dropped on the window and wait for the upload sheet to take them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drop {
    /// The handle to pass to `AddDropped`.
    pub handle: DropHandle,
    /// Names and sizes, for showing.
    pub files: Vec<DroppedFile>,
}

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exporting {
    /// Its ticket.
    pub ticket: u64,
    /// Rows written.
    pub rows: u64,
    /// Rows in all.
    pub total: u64,
}

/// A form that is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormAsked {
    /// Which.
    pub id: FormId,
    /// What is to stand in it already.
    pub preset: Values,
}

/// The state shared by all views of a window.
#[derive(Clone, Copy)]
pub struct Desk {
    /// What the window shows.
    pub session: RwSignal<Loadable<Session>>,
    /// Where the sync stands.
    pub sync: RwSignal<Option<SyncStatus>>,
    /// What is being sent.
    pub outbox: RwSignal<Option<Outbox>>,
    /// The present moment in Unix seconds by the engine's clock; moves once a second unless that clock is frozen.
    pub now: RwSignal<i64>,
    /// The upload sheet: set it to open the sheet, set it to `None` to close it.
    pub upload: RwSignal<Option<OpenDraft>>,
    /// The form above the page: set it to open one, set it to `None` to close it.
    pub form: RwSignal<Option<FormAsked>>,
    /// The user in view, for whom an upload is meant if nothing else is said.
    pub user_in_view: RwSignal<Option<model::UserId>>,
    /// Files held over the window: how many, and what they are called.
    pub dragging: RwSignal<Option<(u32, Vec<DroppedFile>)>>,
    /// Files dropped and not taken yet. The upload sheet takes them.
    pub dropped: RwSignal<Option<Drop>>,
    /// Counts drops that held no files.
    pub dropped_nothing: RwSignal<u32>,
    /// Seconds until the window locks itself, while the warning stands.
    pub lock_warning: RwSignal<Option<u32>>,
    /// The environment of a profile being connected, before there is a session with it.
    pub connecting: RwSignal<Option<Environment>>,
    /// The word about a refused network was put away.
    pub refusal_closed: RwSignal<bool>,
    /// The list in view, while there is one: a number of its own, and what opens its export.
    pub export: RwSignal<Option<(u64, Callback<()>)>>,
    /// How far the last export is.
    pub exporting: RwSignal<Option<Exporting>>,
    /// Which columns the lists show, and the views of one's own.
    pub chosen: Chosen,
    held_welcome: RwSignal<Option<bool>>,
    /// Changes of rows, by the area's place in [`Area::ALL`].
    rows: StoredValue<Vec<RwSignal<u32>>>,
    drafts: RwSignal<u32>,
    outbox_changes: RwSignal<u32>,
    changes: RwSignal<u32>,
    dark_system: RwSignal<bool>,
}

/// What tells a welcome screen, a lock screen and open profiles from each other.
fn stage_of(screen: &Screen) -> (u8, Option<&str>) {
    match screen {
        Screen::Welcome { .. } => (0, None),
        Screen::Locked(profile) => (1, Some(profile.id.as_str())),
        Screen::Open(profile) => (2, Some(profile.id.as_str())),
    }
}

/// The shared state.
pub fn desk() -> Desk {
    expect_context()
}

impl Desk {
    /// Makes and provides the state, asks for the session and listens to the backend.
    pub fn provide() -> Self {
        let desk = Self {
            session: RwSignal::new(Loadable::Loading),
            sync: RwSignal::new(None),
            refusal_closed: RwSignal::new(false),
            outbox: RwSignal::new(None),
            now: RwSignal::new(platform::now_ms() / 1000),
            upload: RwSignal::new(None),
            form: RwSignal::new(None),
            user_in_view: RwSignal::new(None),
            dragging: RwSignal::new(None),
            dropped: RwSignal::new(None),
            dropped_nothing: RwSignal::new(0),
            lock_warning: RwSignal::new(None),
            connecting: RwSignal::new(None),
            export: RwSignal::new(None),
            exporting: RwSignal::new(None),
            chosen: Chosen::new(),
            held_welcome: RwSignal::new(None),
            rows: StoredValue::new(Area::ALL.iter().map(|_| RwSignal::new(0)).collect()),
            drafts: RwSignal::new(0),
            outbox_changes: RwSignal::new(0),
            changes: RwSignal::new(0),
            dark_system: RwSignal::new(platform::system_is_dark()),
        };
        provide_context(desk);
        platform::on_system_theme(move |dark| desk.dark_system.set(dark));
        spawn_local(async move {
            match api::subscribe(move |event| desk.hear(event)).await {
                Ok(session) => desk.enter(session),
                Err(failure) => desk.session.set(Loadable::Failed(failure)),
            }
        });
        desk.keep_time();
        desk
    }

    /// Asks for the session again.
    pub fn refresh_session(self) {
        spawn_local(self.ask_session());
    }

    async fn ask_session(self) {
        match api::call(ipc::session::GetSession {}).await {
            Ok(session) => self.enter(session),
            Err(failure) => self.session.update(|shown| shown.fail(failure)),
        }
    }

    fn enter(self, session: Session) {
        self.now.set(session.now);
        let profile = |session: &Session| match &session.screen {
            Screen::Open(profile) => Some(profile.id.clone()),
            Screen::Locked(_) | Screen::Welcome { .. } => None,
        };
        let before = self.session.with_untracked(|shown| shown.value().and_then(profile));
        let after = profile(&session);
        let another = self.session.with_untracked(|shown| {
            shown.value().is_some_and(|shown| stage_of(&shown.screen) != stage_of(&session.screen))
        });
        if another {
            // A page that starts anew holds nothing of what was open: no rows and no names behind the lock. While the
            // recovery code is shown, the page stays; leaving it comes here again.
            if self.held_welcome.get_untracked().is_none() {
                platform::reload();
            }
            return;
        }
        let entered = before != after;
        if entered {
            self.reset();
        }
        if after.is_none() {
            api::forget_ahead();
        }
        if entered && after.is_some() {
            // Before the lists are built, which show what was chosen.
            self.chosen.refresh();
        }
        self.session.set(Loadable::Ready(session));
        // All tell of their own changes: they are asked for where there is another profile than before.
        if entered && after.is_some() {
            self.refresh_sync();
            self.refresh_outbox();
        }
    }

    /// Forgets everything that belonged to the profile that was open.
    fn reset(self) {
        self.sync.set(None);
        self.outbox.set(None);
        self.upload.set(None);
        self.form.set(None);
        self.user_in_view.set(None);
        self.dropped.set(None);
        self.exporting.set(None);
        self.chosen.reset();
        self.lock_warning.set(None);
        self.connecting.set(None);
    }

    /// Asks for the sync status again.
    pub fn refresh_sync(self) {
        spawn_local(async move {
            if let Ok(status) = api::call(ipc::sync::GetSyncStatus {}).await {
                self.sync.set(Some(status));
            }
        });
    }

    /// Asks for the outbox again.
    pub fn refresh_outbox(self) {
        spawn_local(async move {
            if let Ok(outbox) = api::call(ipc::outbox::ListOutbox {}).await {
                self.outbox.set(Some(outbox));
            }
        });
    }

    fn hear(self, event: Event) {
        match event {
            Event::Changed { what } => self.hear_change(what),
            Event::SessionChanged => self.refresh_session(),
            Event::LockWarning { seconds } => self.lock_warning.set((seconds > 0).then_some(seconds)),
            Event::DragEntered { files, named } => self.dragging.set(Some((files, named))),
            Event::DragMeasured { named } => self.dragging.update(|held| {
                // Sizes that come late belong to files that have left, or been dropped.
                let same =
                    |held: &[DroppedFile]| held.iter().map(|file| &file.name).eq(named.iter().map(|file| &file.name));
                if let Some((_, held)) = held.as_mut().filter(|(_, held)| same(held)) {
                    *held = named;
                }
            }),
            Event::DragLeft => self.dragging.set(None),
            Event::Dropped { handle, files } => {
                self.dragging.set(None);
                self.dropped.set(Some(Drop { handle, files }));
            }
            Event::DroppedNothing => {
                self.dragging.set(None);
                self.dropped_nothing.update(|count| *count += 1);
            }
            Event::Exporting { ticket, rows, total } => self.exporting.set(Some(Exporting { ticket, rows, total })),
        }
    }

    fn hear_change(self, what: Changed) {
        let bump = |signal: RwSignal<u32>| signal.update(|version| *version = version.wrapping_add(1));
        bump(self.changes);
        match what {
            Changed::Rows(area) => {
                if let Some(signal) = self.rows_signal(area) {
                    bump(signal);
                }
            }
            Changed::Outbox => {
                bump(self.outbox_changes);
                self.refresh_outbox();
            }
            Changed::Drafts => bump(self.drafts),
            Changed::Sync => self.refresh_sync(),
            Changed::Tables => self.chosen.refresh(),
        }
    }

    fn rows_signal(self, area: Area) -> Option<RwSignal<u32>> {
        let place = Area::ALL.iter().position(|one| *one == area)?;
        self.rows.with_value(|rows| rows.get(place).copied())
    }

    /// A number that grows whenever rows of an area may have changed; reading it in an effect follows them.
    pub fn rows_version(self, area: Area) -> u32 {
        self.rows_signal(area).map_or(0, |signal| signal.get())
    }

    /// A number that grows whenever anything of the local copy or of its sync may have changed.
    pub fn version(self) -> u32 {
        self.changes.get()
    }

    /// A number that grows whenever a draft may have changed.
    pub fn drafts_version(self) -> u32 {
        self.drafts.get()
    }

    /// A number that grows whenever an item of the outbox may have changed.
    pub fn outbox_version(self) -> u32 {
        self.outbox_changes.get()
    }

    fn keep_time(self) {
        let started = platform::now_ms();
        let base = StoredValue::new((self.now.get_untracked(), started));
        Effect::new(move |_| {
            if let Some(now) = self.session.with(|shown| shown.value().map(|session| session.now)) {
                base.set_value((now, platform::now_ms()));
            }
        });
        let tick = move || {
            let frozen = self.session.with_untracked(|shown| shown.value().is_some_and(|session| session.clock_frozen));
            if !frozen {
                let (now, at) = base.get_value();
                self.now.set(now + (platform::now_ms() - at) / 1000);
            }
        };
        if let Ok(ticking) = set_interval_with_handle(tick, std::time::Duration::from_secs(1)) {
            on_cleanup(move || ticking.clear());
        }
    }

    /// The present moment with the local zone, for formatting; follows the clock by the second.
    pub fn calendar(self) -> Calendar {
        Calendar::local(self.now.get())
    }

    /// The same without following the clock.
    pub fn calendar_now(self) -> Calendar {
        Calendar::local(self.now.get_untracked())
    }

    /// The open profile, if one is.
    pub fn profile(self) -> Option<OpenProfileInfo> {
        self.session.with(|shown| match &shown.value()?.screen {
            Screen::Open(profile) => Some(profile.clone()),
            Screen::Locked(_) | Screen::Welcome { .. } => None,
        })
    }

    /// The environment whose colour the frame takes.
    pub fn environment(self) -> Option<Environment> {
        let session = self.session.with(|shown| match &shown.value()?.screen {
            Screen::Open(profile) => Some(profile.environment),
            Screen::Locked(profile) => Some(profile.environment),
            Screen::Welcome { .. } => None,
        });
        session.or_else(|| self.connecting.get())
    }

    /// Whether the dark theme is to be shown.
    pub fn is_dark(self) -> bool {
        match self.session.with(|shown| shown.value().map(|session| session.theme)) {
            Some(Theme::Light) => false,
            Some(Theme::Dark) => true,
            Some(Theme::System) | None => self.dark_system.get(),
        }
    }

    /// Keeps the welcome screen although a profile was just created and is open: its recovery code is still to be shown.
    pub fn hold_welcome(self, held: bool) {
        let shown = self.session.with_untracked(|shown| match shown.value()?.screen {
            Screen::Welcome { has_profiles } => Some(has_profiles),
            Screen::Locked(_) | Screen::Open(_) => None,
        });
        self.held_welcome.set(if held { shown.or(Some(false)) } else { None });
    }

    /// Whether the welcome screen is kept, and if so, whether there were profiles when it opened.
    pub fn held_welcome(self) -> Option<bool> {
        self.held_welcome.get()
    }

    /// Since when there is no connection, and when the next try is.
    pub fn offline(self) -> Option<(i64, i64)> {
        self.sync.with(|sync| match sync.as_ref()?.connection {
            Connection::Offline { since, retry_at } => Some((since, retry_at)),
            Connection::Unknown | Connection::Online | Connection::Refused { .. } | Connection::Troubled { .. } => None,
        })
    }

    /// Since when and why the server refuses us, if it does.
    pub fn refused(self) -> Option<(i64, Failure)> {
        self.sync.with(|sync| match &sync.as_ref()?.connection {
            Connection::Refused { since, failure } => Some((*since, failure.clone())),
            Connection::Unknown | Connection::Online | Connection::Offline { .. } | Connection::Troubled { .. } => None,
        })
    }

    /// Why the server does not serve us although it is there, if so.
    pub fn connection_trouble(self) -> Option<Failure> {
        self.sync.with(|sync| match &sync.as_ref()?.connection {
            Connection::Refused { failure, .. } | Connection::Troubled { failure } => Some(failure.clone()),
            Connection::Unknown | Connection::Online | Connection::Offline { .. } => None,
        })
    }

    /// Opens a form.
    pub fn open_form(self, id: FormId, preset: Values) {
        self.form.set(Some(FormAsked { id, preset }));
    }

    /// Whether nothing may be written with the open profile.
    pub fn is_read_only(self) -> bool {
        self.profile().is_some_and(|profile| profile.read_only)
    }

    /// Opens the upload sheet for the user in view, if there is one, else empty.
    pub fn open_upload(self) {
        let user = self.user_in_view.get_untracked();
        self.upload.set(Some(OpenDraft { user, kind: None, replaces: None }));
    }
}
