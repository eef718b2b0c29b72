//! Pay-ins by card: direct with a registered card, and on a page (docs/api/money-operations.md §7.3, §7.4).

use serde_json::{Value, json};

use super::{Basics, by_card, send, show, take};
use crate::{
    answer::{Answer, Outcome},
    members::Members,
    money::{
        book::{Kind, Status},
        cards::secure,
        lists,
    },
    request::Call,
    state::State,
};

const CULTURES: [&str; 16] =
    ["CS", "DA", "DE", "EL", "EN", "ES", "FI", "FR", "HU", "IT", "NL", "NO", "PL", "PT", "SK", "SV"];

/// `POST /payins/card/direct`.
pub(crate) fn direct(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let basics = Basics::read(state, &mut members);
    let id = secure::card(state, &mut members);
    let sent = secure::read(&mut members, secure::Wanted::Holder);
    members.finish()?;
    let refusal = basics.check(state)?;
    let Some(card) = state.money.cards.get(&id).cloned() else {
        return Err(crate::answer::Refusal::not_found("Card", &id));
    };
    let owned = (card.user != basics.author).then_some("001023");
    let refusal = owned.or(refusal).or_else(|| card.refusal(call.now));
    let challenged = secure::is_challenged(&card, &sent);
    let mut payin = basics.draft(state, ("CARD", "DIRECT"), call.now);
    by_card(&mut payin, &card, sent);
    payin.put("RecurringPayinRegistrationId", Value::Null);
    let id = take(state, payin, refusal, challenged, call.now);
    show(state, call, &id)
}

/// `POST /payins/card/web`.
pub(crate) fn web(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let basics = Basics::read(state, &mut members);
    let back = members.name("ReturnURL", 220);
    let back = members.need("ReturnURL", back);
    let kind = members.one_of("CardType", &["CB_VISA_MASTERCARD", "AMEX", "MAESTRO", "BCMC"]);
    let kind = members.need("CardType", kind);
    let culture = members.one_of("Culture", &CULTURES);
    let culture = members.need("Culture", culture);
    let mode = members.one_of("SecureMode", &["DEFAULT", "FORCE", "NO_CHOICE"]).unwrap_or("DEFAULT");
    let descriptor = members.text("StatementDescriptor", 22);
    let (billing, shipping) = (members.raw("Billing").cloned(), members.raw("Shipping").cloned());
    members.accept(&["TemplateURLOptions", "TemplateURL", "PaymentType", "ExecutionType"]);
    members.finish()?;
    let refusal = basics.check(state)?;
    let mut payin = basics.draft(state, ("CARD", "WEB"), call.now);
    for (name, value) in [
        ("ReturnURL", json!(back)),
        ("CardType", json!(kind)),
        ("Culture", json!(culture)),
        ("SecureMode", json!(mode)),
        ("StatementDescriptor", json!(descriptor)),
        ("Billing", json!(billing)),
        ("Shipping", json!(shipping)),
        ("TemplateURL", Value::Null),
        ("BankName", Value::Null),
        ("RedirectURL", Value::Null),
    ] {
        payin.put(name, value);
    }
    let id = match refusal {
        Some(code) => state.execute(payin, Some(code), call.now),
        None => {
            let id = state.open(payin, call.now);
            send(state, &id, "RedirectURL", Some(&back), call.now);
            id
        }
    };
    show(state, call, &id)
}

/// `GET /payins/card/web/{id}/extended`: the card that was used on the page, once it was.
pub(crate) fn extended(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("payin");
    let found = lists::find(state, call, "PayIn", id, |t| {
        t.kind == Kind::Payin
            && t.status == Status::Succeeded
            && t.extra.get("PaymentType").is_some_and(|v| v == "CARD")
            && t.extra.get("ExecutionType").is_some_and(|v| v == "WEB")
    })?;
    Ok(Answer::ok(json!({
        "Id": found.id, "PaymentType": "CARD", "ExecutionType": "WEB", "ExpirationDate": "1229",
        "Alias": "497010XXXXXX1119", "CardType": found.extra.get("CardType"), "Country": "FRA",
        "Fingerprint": blake3::hash(found.author.as_bytes()).to_hex().as_str()[..32],
    })))
}
