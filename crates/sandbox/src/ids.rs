//! Identifiers: prefixed ULIDs from a seeded generator, and the random parts that must not be guessed.

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A small seeded generator (SplitMix64). Its state is saved with the world, so that a restart does not repeat ids.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..below` (0 if `below` is 0).
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        if below == 0 { 0 } else { self.next() % below }
    }

    /// A number in `from..to`.
    pub(crate) fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to.saturating_sub(from)).unwrap_or(0);
        from.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let last = from.len().saturating_sub(1);
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or(0).min(last);
        &from[at]
    }

    /// `<prefix>_<ULID>` whose time part is `at` (Unix seconds); docs/api/users-verification.md §0, "Ids".
    pub(crate) fn id(&mut self, prefix: &str, at: i64) -> String {
        let millis = u64::try_from(at.max(0)).unwrap_or(0).saturating_mul(1000).saturating_add(self.below(1000));
        let mut text = String::with_capacity(prefix.len() + 27);
        text.push_str(prefix);
        text.push('_');
        for place in (0..10).rev() {
            text.push(symbol(millis >> (5 * place)));
        }
        for _ in 0..16 {
            let bits = self.next();
            text.push(symbol(bits >> 11));
        }
        text
    }
}

fn symbol(bits: u64) -> char {
    char::from(ALPHABET[usize::try_from(bits & 31).unwrap_or(0)])
}

/// Sixteen unpredictable bytes as hexadecimal text; falls back to the clock of the process only if the system has none.
pub(crate) fn secret() -> String {
    let mut bytes = [0_u8; 16];
    if getrandom::fill(&mut bytes).is_err() {
        bytes.copy_from_slice(&blake3::hash(format!("{:?}", std::time::Instant::now()).as_bytes()).as_bytes()[..16]);
    }
    hex(&bytes)
}

/// A GUID for error bodies.
pub(crate) fn guid() -> String {
    let h = secret();
    format!("{}-{}-{}-{}-{}", &h[..8], &h[8..12], &h[12..16], &h[16..20], &h[20..])
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
        text
    })
}
