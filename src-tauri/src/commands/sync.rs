//! Commands: sync.

use engine::Host;
use ipc::sync::{GetSyncStatus, PauseSync, SyncNow};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn get_sync_status(call: Call<GetSyncStatus>) -> Response {
    call.answer(Host::get_sync_status).await
}

#[tauri::command]
pub(crate) async fn sync_now(call: Call<SyncNow>) -> Response {
    call.answer(Host::sync_now).await
}

#[tauri::command]
pub(crate) async fn pause_sync(call: Call<PauseSync>) -> Response {
    call.answer(Host::pause_sync).await
}
