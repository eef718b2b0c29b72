//! Commands: session.

use engine::Host;
use ipc::session::{GetSession, Lock, Mark, SetTheme, Touch, Unlock};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn get_session(call: Call<GetSession>) -> Response {
    call.answer(Host::get_session).await
}

#[tauri::command]
pub(crate) async fn set_theme(call: Call<SetTheme>) -> Response {
    call.answer(Host::set_theme).await
}

#[tauri::command]
pub(crate) async fn lock(call: Call<Lock>) -> Response {
    call.answer(Host::lock).await
}

#[tauri::command]
pub(crate) async fn unlock(call: Call<Unlock>) -> Response {
    call.answer(Host::unlock).await
}

#[tauri::command]
pub(crate) async fn touch(call: Call<Touch>) -> Response {
    call.answer(Host::touch).await
}

#[tauri::command]
pub(crate) async fn mark(call: Call<Mark>) -> Response {
    call.answer(Host::mark).await
}
