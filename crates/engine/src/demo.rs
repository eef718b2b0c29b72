//! The simulator behind a Demo profile: started with the profile, its state kept in the profile's encrypted journal.

use std::sync::Arc;

use ipc::{Code, Failure};
use journal::{Journal, settings::Setting};

use crate::{
    host::Host,
    ports::{DemoServer, DemoState},
};

/// The simulator's state as it saved it: JSON text.
const STATE: Setting<Option<String>> = Setting::new("demo-state", || None);

struct InJournal(Arc<Journal>);

impl DemoState for InJournal {
    fn load(&self) -> Option<Vec<u8>> {
        let stored = self.0.read_blocking(|tx| STATE.get(tx));
        match stored {
            Ok(text) => text.map(String::into_bytes),
            Err(error) => {
                tracing::warn!(%error, "the state of the Demo profile could not be read; it starts anew");
                None
            }
        }
    }

    fn save(&self, state: &[u8]) {
        let Ok(text) = String::from_utf8(state.to_vec()) else {
            tracing::error!("the simulator's state is not text");
            return;
        };
        if let Err(error) = self.0.write_blocking(move |tx| STATE.set(tx, &Some(text))) {
            tracing::error!(%error, "the state of the Demo profile could not be stored");
        }
    }
}

pub(crate) async fn start(host: &Host, journal: Arc<Journal>) -> Result<DemoServer, Failure> {
    let state = Arc::new(InJournal(journal));
    host.parts.demo.start(state, Arc::clone(&host.parts.clock)).await.ok_or_else(|| Failure::new(Code::Internal))
}
