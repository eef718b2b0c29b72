//! Commands: users and their money.

use engine::Host;
use ipc::{
    emoney::OpenEMoney,
    users::{ListUsers, MakeUserLink, OpenUser},
    wallets::CheckWallet,
};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn list_users(call: Call<ListUsers>) -> Response {
    call.answer(Host::list_users).await
}

#[tauri::command]
pub(crate) async fn open_user(call: Call<OpenUser>) -> Response {
    call.answer(Host::open_user).await
}

#[tauri::command]
pub(crate) async fn make_user_link(call: Call<MakeUserLink>) -> Response {
    call.answer(Host::make_user_link).await
}

#[tauri::command]
pub(crate) async fn open_e_money(call: Call<OpenEMoney>) -> Response {
    call.answer(Host::open_e_money).await
}

#[tauri::command]
pub(crate) async fn check_wallet(call: Call<CheckWallet>) -> Response {
    call.answer(Host::check_wallet).await
}
