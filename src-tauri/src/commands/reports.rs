//! Commands: files of reports.

use engine::Host;
use ipc::reports::{DropReport, FetchReport, OpenReport, ReadReport};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn open_report(call: Call<OpenReport>) -> Response {
    call.answer(Host::open_report).await
}

#[tauri::command]
pub(crate) async fn fetch_report(call: Call<FetchReport>) -> Response {
    call.answer(Host::fetch_report).await
}

#[tauri::command]
pub(crate) async fn read_report(call: Call<ReadReport>) -> Response {
    call.answer(Host::read_report).await
}

#[tauri::command]
pub(crate) async fn drop_report(call: Call<DropReport>) -> Response {
    call.answer(Host::drop_report).await
}
