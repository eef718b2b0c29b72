use std::fmt::Write;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A database key: 256 random bits. Wiped when dropped, and without `Debug`, `Display` or serialisation, so that it
/// cannot reach a log by accident.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl Key {
    /// Takes the bytes over. The caller wipes its own copy.
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(*bytes)
    }

    /// No key: the file lies in clear. For measuring what encryption costs, in no build that is shipped.
    #[cfg(feature = "plain")]
    pub fn none() -> Self {
        Self([0; 32])
    }

    #[cfg(feature = "plain")]
    pub(crate) fn is_none(&self) -> bool {
        self.0 == [0; 32]
    }

    /// The statement that keys a connection with the raw key (no key derivation). Wiped when dropped.
    pub(crate) fn statement(&self) -> Zeroizing<String> {
        const BEFORE: &str = "PRAGMA key = \"x'";
        const AFTER: &str = "'\"";
        // The capacity is exact: a growing string would leave unwiped pieces behind.
        let mut text = Zeroizing::new(String::with_capacity(BEFORE.len() + 64 + AFTER.len()));
        text.push_str(BEFORE);
        for byte in &self.0 {
            // Writing to a string cannot fail.
            if write!(text, "{byte:02x}").is_err() {
                break;
            }
        }
        text.push_str(AFTER);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn the_statement_carries_the_raw_key_in_exactly_its_capacity() {
        let statement = Key::new(&[0x0f; 32]).statement();
        assert_eq!(statement.as_str(), format!("PRAGMA key = \"x'{}'\"", "0f".repeat(32)));
        assert_eq!(statement.capacity(), statement.len(), "growing would have left a copy in freed memory");
    }
}
