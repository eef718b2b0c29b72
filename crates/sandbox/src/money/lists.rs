//! Lists of transactions with their filters (docs/api/money-operations.md §1.5, §6).

use super::{
    book::{Facet, Transaction},
    codes,
};
use crate::{
    answer::{Outcome, Refusal},
    lists,
    request::{Call, Query},
    state::State,
};

/// Query names of lists of transactions, and those of the lists that need strong authentication.
pub(crate) const FILTERS: &[&str] =
    &["page", "per_page", "sort", "beforedate", "afterdate", "status", "resultcode", "type", "nature"];
pub(crate) const WITH_ACCESS: &[&str] =
    &["page", "per_page", "sort", "beforedate", "afterdate", "status", "resultcode", "type", "nature", "scacontext"];
/// Query names of lists of refunds.
pub(crate) const REFUNDS: &[&str] = &["page", "per_page", "sort", "beforedate", "afterdate", "status", "resultcode"];

pub(crate) const STATUSES: [&str; 3] = ["CREATED", "SUCCEEDED", "FAILED"];
const TYPES: [&str; 5] = ["PAYIN", "TRANSFER", "CONVERSION", "PAYOUT", "CARD_VALIDATION"];
const NATURES: [&str; 4] = ["REGULAR", "REFUND", "REPUDIATION", "SETTLEMENT"];
/// Months that transactions can be read (§6, retention).
const MONTHS: i32 = 13;

/// The second before which transactions are archived: thirteen months ago.
pub(crate) fn oldest(now: i64) -> i64 {
    months_before(now, MONTHS)
}

/// The same day and time of a month that lies `months` back, or that month's last day.
pub(crate) fn months_before(now: i64, months: i32) -> i64 {
    let Ok(at) = time::OffsetDateTime::from_unix_timestamp(now) else { return i64::MIN };
    let months = at.year() * 12 + i32::from(u8::from(at.month())) - 1 - months;
    let month = u8::try_from(months.rem_euclid(12) + 1).ok().and_then(|m| time::Month::try_from(m).ok());
    let month = month.unwrap_or(time::Month::January);
    let year = months.div_euclid(12);
    let day = at.day().min(month.length(year));
    time::Date::from_calendar_date(year, month, day).map_or(i64::MIN, |date| at.replace_date(date).unix_timestamp())
}

/// Whether a value is among those of a comma-separated or repeated filter; an absent filter takes everything.
pub(crate) fn words(query: &Query, name: &str) -> Vec<String> {
    let sent = query.pairs().iter().filter(|(n, _)| n.eq_ignore_ascii_case(name)).flat_map(|(_, v)| v.split(','));
    sent.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

/// An enum as it is written in JSON.
pub(crate) fn serialised<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The transactions that the query asks for and that are not archived.
pub(crate) fn wanted<'a>(
    call: &Call<'_>,
    found: impl Iterator<Item = &'a Transaction>,
) -> Result<Vec<&'a Transaction>, Refusal> {
    let query = &call.head.query;
    let statuses = query.among("Status", &STATUSES)?;
    let types = query.among("Type", &TYPES)?;
    let natures = query.among("Nature", &NATURES)?;
    let results = words(query, "ResultCode");
    if let Some(bad) = results.iter().find(|code| code.len() != codes::SUCCESS.len()) {
        return Err(Refusal::field("ResultCode", &format!("The value '{bad}' is not valid for ResultCode")));
    }
    let within = lists::dates(query)?;
    let oldest = oldest(call.now);
    Ok(found
        .filter(|t| {
            t.created >= oldest
                && within(t.created)
                && (statuses.is_empty() || statuses.contains(&serialised(t.status).as_str()))
                && (types.is_empty() || types.contains(&serialised(t.kind).as_str()))
                && (natures.is_empty() || natures.contains(&serialised(t.nature).as_str()))
                && (results.is_empty() || t.code.as_ref().is_some_and(|code| results.contains(code)))
        })
        .collect())
}

/// One page of transactions in the shape of lists.
pub(crate) fn page<'a>(call: &Call<'_>, found: impl Iterator<Item = &'a Transaction>) -> Outcome {
    let items = wanted(call, found)?.into_iter().map(|t| ((t.created, t.number), t)).collect();
    lists::page(call, "CreationDate", items, |t| serde_json::Value::Object(t.item()))
}

/// The transactions of a facet. For `/disputes/{id}/transactions` use [`Facet::Dispute`], for
/// `/bankaccounts/{id}/transactions` [`Facet::Account`].
pub(crate) fn by(state: &State, call: &Call<'_>, facet: Facet, id: &str) -> Outcome {
    page(call, state.money.book.by(facet, id))
}

/// A transaction by its id, unless it is archived.
pub(crate) fn find<'a>(
    state: &'a State,
    call: &Call<'_>,
    kind: &str,
    id: &str,
    fits: impl Fn(&Transaction) -> bool,
) -> Result<&'a Transaction, Refusal> {
    let found = state.money.book.get(id).filter(|t| t.created >= oldest(call.now) && fits(t));
    found.ok_or_else(|| Refusal::not_found(kind, id))
}

#[cfg(test)]
mod tests {
    use super::oldest;

    #[test]
    fn thirteen_months_ago() {
        use time::macros::datetime;
        for (now, then) in [
            (datetime!(2026-11-24 09:42 UTC), datetime!(2025-10-24 09:42 UTC)),
            (datetime!(2026-01-15 00:00 UTC), datetime!(2024-12-15 00:00 UTC)),
            (datetime!(2025-03-31 12:00 UTC), datetime!(2024-02-29 12:00 UTC)),
        ] {
            assert_eq!(oldest(now.unix_timestamp()), then.unix_timestamp());
        }
    }
}
