//! An empty Tauri window: what `cargo xtask bench startup` compares the application with. Its page sets the title after
//! its first frame, and the mark is written then.
#![allow(clippy::print_stderr, reason = "the benchmark reads the mark from standard error")]

use tauri::{Builder, WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "empty", WebviewUrl::App("index.html".into()))
                .inner_size(1280.0, 800.0)
                .incognito(true)
                .on_document_title_changed(|_, title| {
                    if title == "drawn" {
                        eprintln!("mark first-page");
                    }
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("xtask/empty-window/tauri.conf.json"))
}
