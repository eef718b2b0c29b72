use std::collections::BTreeMap;

use model::{DateRangeBy, ReportId, ReportStatus, ReportType, UnixSeconds};
use serde_json::Value;

use crate::{
    Link, Range,
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// A report of the legacy system: its file lives for a day (money-operations.md §13.1).
    pub struct Report {
        /// The report's id.
        pub id: ReportId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was asked for.
        pub creation_date: Option<UnixSeconds>,
        /// When it was made.
        pub report_date: Option<UnixSeconds>,
        /// Where it stands.
        pub status: Option<ReportStatus>,
        /// What it holds.
        pub report_type: Option<ReportType>,
        /// `CSV`.
        pub download_format: Option<String>,
        /// The file.
        #[serde(rename = "DownloadURL")]
        pub download_url: Option<Link>,
        /// Who is told when it is there.
        #[serde(rename = "CallbackURL")]
        pub callback_url: Option<Link>,
        /// The order of its lines.
        pub sort: Option<String>,
        /// Whether it stops after ten lines.
        pub preview: Option<bool>,
        /// What it was narrowed to.
        pub filters: Option<BTreeMap<String, Value>>,
        /// Its columns.
        pub columns: Vec<String>,
        /// How it ended, six digits.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
    }

    /// A report of the reporting service: its file lives for 31 days. In lists without bounds, filters, columns and
    /// link (money-operations.md §13.2).
    pub struct ServiceReport {
        /// The report's id.
        pub id: ReportId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was asked for.
        pub creation_date: Option<UnixSeconds>,
        /// When it last changed; in lists.
        pub last_updated: Option<UnixSeconds>,
        /// When it was made.
        pub report_date: Option<UnixSeconds>,
        /// Where it stands.
        pub status: Option<ReportStatus>,
        /// How it ended, six digits.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
        /// What it holds.
        pub report_type: Option<ReportType>,
        /// `CSV`.
        pub download_format: Option<String>,
        /// The file.
        #[serde(rename = "DownloadURL")]
        pub download_url: Option<Link>,
        /// The order of its lines.
        pub sort: Option<String>,
        /// From when.
        pub after_date: Option<UnixSeconds>,
        /// Until when.
        pub before_date: Option<UnixSeconds>,
        /// By which date.
        pub date_range_by: Option<DateRangeBy>,
        /// What it was narrowed to.
        pub filters: Option<BTreeMap<String, Value>>,
        /// Its columns.
        pub columns: Vec<ReportColumn>,
    }

    /// A column of a report.
    pub struct ReportColumn {
        /// Its name.
        pub name: String,
        /// Whether it is there without being asked for.
        pub is_default: Option<bool>,
    }
}

bodies! {
    /// A report of the legacy system to be made.
    #[derive(Default)]
    pub struct NewReport {
        /// The platform's free text.
        pub tag: Option<String>,
        /// `CSV`.
        pub download_format: Option<String>,
        /// Who is told when it is there.
        #[serde(rename = "CallbackURL")]
        pub callback_url: Option<String>,
        /// `CreationDate:ASC`, `CreationDate:DESC`.
        pub sort: Option<String>,
        /// Whether it stops after ten lines.
        pub preview: Option<bool>,
        /// What it is narrowed to.
        pub filters: Option<ReportFilters>,
        /// Its columns; the server's choice if empty.
        pub columns: Vec<String>,
    }

    /// What a legacy report is narrowed to: of transactions six months at once, back to 36 months; of wallets 24
    /// months at once. The last six are for wallets.
    #[derive(Default)]
    pub struct ReportFilters {
        /// Until when.
        pub before_date: Option<UnixSeconds>,
        /// From when.
        pub after_date: Option<UnixSeconds>,
        /// Only these.
        #[serde(rename = "Type")]
        pub types: Vec<model::TransactionType>,
        /// Only these.
        #[serde(rename = "Status")]
        pub statuses: Vec<model::TransactionStatus>,
        /// Only these.
        #[serde(rename = "Nature")]
        pub natures: Vec<model::TransactionNature>,
        /// Only these.
        #[serde(rename = "ResultCode")]
        pub result_codes: Vec<String>,
        /// Only of this wallet.
        pub wallet_id: Option<model::WalletId>,
        /// Only by this user.
        pub author_id: Option<model::UserId>,
        /// At least this much, in minor units.
        pub min_debited_funds_amount: Option<i64>,
        /// Of this currency.
        pub min_debited_funds_currency: Option<model::Currency>,
        /// At most this much, in minor units.
        pub max_debited_funds_amount: Option<i64>,
        /// Of this currency.
        pub max_debited_funds_currency: Option<model::Currency>,
        /// At least these fees, in minor units.
        pub min_fees_amount: Option<i64>,
        /// Of this currency.
        pub min_fees_currency: Option<model::Currency>,
        /// At most these fees, in minor units.
        pub max_fees_amount: Option<i64>,
        /// Of this currency.
        pub max_fees_currency: Option<model::Currency>,
        /// Only of this user.
        pub owner_id: Option<model::UserId>,
        /// Only of this currency.
        pub currency: Option<model::Currency>,
        /// At least this much in it, in minor units.
        pub min_balance_amount: Option<i64>,
        /// Of this currency.
        pub min_balance_currency: Option<model::Currency>,
        /// At most this much in it, in minor units.
        pub max_balance_amount: Option<i64>,
        /// Of this currency.
        pub max_balance_currency: Option<model::Currency>,
    }

    /// A report of the reporting service to be made: twelve months at once, back to 24 months.
    pub struct NewServiceReport {
        /// What it holds.
        pub report_type: ReportType,
        /// `CSV`.
        pub download_format: String,
        /// From when.
        pub after_date: UnixSeconds,
        /// Until when.
        pub before_date: UnixSeconds,
        /// The platform's free text.
        pub tag: Option<String>,
        /// `CreationDate:DESC`, `CreationDate:ASC`.
        pub sort: Option<String>,
        /// By which date.
        pub date_range_by: Option<DateRangeBy>,
        /// What it is narrowed to, by the names of its type.
        pub filters: Option<BTreeMap<String, Value>>,
        /// Its columns; the server's choice if empty.
        pub columns: Vec<String>,
    }
}

query! {
    /// Which reports of the reporting service to list, by creation date.
    pub struct ServiceReportFilter sorted by "CreationDate" {
        /// Only these; empty for all.
        pub statuses: Vec<ReportStatus> = "Status",
    }
}

calls! {
    /// Has the legacy system make a report of transactions.
    post create_transactions_report(; report: &NewReport) "/reports/transactions" => Report;
    /// Has the legacy system make a report of wallets.
    post create_wallets_report(; report: &NewReport) "/reports/wallets" => Report;
    /// One report of the legacy system.
    get report(report: &ReportId) "/reports/{ReportId}" => Report;
    /// The reports of the legacy system.
    list reports(; range: Range) "/reports" => Report;
    /// Has the reporting service make a report.
    post create_service_report(; report: &NewServiceReport) "/reporting/reports" => ServiceReport;
    /// One report of the reporting service.
    get service_report(report: &ReportId) "/reporting/reports/{ReportingId}" => ServiceReport;
    /// The reports of the reporting service, condensed.
    list service_reports(; filter: &ServiceReportFilter) "/reporting/reports" => ServiceReport;
}
