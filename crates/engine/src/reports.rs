//! Reports that somebody asked for: followed until they are made, downloaded into the local copy, looked at by windows.

use std::{collections::BTreeMap, time::Duration};

use cache::ReportFile;
use ipc::{
    Code, Failure, Nothing, Reply,
    reports::{DropReport, FetchReport, OpenReport, ReadReport, ReportFile as ShownFile, ReportLines, ReportState},
};
use mangopay::{Error, Link};
use model::{Area, Column, ReportId, ReportStatus, UnixSeconds, form::ReportSystem};

use crate::{
    engine::{Engine, fact},
    failure,
    parts::Parts,
    sync::{
        Sync,
        governor::Priority,
        reports::{
            LOOKS, MOST_LOOKS,
            csv::{NoTable, Table},
        },
    },
};

/// Lines that are written together.
const WRITTEN_TOGETHER: usize = 500;

/// What is wanted of a report that is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Whether it is made.
    Status,
    /// Its file.
    File,
}

/// A report as the API answers it, of either system.
struct Told {
    status: Option<ReportStatus>,
    link: Option<Link>,
    raw: String,
}

impl Engine {
    pub(crate) async fn open_report(&self, args: OpenReport) -> Reply<OpenReport> {
        let was_under_way = self.reports.is_under_way(&args.id);
        let file = self.parts.cache.report_file(args.id.clone()).await.map_err(|error| failure::cache(&error))?;
        let (kind, status, made) = self.report(&args.id).await?;
        let is_made = matches!(status, ReportStatus::ReadyForDownload | ReportStatus::Generated);
        let is_coming = matches!(status, ReportStatus::Pending | ReportStatus::Generating);
        if is_coming {
            self.follow_report(&args.id, &kind, Wanted::Status);
        }
        let ends_at = made.filter(|_| is_made).map(|made| made.plus(ReportSystem::of(&kind).file_life()));
        let under_way = is_coming || was_under_way;
        Ok(ReportState {
            file: file.map(shown),
            ends_at: ends_at.filter(|ends| *ends > self.parts.clock.now()).map(|ends| ends.0),
            under_way,
            trouble: self.reports.trouble(&args.id),
        })
    }

    pub(crate) async fn fetch_report(&self, args: FetchReport) -> Reply<FetchReport> {
        let (kind, ..) = self.report(&args.id).await?;
        self.follow_report(&args.id, &kind, Wanted::File);
        Ok(Nothing {})
    }

    pub(crate) async fn read_report(&self, args: ReadReport) -> Reply<ReadReport> {
        let found = self.parts.cache.report_lines(args.id, args.offset, args.limit.min(ReadReport::MOST)).await;
        found.map(|lines| ReportLines { lines }).map_err(|error| failure::cache(&error))
    }

    pub(crate) async fn drop_report(&self, args: DropReport) -> Reply<DropReport> {
        self.parts.cache.drop_report(args.id.clone()).await.map_err(|error| failure::cache(&error))?;
        let entry = fact(self.parts.clock.now(), "report.file-deleted", "report", &args.id);
        let stored = self.parts.journal.write(move |tx| journal::audit::append(tx, &entry).map(|_| ()));
        stored.await.map_err(|error: journal::Error| failure::journal(&error))?;
        self.sync.changed(Area::Reports);
        Ok(Nothing {})
    }

    /// Type, status and moment of making, as the local copy has them.
    async fn report(&self, id: &str) -> Result<(String, ReportStatus, Option<UnixSeconds>), Failure> {
        let found = self.parts.cache.object(Area::Reports, id.to_owned()).await;
        let object = found.map_err(|error| failure::cache(&error))?.ok_or_else(|| Failure::new(Code::NotFound))?;
        let word = |column| object.row.cell(Area::Reports, column).as_str().unwrap_or_default().to_owned();
        let made = match object.row.cell(Area::Reports, Column::Processed) {
            model::Cell::Moment(at) => Some(*at),
            _ => None,
        };
        Ok((word(Column::Type), ReportStatus::from(word(Column::Status)), made))
    }

    /// Waits for a report, and downloads its file if that is wanted, unless it is followed already.
    pub(crate) fn follow_report(&self, id: &str, kind: &str, wanted: Wanted) {
        let follow = Follow {
            parts: self.parts.clone(),
            sync: self.sync.clone(),
            id: id.to_owned(),
            system: ReportSystem::of(kind),
            wanted,
        };
        self.reports.set_off(&self.sync, Priority::Outcome, Area::Reports, id, follow.run());
    }
}

fn shown(file: ReportFile) -> ShownFile {
    ShownFile { columns: file.columns, lines: file.lines, bytes: file.bytes, sums: file.sums, kept_at: file.kept_at.0 }
}

/// Why a report cannot be had.
enum Trouble {
    Api(Error),
    Local(Failure),
    NoTable,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Api(error)
    }
}

impl From<NoTable> for Trouble {
    fn from(_: NoTable) -> Self {
        Self::NoTable
    }
}

impl From<cache::CacheError> for Trouble {
    fn from(error: cache::CacheError) -> Self {
        Self::Local(failure::cache(&error))
    }
}

/// A report that is followed.
struct Follow {
    parts: Parts,
    sync: Sync,
    id: String,
    system: ReportSystem,
    wanted: Wanted,
}

impl Follow {
    async fn run(self) -> Result<(), Failure> {
        Box::pin(self.follow()).await.map_err(|trouble| {
            let why = match trouble {
                Trouble::Api(error) => failure::api(&error),
                Trouble::Local(failure) => failure,
                Trouble::NoTable => Failure::new(Code::Unreadable),
            };
            tracing::warn!(code = why.code.key(), "a report could not be had");
            why
        })
    }

    async fn follow(&self) -> Result<(), Trouble> {
        for look in 0..MOST_LOOKS {
            let told = self.ask().await?;
            self.sync.took(Area::Reports, told.raw.clone()).await.map_err(Trouble::Local)?;
            match (told.status, told.link) {
                (Some(ReportStatus::ReadyForDownload | ReportStatus::Generated), Some(link)) => {
                    return match self.wanted {
                        Wanted::File => self.download(&link).await,
                        Wanted::Status => Ok(()),
                    };
                }
                (Some(ReportStatus::Pending | ReportStatus::Generating) | None, _) => {}
                // It could not be made, or its file is gone: the list says which.
                _ => return Ok(()),
            }
            let pause = LOOKS[look.min(LOOKS.len() - 1)];
            self.parts.clock.sleep(Duration::from_secs(pause)).await;
        }
        Ok(())
    }

    async fn ask(&self) -> Result<Told, Error> {
        let (client, id) = (&self.parts.client, ReportId::new(self.id.clone()));
        Ok(match self.system {
            ReportSystem::Legacy => {
                let found = client.report(&id).await?;
                Told { raw: found.raw.as_str().to_owned(), status: found.value.status, link: found.value.download_url }
            }
            ReportSystem::Service => {
                let found = client.service_report(&id).await?;
                Told { raw: found.raw.as_str().to_owned(), status: found.value.status, link: found.value.download_url }
            }
        })
    }

    /// Downloads the file, line by line into the local copy: however large it is, few lines are in memory.
    async fn download(&self, link: &Link) -> Result<(), Trouble> {
        let mut file = self.parts.client.download(link).await?;
        let mut table = Table::default();
        let mut columns: Option<Vec<String>> = None;
        let mut sums = Sums::default();
        let (mut waiting, mut stored, mut bytes) = (Vec::new(), 0_u64, 0_u64);
        loop {
            let piece = file.next().await?;
            bytes += piece.as_ref().map_or(0, |piece| piece.len() as u64);
            let lines = match &piece {
                Some(piece) => table.take(piece)?,
                None => std::mem::take(&mut table).end()?,
            };
            for line in lines {
                match &columns {
                    None => columns = Some(line),
                    Some(columns) => {
                        sums.add(columns, &line);
                        waiting.push(line);
                    }
                }
            }
            while waiting.len() >= WRITTEN_TOGETHER || (piece.is_none() && !waiting.is_empty()) {
                let rest = waiting.split_off(waiting.len().min(WRITTEN_TOGETHER));
                let count = waiting.len() as u64;
                let lines = std::mem::replace(&mut waiting, rest);
                self.parts.cache.add_report_lines(self.id.clone(), stored, lines).await?;
                stored += count;
            }
            if piece.is_none() {
                break;
            }
        }
        if stored == 0 {
            self.parts.cache.add_report_lines(self.id.clone(), 0, Vec::new()).await?;
        }
        let file = ReportFile {
            columns: columns.unwrap_or_default(),
            lines: stored,
            bytes,
            sums: sums.0.into_iter().map(|((column, currency), sum)| (column, currency, sum)).collect(),
            kept_at: self.parts.clock.now(),
        };
        self.parts.cache.keep_report(self.id.clone(), file).await?;
        let entry = fact(self.parts.clock.now(), "report.downloaded", "report", &self.id);
        let stored = self.parts.journal.write(move |tx| journal::audit::append(tx, &entry).map(|_| ()));
        stored.await.map_err(|error: journal::Error| Trouble::Local(failure::journal(&error)))
    }
}

/// What amounts come to, by column and currency: never one currency with another. Held at the ends of the range.
#[derive(Default)]
struct Sums(BTreeMap<(String, String), i64>);

impl Sums {
    fn add(&mut self, columns: &[String], line: &[String]) {
        for (column, cell) in columns.iter().zip(line) {
            let Some(name) = column.strip_suffix("Amount") else { continue };
            let Ok(amount) = cell.parse::<i64>() else { continue };
            let of = [format!("{name}Currency"), "Currency".to_owned()];
            let currency = of.iter().find_map(|wanted| columns.iter().position(|column| column == wanted));
            let Some(currency) = currency.and_then(|at| line.get(at)).filter(|code| !code.is_empty()) else { continue };
            let sum = self.0.entry((column.clone(), currency.clone())).or_default();
            *sum = sum.saturating_add(amount);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_added_up_by_currency() {
        let columns = ["Id", "FeesAmount", "FeesCurrency", "BalanceAmount", "Currency"].map(str::to_owned);
        let mut sums = Sums::default();
        for line in [["1", "5", "EUR", "7", "GBP"], ["2", "-1", "EUR", "", "GBP"], ["3", "9", "USD", "x", ""]] {
            sums.add(&columns, &line.map(str::to_owned));
        }
        let said: Vec<_> = sums.0.into_iter().map(|((column, code), sum)| (column, code, sum)).collect();
        let told = |column: &str, code: &str, sum| (column.to_owned(), code.to_owned(), sum);
        assert_eq!(said, [told("BalanceAmount", "GBP", 7), told("FeesAmount", "EUR", 4), told("FeesAmount", "USD", 9)]);
    }
}
