//! Creating users in both shapes (docs/api/users-verification.md §1.4, §1.5, §1.9).

use serde_json::{Map, Value};

use super::{
    Block, Category, Level, Person, Shape, Status, User,
    fields::{self, Reading},
    sca, view,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    request::Call,
    state::State,
};

fn create(state: &mut State, call: &Call<'_>, person: Person, shape: Shape) -> Outcome {
    let nested;
    let body = if person == Person::Legal && shape == Shape::Legacy {
        nested = fields::nested(call.body);
        &nested
    } else {
        call.body
    };
    let mut members = Members::new(body, "", call.strict());
    let category = members.one_of("UserCategory", &["PAYER", "OWNER"]);
    if category.is_none() && !members.has_error("UserCategory") {
        members.missing("UserCategory");
    }
    let owner = category == Some("OWNER");
    let terms = members.boolean("TermsAndConditionsAccepted");
    match terms {
        None if !members.has_error("TermsAndConditionsAccepted") => members.missing("TermsAndConditionsAccepted"),
        Some(false) if owner => {
            members.wrong("TermsAndConditionsAccepted", "The terms and conditions must be accepted by an owner");
        }
        _ => {}
    }
    let reading = Reading { creating: true, owner, shape };
    let data = match person {
        Person::Natural => fields::natural(&mut members, reading),
        Person::Legal => fields::legal(&mut members, reading, call.strict()),
    };
    members.finish()?;
    if owner && person == Person::Natural && fields::breaks_fraud_policy(&data) {
        return Err(Refusal::fraud_policy());
    }
    let category = if owner { Category::Owner } else { Category::Payer };
    let user = insert(state, call.now, person, category, terms == Some(true), data);
    if owner && shape == Shape::Sca {
        sca::ask(state, &user, call.now);
    }
    let user = state.users.get(&user).ok_or_else(|| Refusal::not_found("User", &user))?;
    Ok(Answer::ok(view(state, user, shape, &call.base())))
}

impl User {
    /// A new active user.
    pub(crate) fn active(
        id: String,
        number: u64,
        created: i64,
        person: Person,
        category: Category,
        terms: bool,
        data: Map<String, Value>,
    ) -> Self {
        Self {
            id,
            number,
            created,
            person,
            category,
            status: Status::Active,
            level: Level::Light,
            terms,
            terms_at: (terms && category != Category::Payer).then_some(created),
            data,
            link: None,
            enrolled: None,
            block: Block::default(),
            last_kyc: None,
            renewal: None,
            consent: None,
        }
    }
}

/// Puts a new active user into the state and returns its id.
pub(crate) fn insert(
    state: &mut State,
    now: i64,
    person: Person,
    category: Category,
    terms: bool,
    data: Map<String, Value>,
) -> String {
    let id = state.dice.id("user_m", now);
    let user = User::active(id.clone(), state.number(), now, person, category, terms, data);
    state.users.insert(id.clone(), user);
    id
}

/// `POST /users/natural`.
pub(crate) fn natural(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Person::Natural, Shape::Legacy)
}

/// `POST /users/legal`.
pub(crate) fn legal(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Person::Legal, Shape::Legacy)
}

/// `POST /sca/users/natural`.
pub(crate) fn sca_natural(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Person::Natural, Shape::Sca)
}

/// `POST /sca/users/legal`.
pub(crate) fn sca_legal(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Person::Legal, Shape::Sca)
}
