//! Consent that the platform acts for a user without them (docs/api/users-verification.md §2.5, §2.6).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Category, living};
use crate::{
    answer::{Answer, Outcome, Refusal},
    request::Call,
    sca::{self, Ending, Purpose},
    state::State,
};

/// What may be done without the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Contact,
    Recipients,
    Transfers,
    Accounts,
}

/// Each scope with its key in the status and the stem of its events.
const SCOPES: [(Scope, &str, &str); 4] = [
    (Scope::Contact, "ContactInformationUpdate", "SCA_CONTACT_INFORMATION_UPDATE"),
    (Scope::Recipients, "RecipientRegistration", "SCA_RECIPIENT_REGISTRATION"),
    (Scope::Transfers, "Transfer", "SCA_TRANSFER"),
    (Scope::Accounts, "ViewAccountInformation", "SCA_VIEW_ACCOUNT_INFORMATION"),
];

/// A user's answer; the simulator's page gives or revokes all scopes together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Consent {
    pub(crate) given: bool,
    pub(crate) at: i64,
}

/// `ConsentScope` of the SCA status.
pub(super) fn view(consent: Option<Consent>) -> Value {
    let Some(consent) = consent else { return Value::Null };
    let word = if consent.given { "ACTIVE" } else { "INACTIVE" };
    SCOPES.iter().map(|(_, name, _)| ((*name).to_owned(), json!(word))).collect::<serde_json::Map<_, _>>().into()
}

/// 403 unless the platform has a proxy and the user has agreed (§2.5).
pub(crate) fn needed(state: &State, user: &str, scope: Scope) -> Result<(), Refusal> {
    let given = state.users.get(user).and_then(|u| u.consent).is_some_and(|c| c.given);
    if state.features.proxy && given {
        return Ok(());
    }
    let name = SCOPES.iter().find(|(s, ..)| *s == scope).map_or("", |(_, name, _)| *name);
    let message = format!("The user has not given the consent {name}.");
    Err(Refusal::usual(403, "forbidden_ressource", &message))
}

/// `POST /sca/users/{id}/consent`.
pub(crate) fn ask(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = living(state, call)?;
    if user.category == Category::Payer {
        return Err(Refusal::field("UserCategory", "Only owners can give their consent"));
    }
    if !state.features.proxy {
        return Err(Refusal::field("Invalid SCA request", "The platform does not act by proxy"));
    }
    let id = user.id.clone();
    let link = sca::open(state, Purpose::Consent(id), call.now);
    Ok(Answer::ok(json!({ "PendingUserAction": sca::action(Some(&link), &call.base()) })))
}

/// The session has ended: confirmed gives the consent, refused revokes it.
pub(crate) fn ended(state: &mut State, user: &str, ending: Ending, now: i64) {
    let given = match ending {
        Ending::Confirmed => true,
        Ending::Refused => false,
        Ending::Expired => return,
    };
    let Some(found) = state.users.get_mut(user) else { return };
    let before = found.consent.replace(Consent { given, at: now }).is_some_and(|c| c.given);
    if before != given {
        for (_, _, stem) in SCOPES {
            state.emit(now, &format!("{stem}_CONSENT_{}", if given { "GIVEN" } else { "REVOKED" }), user);
        }
    }
}
