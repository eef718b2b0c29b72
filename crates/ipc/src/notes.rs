//! Notes about users and documents: local, never sent.

use model::{KycDocumentId, NoteId, UserId};
use serde::{Deserialize, Serialize};

/// What notes are about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "about")]
pub enum NoteSubject {
    /// A user.
    User {
        /// Which.
        id: UserId,
    },
    /// A KYC document.
    Document {
        /// Which.
        id: KycDocumentId,
    },
}

impl NoteSubject {
    /// Most characters of a note.
    pub const LONGEST: usize = 2_000;
}

/// A note.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The note.
    pub id: NoteId,
    /// What was written.
    pub text: String,
    /// When, Unix seconds.
    pub written_at: i64,
    /// When it was last changed, if it was, Unix seconds.
    pub changed_at: Option<i64>,
}

model::debug_only!(Note { id, written_at });

/// Asks for the notes about something, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListNotes {
    /// What they are about.
    pub about: NoteSubject,
}

/// Writes a note, or puts other words in one; gives all notes about the same.
#[derive(Clone, Serialize, Deserialize)]
pub struct WriteNote {
    /// What it is about.
    pub about: NoteSubject,
    /// The note to change; `None` writes a new one.
    pub note: Option<NoteId>,
    /// Its words: not empty, at most [`NoteSubject::LONGEST`] characters.
    pub text: String,
}

model::debug_only!(WriteNote { about, note });

/// Deletes a note; gives those that are left.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteNote {
    /// What it is about.
    pub about: NoteSubject,
    /// The note.
    pub note: NoteId,
}
