#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]
//! Public behaviour of the `cache` crate on real files.

mod declared;
mod files;
mod ledger;
mod lists;
mod naive;
mod objects;
mod oracle;
mod reads;
mod reports;
mod scale;
mod streams;
mod walk;
mod writes;

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use cache::{Applied, Batch, Cache, DocumentRow, EventRow, Key, Page, Part, UserRow};
use model::{Area, Column, Condition, Direction, Filter, KycDocumentId, ListQuery, Sort, UnixSeconds, UserId, Window};

pub(crate) struct Place {
    _dir: tempfile::TempDir,
    pub(crate) file: PathBuf,
}

pub(crate) fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("cache.db");
    Place { _dir: dir, file }
}

pub(crate) fn key() -> Key {
    Key::new(&[3; 32])
}

pub(crate) fn open(place: &Place) -> Cache {
    Cache::open(&place.file, &key()).unwrap()
}

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// A minimal executor: the crate needs none of its own.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

pub(crate) fn apply(cache: &Cache, batch: Batch) -> Applied {
    now(cache.apply(batch)).unwrap()
}

pub(crate) fn list(cache: &Cache, query: &ListQuery) -> Page {
    now(cache.list(query.clone())).unwrap()
}

pub(crate) fn user(id: &str, part: Part, at: i64) -> UserRow {
    UserRow {
        id: UserId::new(id),
        part,
        person_type: Some("NATURAL".into()),
        name: (part == Part::Detail).then(|| format!("Name of {id}")),
        email: Some(format!("{id}@example.org")),
        tag: None,
        legal_form: None,
        category: Some("OWNER".into()),
        status: Some("ACTIVE".into()),
        kyc_level: Some("LIGHT".into()),
        country: (part == Part::Detail).then(|| "FR".to_owned()),
        created: Some(UnixSeconds(1_000)),
        raw: format!("{{\"Id\":\"{id}\"}}"),
        fetched_at: UnixSeconds(at),
    }
}

pub(crate) fn document(id: &str, user: &str, status: &str, created: i64) -> DocumentRow {
    DocumentRow {
        id: KycDocumentId::new(id),
        user_id: UserId::new(user),
        kind: "IDENTITY_PROOF".into(),
        status: status.into(),
        refused_reason: None,
        refused_message: None,
        flags: Vec::new(),
        tag: None,
        created: Some(UnixSeconds(created)),
        processed: None,
        raw: format!("{{\"Id\":\"{id}\",\"Status\":\"{status}\"}}"),
        fetched_at: UnixSeconds(created + 10),
    }
}

pub(crate) fn event(kind: &str, resource: &str, date: i64) -> EventRow {
    EventRow {
        kind: kind.to_owned(),
        resource_id: resource.to_owned(),
        date: UnixSeconds(date),
        raw: "{}".to_owned(),
        fetched_at: UnixSeconds(date + 5),
    }
}

pub(crate) fn all(area: Area, column: Column, direction: Direction) -> ListQuery {
    ListQuery {
        area,
        filters: Vec::new(),
        search: String::new(),
        sort: Sort { column, direction },
        window: Window { offset: 0, limit: Window::MOST },
    }
}

pub(crate) fn filter(column: Column, condition: Condition) -> Filter {
    Filter { column, condition }
}
