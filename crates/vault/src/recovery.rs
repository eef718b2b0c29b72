use zeroize::Zeroizing;

use crate::VaultError;
use crate::cipher::random_bytes;

/// Crockford's base 32: no I, L, O or U.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols that carry the secret: 34 × 5 = 170 bits.
const SECRET_SYMBOLS: usize = 34;
/// Symbols in a group as shown.
const GROUP: usize = 5;

/// The code that opens a vault when key store and passphrase are lost. Shown once, never stored, wiped when dropped;
/// it has no `Debug` and cannot be serialised.
pub struct RecoveryCode(Zeroizing<String>);

/// Why a typed text is not a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// Too few or too many symbols.
    #[error("it has {found} symbols instead of {expected}")]
    Length {
        /// Symbols found.
        found: usize,
        /// Symbols of a code.
        expected: usize,
    },
    /// A character that occurs in no code.
    #[error("symbol {position} cannot occur in a code")]
    Symbol {
        /// Its place, from 1, dashes and spaces not counted.
        position: usize,
    },
    /// The check symbol does not fit: something was mistyped or swapped.
    #[error("the check symbol does not fit")]
    Check,
}

impl RecoveryCode {
    /// Symbols of a code, the check symbol included.
    pub const SYMBOLS: usize = SECRET_SYMBOLS + 1;

    /// A new random code.
    pub(crate) fn random() -> Result<Self, VaultError> {
        let random = random_bytes::<SECRET_SYMBOLS>()?;
        let mut text = Zeroizing::new(String::with_capacity(Self::SYMBOLS));
        let values = random.iter().map(|byte| byte & 31);
        for value in values.clone().chain([check(values)]) {
            text.push(char::from(SYMBOLS[usize::from(value)]));
        }
        Ok(Self(text))
    }

    /// Reads what a person typed: case, spaces and dashes do not count, O is 0, I and L are 1.
    ///
    /// # Errors
    /// If it cannot be a code; the check symbol catches every single wrong symbol and every swap of neighbours.
    pub fn parse(typed: &str) -> Result<Self, RecoveryCodeError> {
        let mut text = Zeroizing::new(String::with_capacity(Self::SYMBOLS));
        let mut values = Zeroizing::new(Vec::with_capacity(Self::SYMBOLS));
        let mut found = 0;
        for symbol in typed.chars().filter(|symbol| !is_separator(*symbol)) {
            found += 1;
            if found > Self::SYMBOLS {
                continue;
            }
            let value = value(symbol).ok_or(RecoveryCodeError::Symbol { position: found })?;
            values.push(value);
            text.push(char::from(SYMBOLS[usize::from(value)]));
        }
        if found != Self::SYMBOLS {
            return Err(RecoveryCodeError::Length { found, expected: Self::SYMBOLS });
        }
        let (secret, last) = values.split_at(SECRET_SYMBOLS);
        if last != [check(secret.iter().copied())] {
            return Err(RecoveryCodeError::Check);
        }
        Ok(Self(text))
    }

    /// The code as shown to a person: groups of five with dashes.
    pub fn grouped(&self) -> Zeroizing<String> {
        let mut shown = Zeroizing::new(String::with_capacity(Self::SYMBOLS + Self::SYMBOLS / GROUP));
        for (at, symbol) in self.0.chars().enumerate() {
            if at > 0 && at % GROUP == 0 {
                shown.push('-');
            }
            shown.push(symbol);
        }
        shown
    }

    /// The symbols that are hashed into a key.
    pub(crate) fn secret(&self) -> &[u8] {
        &self.0.as_bytes()[..SECRET_SYMBOLS]
    }
}

/// Spaces and every dash a keyboard or a word processor makes.
fn is_separator(symbol: char) -> bool {
    symbol.is_whitespace() || matches!(symbol, '-' | '_' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}')
}

fn value(symbol: char) -> Option<u8> {
    let symbol = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    SYMBOLS.iter().position(|known| char::from(*known) == symbol).and_then(|at| u8::try_from(at).ok())
}

/// The weighted sum of the symbols over the field of 32 elements, the weights being powers of a generator. Neighbours
/// differ in weight, so a swap changes the sum; every weight has an inverse, so a single change does too. The check
/// symbol itself weighs one, its neighbour therefore more.
fn check(values: impl Iterator<Item = u8>) -> u8 {
    values.fold(0, |sum, value| double(sum ^ value))
}

/// Multiplication by x modulo x⁵ + x² + 1.
fn double(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0b10_0000 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_survive_the_ways_people_type_them() {
        for _ in 0..50 {
            let code = RecoveryCode::random().unwrap();
            let shown = code.grouped();
            assert_eq!(shown.len(), 41, "seven groups of five");
            let variants = [
                shown.to_string(),
                shown.to_lowercase(),
                shown.replace('-', ""),
                shown.replace('-', " "),
                shown.replace('-', "\u{2013}"),
                format!("  {}\n", shown.replace('0', "o").replace('1', "l")),
                shown.replace('0', "O").replace('1', "I"),
            ];
            for variant in variants {
                let read = RecoveryCode::parse(&variant).expect("readable");
                assert_eq!(read.secret(), code.secret());
            }
        }
    }

    #[test]
    fn single_errors_and_swaps_are_caught() {
        let code = RecoveryCode::random().unwrap();
        let symbols: Vec<char> = code.0.chars().collect();
        for at in 0..symbols.len() {
            for other in SYMBOLS.iter().map(|symbol| char::from(*symbol)).filter(|other| *other != symbols[at]) {
                let mut wrong = symbols.clone();
                wrong[at] = other;
                let outcome = RecoveryCode::parse(&wrong.iter().collect::<String>()).map(drop);
                assert_eq!(outcome, Err(RecoveryCodeError::Check), "place {at}");
            }
            if at > 0 && symbols[at] != symbols[at - 1] {
                let mut wrong = symbols.clone();
                wrong.swap(at, at - 1);
                let outcome = RecoveryCode::parse(&wrong.iter().collect::<String>()).map(drop);
                assert_eq!(outcome, Err(RecoveryCodeError::Check), "swap at {at}");
            }
        }
    }

    #[test]
    fn what_is_no_code_is_told_why() {
        let parse = |text: &str| RecoveryCode::parse(text).map(drop).unwrap_err();
        assert_eq!(parse(""), RecoveryCodeError::Length { found: 0, expected: 35 });
        assert_eq!(parse(&"0".repeat(36)), RecoveryCodeError::Length { found: 36, expected: 35 });
        assert_eq!(parse("0000-U"), RecoveryCodeError::Symbol { position: 5 });
        assert_eq!(parse("00é"), RecoveryCodeError::Symbol { position: 3 });
        let shown = RecoveryCode::random().unwrap().grouped();
        assert!(matches!(parse(&shown[1..]), RecoveryCodeError::Length { found: 34, .. }));
    }
}
