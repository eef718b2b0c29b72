//! Formats of company numbers by country (docs/api/users-verification.md §9.3). The rules themselves are not
//! documented; these are the countries' own. A country without rules takes any number.

use serde_json::json;

use crate::{
    answer::{Answer, Outcome},
    members::Members,
    request::Call,
    routes::{Route, post},
    state::State,
};

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![post("users/data-formats/validation", "Users.Verification", validate)]
}

/// Forms of a country's numbers: `9` a digit, `A` a capital, `X` either; other characters stand for themselves.
const FORMS: [(&str, &str); 29] = [
    ("AT", "999999A 99999A 9999A"),
    ("BE", "9999999999"),
    ("BG", "999999999 9999999999999"),
    ("CH", "CHE999999999"),
    ("CY", "HE999999 HE99999 C999999"),
    ("CZ", "99999999"),
    ("DE", "HRA999999 HRB999999 HRA99999 HRB99999 HRA9999 HRB9999"),
    ("DK", "99999999"),
    ("EE", "99999999"),
    ("ES", "A99999999 A9999999X"),
    ("FI", "99999999"),
    ("FR", "999999999 99999999999999"),
    ("GB", "99999999 AA999999"),
    ("GR", "999999999999"),
    ("HR", "99999999 999999999"),
    ("HU", "9999999999 99999999"),
    ("IE", "999999 99999"),
    ("IT", "99999999999 AA999999 AA9999999"),
    ("LT", "999999999"),
    ("LU", "A999999 A99999"),
    ("LV", "99999999999"),
    ("MT", "C99999 C9999"),
    ("NL", "99999999"),
    ("NO", "999999999"),
    ("PL", "9999999999 999999999"),
    ("PT", "999999999"),
    ("RO", "A9999999999 99999999"),
    ("SE", "9999999999"),
    ("SK", "99999999"),
];

fn class(c: char) -> Option<&'static str> {
    match c {
        '9' => Some("[0-9]"),
        'A' => Some("[A-Z]"),
        'X' => Some("[A-Z0-9]"),
        _ => None,
    }
}

/// A letter of a form is a class only if the country's own prefixes do not spell it.
fn units(country: &str, form: &str) -> Vec<(char, bool)> {
    let fixed: &[&str] = match country {
        "CH" => &["CHE"],
        "CY" => &["HE", "C"],
        "DE" => &["HRA", "HRB"],
        "MT" => &["C"],
        _ => &[],
    };
    let prefix = fixed.iter().find(|p| form.starts_with(**p)).map_or(0, |p| p.len());
    form.chars().enumerate().map(|(n, c)| (c, n >= prefix && class(c).is_some())).collect()
}

fn pattern(units: &[(char, bool)]) -> String {
    let mut out = "^".to_owned();
    let mut rest = units;
    while let Some(&(c, is_class)) = rest.first() {
        let run = rest.iter().take_while(|u| **u == (c, is_class)).count();
        rest = &rest[run..];
        match class(c).filter(|_| is_class) {
            Some(class) if run > 1 => out.push_str(&format!("{class}{{{run}}}")),
            Some(class) => out.push_str(class),
            None => out.extend(std::iter::repeat_n(c, run)),
        }
    }
    out.push('$');
    out
}

fn fits(units: &[(char, bool)], text: &str) -> bool {
    text.chars().count() == units.len()
        && text.chars().zip(units).all(|(c, (unit, is_class))| match (unit, is_class) {
            ('9', true) => c.is_ascii_digit(),
            ('A', true) => c.is_ascii_uppercase(),
            ('X', true) => c.is_ascii_digit() || c.is_ascii_uppercase(),
            _ => c == *unit,
        })
}

/// Whether a number has a form of its country, and the rules.
fn check(country: &str, number: &str) -> (bool, Vec<String>) {
    let plain: String = number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let Some((_, forms)) = FORMS.iter().find(|(c, _)| *c == country) else { return (!plain.is_empty(), Vec::new()) };
    let forms: Vec<_> = forms.split_ascii_whitespace().map(|form| units(country, form)).collect();
    (forms.iter().any(|units| fits(units, &plain)), forms.iter().map(|units| pattern(units)).collect())
}

/// `POST /users/data-formats/validation`; a wrong number is told with 200.
fn validate(_: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let found = members.object("CompanyNumber", "CompanyNumber.", |inner| {
        let number = inner.name("CompanyNumber", 255);
        let number = inner.need("CompanyNumber", number);
        let country = inner.country("CountryCode");
        (number, inner.need("CountryCode", country))
    });
    let (number, country) = members.need("CompanyNumber", found);
    members.finish()?;
    let (valid, rules) = check(&country, &number);
    Ok(Answer::ok(json!({
        "CompanyNumber": {
            "CompanyNumber": number, "CountryCode": country, "IsValid": valid, "ValidationRules": rules,
        },
    })))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn forms_are_told_as_patterns() {
        assert_eq!(check("FR", "832 417 905"), (true, vec!["^[0-9]{9}$".to_owned(), "^[0-9]{14}$".to_owned()]));
        assert!(!check("FR", "83241790").0);
        assert!(check("CH", "CHE-123.456.788").0 && !check("CH", "ABC123456788").0);
        assert!(check("GB", "SC123456").0 && check("GB", "01234567").0 && !check("GB", "S1234567").0);
        assert_eq!(check("CY", "he 123456").1[0], "^HE[0-9]{6}$");
        assert_eq!(check("JP", "anything"), (true, Vec::new()));
    }
}
