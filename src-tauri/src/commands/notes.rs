//! Commands: notes.

use engine::Host;
use ipc::notes::{DeleteNote, ListNotes, WriteNote};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn list_notes(call: Call<ListNotes>) -> Response {
    call.answer(Host::list_notes).await
}

#[tauri::command]
pub(crate) async fn write_note(call: Call<WriteNote>) -> Response {
    call.answer(Host::write_note).await
}

#[tauri::command]
pub(crate) async fn delete_note(call: Call<DeleteNote>) -> Response {
    call.answer(Host::delete_note).await
}
