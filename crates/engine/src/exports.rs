//! Lists as files: the rows that a list shows, in its order, streamed from one snapshot of the local copy to the disk.
//! However long the list, a few hundred rows are held. An export ends with a whole file or leaves nothing.

mod book;
mod csv;
mod fields;
mod left;
pub(crate) mod target;
#[cfg(test)]
mod tests;
mod xlsx;

use std::{
    collections::BTreeMap,
    io,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use cache::CacheError;
use ipc::{
    Code, Event, Failure, Nothing, Reply,
    exports::{ExportFormat, ExportList, Exported, StopExport},
};
use model::{ListQuery, UnixSeconds};
use serde_json::json;
use tokio_util::sync::CancellationToken;

pub(crate) use self::left::clear_away;
use self::{book::Book, fields::Layout, target::Target};
use crate::{
    engine::{Engine, fact},
    failure,
    host::{Caller, Host, blocking, hold},
};

/// Rows held at a time.
const AT_ONCE: usize = 250;
/// How often an export tells how far it is.
const STEPS_TOLD: u64 = 200;
/// Longest name that is suggested for a file, in characters.
const LONGEST_NAME: usize = 80;

/// The exports of a profile that are under way, by ticket. One writes at a time, the others wait for their turn: each
/// keeps a reader of the local copy busy.
#[derive(Default)]
pub(crate) struct Exports {
    under_way: Mutex<BTreeMap<u64, CancellationToken>>,
    all: CancellationToken,
    turn: tokio::sync::Mutex<()>,
}

impl Exports {
    fn begin(&self, ticket: u64) -> UnderWay<'_> {
        let stop = self.all.child_token();
        if let Some(earlier) = hold(&self.under_way).insert(ticket, stop.clone()) {
            earlier.cancel();
        }
        UnderWay { exports: self, ticket, stop }
    }

    fn stop(&self, ticket: u64) {
        if let Some(stop) = hold(&self.under_way).get(&ticket) {
            stop.cancel();
        }
    }

    /// Stops what is under way and lets nothing more begin: the profile is being locked.
    pub(crate) fn close(&self) {
        self.all.cancel();
    }
}

/// An export that gives its ticket back when it has ended, or when nobody waits for it any more.
struct UnderWay<'a> {
    exports: &'a Exports,
    ticket: u64,
    stop: CancellationToken,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.stop.cancel();
        let mut under_way = hold(&self.exports.under_way);
        // A later one with the same ticket is not ours to forget.
        if under_way.get(&self.ticket).is_some_and(CancellationToken::is_cancelled) {
            under_way.remove(&self.ticket);
        }
    }
}

/// Is told rows written and rows in all.
type Progress = Box<dyn Fn(u64, u64) + Send>;

/// What keeps an export from its end.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Cache(#[from] CacheError),
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl From<sqlite::Error> for Trouble {
    fn from(error: sqlite::Error) -> Self {
        Self::Cache(error.into())
    }
}

impl Trouble {
    fn failure(&self) -> Failure {
        match self {
            Self::Cache(error) => failure::cache(error),
            Self::Disk(error) => failure::saving(error),
        }
    }
}

/// Writes a list, file and all, and gives the file, whole but not yet in its place, with the number of its rows.
async fn write(
    cache: &cache::Cache,
    query: ListQuery,
    sheet: Sheet,
    target: Target,
    stop: CancellationToken,
    progress: Progress,
) -> Result<(Target, u64), Trouble> {
    let wanted = Arc::new(move || stop.is_cancelled());
    let work = move |walk: &cache::Walk<'_>| {
        let total = walk.total()?;
        progress(0, total);
        let mut book = Book::begin(sheet.format, target.writer()?, &sheet.name, &sheet.layout, total)?;
        let (mut rows, mut told) = (0, 0);
        walk.rows(AT_ONCE, |some| {
            for row in some {
                book.row(&sheet.layout.fields(row))?;
            }
            rows += some.len() as u64;
            let step = rows.saturating_mul(STEPS_TOLD) / total.max(1);
            if step > told {
                told = step;
                progress(rows, total);
            }
            Ok::<_, Trouble>(())
        })?;
        book.finish()?;
        target.sync()?;
        Ok((target, rows))
    };
    cache.walk(query, wanted, work).await
}

/// What a file is made of, rows apart.
struct Sheet {
    format: ExportFormat,
    name: String,
    layout: Layout,
}

/// The name that is suggested for a file: what it is called, `otherwise` if nothing of that can stand in a name, and the
/// day.
pub(crate) fn suggested(title: &str, otherwise: &str, ending: &str, now: UnixSeconds) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() || "-_(),".contains(letter) { letter } else { ' ' };
    let title: String = title.chars().map(plain).take(LONGEST_NAME).collect();
    let words: Vec<&str> = title.split_whitespace().collect();
    let title = if words.is_empty() { otherwise.to_owned() } else { words.join(" ") };
    format!("{title} {}.{ending}", fields::day(now))
}

impl Engine {
    /// Writes a list to a path that the person chose.
    async fn export(&self, args: ExportList, layout: Layout, path: PathBuf, progress: Progress) -> Reply<ExportList> {
        let under_way = self.exports.begin(args.ticket);
        let stop = under_way.stop.clone();
        let _turn = tokio::select! {
            biased;
            () = stop.cancelled() => return Ok(Exported::Stopped),
            turn = self.exports.turn.lock() => turn,
        };
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (area, format) = (args.query.area, args.format);
        let target = self.begin_file(path, "export").await?;
        let sheet = Sheet { format, name: args.title, layout };
        let (target, rows) = match write(&self.parts.cache, args.query, sheet, target, stop.clone(), progress).await {
            Ok(written) => written,
            // Whatever it met on the way out: nobody wanted it any more.
            Err(_) if stop.is_cancelled() => return Ok(Exported::Stopped),
            Err(trouble) => return Err(trouble.failure()),
        };
        if stop.is_cancelled() {
            blocking(move || {
                drop(target);
                Ok(())
            })
            .await?;
            return Ok(Exported::Stopped);
        }
        // Recorded before the file is in its place: there is no exported list that the audit chain does not know.
        let mut entry = fact(self.parts.clock.now(), "list.exported", "list", area.key());
        entry.detail = json!({"format": format.ending(), "rows": rows});
        self.append(entry).await?;
        blocking(move || target.keep().map_err(|error| failure::saving(&error))).await?;
        Ok(Exported::Done { file, rows })
    }
}

impl Host {
    /// Asks over the calling window where to save a list, and writes it there.
    ///
    /// # Errors
    /// As the other commands; [`Code::CannotSaveThere`] or [`Code::DiskFull`] if the file cannot be written.
    pub async fn export_list(self: Arc<Self>, caller: Caller, args: ExportList) -> Reply<ExportList> {
        // Nobody is asked for a place where there is nothing to save.
        drop(self.engine(&caller)?);
        let layout = Layout::of(args.query.area, &args.columns).ok_or_else(|| Failure::new(Code::Malformed))?;
        let now = self.parts.clock.now();
        let name = suggested(&args.title, args.query.area.key(), args.format.ending(), now);
        let Some(path) = self.parts.shell.pick_target(caller.label(), &name).await else {
            return Ok(Exported::NotChosen);
        };
        // The profile may have been locked while the dialog stood open.
        let engine = self.engine(&caller)?;
        let (shell, window, ticket) = (Arc::clone(&self.parts.shell), caller.label().to_owned(), args.ticket);
        let progress = move |rows, total| shell.emit(&window, Event::Exporting { ticket, rows, total });
        engine.export(args, layout, path, Box::new(progress)).await
    }

    /// Stops an export of the calling window's profile.
    ///
    /// # Errors
    /// None: where nothing is under way, or the profile is locked, there is nothing to stop.
    #[allow(clippy::unused_async, reason = "commands have one shape")]
    pub async fn stop_export(self: Arc<Self>, caller: Caller, args: StopExport) -> Reply<StopExport> {
        if let Ok(engine) = self.engine(&caller) {
            engine.exports.stop(args.ticket);
        }
        Ok(Nothing {})
    }
}
