//! Block status, regulatory status and closing (docs/api/users-verification.md §9.2, §1.11).

use serde_json::json;

use super::{Block, Person, Status, of};
use crate::{
    answer::{Answer, Outcome, Refusal},
    money::wallets,
    request::Call,
    state::State,
};

/// `GET /users/{id}/blockStatus`.
pub(crate) fn block_status(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = of(state, call)?;
    Ok(Answer::ok(json!({
        "Id": user.id, "ActionCode": user.block.action,
        "ScopeBlocked": { "Inflows": user.block.inflows, "Outflows": user.block.outflows },
    })))
}

/// `GET /users/{id}/Regulatory`.
pub(crate) fn regulatory(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = of(state, call)?;
    Ok(Answer::ok(json!({
        "Id": user.id, "ActionCode": user.block.action,
        "ScopeBlocked": { "Inflows": user.block.inflows, "Outflows": user.block.outflows },
        "KycInformation": { "LastKycDate": user.last_kyc, "KycRenewalDeadline": user.renewal },
    })))
}

/// Blocks or unblocks a user, with the events of what changed.
pub(crate) fn set(state: &mut State, id: &str, block: Block, now: i64) -> bool {
    let Some(user) = state.users.get_mut(id) else { return false };
    let old = std::mem::replace(&mut user.block, block.clone());
    for (before, after, name) in
        [(old.inflows, block.inflows, "USER_INFLOWS"), (old.outflows, block.outflows, "USER_OUTFLOWS")]
    {
        if before != after {
            state.emit(now, &format!("{name}_{}", if after { "BLOCKED" } else { "UNBLOCKED" }), id);
        }
    }
    true
}

fn close(state: &mut State, call: &Call<'_>, person: Person) -> Outcome {
    let user = of(state, call)?;
    if user.person != person {
        return Err(Refusal::not_found("User", &user.id));
    }
    if user.status == Status::Closed {
        return Err(Refusal::user_closed());
    }
    let id = user.id.clone();
    if !wallets::are_empty(state, &id) {
        return Err(Refusal::field("Wallets", "Every wallet of the user must be empty"));
    }
    if let Some(user) = state.users.get_mut(&id) {
        user.status = Status::Closed;
        user.link = None;
    }
    state.emit(call.now, "USER_ACCOUNT_CLOSED", &id);
    set(state, &id, Block { inflows: true, outflows: true, action: None }, call.now);
    Ok(Answer::no_content())
}

/// `DELETE /users/natural/{id}`.
pub(crate) fn close_natural(state: &mut State, call: &Call<'_>) -> Outcome {
    close(state, call, Person::Natural)
}

/// `DELETE /users/legal/{id}`.
pub(crate) fn close_legal(state: &mut State, call: &Call<'_>) -> Outcome {
    close(state, call, Person::Legal)
}
