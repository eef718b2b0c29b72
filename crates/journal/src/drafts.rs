//! Uploads that are being prepared. They survive lock and restart; they hold no bytes of the files.

use std::path::PathBuf;

use model::{DraftId, IdentityPaper, KycDocumentId, KycDocumentType, PageId, UnixSeconds, UserId};
use rusqlite::{Transaction, params};

use crate::{Error, path_bytes};

pub(crate) const MIGRATION_3: &str = "
CREATE TABLE draft (
    id            TEXT PRIMARY KEY NOT NULL,
    user_id       TEXT,
    document_type TEXT,
    tag           TEXT,
    replaces      TEXT,
    created_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL
) STRICT;
CREATE TABLE draft_page (
    draft_id  TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    id        TEXT NOT NULL,
    path      BLOB NOT NULL,
    file_name TEXT NOT NULL,
    size      INTEGER NOT NULL CHECK (size >= 0),
    hash      BLOB NOT NULL CHECK (length(hash) = 32),
    recipe    TEXT NOT NULL,
    place     TEXT NOT NULL,
    page_size INTEGER,
    removed   INTEGER NOT NULL DEFAULT 0,
    summary   TEXT NOT NULL CHECK (json_valid(summary)),
    PRIMARY KEY (draft_id, id)
) STRICT;
";

/// The kind of paper of an identity proof, and a way from a file's hash to where it was sent.
pub(crate) const MIGRATION_5: &str = "
ALTER TABLE draft ADD COLUMN paper TEXT;
CREATE INDEX outbox_page_hash ON outbox_page (hash);
";

/// Where a file lies, as far as it matters for how long it will be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A folder of the user: it will be there tomorrow.
    Lasting,
    /// A temporary folder, a portal's or a mail program's attachment folder: it may vanish.
    Transient,
}

impl Place {
    fn as_str(self) -> &'static str {
        match self {
            Self::Lasting => "lasting",
            Self::Transient => "transient",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text {
            "lasting" => Some(Self::Lasting),
            "transient" => Some(Self::Transient),
            _ => None,
        }
    }
}

/// One file of a draft or an outbox item: where it is, what it was when it was checked, and how its page is made.
#[derive(Clone, PartialEq, Eq)]
pub struct Page {
    /// The page.
    pub id: PageId,
    /// Where the file is, absolute.
    pub path: PathBuf,
    /// The file's name, for showing. Personal data: not for logs.
    pub file_name: String,
    /// Bytes of the file.
    pub size: u64,
    /// BLAKE3 of the file.
    pub hash: [u8; 32],
    /// How the page is made, in the text form of `kyc`.
    pub recipe: String,
    /// What kind of folder the file lies in.
    pub place: Place,
    /// Bytes of the page as it is sent, once known.
    pub page_size: Option<u64>,
}

model::debug_only!(Page { id, size });

/// A page of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftPage {
    /// The file.
    pub page: Page,
    /// Taken out by the user; can be put back until the draft is submitted.
    pub removed: bool,
    /// What was found out about it, as JSON: facts, findings and fixes, so that the sheet opens without reading the
    /// file again.
    pub summary: String,
}

/// A draft.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// The draft.
    pub id: DraftId,
    /// For whom, once chosen.
    pub user: Option<UserId>,
    /// What it proves, once chosen.
    pub kind: Option<KycDocumentType>,
    /// The customer's free text.
    pub tag: Option<String>,
    /// The refused document it replaces.
    pub replaces: Option<KycDocumentId>,
    /// The kind of paper of an identity proof, once chosen.
    pub paper: Option<IdentityPaper>,
    /// Pages in order, removed ones in their old places.
    pub pages: Vec<DraftPage>,
    /// When it was begun.
    pub created_at: UnixSeconds,
    /// When it was last changed.
    pub changed_at: UnixSeconds,
}

model::debug_only!(Draft { id, changed_at });

/// Stores the draft as it is, pages included.
///
/// # Errors
/// If the database fails.
pub fn save(tx: &Transaction<'_>, draft: &Draft) -> Result<(), Error> {
    tx.prepare_cached(
        "INSERT INTO draft (id, user_id, document_type, tag, replaces, paper, created_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, document_type = excluded.document_type,
             tag = excluded.tag, replaces = excluded.replaces, paper = excluded.paper,
             changed_at = excluded.changed_at",
    )?
    .execute(params![
        draft.id.as_str(),
        draft.user.as_ref().map(UserId::as_str),
        draft.kind.as_ref().map(KycDocumentType::as_str),
        draft.tag,
        draft.replaces.as_ref().map(KycDocumentId::as_str),
        draft.paper.as_ref().map(IdentityPaper::as_str),
        draft.created_at.0,
        draft.changed_at.0,
    ])?;
    tx.prepare_cached("DELETE FROM draft_page WHERE draft_id = ?1")?.execute([draft.id.as_str()])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO draft_page (draft_id, position, id, path, file_name, size, hash, recipe, place, page_size,
             removed, summary)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for (position, DraftPage { page, removed, summary }) in draft.pages.iter().enumerate() {
        let mut values: Vec<rusqlite::types::Value> =
            vec![draft.id.as_str().to_owned().into(), (position as i64).into()];
        values.extend(page_values(page));
        values.extend([i64::from(*removed).into(), summary.clone().into()]);
        insert.execute(rusqlite::params_from_iter(values))?;
    }
    Ok(())
}

/// Every draft, last changed first.
///
/// # Errors
/// If the database fails or a value cannot be read.
pub fn list(tx: &Transaction<'_>) -> Result<Vec<Draft>, Error> {
    let mut statement = tx.prepare_cached("SELECT id FROM draft ORDER BY changed_at DESC, id")?;
    let ids: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    ids.into_iter().map(|id| get(tx, &DraftId::new(id))).collect()
}

/// One draft.
///
/// # Errors
/// [`Error::NotFound`], or if the database fails or a value cannot be read.
pub fn get(tx: &Transaction<'_>, id: &DraftId) -> Result<Draft, Error> {
    let found = tx
        .prepare_cached(
            "SELECT user_id, document_type, tag, replaces, paper, created_at, changed_at FROM draft WHERE id = ?1",
        )?
        .query_row([id.as_str()], |row| {
            Ok(Draft {
                id: id.clone(),
                user: row.get::<_, Option<String>>(0)?.map(UserId::new),
                kind: row.get::<_, Option<String>>(1)?.map(KycDocumentType::from),
                tag: row.get(2)?,
                replaces: row.get::<_, Option<String>>(3)?.map(KycDocumentId::new),
                paper: row.get::<_, Option<String>>(4)?.map(IdentityPaper::from),
                pages: Vec::new(),
                created_at: UnixSeconds(row.get(5)?),
                changed_at: UnixSeconds(row.get(6)?),
            })
        });
    let mut draft = match found {
        Ok(draft) => draft,
        Err(rusqlite::Error::QueryReturnedNoRows) => return Err(Error::NotFound { what: "draft" }),
        Err(error) => return Err(error.into()),
    };
    let mut statement = tx.prepare_cached(
        "SELECT id, path, file_name, size, hash, recipe, place, page_size, removed, summary
         FROM draft_page WHERE draft_id = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([id.as_str()])?;
    while let Some(row) = rows.next()? {
        draft.pages.push(DraftPage { page: read_page(row)?, removed: row.get(8)?, summary: row.get(9)? });
    }
    Ok(draft)
}

/// Deletes a draft; one that is not there is no error.
///
/// # Errors
/// If the database fails.
pub fn delete(tx: &Transaction<'_>, id: &DraftId) -> Result<(), Error> {
    tx.prepare_cached("DELETE FROM draft WHERE id = ?1")?.execute([id.as_str()])?;
    Ok(())
}

/// Reads the page columns, in the order `id, path, file_name, size, hash, recipe, place, page_size`.
pub(crate) fn read_page(row: &rusqlite::Row<'_>) -> Result<Page, Error> {
    let place: String = row.get(6)?;
    Ok(Page {
        id: PageId::new(row.get::<_, String>(0)?),
        path: path_bytes::decode(row.get_ref(1)?.as_blob().map_err(|_| Error::Unreadable { column: "page.path" })?),
        file_name: row.get(2)?,
        size: row.get::<_, i64>(3)?.unsigned_abs(),
        hash: row.get(4)?,
        recipe: row.get(5)?,
        place: Place::parse(&place).ok_or(Error::Unreadable { column: "page.place" })?,
        page_size: row.get::<_, Option<i64>>(7)?.map(i64::unsigned_abs),
    })
}

/// The page columns as stored; in the order of [`read_page`].
pub(crate) fn page_values(page: &Page) -> [rusqlite::types::Value; 8] {
    [
        page.id.as_str().to_owned().into(),
        path_bytes::encode(&page.path).into(),
        page.file_name.clone().into(),
        (page.size as i64).into(),
        page.hash.to_vec().into(),
        page.recipe.clone().into(),
        page.place.as_str().to_owned().into(),
        page.page_size.map(|size| size as i64).into(),
    ]
}
