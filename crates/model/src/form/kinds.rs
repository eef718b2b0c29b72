//! What each kind of field takes.

use super::{Fault, Kind, Values, YES};
use crate::UnixSeconds;

/// Longest addresses and links (docs/api/money-operations.md §14.2, users-verification.md §1.3).
const LONGEST: usize = 255;
/// Longest run of digits in an e-mail address (docs/api/users-verification.md §1.4).
const MOST_DIGITS: usize = 12;

/// What is wrong with one field by itself.
pub(super) fn fault(kind: Kind, value: &str, values: &Values) -> Option<Fault> {
    match kind {
        Kind::Line(most) | Kind::Name(most) => (value.chars().count() > most).then_some(Fault::TooLong(most)),
        Kind::Email => email(value),
        Kind::Url if value.chars().count() > LONGEST => Some(Fault::TooLong(LONGEST)),
        Kind::Url => (!is_url(value)).then_some(Fault::Url),
        Kind::Phone => (!is_phone(value)).then_some(Fault::Phone),
        Kind::Day => UnixSeconds::of_day(value).is_none().then_some(Fault::Day),
        Kind::Country => (value.len() != 2 || !value.bytes().all(|b| b.is_ascii_uppercase())).then_some(Fault::Choice),
        Kind::Choice(choices) => (!choices(values).contains(&value)).then_some(Fault::Choice),
        Kind::Several(choices) => {
            let known = choices(values);
            (!value.split(',').all(|one| known.contains(&one.trim()))).then_some(Fault::Choice)
        }
        Kind::Flag => (value != YES).then_some(Fault::Choice),
        Kind::Fixed => None,
    }
}

fn email(value: &str) -> Option<Fault> {
    if value.chars().count() > LONGEST {
        return Some(Fault::TooLong(LONGEST));
    }
    let Some((local, domain)) = value.rsplit_once('@') else { return Some(Fault::Email) };
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"".contains(c);
    let labels = domain.split('.');
    let fine = !local.is_empty()
        && !local.contains('@')
        && !value.contains(odd)
        && domain.contains('.')
        && labels.clone().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    if !fine {
        return Some(Fault::Email);
    }
    let mut run = 0;
    for c in value.chars() {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        if run > MOST_DIGITS {
            return Some(Fault::Digits);
        }
    }
    None
}

/// Hooks may be called by either protocol (docs/api/money-operations.md §14.2).
fn is_url(value: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|start| {
        value.get(..start.len()).filter(|head| head.eq_ignore_ascii_case(start)).and_then(|_| value.get(start.len()..))
    });
    let Some(rest) = rest else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    !host.is_empty()
        && !host.starts_with([':', '.', '-'])
        && !value.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// E.164 with a plus, or a local number: digits, with what people put between them.
fn is_phone(value: &str) -> bool {
    let (plus, rest) = value.strip_prefix('+').map_or((false, value), |rest| (true, rest));
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let fine = rest.chars().all(|c| c.is_ascii_digit() || (!plus && " ().-/".contains(c)) || (plus && c == ' '));
    fine && (4..=15).contains(&digits)
}
