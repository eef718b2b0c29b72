use std::future::Future;

use ipc::Failure;
use leptos::{prelude::*, task::spawn_local};

use crate::present::Loadable;

/// Data that was asked for, and the way to ask again.
pub struct Asked<T: Send + Sync + 'static> {
    /// What came.
    pub data: RwSignal<Loadable<T>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Asked<T> {}

impl<T: Send + Sync + 'static> Asked<T> {
    /// Asks once more.
    pub fn reload(self) {
        self.again.update(|count| *count = count.wrapping_add(1));
    }
}

/// Asks now, and again whenever a signal that `question` reads before its first await has changed. Of several answers
/// only the one to the last question counts. `None` from `question`: there is nothing to ask, the data starts anew.
pub fn use_ask<T, F, Fut>(question: F) -> Asked<T>
where
    T: Send + Sync + 'static,
    F: Fn() -> Option<Fut> + 'static,
    Fut: Future<Output = Result<T, Failure>> + 'static,
{
    let data = RwSignal::new(Loadable::Loading);
    let again = RwSignal::new(0_u32);
    let generation = StoredValue::new(0_u64);
    Effect::new(move |_| {
        again.track();
        let this = generation.get_value().wrapping_add(1);
        generation.set_value(this);
        match question() {
            None => data.set(Loadable::Loading),
            Some(answer) => spawn_local(async move {
                let answer = answer.await;
                if generation.try_get_value() != Some(this) {
                    return;
                }
                match answer {
                    Ok(value) => data.set(Loadable::Ready(value)),
                    Err(failure) => data.update(|data| data.fail(failure)),
                }
            }),
        }
    });
    Asked { data, again }
}

/// Tells whether it is asked for the same object as the time before: the view has it already and asks because
/// something changed.
pub fn use_repetition<T: Clone + PartialEq + Send + Sync + 'static>() -> impl Fn(&T) -> bool + Copy {
    let last = StoredValue::new(None::<T>);
    move |now| {
        let same = last.with_value(|last| last.as_ref() == Some(now));
        last.set_value(Some(now.clone()));
        same
    }
}
