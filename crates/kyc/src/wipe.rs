//! A growing buffer that leaves nothing behind when it moves.

use std::io;

use zeroize::Zeroizing;

/// Collects encoded bytes. A `Vec` that grows leaves its old allocation as it was; this one wipes it.
#[derive(Default)]
pub(crate) struct WipingBuffer {
    bytes: Zeroizing<Vec<u8>>,
}

impl WipingBuffer {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Zeroizing::new(Vec::with_capacity(capacity)) }
    }

    pub(crate) fn into_bytes(self) -> Zeroizing<Vec<u8>> {
        self.bytes
    }
}

impl io::Write for WipingBuffer {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        let needed = self.bytes.len() + more.len();
        if needed > self.bytes.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(needed.max(self.bytes.capacity() * 2)));
            larger.extend_from_slice(&self.bytes);
            self.bytes = larger;
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
