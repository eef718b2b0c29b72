//! Commands: schedules of reports.

use engine::Host;
use ipc::schedules::{ActOnSchedule, ListSchedules};
use tauri::ipc::Response;

use crate::call::Call;

#[tauri::command]
pub(crate) async fn list_schedules(call: Call<ListSchedules>) -> Response {
    call.answer(Host::list_schedules).await
}

#[tauri::command]
pub(crate) async fn act_on_schedule(call: Call<ActOnSchedule>) -> Response {
    call.answer(Host::act_on_schedule).await
}
