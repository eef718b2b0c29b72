//! KYC documents: rows of the compliance list, and one document explained.

use cache::{DocumentRecord, EventRecord, Records};
use ipc::{
    Code, Failure, Reply, Rows,
    documents::{CountRows, DocumentDetail, DocumentRow, ListDocuments, OpenDocument, TimelineEntry},
};
use model::{Area, KycDocumentStatus};

use crate::{advice, engine::Engine, failure, users::count};

impl Engine {
    pub(crate) async fn list_documents(&self, args: ListDocuments) -> Reply<ListDocuments> {
        if args.query.area != Area::KycDocuments {
            return Err(Failure::new(Code::Malformed));
        }
        let freshness = self.sync.freshness_of(&args.query).await?;
        let page = self.parts.cache.list(args.query).await.map_err(|error| failure::cache(&error))?;
        let rows = match page.records {
            Records::Documents(records) => records.iter().map(row).collect(),
            Records::Users(_) | Records::Events(_) => Vec::new(),
        };
        Ok(Rows { total: count(page.total), rows, freshness })
    }

    pub(crate) async fn count_rows(&self, args: CountRows) -> Reply<CountRows> {
        // First: what comes in while it is counted makes no 0 true that was none.
        let read = self.sync.were_read(&args.queries).await?;
        let counts = self.parts.cache.counts(args.queries).await.map_err(|error| failure::cache(&error))?;
        let told = |(rows, read): (u64, bool)| (rows > 0 || read).then(|| count(rows));
        Ok(counts.into_iter().zip(read).map(told).collect())
    }

    pub(crate) async fn open_document(&self, args: OpenDocument) -> Reply<OpenDocument> {
        let found = self.parts.cache.document(args.id.clone()).await.map_err(|error| failure::cache(&error))?;
        let record = found.ok_or_else(|| Failure::new(Code::NotFound))?;
        if !args.again {
            self.viewed("kyc-document", args.id.as_str()).await?;
            if !record.status.is_decided() {
                self.sync.refresh_document(args.id.clone());
            }
        }
        let upload = self.uploads.of_document(&args.id).await?;
        let events =
            self.parts.cache.events_of(args.id.as_str().to_owned()).await.map_err(|error| failure::cache(&error))?;
        let refused = record.status == KycDocumentStatus::Refused;
        Ok(DocumentDetail {
            row: row(&record),
            message: record.refused_message.clone(),
            flags: record.flags.clone(),
            advice: if refused {
                advice::advice(&record.kind, record.refused_reason.as_ref(), &record.flags)
            } else {
                Vec::new()
            },
            kyc_level: record.kyc_level.clone(),
            timeline: timeline(&record, &events),
            fetched_at: record.fetched_at.0,
            upload,
        })
    }
}

pub(crate) fn row(record: &DocumentRecord) -> DocumentRow {
    DocumentRow {
        id: record.id.clone(),
        user_id: record.user_id.clone(),
        user_name: record.user_name.clone(),
        person_type: record.person_type.clone(),
        legal_form: record.legal_form.clone(),
        country: record.country.clone(),
        kind: record.kind.clone(),
        status: record.status.clone(),
        reason: record.refused_reason.clone(),
        flags: record.flags.clone(),
        tag: record.tag.clone(),
        created: record.created.map_or(0, |moment| moment.0),
        processed: record.processed.map(|moment| moment.0),
        replaced: record.replaced,
    }
}

/// What happened to a document, newest first: from its own dates, and what only events tell.
fn timeline(record: &DocumentRecord, events: &[EventRecord]) -> Vec<TimelineEntry> {
    let mut entries = Vec::new();
    let mut add = |what: &str, at: Option<i64>, status: Option<KycDocumentStatus>| {
        if let Some(at) = at {
            entries.push(TimelineEntry { what: what.to_owned(), at, status });
        }
    };
    add("document-created", record.created.map(|moment| moment.0), Some(KycDocumentStatus::Created));
    let of_event = |name: &str| events.iter().find(|event| event.kind == name).map(|event| event.date.0);
    add("document-submitted", of_event("KYC_VALIDATION_ASKED"), Some(KycDocumentStatus::ValidationAsked));
    let processed = record.processed.map(|moment| moment.0);
    match record.status {
        KycDocumentStatus::Validated => add("document-validated", processed, Some(KycDocumentStatus::Validated)),
        KycDocumentStatus::Refused => add("document-refused", processed, Some(KycDocumentStatus::Refused)),
        KycDocumentStatus::OutOfDate => {
            add("document-validated", processed, Some(KycDocumentStatus::Validated));
            add("document-out-of-date", of_event("KYC_OUTDATED"), Some(KycDocumentStatus::OutOfDate));
        }
        KycDocumentStatus::Created | KycDocumentStatus::ValidationAsked | KycDocumentStatus::Unknown(_) => {}
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    entries
}
