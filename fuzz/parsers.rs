//! Feeds one target, named by the environment, whatever libFuzzer thinks of.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

type Entry = fn(&[u8]);

static ENTRY: OnceLock<Entry> = OnceLock::new();

/// Finds the target, and lets those panics pass that are findings about a file: page decoders run on a thread of their
/// own for that reason (crates/kyc/src/contain.rs).
fn begin() {
    let name = std::env::var("FUZZ_TARGET").expect("FUZZ_TARGET names a target");
    let all = [mangopay::fuzz_entry::TARGETS, kyc::fuzz_entry::TARGETS, sandbox::fuzz_entry::TARGETS].concat();
    let found = all.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no target is called {name}"));
    ENTRY.get_or_init(|| found.1);
    let abort = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some("page-parser") {
            abort(panic);
        }
    }));
}

fuzz_target!(init: begin(), |data: &[u8]| {
    if let Some(entry) = ENTRY.get() {
        entry(data);
    }
});
