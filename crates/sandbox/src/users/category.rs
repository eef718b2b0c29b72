//! From payer to owner (docs/api/users-verification.md §1.7).

use serde_json::{Map, Value};

use super::{
    Category, Person, Shape, change,
    fields::{self, Reading},
    living, sca, view,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    request::Call,
    state::State,
};

fn raise(state: &mut State, call: &Call<'_>, person: Person) -> Outcome {
    let user = living(state, call)?;
    if user.person != person {
        return Err(Refusal::not_found("User", &user.id));
    }
    let mut members = Members::new(call.body, "", call.strict());
    let category = members.one_of("UserCategory", &["OWNER"]);
    members.need("UserCategory", category);
    let terms = members.boolean("TermsAndConditionsAccepted");
    if !members.need("TermsAndConditionsAccepted", terms) && !members.has_error("TermsAndConditionsAccepted") {
        members.wrong("TermsAndConditionsAccepted", "The terms and conditions must be accepted by an owner");
    }
    if user.category != Category::Payer {
        members.wrong("UserCategory", "The user is an owner already");
    }
    let reading = Reading { creating: false, owner: true, shape: Shape::Sca };
    let sent = match person {
        Person::Natural => fields::natural(&mut members, reading),
        Person::Legal => fields::legal(&mut members, reading, call.strict()),
    };
    let mut data = user.data.clone();
    change::merge(&mut data, &sent);
    for name in lacking(user.person, &data) {
        if !members.has_error(name) {
            members.missing(name);
        }
    }
    members.finish()?;
    if person == Person::Natural && fields::breaks_fraud_policy(&data) {
        return Err(Refusal::fraud_policy());
    }
    let id = user.id.clone();
    if let Some(user) = state.users.get_mut(&id) {
        user.data = data;
        user.category = Category::Owner;
        user.terms = true;
        user.terms_at.get_or_insert(call.now);
    }
    state.emit(call.now, "USER_CATEGORY_UPDATED_TO_OWNER", &id);
    sca::ask(state, &id, call.now);
    let user = super::of(state, call)?;
    Ok(Answer::ok(view(state, user, Shape::Sca, &call.base())))
}

/// What an owner needs and this one would not have.
fn lacking(person: Person, data: &Map<String, Value>) -> Vec<&'static str> {
    const NATURAL: &[&str] = &["Birthday", "Nationality", "CountryOfResidence"];
    const LEGAL: &[&str] = &[
        "LegalRepresentative.Email",
        "LegalRepresentative.Birthday",
        "LegalRepresentative.Nationality",
        "LegalRepresentative.CountryOfResidence",
        "HeadquartersAddress",
        "CompanyNumber",
    ];
    let business = data.get("LegalPersonType").and_then(Value::as_str) == Some("BUSINESS");
    let has = |name: &str| match name.split_once('.') {
        Some((outer, inner)) => data.get(outer).is_some_and(|m| m.get(inner).is_some()),
        None => data.contains_key(name) || (name == "CompanyNumber" && !business),
    };
    let needed = if person == Person::Natural { NATURAL } else { LEGAL };
    needed.iter().copied().filter(|name| !has(name)).collect()
}

/// `PUT /sca/users/natural/{id}/category`.
pub(crate) fn natural(state: &mut State, call: &Call<'_>) -> Outcome {
    raise(state, call, Person::Natural)
}

/// `PUT /sca/users/legal/{id}/category`.
pub(crate) fn legal(state: &mut State, call: &Call<'_>) -> Outcome {
    raise(state, call, Person::Legal)
}
