//! Commands: uploads.

use engine::Host;
use ipc::uploads::{
    AddDropped, DiscardDraft, ListDrafts, MovePage, OpenDraft, PickFiles, PreviewPage, RemovePage, RestorePage,
    SetFixes, SetPaper, SetTarget, SubmitDraft, TurnPage,
};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn open_draft(call: Call<OpenDraft>) -> Response {
    call.answer(Host::open_draft).await
}

#[tauri::command]
pub(crate) async fn list_drafts(call: Call<ListDrafts>) -> Response {
    call.answer(Host::list_drafts).await
}

#[tauri::command]
pub(crate) async fn add_dropped(call: Call<AddDropped>) -> Response {
    call.answer(Host::add_dropped).await
}

#[tauri::command]
pub(crate) async fn pick_files(call: Call<PickFiles>) -> Response {
    call.answer(Host::pick_files).await
}

#[tauri::command]
pub(crate) async fn set_target(call: Call<SetTarget>) -> Response {
    call.answer(Host::set_target).await
}

#[tauri::command]
pub(crate) async fn set_paper(call: Call<SetPaper>) -> Response {
    call.answer(Host::set_paper).await
}

#[tauri::command]
pub(crate) async fn set_fixes(call: Call<SetFixes>) -> Response {
    call.answer(Host::set_fixes).await
}

#[tauri::command]
pub(crate) async fn turn_page(call: Call<TurnPage>) -> Response {
    call.answer(Host::turn_page).await
}

#[tauri::command]
pub(crate) async fn move_page(call: Call<MovePage>) -> Response {
    call.answer(Host::move_page).await
}

#[tauri::command]
pub(crate) async fn remove_page(call: Call<RemovePage>) -> Response {
    call.answer(Host::remove_page).await
}

#[tauri::command]
pub(crate) async fn restore_page(call: Call<RestorePage>) -> Response {
    call.answer(Host::restore_page).await
}

#[tauri::command]
pub(crate) async fn preview_page(call: Call<PreviewPage>) -> Response {
    call.answer_bytes(Host::preview_page).await
}

#[tauri::command]
pub(crate) async fn discard_draft(call: Call<DiscardDraft>) -> Response {
    call.answer(Host::discard_draft).await
}

#[tauri::command]
pub(crate) async fn submit_draft(call: Call<SubmitDraft>) -> Response {
    call.answer(Host::submit_draft).await
}
