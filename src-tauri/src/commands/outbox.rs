//! Commands: outbox.

use engine::Host;
use ipc::outbox::{ActOnItem, ListOutbox};
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
