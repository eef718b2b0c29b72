//! What the home page has to show, computed from nothing but the simulator's dump.

use std::collections::BTreeMap;

use model::UnixSeconds;
use serde_json::Value;

/// The moments that figures begin with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    now: i64,
    /// The beginning of today in UTC, by which deadlines of renewals are counted.
    today: i64,
    /// The beginning of yesterday, where the window is.
    yesterday: i64,
    /// The beginning of the last thirty days, today among them, where the window is.
    thirty_days: i64,
    /// The beginning of this month in UTC, in which fees are summed.
    month: i64,
}

impl Days {
    pub(crate) fn of(told: &Value) -> Self {
        let moment = |name: &str| told[name].as_i64().unwrap_or_else(|| panic!("{name} in {told}"));
        let (now, yesterday) = (moment("now"), moment("yesterday"));
        Self { now, today: moment("today"), yesterday, thirty_days: moment("thirty_days"), month: moment("month") }
    }
}

/// The block of a figure, and what its address says; of several that fit, the one that says most is meant.
pub(crate) type Key = (&'static str, Vec<String>);

/// A figure.
#[derive(Debug, Clone)]
pub(crate) struct Total {
    /// The number that is shown: a count, or a sum in minor units.
    pub(crate) shown: i64,
    /// The rows of the list that it leads to.
    pub(crate) rows: usize,
}

fn is(object: &Value, member: &str, values: &[&str]) -> bool {
    object[member].as_str().is_some_and(|value| values.contains(&value))
}

fn since(object: &Value, member: &str, moment: i64) -> bool {
    object[member].as_i64().is_some_and(|at| at >= moment)
}

/// Accounts that are not closed.
fn open_users(dump: &Value) -> impl Iterator<Item = &Value> {
    dump["users"].as_array().expect("a list").iter().filter(|user| user["status"] != "CLOSED")
}

/// Users who may be asked for new documents.
pub(crate) fn verified(dump: &Value) -> usize {
    open_users(dump).filter(|user| user["level"] == "REGULAR").count()
}

/// From one moment to another, each if there is one.
type Span = (Option<i64>, Option<i64>);

/// Deadlines by when they are: past, in the rest of this week, in each of the seven after it, later.
fn renewals(dump: &Value, today: i64) -> Vec<(Span, usize)> {
    const DAY: i64 = 86_400;
    // The first day of 1970 was a Thursday: four days later a week began.
    let monday = today + (7 - (today / DAY - 4).rem_euclid(7)) * DAY;
    let mut ends = vec![None, Some(today)];
    ends.extend((0..8).map(|week| Some(monday + week * 7 * DAY)));
    ends.push(None);
    let deadline = |user: &Value| user["renewal"].as_str().map(|day| UnixSeconds::of_day(day).expect("a day").0);
    let all: Vec<i64> = open_users(dump).filter_map(deadline).collect();
    let within = |from: Option<i64>, to: Option<i64>| {
        let is_in = |at: &&i64| from.is_none_or(|from| **at >= from) && to.is_none_or(|to| **at < to);
        all.iter().filter(is_in).count()
    };
    ends.windows(2).map(|pair| ((pair[0], pair[1]), within(pair[0], pair[1]))).collect()
}

/// Every figure that is not nothing, and perhaps some that are.
pub(crate) fn totals(dump: &Value, days: Days) -> BTreeMap<Key, Total> {
    let list = |name: &str| dump[name].as_array().expect("a list").iter();
    let (documents, disputes, transactions) = (list("documents"), list("disputes"), list("transactions"));
    let mut totals = BTreeMap::new();
    let mut put = |block: &'static str, parts: &[&str], rows: usize| {
        let key = (block, parts.iter().map(|part| (*part).to_owned()).collect());
        totals.insert(key, Total { shown: i64::try_from(rows).expect("few"), rows });
    };

    // A document is no longer to be fixed once a later one of its kind was submitted.
    let is_replaced = |document: &Value| {
        documents.clone().any(|other| {
            other["user"] == document["user"]
                && other["type"] == document["type"]
                && other["created"].as_i64() > document["created"].as_i64()
                && other["status"] != "CREATED"
        })
    };
    let to_fix = documents
        .clone()
        .filter(|document| is(document, "status", &["REFUSED", "OUT_OF_DATE"]) && !is_replaced(document));
    put("home-kyc", &["view=to-fix"], to_fix.count());
    let forgotten = documents
        .clone()
        .filter(|document| is(document, "status", &["CREATED"]) && !since(document, "created", days.now - 3_600));
    put("home-kyc-foot", &[], forgotten.count());
    let returns =
        transactions.clone().filter(|refund| refund["nature"] == "REFUND" && refund["initial"]["kind"] == "PAYOUT");
    put("home-returns", &[], returns.count());
    let answerable = ["PENDING_CLIENT_ACTION", "REOPENED_PENDING_CLIENT_ACTION"];
    put("home-disputes", &["view=to-answer"], disputes.clone().filter(|one| is(one, "status", &answerable)).count());
    let with_bank = ["SUBMITTED", "PENDING_BANK_ACTION"];
    put("home-disputes-foot", &[], disputes.clone().filter(|one| is(one, "status", &with_bank)).count());

    for status in ["VALIDATED", "REFUSED"] {
        let decided =
            documents.clone().filter(|one| is(one, "status", &[status]) && since(one, "processed", days.yesterday));
        put("home-news", &["/compliance", status], decided.count());
    }
    put("home-news", &["/disputes"], disputes.filter(|one| since(one, "created", days.yesterday)).count());
    let lately = transactions.clone().filter(|one| since(one, "created", days.yesterday));
    for kind in ["PAYIN", "PAYOUT"] {
        let failed = lately.clone().filter(|one| is(one, "status", &["FAILED"]) && is(one, "kind", &[kind]));
        put("home-news", &["/transactions", "FAILED", &format!("={kind}")], failed.count());
    }
    put("home-news", &["/transactions"], lately.count());

    for status in ["CREATED", "VALIDATION_ASKED", "VALIDATED", "REFUSED", "OUT_OF_DATE"] {
        let created =
            documents.clone().filter(|one| is(one, "status", &[status]) && since(one, "created", days.thirty_days));
        put("home-pipeline", &[&format!("={status}&")], created.count());
    }
    let refused =
        documents.clone().filter(|one| is(one, "status", &["REFUSED"]) && since(one, "processed", days.thirty_days));
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for document in refused {
        *reasons.entry(document["reason"].as_str().expect("a refused document has a reason")).or_default() += 1;
    }
    for (reason, count) in reasons {
        put("home-reasons", &[&format!("={reason}&")], count);
    }

    for ((from, to), rows) in renewals(dump, days.today) {
        let end = |end: Option<i64>| end.map(|end| end.to_string()).unwrap_or_default();
        put("home-renewals", &[&format!("deadline={}..{}", end(from), end(to))], rows);
    }

    let succeeded = transactions.filter(|one| is(one, "status", &["SUCCEEDED"]) && since(one, "created", days.month));
    let mut fees: BTreeMap<&str, Total> = BTreeMap::new();
    for one in succeeded {
        let currency = one["debited"]["currency"].as_str().expect("a currency");
        let total = fees.entry(currency).or_insert(Total { shown: 0, rows: 0 });
        total.shown += one["fees"]["amount"].as_i64().unwrap_or_default();
        total.rows += 1;
    }
    for (currency, total) in fees {
        totals.insert(("home-money-table", vec!["/transactions".to_owned(), format!("={currency}")]), total);
    }
    for wallet in list("wallets").filter(|wallet| wallet["owner"].is_null()) {
        let (funds, currency) = wallet["id"].as_str().and_then(|id| id.split_once('_')).expect("FEES_EUR");
        let key = ("home-money-table", vec!["/client-wallets".to_owned(), format!("={currency}"), format!("={funds}")]);
        totals.insert(key, Total { shown: wallet["balance"].as_i64().expect("a balance"), rows: 1 });
    }
    totals
}
