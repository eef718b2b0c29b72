//! Pages of a draft: taking files, looking at them in the background, turning, moving, showing.

use std::{path::PathBuf, sync::Arc, time::Duration};

use ipc::{
    Bytes, Changed, Code, Event, Failure,
    uploads::{PreviewPage, RefusedFile, Which},
};
use journal::drafts::{self as rows, Draft, DraftPage, Page};
use kyc::Recipe;
use model::PageId;
use zeroize::Zeroizing;

use super::{
    check::{self, Summary},
    intake::{self, Refused, Taken},
};
use crate::{engine::Engine, host::blocking};

/// The bytes of a file while it is looked at.
pub(super) type Content = Arc<Zeroizing<Vec<u8>>>;

/// Longest time a preview may take: a PDF can be made to draw for ever, and cannot be interrupted.
const LONGEST_PREVIEW: Duration = Duration::from_secs(20);
/// Longest edge of a preview.
const LARGEST_PREVIEW: u32 = 2_400;

impl Engine {
    /// Reads files away from the executor; what cannot be taken comes back with the reason.
    pub(super) async fn take_files(
        &self,
        paths: Vec<PathBuf>,
        room: usize,
    ) -> Result<(Vec<(DraftPage, Content)>, Vec<RefusedFile>), Failure> {
        let ids: Vec<PageId> = paths.iter().map(|_| PageId::new(self.parts.ids.id("page"))).collect();
        blocking(move || {
            let (mut taken, mut refused) = (Vec::new(), Vec::new());
            for (path, id) in paths.into_iter().zip(ids) {
                let file = if taken.len() < room { intake::take(&path) } else { Err(Refused::TooMany) };
                match file {
                    Ok(file) => taken.push(page_of(file, id)),
                    Err(reason) => refused.push(reason.shown(&path)),
                }
            }
            Ok((taken, refused))
        })
        .await
    }

    /// Starts the look at every page that was not looked at to the end: after a change of the rules, or a restart.
    pub(super) fn look_at_unfinished(&self, draft: &Draft) {
        for page in draft.pages.iter().filter(|page| !page.removed && Summary::read(page).checking) {
            self.look(draft, &page.page.id, None);
        }
    }

    /// Looks at a page in the background and stores what was found, unless it was changed or taken out meanwhile.
    pub(super) fn look(&self, draft: &Draft, page: &PageId, content: Option<Content>) {
        let Some(row) = draft.pages.iter().find(|known| known.page.id == *page).cloned() else { return };
        let rules = draft.kind.as_ref().map_or_else(super::view::lenient_rules, model::file_rules);
        let (parts, looks, draft) = (self.parts.clone(), Arc::clone(&self.drafts.looks), draft.id.clone());
        tokio::spawn(async move {
            let Ok(_permit) = looks.acquire_owned().await else { return };
            let before = Summary::read(&row);
            let looked_at = row.clone();
            let looked = blocking(move || {
                let content = match content {
                    Some(content) => Ok(content),
                    None => reread(&looked_at.page),
                };
                let before = Summary::read(&looked_at);
                Ok(match content {
                    Ok(content) => check::look(&looked_at.page, &content, &before, &rules),
                    Err(code) => {
                        check::Looked { summary: before.unusable(code), recipe: String::new(), page_size: None }
                    }
                })
            })
            .await;
            let Ok(looked) = looked else { return };
            let page = row.page.id.clone();
            let stored = parts
                .journal
                .write(move |tx| {
                    let mut draft = match rows::get(tx, &draft) {
                        Err(journal::Error::NotFound { .. }) => return Ok(false),
                        other => other?,
                    };
                    let Some(row) = draft.pages.iter_mut().find(|known| known.page.id == page) else {
                        return Ok(false);
                    };
                    let now = Summary::read(row);
                    if now.revision != before.revision || now.quarters != before.quarters {
                        return Ok(false);
                    }
                    row.summary = looked.summary.text();
                    row.page.recipe = looked.recipe;
                    row.page.page_size = looked.page_size;
                    rows::save(tx, &draft)?;
                    Ok::<_, journal::Error>(true)
                })
                .await;
            match stored {
                Ok(true) => parts.events.emit(Event::Changed { what: Changed::Drafts }),
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "what was found about a page could not be stored"),
            }
        });
    }

    /// A picture of a page, made in memory.
    pub(crate) async fn preview_page(&self, args: PreviewPage) -> Result<Bytes, Failure> {
        let PreviewPage { draft, page, which, edge } = args;
        let draft = self.journal_read(move |tx| rows::get(tx, &draft)).await?;
        let row = draft.pages.into_iter().find(|known| known.page.id == page);
        let row = row.ok_or_else(|| Failure::new(Code::NotFound))?;
        let edge = edge.clamp(16, LARGEST_PREVIEW);
        let drawn = blocking(move || {
            let content = reread(&row.page).map_err(|_| Failure::new(Code::NotFound))?;
            let recipe = row.page.recipe.parse::<Recipe>().unwrap_or_else(|_| as_received(&row));
            let which = match which {
                Which::Received => kyc::Which::Received,
                Which::Sent => kyc::Which::Sent,
            };
            let preview = kyc::preview(&content, &recipe, edge, which).map_err(|_| Failure::new(Code::NotNow))?;
            Ok(Bytes(preview.bytes.to_vec()))
        });
        tokio::time::timeout(LONGEST_PREVIEW, drawn).await.unwrap_or_else(|_| Err(Failure::new(Code::TimedOut)))
    }
}

/// A page that cannot be sent has no recipe; it is shown as it came, with the person's turns.
fn as_received(row: &DraftPage) -> Recipe {
    Recipe { choice: Summary::read(row).choice(), encoding: kyc::Encoding::Keep, long_edge: None }
}

fn page_of(taken: Taken, id: PageId) -> (DraftPage, Content) {
    let page = Page {
        id,
        path: taken.path,
        file_name: taken.file_name,
        size: taken.bytes.len() as u64,
        hash: taken.hash,
        recipe: String::new(),
        place: taken.place,
        page_size: None,
    };
    let summary = Summary::unfinished(page.size).text();
    (DraftPage { page, removed: false, summary }, Arc::new(taken.bytes))
}

/// Reads a file again; the finding's code if it is not what it was.
fn reread(page: &Page) -> Result<Content, &'static str> {
    let taken = intake::take(&page.path).map_err(|_| "file-missing")?;
    if taken.hash != page.hash {
        return Err("file-changed");
    }
    Ok(Arc::new(taken.bytes))
}

/// What was found no longer holds.
pub(super) fn forget_look(row: &mut DraftPage) {
    let summary = Summary { checking: true, ..Summary::read(row) };
    let summary = Summary { revision: summary.revision + 1, ..summary };
    row.summary = summary.text();
}

/// Undoes what is mended by itself, or mends it again.
pub(super) fn set_mended(row: &mut DraftPage, mended: bool) -> Result<(), journal::Error> {
    forget_look(row);
    row.summary = Summary { undone: !mended, ..Summary::read(row) }.text();
    Ok(())
}

pub(super) fn turn(row: &mut DraftPage, quarters: i8) -> Result<(), journal::Error> {
    let before = Summary::read(row);
    let turned = (i32::from(before.quarters) + i32::from(quarters)).rem_euclid(4);
    forget_look(row);
    let mut summary = Summary::read(row);
    summary.quarters = u8::try_from(turned).unwrap_or_default();
    row.summary = summary.text();
    Ok(())
}

/// Moves a page to the place `to` among those that are shown.
pub(super) fn move_to(pages: &mut Vec<DraftPage>, page: &PageId, to: u32) -> Result<(), journal::Error> {
    let from = pages.iter().position(|row| row.page.id == *page).ok_or(journal::Error::NotFound { what: "page" })?;
    let row = pages.remove(from);
    let shown: Vec<usize> = (0..pages.len()).filter(|at| !pages[*at].removed).collect();
    let at = usize::try_from(to).ok().and_then(|to| shown.get(to).copied()).unwrap_or(pages.len());
    pages.insert(at, row);
    Ok(())
}

/// Adds pages at the end, or the first of them in the place of another.
pub(super) fn add(pages: &mut Vec<DraftPage>, mut new: Vec<DraftPage>, instead_of: Option<&PageId>) {
    let place = instead_of.and_then(|page| pages.iter().position(|row| row.page.id == *page));
    if let Some(at) = place
        && !new.is_empty()
    {
        pages[at] = new.remove(0);
    }
    pages.extend(new);
}
