//! Commands: sync.

use engine::Host;
use ipc::sync::{
    GetCoverage, GetSyncPlan, GetSyncStatus, GetWalletCoverage, OpenStatusPage, PauseSync, SetSyncShare, SyncNow,
};
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

#[tauri::command]
pub(crate) async fn set_sync_share(call: Call<SetSyncShare>) -> Response {
    call.answer(Host::set_sync_share).await
}

#[tauri::command]
pub(crate) async fn get_sync_plan(call: Call<GetSyncPlan>) -> Response {
    call.answer(Host::get_sync_plan).await
}

#[tauri::command]
pub(crate) async fn get_coverage(call: Call<GetCoverage>) -> Response {
    call.answer(Host::get_coverage).await
}

#[tauri::command]
pub(crate) async fn get_wallet_coverage(call: Call<GetWalletCoverage>) -> Response {
    call.answer(Host::get_wallet_coverage).await
}

#[tauri::command]
pub(crate) async fn open_status_page(call: Call<OpenStatusPage>) -> Response {
    call.answer(Host::open_status_page).await
}
