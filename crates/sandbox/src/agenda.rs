//! What will happen by time alone: outcomes, expiries, deadlines. Each module has its own kind of task; all stand in one
//! line, so that a clock moved by weeks applies them in the order of their times.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::state::State;

/// A thing to do, by the module that does it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Task {
    /// Money: [`crate::money::due`].
    Money(crate::money::Due),
    /// A session of strong authentication ends: [`crate::sca::due`].
    Session(String),
    /// A recipient has been registered: [`crate::recipients::due`].
    Recipient(String),
    /// A hosted session has had its week: [`crate::idv::due`].
    Verification(String),
    /// A deadline has passed: [`crate::disputes::lifecycle::due`].
    Dispute(String),
    /// A report is made, or its file goes: [`crate::reports::due`].
    Report(String),
    /// A renewal that was never answered: [`crate::users::renewal::due`].
    Renewal(String),
    /// A declaration is decided: [`crate::ubo::review::due`].
    Declaration(String),
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Planned {
    at: i64,
    /// Keeps the order of what was planned for the same second.
    number: u64,
    task: Task,
}

/// The tasks that wait for their time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Agenda(BTreeSet<Planned>);

impl State {
    /// Plans a task. One whose time has come is done with the next [`run`].
    pub(crate) fn plan(&mut self, at: i64, task: Task) {
        let number = self.number();
        self.agenda.0.insert(Planned { at, number, task });
    }
}

/// Does everything that has come due, each at its own time, what it plans anew included.
pub(crate) fn run(state: &mut State, now: i64) {
    while state.agenda.0.first().is_some_and(|first| first.at <= now) {
        let Some(planned) = state.agenda.0.pop_first() else { return };
        match planned.task {
            Task::Money(due) => crate::money::due(state, &due, planned.at),
            Task::Session(token) => crate::sca::due(state, &token, planned.at),
            Task::Recipient(id) => crate::recipients::due(state, &id, planned.at),
            Task::Verification(id) => crate::idv::due(state, &id, planned.at),
            Task::Dispute(id) => crate::disputes::lifecycle::due(state, &id, planned.at),
            Task::Report(id) => crate::reports::due(state, &id, planned.at),
            Task::Renewal(user) => crate::users::renewal::due(state, &user, planned.at),
            Task::Declaration(id) => crate::ubo::review::due(state, &id, planned.at),
        }
    }
}
