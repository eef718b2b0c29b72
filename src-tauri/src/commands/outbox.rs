//! Commands: outbox.

use engine::Host;
use ipc::outbox::{ActOnItem, ListOutbox, SetUploadsWhileLocked};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn list_outbox(call: Call<ListOutbox>) -> Response {
    call.answer(Host::list_outbox).await
}

#[tauri::command]
pub(crate) async fn act_on_item(call: Call<ActOnItem>) -> Response {
    call.answer(Host::act_on_item).await
}

#[tauri::command]
pub(crate) async fn set_uploads_while_locked(call: Call<SetUploadsWhileLocked>) -> Response {
    call.answer(Host::set_uploads_while_locked).await
}
