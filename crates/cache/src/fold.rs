use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text for comparison: case, accents, ligatures and surplus white space do not count. `Éléonore Müßler` and
/// `eleonore  MUSSLER` fold alike. Used for sorting, filtering and searching alike, so that all three agree.
pub fn fold(text: &str) -> String {
    folded(text).map(|(letter, _)| letter).collect()
}

/// The letters of the folded text, each with the place of the character that it comes from, so that what matched can be
/// shown in the text as it is.
pub(crate) fn folded(text: &str) -> impl Iterator<Item = (char, u32)> {
    let letters = text.chars().zip(0..).flat_map(|(letter, place)| {
        // Lower case before decomposing, since a few capitals only then get their dots; and after it, since
        // compatibility forms hide capitals.
        let plain = letter.to_lowercase().nfkd().filter(|letter| !is_combining_mark(*letter));
        plain.flat_map(char::to_lowercase).flat_map(spelled).map(move |letter| (letter, place))
    });
    // One space between words, none around them: a space waits until the next word begins.
    let (mut begun, mut waiting) = (false, None);
    letters
        .flat_map(move |(letter, place)| {
            if letter == ' ' {
                waiting = waiting.or(begun.then_some((letter, place)));
                return [None, None];
            }
            begun = true;
            [waiting.take(), Some((letter, place))]
        })
        .flatten()
}

/// The letters that stand for one that decomposition leaves whole.
fn spelled(letter: char) -> impl Iterator<Item = char> {
    let text: &'static str = match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        // The word separators of names: one spelling each.
        '\u{2019}' | '\u{2bc}' => "'",
        '\u{2010}'..='\u{2015}' => "-",
        space if space.is_whitespace() => " ",
        _ => "",
    };
    text.chars().chain(text.is_empty().then_some(letter))
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_accents_and_ligatures_do_not_count() {
        for (text, folded) in [
            ("Éléonore  Müßler ", "eleonore mussler"),
            ("SØREN Ærø", "soren aero"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("İstanbul ışık", "istanbul isik"),
            ("Œuvre STRAẞE", "oeuvre strasse"),
            ("Đorđe Þór", "dorde thor"),
            ("O\u{2019}Brien\u{2013}Smith", "o'brien-smith"),
            ("ＦＵＬＬ ﬁne", "full fine"),
            ("e\u{301}", "e"),
            ("Ελλάδα", "ελλαδα"),
            (" \t\n ", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Ǆ İ ẞ ﬀ Å \u{1e9e} Ω", "ŉ ſ ʼn", "ÅNGSTRÖM"] {
            assert_eq!(fold(&fold(text)), fold(text));
        }
    }
}
