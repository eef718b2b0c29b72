use model::{Area, DropHandle};
use serde::{Deserialize, Serialize};

use crate::uploads::DroppedFile;

/// A fact about the world, told through the channel of [`Subscribe`](crate::session::Subscribe).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    /// What the interface shows may have changed: ask again.
    Changed {
        /// What.
        what: Changed,
    },
    /// The session changed (opened, locked, unlocked, key refused): ask again.
    SessionChanged,
    /// The window will lock itself in so many seconds unless somebody is there.
    LockWarning {
        /// Seconds left.
        seconds: u32,
    },
    /// Files are held over the window.
    DragEntered {
        /// How many.
        files: u32,
        /// What they are called; their sizes are not read yet. Empty while the window is locked.
        #[serde(default)]
        named: Vec<DroppedFile>,
    },
    /// The sizes of the files held over the window, once the disk has told them.
    DragMeasured {
        /// The same files, in the same order.
        named: Vec<DroppedFile>,
    },
    /// They left, or were dropped.
    DragLeft,
    /// Files were dropped. The backend holds the paths; the interface gets a handle and names.
    Dropped {
        /// The handle to pass to `AddDropped`.
        handle: DropHandle,
        /// Names and sizes.
        files: Vec<DroppedFile>,
    },
    /// What was dropped holds no files (text, a picture from a web page).
    DroppedNothing,
    /// How far an export is; told to the window that asked for it.
    Exporting {
        /// Its ticket.
        ticket: u64,
        /// Rows written.
        rows: u64,
        /// Rows in all.
        total: u64,
    },
}

/// What may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// Rows of a list.
    Rows(Area),
    /// An item of the outbox, or its progress.
    Outbox,
    /// A draft.
    Drafts,
    /// Sync state, connection, rate budget.
    Sync,
    /// Which columns a list shows, or a view of one's own.
    Tables,
}
