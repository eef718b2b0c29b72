//! What becomes of submitted declarations (docs/api/users-verification.md §4.2, §4.5).

use super::{Declaration, Status};
use crate::{
    agenda::{self, Task},
    answer::Refusal,
    kyc::review,
    state::State,
};

/// Documented reasons (§4.2).
const REASONS: [&str; 8] = [
    "MISSING_UBO",
    "WRONG_UBO_INFORMATION",
    "UBO_IDENTITY_NEEDED",
    "SHAREHOLDERS_DECLARATION_NEEDED",
    "ORGANIZATION_CHART_NEEDED",
    "DOCUMENTS_NEEDED",
    "DECLARATION_DO_NOT_MATCH_UBO_INFORMATION",
    "SPECIFIC_CASE",
];

/// The outcome that the first owner's first name asks for, in exactly this spelling (§4.5).
fn by_name(declaration: &Declaration) -> Option<(Status, Option<&'static str>)> {
    match declaration.ubos.iter().find(|u| u.active)?.first.as_str() {
        "AcceptUBO" => Some((Status::Validated, None)),
        "RefuseUBO" => Some((Status::Refused, Some("SPECIFIC_CASE"))),
        "IncompleteUBO" => Some((Status::Incomplete, Some("MISSING_UBO"))),
        _ => None,
    }
}

/// After a submission: the outcome comes after the review time; at once if that is zero.
pub(super) fn plan(state: &mut State, id: &str, now: i64) {
    if state.declarations.get(id).and_then(by_name).is_some() {
        state.plan(now + state.review_seconds.max(0), Task::Declaration(id.to_owned()));
        agenda::run(state, now);
    }
}

/// The outcome has come due, unless the control plane was faster.
pub(crate) fn due(state: &mut State, id: &str, now: i64) {
    let waiting = state.declarations.get(id).filter(|d| d.status == Status::ValidationAsked);
    if let Some((status, reason)) = waiting.and_then(by_name) {
        settle(state, id, status, reason, None, now);
    }
}

/// A decision of the control plane on a submitted declaration.
pub(crate) fn decide(
    state: &mut State,
    id: &str,
    status: &str,
    reason: Option<&str>,
    message: Option<String>,
    now: i64,
) -> Result<(), Refusal> {
    let d = state.declarations.get(id).ok_or_else(|| Refusal::not_found("UboDeclaration", id))?;
    let status = match status {
        "VALIDATED" => Status::Validated,
        "REFUSED" => Status::Refused,
        "INCOMPLETE" => Status::Incomplete,
        _ => return Err(Refusal::field("status", "VALIDATED, REFUSED or INCOMPLETE")),
    };
    if d.status != Status::ValidationAsked {
        return Err(Refusal::field("status", "The declaration is not in a state that allows this decision"));
    }
    let reason = match reason {
        Some(text) => {
            let known = REASONS.iter().copied().find(|r| *r == text);
            Some(known.ok_or_else(|| Refusal::field("reason", "This reason is not known"))?)
        }
        None if status == Status::Validated => None,
        None => Some("SPECIFIC_CASE"),
    };
    settle(state, id, status, reason, message, now);
    Ok(())
}

fn settle(state: &mut State, id: &str, status: Status, reason: Option<&str>, message: Option<String>, now: i64) {
    let Some(d) = state.declarations.get_mut(id) else { return };
    d.status = status;
    d.processed = Some(now);
    d.reason = reason.map(str::to_owned);
    d.message = message.or_else(|| reason.map(|r| typical(r).to_owned()));
    let user = d.user.clone();
    let name = match status {
        Status::Validated => "UBO_DECLARATION_VALIDATED",
        Status::Incomplete => "UBO_DECLARATION_INCOMPLETE",
        Status::Created | Status::ValidationAsked | Status::Refused => "UBO_DECLARATION_REFUSED",
    };
    state.emit(now, name, id);
    if status == Status::Validated {
        review::raise(state, &user, now);
    }
}

/// What Mangopay typically writes with a reason.
pub(crate) fn typical(reason: &str) -> &'static str {
    match reason {
        "MISSING_UBO" => "At least one beneficial owner is missing.",
        "WRONG_UBO_INFORMATION" => "The details of a beneficial owner are not correct.",
        "UBO_IDENTITY_NEEDED" => "Please send a proof of identity of each beneficial owner.",
        "SHAREHOLDERS_DECLARATION_NEEDED" => "Please send a shareholder declaration.",
        "ORGANIZATION_CHART_NEEDED" => "Please send an organisation chart.",
        "DOCUMENTS_NEEDED" => "Please send the documents of the company first.",
        "DECLARATION_DO_NOT_MATCH_UBO_INFORMATION" => "The declaration does not match the shareholder declaration.",
        _ => "Please contact the support team.",
    }
}
