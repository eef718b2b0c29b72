//! The users without a part of their own: everybody else on the platform.

use serde_json::json;

use super::{Category, DAY, Person, Someone, Stage, Status, address, folk, members, sca_due};
use crate::users::Block;

/// Users of the demo world, and how many of the crowd only buy.
const USERS: usize = 420;
const PAYERS: usize = 100;
/// Owners of the crowd that are verified; the last of them have closed their accounts.
const VERIFIED: usize = 215;
const CLOSED: usize = 8;

/// Who the crowd is, for the documents.
pub(super) struct Crowd {
    /// Owners with validated documents, still active.
    pub(super) verified: Vec<Member>,
    /// Owners with validated documents whose account is closed.
    pub(super) closed: Vec<Member>,
    /// Owners who still have to verify themselves.
    pub(super) open: Vec<Member>,
}

#[derive(Clone)]
pub(super) struct Member {
    pub(super) id: String,
    pub(super) created: i64,
}

/// Legal forms in the order of their weight.
const FORMS: [&str; 8] =
    ["BUSINESS", "BUSINESS", "SOLETRADER", "BUSINESS", "ORGANIZATION", "BUSINESS", "SOLETRADER", "PARTNERSHIP"];

fn someone(stage: &mut Stage<'_>, number: usize, category: Category, created: i64) -> String {
    let dice = &mut stage.state.dice;
    let legal = category == Category::Owner && number % 5 < 2;
    let kind = FORMS[(number / 5 * 2 + number % 5) % FORMS.len()];
    // Civil-law partnerships are German.
    let land = if legal && kind == "PARTNERSHIP" { &folk::LANDS[1] } else { dice.pick(&folk::LANDS) };
    let (first, last) = land.person(dice);
    let (town, code) = *dice.pick(land.towns);
    let birthday = dice.between(-180, 360) * 30 * DAY;
    let street = land.street(dice);
    let mail = format!("{}.{}{number}", folk::plain(first), folk::plain(last));
    let tag = (!number.is_multiple_of(3)).then(|| format!("seller-{:05}", 1_000 + number));
    let data = if category == Category::Payer {
        let tag = number.is_multiple_of(4).then(|| format!("buyer-{:05}", 50_000 + number));
        json!({ "FirstName": first, "LastName": last, "Email": format!("{mail}@courrier.example"), "Tag": tag })
    } else if legal {
        let name = land.firm(kind, last, town, dice);
        let host = folk::plain(&name);
        let host = format!("{host}-{number}");
        let number = format!("{}{:08}", land.code, dice.between(10_000_000, 99_999_999));
        json!({
            "Name": name, "LegalPersonType": kind, "Email": format!("office@{host}.example"), "Tag": tag,
            "CompanyNumber": (kind != "ORGANIZATION").then_some(number),
            "HeadquartersAddress": address(&street, code, town, land.code),
            "LegalRepresentative": {
                "FirstName": first, "LastName": last, "Email": format!("{mail}@{host}.example"),
                "Birthday": birthday, "Nationality": land.code, "CountryOfResidence": land.code,
                "PhoneNumber": null, "PhoneNumberCountry": null,
            },
        })
    } else {
        json!({
            "FirstName": first, "LastName": last, "Email": format!("{mail}@atelier.example"), "Tag": tag,
            "Birthday": birthday, "Nationality": land.code, "CountryOfResidence": land.code,
            "Address": address(&street, code, town, land.code), "Occupation": "Artisan", "IncomeRange": 2,
        })
    };
    let person = if legal { Person::Legal } else { Person::Natural };
    let mut data = members(data);
    data.retain(|_, value| !value.is_null());
    let id = stage.user(Someone { id: None, person, category, created, data });
    if category == Category::Owner {
        stage.change(&id, |user| user.enrolled = Some(created + 2_400));
    }
    id
}

pub(super) fn enter(stage: &mut Stage<'_>) -> Crowd {
    let mut crowd = Crowd { verified: Vec::new(), closed: Vec::new(), open: Vec::new() };
    let (from, to) = (stage.at((2023, 10, 9), 8, 0), stage.at((2026, 8, 29), 18, 0));
    let count = USERS.saturating_sub(stage.state.users.len());
    let owners = count - PAYERS;
    for number in 0..count {
        let created = stage.state.dice.between(from, to);
        if number >= owners {
            let id = someone(stage, number, Category::Payer, created);
            // Some buyers have left as well.
            if number.is_multiple_of(25) {
                stage.change(&id, close);
            }
            continue;
        }
        let id = someone(stage, number, Category::Owner, created);
        let member = Member { id, created };
        match number {
            n if n < VERIFIED - CLOSED => crowd.verified.push(member),
            n if n < VERIFIED => {
                stage.change(&member.id, close);
                crowd.closed.push(member);
            }
            _ => crowd.open.push(member),
        }
    }
    for member in crowd.open.iter().rev().take(9) {
        sca_due(stage, &member.id);
        stage.change(&member.id, |user| user.enrolled = None);
    }
    for (member, action) in crowd.verified.iter().rev().zip(["008701", "008702", "008703", "008710", "008711"]) {
        let both = action == "008701";
        stage.change(&member.id, |user| {
            user.block = Block { inflows: both, outflows: true, action: Some(action.to_owned()) };
        });
    }
    crowd
}

fn close(user: &mut crate::users::User) {
    user.status = Status::Closed;
    user.block = Block { inflows: true, outflows: true, action: None };
}
