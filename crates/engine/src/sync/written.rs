//! What is written by a person, not read by the sync: stored at once, and followed.

use cache::{Batch, Part};
use ipc::Failure;
use model::{Area, Origin};

use super::{
    Sync, Trouble,
    governor::{Priority, at},
    rows::{self, Source},
};

impl Sync {
    /// Stores an object that was written or followed, as the server answered it, so that lists show it at once.
    pub(crate) async fn took(&self, area: Area, raw: String) -> Result<(), Failure> {
        let asked_at = self.0.parts.clock.now();
        let source = Source { area, part: Part::Detail, owner: None, origin: Origin::Api, asked_at };
        let mut batch = Batch::default();
        rows::add(&mut batch, &source, &[raw]);
        self.0.put(batch).await.map(|_| ()).map_err(Trouble::into_failure)
    }

    /// Tells the windows that rows of an area may look different.
    pub(crate) fn changed(&self, area: Area) {
        self.0.changed(area);
    }

    /// Goes on with something that somebody looks at or waits for, until all comes to a halt.
    pub(crate) fn go_on(&self, priority: Priority, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.0.stop.clone();
        tokio::spawn(async move {
            stop.run_until_cancelled(at(priority, Box::pin(work))).await;
        });
    }
}
