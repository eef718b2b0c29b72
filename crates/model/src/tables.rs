//! What people make of a list for themselves: which columns it shows, and views of their own.

use serde::{Deserialize, Serialize};

use crate::Column;

/// A column in its place, and whether it is shown there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ChosenColumn {
    /// The column.
    pub column: Column,
    /// Whether it is shown.
    pub shown: bool,
}

/// Longest name of a view of one's own, in characters.
pub const LONGEST_VIEW_NAME: usize = 40;
/// The most views of one's own that a list has.
pub const MOST_VIEWS: usize = 20;

/// What is wrong with the name of a view of one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewNameFault {
    /// Nothing can be read in it.
    Empty,
    /// It has more than [`LONGEST_VIEW_NAME`] characters.
    TooLong,
    /// It has characters that are none of a text.
    Unfit,
    /// Another view of the same list is called so; upper and lower case do not count.
    Taken,
}

/// The name of a view as it is kept: in any script, its words one space apart. `others` are the names of the list's
/// other views.
///
/// # Errors
/// See [`ViewNameFault`].
pub fn view_name<'a>(typed: &str, others: impl IntoIterator<Item = &'a str>) -> Result<String, ViewNameFault> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(ViewNameFault::Empty);
    }
    if name.chars().count() > LONGEST_VIEW_NAME {
        return Err(ViewNameFault::TooLong);
    }
    if name.chars().any(char::is_control) {
        return Err(ViewNameFault::Unfit);
    }
    let folded = name.to_lowercase();
    if others.into_iter().any(|other| other.to_lowercase() == folded) {
        return Err(ViewNameFault::Taken);
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_any_script_trimmed_and_told_apart_without_their_case() {
        let others = ["Refusés", "À revoir"];
        for (typed, kept) in [
            ("  To call \n back ", Ok("To call back")),
            ("未处理", Ok("未处理")),
            ("مرفوض", Ok("مرفوض")),
            ("🔥", Ok("🔥")),
            ("refusÉs", Err(ViewNameFault::Taken)),
            (" À  revoir", Err(ViewNameFault::Taken)),
            ("", Err(ViewNameFault::Empty)),
            (" \u{2003}\n", Err(ViewNameFault::Empty)),
            ("a\u{7}b", Err(ViewNameFault::Unfit)),
        ] {
            assert_eq!(view_name(typed, others), kept.map(str::to_owned), "{typed:?}");
        }
        let longest = "é".repeat(LONGEST_VIEW_NAME);
        assert_eq!(view_name(&longest, []), Ok(longest.clone()), "characters count, not bytes");
        assert_eq!(view_name(&format!("{longest}x"), []), Err(ViewNameFault::TooLong));
    }
}
