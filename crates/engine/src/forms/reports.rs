//! Reports to be made: the orders of both systems.

use std::collections::BTreeMap;

use ipc::{Code, Failure};
use mangopay::{NewReport, NewServiceReport, ReportFilters};
use model::{
    Area, Currency, DateRangeBy, ReportType, TransactionNature, TransactionStatus, TransactionType, UnixSeconds,
    UserId, WalletId,
    form::{FormId, ReportSystem, Values},
};
use serde_json::Value;

use super::{
    OrderOf,
    write::{Also, Answer, Order, Write, json},
};
use crate::engine::Engine;

/// Seconds from the beginning of a day to its end.
const LAST_SECOND: i64 = 86_399;

impl Engine {
    /// What a report that was made asked for; for a new one, the fees of this month.
    pub(super) async fn held_report(&self, form: &FormId) -> Result<Values, Failure> {
        if form.object.is_none() {
            let today = self.parts.clock.now().day();
            let first = format!("{}-01", today.get(..7).unwrap_or_default());
            return Ok(Values::default().with("type", "COLLECTED_FEES").with("from", first).with("to", today));
        }
        let report = self.object_of(Area::Reports, form).await?;
        Ok(asked_for(&report))
    }

    pub(super) fn report_order(&self, values: &Values) -> OrderOf {
        let now = self.parts.clock.now();
        self.report_between(values, values.day("from"), values.day("to").map(|day| day.plus(LAST_SECOND).min(now)))
    }

    /// A report of a schedule, from one moment up to and without another: made once for its form whatever happens, and
    /// `also` stored in one commit with that. Returns its id.
    pub(crate) async fn order_report(
        &self,
        form: &FormId,
        values: &Values,
        (from, to): (UnixSeconds, UnixSeconds),
        also: Also,
    ) -> Result<String, Failure> {
        let _taken = self.forms.take(form).ok_or_else(|| Failure::new(Code::StillRunning))?;
        let order = Order { also: Some(also), ..self.report_between(values, Some(from), Some(to.plus(-1)))? };
        self.carry_out(form, values, order).await.map(|(id, _)| id)
    }

    fn report_between(&self, values: &Values, after: Option<UnixSeconds>, before: Option<UnixSeconds>) -> OrderOf {
        let now = self.parts.clock.now();
        let kind = values.get("type").to_owned();
        let write: Box<dyn Fn(mangopay::Client, model::IdempotencyKey) -> Answer + Send + Sync> =
            match ReportSystem::of(&kind) {
                ReportSystem::Legacy => {
                    let wanted = legacy(values, after, before);
                    Box::new(move |client, key| {
                        let (wanted, kind) = (wanted.clone(), kind.clone());
                        Box::pin(async move {
                            let made = if kind == "WALLETS" {
                                client.create_wallets_report(&wanted, &key).await
                            } else {
                                client.create_transactions_report(&wanted, &key).await
                            };
                            made.map(json)
                        })
                    })
                }
                ReportSystem::Service => {
                    let wanted = service(values, after.unwrap_or(now), before.unwrap_or(now));
                    Box::new(move |client, key| {
                        let wanted = wanted.clone();
                        Box::pin(async move { client.create_service_report(&wanted, &key).await.map(json) })
                    })
                }
            };
        Ok(Order {
            area: Area::Reports,
            kind: "report",
            action: "report.ordered",
            write: Write::Create(write),
            also: None,
        })
    }
}

fn columns(values: &Values) -> Vec<String> {
    values.list("columns").into_iter().map(str::to_owned).collect()
}

fn legacy(values: &Values, after: Option<UnixSeconds>, before: Option<UnixSeconds>) -> NewReport {
    let is_wallets = values.get("type") == "WALLETS";
    let user = values.text("user").map(UserId::new);
    let filters = ReportFilters {
        after_date: after,
        before_date: before,
        types: values.list("kinds").into_iter().map(TransactionType::from).collect(),
        natures: values.list("natures").into_iter().map(TransactionNature::from).collect(),
        statuses: values.list("statuses").into_iter().map(TransactionStatus::from).collect(),
        wallet_id: values.text("wallet").map(WalletId::new),
        author_id: user.clone().filter(|_| !is_wallets),
        owner_id: user.filter(|_| is_wallets),
        currency: values.some("currency").map(Currency::new),
        ..ReportFilters::default()
    };
    NewReport {
        tag: values.text("tag"),
        filters: (filters != ReportFilters::default()).then_some(filters),
        columns: columns(values),
        ..NewReport::default()
    }
}

fn service(values: &Values, after: UnixSeconds, before: UnixSeconds) -> NewServiceReport {
    let told = [("currency", "Currency"), ("user", "UserId"), ("wallet", "WalletId")];
    let filters: BTreeMap<String, Value> =
        told.into_iter().filter_map(|(name, wire)| Some((wire.to_owned(), Value::from(values.some(name)?)))).collect();
    NewServiceReport {
        report_type: ReportType::from(values.get("type")),
        download_format: "CSV".to_owned(),
        after_date: after,
        before_date: before,
        tag: values.text("tag"),
        sort: None,
        date_range_by: values.some("by").map(DateRangeBy::from),
        filters: (!filters.is_empty()).then_some(filters),
        columns: columns(values),
    }
}

/// What stands in the form of a report that was made. Lists of the Reporting Service leave most of it out.
fn asked_for(report: &Value) -> Values {
    let mut values = Values::default();
    let filters = &report["Filters"];
    let words = |value: &Value| -> String {
        match value {
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
            Value::String(one) => one.clone(),
            _ => String::new(),
        }
    };
    for (name, value) in [
        ("type", &report["ReportType"]),
        ("tag", &report["Tag"]),
        ("by", &report["DateRangeBy"]),
        ("currency", &filters["Currency"]),
        ("wallet", &filters["WalletId"]),
        ("kinds", &filters["Type"]),
        ("natures", &filters["Nature"]),
        ("statuses", &filters["Status"]),
    ] {
        values.set(name, words(value));
    }
    for (name, wire) in [("from", "AfterDate"), ("to", "BeforeDate")] {
        let at = report[wire].as_i64().or_else(|| filters[wire].as_i64());
        if let Some(at) = at {
            values.set(name, UnixSeconds(at).day());
        }
    }
    let user = ["UserId", "AuthorId", "OwnerId"].into_iter().find_map(|wire| filters[wire].as_str());
    values.set("user", user.unwrap_or_default());
    let columns = report["Columns"].as_array().into_iter().flatten();
    let columns = columns.filter_map(|column| column.as_str().or_else(|| column["Name"].as_str()));
    values.set("columns", columns.collect::<Vec<_>>().join(","));
    values
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_report_is_asked_for_once_more_as_it_was() {
        let service = json!({"ReportType": "COLLECTED_FEES", "AfterDate": 1_790_812_800, "BeforeDate": 1_793_491_199,
            "DateRangeBy": "CreationDate", "Filters": {"Currency": "EUR"}, "Tag": "Fees",
            "Columns": [{"Name": "TransactionId", "IsDefault": true}]});
        let values = asked_for(&service);
        let told = ["type", "from", "to", "by", "currency", "tag", "columns"].map(|name| values.get(name).to_owned());
        assert_eq!(
            told,
            ["COLLECTED_FEES", "2026-10-01", "2026-10-31", "CreationDate", "EUR", "Fees", "TransactionId"]
        );
        let legacy = json!({"ReportType": "TRANSACTIONS", "Filters": {"AfterDate": 1_790_812_800, "Type": ["PAYIN"],
            "AuthorId": "user_m_1"}, "Columns": ["Id", "Tag"], "Tag": null});
        let values = asked_for(&legacy);
        let told = ["from", "to", "kinds", "user", "columns", "tag"].map(|name| values.get(name).to_owned());
        assert_eq!(told, ["2026-10-01", "", "PAYIN", "user_m_1", "Id,Tag", ""]);
    }
}
