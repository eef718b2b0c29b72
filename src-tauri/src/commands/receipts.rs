//! Commands: receipts.

use engine::Host;
use ipc::receipts::SaveReceipt;
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn save_receipt(call: Call<SaveReceipt>) -> Response {
    call.answer(Host::save_receipt).await
}
