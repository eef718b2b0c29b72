//! Strong customer authentication, as far as users' own states go (docs/mangopay/users-verification.md §2).

use serde_json::{Value, json};

use super::{Category, Person, Status, User, of};
use crate::{
    answer::{Answer, Outcome, Refusal},
    ids,
    request::Call,
    state::State,
};

fn link() -> String {
    format!("https://sca.sandbox.mangopay.com/?token={}", ids::secret())
}

/// The Sandbox bypass: an e-mail that contains `accept` (§2.2).
pub(crate) fn is_bypassed(user: &User) -> bool {
    let email = match user.person {
        Person::Natural => user.data.get("Email"),
        Person::Legal => user.data.get("LegalRepresentative").and_then(|r| r.get("Email")),
    };
    email.and_then(Value::as_str).is_some_and(|e| e.contains("accept"))
}

/// Asks an owner to authenticate: after creation and after a change of contact data.
pub(crate) fn ask(state: &mut State, id: &str, now: i64) {
    let Some(user) = state.users.get_mut(id) else { return };
    if is_bypassed(user) {
        let first = user.enrolled.is_none();
        user.enrolled = Some(now);
        user.link = None;
        if first {
            state.emit(now, "SCA_ENROLLMENT_SUCCEEDED", id);
            state.emit(now, "USER_ACCOUNT_ACTIVATED", id);
        }
        return;
    }
    user.status = Status::PendingUserAction;
    user.link = Some(link());
    state.emit(now, "USER_ACCOUNT_VALIDATION_ASKED", id);
}

/// The user has authenticated (control plane).
pub(crate) fn done(state: &mut State, id: &str, now: i64) -> bool {
    let Some(user) = state.users.get_mut(id).filter(|u| u.status == Status::PendingUserAction) else { return false };
    user.status = Status::Active;
    user.link = None;
    user.enrolled = Some(now);
    state.emit(now, "SCA_ENROLLMENT_SUCCEEDED", id);
    state.emit(now, "USER_ACCOUNT_ACTIVATED", id);
    true
}

/// `POST /sca/users/{id}/enrollment`: a new link, the status stays (§2.3).
pub(crate) fn enrol(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = of(state, call)?;
    if user.status == Status::Closed {
        return Err(Refusal::user_closed());
    }
    if user.category == Category::Payer {
        return Err(Refusal::field("UserCategory", "Only owners can enrol"));
    }
    Ok(Answer::ok(json!({ "PendingUserAction": { "RedirectUrl": link() } })))
}

/// `GET /sca/users/{id}/sca-status` (§2.6).
pub(crate) fn status(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = of(state, call)?;
    if user.enrolled.is_none() && user.link.is_none() {
        return Err(Refusal::not_found("User", &user.id));
    }
    Ok(Answer::ok(json!({
        "UserStatus": user.status, "IsEnrolled": user.enrolled.is_some(), "LastEnrollmentDate": user.enrolled,
        "LastConsentCollectionDate": null, "ConsentScope": null,
    })))
}
