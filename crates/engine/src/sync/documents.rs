//! KYC documents that are not decided yet: how outcomes are noticed without the events.

use cache::{Batch, Part};
use futures::future::BoxFuture;
use mangopay::{Error, KycDocumentFilter, Order, Range};
use model::{Area, KycDocumentId, KycDocumentStatus, Origin, UnixSeconds};

use super::{
    Inner, Trouble,
    rows::{self, Source},
    store,
};

impl Inner {
    /// Documents we hold as undecided: one list tells which still are, the rest are read one by one.
    pub(super) async fn read_undecided(&self) -> Result<(), Trouble> {
        let held = store::undecided(&self.parts.cache).await?;
        if held.is_empty() {
            return Ok(());
        }
        let filter = KycDocumentFilter {
            range: Range { order: Some(Order::OldestFirst), ..Range::default() },
            statuses: vec![KycDocumentStatus::Created, KycDocumentStatus::ValidationAsked],
            types: Vec::new(),
        };
        let listing = self.parts.client.kyc_documents(&filter);
        let mut still = Vec::new();
        let mut number = 1;
        loop {
            let asked_at = self.parts.clock.now();
            let page = listing.page(number).await?;
            self.put_documents(page.items.iter().map(|item| item.raw.as_str()), asked_at).await?;
            still.extend(page.items.iter().map(|item| item.value.id.clone()));
            // A server that never ends its pages is left alone once it has shown more than there can be.
            if page.is_last() || still.len() > 2 * held.len() + 1_000 {
                break;
            }
            number += 1;
        }
        let gone: Vec<KycDocumentId> = held.into_iter().filter(|id| !still.contains(id)).collect();
        self.all_at_once(gone.iter().map(|document| -> BoxFuture<'_, _> { Box::pin(self.read_document(document)) }))
            .await
    }

    /// Reads one document. One that is gone stays as it was last seen.
    pub(super) async fn read_document(&self, document: &KycDocumentId) -> Result<(), Trouble> {
        let asked_at = self.parts.clock.now();
        match self.parts.client.kyc_document(document).await {
            Ok(found) => self.put_documents([found.raw.as_str()], asked_at).await,
            Err(Error::NotFound(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn put_documents<'a>(
        &self,
        raw: impl IntoIterator<Item = &'a str>,
        asked_at: UnixSeconds,
    ) -> Result<(), Trouble> {
        let items: Vec<String> = raw.into_iter().map(str::to_owned).collect();
        let source =
            Source { area: Area::KycDocuments, part: Part::Detail, owner: None, origin: Origin::Api, asked_at };
        let mut batch = Batch::default();
        rows::add(&mut batch, &source, &items);
        self.put(batch).await.map(|_| ())
    }
}
