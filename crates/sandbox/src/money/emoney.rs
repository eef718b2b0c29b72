//! Electronic money of a user over a time (docs/api/users-verification.md §9.1).

use serde_json::json;

use super::{
    amount::{Amount, Currency},
    book::{Facet, Kind, Status},
    wallets,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    request::Call,
    routes::{Route, get},
    state::State,
    users,
};

/// The endpoints of totals.
pub(crate) fn routes() -> Vec<Route> {
    let names = &["currency"];
    vec![
        get("users/{user}/emoney", "Users.Details", names, totals),
        get("users/{user}/emoney/{year}", "Users.Details", names, totals),
        get("users/{user}/emoney/{year}/{month}", "Users.Details", names, totals),
    ]
}

/// The year and month of the path as the first and the last second they leave out.
fn period(call: &Call<'_>) -> Result<(i64, i64), Refusal> {
    let (year, month) = (call.id("year"), call.id("month"));
    if year.is_empty() {
        return Ok((i64::MIN, i64::MAX));
    }
    let wrong = |name: &str, text: &str| Refusal::field(name, &format!("The value {text} is not valid"));
    let number: i32 = year.parse().ok().filter(|y| (1_970..=9_998).contains(y)).ok_or_else(|| wrong("Year", year))?;
    let first = |year: i32, month: u8| {
        let month = time::Month::try_from(month).ok()?;
        Some(time::Date::from_calendar_date(year, month, 1).ok()?.midnight().assume_utc().unix_timestamp())
    };
    let (from, to) = if month.is_empty() {
        (first(number, 1), first(number + 1, 1))
    } else {
        let at: u8 = month.parse().ok().filter(|m| (1..=12).contains(m)).ok_or_else(|| wrong("Month", month))?;
        (first(number, at), if at == 12 { first(number + 1, 1) } else { first(number, at + 1) })
    };
    from.zip(to).ok_or_else(|| wrong("Year", year))
}

fn totals(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?.id.clone();
    let (from, to) = period(call)?;
    let currency = match call.head.query.get("Currency") {
        None => Currency::EUR,
        Some(text) => Currency::named(&text.to_ascii_uppercase())
            .ok_or_else(|| Refusal::field("Currency", &format!("Currency: The currency {text} is not available")))?,
    };
    let (mut came, mut went) = (0_i64, 0_i64);
    for wallet in wallets::owned(state, &user).filter(|wallet| wallet.currency == currency) {
        let done = state.money.book.by(Facet::Wallet, &wallet.id).filter(|t| t.status == Status::Succeeded);
        for t in done.filter(|t| t.executed.is_some_and(|at| at >= from && at < to)) {
            if t.to.as_ref() == Some(&wallet.id) && t.kind != Kind::Conversion {
                came += t.credited.amount;
            } else if t.kind == Kind::Payout {
                went += t.debited.amount;
            }
        }
    }
    Ok(Answer::ok(json!({
        "UserId": user, "CreditedEMoney": Amount::new(currency, came).view(),
        "DebitedEMoney": Amount::new(currency, went).view(),
    })))
}
