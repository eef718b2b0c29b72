//! Commands: forms, and what is said about hooks.

use engine::Host;
use ipc::forms::{DropForm, GetHookAdvice, OpenForm, SendForm};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn open_form(call: Call<OpenForm>) -> Response {
    call.answer(Host::open_form).await
}

#[tauri::command]
pub(crate) async fn send_form(call: Call<SendForm>) -> Response {
    call.answer(Host::send_form).await
}

#[tauri::command]
pub(crate) async fn drop_form(call: Call<DropForm>) -> Response {
    call.answer(Host::drop_form).await
}

#[tauri::command]
pub(crate) async fn get_hook_advice(call: Call<GetHookAdvice>) -> Response {
    call.answer(Host::get_hook_advice).await
}
