//! Runs tests that were compiled for WebAssembly in a browser: wasm-bindgen's own runner, linked instead of installed,
//! so that it is of the lock file's version and shares what xtask has compiled already.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
