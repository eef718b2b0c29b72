use std::time::Duration;

use leptos::prelude::*;

/// Follows a number that grows with each change, but passes changes on at most once in so long: the first at once, those
/// that come meanwhile together.
pub fn use_calm(version: impl Fn() -> u32 + 'static, every: Duration) -> ReadSignal<u32> {
    let (calm, passed) = signal(0_u32);
    let pace = Pace { passed, resting: StoredValue::new(false), behind: StoredValue::new(false), every };
    Effect::new(move |before: Option<u32>| {
        let now = version();
        if before.is_some_and(|before| before != now) {
            pace.pass();
        }
        now
    });
    calm
}

#[derive(Clone, Copy)]
struct Pace {
    passed: WriteSignal<u32>,
    resting: StoredValue<bool>,
    behind: StoredValue<bool>,
    every: Duration,
}

impl Pace {
    fn pass(self) {
        if self.resting.get_value() {
            self.behind.set_value(true);
            return;
        }
        self.resting.set_value(true);
        self.passed.update(|count| *count = count.wrapping_add(1));
        let rested = move || {
            // The view may be gone by now.
            let behind = self.behind.try_update_value(std::mem::take).unwrap_or(false);
            if self.resting.try_set_value(false).is_none() && behind {
                self.pass();
            }
        };
        set_timeout(rested, self.every);
    }
}
