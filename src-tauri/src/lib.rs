//! The shell: wires the engine to windows, menus and the system. It holds no rule of its own.
//!
//! What this crate does **not** do: no use case (those are in `engine`), no text for people (`l10n`), no call to the
//! API, no database.

mod browser;
mod call;
mod commands;
mod logging;
mod seams;
mod setup;
mod windows;

use std::process::ExitCode;

pub use setup::attach;

/// Starts the application and returns when its last window is closed.
pub fn run() -> ExitCode {
    logging::start();
    match setup::build(tauri::Builder::default()).build(tauri::generate_context!()) {
        Ok(app) => ExitCode::from(u8::try_from(app.run_return(setup::on_run_event)).unwrap_or(1)),
        Err(error) => {
            tracing::error!(%error, "the application could not start");
            ExitCode::FAILURE
        }
    }
}
