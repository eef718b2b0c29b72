//! The system's browser, for the one page elsewhere that the application opens.

use std::time::Duration;

/// Mangopay's own page about incidents and maintenance, as the readme of its repository `Mangopay/mangopay` names it.
pub(crate) const STATUS_PAGE: &str = "https://status.mangopay.com";

/// How long each way to a browser is watched. One that has not failed by then is on its way: where it starts a browser,
/// it may be busy until that is closed.
const WATCHED: Duration = Duration::from_secs(2);

/// Opens an address of ours in the system's browser, which outlives the application. `Err`: none was opened, with the
/// address.
pub(crate) async fn open(address: &'static str) -> Result<(), &'static str> {
    let opening = tauri::async_runtime::spawn_blocking(move || open::that_detached_with_timeout(address, WATCHED));
    let why = match opening.await {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error.to_string(),
        Err(error) => error.to_string(),
    };
    tracing::warn!(why, "the system opened no browser");
    Err(address)
}
