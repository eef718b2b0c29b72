//! Commands: session.

use engine::Host;
use ipc::{
    Code, Failure,
    session::{GetSession, Lock, Mark, SetTheme, Subscribe, Touch, Unlock},
};
use tauri::{Runtime, Webview, ipc::Response};

use crate::{call::Call, windows::Listeners};

/// The one command that ends in the shell: channels are the shell's way to its windows.
#[tauri::command]
pub(crate) async fn subscribe<R: Runtime>(webview: Webview<R>, call: Call<Subscribe>) -> Response {
    call.answer(|host, caller, asked| async move {
        Listeners::add(&webview, &asked.channel).map_err(|_| Failure::new(Code::Malformed))?;
        host.get_session(caller, GetSession {}).await
    })
    .await
}

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
