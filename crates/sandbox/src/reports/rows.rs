//! The lines of a report: what of the platform's data it takes, and each cell (docs/api/money-operations.md §13).

use serde_json::{Map, Value, json};

use super::Report;
use crate::{
    money::{
        book::{Status, Transaction},
        wallets::Wallet,
    },
    state::State,
};

/// Lines of a preview.
const PREVIEW: usize = 10;

/// The whole file.
pub(super) fn file(state: &State, report: &Report) -> String {
    let mut text = line(report.columns.iter().map(String::as_str));
    let mut rows: Vec<(i64, u64, Map<String, Value>)> = match report.kind.as_str() {
        "WALLETS" => {
            let held = state.money.wallets.values().filter(|w| takes_wallet(report, w));
            let mut rows: Vec<_> = held.map(|w| (w.created, w.number, wallet(state, w))).collect();
            for (w, _) in untouched(state).filter(|(w, _)| takes_wallet(report, w)) {
                let mut row = wallet(state, &w);
                row.insert("Owners".to_owned(), json!(w.owner));
                rows.push((w.created, w.number, row));
            }
            rows
        }
        "TRANSACTIONS" | "USER_WALLET_TRANSACTIONS" | "COLLECTED_FEES" => {
            let held = state.money.book.all().iter().filter(|t| takes(state, report, t));
            let mut rows: Vec<_> = held.map(|t| (t.created, t.number, transaction(state, report, t))).collect();
            if report.older {
                let others = untouched(state).flat_map(|(_, list)| list);
                let wanted = others.filter(|t| takes(state, report, t));
                rows.extend(wanted.map(|t| (t.created, t.number, transaction(state, report, &t))));
            }
            rows
        }
        // This platform has nothing of Echo.
        _ => Vec::new(),
    };
    rows.sort_by_key(|(at, number, _)| (*at, *number));
    if report.descending {
        rows.reverse();
    }
    let most = if report.preview { PREVIEW } else { usize::MAX };
    for (_, _, row) in rows.into_iter().take(most) {
        let cells: Vec<String> = report.columns.iter().map(|column| cell(&row, column)).collect();
        text.push_str(&line(cells.iter().map(String::as_str)));
    }
    text
}

/// What users of a large world have whom nobody has touched.
fn untouched(state: &State) -> impl Iterator<Item = (Wallet, Vec<Transaction>)> + '_ {
    state.large.iter().flat_map(|large| large.purses())
}

/// One line; a cell is quoted where it has to be.
fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted = cells.map(|cell| {
        if cell.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

fn cell(row: &Map<String, Value>, column: &str) -> String {
    if let Some(name) = column.strip_suffix(":ISO") {
        return row.get(name).and_then(Value::as_i64).map(written).unwrap_or_default();
    }
    match row.get(column) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// `dd/MM/yyyy HH:mm:ss` (§13.1).
fn written(at: i64) -> String {
    let form = time::macros::format_description!("[day]/[month]/[year] [hour]:[minute]:[second]");
    time::OffsetDateTime::from_unix_timestamp(at).ok().and_then(|t| t.format(&form).ok()).unwrap_or_default()
}

fn wallet(state: &State, w: &Wallet) -> Map<String, Value> {
    let funds = if w.owner.is_some() { "DEFAULT" } else { w.id.split_once('_').map_or("", |(funds, _)| funds) };
    let owner = w.owner.as_deref().filter(|id| state.users.contains_key(*id));
    let value = json!({
        "Id": w.id, "Tag": w.tag, "CreationDate": w.created, "Owners": owner, "Description": w.description,
        "BalanceAmount": w.balance, "BalanceCurrency": w.currency.as_str(), "Currency": w.currency.as_str(),
        "FundsType": funds,
    });
    value.as_object().cloned().unwrap_or_default()
}

/// A transaction with the names of all its columns in both systems.
fn transaction(state: &State, report: &Report, t: &Transaction) -> Map<String, Value> {
    let mut row = t.item();
    for name in ["DebitedFunds", "CreditedFunds", "Fees"] {
        flatten(&mut row, name);
    }
    for (name, value) in &t.extra {
        row.insert(name.clone(), value.clone());
    }
    for name in ["DeclaredDebitedFunds", "DeclaredFees"] {
        flatten(&mut row, name);
    }
    row.insert("TransactionId".to_owned(), json!(t.id));
    row.insert("ClientId".to_owned(), json!(report.client));
    row.insert("Currency".to_owned(), json!(t.debited.currency.as_str()));
    let card = t.extra.get("CardId").and_then(Value::as_str).and_then(|id| state.money.cards.get(id));
    if let Some(card) = card {
        for (names, value) in [
            (["Alias", "CardAlias"], json!(card.alias)),
            (["CardType", "CardType"], json!(card.kind)),
            (["Country", "CardCountry"], json!("FRA")),
            (["ExpirationDate", "CardExpirationDate"], json!(card.expiry)),
        ] {
            for name in names {
                row.insert(name.to_owned(), value.clone());
            }
        }
    }
    row
}

/// `{Currency, Amount}` as two columns.
fn flatten(row: &mut Map<String, Value>, name: &str) {
    if let Some(Value::Object(money)) = row.remove(name) {
        for part in ["Amount", "Currency"] {
            row.insert(format!("{name}{part}"), money.get(part).cloned().unwrap_or_default());
        }
    }
}

fn text<'a>(report: &'a Report, name: &str) -> Option<&'a str> {
    report.filters.get(name).and_then(Value::as_str)
}

/// Whether a value is among those of a filter, which may hold one or a list; an absent or empty filter takes all.
fn among(report: &Report, name: &str, value: &Value) -> bool {
    match report.filters.get(name) {
        Some(Value::Array(list)) => list.is_empty() || list.contains(value),
        Some(one) => one == value,
        None => true,
    }
}

/// Whether an amount lies between the `Min…` and `Max…` filters of its name, in their currency.
fn between(report: &Report, name: &str, amount: i64, currency: &str) -> bool {
    let fits = |side: &str, ok: fn(i64, i64) -> bool| {
        let limit = report.filters.get(&format!("{side}{name}Amount")).and_then(Value::as_i64);
        let wanted = text(report, &format!("{side}{name}Currency"));
        limit.is_none_or(|limit| ok(amount, limit)) && wanted.is_none_or(|wanted| wanted == currency)
    };
    fits("Min", |a, limit| a >= limit) && fits("Max", |a, limit| a <= limit)
}

fn in_time(report: &Report, at: i64) -> bool {
    report.after.is_none_or(|from| at >= from) && report.before.is_none_or(|to| at <= to)
}

fn takes_wallet(report: &Report, w: &Wallet) -> bool {
    in_time(report, w.created)
        && text(report, "OwnerId").is_none_or(|owner| w.owner.as_deref() == Some(owner))
        && text(report, "Currency").is_none_or(|currency| currency == w.currency.as_str())
        && between(report, "Balance", w.balance, w.currency.as_str())
}

fn takes(state: &State, report: &Report, t: &Transaction) -> bool {
    let on = |id: &str| t.from.as_deref() == Some(id) || t.to.as_deref() == Some(id);
    let at = if report.by_execution { t.executed } else { Some(t.created) };
    if !at.is_some_and(|at| in_time(report, at)) || text(report, "WalletId").is_some_and(|id| !on(id)) {
        return false;
    }
    if report.older {
        let currency = |amount: crate::money::amount::Amount| amount.currency;
        return among(report, "Type", &json!(t.kind))
            && among(report, "Status", &json!(t.status))
            && among(report, "Nature", &json!(t.nature))
            && among(report, "ResultCode", &json!(t.code))
            && text(report, "AuthorId").is_none_or(|author| author == t.author)
            && between(report, "DebitedFunds", t.debited.amount, currency(t.debited).as_str())
            && between(report, "Fees", t.fees.amount, currency(t.fees).as_str());
    }
    let of_user = |wallet: &Option<String>, user: Option<&str>| {
        let owner = wallet.as_ref().and_then(|id| state.money.wallets.get(id)).and_then(|w| w.owner.as_deref());
        owner.is_some_and(|owner| user.is_none_or(|user| user == owner))
    };
    let user = text(report, "UserId");
    let fits = match report.kind.as_str() {
        "COLLECTED_FEES" => t.fees.amount != 0,
        _ => of_user(&t.from, user) || of_user(&t.to, user),
    };
    let currency = text(report, "Currency");
    t.status == Status::Succeeded && fits && currency.is_none_or(|c| t.debited.currency.as_str() == c)
}
