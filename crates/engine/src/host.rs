//! The process: its profiles, its windows, and which profile each window shows.
//!
//! A command never names a profile: the calling window decides. Two profiles are two windows.

mod areas;
mod behind;
mod drops;
mod idle;
mod profiles;
mod session;
mod unasked;
mod vaults;

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use ipc::{
    Changed, Code, Event, Failure,
    session::{LockCause, Theme},
};
use model::{ProfileId, UnixSeconds};
use vault::KeyStore;

use self::{behind::LockedUploads, unasked::Unasked};

pub(crate) use behind::Behind;
pub(crate) use profiles::blocking;

use crate::{
    engine::{Engine, UploadsAtClose},
    failure::disk,
    ports::{Clock, Demo, EventSink, Ids, Shell},
    profile::{self, Card, Folder},
};

/// The window that calls.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Caller(String);

impl Caller {
    /// The window with this label.
    pub fn new(label: &str) -> Self {
        Self(label.to_owned())
    }

    pub(crate) fn label(&self) -> &str {
        &self.0
    }
}

/// Is told the name of a moment of start-up.
pub type OnMark = Box<dyn Fn(&str) + Send + Sync>;

/// What a host is made of.
pub struct HostParts {
    /// The application's data folder.
    pub folder: PathBuf,
    /// The key store of the system.
    pub key_store: Arc<dyn KeyStore>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Ids and keys.
    pub ids: Arc<dyn Ids>,
    /// Windows and pickers.
    pub shell: Arc<dyn Shell>,
    /// The simulator of the Demo profile.
    pub demo: Arc<dyn Demo>,
    /// The application's version.
    pub version: String,
    /// A theme that overrides the user's choice (pictures).
    pub theme: Option<Theme>,
    /// Is told of the moments of start-up, where a benchmark wants them.
    pub on_mark: Option<OnMark>,
}

/// The process.
pub struct Host {
    pub(crate) parts: HostParts,
    theme: Mutex<Theme>,
    windows: Mutex<BTreeMap<Caller, ProfileId>>,
    slots: Mutex<HashMap<ProfileId, Slot>>,
    drops: Mutex<drops::Drops>,
    /// Held while a profile is being opened or locked, so that two such changes never overlap.
    turning: tokio::sync::Mutex<()>,
    /// Held while the Demo profile is being opened, before `turning`: its key store may prompt, its stores begin anew.
    opening_demo: tokio::sync::Mutex<()>,
    unasked: Unasked,
    next_window: Mutex<u32>,
    me: Weak<Self>,
}

/// A profile of this computer, as far as this process has it.
struct Slot {
    card: Card,
    state: SlotState,
    last_input: UnixSeconds,
    warned: bool,
}

enum SlotState {
    Locked { since: Option<UnixSeconds>, cause: LockCause, uploads: LockedUploads },
    Open { engine: Arc<Engine>, held: File },
}

/// A value behind a lock that no panic can poison for the others: what is behind it is replaced whole.
pub(crate) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Host {
    /// Puts a host together and reads which profiles there are.
    ///
    /// # Errors
    /// If the data folder cannot be made or read.
    pub fn new(parts: HostParts) -> Result<Arc<Self>, Failure> {
        std::fs::create_dir_all(&parts.folder).map_err(|error| disk(&error))?;
        let cards = profile::all(&parts.folder).map_err(|error| disk(&error))?;
        let now = parts.clock.now();
        let slots = cards.into_iter().map(|card| (card.id.clone(), Slot::locked(card, now))).collect();
        let theme = parts.theme.unwrap_or_else(|| session::stored_theme(&parts.folder));
        Ok(Arc::new_cyclic(|me| Self {
            parts,
            theme: Mutex::new(theme),
            windows: Mutex::default(),
            slots: Mutex::new(slots),
            drops: Mutex::default(),
            turning: tokio::sync::Mutex::default(),
            opening_demo: tokio::sync::Mutex::default(),
            unasked: Unasked::default(),
            next_window: Mutex::new(2),
            me: me.clone(),
        }))
    }

    /// Starts what goes on without being asked: the idle lock. Must be called inside the async runtime.
    pub fn start(&self) {
        if let Some(host) = self.me.upgrade() {
            tokio::spawn(idle::watch(Arc::downgrade(&host)));
        }
    }

    /// Stops everything in order: uploads come to a halt between two steps, stores are closed, keys are dropped.
    pub async fn shut_down(&self) {
        let _turn = self.turning.lock().await;
        let all: Vec<ProfileId> = hold(&self.slots).keys().cloned().collect();
        for id in all {
            self.close_engine(&id, LockCause::Started, UploadsAtClose::Stop).await;
            drop(self.end_behind(&id).await);
        }
    }

    /// The open profile of the calling window.
    pub(crate) fn engine(&self, caller: &Caller) -> Result<Arc<Engine>, Failure> {
        let id = self.profile_of(caller).ok_or_else(|| Failure::new(Code::NoProfile))?;
        match hold(&self.slots).get(&id).map(|slot| &slot.state) {
            Some(SlotState::Open { engine, .. }) => Ok(Arc::clone(engine)),
            Some(SlotState::Locked { .. }) => Err(Failure::new(Code::Locked)),
            None => Err(Failure::new(Code::NoProfile)),
        }
    }

    pub(crate) fn profile_of(&self, caller: &Caller) -> Option<ProfileId> {
        hold(&self.windows).get(caller).cloned()
    }

    fn bind(&self, caller: &Caller, profile: &ProfileId) {
        hold(&self.windows).insert(caller.clone(), profile.clone());
        session::remember_last(&self.parts.folder, profile);
        self.touched(profile);
        self.parts.shell.emit(caller.label(), Event::SessionChanged);
    }

    pub(crate) fn windows_of(&self, profile: &ProfileId) -> Vec<Caller> {
        hold(&self.windows).iter().filter(|(_, id)| *id == profile).map(|(caller, _)| caller.clone()).collect()
    }

    fn emit_to(&self, profile: &ProfileId, event: &Event) {
        for caller in self.windows_of(profile) {
            self.parts.shell.emit(caller.label(), event.clone());
        }
    }

    fn folder_of(&self, profile: &ProfileId) -> Folder {
        Folder::of(&self.parts.folder, profile)
    }

    pub(crate) fn sink(&self, profile: &ProfileId) -> Arc<dyn EventSink> {
        Arc::new(ProfileWindows { host: self.me.clone(), profile: profile.clone() })
    }

    fn new_window_label(&self) -> Caller {
        let mut next = hold(&self.next_window);
        let label = format!("main-{next}");
        *next += 1;
        Caller(label)
    }

    /// A window is gone. A profile without a window is locked.
    pub async fn window_closed(&self, caller: &Caller) {
        let profile = hold(&self.windows).remove(caller);
        hold(&self.drops).forget(caller);
        if let Some(profile) = profile
            && self.windows_of(&profile).is_empty()
        {
            self.close_unwatched(&profile).await;
        }
    }
}

impl Slot {
    fn locked(card: Card, now: UnixSeconds) -> Self {
        let state = SlotState::Locked { since: None, cause: LockCause::Started, uploads: LockedUploads::Wait(0) };
        Self { card, state, last_input: now, warned: false }
    }

    fn is_open(&self) -> bool {
        matches!(self.state, SlotState::Open { .. })
    }
}

/// The windows that show a profile, as its engine sees them.
struct ProfileWindows {
    host: Weak<Host>,
    profile: ProfileId,
}

impl EventSink for ProfileWindows {
    fn emit(&self, event: Event) {
        let Some(host) = self.host.upgrade() else { return };
        if hold(&host.slots).get(&self.profile).is_some_and(Slot::is_open) {
            host.emit_to(&self.profile, &event);
        } else if matches!(event, Event::Changed { what: Changed::Outbox }) {
            // Behind the lock a window hears that uploads moved, and nothing else.
            host.emit_to(&self.profile, &Event::SessionChanged);
        }
    }
}
