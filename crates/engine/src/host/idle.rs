//! The lock that comes by itself when nobody is there (PRODUCT A4).

use std::{sync::Weak, time::Duration};

use ipc::{Event, session::LockCause};
use model::{ProfileId, UnixSeconds};

use super::{Host, SlotState, hold};

/// How often the host looks.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How long before the lock the windows are told (design, "Lock").
const WARNING: i64 = 30;

/// Locks profiles without input until the host is gone.
pub(super) async fn watch(host: Weak<Host>) {
    loop {
        let Some(pause) = host.upgrade().map(|host| host.parts.clock.sleep(LOOK_EVERY)) else { return };
        pause.await;
        let Some(host) = host.upgrade() else { return };
        for (profile, step) in host.idle_steps() {
            match step {
                Step::Warn(seconds) => host.emit_to(&profile, &Event::LockWarning { seconds }),
                Step::Lock(minutes) => host.lock_profile(&profile, LockCause::Idle { minutes }).await,
            }
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Warn(u32),
    Lock(u32),
}

/// What is due after so many seconds without input.
fn due(idle: i64, minutes: u32, warned: bool) -> Option<Step> {
    let left = i64::from(minutes) * 60 - idle;
    match left {
        ..=0 => Some(Step::Lock(minutes)),
        1..=WARNING if !warned => u32::try_from(left).ok().map(Step::Warn),
        _ => None,
    }
}

impl Host {
    fn idle_steps(&self) -> Vec<(ProfileId, Step)> {
        let now = self.parts.clock.now();
        let mut steps = Vec::new();
        for (id, slot) in hold(&self.slots).iter_mut() {
            let SlotState::Open { engine, .. } = &slot.state else { continue };
            // A clock that was set back says nothing of how long nobody was there: counted anew.
            slot.last_input = slot.last_input.min(now);
            let Some(step) = due(now.since(slot.last_input), engine.minutes_to_lock(), slot.warned) else { continue };
            slot.warned = true;
            steps.push((id.clone(), step));
        }
        steps
    }

    /// Somebody is there. After a longer absence than is allowed that comes too late: a computer that slept is
    /// touched before anything else looks at the clock.
    pub(crate) fn touched(&self, profile: &ProfileId) {
        let now: UnixSeconds = self.parts.clock.now();
        let (late, warned) = {
            let mut slots = hold(&self.slots);
            let Some(slot) = slots.get_mut(profile) else { return };
            let late = match &slot.state {
                SlotState::Open { engine, .. } => due(now.since(slot.last_input), engine.minutes_to_lock(), true),
                SlotState::Locked { .. } => None,
            };
            if late.is_none() {
                slot.last_input = now;
            }
            (late, std::mem::take(&mut slot.warned))
        };
        match (late, self.me.upgrade()) {
            (Some(Step::Lock(minutes)), Some(host)) => {
                let profile = profile.clone();
                tokio::spawn(async move { host.lock_profile(&profile, LockCause::Idle { minutes }).await });
            }
            _ if warned => self.emit_to(profile, &Event::LockWarning { seconds: 0 }),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, due};

    #[test]
    fn a_warning_comes_once_and_then_the_lock() {
        assert_eq!(due(0, 10, false), None);
        assert_eq!(due(569, 10, false), None);
        assert_eq!(due(570, 10, false), Some(Step::Warn(30)));
        assert_eq!(due(580, 10, true), None, "told once");
        assert_eq!(due(600, 10, true), Some(Step::Lock(10)));
        assert_eq!(due(100_000, 10, false), Some(Step::Lock(10)), "a computer that slept past the limit");
    }
}
