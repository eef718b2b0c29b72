//! What a window shows, and the settings that are the same for all profiles.

use std::{path::Path, sync::Arc};

use ipc::{
    Code, Event, Failure, Nothing, Reply,
    session::{GetSession, Lock, LockCause, LockedProfile, Mark, Screen, Session, SetTheme, Theme, Touch, Unlock},
};
use model::ProfileId;
use serde::{Deserialize, Serialize};

use super::{Caller, Host, Slot, SlotState, behind::LockedUploads, hold, vaults::WaysIn};
use crate::{failure::disk, profile::write_whole};

/// Settings of the application; nothing here tells of a person or a platform.
const SETTINGS: &str = "settings.json";

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct AppSettings {
    theme: Theme,
    last_profile: Option<ProfileId>,
}

fn settings(folder: &Path) -> AppSettings {
    // Absent at first start; unreadable means the standard ones, which cost nobody anything.
    std::fs::read(folder.join(SETTINGS)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn store(folder: &Path, settings: &AppSettings) -> std::io::Result<()> {
    write_whole(&folder.join(SETTINGS), &serde_json::to_vec_pretty(settings)?)
}

pub(super) fn stored_theme(folder: &Path) -> Theme {
    settings(folder).theme
}

pub(super) fn last_profile(folder: &Path) -> Option<ProfileId> {
    settings(folder).last_profile
}

pub(super) fn remember_last(folder: &Path, profile: &ProfileId) {
    let mut now = settings(folder);
    if now.last_profile.as_ref() == Some(profile) {
        return;
    }
    now.last_profile = Some(profile.clone());
    if let Err(error) = store(folder, &now) {
        tracing::warn!(kind = ?error.kind(), "the last profile could not be remembered");
    }
}

impl Host {
    /// What the calling window shows.
    ///
    /// # Errors
    /// None that a person could meet; the journal's settings may fail to be read.
    pub async fn get_session(self: Arc<Self>, caller: Caller, _: GetSession) -> Reply<GetSession> {
        let shown = self.profile_of(&caller);
        if let Some(profile) = &shown {
            self.unasked.settled(profile).await;
        }
        let screen = match shown {
            None => Screen::Welcome { has_profiles: !hold(&self.slots).is_empty() },
            Some(profile) => match self.engine(&caller) {
                Ok(engine) => Screen::Open(engine.info()),
                Err(_) => Screen::Locked(self.locked(&profile).await?),
            },
        };
        Ok(Session {
            screen,
            now: self.parts.clock.now().0,
            clock_frozen: self.parts.clock.is_frozen(),
            theme: *hold(&self.theme),
            version: self.parts.version.clone(),
        })
    }

    async fn locked(&self, profile: &ProfileId) -> Result<LockedProfile, Failure> {
        let (card, since, cause, waiting) = match hold(&self.slots).get(profile) {
            Some(Slot { card, state: SlotState::Locked { since, cause, uploads }, .. }) => {
                let waiting = match uploads {
                    LockedUploads::Wait(count) => *count,
                    LockedUploads::GoOn { .. } => 0,
                };
                (card.clone(), *since, *cause, waiting)
            }
            _ => return Err(Failure::new(Code::NoProfile)),
        };
        let going_on = match self.uploads_behind(profile) {
            // What ends in this moment has nothing more to tell.
            Some(uploads) => uploads.standing().await.ok(),
            None => None,
        };
        let (ways, trouble) = match self.ways_in(profile).await {
            Ok(ways) => (ways, None),
            Err(failure) => (WaysIn { passphrase: false, key_store: false }, Some(failure)),
        };
        Ok(LockedProfile {
            id: card.id,
            label: card.label,
            environment: card.environment,
            since: since.map(|moment| moment.0),
            cause,
            has_passphrase: ways.passphrase,
            has_key_store: ways.key_store,
            trouble,
            uploads_on_the_way: going_on.map_or(waiting, |standing| standing.on_the_way),
            uploads_go_on: going_on.is_some_and(|standing| standing.moving > 0),
            uploads_done_percent: going_on.map_or(0, |standing| standing.percent),
        })
    }

    /// Chooses the theme, for all windows.
    ///
    /// # Errors
    /// If the settings cannot be written.
    #[allow(clippy::unused_async, reason = "commands have one shape")]
    pub async fn set_theme(self: Arc<Self>, _: Caller, args: SetTheme) -> Reply<SetTheme> {
        *hold(&self.theme) = args.theme;
        let mut now = settings(&self.parts.folder);
        now.theme = args.theme;
        store(&self.parts.folder, &now).map_err(|error| disk(&error))?;
        for caller in hold(&self.windows).keys() {
            self.parts.shell.emit(caller.label(), Event::SessionChanged);
        }
        Ok(Nothing {})
    }

    /// Locks the calling window's profile.
    ///
    /// # Errors
    /// If the window shows no profile.
    pub async fn lock(self: Arc<Self>, caller: Caller, _: Lock) -> Reply<Lock> {
        let profile = self.profile_of(&caller).ok_or_else(|| Failure::new(Code::NoProfile))?;
        self.lock_profile(&profile, LockCause::OnDemand).await;
        Ok(Nothing {})
    }

    /// Opens the calling window's locked profile.
    ///
    /// # Errors
    /// The states of the key store, a wrong passphrase or code, or why the stores cannot be opened.
    pub async fn unlock(self: Arc<Self>, caller: Caller, args: Unlock) -> Reply<Unlock> {
        let profile = self.profile_of(&caller).ok_or_else(|| Failure::new(Code::NoProfile))?;
        self.unlock_profile(&profile, args.with).await?;
        // Its window may have been closed while the key store asked.
        self.close_unwatched(&profile).await;
        Ok(Nothing {})
    }

    /// Somebody is there: the idle lock starts anew.
    ///
    /// # Errors
    /// None.
    #[allow(clippy::unused_async, reason = "commands have one shape")]
    pub async fn touch(self: Arc<Self>, caller: Caller, _: Touch) -> Reply<Touch> {
        if let Some(profile) = self.profile_of(&caller) {
            self.touched(&profile);
        }
        Ok(Nothing {})
    }

    /// A moment of start-up has come.
    ///
    /// # Errors
    /// None.
    #[allow(clippy::unused_async, reason = "commands have one shape")]
    pub async fn mark(self: Arc<Self>, _: Caller, args: Mark) -> Reply<Mark> {
        self.passed(&args.name);
        Ok(Nothing {})
    }

    /// Tells whoever measures that a moment of start-up has come.
    pub(super) fn passed(&self, moment: &str) {
        if let Some(on_mark) = &self.parts.on_mark {
            on_mark(moment);
        }
    }
}
