//! Commands: lists as files.

use engine::Host;
use ipc::exports::{ExportList, StopExport};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn export_list(call: Call<ExportList>) -> Response {
    call.answer(Host::export_list).await
}

#[tauri::command]
pub(crate) async fn stop_export(call: Call<StopExport>) -> Response {
    call.answer(Host::stop_export).await
}
