//! The figures of the home page. A figure is declared once: its number and the address of the list that proves it are
//! made from the same filters.

use std::collections::BTreeMap;

use l10n::{text, text_with, word};
use model::{
    Area, Cell, Column, Condition, Filter, FundsType, KycDocumentStatus, KycLevel, ListQuery, Money, RefusedReason,
    Row, Sort, Sum, SumQuery, TransactionStatus, Window,
};

use super::{
    Calendar, Role, StatusWord,
    calendar::{Civil, days_from},
    documents,
    list::{ListState, SavedView},
    objects, status, users,
};
use crate::{
    components::{IconName, Tone},
    routes,
};

const DAY: i64 = 86_400;
/// Days of the trends, today among them.
const TREND: i64 = 30;
/// Weeks of deadlines, this one among them.
const WEEKS: i64 = 8;
/// Days before a week begins from which on its deadlines have to be looked at (design, section 5).
const SOON: i64 = 7;

/// Rows of a list that are counted, and the way to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    area: Area,
    /// Whose filters these are, if a saved view's.
    view: Option<&'static str>,
    filters: Vec<Filter>,
    sort: Sort,
}

/// The saved views of a list.
fn views(area: Area) -> &'static [SavedView] {
    match area {
        Area::Users => users::VIEWS,
        Area::KycDocuments => documents::VIEWS,
        _ => objects::views(area),
    }
}

fn is(column: Column, values: &[&str]) -> Filter {
    Filter { column, condition: Condition::AnyOf(values.iter().map(|value| (*value).to_owned()).collect()) }
}

fn between(column: Column, from: i64, to: Option<i64>) -> Filter {
    Filter { column, condition: Condition::Between(Some(from), to) }
}

impl Figure {
    /// A saved view; `None` if the list has no such view.
    fn of_view(area: Area, id: &str, calendar: &Calendar) -> Option<Self> {
        let view = views(area).iter().find(|view| view.id == id)?;
        Some(Self { area, view: Some(view.id), filters: (view.filters)(calendar), sort: view.sort })
    }

    fn of(area: Area, filters: Vec<Filter>) -> Self {
        let sort = Sort { column: area.age(), direction: model::Direction::Descending };
        Self { area, view: None, filters, sort }
    }

    /// The rows, the first so many.
    pub fn query(&self, limit: u32) -> ListQuery {
        ListQuery {
            area: self.area,
            filters: self.filters.clone(),
            search: String::new(),
            sort: self.sort,
            window: Window { offset: 0, limit },
        }
    }

    /// The address of the list that shows the same rows.
    pub fn href(&self) -> String {
        let path = routes::list_path(self.area);
        match self.view {
            Some(view) => format!("{path}?view={view}"),
            None => ListState::address(path, views(self.area), self.filters.clone()),
        }
    }
}

/// A block of rows that need somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The prefix of its words in the catalogue.
    pub words: &'static str,
    /// The rows.
    pub figure: Figure,
    /// A second figure for the foot, and the icon before it.
    pub foot: Option<(IconName, Figure)>,
}

/// The blocks: documents to fix, payouts that came back, disputes to answer.
pub fn issues(calendar: &Calendar) -> Vec<Issue> {
    let forgotten = Figure::of_view(Area::KycDocuments, "never-submitted", calendar);
    let with_bank = Figure::of_view(Area::Disputes, "with-the-bank", calendar);
    let blocks = [
        ("home-kyc", Area::KycDocuments, "to-fix", forgotten.map(|figure| (IconName::Dashed, figure))),
        ("home-returns", Area::Transactions, "payout-returns", None),
        ("home-disputes", Area::Disputes, "to-answer", with_bank.map(|figure| (IconName::Bank, figure))),
    ];
    let issue = |(words, area, view, foot)| Some(Issue { words, figure: Figure::of_view(area, view, calendar)?, foot });
    blocks.into_iter().filter_map(issue).collect()
}

/// A row of such a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueLine {
    /// Whose it is.
    pub name: String,
    /// The object's address.
    pub href: String,
    /// Quiet words behind the name.
    pub note: String,
    /// What is the matter, or how long there is.
    pub status: Option<StatusWord>,
    /// An amount and its currency.
    pub amount: Option<(String, String)>,
}

/// A row in words.
pub fn issue_line(area: Area, row: &Row, calendar: &Calendar) -> IssueLine {
    let row = objects::ObjectRow { area, row: row.clone() };
    let reason = row
        .word(Column::RefusedReason)
        .map(|reason| objects::value_word(area, Column::RefusedReason, reason))
        .unwrap_or_default();
    let amount = objects::cell_money(&row, Column::Debited);
    let (note, status, amount) = match area {
        Area::KycDocuments => {
            let mut state = status::document(&row.word(Column::Status).unwrap_or_default().into());
            if !reason.is_empty() {
                state.word = reason;
            }
            (String::new(), Some(state), None)
        }
        Area::Disputes => {
            let note = amount.map(|(amount, currency)| format!("{amount} {currency}")).unwrap_or_default();
            (note, objects::time_left(&row, calendar), None)
        }
        _ => (reason, None, amount),
    };
    IssueLine { name: row.name(), href: routes::object_path(area, &row.row.id), note, status, amount }
}

/// What happened lately: icon, role, the words' key, and the rows.
pub type News = (IconName, Tone, &'static str, Figure);

/// What the news are called, and since when they are news: the last visit, or before a second one yesterday.
pub fn news_since(calendar: &Calendar, last_visit: Option<i64>) -> (String, i64) {
    match last_visit {
        Some(moment) => (text_with("home-news-visit", &[("when", calendar.moment(moment).into())]), moment),
        None => (text("home-news"), calendar.day_start(-1)),
    }
}

/// What happened since then.
pub fn news(since: i64) -> Vec<News> {
    let since = |column: Column| between(column, since, None);
    let decided = |status: KycDocumentStatus| {
        Figure::of(Area::KycDocuments, vec![is(Column::Status, &[status.as_str()]), since(Column::Processed)])
    };
    let failed = |kind: &str| {
        let status = is(Column::Status, &[TransactionStatus::Failed.as_str()]);
        Figure::of(Area::Transactions, vec![status, is(Column::Type, &[kind]), since(Column::Created)])
    };
    let created = |area: Area| Figure::of(area, vec![since(Column::Created)]);
    vec![
        (IconName::CheckCircle, Tone::Ok, "home-news-validated", decided(KycDocumentStatus::Validated)),
        (IconName::XCircle, Tone::Bad, "home-news-refused", decided(KycDocumentStatus::Refused)),
        (IconName::Scale, Tone::Third, "home-news-disputes", created(Area::Disputes)),
        (IconName::Out, Tone::Bad, "home-news-payouts", failed("PAYOUT")),
        (IconName::In, Tone::Third, "home-news-payins", failed("PAYIN")),
        (IconName::Tx, Tone::Third, "home-news-transactions", created(Area::Transactions)),
    ]
}

/// A bar and the rows that it counts.
pub type Counted = (StatusWord, Figure);

/// Documents created in the last thirty days, by where they stand.
pub fn pipeline(calendar: &Calendar) -> Vec<Counted> {
    let lately = between(Column::Created, calendar.day_start(1 - TREND), None);
    let of = |known: &KycDocumentStatus| {
        let filters = vec![is(Column::Status, &[known.as_str()]), lately.clone()];
        (status::document(known), Figure::of(Area::KycDocuments, filters))
    };
    KycDocumentStatus::KNOWN.iter().map(|known| of(&KycDocumentStatus::from(*known))).collect()
}

/// Documents refused in the last thirty days, by reason.
pub fn reasons(calendar: &Calendar) -> Vec<Counted> {
    let lately = between(Column::Processed, calendar.day_start(1 - TREND), None);
    let refused = is(Column::Status, &[KycDocumentStatus::Refused.as_str()]);
    let of = |reason: &&str| {
        let words = StatusWord::new(Role::Idle, IconName::XCircle, word("reason", reason));
        let filters = vec![refused.clone(), is(Column::RefusedReason, &[*reason]), lately.clone()];
        (words, Figure::of(Area::KycDocuments, filters))
    };
    RefusedReason::KNOWN.iter().map(of).collect()
}

/// A bar of deadlines and the users that it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// In words: "Week of 30 Nov".
    pub words: String,
    /// What stands below the bar; empty where the bar beside it tells enough.
    pub below: String,
    /// How near it is.
    pub role: Role,
    /// Whether it has no end, so that its number is not of the scale of weeks.
    pub apart: bool,
    /// The users.
    pub figure: Figure,
}

/// When documents must be sent anew: late, by week (from Monday to Sunday, in UTC as the API's days are), later. Every
/// deadline held is in one of them.
pub fn renewals(calendar: &Calendar) -> Vec<Due> {
    let today = calendar.now.div_euclid(DAY);
    // 1 January 1970 was a Thursday.
    let monday = today - (today + 3).rem_euclid(7);
    let of = |from: Option<i64>, to: Option<i64>| {
        let condition = Condition::Between(from.map(|day| day * DAY), to.map(|day| day * DAY));
        let due = Filter { column: Column::Deadline, condition };
        Figure::of(Area::Users, vec![users::open(), due])
    };
    let week = |number: i64| {
        let first = monday + 7 * number;
        let day = calendar.utc_date(first * DAY);
        let words = match number {
            0 => text("home-renewals-this-week"),
            _ => text_with("home-renewals-week", &[("day", day.as_str().into())]),
        };
        // One day below two bars, none beside the last word: each bar has little room.
        let below = if number % 2 == 1 && number < WEEKS - 1 { day } else { String::new() };
        let role = if first - today <= SOON { Role::Warn } else { Role::Idle };
        Due { words, below, role, apart: false, figure: of(Some(first.max(today)), Some(first + 7)) }
    };
    let late = text("home-renewals-late");
    let late = Due { words: late.clone(), below: late, role: Role::Bad, apart: true, figure: of(None, Some(today)) };
    let later = text("home-renewals-later");
    let end = of(Some(monday + 7 * WEEKS), None);
    let later = Due { words: later.clone(), below: later, role: Role::Idle, apart: true, figure: end };
    std::iter::once(late).chain((0..WEEKS).map(week)).chain([later]).collect()
}

/// Users who may be asked for new documents: all of them, those whose deadline is known, and those whose is not.
pub fn renewals_known() -> [Figure; 3] {
    let regular = is(Column::KycLevel, &[KycLevel::Regular.as_str()]);
    let of = |known: Option<bool>| {
        let known = known.map(|known| Filter { column: Column::RenewalKnown, condition: Condition::Is(known) });
        Figure::of(Area::Users, [regular.clone(), users::open()].into_iter().chain(known).collect())
    };
    [of(None), of(Some(true)), of(Some(false))]
}

/// Of how many users the deadline is known, with its icon, and whether any is missing; each `None` while it is not known.
pub fn renewals_coverage(all: Option<u32>, known: Option<u32>) -> (IconName, String, bool) {
    let Some(all) = all else { return (IconName::Info, text("home-renewals-unread"), false) };
    let known = known.unwrap_or_default();
    let args = [("all", l10n::number(all.into()).into()), ("known", l10n::number(known.into()).into())];
    let (icon, id) = match (all, known >= all) {
        (0, _) => (IconName::Info, "home-renewals-none"),
        (_, true) => (IconName::CheckCircle, "home-renewals-known"),
        (_, false) => (IconName::Info, "home-renewals-unknown"),
    };
    (icon, text_with(id, &args), known < all)
}

/// The address of the list of deadlines that are near or past.
pub fn renewals_list() -> String {
    format!("{}?view=renewal", routes::list_path(Area::Users))
}

/// The days whose fees are compared; days since 1970 in UTC, as the local index keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// This month, up to and with today.
    this: (i64, i64),
    /// As many days of the month before.
    before: (i64, i64),
    /// The last thirty days.
    trend: (i64, i64),
}

impl Period {
    /// The period of a moment.
    pub fn of(now: i64) -> Self {
        let at = Civil::at(now, 0);
        let today = now.div_euclid(DAY);
        let first = days_from(at.year, at.month, 1);
        let (year, month) = if at.month == 1 { (at.year - 1, 12) } else { (at.year, at.month - 1) };
        let earlier = days_from(year, month, 1);
        let length = today + 1 - first;
        Self {
            this: (first, today + 1),
            before: (earlier, (earlier + length).min(first)),
            trend: (today + 1 - TREND, today + 1),
        }
    }

    /// Fees of movements that succeeded, per currency and day.
    pub fn query(&self) -> SumQuery {
        SumQuery {
            area: Area::Transactions,
            filters: vec![succeeded()],
            by: vec![Column::Currency],
            days: Some((self.before.0.min(self.trend.0), self.this.1)),
        }
    }

    /// In words: "1 to 24 Nov, compared with 1 to 24 Oct".
    pub fn words(&self, calendar: &Calendar) -> String {
        let last = |days: (i64, i64)| calendar.utc_date((days.1 - 1) * DAY);
        let day = |days: (i64, i64)| Civil::at(days.0 * DAY, 0).day;
        let args = [
            ("from", day(self.this).into()),
            ("to", last(self.this).into()),
            ("before", day(self.before).into()),
            ("until", last(self.before).into()),
        ];
        text_with("home-money-period", &args)
    }
}

fn succeeded() -> Filter {
    is(Column::Status, &[TransactionStatus::Succeeded.as_str()])
}

/// The platform's money in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217.
    pub code: String,
    /// Fees of this month; `None` while movements are still to be read and none is here.
    pub fees: Option<Money>,
    /// The movements that they come from.
    pub fees_of: Figure,
    /// Against as many days of the month before, in words; empty if there were none, or not all are here.
    pub change: String,
    /// Fees of each of the last thirty days; empty if that tells nothing yet.
    pub trend: Vec<i64>,
    /// The wallet of fees.
    pub wallet: Option<(Money, Figure)>,
    /// The wallet that disputes lost are taken from; it may be negative.
    pub repudiation: Option<(Money, Figure)>,
}

/// The platform's money, the currencies with the most movements first. `complete`: whether all movements were read.
pub fn money(period: &Period, sums: &[Sum], wallets: &[Row], complete: bool) -> Vec<Currency> {
    let mut days: BTreeMap<&str, Vec<(i64, i64, u64)>> = BTreeMap::new();
    let fees = Area::Transactions.summed().iter().position(|column| *column == Column::Fees);
    for sum in sums {
        let (Some(code), Some(day)) = (sum.by.first().and_then(Cell::as_str), sum.day) else { continue };
        let fees = fees.and_then(|at| sum.sums.get(at)).copied().unwrap_or_default();
        days.entry(code).or_default().push((day, fees, sum.count));
    }
    for wallet in wallets {
        if let Some(code) = wallet.cell(Area::ClientWallets, Column::Currency).as_str() {
            days.entry(code).or_default();
        }
    }
    let mut all: Vec<(u64, Currency)> = days
        .into_iter()
        .map(|(code, days)| {
            (days.iter().map(|(.., count)| count).sum(), currency(period, code, &days, wallets, complete))
        })
        .collect();
    all.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    all.into_iter().map(|(_, currency)| currency).collect()
}

fn currency(period: &Period, code: &str, days: &[(i64, i64, u64)], wallets: &[Row], complete: bool) -> Currency {
    let within = |(from, to): (i64, i64)| -> i64 {
        let fees = days.iter().filter(|(day, ..)| (from..to).contains(day)).map(|(_, fees, _)| fees);
        fees.fold(0, |sum, fees| sum.saturating_add(*fees))
    };
    let (this, before) = (within(period.this), within(period.before));
    let money = |amount| Money { amount, currency: model::Currency::new(code) };
    let balance = |funds: FundsType| {
        let of = is(Column::Currency, &[code]);
        let figure = Figure::of(Area::ClientWallets, vec![of, is(Column::FundsType, &[funds.as_str()])]);
        let cell = |row: &Row, column| row.cell(Area::ClientWallets, column).clone();
        let same = |row: &&Row| {
            cell(row, Column::Currency).as_str() == Some(code)
                && cell(row, Column::FundsType).as_str() == Some(funds.as_str())
        };
        match cell(wallets.iter().find(same)?, Column::Balance) {
            Cell::Money(money) => Some((money, figure)),
            _ => None,
        }
    };
    let created = between(Column::Created, period.this.0 * DAY, Some(period.this.1 * DAY));
    let trend: Vec<i64> = (period.trend.0..period.trend.1).map(|day| within((day, day + 1))).collect();
    Currency {
        code: code.to_owned(),
        fees: (complete || this != 0).then(|| money(this)),
        fees_of: Figure::of(Area::Transactions, vec![succeeded(), is(Column::Currency, &[code]), created]),
        change: if complete { change(this, before) } else { String::new() },
        trend: if complete || trend.iter().any(|fees| *fees != 0) { trend } else { Vec::new() },
        wallet: balance(FundsType::Fees),
        repudiation: balance(FundsType::Credit),
    }
}

/// "+6.2 %"; nothing where there was nothing before.
fn change(now: i64, before: i64) -> String {
    if before <= 0 {
        return String::new();
    }
    let tenths = (i128::from(now) - i128::from(before)) * 1_000 / i128::from(before);
    let sign = if tenths < 0 { "\u{2212}" } else { "+" };
    let tenths = tenths.unsigned_abs();
    text_with("home-change", &[("change", format!("{sign}{}.{}", tenths / 10, tenths % 10).into())])
}

/// All movements: what fees are summed from.
pub fn movements() -> Figure {
    Figure::of(Area::Transactions, Vec::new())
}

/// The platform's wallets.
pub fn wallets() -> Figure {
    Figure::of(Area::ClientWallets, Vec::new())
}

/// The words below the title.
pub fn sub(calendar: &Calendar, updated: Option<i64>) -> String {
    let date = calendar.full_date(calendar.now);
    match updated {
        Some(at) => text_with("home-sub", &[("date", date.into()), ("time", calendar.clock(at).into())]),
        None => text("list-first-fetch"),
    }
}

#[cfg(test)]
mod tests;
