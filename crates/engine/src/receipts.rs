//! A transaction as a page to keep (PDF), made of what the local copy holds and marked as Mangrove's own. The file is
//! written as exported lists are: beside its place, then put there whole (docs/decisions/0008-receipts.md).

mod face;
mod page;
mod paper;
mod pdf;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

use ipc::{
    Code, Failure, Reply,
    receipts::{SaveReceipt, SavedReceipt},
};
use model::{Area, Column, Condition, Direction, Environment, Filter, Kind, ListQuery, Object, Row, Sort, Window};

use self::{
    face::Face,
    paper::{Paper, Told},
};
use crate::{
    engine::{Engine, fact},
    exports::{suggested, target::Target},
    failure,
    host::{Caller, Host, blocking},
};

/// What the ids of recipients begin with (money-operations.md, the shapes of ids).
const RECIPIENT: &str = "rec_";
/// The most refunds and the most disputes of a transaction that are named; that there are more is said.
const MOST_LATER: u32 = 8;

/// A receipt as a file, and what it is called inside.
fn made(paper: &Paper, made_at: model::UnixSeconds) -> Option<Vec<u8>> {
    let face = Face::inter()?;
    let sheets = page::laid(&face, paper);
    pdf::written(&face, &sheets, &pdf::About { title: &paper.name, language: l10n::language().tag(), made_at })
}

/// The file with the bytes in it, not yet in its place.
fn filled(target: Target, bytes: &[u8]) -> io::Result<Target> {
    let mut writer = target.writer()?;
    writer.write_all(bytes)?;
    writer.flush()?;
    target.sync()?;
    Ok(target)
}

/// The lists that can hold what a column of a transaction names.
fn places(column: Column, id: &str) -> Vec<Area> {
    match column {
        Column::BankAccountId if id.starts_with(RECIPIENT) => vec![Area::Recipients],
        Column::DebitedWalletId | Column::CreditedWalletId => vec![Area::Wallets, Area::ClientWallets],
        _ => column.leads_to().into_iter().collect(),
    }
}

impl Engine {
    async fn held_object(&self, area: Area, id: &str) -> Result<Option<Object>, Failure> {
        self.parts.cache.object(area, id.to_owned()).await.map_err(|error| failure::cache(&error))
    }

    /// Whether the local copy has a transaction, and under which name its receipt is suggested.
    async fn receipt_name(&self, id: &str) -> Result<String, Failure> {
        self.held_object(Area::Transactions, id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
        Ok(paper::file_title(id, self.info().environment != Environment::Production))
    }

    /// A transaction with everything held that it names, and what goes back to it.
    async fn told(&self, id: &str) -> Result<Told, Failure> {
        let held = self.held_object(Area::Transactions, id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
        let mut named = BTreeMap::new();
        for used in Area::Transactions.columns().iter().filter(|used| used.column.kind() == Kind::Link) {
            let Some(other) = held.row.cell(Area::Transactions, used.column).as_str() else { continue };
            for area in places(used.column, other) {
                if let Some(object) = self.held_object(area, other).await? {
                    named.insert(used.column, (area, object.row));
                    break;
                }
            }
        }
        let (refunds, more_refunds) = self.going_back(Area::Transactions, id).await?;
        let (disputes, more_disputes) = self.going_back(Area::Disputes, id).await?;
        let later = refunds.into_iter().map(|row| (Area::Transactions, row));
        Ok(Told {
            message: paper::message(&held.raw),
            row: held.row,
            named,
            later: later.chain(disputes.into_iter().map(|row| (Area::Disputes, row))).collect(),
            more: more_refunds || more_disputes,
            profile: self.info(),
        })
    }

    /// Rows that name a transaction as the one they go back to, oldest first, and whether there are more.
    async fn going_back(&self, area: Area, id: &str) -> Result<(Vec<Row>, bool), Failure> {
        let query = ListQuery {
            area,
            filters: vec![Filter { column: Column::InitialId, condition: Condition::AnyOf(vec![id.to_owned()]) }],
            search: String::new(),
            sort: Sort { column: area.age(), direction: Direction::Ascending },
            window: Window { offset: 0, limit: MOST_LATER + 1 },
        };
        let mut rows = self.parts.cache.rows(query).await.map_err(|error| failure::cache(&error))?.rows;
        let more = rows.len() > MOST_LATER as usize;
        rows.truncate(MOST_LATER as usize);
        Ok((rows, more))
    }

    /// Writes a receipt to a path that the person chose.
    async fn write_receipt(&self, id: String, path: PathBuf) -> Reply<SaveReceipt> {
        let (told, now) = (self.told(&id).await?, self.parts.clock.now());
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let target = self.begin_file(path, "receipt").await?;
        let target = blocking(move || {
            let bytes = made(&paper::of(&told, now), now).ok_or_else(|| Failure::new(Code::Internal))?;
            filled(target, &bytes).map_err(|error| failure::saving(&error))
        })
        .await?;
        // Recorded before the file is in its place, as exported lists are.
        self.append(fact(now, "receipt.saved", "transaction", &id)).await?;
        blocking(move || target.keep().map_err(|error| failure::saving(&error))).await?;
        Ok(SavedReceipt::Done { file })
    }
}

impl Host {
    /// Asks over the calling window where to save the receipt of a transaction, and writes it there.
    ///
    /// # Errors
    /// As the other commands; [`Code::NotFound`] if the local copy does not have the transaction,
    /// [`Code::CannotSaveThere`] or [`Code::DiskFull`] if the file cannot be written.
    pub async fn save_receipt(self: Arc<Self>, caller: Caller, args: SaveReceipt) -> Reply<SaveReceipt> {
        // Nobody is asked for a place where there is nothing to save.
        let title = self.engine(&caller)?.receipt_name(&args.id).await?;
        let name = suggested(&title, Area::Transactions.key(), "pdf", self.parts.clock.now());
        let Some(path) = self.parts.shell.pick_target(caller.label(), &name).await else {
            return Ok(SavedReceipt::NotChosen);
        };
        // The profile may have been locked while the dialog stood open.
        self.engine(&caller)?.write_receipt(args.id, path).await
    }
}
