//! Reading lists: those of the platform page by page, those of users one user after another, as many calls at once as
//! the governor lets out.

use std::pin::pin;

use cache::{Batch, ObjectRow, Owner, OwnerRead, Owners};
use futures::{
    Stream as Comes, StreamExt,
    future::{self, BoxFuture},
    stream::{self, BoxStream, FuturesOrdered},
};
use ipc::sync::{MissingReason, Route, Stream};
use mangopay::Error;
use model::{Origin, UnixSeconds, UserId};
use tokio::sync::mpsc;

use super::{
    Inner, Trouble,
    governor::AT_ONCE,
    lists::{List, Of, Pages, RawPage},
    rows::{self, Source},
    store,
    walk::{Guard, Next, Place, Walk},
};
use crate::failure;

/// Users looked up at a time.
const OWNERS_AT_ONCE: u32 = 2_000;
/// Users whose rows are written together, at most.
const WRITTEN_TOGETHER: usize = 256;
/// Users whose rows may wait to be written.
const MOST_UNWRITTEN: usize = 512;
/// What could not be read for a user is asked again after this time.
const ASK_AGAIN: i64 = 86_400;

/// A page with the moment it was asked for.
type Asked = Result<(RawPage, UnixSeconds), Error>;

/// What came of a user's list.
struct OwnerPages {
    objects: Vec<ObjectRow>,
    read: OwnerRead,
}

impl Inner {
    /// Reads a list of the platform on from where it stands. The last page is read again each time: what is new
    /// appears there.
    pub(super) async fn read_list(&self, list: &List) -> Result<(), Trouble> {
        let Of::Platform { ask, .. } = &list.of else { return Ok(()) };
        let mut position = store::position(&self.parts.cache, list.stream).await?;
        if position.place.page == 0 {
            position.memory.as_of = Some(self.parts.clock.now());
        }
        position.memory.route = Some(Route::PlatformList);
        let pages = ask(&self.parts.client);
        let mut walk = Walk::from(position.place.clone());
        let (mut next, mut asked_to) = (walk.first(), walk.first() - 1);
        let mut asked = FuturesOrdered::new();
        loop {
            while asked_to < walk.horizon(next, AT_ONCE) {
                asked_to += 1;
                asked.push_back(self.ask(pages.as_ref(), asked_to));
            }
            let Some(answer) = asked.next().await else { return Ok(()) };
            let (page, asked_at) = answer?;
            self.status.reached();
            let source = Source { area: list.area, part: list.part, owner: None, origin: Origin::Api, asked_at };
            let mut batch = Batch::default();
            let ids = rows::add(&mut batch, &source, &page.items);
            let then = walk.take(&page.seen(ids));
            position.place = walk.place();
            match then {
                Next::End { untold } => {
                    position.complete_at = Some(self.parts.clock.now().0);
                    // A reading that began further on saw neither.
                    if walk.first() == 1 {
                        position.untold = untold + walk.unread();
                    }
                    position.trouble = None;
                }
                Next::Stuck(guard) => {
                    tracing::warn!(stream = store::name(list.stream), ?guard, "the server does not keep to its pages");
                    position.place = Place::default();
                    position.trouble = Some(stuck(guard));
                }
                Next::Page(_) => {}
            }
            batch.streams = vec![store::state(list.stream, &position, self.parts.clock.now())];
            self.put(batch).await?;
            let Next::Page(number) = then else { return Ok(()) };
            if number != next + 1 {
                asked = FuturesOrdered::new();
                asked_to = number - 1;
            }
            next = number;
        }
    }

    fn ask(&self, pages: &dyn Pages, number: u32) -> impl Future<Output = Asked> + Send + use<> {
        let (page, clock) = (pages.page(number), std::sync::Arc::clone(&self.parts.clock));
        async move {
            let asked_at = clock.now();
            page.await.map(|page| (page, asked_at))
        }
    }

    /// Reads a list of every user that lacks it. A user of whom it cannot be read is noted and passed over.
    /// `since`: only of users that were created then or later, what is older having come by reports.
    pub(super) async fn read_users_lists(&self, list: &List, since: Option<UnixSeconds>) -> Result<(), Trouble> {
        let Of::Users { owners, ask } = &list.of else { return Ok(()) };
        let (owners, ask, begun) = (Owners { since, ..*owners }, *ask, self.parts.clock.now());
        let counts = self.counts(list.stream, owners).await?;
        if since.is_none() && counts.read + counts.missing.iter().map(|(_, count)| count).sum::<u64>() == 0 {
            store::change(&self.parts.cache, list.stream, begun, |at| {
                at.memory.as_of = Some(begun);
                at.memory.route = Some(Route::UserLists);
            })
            .await?;
        }
        let read = self.lacking(list.stream, owners).map(|owner| -> BoxFuture<'_, Result<OwnerPages, Trouble>> {
            match owner {
                Ok(owner) => {
                    let pages = ask(&self.parts.client, &UserId::new(owner.id.as_str()));
                    Box::pin(self.read_users_list(list, pages, owner.id))
                }
                Err(trouble) => Box::pin(future::ready(Err(trouble))),
            }
        });
        self.read_and_write(read, |pages: OwnerPages, batch| {
            batch.objects.extend(pages.objects);
            batch.reads.push(pages.read);
        })
        .await?;
        store::complete(&self.parts.cache, list.stream, begun).await?;
        Ok(())
    }

    /// Users of whom their part of a stream was not read, or could not be some time ago.
    pub(super) fn lacking(&self, stream: Stream, owners: Owners) -> BoxStream<'_, Result<Owner, Trouble>> {
        let again_before = self.parts.clock.now().plus(-ASK_AGAIN);
        let pages = stream::try_unfold(0_i64, move |after| {
            let name = store::name(stream).to_owned();
            let page = self.parts.cache.owners_without(name, owners, again_before, after, OWNERS_AT_ONCE);
            async move {
                let found: Vec<Owner> = page.await.map_err(|error| Trouble::Local(failure::cache(&error)))?;
                let next = found.last().map(|owner| owner.place);
                Ok::<_, Trouble>(next.map(|next| (stream::iter(found.into_iter().map(Ok::<_, Trouble>)), next)))
            }
        });
        Box::pin(futures::TryStreamExt::try_flatten(pages))
    }

    /// Reads as many at once as the governor lets out, and writes what has come while more is read: nothing that is
    /// under way waits for the disk. What was read before something failed is stored all the same.
    pub(super) async fn read_and_write<'a, T>(
        &'a self,
        read: impl Comes<Item = BoxFuture<'a, Result<T, Trouble>>>,
        add: impl Fn(T, &mut Batch),
    ) -> Result<(), Trouble> {
        let (came, mut comes) = mpsc::channel(MOST_UNWRITTEN);
        let reading = async move {
            let mut read = pin!(read.buffer_unordered(AT_ONCE as usize));
            while let Some(one) = read.next().await {
                // Nobody takes it: the writing failed, and says why.
                if came.send(one?).await.is_err() {
                    break;
                }
            }
            Ok(())
        };
        let writing = async move {
            let mut chunk = Vec::with_capacity(WRITTEN_TOGETHER);
            while comes.recv_many(&mut chunk, WRITTEN_TOGETHER).await > 0 {
                self.status.reached();
                let mut batch = Batch::default();
                chunk.drain(..).for_each(|one| add(one, &mut batch));
                self.put(batch).await?;
            }
            Ok(())
        };
        let (read, written) = tokio::join!(reading, writing);
        written.and(read)
    }

    /// The whole list of one user.
    async fn read_users_list(&self, list: &List, pages: Box<dyn Pages>, owner: String) -> Result<OwnerPages, Trouble> {
        let (at, mut batch) = (self.parts.clock.now(), Batch::default());
        let source =
            Source { area: list.area, part: list.part, owner: Some(owner.as_str()), origin: Origin::Api, asked_at: at };
        let missing = read_pages(pages.as_ref(), &source, &mut batch).await?;
        let stream = store::name(list.stream).to_owned();
        let read = OwnerRead { stream, owner, at, missing: missing.map(reason) };
        Ok(OwnerPages { objects: batch.objects, read })
    }

    /// Writes a batch, and tells whoever has to know what it changed.
    pub(super) async fn put(&self, batch: Batch) -> Result<cache::Applied, Trouble> {
        let decided: Vec<_> = batch.documents.iter().map(|row| (row.id.clone(), row.status.clone())).collect();
        let applied = store::apply(&self.parts.cache, batch).await?;
        for area in &applied.areas {
            self.changed(*area);
        }
        for (id, status) in decided.into_iter().filter(|(id, _)| applied.documents.contains(id)) {
            self.uploads.on_document_status(&id, &status).await?;
        }
        Ok(applied)
    }

    /// Passes over what stands in the way of one stream alone, once it is noted.
    pub(super) async fn tried(&self, stream: Stream, done: Result<(), Trouble>) -> Result<(), Trouble> {
        let Err(trouble) = done else { return Ok(()) };
        let Trouble::Api(error) = &trouble else { return Err(trouble) };
        if concerns_all(error) {
            return Err(trouble);
        }
        tracing::warn!(stream = store::name(stream), %error, "a stream could not be read");
        let now = self.parts.clock.now();
        store::note_trouble(&self.parts.cache, stream, &failure::api(error), now).await?;
        Ok(())
    }

    /// Calls with nothing in common go on beside each other; the first trouble is told.
    pub(super) async fn all_at_once(
        &self,
        calls: impl IntoIterator<Item = BoxFuture<'_, Result<(), Trouble>>>,
    ) -> Result<(), Trouble> {
        let calls: Vec<_> = calls.into_iter().collect();
        let calls = stream::iter(calls).buffer_unordered(AT_ONCE as usize);
        let mut first = Ok(());
        calls
            .for_each(|done| {
                if first.is_ok() {
                    first = done;
                }
                future::ready(())
            })
            .await;
        first
    }
}

/// Reads the whole of a list that somebody has and adds it to a batch. Why it is missing, if the error concerns its owner
/// or the right to read such lists.
pub(super) async fn read_pages(
    pages: &dyn Pages,
    source: &Source<'_>,
    batch: &mut Batch,
) -> Result<Option<MissingReason>, Error> {
    let (mut walk, mut number) = (Walk::unmarked(), 1);
    loop {
        let page = match pages.page(number).await {
            Ok(page) => page,
            Err(error) => return missing(&error).map(Some).ok_or(error),
        };
        let ids = rows::add(batch, source, &page.items);
        match walk.take(&page.seen(ids)) {
            Next::Page(next) => number = next,
            Next::End { .. } => return Ok(None),
            Next::Stuck(_) => return Ok(Some(MissingReason::Refused)),
        }
    }
}

/// Whether it concerns the whole connection and not what was asked for.
pub(super) fn concerns_all(error: &Error) -> bool {
    error.is_session_over()
        || error.is_offline()
        || matches!(
            error,
            Error::AccessDenied { .. } | Error::RateLimited { .. } | Error::AccountLocked | Error::Transport { .. }
        )
}

/// Why somebody's list is missing, if the error concerns its owner or the right to read such lists.
pub(super) fn missing(error: &Error) -> Option<MissingReason> {
    match error {
        Error::ScaRequired { .. } => Some(MissingReason::Sca),
        Error::ConsentMissing(_) => Some(MissingReason::NotAllowed),
        Error::NotFound(_) | Error::Validation(_) | Error::Unreadable { .. } | Error::InvalidId => {
            Some(MissingReason::Refused)
        }
        _ => None,
    }
}

/// A reason as it is stored with a user.
pub(super) fn reason(reason: MissingReason) -> String {
    serde_json::to_value(reason).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn stuck(guard: Guard) -> ipc::Failure {
    let how = match guard {
        Guard::Repeats => "repeats",
        Guard::Endless => "endless",
        Guard::Restless => "restless",
    };
    ipc::Failure::new(ipc::Code::Unreadable).with("pages", how)
}
