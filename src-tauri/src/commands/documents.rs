//! Commands: documents.

use engine::Host;
use ipc::documents::{CountRows, ListDocuments, OpenDocument};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn list_documents(call: Call<ListDocuments>) -> Response {
    call.answer(Host::list_documents).await
}

#[tauri::command]
pub(crate) async fn open_document(call: Call<OpenDocument>) -> Response {
    call.answer(Host::open_document).await
}

#[tauri::command]
pub(crate) async fn count_rows(call: Call<CountRows>) -> Response {
    call.answer(Host::count_rows).await
}
