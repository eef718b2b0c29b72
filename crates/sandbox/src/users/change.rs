//! Changing users, and what a change costs (docs/api/users-verification.md §1.6, §3.7).

use serde_json::{Map, Value};

use super::{
    Category, Person, Shape, Status, User,
    fields::{self, Reading},
    of, sca, view,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    idv,
    kyc::{Type, review},
    members::Members,
    request::Call,
    state::State,
};

/// Where the person is described: in the user itself, or in its representative.
fn person_of(data: &Map<String, Value>, person: Person) -> Option<&Map<String, Value>> {
    match person {
        Person::Natural => Some(data),
        Person::Legal => data.get("LegalRepresentative").and_then(Value::as_object),
    }
}

fn changes(user: &User, new: &Map<String, Value>, names: &[&str]) -> bool {
    let (Some(before), Some(after)) = (person_of(&user.data, user.person), person_of(new, user.person)) else {
        return false;
    };
    names.iter().any(|name| after.get(*name).is_some_and(|value| Some(value) != before.get(*name)))
}

fn update(state: &mut State, call: &Call<'_>, person: Person, shape: Shape) -> Outcome {
    let user = of(state, call)?;
    if user.person != person {
        return Err(Refusal::not_found("User", &user.id));
    }
    if user.status == Status::Closed {
        return Err(Refusal::user_closed());
    }
    let owner = user.category != Category::Payer;
    let nested;
    let body = if person == Person::Legal && shape == Shape::Legacy {
        nested = fields::nested(call.body);
        &nested
    } else {
        call.body
    };
    let mut members = Members::new(body, "", call.strict());
    let terms = members.boolean("TermsAndConditionsAccepted");
    if user.terms && terms == Some(false) {
        members.wrong("TermsAndConditionsAccepted", "Accepted terms and conditions cannot be revoked");
    }
    // The category is changed elsewhere; sending the present one is harmless (official SDKs do).
    let category = members.one_of("UserCategory", &["PAYER", "OWNER"]);
    if category.is_some_and(|c| (c == "OWNER") != owner) {
        members.wrong("UserCategory", "The category cannot be changed here");
    }
    let reading = Reading { creating: false, owner, shape };
    let new = match person {
        Person::Natural => fields::natural(&mut members, reading),
        Person::Legal => fields::legal(&mut members, reading, call.strict()),
    };
    members.finish()?;
    let mut merged = user.data.clone();
    merge(&mut merged, &new);
    if owner && person == Person::Natural && fields::breaks_fraud_policy(&merged) {
        return Err(Refusal::fraud_policy());
    }
    let contact = changes(user, &new, &["Email", "PhoneNumber", "PhoneNumberCountry"]);
    let identity = changes(user, &new, &["FirstName", "LastName", "Birthday", "Nationality"]);
    let form = new.get("LegalPersonType").is_some_and(|t| Some(t) != user.data.get("LegalPersonType"));
    let id = user.id.clone();
    if let Some(user) = state.users.get_mut(&id) {
        user.data = merged;
        if terms == Some(true) && !user.terms {
            user.terms = true;
            user.terms_at = owner.then_some(call.now);
        }
    }
    if owner && identity {
        review::outdate(state, &id, &[Type::IdentityProof], call.now);
    }
    if owner && form {
        // Which documents a new legal form outdates is documented for PARTNERSHIP alone (§3.7); the rest is assumed.
        review::outdate(state, &id, &[Type::RegistrationProof, Type::ArticlesOfAssociation], call.now);
    }
    if owner && (identity || form) {
        idv::outdate(state, &id, call.now);
        review::lower(state, &id, call.now);
    }
    if owner && contact && shape == Shape::Sca {
        sca::ask(state, &id, call.now);
    }
    let user = of(state, call)?;
    Ok(Answer::ok(view(state, user, shape, &call.base())))
}

pub(super) fn merge(into: &mut Map<String, Value>, new: &Map<String, Value>) {
    for (name, value) in new {
        match (into.get_mut(name), value) {
            (Some(Value::Object(old)), Value::Object(new)) if name == "LegalRepresentative" => merge(old, new),
            _ => {
                into.insert(name.clone(), value.clone());
            }
        }
    }
}

/// `PUT /users/natural/{id}`.
pub(crate) fn natural(state: &mut State, call: &Call<'_>) -> Outcome {
    update(state, call, Person::Natural, Shape::Legacy)
}

/// `PUT /users/legal/{id}`.
pub(crate) fn legal(state: &mut State, call: &Call<'_>) -> Outcome {
    update(state, call, Person::Legal, Shape::Legacy)
}

/// `PUT /sca/users/natural/{id}`.
pub(crate) fn sca_natural(state: &mut State, call: &Call<'_>) -> Outcome {
    update(state, call, Person::Natural, Shape::Sca)
}

/// `PUT /sca/users/legal/{id}`.
pub(crate) fn sca_legal(state: &mut State, call: &Call<'_>) -> Outcome {
    update(state, call, Person::Legal, Shape::Sca)
}
