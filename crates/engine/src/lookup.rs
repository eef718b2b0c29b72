//! One object by its id, whatever it is: out of the local copy, and where it is not held, from Mangopay.

use std::{collections::HashMap, sync::Mutex};

use ipc::{
    Code, Failure, Reply, Retry,
    lists::{LookUp, LookedUp},
};
use model::{Area, ObjectKind};
use tokio_util::sync::CancellationToken;

use crate::{engine::Engine, failure, host::hold};

/// Questions under way, by ticket.
#[derive(Default)]
pub(crate) struct LookUps(Mutex<HashMap<u64, CancellationToken>>);

impl LookUps {
    /// Ends the question with this ticket, and puts another in its place.
    fn replace(&self, ticket: u64, next: Option<CancellationToken>) {
        let mut map = hold(&self.0);
        if let Some(earlier) = map.remove(&ticket) {
            earlier.cancel();
        }
        map.extend(next.map(|next| (ticket, next)));
    }

    /// Gives a ticket back, unless it belongs to a later question by now.
    fn give_back(&self, ticket: u64, own: &CancellationToken) {
        let mut map = hold(&self.0);
        if !own.is_cancelled() {
            map.remove(&ticket);
        }
    }
}

impl Engine {
    pub(crate) async fn look_up(&self, args: LookUp) -> Reply<LookUp> {
        let LookUp { id, ticket } = args;
        let Some(id) = id else {
            self.look_ups.replace(ticket, None);
            return Ok(LookedUp::Ended);
        };
        let kinds = ObjectKind::of_id(&id).ok_or_else(|| Failure::new(Code::BadValue))?;
        let own = self.sync.until_the_end();
        self.look_ups.replace(ticket, Some(own.clone()));
        let found = own.run_until_cancelled(Box::pin(self.find(&id, kinds))).await;
        self.look_ups.give_back(ticket, &own);
        found.unwrap_or(Ok(LookedUp::Ended))
    }

    async fn find(&self, id: &str, kinds: &[ObjectKind]) -> Reply<LookUp> {
        if let Some(area) = self.area_of(id).await? {
            return Ok(LookedUp::Held(area));
        }
        if !self.sync.look_up(id, kinds).await? {
            return Ok(LookedUp::Nowhere);
        }
        // Under another id, it is not what was asked for.
        let area = self.area_of(id).await?;
        area.map(LookedUp::Held).ok_or_else(|| Failure::new(Code::Unreadable).retry(Retry::Now))
    }

    /// The list that has an object with this id.
    async fn area_of(&self, id: &str) -> Result<Option<Area>, Failure> {
        for area in Area::ALL {
            let object = self.parts.cache.object(*area, id.to_owned()).await;
            if object.map_err(|error| failure::cache(&error))?.is_some() {
                return Ok(Some(*area));
            }
        }
        Ok(None)
    }
}
