//! Putting the application together.

use std::{path::PathBuf, sync::Arc};

use engine::{Caller, Host, HostParts, ports::RandomIds};
use tauri::{App, AppHandle, Builder, Manager, RunEvent, Runtime};

use crate::{
    commands,
    seams::{self, Seams},
    windows::{self, AppWindows},
};

/// The service name of our entries in the key store, and the name of our data folder. Builds for development have
/// their own, so that they never touch a real profile.
const SERVICE: &str = if cfg!(debug_assertions) { "app.mangrove.desktop.debug" } else { "app.mangrove.desktop" };

/// The first window.
const FIRST_WINDOW: &str = "main-1";

/// Adds plugins, commands and the set-up hook to a builder.
pub(crate) fn build<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    attach(
        builder
            .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| raise(app)))
            .plugin(tauri_plugin_dialog::init()),
    )
    .on_window_event(windows::on_event)
    .setup(|app| set_up(app))
}

/// Adds the commands to a builder: what the tests without a window need.
pub fn attach<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.invoke_handler(commands::handler())
}

/// A second start only brings the first one's window to the front.
fn raise<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.webview_windows().into_values().next() else { return };
    if let Err(error) = window.unminimize().and_then(|()| window.set_focus()) {
        tracing::warn!(%error, "the window could not be brought to the front");
    }
}

fn set_up<R: Runtime>(app: &mut App<R>) -> Result<(), Box<dyn std::error::Error>> {
    let seams = Seams::read();
    let folder = data_folder(app.path().local_data_dir()?);
    let marks = seams.marks();
    let host = Host::new(HostParts {
        folder,
        key_store: engine::os_key_store(SERVICE),
        clock: seams.clock(),
        ids: Arc::new(RandomIds),
        shell: Arc::new(AppWindows::new(app.handle().clone(), seams.clone())),
        demo: seams::demo(),
        version: app.package_info().version.to_string(),
        theme: seams.theme(),
        on_mark: marks.then(|| Box::new(seams::mark) as engine::OnMark),
    })
    .map_err(|failure| failure.code.key())?;
    app.manage(Arc::clone(&host));

    let demo = std::env::args().any(|argument| argument == "--demo");
    let handle = app.handle().clone();
    tauri::async_runtime::block_on(async {
        host.start();
        if demo {
            host.open_demo(&Caller::new(FIRST_WINDOW)).await;
        } else {
            host.bind_first(&Caller::new(FIRST_WINDOW)).await;
        }
    });
    windows::open(&handle, FIRST_WINDOW, &seams)?;
    Ok(())
}

/// Our folder inside the system's folder for application data.
fn data_folder(base: PathBuf) -> PathBuf {
    base.join(SERVICE)
}

/// On the way out, uploads and stores are brought to a halt in order.
pub(crate) fn on_run_event<R: Runtime>(app: &AppHandle<R>, event: RunEvent) {
    if let RunEvent::Exit = event
        && let Some(host) = app.try_state::<Arc<Host>>().map(|state| Arc::clone(&state))
    {
        tauri::async_runtime::block_on(host.shut_down());
    }
}
