//! Profiles that are being opened without a question. A window that asks meanwhile what to show waits a moment for the
//! answer, so that no lock screen flashes up; if the key store prompts, the lock screen comes, and the profile follows.

use std::{collections::BTreeSet, time::Duration};

use model::ProfileId;
use tokio::sync::watch;

/// How long a window shows nothing rather than the lock screen. Without a prompt, opening takes a fraction of it.
const PATIENCE: Duration = Duration::from_millis(1_500);

pub(super) struct Unasked(watch::Sender<BTreeSet<ProfileId>>);

/// As long as it lives, the profile counts as being opened.
pub(super) struct Mark {
    all: watch::Sender<BTreeSet<ProfileId>>,
    profile: ProfileId,
}

impl Default for Unasked {
    fn default() -> Self {
        Self(watch::Sender::new(BTreeSet::new()))
    }
}

impl Unasked {
    pub(super) fn mark(&self, profile: &ProfileId) -> Mark {
        self.0.send_modify(|all| {
            all.insert(profile.clone());
        });
        Mark { all: self.0.clone(), profile: profile.clone() }
    }

    /// Waits until a profile is no longer being opened, but not for ever.
    pub(super) async fn settled(&self, profile: &ProfileId) {
        let mut all = self.0.subscribe();
        let settled = all.wait_for(|all| !all.contains(profile));
        if tokio::time::timeout(PATIENCE, settled).await.is_err() {
            tracing::info!("opening takes long: the key store may be asking somebody");
        }
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        self.all.send_modify(|all| {
            all.remove(&self.profile);
        });
    }
}
