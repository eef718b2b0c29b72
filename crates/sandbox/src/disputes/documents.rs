//! Evidence: documents of disputes and their pages (docs/api/money-operations.md §12.4).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Dispute, of};
use crate::{
    answer::{Answer, Outcome, Refusal},
    files::File,
    kyc::{
        self, consult,
        pages::{self, Page},
        review,
    },
    lists,
    members::Members,
    request::Call,
    state::State,
};

/// Seconds that a link to a page is good for (§12.4).
const LINK: i64 = 600;
const TYPES: [&str; 7] = [
    "DELIVERY_PROOF",
    "INVOICE",
    "REFUND_PROOF",
    "USER_CORRESPONDANCE",
    "USER_ACCEPTANCE_PROOF",
    "PRODUCT_REPLACEMENT_PROOF",
    "OTHER",
];

/// A document of a dispute; its states are those of KYC documents.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) dispute: String,
    pub(crate) user: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) tag: Option<String>,
    pub(crate) created: i64,
    pub(crate) processed: Option<i64>,
    pub(crate) status: kyc::Status,
    pub(crate) reason: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) pages: Vec<Page>,
}

fn view(d: &Document) -> Value {
    json!({
        "DisputeId": d.dispute, "Type": d.kind, "Id": d.id, "Tag": d.tag, "CreationDate": d.created,
        "ProcessedDate": d.processed, "Status": d.status, "RefusedReasonType": d.reason,
        "RefusedReasonMessage": d.message,
    })
}

/// The document of the path; under a dispute's path it must be that dispute's.
fn document<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Document, Refusal> {
    let (id, dispute) = (call.id("document"), call.id("dispute"));
    if !dispute.is_empty() {
        of(state, call)?;
    }
    let found = state.evidence.get(id).filter(|d| dispute.is_empty() || d.dispute == dispute);
    found.ok_or_else(|| Refusal::not_found("DisputeDocument", id))
}

fn open(dispute: &Dispute, members: &mut Members<'_>) {
    if !dispute.waits_for_client() {
        members.wrong("DisputeId", "The dispute is not in a state that allows this action");
    }
}

/// `POST /disputes/{id}/documents`.
pub(super) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let dispute = of(state, call)?;
    let mut members = Members::new(call.body, "", call.strict());
    let kind = members.one_of("Type", &TYPES);
    let kind = members.need("Type", kind);
    let tag = members.tag();
    open(dispute, &mut members);
    members.finish()?;
    let (dispute, user) = (dispute.id.clone(), dispute.user.clone());
    Ok(Answer::ok(view(add(state, dispute, user, kind, tag, call.now))))
}

/// A document without pages.
pub(crate) fn add<'a>(
    state: &'a mut State,
    dispute: String,
    user: String,
    kind: &str,
    tag: Option<String>,
    now: i64,
) -> &'a mut Document {
    let document = Document {
        id: state.dice.id("dispdoc_m", now),
        number: state.number(),
        dispute,
        user,
        kind: kind.to_owned(),
        tag,
        created: now,
        processed: None,
        status: kyc::Status::Created,
        reason: None,
        message: None,
        pages: Vec::new(),
    };
    state.emit(now, "DISPUTE_DOCUMENT_CREATED", &document.id);
    state.evidence.entry(document.id.clone()).or_insert(document)
}

/// `POST /disputes/{id}/documents/{document}/pages`: 204.
pub(super) fn page(state: &mut State, call: &Call<'_>) -> Outcome {
    let found = document(state, call)?;
    let sheet = pages::sheet(call)?;
    if found.status != kyc::Status::Created {
        return Err(Refusal::field("Status", "Pages can only be added while the document's status is CREATED"));
    }
    let id = found.id.clone();
    if let Some(found) = state.evidence.get_mut(&id) {
        found.pages.push(Page { received: call.now, sheet });
    }
    Ok(Answer::no_content())
}

/// `PUT /disputes/{id}/documents/{document}`: submission.
pub(super) fn submit(state: &mut State, call: &Call<'_>) -> Outcome {
    let found = document(state, call)?;
    let mut members = Members::new(call.body, "", call.strict());
    let status = members.one_of("Status", &["VALIDATION_ASKED"]);
    members.need("Status", status);
    let tag = members.tag();
    members.accept(&["Type"]);
    if found.status != kyc::Status::Created {
        members.wrong("Status", "The document can only be submitted while its status is CREATED");
    }
    open(of(state, call)?, &mut members);
    members.finish()?;
    let id = found.id.clone();
    let found = state.evidence.get_mut(&id).ok_or_else(|| Refusal::not_found("DisputeDocument", &id))?;
    found.tag = tag.or_else(|| found.tag.take());
    ask(state, &id, call.now);
    get(state, call)
}

/// The document is submitted.
pub(crate) fn ask(state: &mut State, id: &str, now: i64) {
    if let Some(found) = state.evidence.get_mut(id) {
        found.status = kyc::Status::ValidationAsked;
        state.emit(now, "DISPUTE_DOCUMENT_VALIDATION_ASKED", id);
    }
}

/// `GET /dispute-documents/{document}`.
pub(super) fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(document(state, call)?)))
}

/// `GET /dispute-documents` and those of a dispute.
pub(super) fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let dispute = call.id("dispute");
    if !dispute.is_empty() {
        of(state, call)?;
    }
    let query = &call.head.query;
    let statuses = kyc::statuses(query)?;
    let kinds = query.among("Type", &TYPES)?;
    let within = lists::dates(query)?;
    let found = state.evidence.values().filter(|d| {
        (dispute.is_empty() || d.dispute == dispute)
            && (statuses.is_empty() || statuses.contains(&d.status))
            && (kinds.is_empty() || kinds.contains(&d.kind.as_str()))
            && within(d.created)
    });
    lists::page(call, "CreationDate", found.map(|d| ((d.created, d.number), d)).collect(), view)
}

/// `POST /dispute-documents/{document}/consult`: an address for each page.
pub(super) fn consult(state: &mut State, call: &Call<'_>) -> Outcome {
    let found = document(state, call)?;
    Ok(Answer::ok(consult::links(state, call, "dispute", &found.id, found.pages.len(), call.now + LINK)))
}

/// A page by its name in an address.
pub(crate) fn file(state: &State, name: &str, _: i64) -> Option<File> {
    consult::file_of(name, |id| state.evidence.get(id).map(|d| d.pages.as_slice()))
}

/// Mangopay has read what was submitted: all of it is validated, or refused for a reason.
pub(super) fn settle(state: &mut State, dispute: &str, refusal: Option<&str>, now: i64) {
    let waiting = |d: &&Document| d.dispute == dispute && d.status == kyc::Status::ValidationAsked;
    let ids: Vec<String> = state.evidence.values().filter(waiting).map(|d| d.id.clone()).collect();
    for id in ids {
        judge(state, &id, refusal, None, now);
    }
}

fn judge(state: &mut State, id: &str, refusal: Option<&str>, message: Option<String>, now: i64) {
    let Some(found) = state.evidence.get_mut(id) else { return };
    found.processed = Some(now);
    found.reason = refusal.map(str::to_owned);
    found.message = message.or_else(|| refusal.map(|reason| review::typical(reason).0.to_owned()));
    let (status, event) = match refusal {
        None => (kyc::Status::Validated, "DISPUTE_DOCUMENT_SUCCEEDED"),
        Some(_) => (kyc::Status::Refused, "DISPUTE_DOCUMENT_FAILED"),
    };
    found.status = status;
    state.emit(now, event, id);
}

/// A decision of the control plane on one submitted document.
pub(crate) fn decide(state: &mut State, id: &str, verdict: review::Verdict, now: i64) -> Result<(), Refusal> {
    let found = state.evidence.get(id).ok_or_else(|| Refusal::not_found("DisputeDocument", id))?;
    let fits = matches!(verdict.status, kyc::Status::Validated | kyc::Status::Refused);
    if found.status != kyc::Status::ValidationAsked || !fits {
        return Err(Refusal::field("Status", "The document is not in a state that allows this decision"));
    }
    if verdict.reason.as_deref().is_some_and(|r| !review::REASONS.contains(&r)) {
        return Err(Refusal::field("RefusedReasonType", "This reason is not known"));
    }
    let refusal =
        (verdict.status == kyc::Status::Refused).then(|| verdict.reason.unwrap_or("SPECIFIC_CASE".to_owned()));
    judge(state, id, refusal.as_deref(), verdict.message, now);
    Ok(())
}
