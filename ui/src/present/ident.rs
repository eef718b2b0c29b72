//! Ids: prefix, four characters, an ellipsis, the last four.

/// The short form. Ids of up to 14 characters stay whole.
pub fn shortened(id: &str) -> String {
    let characters: Vec<char> = id.chars().collect();
    let prefix = characters.iter().rposition(|c| *c == '_').map_or(0, |at| at + 1);
    let head = prefix + 4;
    if characters.len() <= 14 || head + 4 >= characters.len() {
        return id.to_owned();
    }
    let text = |part: &[char]| part.iter().collect::<String>();
    format!("{}…{}", text(&characters[..head]), text(&characters[characters.len() - 4..]))
}

/// The letters for a person's or company's sign: "Halle Verte" is HV.
pub fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = letters.next();
    let last = letters.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_their_prefix_and_both_ends() {
        assert_eq!(shortened("kyc_01M7W6C380RACMYV94NEVZ1XA1"), "kyc_01M7…1XA1");
        assert_eq!(shortened("user_m_01M77GX3G0RMRQ78F4GGGDEV00"), "user_m_01M7…EV00");
        assert_eq!(shortened("142036728"), "142036728");
        assert_eq!(shortened("3f2b8c1e-7d2a-4a57-9a35-0c8a6a1f9d11"), "3f2b…9d11");
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Halle Verte"), "HV");
        assert_eq!(initials("Demo"), "D");
        assert_eq!(initials(""), "");
    }
}
