//! Who trades: wallets, cards and payees of the users that are there already.

use serde_json::json;

use super::{DAY, Till};
use crate::{
    banks,
    demo::folk,
    money::{
        amount::Currency,
        cards::{Behaviour, Card, Validity},
        virtual_accounts, wallets,
    },
    recipients::{Recipient, Status as Payable, Verification},
    users::{Category, Level, Status, User},
};

/// Sellers that get most of the orders.
pub(super) const BUSY: usize = 24;

/// A buyer with a wallet and a card.
#[derive(Debug, Clone)]
pub(super) struct Buyer {
    pub(super) user: String,
    pub(super) wallet: String,
    pub(super) card: String,
    pub(super) fingerprint: String,
    pub(super) since: i64,
}

/// A seller with a wallet, and a payee if it is verified.
#[derive(Debug, Clone)]
pub(super) struct Seller {
    pub(super) user: String,
    pub(super) wallet: String,
    pub(super) payee: Option<String>,
    pub(super) since: i64,
}

fn name(user: &User) -> (String, String, bool) {
    match user.text("Name") {
        Some(firm) => (String::new(), firm.to_owned(), true),
        None => (
            user.text("FirstName").unwrap_or_default().to_owned(),
            user.text("LastName").unwrap_or_default().to_owned(),
            false,
        ),
    }
}

fn country(user: &User) -> &'static str {
    let home =
        user.text("CountryOfResidence").or_else(|| user.data.get("HeadquartersAddress")?.get("Country")?.as_str());
    match home {
        Some("DE" | "AT") => "DE",
        Some("ES" | "PT") => "ES",
        _ => "FR",
    }
}

/// Opens wallets for everybody who may have one.
pub(super) fn open(till: &mut Till<'_, '_>) {
    let users: Vec<User> = till.stage.state.users.values().cloned().collect();
    let end = till.end();
    let mut crowd = Vec::new();
    for user in users.iter().filter(|user| user.status != Status::Closed) {
        let since = user.created + DAY;
        if since > end {
            continue;
        }
        match user.category {
            Category::Payer => {
                let wallet = wallet(till, &user.id, "Purchases", Currency::EUR, since);
                let (card, fingerprint) = card(till, user, since);
                till.buyers.push(Buyer { user: user.id.clone(), wallet, card, fingerprint, since });
            }
            Category::Owner | Category::Platform => {
                let wallet = wallet(till, &user.id, "Sales", Currency::EUR, since);
                let regular = user.level == Level::Regular;
                let payee = regular.then(|| payee(till, user, since + 3 * DAY));
                let seller = Seller { user: user.id.clone(), wallet, payee, since };
                // Those with a company or a part of their own sell most.
                let known = user.text("Name").is_some() && regular && !user.block.outflows;
                if known && till.sellers.len() < BUSY {
                    till.sellers.push(seller)
                } else {
                    crowd.push(seller)
                }
                // Nearly all have authenticated lately; the rest is asked when its wallets are read (§1.9).
                if till.dice.below(12) != 0 && user.enrolled.is_some() {
                    let at = end - till.dice.between(2 * DAY, 150 * DAY);
                    till.stage.state.money.viewed.insert(user.id.clone(), at.max(since));
                }
            }
        }
    }
    till.sellers.append(&mut crowd);
    foreign(till);
}

/// Some sell in pounds as well.
fn foreign(till: &mut Till<'_, '_>) {
    for seller in till.sellers.clone().iter().take(BUSY).step_by(6) {
        wallet(
            till,
            &seller.user,
            "Sales in the United Kingdom",
            Currency::named("GBP").unwrap_or_default(),
            seller.since,
        );
    }
}

/// Some were given account numbers of the older kind; one of these is not used any more.
pub(super) fn of_old(till: &mut Till<'_, '_>) {
    let mut last = None;
    for seller in till.sellers.clone().iter().take(BUSY).step_by(5) {
        let state = &mut *till.stage.state;
        let owner = state.users.get(&seller.user).map(name).map(|(first, last, _)| format!("{first} {last}"));
        let owner = owner.unwrap_or_default();
        last = Some(virtual_accounts::of_old(state, &seller.wallet, &seller.user, owner.trim(), seller.since));
    }
    if let Some(last) = last.and_then(|id| till.stage.state.money.virtual_accounts.get_mut(&id)) {
        last.active = false;
    }
}

fn wallet(till: &mut Till<'_, '_>, user: &str, description: &str, currency: Currency, at: i64) -> String {
    till.drawing(|state| wallets::insert(state, user, description, currency, None, at)).id
}

fn card(till: &mut Till<'_, '_>, user: &User, at: i64) -> (String, String) {
    let (head, provider) =
        *till.dice.pick(&[("497010", "CB"), ("450875", "VISA"), ("535522", "MASTERCARD"), ("497203", "CB")]);
    let tail = till.dice.between(1_000, 9_999);
    let id = till.dice.id("card_m", at);
    let fingerprint = blake3::hash(id.as_bytes()).to_hex().as_str()[..32].to_owned();
    let (first, last, _) = name(user);
    let month = till.dice.between(1, 13);
    let year = 27 + till.dice.between(0, 4);
    let card = Card {
        id: id.clone(),
        number: till.stage.state.number(),
        user: user.id.clone(),
        created: at,
        expiry: format!("{month:02}{year}"),
        alias: format!("{head}XXXXXX{tail}"),
        kind: "CB_VISA_MASTERCARD".to_owned(),
        provider: provider.to_owned(),
        fingerprint: fingerprint.clone(),
        currency: Currency::EUR,
        active: true,
        validity: Validity::Valid,
        holder: Some(format!("{first} {last}")),
        behaviour: Behaviour::Frictionless,
        tag: None,
    };
    till.stage.state.money.cards.insert(id.clone(), card);
    (id, fingerprint)
}

/// An active recipient with an IBAN in the seller's country or a neighbour's.
fn payee(till: &mut Till<'_, '_>, user: &User, at: i64) -> String {
    let land = country(user);
    let width = match land {
        "DE" => 18,
        "ES" => 20,
        _ => 23,
    };
    let digits: String =
        (0..width).map(|_| char::from(b'0' + u8::try_from(till.dice.below(10)).unwrap_or(0))).collect();
    let iban = banks::with_check_digits(land, &digits);
    let (first, last, firm) = name(user);
    let person = if firm {
        json!({ "BusinessName": last, "Address": user.data.get("HeadquartersAddress") })
    } else {
        json!({ "FirstName": first, "LastName": last, "Address": user.data.get("Address") })
    };
    let shown = folk::plain(if firm { &last } else { &first });
    let close = till.dice.below(15) == 0;
    let id = till.dice.id("rec", at);
    let recipient = Recipient {
        id: id.clone(),
        number: till.stage.state.number(),
        user: user.id.clone(),
        created: at,
        status: Payable::Active,
        display: Some(shown.chars().take(40).collect()),
        method: "LocalBankTransfer".to_owned(),
        kind: if firm { "Business" } else { "Individual" }.to_owned(),
        currency: "EUR".to_owned(),
        country: land.to_owned(),
        scope: "PAYOUT".to_owned(),
        person: person.as_object().cloned().unwrap_or_default(),
        account: json!({ "EUR": { "IBAN": iban } }).as_object().cloned().unwrap_or_default(),
        tag: None,
        link: None,
        verification: Some(Verification {
            id: till.dice.id("vop", at),
            check: if close { "CLOSE_MATCH" } else { "MATCH" }.to_owned(),
            message: close.then(|| "The name is close to that of the account.".to_owned()),
        }),
    };
    till.stage.state.recipients.insert(id.clone(), recipient);
    id
}
