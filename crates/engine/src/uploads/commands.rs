//! The commands of the outbox.

use std::path::PathBuf;

use ipc::{
    Code, Failure, Nothing, Reply,
    outbox::{ActOnItem, ItemAction, ListOutbox, OutboxItem, SetUploadsWhileLocked},
};
use journal::outbox::{self, Item};
use model::{OutboxId, PageId};

use super::{Uploads, machine::PersonAct, view};
use crate::{drafts::intake, engine::Engine, failure, host::hold};

impl Engine {
    pub(crate) async fn list_outbox(&self, _: ListOutbox) -> Reply<ListOutbox> {
        let mut shown = Vec::new();
        for item in self.uploads.items(outbox::list).await? {
            shown.push(self.uploads.shown(item).await?);
        }
        Ok(view::outbox(shown, self.uploads.while_locked().await?))
    }

    pub(crate) async fn set_uploads_while_locked(&self, args: SetUploadsWhileLocked) -> Reply<SetUploadsWhileLocked> {
        self.uploads.set_while_locked(args.allowed).await?;
        Ok(Nothing {})
    }

    /// Does something with an item; locating a file is [`Engine::locate_file`].
    pub(crate) async fn act_on_item(&self, args: ActOnItem) -> Result<(), Failure> {
        let act = match args.action {
            ItemAction::Pause => PersonAct::Pause,
            ItemAction::Resume => PersonAct::Resume,
            ItemAction::Cancel => PersonAct::Cancel,
            ItemAction::Retry => PersonAct::Retry,
            ItemAction::Adopt { document } => PersonAct::Adopt { document },
            ItemAction::Dismiss => PersonAct::Dismiss,
            ItemAction::LocateFile { .. } => return Err(Failure::new(Code::Malformed)),
        };
        self.uploads.act(&args.item, act).await
    }

    /// Takes a file in the place of a page's missing one, if it is the same file.
    pub(crate) async fn locate_file(&self, item: &OutboxId, page: &PageId, path: PathBuf) -> Result<(), Failure> {
        self.uploads.locate_file(item, page, path).await
    }
}

impl Uploads {
    /// Takes a file in the place of a page's missing one.
    ///
    /// # Errors
    /// [`Code::DifferentFile`] if its content is not the same; [`Code::NotNow`] if no file of the item is missing.
    pub async fn locate_file(&self, item: &OutboxId, page: &PageId, path: PathBuf) -> Result<(), Failure> {
        let id = item.clone();
        let stored = self
            .shared
            .parts
            .journal
            .read(move |tx| outbox::get(tx, &id))
            .await
            .map_err(|error: journal::Error| super::StoreError::Journal(error).shown())?;
        let found = stored.pages.iter().zip(0_u32..).find(|(stored, _)| stored.id == *page);
        let (hash, index) =
            found.map(|(page, index)| (page.hash, index)).ok_or_else(|| Failure::new(Code::NotFound))?;
        let taken = tokio::task::spawn_blocking(move || intake::take(&path)).await;
        let taken = taken.map_err(|error| failure::internal(&error))?;
        let taken = taken.map_err(|refused| Failure::new(Code::DifferentFile).with("why", refused.name()))?;
        if taken.hash != hash {
            return Err(Failure::new(Code::DifferentFile));
        }
        let act = PersonAct::Locate {
            page: index,
            path: taken.path.clone(),
            file_name: taken.file_name.clone(),
            place: taken.place,
        };
        self.act(item, act).await
    }

    /// An item as it is shown.
    pub(super) async fn shown(&self, item: Item) -> Result<OutboxItem, Failure> {
        let user = self.shared.parts.cache.user(item.user.clone()).await.map_err(|error| failure::cache(&error))?;
        let stuck = hold(&self.shared.stuck).clone();
        let progress = hold(&self.shared.progress);
        Ok(view::item(&item, user.and_then(|user| user.name), &progress, stuck.as_ref()))
    }
}
