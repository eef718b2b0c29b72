//! Putting the application together.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use engine::{Caller, Host, HostParts, ports::RandomIds};
use tauri::{App, AppHandle, Builder, Manager, RunEvent, Runtime};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::{
    commands,
    seams::{self, Seams},
    windows::{self, AppWindows, Listeners},
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
    builder.manage(Listeners::default()).invoke_handler(commands::handler())
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
    if marks {
        seams::mark("set-up");
    }
    let started = Host::new(HostParts {
        folder: folder.clone(),
        key_store: engine::os_key_store(SERVICE),
        clock: seams.clock(),
        ids: Arc::new(RandomIds),
        shell: Arc::new(AppWindows::new(app.handle().clone(), seams.clone())),
        demo: seams::demo(),
        version: app.package_info().version.to_string(),
        theme: seams.theme(),
        on_mark: marks.then(|| Box::new(seams::mark) as engine::OnMark),
    });
    let host = match started {
        Ok(host) => host,
        Err(failure) => {
            refuse(app.handle(), &folder, &failure);
            return Ok(());
        }
    };
    app.manage(Arc::clone(&host));

    let first = Caller::new(FIRST_WINDOW);
    let demo = std::env::args().any(|argument| argument == "--demo");
    // The window opens while its profile does: the key store may prompt, and the person is to see for what.
    tauri::async_runtime::spawn({
        let host = Arc::clone(&host);
        async move { host.start() }
    });
    if demo {
        tauri::async_runtime::spawn(host.open_demo(&first));
    } else {
        tauri::async_runtime::spawn(host.bind_first(&first));
    }
    windows::open(app.handle(), FIRST_WINDOW, &seams)?;
    Ok(())
}

/// Says in a dialog and on standard error why the application cannot start, and ends it. An error handed back to Tauri
/// would end it too, but as a crash without a word.
fn refuse<R: Runtime>(app: &AppHandle<R>, folder: &Path, failure: &ipc::Failure) {
    use std::io::Write as _;
    let key = failure.code.key();
    let place = folder.display().to_string();
    let words = [
        l10n::text_with("start-refused", &[("folder", place.into())]),
        l10n::text(&format!("failure-{key}")),
        l10n::text(&format!("failure-{key}-do")),
    ]
    .join("\n");
    tracing::error!(code = key, "the data folder cannot be used");
    writeln!(std::io::stderr(), "{words}").ok();
    let app_at_end = app.clone();
    app.dialog()
        .message(words)
        .title(l10n::text("start-refused-title"))
        .kind(MessageDialogKind::Error)
        .show(move |_| app_at_end.exit(1));
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
