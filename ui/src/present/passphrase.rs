//! How strong a passphrase is, in words. The rule itself (the shortest that is taken) is the backend's.

use super::{Role, StatusWord};
use crate::components::IconName;

/// The fewest characters that are taken.
pub const SHORTEST: usize = 8;

/// A word for how strong a passphrase is; `None` while nothing is typed.
pub fn strength(typed: &str) -> Option<StatusWord> {
    if typed.is_empty() {
        return None;
    }
    let count = typed.chars().count();
    let (role, icon, key) = if count < SHORTEST {
        (Role::Bad, IconName::XCircle, "passphrase-short")
    } else if monotonous(typed) || count < 12 {
        (Role::Warn, IconName::Alert, "passphrase-weak")
    } else if count < 16 && kinds(typed) < 3 {
        (Role::Info, IconName::Info, "passphrase-fair")
    } else {
        (Role::Ok, IconName::CheckCircle, "passphrase-strong")
    };
    Some(StatusWord::new(role, icon, l10n::text_with(key, &[("min", SHORTEST.into())])))
}

/// Few different characters, or a run up or down the alphabet or the digits.
fn monotonous(typed: &str) -> bool {
    let characters: Vec<char> = typed.chars().collect();
    let different: std::collections::BTreeSet<&char> = characters.iter().collect();
    let runs = characters.windows(2).filter(|pair| (pair[1] as i64 - pair[0] as i64).abs() <= 1).count();
    different.len() < 5 || runs * 2 > characters.len()
}

/// How many of lower case, upper case, digits, spaces and signs occur.
fn kinds(typed: &str) -> usize {
    let tests: [fn(char) -> bool; 4] =
        [char::is_lowercase, char::is_uppercase, char::is_numeric, |c| !c.is_alphanumeric()];
    tests.iter().filter(|test| typed.chars().any(**test)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_more_than_signs() {
        let role = |typed: &str| strength(typed).map(|word| word.role);
        assert_eq!(role(""), None);
        assert_eq!(role("Aa1!"), Some(Role::Bad));
        assert_eq!(role("aaaaaaaaaaaaaaaaaaaa"), Some(Role::Warn));
        assert_eq!(role("12345678901234"), Some(Role::Warn));
        assert_eq!(role("tallowcandle"), Some(Role::Info));
        assert_eq!(role("herring lamp orbit dusk"), Some(Role::Ok));
    }
}
