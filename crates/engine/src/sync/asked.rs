//! What a person asks for by its id: one kind of object after another, until one is there.

use ipc::Failure;
use mangopay::Error;
use model::ObjectKind;
use tokio_util::sync::CancellationToken;

use super::{
    Inner, Sync, Trouble,
    governor::{Priority, at},
};

impl Sync {
    /// Asks the server for an object of one of these kinds and stores it, as what an event names is stored. Whether
    /// there is one.
    ///
    /// # Errors
    /// What the server or the network said. A kind that may not be read hides nothing: the others are asked for, and
    /// it is told only where none of them is there.
    pub(crate) async fn look_up(&self, id: &str, kinds: &[ObjectKind]) -> Result<bool, Failure> {
        let found = at(Priority::Person, Box::pin(self.0.look_up(id, kinds))).await;
        found.map_err(Trouble::into_failure)
    }

    /// The same for one kind, by the priority of the task: for somebody who looks at what names it.
    ///
    /// # Errors
    /// As [`look_up`](Self::look_up).
    pub(crate) async fn see(&self, id: &str, kind: ObjectKind) -> Result<bool, Failure> {
        Box::pin(self.0.look_up(id, &[kind])).await.map_err(Trouble::into_failure)
    }

    /// Ends, by itself, when all comes to a halt.
    pub(crate) fn until_the_end(&self) -> CancellationToken {
        self.0.stop.child_token()
    }
}

impl Inner {
    async fn look_up(&self, id: &str, kinds: &[ObjectKind]) -> Result<bool, Trouble> {
        let mut hidden = None;
        for kind in kinds {
            match self.read_object(*kind, id).await {
                Ok(_) => return Ok(true),
                Err(Trouble::Api(error)) => match error {
                    // An id that another kind has may be malformed for this one.
                    Error::NotFound(_) | Error::Validation(_) | Error::InvalidId => {}
                    Error::ScopeMissing(_) | Error::Server { .. } => hidden = hidden.or(Some(error)),
                    // Whose object may not be read yet is there; and what concerns all calls ends the asking.
                    error => return Err(error.into()),
                },
                Err(trouble) => return Err(trouble),
            }
        }
        hidden.map_or(Ok(false), |error| Err(error.into()))
    }
}
