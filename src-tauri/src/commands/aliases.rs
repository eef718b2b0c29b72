//! Commands: banking aliases of wallets.

use engine::Host;
use ipc::aliases::OpenAliases;
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn open_aliases(call: Call<OpenAliases>) -> Response {
    call.answer(Host::open_aliases).await
}
