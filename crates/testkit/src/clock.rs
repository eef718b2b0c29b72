use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use engine::{
    UnixSeconds,
    ports::{Clock, Pending},
};
use tokio::sync::oneshot;

/// A clock that moves only when a test moves it. Cheap to clone; all clones are one clock.
#[derive(Clone)]
pub struct TestClock(Arc<Inner>);

struct Inner {
    /// Milliseconds since 1970.
    now: AtomicI64,
    zone: Mutex<String>,
    sleepers: Mutex<Vec<(i64, oneshot::Sender<()>)>>,
}

impl TestClock {
    /// A clock that shows this moment.
    pub fn at(moment: i64) -> Self {
        Self(Arc::new(Inner {
            now: AtomicI64::new(moment * 1_000),
            zone: Mutex::new("UTC".to_owned()),
            sleepers: Mutex::default(),
        }))
    }

    /// People go by this zone from now on: an IANA name.
    pub fn set_zone(&self, name: &str) {
        name.clone_into(&mut self.0.zone.lock().unwrap());
    }

    /// Moves the clock and wakes those whose time has come.
    pub fn advance(&self, seconds: i64) {
        let now = self.0.now.fetch_add(seconds * 1_000, Ordering::SeqCst) + seconds * 1_000;
        let mut sleepers = self.0.sleepers.lock().unwrap();
        let (due, waiting) = std::mem::take(&mut *sleepers).into_iter().partition(|(at, _)| *at <= now);
        *sleepers = waiting;
        drop(sleepers);
        for (_, wake) in due {
            // A sleeper that was dropped meanwhile needs no waking.
            wake.send(()).ok();
        }
    }
}

impl Clock for TestClock {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.0.now.load(Ordering::SeqCst) / 1_000)
    }

    fn zone(&self) -> String {
        self.0.zone.lock().unwrap().clone()
    }

    fn sleep(&self, time: Duration) -> Pending<()> {
        let (wake, woken) = oneshot::channel();
        let mut sleepers = self.0.sleepers.lock().unwrap();
        let at = self.0.now.load(Ordering::SeqCst) + i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 2);
        sleepers.push((at, wake));
        drop(sleepers);
        Box::pin(async move {
            woken.await.ok();
        })
    }
}
