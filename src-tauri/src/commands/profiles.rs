//! Commands: profiles.

use engine::Host;
use ipc::profiles::{CheckConnection, CreateProfile, ListProfiles, OpenProfile, SetReadOnly, WipeLocalCopy};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn list_profiles(call: Call<ListProfiles>) -> Response {
    call.answer(Host::list_profiles).await
}

#[tauri::command]
pub(crate) async fn check_connection(call: Call<CheckConnection>) -> Response {
    call.answer(Host::check_connection).await
}

#[tauri::command]
pub(crate) async fn create_profile(call: Call<CreateProfile>) -> Response {
    call.answer(Host::create_profile).await
}

#[tauri::command]
pub(crate) async fn open_profile(call: Call<OpenProfile>) -> Response {
    call.answer(Host::open_profile).await
}

#[tauri::command]
pub(crate) async fn set_read_only(call: Call<SetReadOnly>) -> Response {
    call.answer(Host::set_read_only).await
}

#[tauri::command]
pub(crate) async fn wipe_local_copy(call: Call<WipeLocalCopy>) -> Response {
    call.answer(Host::wipe_local_copy).await
}
