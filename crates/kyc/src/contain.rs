//! Runs parsers of foreign bytes where they can do no harm.

use std::thread;

/// Room for parsers that recurse: hayro-syntax allows 512 nested objects and hayro-interpret 50 nested forms.
const STACK: usize = 64 * 1024 * 1024;

/// The parser panicked or could not be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stopped;

/// Runs `work` on a thread of its own and waits for it.
///
/// The decoders (zune-jpeg, png, lopdf, hayro) are safe Rust, but hold several hundred `unwrap`s and index
/// expressions that a hostile file can reach. A panic there must be a finding about the file, not the end of the
/// program. The thread also gives them a stack of known size, whatever thread the caller runs on.
pub(crate) fn contained<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Stopped> {
    thread::scope(|scope| {
        let builder = thread::Builder::new().name("page-parser".into()).stack_size(STACK);
        let handle = builder.spawn_scoped(scope, work).map_err(|_| Stopped)?;
        handle.join().map_err(|_| Stopped)
    })
}
