//! Cards: what is kept of one, its reads and its one change (docs/api/users-verification.md §8.2). Card numbers are
//! never kept, only their masked form and a fingerprint.

pub(crate) mod register;
pub(crate) mod secure;
pub(crate) mod validate;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{amount::Currency, book::Facet, lists};
use crate::{
    answer::{Answer, Outcome, Refusal},
    lists::page,
    members::Members,
    request::Call,
    routes::{PAGING, Route, get, post, put},
    state::State,
    users,
};

const SCOPE: &str = "Payins";
/// Seconds in which a new card must be used or validated.
const UNUSED: i64 = 86_400;

/// What a card number makes of strong authentication (money-operations.md §16, test cards).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Behaviour {
    Frictionless,
    Challenge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Validity {
    Unknown,
    Valid,
    Invalid,
}

/// A registered card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Card {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) user: String,
    pub(crate) created: i64,
    /// `MMYY`.
    pub(crate) expiry: String,
    pub(crate) alias: String,
    pub(crate) kind: String,
    pub(crate) provider: String,
    pub(crate) fingerprint: String,
    pub(crate) currency: Currency,
    pub(crate) active: bool,
    pub(crate) validity: Validity,
    pub(crate) holder: Option<String>,
    pub(crate) behaviour: Behaviour,
    pub(crate) tag: Option<String>,
}

impl Card {
    /// Unused for a day means invalid.
    fn validity(&self, now: i64) -> Validity {
        if self.validity == Validity::Unknown && self.created + UNUSED <= now {
            Validity::Invalid
        } else {
            self.validity
        }
    }

    fn has_expired(&self, now: i64) -> bool {
        let Ok(today) = time::OffsetDateTime::from_unix_timestamp(now) else { return false };
        let (month, year) = self.expiry.split_at(2.min(self.expiry.len()));
        let (month, year) = (month.parse::<i32>().unwrap_or(0), 2_000 + year.parse::<i32>().unwrap_or(0));
        (year, month) < (today.year(), i32::from(u8::from(today.month())))
    }

    /// Why nothing can be taken from the card (money-operations.md §2.2).
    pub(crate) fn refusal(&self, now: i64) -> Option<&'static str> {
        if !self.active {
            Some("101410")
        } else if self.validity(now) == Validity::Invalid {
            Some("101106")
        } else if self.has_expired(now) {
            Some("101105")
        } else {
            None
        }
    }

    fn view(&self, now: i64) -> Value {
        json!({
            "Id": self.id, "Tag": self.tag, "CreationDate": self.created, "UserId": self.user,
            "ExpirationDate": self.expiry, "Alias": self.alias, "CardType": self.kind, "CardProvider": self.provider,
            "Country": "FRA", "Product": "I", "BankCode": "unknown", "Active": self.active, "Currency": self.currency,
            "Validity": self.validity(now), "Fingerprint": self.fingerprint, "CardHolderName": self.holder,
        })
    }

    /// What pay-ins tell of the card (money-operations.md §7.4).
    pub(crate) fn info(&self) -> Value {
        json!({
            "BIN": self.alias.get(..6), "IssuingBank": "SANDBOX BANK", "IssuerCountryCode": "FR", "Type": "DEBIT",
            "Brand": self.provider, "SubType": null,
        })
    }
}

/// The endpoints of cards.
pub(crate) fn routes() -> Vec<Route> {
    let active = &["page", "per_page", "sort", "beforedate", "afterdate", "active"];
    vec![
        post("cardregistrations", SCOPE, register::create),
        get("cardregistrations/{registration}", SCOPE, &[], register::view_one),
        put("cardregistrations/{registration}", SCOPE, register::complete),
        get("users/{user}/cards", SCOPE, active, of_user),
        get("cards/{card}", SCOPE, &[], view_one),
        put("cards/{card}", SCOPE, update),
        get("cards/fingerprints/{fingerprint}", SCOPE, PAGING, by_fingerprint),
        get("cards/fingerprints/{fingerprint}/transactions", SCOPE, lists::REFUNDS, fingerprint_transactions),
        get("cards/{card}/transactions", SCOPE, lists::FILTERS, transactions),
        post("cards/{card}/validation", SCOPE, validate::create),
        post("acquiring/cards/{card}/validation", SCOPE, validate::create),
        get("cards/{card}/validation/{validation}", SCOPE, &[], validate::view_one),
    ]
}

/// The card of the path.
pub(crate) fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Card, Refusal> {
    let id = call.id("card");
    state.money.cards.get(id).ok_or_else(|| Refusal::not_found("Card", id))
}

/// A card was used with success, or was validated.
pub(crate) fn proven(state: &mut State, card: &str) {
    if let Some(card) = state.money.cards.get_mut(card) {
        card.validity = Validity::Valid;
    }
}

fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(of(state, call)?.view(call.now)))
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = of(state, call)?.id.clone();
    let mut members = Members::new(call.body, "", call.strict());
    let active = members.boolean("Active");
    let holder = members.name("CardHolderName", 255);
    members.accept(&["Id", "Validity", "Tag"]);
    let card = of(state, call)?;
    if active == Some(true) && !card.active {
        members.wrong("Active", "A card cannot be activated again");
    }
    if holder.is_some() && card.holder.is_some() {
        members.wrong("CardHolderName", "The name can only be set once");
    }
    members.finish()?;
    let Some(card) = state.money.cards.get_mut(&id) else { return Err(Refusal::not_found("Card", &id)) };
    card.active = active.unwrap_or(card.active);
    if holder.is_some() {
        card.holder = holder;
    }
    Ok(Answer::ok(card.view(call.now)))
}

fn listed<'a>(call: &Call<'_>, cards: impl Iterator<Item = &'a Card>) -> Outcome {
    let within = crate::lists::dates(&call.head.query)?;
    let active = call.head.query.boolean("Active")?;
    let found = cards.filter(|card| active.is_none_or(|wanted| wanted == card.active) && within(card.created));
    page(call, "CreationDate", found.map(|card| ((card.created, card.number), card)).collect(), |c| c.view(call.now))
}

fn of_user(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?;
    listed(call, state.money.cards.values().filter(|card| card.user == user.id))
}

fn by_fingerprint(state: &mut State, call: &Call<'_>) -> Outcome {
    let wanted = call.id("fingerprint");
    listed(call, state.money.cards.values().filter(|card| card.fingerprint == wanted))
}

fn transactions(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = of(state, call)?.id.clone();
    lists::by(state, call, Facet::Card, &id)
}

/// Web payments are not among them, since no card is registered for them (money-operations.md §6).
fn fingerprint_transactions(state: &mut State, call: &Call<'_>) -> Outcome {
    lists::by(state, call, Facet::Fingerprint, call.id("fingerprint"))
}
