//! Strong customer authentication, as far as users' own states go (docs/api/users-verification.md §2).

use serde_json::{Value, json};

use super::{Category, Person, Status, User, consent, living, of};
use crate::{
    answer::{Answer, Outcome, Refusal},
    request::Call,
    sca::{self as sessions, Ending, Purpose},
    state::State,
};

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
    let link = sessions::open(state, Purpose::Enrolment(id.to_owned()), now);
    if let Some(user) = state.users.get_mut(id) {
        user.link = Some(link);
    }
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

/// The user's session has ended (§2.1, §2.7).
pub(crate) fn ended(state: &mut State, id: &str, ending: Ending, now: i64) {
    match ending {
        Ending::Confirmed => {
            // One who enrols anew is active already.
            if !done(state, id, now) {
                if let Some(user) = state.users.get_mut(id).filter(|u| u.status == Status::Active) {
                    user.enrolled = Some(now);
                }
                state.emit(now, "SCA_ENROLLMENT_SUCCEEDED", id);
            }
        }
        Ending::Refused => state.emit(now, "SCA_ENROLLMENT_FAILED", id),
        Ending::Expired => state.emit(now, "SCA_ENROLLMENT_EXPIRED", id),
    }
}

/// `POST /sca/users/{id}/enrollment`: a new link, the status stays (§2.3).
pub(crate) fn enrol(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = living(state, call)?;
    if user.category == Category::Payer {
        return Err(Refusal::field("UserCategory", "Only owners can enrol"));
    }
    if user.person == Person::Legal && user.representative("Email").is_null() {
        return Err(Refusal::field("LegalRepresentative.Email", "The legal representative needs an e-mail address"));
    }
    let id = user.id.clone();
    let link = sessions::open(state, Purpose::Enrolment(id), call.now);
    Ok(Answer::ok(json!({ "PendingUserAction": sessions::action(Some(&link), &call.base()) })))
}

/// `GET /sca/users/{id}/sca-status` (§2.6).
pub(crate) fn status(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = of(state, call)?;
    if user.enrolled.is_none() && user.link.is_none() {
        return Err(Refusal::not_found("User", &user.id));
    }
    Ok(Answer::ok(json!({
        "UserStatus": user.status, "IsEnrolled": user.enrolled.is_some(), "LastEnrollmentDate": user.enrolled,
        "LastConsentCollectionDate": user.consent.map(|c| c.at), "ConsentScope": consent::view(user.consent),
    })))
}
