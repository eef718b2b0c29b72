//! What a receipt says, in the words of the catalogue: every column that a transaction has, in the order of its
//! declaration, and beside each id what it belongs to. Moments are told in UTC, which is said.

use std::collections::BTreeMap;

use ipc::session::OpenProfileInfo;
use l10n::{has, text, text_with, word};
use model::{Area, Cell, Column, Environment, Money, Origin, ResultCode, Row, UnixSeconds};
use serde_json::Value;
use time::OffsetDateTime;

/// What a receipt is made of.
pub(super) struct Told {
    /// The transaction.
    pub(super) row: Row,
    /// What Mangopay said of its result, in its own words.
    pub(super) message: Option<String>,
    /// What its columns name, as far as it is held.
    pub(super) named: BTreeMap<Column, (Area, Row)>,
    /// Refunds, repudiations and disputes that go back to it.
    pub(super) later: Vec<(Area, Row)>,
    /// Whether there are more of them.
    pub(super) more: bool,
    pub(super) profile: OpenProfileInfo,
}

/// A receipt.
pub(super) struct Paper {
    /// What the file calls itself.
    pub(super) name: String,
    /// That it is about no real money, where that is so.
    pub(super) mark: Option<String>,
    pub(super) title: String,
    /// The kind of movement and its status.
    pub(super) kind: String,
    /// Whose paper it is, and of when.
    pub(super) notice: Vec<String>,
    pub(super) sections: Vec<Section>,
    /// What is said if it holds letters that its face lacks.
    pub(super) lacking: String,
}

/// A part of a receipt.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) facts: Vec<Fact>,
}

/// A name and what it stands for, each value on a line of its own.
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) values: Vec<String>,
}

impl Paper {
    /// What stands at the foot of a page.
    pub(super) fn foot(&self, page: usize, pages: usize) -> String {
        match pages {
            1 => text_with("receipt-foot", &[("name", self.name.as_str().into())]),
            _ => text_with(
                "receipt-foot-of",
                &[("name", self.name.as_str().into()), ("page", page.into()), ("pages", pages.into())],
            ),
        }
    }

    /// Every text of it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let facts = self.sections.iter().flat_map(|section| &section.facts);
        let all = facts.flat_map(|fact| std::iter::once(&fact.name).chain(&fact.values));
        all.chain(&self.notice).chain([&self.title, &self.kind]).map(String::as_str)
    }
}

/// The title under which the file of a receipt is suggested.
pub(super) fn file_title(id: &str, is_test: bool) -> String {
    let title = text_with("receipt-name", &[("id", id.into())]);
    if is_test { text_with("export-test-data", &[("title", title.into())]) } else { title }
}

/// The words that came with the result; `None` if there are none.
pub(super) fn message(raw: &str) -> Option<String> {
    let object: Value = serde_json::from_str(raw).ok()?;
    let said = object.get("ResultMessage")?.as_str()?.trim();
    (!said.is_empty()).then(|| said.to_owned())
}

/// The receipt of a transaction.
pub(super) fn of(told: &Told, now: UnixSeconds) -> Paper {
    let row = &told.row;
    let profile = &told.profile;
    let mark = (profile.environment != Environment::Production).then(|| {
        let environment = text(&format!("environment-{}", profile.environment.as_str()));
        text_with("receipt-test-data", &[("environment", environment.into())])
    });
    let status = row.cell(Area::Transactions, Column::Status).as_str().unwrap_or_default();
    let kind = text_with("receipt-kind", &[("kind", movement(row).into()), ("status", word("status", status).into())]);
    let platform = text_with(
        "receipt-platform",
        &[("label", profile.label.as_str().into()), ("client", profile.client_id.as_str().into())],
    );
    let made = text_with("receipt-made", &[("moment", moment(now).into()), ("platform", platform.into())]);
    let state = text_with("receipt-state", &[("moment", moment(row.fetched_at).into())]);
    let gone = row.gone_at.map(|at| text_with("receipt-gone", &[("moment", moment(at).into())]));
    let notice = [text("receipt-notice"), state, made].into_iter().chain(gone).collect();
    let [money, linked, rest] = facts(told);
    let sections = [("receipt-transaction", rest), ("detail-money", money), ("receipt-linked", linked)];
    let sections = sections.into_iter().filter(|(_, facts)| !facts.is_empty());
    Paper {
        name: text_with("receipt-name", &[("id", row.id.as_str().into())]),
        mark,
        title: text("receipt-title"),
        kind,
        notice,
        sections: sections.map(|(title, facts)| Section { title: text(title), facts }).collect(),
        lacking: text("receipt-lacking"),
    }
}

/// Amounts, what is linked, and everything else.
fn facts(told: &Told) -> [Vec<Fact>; 3] {
    let row = &told.row;
    let (mut money, mut linked, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for column in Area::Transactions.columns().iter().map(|used| used.column) {
        // What tells of the author stands beside the author's id.
        if matches!(column, Column::Name | Column::PersonType) {
            continue;
        }
        let said = |values| Fact { name: name(column), values };
        match row.cell(Area::Transactions, column) {
            _ if column == Column::Id => rest.push(said(vec![row.id.clone()])),
            Cell::Nothing => {}
            Cell::Money(value) => money.push(said(vec![amount(value)])),
            Cell::Link(id) => linked.push(said(object(id, told.named.get(&column)))),
            Cell::Word(code) if column == Column::ResultCode => rest.push(said(result(code, told.message.as_deref()))),
            Cell::Word(value) => rest.push(said(vec![value_word(column, value)])),
            Cell::Text(value) if value.trim().is_empty() => {}
            Cell::Text(value) => rest.push(said(vec![value.clone()])),
            Cell::Moment(at) => rest.push(said(vec![moment(*at)])),
            Cell::Flag(yes) => rest.push(said(vec![text(if *yes { "yes" } else { "no" })])),
        }
    }
    for (area, row) in &told.later {
        let named = if *area == Area::Disputes { text("receipt-disputed") } else { text("receipt-later") };
        linked.push(Fact { name: named, values: described(*area, row).into_iter().chain([row.id.clone()]).collect() });
    }
    if told.more {
        linked.push(Fact { name: String::new(), values: vec![text("receipt-more")] });
    }
    let origin = match row.origin {
        Origin::Api => "detail-origin-api",
        Origin::Report => "detail-origin-report",
        Origin::Archive => "detail-origin-archive",
    };
    rest.push(Fact { name: text("detail-origin"), values: vec![text(origin)] });
    [money, linked, rest]
}

/// The name of a column: the receipt's own, the list's, or the one it has everywhere.
fn name(column: Column) -> String {
    let column = column.key().replace('_', "-");
    let own = [format!("receipt-{column}"), format!("column-transactions-{column}")];
    own.iter().find(|id| has(id)).map_or_else(|| text(&format!("column-{column}")), |id| text(id))
}

fn value_word(column: Column, value: &str) -> String {
    let words = match column {
        Column::Type | Column::InitialType => "tx-type",
        Column::Nature => "nature",
        Column::PaymentType => "payment",
        Column::ExecutionType => "execution",
        Column::RefusedReason => "refund-reason",
        Column::Status => "status",
        _ => return value.to_owned(),
    };
    word(words, value)
}

/// A result code, what it means, and what Mangopay said.
fn result(code: &str, message: Option<&str>) -> Vec<String> {
    let known = ResultCode::find(code);
    let meaning = known.map_or_else(|| text("result-unknown"), |known| text(&known.message()));
    let said = message.map(|words| text_with("receipt-result-said", &[("words", words.into())]));
    [code.to_owned(), meaning].into_iter().chain(said).collect()
}

/// What a row is besides its id, and the id.
fn object(id: &str, held: Option<&(Area, Row)>) -> Vec<String> {
    match held {
        Some((area, row)) => described(*area, row).into_iter().chain([id.to_owned()]).collect(),
        None => vec![text_with("receipt-not-held", &[("id", id.into())])],
    }
}

/// What an object is called, or how it stands; `None` if it has nothing of the kind.
fn described(area: Area, row: &Row) -> Option<String> {
    let told = |column| row.cell(area, column).as_str().map(str::trim).filter(|text| !text.is_empty());
    let parts: Vec<String> = match area {
        Area::Users => told(Column::Name).map(str::to_owned).into_iter().collect(),
        Area::Wallets => told(Column::Description).map(str::to_owned).into_iter().collect(),
        Area::ClientWallets => told(Column::FundsType).map(|funds| word("funds", funds)).into_iter().collect(),
        Area::Cards => told(Column::Alias).map(str::to_owned).into_iter().collect(),
        Area::BankAccounts | Area::Recipients => {
            [Column::Name, Column::Alias].into_iter().filter_map(told).map(str::to_owned).collect()
        }
        Area::Transactions => {
            let created = match row.cell(area, area.age()) {
                Cell::Moment(at) => Some(moment(*at)),
                _ => None,
            };
            let debited = match row.cell(area, Column::Debited) {
                Cell::Money(money) => Some(amount(money)),
                _ => None,
            };
            [Some(movement(row)), debited, created].into_iter().flatten().collect()
        }
        Area::Disputes => told(Column::Status).map(|status| word("dispute-status", status)).into_iter().collect(),
        _ => told(Column::Status).map(|status| word("status", status)).into_iter().collect(),
    };
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What kind of movement a transaction is. A payout that came back is a refund that comes as a pay-in
/// (money-operations.md, key fact 9).
fn movement(row: &Row) -> String {
    let told = |column| row.cell(Area::Transactions, column).as_str().unwrap_or_default();
    match (told(Column::Nature), told(Column::Type)) {
        ("REFUND", "PAYIN") => text("tx-payout-return"),
        (nature @ ("REFUND" | "REPUDIATION" | "SETTLEMENT"), _) => word("nature", nature),
        (_, kind) => word("tx-type", kind),
    }
}

/// "1,905.60 EUR".
fn amount(money: &Money) -> String {
    format!("{} {}", l10n::amount(money.amount, money.currency.digits()), money.currency)
}

/// "21 Nov 2026, 12:00:00 UTC"; its seconds where it lies beyond the calendar.
pub(super) fn moment(at: UnixSeconds) -> String {
    let Ok(moment) = OffsetDateTime::from_unix_timestamp(at.0) else { return at.0.to_string() };
    let time = format!("{:02}:{:02}:{:02}", moment.hour(), moment.minute(), moment.second());
    text_with(
        "receipt-moment",
        &[
            ("day", moment.day().to_string().into()),
            ("month", text(&format!("month-{}", u8::from(moment.month()))).into()),
            ("year", moment.year().to_string().into()),
            ("time", time.into()),
        ],
    )
}
