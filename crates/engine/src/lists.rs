//! Lists of every area: the reading half of the local index, as the interface asks for it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use cache::{CacheError, Counting};
use ipc::{
    Code, Failure, Nothing, Reply,
    lists::{AddUp, Count, Counted, FindObjects, Found, GetObject, Held, List, Listed, StopCount},
};
use model::{Area, Column, Condition, Direction, Filter, ListQuery, Row, Search, Sort, Window};

use crate::{engine::Engine, failure};

/// The most objects that one search answers with.
const MOST_HITS: u32 = 200;

/// Counts under way, by ticket.
#[derive(Default)]
pub(crate) struct Counts(Mutex<BTreeMap<u64, Arc<Counting>>>);

impl Counts {
    /// Puts a count under a ticket; one that was there before ends.
    fn begin(&self, ticket: u64, counting: Counting) -> UnderWay<'_> {
        let counting = Arc::new(counting);
        if let Some(earlier) = self.map().insert(ticket, Arc::clone(&counting)) {
            earlier.stop();
        }
        UnderWay { counts: self, ticket, counting }
    }

    fn stop(&self, ticket: u64) {
        if let Some(counting) = self.map().remove(&ticket) {
            counting.stop();
        }
    }

    fn map(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, Arc<Counting>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A count that ends, and gives its ticket back, when nobody waits for it any more.
struct UnderWay<'a> {
    counts: &'a Counts,
    ticket: u64,
    counting: Arc<Counting>,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.counting.stop();
        let mut map = self.counts.map();
        if map.get(&self.ticket).is_some_and(|counting| Arc::ptr_eq(counting, &self.counting)) {
            map.remove(&self.ticket);
        }
    }
}

impl Engine {
    pub(crate) async fn list(&self, args: List) -> Reply<List> {
        let freshness = self.sync.freshness_of(&args.query).await?;
        let listing = self.parts.cache.rows(args.query).await.map_err(|error| failure::cache(&error))?;
        Ok(Listed { listing, freshness })
    }

    /// The rows of a list that name something in a column, the oldest first, as many as one window holds.
    pub(crate) async fn rows_of(&self, area: Area, column: Column, id: &str) -> Result<Vec<Row>, Failure> {
        let query = ListQuery {
            area,
            filters: vec![Filter { column, condition: Condition::AnyOf(vec![id.to_owned()]) }],
            search: String::new(),
            sort: Sort { column: area.age(), direction: Direction::Ascending },
            window: Window { offset: 0, limit: Window::MOST },
        };
        Ok(self.parts.cache.rows(query).await.map_err(|error| failure::cache(&error))?.rows)
    }

    pub(crate) async fn count(&self, args: Count) -> Reply<Count> {
        let (counting, answer) = self.parts.cache.count(args.query);
        let under_way = self.counts.begin(args.ticket, counting);
        let outcome = answer.await;
        drop(under_way);
        match outcome {
            Ok(total) => Ok(Counted { total: Some(total) }),
            Err(CacheError::Stopped) => Ok(Counted { total: None }),
            Err(error) => Err(failure::cache(&error)),
        }
    }

    // Commands are asynchronous, this one needs no waiting.
    #[expect(clippy::unused_async, reason = "one shape for all commands")]
    pub(crate) async fn stop_count(&self, args: StopCount) -> Reply<StopCount> {
        self.counts.stop(args.ticket);
        Ok(Nothing {})
    }

    pub(crate) async fn add_up(&self, args: AddUp) -> Reply<AddUp> {
        self.parts.cache.sums(args.queries).await.map_err(|error| failure::cache(&error))
    }

    pub(crate) async fn find_objects(&self, args: FindObjects) -> Reply<FindObjects> {
        let search = match Search::read(&args.text) {
            Ok(search) => search,
            Err(error) => return Ok(Found::Misread(error)),
        };
        let found = self.parts.cache.search(search, args.most.min(MOST_HITS)).await;
        found.map(Found::Hits).map_err(|error| failure::cache(&error))
    }

    pub(crate) async fn get_object(&self, args: GetObject) -> Reply<GetObject> {
        let area = args.area;
        let found = self.parts.cache.object(area, args.id).await.map_err(|error| failure::cache(&error))?;
        let object = found.ok_or_else(|| Failure::new(Code::NotFound))?;
        Ok(Held { object, freshness: self.sync.freshness(area).await? })
    }
}
