//! Uploads that go on behind the lock screen, where the person allowed them to (PRODUCT A4): the local copy is closed
//! and the profile's key is dropped; the journal and the client stay as long as something is on its way.

use std::{
    fs::File,
    sync::{Arc, Weak},
};

use ipc::Event;
use journal::Journal;
use model::ProfileId;

use super::{Host, Slot, SlotState, hold};
use crate::{ports::DemoServer, uploads::Uploads};

/// What of an open profile works on behind the lock.
pub(crate) struct Behind {
    pub(crate) uploads: Uploads,
    pub(crate) journal: Arc<Journal>,
    /// Holding it keeps the simulator of a Demo profile running.
    pub(crate) demo: Option<Arc<DemoServer>>,
}

impl Behind {
    /// Brings the uploads to a halt and closes the journal. Returns how many wait to be sent.
    pub(crate) async fn end(self) -> u32 {
        let Self { uploads, journal, demo } = self;
        let waiting = uploads.stop().await;
        if tokio::task::spawn_blocking(move || journal.close()).await.is_err() {
            tracing::error!("the journal could not be closed in order");
        }
        drop(demo);
        waiting
    }
}

/// What becomes of a locked profile's uploads.
pub(super) enum LockedUploads {
    /// So many wait until the profile is open again.
    Wait(u32),
    /// They go on; the profile's folder stays ours meanwhile.
    GoOn { behind: Behind, held: File },
}

impl Host {
    /// Lets uploads go on behind the lock until none is left that moves by itself. The caller holds `turning`.
    pub(super) fn go_on_behind(&self, profile: &ProfileId, behind: Behind, held: File) {
        let uploads = behind.uploads.clone();
        if let Some(Slot { state: SlotState::Locked { uploads, .. }, .. }) = hold(&self.slots).get_mut(profile) {
            *uploads = LockedUploads::GoOn { behind, held };
        }
        let (host, profile) = (Weak::clone(&self.me), profile.clone());
        tokio::spawn(async move {
            uploads.settled().await;
            let Some(host) = host.upgrade() else { return };
            let _turn = host.turning.lock().await;
            // Unlocked and locked again meanwhile: those are the uploads of another watch.
            if host.uploads_behind(&profile).is_some_and(|now| now.is(&uploads)) {
                drop(host.end_behind(&profile).await);
                host.emit_to(&profile, &Event::SessionChanged);
            }
        });
    }

    /// The uploads that go on behind a profile's lock, if any do.
    pub(super) fn uploads_behind(&self, profile: &ProfileId) -> Option<Uploads> {
        match &hold(&self.slots).get(profile)?.state {
            SlotState::Locked { uploads: LockedUploads::GoOn { behind, .. }, .. } => Some(behind.uploads.clone()),
            SlotState::Locked { uploads: LockedUploads::Wait(_), .. } | SlotState::Open { .. } => None,
        }
    }

    /// Ends what goes on behind a profile's lock, and hands over the hold of its folder. The caller holds `turning`.
    pub(super) async fn end_behind(&self, profile: &ProfileId) -> Option<File> {
        let (behind, held) = {
            let mut slots = hold(&self.slots);
            let SlotState::Locked { uploads, .. } = &mut slots.get_mut(profile)?.state else { return None };
            match std::mem::replace(uploads, LockedUploads::Wait(0)) {
                LockedUploads::GoOn { behind, held } => (behind, held),
                wait @ LockedUploads::Wait(_) => {
                    *uploads = wait;
                    return None;
                }
            }
        };
        let waiting = behind.end().await;
        if let Some(Slot { state: SlotState::Locked { uploads, .. }, .. }) = hold(&self.slots).get_mut(profile) {
            *uploads = LockedUploads::Wait(waiting);
        }
        Some(held)
    }
}
