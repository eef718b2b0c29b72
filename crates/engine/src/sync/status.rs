//! What the sync line shows.

use std::sync::{Arc, Mutex};

use ipc::{
    Changed, Event, Failure,
    sync::{Activity, Connection, SyncStatus},
};
use mangopay::{Error, RateState};
use model::UnixSeconds;

use crate::{failure, host::hold, ports::EventSink};

pub(super) struct Status {
    events: Arc<dyn EventSink>,
    shown: Mutex<Shown>,
}

struct Shown {
    connection: Connection,
    activity: Activity,
    updated_at: Option<UnixSeconds>,
    paused: bool,
    platform_name: Option<String>,
}

impl Status {
    pub(super) fn new(events: Arc<dyn EventSink>) -> Self {
        let shown = Shown {
            connection: Connection::Unknown,
            activity: Activity::Idle,
            updated_at: None,
            paused: false,
            platform_name: None,
        };
        Self { events, shown: Mutex::new(shown) }
    }

    fn change(&self, change: impl FnOnce(&mut Shown)) {
        change(&mut hold(&self.shown));
        self.events.emit(Event::Changed { what: Changed::Sync });
    }

    pub(super) fn snapshot(&self) -> SyncStatus {
        let shown = hold(&self.shown);
        SyncStatus {
            connection: shown.connection.clone(),
            activity: shown.activity,
            updated_at: shown.updated_at.map(|moment| moment.0),
            budget_percent: None,
            streams: Vec::new(),
            paused: shown.paused,
        }
    }

    pub(super) fn is_offline(&self) -> bool {
        matches!(hold(&self.shown).connection, Connection::Offline { .. })
    }

    pub(super) fn is_paused(&self) -> bool {
        hold(&self.shown).paused
    }

    pub(super) fn set_paused(&self, paused: bool) {
        self.change(|shown| shown.paused = paused);
    }

    pub(super) fn platform_name(&self) -> Option<String> {
        hold(&self.shown).platform_name.clone()
    }

    pub(super) fn set_platform_name(&self, name: Option<String>) {
        if name.is_some() {
            hold(&self.shown).platform_name = name;
            self.events.emit(Event::SessionChanged);
        }
    }

    pub(super) fn busy(&self, activity: Activity) {
        self.change(|shown| shown.activity = activity);
    }

    /// The server answered.
    pub(super) fn reached(&self) {
        if hold(&self.shown).connection != Connection::Online {
            self.change(|shown| shown.connection = Connection::Online);
        }
    }

    pub(super) fn up_to_date(&self, now: UnixSeconds) {
        self.change(|shown| {
            shown.connection = Connection::Online;
            shown.activity = Activity::Idle;
            shown.updated_at = Some(now);
        });
    }

    /// The server was not reached, or has trouble of its own: it is tried again at `retry_at`.
    pub(super) fn out_of_reach(&self, now: UnixSeconds, retry_at: UnixSeconds, error: &Error) {
        self.change(|shown| {
            shown.activity = Activity::Idle;
            if error.is_offline() {
                let since = match shown.connection {
                    Connection::Offline { since, .. } => since,
                    _ => now.0,
                };
                shown.connection = Connection::Offline { since, retry_at: retry_at.0 };
            } else {
                shown.connection = Connection::Troubled { failure: failure::api(error) };
            }
        });
    }

    /// Only a person can change it.
    pub(super) fn refused(&self, now: UnixSeconds, failure: Failure) {
        self.change(|shown| {
            shown.activity = Activity::Idle;
            let since = match shown.connection {
                Connection::Refused { since, .. } => since,
                _ => now.0,
            };
            shown.connection = Connection::Refused { since, failure };
        });
    }

    /// A part of the sync does not work; the server is there.
    pub(super) fn troubled(&self, failure: Failure) {
        self.change(|shown| {
            shown.activity = Activity::Idle;
            shown.connection = Connection::Troubled { failure };
        });
    }
}

/// Share of the shortest window that is used up by all users of the key together, in hundredths.
pub(super) fn used_percent(rate: &RateState) -> Option<u32> {
    let window = rate.windows.first()?;
    let all = window.made.saturating_add(window.remaining);
    (all > 0).then(|| u32::try_from(window.made.saturating_mul(100) / all).unwrap_or(100))
}

#[cfg(test)]
mod tests {
    use mangopay::{RateWindow, WindowLength};
    use model::UnixSeconds;

    use super::*;

    #[test]
    fn the_gauge_shows_the_shortest_window() {
        let used = |made, remaining| {
            let window = RateWindow { length: WindowLength::Minutes15, made, remaining, reset: UnixSeconds(0) };
            used_percent(&RateState { windows: vec![window] })
        };
        assert_eq!(used(851, 1_449), Some(37));
        assert_eq!(used(0, 0), None, "limits that are switched off");
    }
}
