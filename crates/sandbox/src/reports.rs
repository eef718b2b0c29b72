//! Reports: the older ones and those of the Reporting Service (docs/api/money-operations.md §13). Their files are
//! CSV as RFC 4180 has it, in UTF-8; the dialect is not documented.

mod columns;
mod rows;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    agenda::Task,
    answer::{Answer, Outcome, Refusal},
    files::{self, File},
    hooks, lists,
    members::Members,
    money::lists::months_before,
    request::Call,
    routes::{self, PAGING, Route, post},
    state::State,
};
use columns::{Table, tables};

const SCOPE: &str = "Client.Reports";
/// Seconds that a file can be downloaded: a day, or 31 days (§13.1, §13.2).
const OLDER_LIFE: i64 = 86_400;
const LIFE: i64 = 31 * 86_400;
/// Transactions of the last minutes are not in older reports (§13.1).
const SETTLING: i64 = 300;

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    let filters = &["page", "per_page", "sort", "beforedate", "afterdate", "status"];
    vec![
        post("reports/transactions", SCOPE, create_transactions),
        post("reports/wallets", SCOPE, create_wallets),
        routes::get("reports", SCOPE, PAGING, list_older),
        routes::get("reports/{report}", SCOPE, &[], get_older),
        post("reporting/reports", SCOPE, create),
        routes::get("reporting/reports", SCOPE, filters, list),
        routes::get("reporting/reports/{report}", SCOPE, &[], get),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Pending,
    Generating,
    Generated,
    ReadyForDownload,
    Failed,
    Expired,
}

const STATUSES: [&str; 5] = ["PENDING", "GENERATING", "GENERATED", "FAILED", "EXPIRED"];

/// A report and, while it lives, its file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) tag: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// Of the older system.
    pub(crate) older: bool,
    pub(crate) status: Status,
    pub(crate) made: Option<i64>,
    pub(crate) callback: Option<String>,
    pub(crate) descending: bool,
    pub(crate) preview: bool,
    pub(crate) filters: Map<String, Value>,
    pub(crate) client: String,
    pub(crate) columns: Vec<String>,
    pub(crate) after: Option<i64>,
    pub(crate) before: Option<i64>,
    pub(crate) by_execution: bool,
    /// Fails instead of being made (control plane).
    #[serde(default)]
    pub(crate) doomed: bool,
    /// Virtual seconds that it is made in.
    #[serde(default)]
    pub(crate) seconds: i64,
    pub(crate) file: Option<String>,
}

impl Report {
    fn life(&self) -> i64 {
        if self.older { OLDER_LIFE } else { LIFE }
    }

    fn sort(&self) -> &'static str {
        if self.descending { "CreationDate:DESC" } else { "CreationDate:ASC" }
    }
}

fn result(report: &Report) -> (Value, Value) {
    match report.status {
        Status::Pending | Status::Generating => (Value::Null, Value::Null),
        Status::Failed => (json!("809001"), json!("Report execution error")),
        Status::Generated | Status::ReadyForDownload | Status::Expired => (json!("000000"), json!("Success")),
    }
}

/// What both systems show.
fn shared(state: &State, report: &Report, base: &str) -> Value {
    let (code, message) = result(report);
    let ends = report.made.map_or(0, |at| at + report.life());
    let url = report.file.as_ref().map(|_| files::address(state, base, "report", &format!("{}.csv", report.id), ends));
    json!({
        "Id": report.id, "Tag": report.tag, "CreationDate": report.created, "ReportDate": report.made,
        "Status": report.status, "ResultCode": code, "ResultMessage": message, "DownloadFormat": "CSV",
        "DownloadURL": url, "ReportType": report.kind, "Sort": report.sort(), "Filters": report.filters,
    })
}

fn view_older(state: &State, report: &Report, base: &str) -> Value {
    let mut all = shared(state, report, base);
    // The official SDKs read every filter, sent or not.
    for name in tables(&report.kind).map(|t| t.filters).unwrap_or_default() {
        let sent = report.filters.get(*name).cloned().unwrap_or_default();
        all["Filters"][*name] = sent;
    }
    all["CallbackURL"] = json!(report.callback);
    all["Preview"] = json!(report.preview);
    all["Columns"] = json!(report.columns);
    all
}

fn view(state: &State, report: &Report, base: &str) -> Value {
    let mut all = shared(state, report, base);
    let usual = tables(&report.kind).map(|t| t.usual).unwrap_or_default();
    let columns =
        report.columns.iter().map(|name| json!({ "Name": name, "IsDefault": usual.contains(&name.as_str()) }));
    all["Columns"] = columns.collect();
    all["AfterDate"] = json!(report.after);
    all["BeforeDate"] = json!(report.before);
    all["DateRangeBy"] = json!(if report.by_execution { "ExecutionDate" } else { "CreationDate" });
    all
}

fn condensed(report: &Report) -> Value {
    let (code, message) = result(report);
    json!({
        "Id": report.id, "ReportType": report.kind, "Status": report.status, "LastUpdated": report.updated,
        "CreationDate": report.created, "Tag": report.tag, "ResultCode": code, "ResultMessage": message,
    })
}

/// `Sort`: the creation date, up or down.
fn descending(members: &mut Members<'_>, usual: bool) -> bool {
    match members.one_of("Sort", &["CreationDate:ASC", "CreationDate:DESC"]) {
        Some(sort) => sort == "CreationDate:DESC",
        None => usual,
    }
}

/// The columns asked for, or the usual ones.
fn columns(members: &mut Members<'_>, table: &Table, error: &'static str) -> Vec<String> {
    let sent = match members.raw("Columns") {
        Some(Value::Array(list)) => list.iter().map(|c| c.as_str().unwrap_or_default().to_owned()).collect(),
        Some(_) => {
            members.wrong("Columns", "The value must be a list");
            Vec::new()
        }
        None => Vec::new(),
    };
    if let Some(bad) = sent.iter().find(|c| !table.all().any(|known| known == c.as_str())) {
        let allowed: Vec<&str> = table.all().collect();
        members.wrong(error, format!("Column {bad} is not allowed. Allowed columns: {}", allowed.join(", ")));
    }
    if sent.is_empty() { table.usual.iter().map(|c| (*c).to_owned()).collect() } else { sent }
}

/// The filters that the table knows, as they were sent.
fn filters(members: &mut Members<'_>, table: &Table) -> Map<String, Value> {
    let found = members.object("Filters", "Filters.", |inner| {
        let mut out = Map::new();
        for name in table.filters {
            if let Some(value) = inner.raw(name) {
                out.insert((*name).to_owned(), value.clone());
            }
        }
        out
    });
    found.unwrap_or_default()
}

fn insert(state: &mut State, mut report: Report, call: &Call<'_>) -> Report {
    report.number = state.number();
    report.seconds = call.options.report_seconds.max(0);
    state.plan(call.now + report.seconds / if report.older { 1 } else { 2 }, Task::Report(report.id.clone()));
    state.reports.insert(report.id.clone(), report.clone());
    report
}

fn create_older(state: &mut State, call: &Call<'_>, kind: &str) -> Outcome {
    let table = tables(kind).ok_or_else(|| Refusal::field("ReportType", "This type is not known"))?;
    let mut members = Members::new(call.body, "", call.strict());
    let tag = members.tag();
    members.one_of("DownloadFormat", &["CSV"]);
    let callback = members.text("CallbackURL", 255);
    let descending = descending(&mut members, false);
    let preview = members.boolean("Preview").unwrap_or(false);
    members.accept(&["ReportType"]);
    let filters = filters(&mut members, &table);
    let columns = columns(&mut members, &table, "Columns");
    let date = |name: &str| filters.get(name).and_then(Value::as_i64);
    let (after, before) = (date("AfterDate"), date("BeforeDate"));
    let end = before.unwrap_or(call.now);
    let transactions = kind == "TRANSACTIONS";
    if transactions && after.is_some_and(|at| at < months_before(call.now, 36)) {
        members.wrong("Filters.AfterDate", "This report type can only be done for the last 36 months.");
    }
    let most = if transactions { 6 } else { 24 };
    if after.is_some_and(|at| at < months_before(end, most)) {
        let text = format!("This report type can only be done for a date range of a maximum of {most} months.");
        members.wrong("Filters.AfterDate", text);
    }
    members.finish()?;
    // Without filters: the wallets of the last month; for transactions the longest range is assumed.
    let start = if transactions { Some(months_before(end, most)) } else { Some(months_before(end, 1)) };
    let start = start.filter(|_| transactions || filters.is_empty());
    let report = Report {
        id: state.dice.id("report_m", call.now),
        number: 0,
        created: call.now,
        updated: call.now,
        tag,
        kind: kind.to_owned(),
        older: true,
        status: Status::Pending,
        made: None,
        callback,
        descending,
        preview,
        filters,
        client: call.options.client_id.clone(),
        columns,
        after: after.or(start),
        before: if transactions { Some(end.min(call.now - SETTLING)) } else { before },
        by_execution: false,
        doomed: false,
        seconds: 0,
        file: None,
    };
    let report = insert(state, report, call);
    Ok(Answer::ok(view_older(state, &report, &call.base())))
}

/// `POST /reports/transactions`.
fn create_transactions(state: &mut State, call: &Call<'_>) -> Outcome {
    create_older(state, call, "TRANSACTIONS")
}

/// `POST /reports/wallets`.
fn create_wallets(state: &mut State, call: &Call<'_>) -> Outcome {
    create_older(state, call, "WALLETS")
}

/// `POST /reporting/reports`.
fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let kind = members.one_of("ReportType", &columns::REPORTING);
    let kind = members.need("ReportType", kind);
    let format = members.one_of("DownloadFormat", &["CSV"]);
    members.need("DownloadFormat", format);
    let after = members.int("AfterDate");
    let after = members.need("AfterDate", after);
    let before = members.int("BeforeDate");
    let before = members.need("BeforeDate", before);
    let tag = members.tag();
    let descending = descending(&mut members, true);
    let by = members.one_of("DateRangeBy", &["CreationDate", "ExecutionDate"]).unwrap_or("CreationDate");
    let (mut filtered, mut shown) = (Map::new(), Vec::new());
    if let Some(table) = tables(kind) {
        filtered = filters(&mut members, &table);
        shown = columns(&mut members, &table, "Report");
    }
    members.accept(&["Filters", "Columns"]);
    if filtered.contains_key("WalletId") && filtered.contains_key("Currency") {
        members.wrong("UserId & Currency", "The filters WalletId and Currency cannot be used together.");
    }
    if before < after {
        members.wrong("Report", "BeforeDate must be after AfterDate.");
    } else if after < months_before(before, 12) {
        members.wrong("Report", "Max 12 months between AfterDate and BeforeDate.");
    } else if after < months_before(call.now, 24) {
        members.wrong("Report", "Data is available for the last 24 months.");
    }
    members.finish()?;
    let report = Report {
        id: state.dice.id("report", call.now),
        number: 0,
        created: call.now,
        updated: call.now,
        tag,
        kind: kind.to_owned(),
        older: false,
        status: Status::Pending,
        made: None,
        callback: None,
        descending,
        preview: false,
        filters: filtered,
        client: call.options.client_id.clone(),
        columns: shown,
        after: Some(after),
        before: Some(before),
        by_execution: by == "ExecutionDate",
        doomed: false,
        seconds: 0,
        file: None,
    };
    let report = insert(state, report, call);
    Ok(Answer::ok(view(state, &report, &call.base())))
}

/// The next step of a report's life has come.
pub(crate) fn due(state: &mut State, id: &str, now: i64) {
    let Some(report) = state.reports.get(id).cloned() else { return };
    let (status, wait) = match report.status {
        Status::Pending if !report.older => (Status::Generating, Some(report.seconds - report.seconds / 2)),
        Status::Pending | Status::Generating if report.doomed => (Status::Failed, None),
        Status::Pending => (Status::ReadyForDownload, Some(report.life())),
        Status::Generating => (Status::Generated, Some(report.life())),
        Status::Generated | Status::ReadyForDownload => (Status::Expired, None),
        Status::Failed | Status::Expired => return,
    };
    let ready = matches!(status, Status::ReadyForDownload | Status::Generated);
    let file = ready.then(|| rows::file(state, &report));
    if let Some(wait) = wait {
        state.plan(now + wait, Task::Report(id.to_owned()));
    }
    if let Some(found) = state.reports.get_mut(id) {
        found.status = status;
        found.updated = now;
        found.made = found.made.or(ready.then_some(now));
        found.file = file;
    }
    match status {
        Status::Generated => state.emit(now, "REPORT_GENERATED", id),
        Status::Failed if !report.older => state.emit(now, "REPORT_FAILED", id),
        Status::ReadyForDownload => {
            if let Some(url) = &report.callback {
                hooks::call_back(state, url, "REPORT_READY_FOR_DOWNLOAD", id, now);
            }
        }
        _ => {}
    }
}

fn of<'a>(state: &'a State, call: &Call<'_>, older: bool) -> Result<&'a Report, Refusal> {
    let id = call.id("report");
    state.reports.get(id).filter(|r| r.older == older).ok_or_else(|| Refusal::not_found("Report", id))
}

/// `GET /reports/{id}`.
fn get_older(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view_older(state, of(state, call, true)?, &call.base())))
}

/// `GET /reporting/reports/{id}`.
fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(state, of(state, call, false)?, &call.base())))
}

fn listed(state: &State, call: &Call<'_>, fits: impl Fn(&Report) -> bool, view: impl Fn(&Report) -> Value) -> Outcome {
    let within = lists::dates(&call.head.query)?;
    let found = state.reports.values().filter(|r| within(r.created) && fits(r));
    lists::page(call, "CreationDate", found.map(|r| ((r.created, r.number), r)).collect(), view)
}

/// `GET /reports`.
fn list_older(state: &mut State, call: &Call<'_>) -> Outcome {
    let base = call.base();
    listed(state, call, |r| r.older, |r| view_older(state, r, &base))
}

/// `GET /reporting/reports`.
fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let statuses = call.head.query.among("Status", &STATUSES)?;
    let fits =
        |r: &Report| !r.older && (statuses.is_empty() || statuses.iter().any(|s| json!(r.status).as_str() == Some(*s)));
    listed(state, call, fits, condensed)
}

/// The file of a report by its name in an address.
pub(crate) fn file(state: &State, name: &str, _: i64) -> Option<File> {
    let text = state.reports.get(name.strip_suffix(".csv")?)?.file.as_ref()?;
    Some(File { media: "text/csv; charset=utf-8", bytes: text.clone().into_bytes() })
}
