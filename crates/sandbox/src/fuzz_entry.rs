//! An entry point for fuzzing: any bytes as a request, no panic and no promise broken. Nothing here is called by the
//! simulator.

use std::sync::OnceLock;

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use crate::{
    Options,
    answer::Answer,
    kyc::pages::Sheet,
    request::{Call, Head, object},
    routes::{self, Body, Found, Route},
    state::State,
};

/// A target: its name and its entry.
pub type Target = (&'static str, fn(&[u8]));

/// Every parser of bytes that come from the network.
///
/// An entry panics if a promise of this crate is broken.
pub const TARGETS: &[Target] = &[("requests", requests)];

/// The moment of all requests.
const NOW: i64 = 1_795_513_320;

/// What the calls of [`BEFORE`] make, by the usual seed; seeds name them too.
const MADE: [&str; 3] =
    ["user_m_01M86EY14D37MN3027VPQDYP2F", "user_m_01M86EY13JQDXY24K855B8FXQ7", "wlt_m_01M86EY182Z00JB4V61VQRHMKP"];

/// What is there already.
const BEFORE: &[&str] = &[
    r#"POST /v2.01/sandbox-client/users/natural
content-type: application/json

{"FirstName":"Renee","LastName":"Dupre","Email":"renee+accept@example.org","UserCategory":"OWNER","Birthday":463104000,"Nationality":"FR","CountryOfResidence":"FR","TermsAndConditionsAccepted":true}"#,
    r#"POST /v2.01/sandbox-client/users/natural
content-type: application/json

{"FirstName":"Ada","LastName":"Moreau","Email":"ada+accept@example.org","UserCategory":"PAYER","TermsAndConditionsAccepted":true}"#,
    r#"POST /v2.01/sandbox-client/wallets
content-type: application/json

{"Owners":["user_m_01M86EY13JQDXY24K855B8FXQ7"],"Currency":"EUR","Description":"Purchases"}"#,
];

struct Site {
    options: Options,
    table: Vec<Route>,
    /// The state after [`BEFORE`], as it is saved.
    state: Vec<u8>,
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let options = Options::default();
        let mut state = State::new(options.seed, NOW, options.scopes.clone(), options.review_seconds);
        let table = routes::table();
        for text in BEFORE {
            let answer =
                Request::read(text.as_bytes()).and_then(|request| request.answer(&mut state, &options, &table));
            assert!(answer.is_some_and(|answer| answer.is_success()), "what is there before was refused");
        }
        let made = |id: &&str| state.users.contains_key(*id) || state.money.wallets.contains_key(*id);
        assert!(MADE.iter().all(made), "the ids in the seeds are of another world");
        let state = state.to_bytes().unwrap_or_default();
        Site { options, table, state }
    })
}

/// `METHOD target`, headers, an empty line, the body. HTTP itself is parsed by hyper.
struct Request<'a> {
    head: Head,
    body: &'a [u8],
}

impl<'a> Request<'a> {
    fn read(data: &'a [u8]) -> Option<Self> {
        let end = data.windows(2).position(|window| window == b"\n\n");
        let (head, body) = end.map_or((data, &b""[..]), |end| (&data[..end], &data[end + 2..]));
        let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        let mut first = lines.next()?.split(|byte| *byte == b' ');
        let method = Method::from_bytes(first.next()?).ok()?;
        let uri = Uri::try_from(first.next()?).ok()?;
        let mut headers = HeaderMap::new();
        for line in lines.take(64) {
            let colon = line.iter().position(|byte| *byte == b':')?;
            let name = HeaderName::from_bytes(&line[..colon]).ok()?;
            headers.append(name, HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?);
        }
        Some(Self { head: Head::new(&method, &uri, &headers), body })
    }

    /// What the pipeline does once credentials are known to be good.
    fn answer(&self, state: &mut State, options: &Options, table: &[Route]) -> Option<Answer> {
        self.head.credentials("basic");
        self.head.length();
        let Found::Route(route, ids) = routes::find(table, &self.head) else { return None };
        let body = match object(self.body) {
            Ok(body) => body,
            Err(refusal) => return Some(refusal.at(NOW)),
        };
        let sheet = (route.body == Body::Page).then(|| Sheet::read(&body));
        let call = Call { head: &self.head, ids: &ids, body: &body, sheet: sheet.as_ref(), options, now: NOW };
        Some((route.handler)(state, &call).unwrap_or_else(|refusal| refusal.at(NOW)))
    }
}

/// A request to a platform with two users, in both degrees of strictness.
fn requests(data: &[u8]) {
    let Some(request) = Request::read(data) else { return };
    let site = site();
    for strict in [false, true] {
        let Ok(mut state) = State::from_bytes(&site.state) else { panic!("a saved state can be read") };
        let options = Options { strict, ..site.options.clone() };
        let Some(answer) = request.answer(&mut state, &options, &site.table) else { return };
        assert!((200..500).contains(&answer.status), "a request cannot make {}", answer.status);
        assert!(state.money.sums().values().all(|sum| *sum == 0), "no money appears or vanishes");
        // Time passes: whatever was begun comes to its end.
        state.settle(NOW + 400 * 86_400);
        assert!(state.money.sums().values().all(|sum| *sum == 0), "no money appears or vanishes later");
        let saved = state.to_bytes().unwrap_or_default();
        assert!(State::from_bytes(&saved).is_ok(), "what was changed can be saved and read");
    }
}
