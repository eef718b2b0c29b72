//! Windows: making them, and what they tell the engine. Implements the engine's [`Shell`] port.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use engine::{
    Caller, Host,
    ports::{Pending, Shell},
};
use ipc::{Event, encode};
use tauri::{
    AppHandle, DragDropEvent, Manager, Runtime, Webview, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window,
    WindowEvent,
    ipc::{Channel, JavaScriptChannelId},
};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

use crate::{browser, seams::Seams};

/// The smallest window the design is made for.
const SMALLEST: (f64, f64) = (1024.0, 680.0);
/// The window the design is drawn in.
const USUAL: (f64, f64) = (1280.0, 800.0);

/// The windows of this application, for the engine.
pub(crate) struct AppWindows<R: Runtime> {
    app: AppHandle<R>,
    seams: Seams,
}

impl<R: Runtime> AppWindows<R> {
    pub(crate) fn new(app: AppHandle<R>, seams: Seams) -> Self {
        Self { app, seams }
    }

    /// A dialog for files over a window.
    fn dialog(&self, window: &str) -> FileDialogBuilder<R> {
        let dialog = self.app.dialog().file();
        match self.app.get_webview_window(window) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

impl<R: Runtime> Shell for AppWindows<R> {
    fn emit(&self, window: &str, event: Event) {
        let Some(channel) = self.app.try_state::<Listeners>().and_then(|listeners| listeners.of(window)) else {
            // A page that does not listen yet asks for everything when it does.
            return;
        };
        // A string, not an object: JavaScript must not round the numbers inside.
        let text = encode(&event).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        if text.is_none_or(|text| channel.send(text).is_err()) {
            tracing::warn!("an event could not be handed to its window");
        }
    }

    fn open_window(&self, window: &str) {
        let (app, label, seams) = (self.app.clone(), window.to_owned(), self.seams.clone());
        let queued = self.app.run_on_main_thread(move || {
            if let Err(error) = open(&app, &label, &seams) {
                tracing::error!(%error, "a window could not be opened");
            }
        });
        if let Err(error) = queued {
            tracing::error!(%error, "a window could not be asked for");
        }
    }

    fn pick_files(&self, window: &str, many: bool) -> Pending<Vec<PathBuf>> {
        if let Some(answer) = self.seams.picked() {
            return Box::pin(std::future::ready(answer));
        }
        let (send, receive) = tokio::sync::oneshot::channel();
        let dialog = self.dialog(window);
        let answer = move |paths: Vec<tauri_plugin_dialog::FilePath>| {
            let paths = paths.into_iter().filter_map(|path| path.into_path().ok()).collect();
            if send.send(paths).is_err() {
                tracing::debug!("nobody waits for the picker any more");
            }
        };
        if many {
            dialog.pick_files(move |paths| answer(paths.unwrap_or_default()));
        } else {
            dialog.pick_file(move |path| answer(path.into_iter().collect()));
        }
        Box::pin(async move { receive.await.unwrap_or_default() })
    }

    fn pick_target(&self, window: &str, name: &str) -> Pending<Option<PathBuf>> {
        if let Some(answer) = self.seams.picked() {
            return Box::pin(std::future::ready(answer.into_iter().next()));
        }
        let (send, receive) = tokio::sync::oneshot::channel();
        let mut dialog = self.dialog(window).set_file_name(name);
        if let Some((_, ending)) = name.rsplit_once('.') {
            dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
        }
        dialog.save_file(move |path| {
            if send.send(path.and_then(|path| path.into_path().ok())).is_err() {
                tracing::debug!("nobody waits for the dialog any more");
            }
        });
        Box::pin(async move { receive.await.unwrap_or_default() })
    }

    fn open_status_page(&self) -> Pending<Result<(), &'static str>> {
        Box::pin(browser::open(browser::STATUS_PAGE))
    }

    fn copied_text(&self) -> Pending<Option<String>> {
        // The program that holds the text may take its time: no thread of the executor waits for it. An error tells no
        // more than that there is no text to be had, and its words could quote what is there.
        let read = || arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get_text()).ok();
        let read = tauri::async_runtime::spawn_blocking(read);
        Box::pin(async move { read.await.ok().flatten() })
    }
}

/// How each window's page is told of events: a channel of its own, which no other page can listen to. (Tauri's events
/// can be heard by any page that asks for all of them.)
#[derive(Default)]
pub(crate) struct Listeners(Mutex<HashMap<String, Channel<String>>>);

impl Listeners {
    /// The page in this window is told through the channel that it names, and the page before it no longer is.
    pub(crate) fn add<R: Runtime>(webview: &Webview<R>, channel: &str) -> Result<(), &'static str> {
        let channel = channel.parse::<JavaScriptChannelId>()?.channel_on(webview.clone());
        let listeners = webview.try_state::<Self>().ok_or("the application is not set up")?;
        listeners.0.lock().unwrap_or_else(PoisonError::into_inner).insert(webview.label().to_owned(), channel);
        Ok(())
    }

    fn of(&self, window: &str) -> Option<Channel<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(window).cloned()
    }

    fn forget(&self, window: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(window);
    }
}

/// Opens a window on the interface. Its web data is kept in memory only; links to elsewhere are refused.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, label: &str, seams: &Seams) -> tauri::Result<WebviewWindow<R>> {
    let (width, height) = seams.size().unwrap_or(USUAL);
    let builder = WebviewWindowBuilder::new(app, label, WebviewUrl::App(seams.start()))
        .title(app.package_info().name.clone())
        .inner_size(width, height)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .incognito(!seams.driven())
        .on_navigation(|url| matches!(url.scheme(), "tauri") || url.host_str() == Some("tauri.localhost"))
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                tracing::warn!(%error, "the window title could not be set");
            }
        });
    let window = builder.build()?;
    window.set_focus()?;
    Ok(window)
}

/// What a window tells the engine.
pub(crate) fn on_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    let Some(host) = window.try_state::<Arc<Host>>().map(|state| Arc::clone(&state)) else { return };
    let caller = Caller::new(window.label());
    match event {
        WindowEvent::DragDrop(DragDropEvent::Enter { paths, .. }) => {
            host.drag_entered(&caller, paths);
            let paths = paths.clone();
            tauri::async_runtime::spawn(async move { host.drag_measured(&caller, paths).await });
        }
        WindowEvent::DragDrop(DragDropEvent::Leave) => host.drag_left(&caller),
        WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
            let paths = paths.clone();
            tauri::async_runtime::spawn(async move { host.dropped(&caller, paths).await });
        }
        WindowEvent::Destroyed => {
            if let Some(listeners) = window.try_state::<Listeners>() {
                listeners.forget(window.label());
            }
            tauri::async_runtime::spawn(async move { host.window_closed(&caller).await });
        }
        _ => {}
    }
}
