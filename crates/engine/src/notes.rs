//! Notes about users and documents. They are local; who wrote, changed or deleted one is in the audit chain, its words
//! are not.

use ipc::{
    Code, Failure, Reply,
    notes::{DeleteNote, ListNotes, Note, NoteSubject, WriteNote},
};
use journal::{
    audit,
    notes::{self as rows, Subject},
};
use model::NoteId;

use crate::{
    engine::{Engine, fact},
    failure,
};

impl Engine {
    pub(crate) async fn list_notes(&self, args: ListNotes) -> Reply<ListNotes> {
        let subject = subject(&args.about);
        let notes = self.parts.journal.read(move |tx| rows::about(tx, &subject)).await;
        notes.map(shown).map_err(|error| failure::journal(&error))
    }

    pub(crate) async fn write_note(&self, args: WriteNote) -> Reply<WriteNote> {
        let text = args.text.trim().to_owned();
        if text.is_empty() || text.chars().count() > NoteSubject::LONGEST {
            return Err(Failure::new(Code::BadValue).with("max", NoteSubject::LONGEST).field("text", Code::BadValue));
        }
        let at = self.parts.clock.now();
        let new = NoteId::new(self.parts.ids.id("note"));
        self.change_notes(&args.about, if args.note.is_some() { "note.changed" } else { "note.written" }, {
            move |tx, subject| match &args.note {
                Some(note) => rows::change(tx, subject, note, &text, at),
                None => rows::add(tx, subject, &rows::Note { id: new, text, written_at: at, changed_at: None }),
            }
        })
        .await
    }

    pub(crate) async fn delete_note(&self, args: DeleteNote) -> Reply<DeleteNote> {
        let note = args.note;
        self.change_notes(&args.about, "note.deleted", move |tx, subject| rows::delete(tx, subject, &note)).await
    }

    /// Changes notes and records it, in one transaction; gives what there is now.
    async fn change_notes(
        &self,
        about: &NoteSubject,
        action: &'static str,
        change: impl FnOnce(&journal::Transaction<'_>, &Subject) -> Result<(), journal::Error> + Send + 'static,
    ) -> Result<Vec<Note>, Failure> {
        let subject = subject(about);
        let entry = fact(self.parts.clock.now(), action, subject.kind, &subject.id);
        let notes = self
            .parts
            .journal
            .write(move |tx| {
                change(tx, &subject)?;
                audit::append(tx, &entry)?;
                rows::about(tx, &subject)
            })
            .await;
        notes.map(shown).map_err(|error| match error {
            journal::Error::NotFound { .. } => Failure::new(Code::NotFound),
            other => failure::journal(&other),
        })
    }
}

fn subject(about: &NoteSubject) -> Subject {
    match about {
        NoteSubject::User { id } => Subject { kind: "user", id: id.to_string() },
        NoteSubject::Document { id } => Subject { kind: "kyc-document", id: id.to_string() },
    }
}

fn shown(notes: Vec<rows::Note>) -> Vec<Note> {
    let shown = |note: rows::Note| Note {
        id: note.id,
        text: note.text,
        written_at: note.written_at.0,
        changed_at: note.changed_at.map(|at| at.0),
    };
    notes.into_iter().map(shown).collect()
}
