//! Transactions and wallets by the reports of the legacy system: a few calls for all of them, those of users who would
//! have to authenticate first included (money-operations.md §13.1).
//!
//! A report is ordered, made, downloaded and read. Its order and the key of its creation are stored before anything is
//! sent; a kill at any moment goes on from there, and a file is read from its beginning again.

pub(crate) mod csv;

use std::time::Duration;

use cache::{Batch, Part};
use futures::future::BoxFuture;
use ipc::sync::{Route, RouteReason, Stream};
use journal::audit::{self, Fact};
use mangopay::{Error, NewReport, Recorded, Report, ReportFilters};
use model::{
    Area, Column, Direction, IdempotencyKey, ListQuery, Origin, ReportId, ReportStatus, Sort, UnixSeconds, Window,
};

use super::{
    Inner, Trouble, lists,
    read::concerns_all,
    rows::{self, Source},
    store::{self, Ordered, Position},
};
use crate::failure;
use csv::Csv;

const DAY: i64 = 86_400;
/// Longest range of a report of transactions: six months.
const TRANSACTIONS_RANGE: i64 = 180 * DAY;
/// How far back transactions go: 36 months.
const TRANSACTIONS_REACH: i64 = 1_094 * DAY;
/// Longest range of a report of wallets: 24 months.
const WALLETS_RANGE: i64 = 720 * DAY;
/// Transactions of the last minutes are not in reports; events bring them.
const SETTLING: i64 = 300;
/// Pauses between two looks whether a report is there: grows to the last and stays there.
pub(crate) const LOOKS: [u64; 5] = [2, 5, 10, 20, 60];
/// Looks before a report counts as failed: more than two hours.
pub(crate) const MOST_LOOKS: usize = 130;
/// Columns asked for beside the usual ones: those that lists of the application show.
const MORE_COLUMNS: [&str; 5] = ["PaymentType", "ExecutionType", "CardId", "BankAccountId", "PreauthorizationId"];
const USUAL_COLUMNS: [&str; 19] = [
    "Id",
    "Tag",
    "CreationDate",
    "ExecutionDate",
    "AuthorId",
    "CreditedUserId",
    "DebitedFundsAmount",
    "DebitedFundsCurrency",
    "CreditedFundsAmount",
    "CreditedFundsCurrency",
    "FeesAmount",
    "FeesCurrency",
    "Status",
    "ResultCode",
    "ResultMessage",
    "Type",
    "Nature",
    "CreditedWalletId",
    "DebitedWalletId",
];
/// Rows that are written together.
const WRITTEN_TOGETHER: usize = 500;

/// What came of a stream's reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// All are read.
    Read,
    /// Reports cannot be had.
    Closed(RouteReason),
}

/// What is done with each report in turn.
#[derive(Clone, Copy)]
enum Step {
    Order,
    Read,
}

/// Calls that reports of a stream cost: for each its creation, some looks whether it is there.
pub(super) fn calls(stream: Stream, oldest: UnixSeconds, now: UnixSeconds) -> u64 {
    const LOOKED: u64 = 3;
    ranges(stream, oldest, now).len() as u64 * (1 + LOOKED)
}

/// The ranges of a stream's reports, oldest first.
fn ranges(stream: Stream, oldest: UnixSeconds, now: UnixSeconds) -> Vec<(UnixSeconds, UnixSeconds)> {
    let (longest, reach) = match stream {
        Stream::Wallets => (WALLETS_RANGE, i64::MAX),
        _ => (TRANSACTIONS_RANGE, TRANSACTIONS_REACH),
    };
    // Nothing moves before there is somebody; a day for clocks that differ.
    let mut after = oldest.plus(-DAY).max(UnixSeconds(now.0.saturating_sub(reach)));
    let mut all = Vec::new();
    while after < now {
        let before = after.plus(longest).min(now);
        all.push((after, before));
        after = before;
    }
    all
}

impl Inner {
    /// The moment before which the platform had no users.
    pub(super) async fn oldest(&self) -> Result<UnixSeconds, Trouble> {
        let query = ListQuery {
            area: Area::Users,
            filters: Vec::new(),
            search: String::new(),
            sort: Sort { column: Column::Created, direction: Direction::Ascending },
            window: Window { offset: 0, limit: 1 },
        };
        let found = self.parts.cache.rows(query).await.map_err(|error| failure::cache(&error))?;
        let first = found.rows.first().map(|row| row.cell(Area::Users, Column::Created));
        match first {
            Some(model::Cell::Moment(at)) => Ok(*at),
            _ => Ok(self.parts.clock.now()),
        }
    }

    /// Reads a stream by reports, on from where an earlier run left it.
    pub(super) async fn read_by_reports(&self, stream: Stream) -> Result<Made, Trouble> {
        let mut position = store::position(&self.parts.cache, stream).await?;
        if position.memory.reports.is_empty() {
            let now = self.parts.clock.now();
            let ordered = ranges(stream, self.oldest().await?, now).into_iter().map(|(after, before)| Ordered {
                after,
                before,
                key: self.parts.ids.idempotency_key(),
                id: None,
                lines: 0,
                read: false,
            });
            position.memory.reports = ordered.collect();
            position.memory.route = Some(Route::LegacyReports);
            position.memory.as_of = Some(now.plus(-SETTLING));
            self.keep(stream, &position).await?;
        }
        // All are made beside each other; then they are read one by one.
        for step in [Step::Order, Step::Read] {
            for at in 0..position.memory.reports.len() {
                if position.memory.reports[at].read {
                    continue;
                }
                let done = match step {
                    Step::Order => self.ordered(stream, &mut position, at).await.map(|_| ()),
                    Step::Read => self.read_report(stream, &mut position, at).await,
                };
                let error = match done {
                    Ok(()) => continue,
                    Err(Trouble::Api(error)) if !concerns_all(&error) => error,
                    Err(other) => return Err(other),
                };
                tracing::warn!(%error, stream = store::name(stream), "reports cannot be had");
                let reason = match error {
                    Error::ReadOnly => RouteReason::ReadOnly,
                    Error::ScopeMissing(_) => RouteReason::NotAllowed,
                    _ => RouteReason::ReportsFail,
                };
                position.memory = store::Memory { closed: Some(reason), ..store::Memory::default() };
                self.keep(stream, &position).await?;
                return Ok(Made::Closed(reason));
            }
        }
        position.complete_at = position.memory.as_of.map(|at| at.0);
        position.trouble = None;
        self.keep(stream, &position).await?;
        Ok(Made::Read)
    }

    async fn keep(&self, stream: Stream, position: &Position) -> Result<(), Trouble> {
        let streams = vec![store::state(stream, position, self.parts.clock.now())];
        self.put(Batch { streams, ..Batch::default() }).await.map(|_| ())
    }

    async fn read_report(&self, stream: Stream, position: &mut Position, at: usize) -> Result<(), Trouble> {
        let mut again = false;
        loop {
            let id = self.ordered(stream, position, at).await?;
            match self.made(&id).await? {
                Some(report) => {
                    self.read_file(stream, position, at, &report).await?;
                    position.memory.reports[at].read = true;
                    return self.keep(stream, position).await;
                }
                // A file lives for a day; one that had ended meanwhile, or could not be made, is ordered once more.
                None if !again => {
                    again = true;
                    let order = &mut position.memory.reports[at];
                    (order.id, order.key, order.lines) = (None, self.parts.ids.idempotency_key(), 0);
                    self.keep(stream, position).await?;
                }
                None => return Err(Error::Unreadable { what: "report" }.into()),
            }
        }
    }

    /// The id of a report, which is ordered if it was not yet.
    async fn ordered(&self, stream: Stream, position: &mut Position, at: usize) -> Result<ReportId, Trouble> {
        let create = |wanted: NewReport, key: IdempotencyKey| -> BoxFuture<'static, Result<ReportId, Error>> {
            let client = self.parts.client.clone();
            Box::pin(async move {
                let created = if stream == Stream::Wallets {
                    client.create_wallets_report(&wanted, &key).await
                } else {
                    client.create_transactions_report(&wanted, &key).await
                };
                created.map(|report| report.value.id)
            })
        };
        let order = position.memory.reports[at].clone();
        if let Some(id) = order.id {
            return Ok(id);
        }
        let filters = ReportFilters {
            after_date: Some(order.after),
            before_date: Some(order.before),
            ..ReportFilters::default()
        };
        let mut wanted = NewReport { filters: Some(filters), ..NewReport::default() };
        if stream == Stream::Transactions {
            wanted.columns = USUAL_COLUMNS.iter().chain(&MORE_COLUMNS).map(|name| (*name).to_owned()).collect();
        }
        let id = match create(wanted.clone(), order.key.clone()).await {
            Ok(id) => id,
            // It may be on its way already: the key tells.
            Err(Error::Conflict(_) | Error::UnknownOutcome { .. }) => {
                match self.parts.client.response(&order.key).await? {
                    Recorded::Answer(answer) if answer.is_success() => {
                        answer.read::<Report>().ok_or(Error::Unreadable { what: "report" })?.value.id
                    }
                    // A report too many does no harm.
                    Recorded::Answer(_) | Recorded::NotRecorded => {
                        let key = self.parts.ids.idempotency_key();
                        position.memory.reports[at].key = key.clone();
                        self.keep(stream, position).await?;
                        create(wanted, key).await?
                    }
                }
            }
            Err(error) => return Err(error.into()),
        };
        position.memory.reports[at].id = Some(id.clone());
        self.keep(stream, position).await?;
        self.record(&id).await?;
        Ok(id)
    }

    /// Writes down that a report was ordered: it is a write to the API, if one that changes nothing.
    async fn record(&self, id: &ReportId) -> Result<(), Trouble> {
        let entry = Fact {
            at: self.parts.clock.now(),
            actor: "system".to_owned(),
            action: "report.ordered",
            object_kind: "report",
            object_id: id.as_str().to_owned(),
            detail: serde_json::Value::Object(serde_json::Map::new()),
        };
        let stored = self.parts.journal.write(move |tx| audit::append(tx, &entry).map(|_| ())).await;
        stored.map_err(|error| Trouble::Local(failure::journal(&error)))
    }

    /// The report once it is made; `None` if it never is, or its file has ended.
    async fn made(&self, id: &ReportId) -> Result<Option<Report>, Trouble> {
        for look in 0..MOST_LOOKS {
            let report = match self.parts.client.report(id).await {
                Ok(report) => report.value,
                Err(Error::NotFound(_)) => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            self.status.reached();
            match report.status {
                Some(ReportStatus::ReadyForDownload | ReportStatus::Generated) => return Ok(Some(report)),
                Some(ReportStatus::Failed | ReportStatus::Expired) => return Ok(None),
                _ => {}
            }
            let pause = LOOKS[look.min(LOOKS.len() - 1)];
            self.parts.clock.sleep(Duration::from_secs(pause)).await;
        }
        Ok(None)
    }

    /// Downloads a file and stores its rows as they come. Those that were stored before a kill are passed over: a
    /// process that never lives long enough for all of them comes to the end nevertheless.
    async fn read_file(
        &self,
        stream: Stream,
        position: &mut Position,
        at: usize,
        report: &Report,
    ) -> Result<(), Trouble> {
        let link = report.download_url.as_ref().ok_or(Error::Unreadable { what: "report" })?;
        let asked_at = report.report_date.or(report.creation_date).unwrap_or(self.parts.clock.now());
        let mut file = self.parts.client.download(link).await?;
        let mut csv = Csv::default();
        let mut lines: Vec<String> = Vec::new();
        let mut stored = position.memory.reports[at].lines;
        loop {
            let piece = file.next().await?;
            let read = match &piece {
                Some(piece) => csv.take(piece),
                None => std::mem::take(&mut csv).end(),
            };
            for line in read.map_err(|_| Error::Unreadable { what: "report" })? {
                match stored {
                    0 => lines.push(line),
                    _ => stored -= 1,
                }
            }
            while lines.len() >= WRITTEN_TOGETHER || (piece.is_none() && !lines.is_empty()) {
                let rest = lines.split_off(lines.len().min(WRITTEN_TOGETHER));
                position.memory.reports[at].lines += lines.len() as u64;
                self.put_lines(stream, position, std::mem::replace(&mut lines, rest), asked_at).await?;
            }
            if piece.is_none() {
                return Ok(());
            }
        }
    }

    /// Stores lines together with the place up to which the file is read.
    async fn put_lines(
        &self,
        stream: Stream,
        position: &Position,
        mut lines: Vec<String>,
        asked_at: UnixSeconds,
    ) -> Result<(), Trouble> {
        let area = lists::area(stream);
        // Wallets of the platform are in the same report; they have a list of their own.
        lines.retain(|line| stream != Stream::Wallets || !line.contains("\"Owners\":[]"));
        let source = Source { area, part: Part::Listed, owner: None, origin: Origin::Report, asked_at };
        let streams = vec![store::state(stream, position, self.parts.clock.now())];
        let mut batch = Batch { streams, ..Batch::default() };
        rows::add(&mut batch, &source, &lines);
        self.put(batch).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_touch_and_reach_back_as_far_as_there_is_something() {
        let now = UnixSeconds(1_795_513_320);
        let year = ranges(Stream::Transactions, now.plus(-365 * DAY), now);
        assert_eq!(year.len(), 3);
        assert_eq!((year[0].0, year[2].1), (now.plus(-366 * DAY), now));
        assert!(year.windows(2).all(|pair| pair[0].1 == pair[1].0));
        let old = ranges(Stream::Transactions, now.plus(-4_000 * DAY), now);
        assert_eq!((old.len(), old[0].0), (7, now.plus(-TRANSACTIONS_REACH)));
        assert_eq!(ranges(Stream::Wallets, now.plus(-4_000 * DAY), now).len(), 6);
        assert_eq!(calls(Stream::Transactions, now.plus(-365 * DAY), now), 12);
    }
}
