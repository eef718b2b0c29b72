//! What becomes of submitted documents: outcomes by Tag, decisions of the control plane, levels and downgrades
//! (docs/api/users-verification.md §3.3, §3.5 to §3.7).

use super::{Due, Status, Type};
use crate::{
    answer::Refusal,
    idv,
    state::State,
    ubo,
    users::{Block, Category, Level, Person, User, blocks},
};

/// Documented refusal reasons (§3.6), SDK extras included.
pub(crate) const REASONS: [&str; 10] = [
    "DOCUMENT_UNREADABLE",
    "DOCUMENT_NOT_ACCEPTED",
    "DOCUMENT_HAS_EXPIRED",
    "DOCUMENT_INCOMPLETE",
    "DOCUMENT_MISSING",
    "DOCUMENT_DO_NOT_MATCH_USER_DATA",
    "DOCUMENT_FALSIFIED",
    "UNDERAGE_PERSON",
    "SPECIFIC_CASE",
    "DOCUMENT_DO_NOT_MATCH_ACCOUNT_DATA",
];

/// An outcome of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) status: Status,
    pub(crate) reason: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) flags: Vec<String>,
}

impl Verdict {
    fn refused(reason: &str) -> Self {
        let (message, flags) = typical(reason);
        Self {
            status: Status::Refused,
            reason: Some(reason.to_owned()),
            message: Some(message.to_owned()),
            flags: flags.iter().map(|f| (*f).to_owned()).collect(),
        }
    }

    pub(crate) fn validated() -> Self {
        Self { status: Status::Validated, reason: None, message: None, flags: Vec::new() }
    }
}

/// What Mangopay typically writes with a reason, and the flags of identity proofs that go with it.
pub(crate) fn typical(reason: &str) -> (&'static str, &'static [&'static str]) {
    match reason {
        "DOCUMENT_UNREADABLE" => ("The document is not readable. Please send a new colour photo.", &["009004"]),
        "DOCUMENT_NOT_ACCEPTED" => ("This type of document is not accepted.", &["009019"]),
        "DOCUMENT_HAS_EXPIRED" => ("The document has expired.", &["009021"]),
        "DOCUMENT_INCOMPLETE" => ("The document is incomplete. Please send both sides.", &["009018"]),
        "DOCUMENT_MISSING" => ("No document was received.", &[]),
        "DOCUMENT_DO_NOT_MATCH_USER_DATA" => {
            ("The names on the document do not match the data of the user.", &["009022"])
        }
        "DOCUMENT_FALSIFIED" => ("The document appears to be forged.", &["009000", "009001"]),
        "UNDERAGE_PERSON" => ("The holder is under 18.", &["009020"]),
        _ => ("Please contact the support team.", &[]),
    }
}

/// The outcome that a Tag asks for (§3.5); without one, an empty document is refused as missing (§3.5, unsure there).
fn by_tag(tag: Option<&str>, pages: usize) -> Option<Verdict> {
    let reason = match tag {
        Some("accept") => return Some(Verdict::validated()),
        Some("refuse_unreadable") => "DOCUMENT_UNREADABLE",
        Some("refuse_not_accepted") => "DOCUMENT_NOT_ACCEPTED",
        Some("refuse_expired") => "DOCUMENT_HAS_EXPIRED",
        Some("refuse_incomplete") => "DOCUMENT_INCOMPLETE",
        Some("refuse_missing") => "DOCUMENT_MISSING",
        Some("refuse_no_user_data_match") => "DOCUMENT_DO_NOT_MATCH_USER_DATA",
        Some("refuse_falsified") => "DOCUMENT_FALSIFIED",
        Some("refuse_underage") => "UNDERAGE_PERSON",
        Some("refuse_specific_case") => "SPECIFIC_CASE",
        _ if pages == 0 => "DOCUMENT_MISSING",
        _ => return None,
    };
    Some(Verdict::refused(reason))
}

/// After a submission: the outcome comes after the review time; at once if that is zero.
pub(crate) fn plan(state: &mut State, document: &str, now: i64) {
    let Some(d) = state.documents.get(document) else { return };
    if by_tag(d.tag.as_deref(), d.pages.len()).is_some() {
        state.due.push(Due { at: now + state.review_seconds.max(0), document: document.to_owned() });
        apply_due(state, now);
    }
}

/// Applies every outcome whose time has come, dated at its time.
pub(crate) fn apply_due(state: &mut State, now: i64) {
    let (mut come, wait): (Vec<_>, Vec<_>) = std::mem::take(&mut state.due).into_iter().partition(|d| d.at <= now);
    state.due = wait;
    come.sort_by_key(|d| d.at);
    for due in come {
        let waiting = state.documents.get(&due.document).filter(|d| d.status == Status::ValidationAsked);
        if let Some(verdict) = waiting.and_then(|d| by_tag(d.tag.as_deref(), d.pages.len())) {
            settle(state, &due.document, verdict, due.at);
        }
    }
}

/// A decision of the control plane on a submitted document, or on a validated one that goes out of date.
pub(crate) fn decide(state: &mut State, document: &str, verdict: Verdict, now: i64) -> Result<(), Refusal> {
    let d = state.documents.get(document).ok_or_else(|| Refusal::not_found("KycDocument", document))?;
    let fits = match verdict.status {
        Status::Validated | Status::Refused => d.status == Status::ValidationAsked,
        Status::OutOfDate => matches!(d.status, Status::ValidationAsked | Status::Validated),
        Status::Created | Status::ValidationAsked => false,
    };
    if !fits {
        return Err(Refusal::field("Status", "The document is not in a state that allows this decision"));
    }
    if verdict.reason.as_deref().is_some_and(|r| !REASONS.contains(&r)) {
        return Err(Refusal::field("RefusedReasonType", "This reason is not known"));
    }
    if verdict.status == Status::OutOfDate {
        let (user, kind) = (d.user.clone(), d.kind);
        outdate(state, &user, &[kind], now);
        lower(state, &user, now);
        return Ok(());
    }
    state.due.retain(|due| due.document != document);
    let verdict = match (verdict.status, &verdict.reason) {
        (Status::Refused, None) => Verdict::refused("SPECIFIC_CASE"),
        (Status::Refused, Some(reason)) if verdict.message.is_none() && verdict.flags.is_empty() => {
            Verdict::refused(reason)
        }
        _ => verdict,
    };
    settle(state, document, verdict, now);
    Ok(())
}

fn settle(state: &mut State, document: &str, verdict: Verdict, now: i64) {
    let Some(d) = state.documents.get_mut(document) else { return };
    let falsified = verdict.reason.as_deref() == Some("DOCUMENT_FALSIFIED");
    d.status = verdict.status;
    d.reason = verdict.reason;
    d.message = verdict.message;
    // Only identity proofs carry flags (§3.2).
    d.flags = if d.kind == Type::IdentityProof { verdict.flags } else { Vec::new() };
    d.processed = Some(now);
    let user = d.user.clone();
    let name = if verdict.status == Status::Validated { "KYC_SUCCEEDED" } else { "KYC_FAILED" };
    state.emit(now, name, document);
    if falsified {
        // A forged document blocks the account until another identity proof is validated (§3.6, §9.2).
        blocks::set(state, &user, Block { inflows: true, outflows: true, action: Some("008705".to_owned()) }, now);
    }
    if verdict.status == Status::Validated {
        raise(state, &user, now);
    }
}

/// Document types a user needs to become REGULAR (§3.3).
pub(crate) fn required(user: &User) -> &'static [Type] {
    match (user.person, user.legal_type()) {
        (Person::Natural, _) => &[Type::IdentityProof],
        (Person::Legal, Some("SOLETRADER" | "PARTNERSHIP")) => &[Type::IdentityProof, Type::RegistrationProof],
        (Person::Legal, _) => &[Type::IdentityProof, Type::RegistrationProof, Type::ArticlesOfAssociation],
    }
}

/// Whether all that is needed is validated.
pub(crate) fn is_complete(state: &State, user: &User) -> bool {
    let declared = !ubo::concerns(user)
        || state.declarations.values().any(|d| d.user == user.id && d.status == ubo::Status::Validated);
    let hosted = idv::is_verified(state, &user.id);
    user.category != Category::Payer && (hosted || (has_number(user) && declared && has_documents(state, user)))
}

/// A business needs its company number (§3.3).
pub(crate) fn has_number(user: &User) -> bool {
    user.legal_type() != Some("BUSINESS") || user.text("CompanyNumber").is_some()
}

/// Whether every document a user needs is validated.
pub(crate) fn has_documents(state: &State, user: &User) -> bool {
    required(user).iter().all(|kind| {
        state.documents.values().any(|d| d.user == user.id && d.kind == *kind && d.status == Status::Validated)
    })
}

/// All that is needed may be there now: LIGHT becomes REGULAR, a renewal is done.
pub(crate) fn raise(state: &mut State, id: &str, now: i64) {
    let complete = state.users.get(id).is_some_and(|user| is_complete(state, user));
    let day = time::OffsetDateTime::from_unix_timestamp(now).map(|t| t.date().to_string()).ok();
    let Some(user) = state.users.get_mut(id).filter(|_| complete) else { return };
    let (rises, renews) = (user.level == Level::Light, user.renewal.take().is_some());
    user.level = Level::Regular;
    user.last_kyc = day;
    let freed = matches!(user.block.action.as_deref(), Some("008705" | "008711" | "008715"));
    if rises {
        state.emit(now, "USER_KYC_REGULAR", id);
    } else if renews {
        state.emit(now, "USER_KYC_RENEWED", id);
    }
    if freed {
        blocks::set(state, id, Block::default(), now);
    }
}

/// REGULAR becomes LIGHT (§3.7).
pub(crate) fn lower(state: &mut State, id: &str, now: i64) {
    if let Some(user) = state.users.get_mut(id).filter(|u| u.level == Level::Regular) {
        user.level = Level::Light;
        state.emit(now, "USER_KYC_LIGHT", id);
    }
}

/// Validated documents of these types, and submitted identity proofs, go out of date (§3.7).
pub(crate) fn outdate(state: &mut State, user: &str, kinds: &[Type], now: i64) {
    let concerned: Vec<String> = state
        .documents
        .values()
        .filter(|d| d.user == user && kinds.contains(&d.kind))
        .filter(|d| {
            d.status == Status::Validated || (d.status == Status::ValidationAsked && d.kind == Type::IdentityProof)
        })
        .map(|d| d.id.clone())
        .collect();
    for id in concerned {
        if let Some(d) = state.documents.get_mut(&id) {
            d.status = Status::OutOfDate;
            d.processed = Some(now);
        }
        state.due.retain(|due| due.document != id);
        state.emit(now, "KYC_OUTDATED", &id);
    }
}
