//! Commands: quotes of conversions.

use engine::Host;
use ipc::quotes::OpenQuote;
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn open_quote(call: Call<OpenQuote>) -> Response {
    call.answer(Host::open_quote).await
}
