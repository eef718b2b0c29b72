use std::{path::PathBuf, sync::Arc};

use cache::Cache;
use journal::Journal;
use model::{Environment, ProfileId};

use crate::ports::{Clock, EventSink, Ids};

/// What the use cases of one open profile share. Built once when the profile is unlocked; dropped when it is locked.
#[derive(Clone)]
pub struct Parts {
    /// The profile.
    pub profile: ProfileId,
    /// Its environment.
    pub environment: Environment,
    /// Its folder.
    pub folder: PathBuf,
    /// The API.
    pub client: mangopay::Client,
    /// The local copy.
    pub cache: Arc<Cache>,
    /// What may never be lost.
    pub journal: Arc<Journal>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Ids and keys.
    pub ids: Arc<dyn Ids>,
    /// The windows of the profile.
    pub events: Arc<dyn EventSink>,
}
