use crate::fold;

/// The words of a search field as an FTS5 expression: every word must begin a word of the row; a word with dots,
/// dashes or the like is a run of words of which the last one may go on. `None` if nothing is asked.
pub(crate) fn expression(search: &str) -> Option<String> {
    let folded = fold(search);
    let words: Vec<String> = folded
        .split(' ')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        // Within quotes only the quote itself has a meaning.
        .map(|word| format!("\"{}\"*", word.replace(['"', '\0'], " ")))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn words_are_folded_quoted_and_left_open() {
        assert_eq!(expression("  Éléonore DUP").as_deref(), Some("\"eleonore\"* \"dup\"*"));
        assert_eq!(expression("a@b.fr").as_deref(), Some("\"a@b.fr\"*"));
        assert_eq!(expression("\"x\" OR * NEAR(").as_deref(), Some("\" x \"* \"or\"* \"near(\"*"));
        for nothing in ["", "  ", "*", "\"", "- @"] {
            assert_eq!(expression(nothing), None, "{nothing}");
        }
    }
}
