//! Refusals in every shape, the headers that every answer carries, and tokens.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use model::UnixSeconds;

use super::reply::Reply;
use crate::{
    Error, RateState, Refusal,
    answer::Answer,
    classify::{Asked, classify, sca_link},
    list::Counts,
    retry::{Attempt, Decision, Delivery, Safety, decide},
    token::{RENEW_BEFORE, Token},
    transmit::server_date,
};

const NOW: UnixSeconds = UnixSeconds(1_795_513_320);

/// An answer that is no success, to each kind of call.
pub(super) fn refusals(data: &[u8]) {
    let reply = Reply::read(data, 400);
    if (200..300).contains(&reply.status) {
        return;
    }
    for (token, keyed) in [(false, false), (false, true), (true, false)] {
        let error = classify(Asked { token, keyed }, reply.status, &reply.headers, reply.body, NOW);
        match (&error, reply.status) {
            (Error::RateLimited { .. }, 429) | (Error::Server { .. }, 500..600) => {}
            (other, 429 | 500..600) => panic!("{} cannot mean {other}", reply.status),
            (Error::CredentialsRefused, _) => assert!(token, "only the call for a token proves credentials wrong"),
            (Error::Conflict(_), status) => assert_eq!(status, 409),
            (Error::ScaRequired { .. } | Error::SessionLost, status) => assert_eq!(status, 401),
            _ => {}
        }
        if let Some(refusal) = error.refusal() {
            assert_eq!(refusal.status, reply.status);
            let bare = Refusal { message: None, fields: Vec::new(), ..refusal.clone() };
            assert_eq!(
                format!("{refusal} {refusal:?}"),
                format!("{bare} {bare:?}"),
                "messages may quote what was sent"
            );
        }
        if let Error::ScaRequired { redirect_url } = &error {
            assert!(!redirect_url.as_str().is_empty(), "a link leads somewhere");
            assert_eq!(format!("{error:?}"), "ScaRequired { redirect_url: Link(…) }", "links carry a token");
        }
        decisions(&error);
    }
}

/// What is decided after an error: never a second write unless the first was certainly not carried out.
fn decisions(error: &Error) {
    for safety in [Safety::Read, Safety::Write] {
        for delivery in [Delivery::Nothing, Delivery::Partial, Delivery::Complete] {
            for tries in [1, 3] {
                let budget = Duration::from_secs(60);
                let (elapsed, jitter) = (Duration::from_secs(u64::from(tries)), 0.9);
                let attempt =
                    Attempt { safety, delivery, tries, elapsed, budget, now: NOW, renewed: tries > 1, jitter };
                if let Decision::Retry { after } = decide(&attempt, error) {
                    assert!(elapsed + after < budget, "waits end before the call does");
                    let refused = matches!(error, Error::RateLimited { .. }) && delivery != Delivery::Partial;
                    assert!(safety == Safety::Read || refused, "no write is repeated after {error}");
                }
            }
        }
    }
}

/// Rate limits, counts of lists, the server's date, the link of strong authentication.
pub(super) fn headers(data: &[u8]) {
    let headers = Reply::read(data, 200).headers;
    let state = RateState::from_headers(&headers, NOW);
    if let Some(state) = &state {
        assert!(state.windows.is_sorted_by_key(|window| window.length), "shortest first");
        assert!(state.tightest().is_some(), "a state has a window");
        let used_up = state.windows.iter().any(|window| window.remaining == 0);
        assert_eq!(state.blocked_until().is_some(), used_up, "blocked by what is used up, and by nothing else");
    }
    assert_eq!(RateState::from_headers(&joined(&headers), NOW), state, "both forms of a list tell the same");
    let counts = Counts::from_headers(&headers);
    if !headers.contains_key("x-number-of-pages") {
        assert_eq!(counts.pages, None);
    }
    if let Some(date) = server_date(&headers) {
        assert!(date.since(NOW).checked_add(NOW.0) == Some(date.0), "dates are within the calendar");
    }
    if let Some(link) = sca_link(&headers) {
        assert!(!link.as_str().contains(char::is_whitespace), "a link ends at a blank");
    }
}

/// The same headers, the values of each joined by commas.
fn joined(headers: &HeaderMap) -> HeaderMap {
    headers
        .keys()
        .filter_map(|name: &HeaderName| {
            let values: Vec<&[u8]> = headers.get_all(name).iter().map(HeaderValue::as_bytes).collect();
            Some((name.clone(), HeaderValue::from_bytes(&values.join(&b", "[..])).ok()?))
        })
        .collect()
}

/// The answer of the token call.
pub(super) fn tokens(data: &[u8]) {
    let reply = Reply::read(data, 200);
    let answer = Answer::read(true, reply.status, &reply.headers, reply.body);
    let Ok(token) = answer.and_then(|answer| Token::read(&answer, NOW)) else { return };
    let header = token.header();
    assert!(header.is_sensitive() && header.as_bytes().starts_with(b"Bearer "), "a token is a secret");
    assert_eq!(format!("{header:?}"), "Sensitive");
    assert!(!token.serves(NOW.plus(i64::MAX), RENEW_BEFORE), "every token ends");
}
