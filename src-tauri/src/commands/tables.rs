//! Commands: columns of lists, and views of one's own.

use engine::Host;
use ipc::tables::{AddView, ChangeView, ChooseColumns, DeleteView, GetTables, RestoreView};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn get_tables(call: Call<GetTables>) -> Response {
    call.answer(Host::get_tables).await
}

#[tauri::command]
pub(crate) async fn choose_columns(call: Call<ChooseColumns>) -> Response {
    call.answer(Host::choose_columns).await
}

#[tauri::command]
pub(crate) async fn add_view(call: Call<AddView>) -> Response {
    call.answer(Host::add_view).await
}

#[tauri::command]
pub(crate) async fn change_view(call: Call<ChangeView>) -> Response {
    call.answer(Host::change_view).await
}

#[tauri::command]
pub(crate) async fn delete_view(call: Call<DeleteView>) -> Response {
    call.answer(Host::delete_view).await
}

#[tauri::command]
pub(crate) async fn restore_view(call: Call<RestoreView>) -> Response {
    call.answer(Host::restore_view).await
}
