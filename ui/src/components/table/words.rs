//! The words of a list: its own where it has them, else those that fit any list.

use l10n::Value;

/// The message `<prefix>-<key>`, or `list-any-<key>` where the list has none of its own.
pub(super) fn say(prefix: &str, key: &str) -> String {
    l10n::text(&id(prefix, key))
}

/// The same with arguments.
pub(super) fn say_with(prefix: &str, key: &str, args: &[(&str, Value<'_>)]) -> String {
    l10n::text_with(&id(prefix, key), args)
}

/// A number of rows, called as the list calls them, in a sentence: "12 wallets in the local copy".
pub(super) fn say_count(prefix: &str, key: &str, count: u32) -> String {
    let own = format!("{prefix}-{key}");
    if l10n::has(&own) {
        return l10n::text_with(&own, &[("count", count.into())]);
    }
    let what = l10n::text_with(&format!("{prefix}-count"), &[("count", count.into())]);
    l10n::text_with(&format!("list-any-{key}"), &[("what", what.into())])
}

fn id(prefix: &str, key: &str) -> String {
    let own = format!("{prefix}-{key}");
    if l10n::has(&own) { own } else { format!("list-any-{key}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lists_own_words_come_first() {
        assert_eq!(say("compliance", "none-match"), l10n::text("compliance-none-match"));
        assert_eq!(say("wallets", "none-match"), l10n::text("list-any-none-match"));
        assert_eq!(say_count("wallets", "local", 2), "2 wallets in the local copy");
    }
}
