//! Commands: lists of every area.

use engine::Host;
use ipc::lists::{AddUp, Count, FindObjects, GetCopiedId, GetObject, List, LookUp, StopCount};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn list(call: Call<List>) -> Response {
    call.answer(Host::list).await
}

#[tauri::command]
pub(crate) async fn count(call: Call<Count>) -> Response {
    call.answer(Host::count).await
}

#[tauri::command]
pub(crate) async fn stop_count(call: Call<StopCount>) -> Response {
    call.answer(Host::stop_count).await
}

#[tauri::command]
pub(crate) async fn add_up(call: Call<AddUp>) -> Response {
    call.answer(Host::add_up).await
}

#[tauri::command]
pub(crate) async fn find_objects(call: Call<FindObjects>) -> Response {
    call.answer(Host::find_objects).await
}

#[tauri::command]
pub(crate) async fn get_object(call: Call<GetObject>) -> Response {
    call.answer(Host::get_object).await
}

#[tauri::command]
pub(crate) async fn look_up(call: Call<LookUp>) -> Response {
    call.answer(Host::look_up).await
}

#[tauri::command]
pub(crate) async fn get_copied_id(call: Call<GetCopiedId>) -> Response {
    call.answer(Host::get_copied_id).await
}
