//! Beneficial owners of the companies: validated where the documents are, under way or refused elsewhere.

use serde_json::{Value, json};

use super::{DAY, HOUR, Stage, Status, folk};
use crate::{
    ids::Dice,
    kyc::review,
    ubo::{self, Declaration, Status as Declared, Ubo},
};

/// What the declarations of companies that are not verified have come to, in turn.
const OTHERS: [(Declared, Option<&str>); 5] = [
    (Declared::Created, None),
    (Declared::ValidationAsked, None),
    (Declared::Incomplete, Some("MISSING_UBO")),
    (Declared::Refused, Some("DECLARATION_DO_NOT_MATCH_UBO_INFORMATION")),
    (Declared::Incomplete, Some("UBO_IDENTITY_NEEDED")),
];

pub(super) fn declare(stage: &mut Stage<'_>, dice: &mut Dice) {
    let companies = stage.state.users.values().filter(|u| ubo::concerns(u));
    let companies: Vec<(String, i64, bool, Value, bool)> = companies
        .map(|u| {
            let home = u.data.get("HeadquartersAddress").cloned().unwrap_or_default();
            let verified = review::has_documents(stage.state, u) && review::has_number(u);
            (u.id.clone(), u.created, verified, home, u.status == Status::Active)
        })
        .collect();
    let mut others = OTHERS.iter().cycle();
    for (n, (user, since, verified, home, active)) in companies.into_iter().enumerate() {
        let (status, reason) = if verified {
            (Declared::Validated, None)
        } else if active && n % 7 != 0 {
            others.next().copied().unwrap_or(OTHERS[0])
        } else {
            continue;
        };
        let now = stage.now();
        let created = (since + 2 * DAY + dice.between(0, 9 * HOUR)).min(now - 3 * DAY);
        let settled = !matches!(status, Declared::Created | Declared::ValidationAsked);
        let ubos = (0..1 + n % 3).map(|_| owner(dice, created, &home)).collect();
        let declaration = Declaration {
            id: dice.id("ubodec", created),
            number: stage.state.number(),
            user,
            created,
            processed: settled.then_some(created + DAY),
            status,
            reason: reason.map(str::to_owned),
            message: reason.map(|r| ubo::review::typical(r).to_owned()),
            ubos,
        };
        stage.state.declarations.insert(declaration.id.clone(), declaration);
    }
}

fn owner(dice: &mut Dice, created: i64, home: &Value) -> Ubo {
    let country = home.get("Country").and_then(Value::as_str).unwrap_or("FR").to_owned();
    let land = folk::LANDS.iter().find(|land| land.code == country).unwrap_or(&folk::LANDS[0]);
    let (first, last) = land.person(dice);
    let (town, _) = *dice.pick(land.towns);
    Ubo {
        id: dice.id("ubo", created + 600),
        created: created + 600,
        first: first.to_owned(),
        last: last.to_owned(),
        address: home.clone(),
        nationality: country.clone(),
        birthday: dice.between(-180, 360) * 30 * DAY,
        birthplace: json!({ "City": town, "Country": country }),
        active: true,
    }
}
