//! Feeds the command list to Tauri's manifest, so that each command has a permission of its own.

use tauri_build::{AppManifest, Attributes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let attributes = Attributes::new()
        .app_manifest(AppManifest::new().commands(ipc::COMMANDS))
        .capabilities_path_pattern("./src-tauri/capabilities/*.json");
    // The frontend is embedded when the application is compiled; this file changes with it.
    println!("cargo:rerun-if-changed=ui/dist/BUILD");
    Ok(tauri_build::try_build(attributes)?)
}
