//! An object that is looked for by its id, in the local copy and at Mangopay, and what there is to say meanwhile.

use ipc::{
    Failure,
    lists::{GetCopiedId, LookUp, LookedUp},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Said, ShellState};
use crate::{
    api,
    components::{IconName, Tone},
    hooks::{Goto, use_goto},
    platform,
    present::failure,
    routes::object_path,
};

/// Where it stands.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// It is asked for this id.
    Asking(String),
    /// Nobody knows this id.
    Nowhere(String),
    /// It could not be asked.
    Failed(Failure),
}

/// Looking for one object at a time.
#[derive(Clone, Copy)]
pub(super) struct Looking {
    step: RwSignal<Option<Step>>,
    /// Counts the questions: only the answer to the last one is heard.
    asked: StoredValue<u64>,
    ticket: u64,
    state: ShellState,
    goto: Goto,
}

/// A way to look for objects, which ends with the palette.
pub(super) fn use_looking(state: ShellState) -> Looking {
    let looking = Looking {
        step: RwSignal::new(None),
        asked: StoredValue::new(0),
        ticket: platform::random(),
        state,
        goto: use_goto(),
    };
    on_cleanup(move || {
        looking.end();
    });
    looking
}

impl Looking {
    /// Looks for an id, and opens what has it in the palette's place.
    pub fn begin(self, id: String) {
        if self.step.with_untracked(|step| *step == Some(Step::Asking(id.clone()))) {
            return;
        }
        let this = self.asked.get_value().wrapping_add(1);
        self.asked.set_value(this);
        self.step.set(Some(Step::Asking(id.clone())));
        spawn_local(async move {
            let answer = api::call(LookUp { id: Some(id.clone()), ticket: self.ticket }).await;
            if self.asked.try_get_value() != Some(this) {
                return;
            }
            self.step.set(match answer {
                Ok(LookedUp::Nowhere) => Some(Step::Nowhere(id)),
                Err(failure) => Some(Step::Failed(failure)),
                Ok(LookedUp::Ended) => None,
                Ok(LookedUp::Held(area)) => {
                    self.state.open.set(None);
                    self.goto.to(&object_path(area, &id), false);
                    None
                }
            });
        });
    }

    /// Ends what is under way. Whether there was anything.
    pub fn end(self) -> bool {
        let step = self.step.try_get_untracked().flatten();
        if !matches!(step, Some(Step::Asking(_))) {
            return false;
        }
        self.asked.update_value(|asked| *asked = asked.wrapping_add(1));
        self.step.set(None);
        spawn_local(async move { drop(api::call(LookUp { id: None, ticket: self.ticket }).await) });
        true
    }

    /// Begins anew, as something else is typed.
    pub fn forget(self) {
        self.end();
        self.step.set(None);
    }

    /// What there is to say.
    pub fn said(self) -> Option<Said> {
        self.step.get().map(|step| match step {
            Step::Asking(id) => Said {
                icon: IconName::Sync,
                tone: Tone::Third,
                turning: true,
                head: l10n::text_with("palette-asking", &[("id", id.into())]),
                more: l10n::text("palette-asking-text"),
            },
            Step::Nowhere(id) => {
                let head = l10n::text_with("palette-nowhere", &[("id", id.into())]);
                Said::note(head, l10n::text("palette-nowhere-text"), false)
            }
            Step::Failed(failure) => {
                let (what, to_do) = failure::words(&failure);
                Said::note(what, to_do, true)
            }
        })
    }
}

/// The id that is on the clipboard as the palette opens.
pub(super) fn use_copied() -> ReadSignal<Option<String>> {
    let (copied, set_copied) = signal(None);
    spawn_local(async move {
        // Where it cannot be read there is nothing to offer, and nothing is lost.
        if let Ok(id) = api::call(GetCopiedId {}).await {
            set_copied.try_set(id);
        }
    });
    copied
}
