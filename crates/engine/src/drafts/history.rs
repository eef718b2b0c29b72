//! What the past says about a draft: the document it replaces, and where its files were sent before.

use std::collections::BTreeMap;

use ipc::{
    Failure,
    uploads::{Finding, Replaced, Severity},
};
use journal::{
    drafts::{Draft, DraftPage},
    outbox::{self, Item},
};
use model::{KycDocumentId, UploadState};

use super::check;
use crate::{engine::Engine, failure};

impl Engine {
    /// The document that a draft replaces, as far as the local copy knows it.
    pub(super) async fn replaced(&self, id: Option<&KycDocumentId>) -> Result<Option<Replaced>, Failure> {
        let Some(id) = id else { return Ok(None) };
        let found = self.parts.cache.document(id.clone()).await.map_err(|error| failure::cache(&error))?;
        Ok(found.map(|document| Replaced {
            kind: document.kind,
            status: document.status,
            decided_at: document.processed.map(|moment| moment.0),
            reason: document.refused_reason,
            flags: document.flags,
        }))
    }

    /// What the fingerprints of the files say: one finding for each page, with the page's index.
    pub(super) async fn sent_before(
        &self,
        draft: &Draft,
        shown: &[&DraftPage],
    ) -> Result<Vec<(usize, Finding)>, Failure> {
        let hashes: Vec<[u8; 32]> = shown.iter().map(|page| page.page.hash).collect();
        let sent = self
            .journal_read(move |tx| {
                hashes.iter().map(|hash| outbox::with_file(tx, hash)).collect::<Result<Vec<_>, _>>()
            })
            .await?;
        let mut findings = Vec::new();
        for (index, items) in sent.iter().enumerate() {
            findings.push((index, self.fingerprint(draft, items).await?));
        }
        Ok(findings)
    }

    async fn fingerprint(&self, draft: &Draft, items: &[Item]) -> Result<Finding, Failure> {
        let left = |item: &&Item| !matches!(item.state, UploadState::Cancelled | UploadState::Abandoned { .. });
        let mut sent = items.iter().filter(left);
        let refused = sent.clone().find(|item| item.state == UploadState::Refused);
        if let Some(item) = refused {
            let document = self.replaced(item.document.as_ref()).await?;
            let reason = document.and_then(|document| document.reason);
            let args = reason.map(|reason| ("reason".to_owned(), reason.as_str().to_owned()));
            let args = args.into_iter().collect::<BTreeMap<_, _>>();
            return Ok(Finding { args, ..check::plain("refused-before", Severity::Warns) });
        }
        let other = sent.find(|item| draft.user.as_ref().is_some_and(|user| *user != item.user));
        let Some(item) = other else { return Ok(check::plain("new-file", Severity::Good)) };
        let name = self.user(&item.user).await?.and_then(|user| user.name);
        let name = name.unwrap_or_else(|| item.user.as_str().to_owned());
        let args = BTreeMap::from([("user".to_owned(), name)]);
        Ok(Finding { args, ..check::plain("used-for-another", Severity::Warns) })
    }
}
