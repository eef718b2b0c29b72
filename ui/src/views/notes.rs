//! Notes about a user or a document: read, written, changed, deleted. They stay on this computer.

use ipc::notes::{DeleteNote, ListNotes, Note, NoteSubject, WriteNote};
use leptos::prelude::*;
use model::NoteId;

use crate::{
    api,
    components::{Button, ButtonKind, Field, NoteCard, Row, Stack, TextArea, Toasts, toasts},
    hooks::{Asked, Mutation, use_ask, use_mutation},
    present::failure,
    session::desk,
};

/// Whose words are being written.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Writing {
    Nothing,
    New,
    Change(NoteId),
}

/// The notes about what is in view, and what is being written there.
#[derive(Clone, Copy)]
pub struct Notes {
    about: Signal<Option<NoteSubject>>,
    asked: Asked<Vec<Note>>,
    writing: RwSignal<Writing>,
    text: RwSignal<String>,
    saving: Mutation,
    deleting: Mutation,
    toasts: Toasts,
}

/// The notes about a subject that may change.
pub fn use_notes(about: Signal<Option<NoteSubject>>) -> Notes {
    let asked = use_ask(move || about.get().map(|about| api::call(ListNotes { about })));
    let writing = RwSignal::new(Writing::Nothing);
    let text = RwSignal::new(String::new());
    Effect::new(move |before: Option<Option<NoteSubject>>| {
        // What was not saved belongs to what was in view.
        let now = about.get();
        if before.is_some_and(|before| before != now) {
            writing.set(Writing::Nothing);
        }
        now
    });
    Notes { about, asked, writing, text, saving: use_mutation(), deleting: use_mutation().toasting(), toasts: toasts() }
}

impl Notes {
    /// Begins a new note.
    pub fn begin(self) {
        if self.writing.get_untracked() != Writing::New {
            self.open(Writing::New, String::new());
        }
    }

    /// Whether there is anything to show.
    pub fn any(self) -> bool {
        self.writing.with(|writing| *writing != Writing::Nothing)
            || self.asked.data.with(|notes| notes.value().is_some_and(|notes| !notes.is_empty()))
    }

    fn open(self, writing: Writing, text: String) {
        self.saving.failure.set(None);
        self.text.set(text);
        self.writing.set(writing);
    }

    fn took(self, notes: Vec<Note>) {
        self.asked.data.try_set(crate::present::Loadable::Ready(notes));
    }

    fn save(self) {
        let note = match self.writing.get_untracked() {
            Writing::Nothing => return,
            Writing::New => None,
            Writing::Change(note) => Some(note),
        };
        if let Some(about) = self.about.get_untracked() {
            let text = self.text.get_untracked();
            self.saving.run(WriteNote { about, note, text }, move |notes| {
                self.writing.try_set(Writing::Nothing);
                self.took(notes);
            });
        }
    }

    fn delete(self, note: &Note) {
        let Some(about) = self.about.get_untracked() else { return };
        let (toasts, text) = (self.toasts, note.text.clone());
        self.deleting.run(DeleteNote { about: about.clone(), note: note.id.clone() }, move |notes| {
            self.took(notes);
            let again = WriteNote { about, note: None, text };
            let undo = Callback::new(move |()| self.deleting.run(again.clone(), move |notes| self.took(notes)));
            toasts.offer(l10n::text("note-deleted"), l10n::text("undo"), undo);
        });
    }
}

/// The notes, newest first, below the one being written.
#[component]
pub fn NoteList(notes: Notes) -> impl IntoView {
    let calendar = desk().calendar_now();
    let composer = move || {
        let error = Signal::derive(move || {
            let failed = notes.saving.failure.get()?;
            Some(failure::field(&failed, "text").unwrap_or_else(|| {
                let (what, to_do) = failure::words(&failed);
                format!("{what} {to_do}")
            }))
        });
        view! {
            <Stack top=1>
                <Field label=l10n::text("note-label") hint=l10n::text("note-hint") error=error>
                    <TextArea
                        value=notes.text
                        test_id="note-text"
                        on_done=move |()| notes.save()
                        on_cancel=move |()| notes.writing.set(Writing::Nothing)
                    />
                </Field>
                <Row top=2>
                    <Button small=true kind=ButtonKind::Primary label=l10n::text("note-save") keys="Ctrl ↵" busy=notes.saving.busy test_id="note-save" on_press=move |()| notes.save() />
                    <Button small=true label=l10n::text("cancel") on_press=move |()| notes.writing.set(Writing::Nothing) />
                </Row>
            </Stack>
        }
    };
    let card = move |note: Note| {
        let when = match note.changed_at {
            Some(at) => l10n::text_with("note-changed", &[("moment", calendar.moment(at).into())]),
            None => calendar.moment(note.written_at),
        };
        let note = StoredValue::new(note);
        view! {
            <NoteCard
                text=note.with_value(|note| note.text.clone())
                when=when
                on_change=move |()| notes.open(note.with_value(|note| Writing::Change(note.id.clone())), note.with_value(|note| note.text.clone()))
                on_delete=move |()| note.with_value(|note| notes.delete(note))
            />
        }
    };
    let shown = move || {
        let changing = match notes.writing.get() {
            Writing::Change(note) => Some(note),
            Writing::Nothing | Writing::New => None,
        };
        let others = |note: &&Note| changing.as_ref() != Some(&note.id);
        notes.asked.data.with(|all| all.value().map(|all| all.iter().filter(others).cloned().map(&card).collect_view()))
    };
    let writes = Memo::new(move |_| notes.writing.with(|writing| *writing != Writing::Nothing));
    view! {
        {move || writes.get().then(composer)}
        {shown}
    }
}
