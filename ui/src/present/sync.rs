//! The sync line of the rail, and the ring of the outbox.

use ipc::{
    outbox::Outbox,
    sync::{Activity, Connection, SyncStatus},
};
use l10n::{text, text_with};
use model::Environment;

use super::{Calendar, number::percent};
use crate::components::IconName;

/// The two lines about the sync.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncLine {
    /// The icon.
    pub icon: IconName,
    /// What it does, or how old the data are.
    pub first: String,
    /// The budget, or when the next try is.
    pub second: String,
    /// Whether it needs somebody.
    pub bad: bool,
    /// Whether it is at work.
    pub turning: bool,
}

/// How far the first sync is, in hundredths.
pub fn first_sync_percent(status: &SyncStatus) -> Option<u32> {
    let known: Vec<(u64, u64)> =
        status.streams.iter().filter_map(|stream| Some((u64::from(stream.have), u64::from(stream.of?)))).collect();
    let whole: u64 = known.iter().map(|(_, of)| of).sum();
    (whole > 0).then(|| percent(known.iter().map(|(have, _)| have).sum(), whole))
}

/// The sync line.
pub fn line(status: Option<&SyncStatus>, environment: Option<Environment>, calendar: &Calendar) -> SyncLine {
    let plain = |icon, first: String, second: String| SyncLine { icon, first, second, bad: false, turning: false };
    let Some(status) = status else {
        return plain(IconName::Sync, text("sync-starting"), String::new());
    };
    let updated = match status.updated_at {
        Some(at) => text_with("sync-updated", &[("age", calendar.ago(at).into())]),
        None => text("sync-never"),
    };
    let budget = match (environment, status.budget_percent) {
        (Some(Environment::Demo), _) => text("sync-no-network"),
        (_, Some(percent)) => text_with("sync-budget", &[("percent", percent.into())]),
        (_, None) => String::new(),
    };
    match &status.connection {
        Connection::Offline { retry_at, .. } => {
            let first = match status.updated_at {
                Some(at) => text_with("sync-data-from", &[("time", calendar.clock(at).into())]),
                None => text("sync-offline"),
            };
            let second = if status.paused {
                text("sync-paused")
            } else {
                text_with("sync-retrying", &[("left", calendar.left(*retry_at).into())])
            };
            return plain(IconName::CloudOff, first, second);
        }
        Connection::Refused { failure, .. } => {
            let (what, _) = super::failure::words(failure);
            let first = text("sync-refused");
            return SyncLine { icon: IconName::Alert, first, second: what, bad: true, turning: false };
        }
        Connection::Troubled { failure } => {
            let (what, to_do) = super::failure::words(failure);
            return SyncLine { icon: IconName::Alert, first: what, second: to_do, bad: true, turning: false };
        }
        Connection::Unknown | Connection::Online => {}
    }
    if status.paused {
        return plain(IconName::Pause, text("sync-paused"), updated);
    }
    match status.activity {
        Activity::Idle => plain(IconName::Sync, updated, budget),
        Activity::FirstSync => {
            let first = match first_sync_percent(status) {
                Some(percent) => text_with("sync-fetching", &[("percent", percent.into())]),
                None => text("sync-fetching-unknown"),
            };
            SyncLine { turning: true, ..plain(IconName::Sync, first, budget) }
        }
        Activity::Refreshing => SyncLine { turning: true, ..plain(IconName::Sync, updated, budget) },
    }
}

/// The share of the outbox that has been sent, if anything is on the way.
pub fn outbox_share(outbox: &Outbox) -> Option<f64> {
    (outbox.on_the_way > 0).then(|| f64::from(percent(outbox.sent_bytes, outbox.total_bytes)) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_513_320;

    fn status() -> SyncStatus {
        SyncStatus {
            connection: Connection::Online,
            activity: Activity::Idle,
            updated_at: Some(NOW - 130),
            budget_percent: Some(37),
            streams: Vec::new(),
            paused: false,
        }
    }

    fn shown(status: &SyncStatus) -> (String, String) {
        let line = line(Some(status), Some(Environment::Production), &Calendar::with_zone(NOW, |_| 60));
        (line.first, line.second)
    }

    #[test]
    fn the_age_of_the_data_is_always_said() {
        assert_eq!(shown(&status()), ("Updated 2 min ago".into(), "37 % of rate budget".into()));
        let offline = SyncStatus {
            connection: Connection::Offline { since: NOW - 2640, retry_at: NOW + 40 },
            updated_at: Some(NOW - 2760),
            ..status()
        };
        assert_eq!(shown(&offline), ("Data from 09:56".into(), "Retrying in 40 s".into()));
        assert_eq!(shown(&SyncStatus { paused: true, ..status() }).0, "Paused");
    }
}
