//! KYC documents of the whole platform.

use ipc::sync::Stream;
use mangopay::{Error, Fetched, KycDocument, KycDocumentFilter, Order, Range};
use model::{Area, KycDocumentId, KycDocumentStatus};

use super::{
    Inner, Trouble,
    governor::{Priority, at},
    store,
};

impl Inner {
    /// Reads the list on from where it stands, then looks again at the documents that were not decided.
    pub(super) async fn read_documents(&self) -> Result<(), Trouble> {
        let mut position = store::position(&self.parts.cache, Stream::KycDocuments).await?;
        let range = Range { order: Some(Order::OldestFirst), ..Range::default() };
        let listing = self.parts.client.kyc_documents(&KycDocumentFilter { range, ..KycDocumentFilter::default() });
        let mut number = position.page.max(1);
        let was_complete = position.complete_at.is_some();
        loop {
            let page = listing.page(number).await?;
            self.status.reached();
            let last = page.is_last();
            position.at(number, &page, self.parts.clock.now());
            self.store_documents(&page.items, Some(&position)).await?;
            if last {
                break;
            }
            number += 1;
        }
        if was_complete {
            at(Priority::Outcome, Box::pin(self.read_undecided())).await?;
        }
        Ok(())
    }

    /// Documents we hold as undecided: one list tells which still are, the rest are read one by one. This is how
    /// outcomes are noticed without the events.
    async fn read_undecided(&self) -> Result<(), Trouble> {
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
            let page = listing.page(number).await?;
            self.store_documents(&page.items, None).await?;
            still.extend(page.items.iter().map(|item| item.value.id.clone()));
            if page.is_last() {
                break;
            }
            number += 1;
        }
        for document in held.into_iter().filter(|id| !still.contains(id)) {
            self.read_document(&document).await?;
        }
        Ok(())
    }

    /// Reads one document. One that is gone stays as it was last seen.
    pub(super) async fn read_document(&self, document: &KycDocumentId) -> Result<(), Trouble> {
        match self.parts.client.kyc_document(document).await {
            Ok(found) => self.store_documents(&[found], None).await,
            Err(Error::NotFound(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn store_documents(
        &self,
        items: &[Fetched<KycDocument>],
        position: Option<&store::Position>,
    ) -> Result<(), Trouble> {
        let changed = store::put_documents(&self.parts.cache, items, position, self.parts.clock.now()).await?;
        if !changed.is_empty() {
            self.changed(Area::KycDocuments);
        }
        for item in items.iter().filter(|item| changed.contains(&item.value.id)) {
            if let Some(status) = &item.value.status {
                self.uploads.on_document_status(&item.value.id, status).await?;
            }
        }
        Ok(())
    }
}
