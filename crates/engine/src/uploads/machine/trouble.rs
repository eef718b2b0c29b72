//! What follows when a call does not come to its answer.

use journal::outbox::{Outcome, Waiting};
use model::{StopReason, UnixSeconds, UploadState, UploadStep};

use super::{
    CLOCK_SLACK, Call, Effect, FIRST_WAIT, LONGEST_WAIT, MOST_TROUBLES, Recorded, Refusal, STILL_RUNNING_MOST,
    Transition, Trouble, steps::Turning,
};

impl Turning<'_> {
    pub(super) fn trouble(&mut self, call: Call, trouble: Trouble) -> Transition {
        if !self.is_at(call) {
            return Transition::None;
        }
        match call {
            Call::Create | Call::SendPage | Call::Submit => self.write_trouble(call, trouble),
            Call::ReadResponse | Call::Search | Call::ReadDocument => self.read_trouble(call, trouble),
        }
    }

    /// Whether the item is still where the call was made.
    fn is_at(&self, call: Call) -> bool {
        match self.item.state {
            UploadState::CreatingDocument => matches!(call, Call::Create | Call::ReadResponse | Call::Search),
            UploadState::UploadingPage { .. } => matches!(call, Call::SendPage | Call::ReadResponse),
            UploadState::Submitting => matches!(call, Call::Submit | Call::ReadDocument),
            UploadState::Ready
            | UploadState::Submitted
            | UploadState::Validated
            | UploadState::Refused
            | UploadState::OutOfDate
            | UploadState::Failed { .. }
            | UploadState::Cancelled
            | UploadState::Abandoned { .. } => false,
        }
    }

    /// A refusal ahead of the key's check tells nothing about an earlier try under the same key.
    fn in_doubt(&mut self) -> bool {
        self.row().is_some_and(|row| row.doubt_at.is_some())
    }

    fn write_trouble(&mut self, call: Call, trouble: Trouble) -> Transition {
        let now = self.facts.now;
        match trouble {
            Trouble::NotSent => {
                self.nothing_left();
                self.wait(Waiting::Network)
            }
            Trouble::Unknown => {
                if let Some(row) = self.row() {
                    row.doubt_at = Some(now);
                }
                self.wait(Waiting::Outcome)
            }
            Trouble::Conflict => self.conflict(call),
            Trouble::RateLimited { until } => {
                self.this_try_did_nothing(429);
                self.wait_for_calls(until)
            }
            Trouble::Refused(refusal) => {
                if call == Call::Submit && self.in_doubt() {
                    // The earlier submission may have worked after all: then this one is refused.
                    self.close_row(Outcome::Refused { status: refusal.status });
                    let Some(document) = self.item.document.clone() else { return Transition::None };
                    self.effect = Some(Effect::ReadDocument { document });
                    return Transition::KeyBurned;
                }
                self.refused(refusal)
            }
            Trouble::NotAllowed => {
                self.this_try_did_nothing(403);
                self.fail(StopReason::NotAllowed, true)
            }
            Trouble::SessionLost => {
                self.this_try_did_nothing(401);
                self.fail(StopReason::SessionLost, true)
            }
            Trouble::ReadOnly => {
                self.nothing_left();
                self.fail(StopReason::ReadOnly, true)
            }
        }
    }

    fn read_trouble(&mut self, call: Call, trouble: Trouble) -> Transition {
        match trouble {
            Trouble::NotSent => self.wait(Waiting::Network),
            Trouble::Unknown | Trouble::Conflict => self.wait(Waiting::Server),
            Trouble::RateLimited { until } => self.wait_for_calls(until),
            Trouble::SessionLost => self.fail(StopReason::SessionLost, true),
            Trouble::ReadOnly => self.fail(StopReason::ReadOnly, true),
            // Without the right to look a key up, the document itself has to tell.
            Trouble::NotAllowed | Trouble::Refused(_) if call == Call::ReadResponse => self.cannot_look_up(),
            Trouble::NotAllowed => self.fail(StopReason::NotAllowed, true),
            Trouble::Refused(refusal) => self.fail(refused_by_api(refusal), false),
        }
    }

    /// This try left nothing behind; neither did an earlier one, unless one is in doubt.
    fn nothing_left(&mut self) {
        if let Some(row) = self.row() {
            row.last_try_at = row.doubt_at;
            if row.doubt_at.is_none() {
                row.first_try_at = None;
            }
        }
    }

    /// This try was answered and not carried out. Its key is burned, unless an earlier try under it is in doubt.
    fn this_try_did_nothing(&mut self, status: u16) {
        if self.in_doubt() {
            self.nothing_left();
        } else {
            self.close_row(Outcome::Refused { status });
        }
    }

    fn conflict(&mut self, call: Call) -> Transition {
        let now = self.facts.now;
        let Some(row) = self.row() else { return Transition::None };
        // The repetition did nothing; what it met is the earlier try.
        row.doubt_at = row.doubt_at.or(row.first_try_at);
        row.last_try_at = row.doubt_at;
        match row.key.clone() {
            Some(key) if call != Call::Submit => {
                self.effect = Some(Effect::ReadResponse { key });
                Transition::Woken
            }
            _ => {
                row.doubt_at = Some(now);
                self.wait(Waiting::Outcome)
            }
        }
    }

    pub(super) fn recorded(&mut self, recorded: Recorded) -> Transition {
        let creating = matches!(self.item.state, UploadState::CreatingDocument);
        if !creating && !matches!(self.item.state, UploadState::UploadingPage { .. }) {
            return Transition::None;
        }
        match recorded {
            Recorded::Success { .. } if !creating => self.page_accepted(),
            Recorded::Success { document: Some(document) } => self.created(document, false),
            Recorded::Success { document: None } => self.cannot_look_up(),
            Recorded::Failure(refusal) if may_pass(refusal.status) => {
                self.close_row(Outcome::Refused { status: refusal.status });
                match self.wait(Waiting::Server) {
                    Transition::Waits => Transition::KeyBurned,
                    other => other,
                }
            }
            Recorded::Failure(refusal) => self.refused(refusal),
            Recorded::Missing => {
                let now = self.facts.now;
                let since = self.row().and_then(|row| row.doubt_at.or(row.first_try_at)).unwrap_or(now);
                if now.since(since) >= STILL_RUNNING_MOST {
                    return self.cannot_look_up();
                }
                self.wait(Waiting::StillRunning)
            }
        }
    }

    /// Nothing is known of the key and nothing will be.
    fn cannot_look_up(&mut self) -> Transition {
        if !matches!(self.item.state, UploadState::CreatingDocument) {
            return self.abandon();
        }
        let now = self.facts.now;
        let first = self.row().and_then(|row| row.first_try_at).unwrap_or(now);
        self.effect = Some(Effect::Search { since: first.plus(-CLOCK_SLACK) });
        Transition::Woken
    }

    fn refused(&mut self, refusal: Refusal) -> Transition {
        self.close_row(Outcome::Refused { status: refusal.status });
        match refusal.status {
            403 => self.fail(StopReason::NotAllowed, true),
            _ => self.fail(refused_by_api(refusal), false),
        }
    }

    /// A page was cut off by a pause or a stop: what came of it is not known.
    pub(super) fn cut(&mut self) -> Transition {
        let now = self.facts.now;
        if !matches!(self.item.state, UploadState::UploadingPage { .. }) {
            return Transition::None;
        }
        if let Some(row) = self.row().filter(|row| row.first_try_at.is_some()) {
            row.doubt_at = Some(now);
        }
        Transition::Cut
    }

    pub(super) fn online(&mut self) -> Transition {
        if matches!(self.item.waits_for, Some(Waiting::Network | Waiting::Server | Waiting::Outcome)) {
            self.item.next_try_at = None;
        }
        Transition::Woken
    }

    fn wait_for_calls(&mut self, until: Option<UnixSeconds>) -> Transition {
        let now = self.facts.now;
        match until.filter(|until| *until > now) {
            Some(until) => self.wait_until(Waiting::RateLimit, until),
            None => self.wait(Waiting::RateLimit),
        }
    }

    /// Waits longer with each failed try.
    fn wait(&mut self, reason: Waiting) -> Transition {
        let counts = matches!(reason, Waiting::Server | Waiting::Outcome);
        if counts && self.item.troubles >= MOST_TROUBLES {
            return self.fail(StopReason::TooManyTries { tries: self.item.troubles }, true);
        }
        let at = self.facts.now.plus(back_off(self.item.troubles));
        self.wait_until(reason, at)
    }

    pub(super) fn wait_until(&mut self, reason: Waiting, at: UnixSeconds) -> Transition {
        self.effect = None;
        if reason != Waiting::Network || self.item.troubles < MOST_TROUBLES {
            self.item.troubles = self.item.troubles.saturating_add(1);
        }
        self.item.waits_for = Some(reason);
        self.item.next_try_at = Some(at);
        Transition::Waits
    }

    /// The state in which a stopped step is tried again.
    pub(super) fn state_of(&self, step: UploadStep) -> UploadState {
        match step {
            UploadStep::CreateDocument => UploadState::CreatingDocument,
            UploadStep::SendPage(page) => UploadState::UploadingPage { page, of: self.pages() },
            UploadStep::Submit => UploadState::Submitting,
        }
    }
}

/// Seconds to wait after so many failed tries.
pub(crate) fn back_off(troubles: u32) -> i64 {
    FIRST_WAIT.saturating_mul(1 << troubles.min(20)).min(LONGEST_WAIT)
}

/// Whether a recorded failure may not repeat itself under a new key.
fn may_pass(status: u16) -> bool {
    matches!(status, 401 | 408 | 429) || status >= 500
}

fn refused_by_api(refusal: Refusal) -> StopReason {
    StopReason::RefusedByApi { status: refusal.status, kind: refusal.kind, fields: refusal.fields }
}
