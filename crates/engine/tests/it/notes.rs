//! Notes: written, changed, deleted, kept over a lock, and recorded without their words.

use std::sync::Arc;

use ipc::{
    Code,
    notes::{DeleteNote, ListNotes, Note, NoteSubject, WriteNote},
    session::{Lock, Unlock, UnlockWith},
};
use model::{KycDocumentId, NoteId, UserId};
use testkit::Desk;
use testkit::sandbox::World;

async fn write(desk: &Desk, about: &NoteSubject, note: Option<NoteId>, text: &str) -> Result<Vec<Note>, Code> {
    let args = WriteNote { about: about.clone(), note, text: text.to_owned() };
    Arc::clone(&desk.host).write_note(desk.window(), args).await.map_err(|failure| failure.code)
}

async fn notes(desk: &Desk, about: &NoteSubject) -> Vec<String> {
    let args = ListNotes { about: about.clone() };
    let notes = Arc::clone(&desk.host).list_notes(desk.window(), args).await.unwrap();
    notes.into_iter().map(|note| note.text).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_belong_to_one_subject_and_outlive_a_lock() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    let user = NoteSubject::User { id: UserId::new("user_m_1") };
    let document = NoteSubject::Document { id: KycDocumentId::new("user_m_1") };
    let first = write(&desk, &user, None, "  Called, sends a new photo.\n").await.unwrap();
    assert_eq!(first[0].text, "Called, sends a new photo.");
    desk.clock.advance(60);
    write(&desk, &user, None, "Second").await.unwrap();
    assert!(notes(&desk, &document).await.is_empty(), "the same id of another kind is something else");

    desk.clock.advance(60);
    let changed = write(&desk, &user, Some(first[0].id.clone()), "Called twice").await.unwrap();
    let texts: Vec<&str> = changed.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["Second", "Called twice"], "the newest first, a changed one in its place");
    assert_eq!(changed[1].changed_at, Some(changed[1].written_at + 120));

    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    assert_eq!(write(&desk, &user, None, "behind the lock").await, Err(Code::Locked));
    Arc::clone(&desk.host).unlock(desk.window(), Unlock { with: UnlockWith::KeyStore }).await.unwrap();
    assert_eq!(notes(&desk, &user).await, ["Second", "Called twice"]);

    let delete = DeleteNote { about: user.clone(), note: first[0].id.clone() };
    let left = Arc::clone(&desk.host).delete_note(desk.window(), delete.clone()).await.unwrap();
    assert_eq!(left.len(), 1);
    let gone = Arc::clone(&desk.host).delete_note(desk.window(), delete).await.map_err(|failure| failure.code);
    assert_eq!(gone, Err(Code::NotFound));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn empty_and_endless_notes_are_refused_at_their_field() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    let user = NoteSubject::User { id: UserId::new("user_m_1") };
    for text in [" \n ".to_owned(), "x".repeat(NoteSubject::LONGEST + 1)] {
        assert_eq!(write(&desk, &user, None, &text).await, Err(Code::BadValue));
    }
    assert!(write(&desk, &user, None, &"é".repeat(NoteSubject::LONGEST)).await.is_ok(), "characters count, not bytes");
    let other = NoteSubject::User { id: UserId::new("user_m_2") };
    let id = NoteId::new("note_of_somebody_else");
    assert_eq!(write(&desk, &other, Some(id), "x").await, Err(Code::NotFound));
}
