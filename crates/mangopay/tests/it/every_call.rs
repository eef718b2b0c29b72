//! Every call of the client, once: how it is made, and what must then leave, as the reference sheets say.

use std::{collections::BTreeSet, fs::File, io::Write as _, path::Path};

use futures::future::BoxFuture;
use mangopay::{Call, Client, Error, surface};
use model::IdempotencyKey;
use serde_json::Value;
use wiremock::{Mock, ResponseTemplate, matchers::any};

use crate::support::{Api, ROOT, key, token_call, token_reply};

mod back_office;
mod money;
mod pay_ins;
mod people;

/// One call and what must leave.
pub struct Case {
    pub function: &'static str,
    /// Verb, path after the client id and query, unescaped.
    pub request: &'static str,
    /// The body; `None` where there is none, or where it is a page.
    pub body: Option<Value>,
    /// The smallest answer that can be read.
    pub answer: &'static str,
    pub call: fn(Client) -> BoxFuture<'static, Result<(), Error>>,
}

impl Case {
    pub fn is_write(&self) -> bool {
        !self.request.starts_with("GET ")
    }

    /// Whether it carries an idempotency key: the POSTs do (money-operations.md §1.7).
    pub fn is_keyed(&self) -> bool {
        self.request.starts_with("POST ")
    }
}

/// `fn group;`, then `kind function(arguments) "VERB /path?query" {body};` where the kind tells what is answered: `one`
/// object, nothing but `done`, an `array`, a `list` of which the first page is read, or the receipt of a `page`. Each
/// call becomes a case of the group and a test of its own name.
macro_rules! cases {
    (
        fn $group:ident;
        $($kind:ident $function:ident($($arg:expr),* $(,)?) $request:literal $({ $($body:tt)* })?;)+
    ) => {
        fn $group() -> Vec<crate::every_call::Case> {
            vec![$(crate::every_call::Case {
                function: stringify!($function),
                request: $request,
                body: cases!(@body $({ $($body)* })?),
                answer: cases!(@answer $kind),
                call: |client: mangopay::Client| {
                    futures::FutureExt::boxed(async move { cases!(@call $kind client $function($($arg),*)) })
                },
            }),+]
        }

        mod $group {
            $(#[test]
            fn $function() {
                crate::every_call::leaves_as_the_sheets_say(super::$group(), stringify!($function));
            })+
        }
    };
    (@body) => { None };
    (@body { $($body:tt)* }) => { Some(serde_json::json!({ $($body)* })) };
    (@answer one) => { r#"{"Id":"1","CountryCode":"FR"}"# };
    (@answer array) => { "[]" };
    (@answer list) => { "[]" };
    (@answer done) => { "" };
    (@answer page) => { "" };
    (@call list $client:ident $function:ident($($arg:expr),*)) => {
        $client.$function($($arg),*).page(1).await.map(drop)
    };
    (@call page $client:ident $function:ident($($arg:expr),*)) => {
        $client.$function($($arg,)* &crate::every_call::small_page(), &mut |_| {}).await
    };
    (@call $kind:ident $client:ident $function:ident($($arg:expr),*)) => {
        $client.$function($($arg),*).await.map(drop)
    };
}
pub(crate) use cases;

pub fn small_page() -> mangopay::PageBody {
    mangopay::PageBody::new(zeroize::Zeroizing::new(vec![1; 100]))
}

pub fn every_case() -> Vec<Case> {
    [people::cases(), money::cases(), pay_ins::cases(), back_office::cases()].into_iter().flatten().collect()
}

/// Whether a path was made of a template: names in braces stand for anything.
fn fits(path: &str, template: &str) -> bool {
    let (path, template): (Vec<_>, Vec<_>) = (path.split('/').collect(), template.split('/').collect());
    path.len() == template.len()
        && path.iter().zip(&template).all(|(part, name)| part == name || name.starts_with('{') && !part.is_empty())
}

#[test]
fn every_call_of_the_surface_has_a_case_and_is_declared_as_it_is_made() {
    let cases = every_case();
    let made: BTreeSet<_> = cases.iter().map(|case| case.function).collect();
    let declared: BTreeSet<_> = surface().map(|call| call.function).collect();
    assert_eq!(made.len(), cases.len(), "each once");
    assert_eq!(made, declared);
    for call in surface() {
        let case = cases.iter().find(|case| case.function == call.function).unwrap();
        let (verb, rest) = case.request.split_once(' ').unwrap();
        let path = rest.split_once('?').map_or(rest, |(path, _)| path);
        assert_eq!(verb, call.verb, "{}", call.function);
        assert!(fits(path, call.path), "{}: {path} of {}", call.function, call.path);
    }
    let unlike: BTreeSet<_> = surface().map(|call| (call.verb, call.path)).collect();
    assert_eq!(unlike.len(), surface().count(), "no endpoint has two functions");
}

/// Makes one call of a group and looks at what leaves.
pub fn leaves_as_the_sheets_say(group: Vec<Case>, function: &str) {
    let case = group.into_iter().find(|case| case.function == function).unwrap();
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(leaves(&case));
    note(surface().find(|call| call.function == function).unwrap());
}

async fn leaves(case: &Case) {
    let api = Api::start().await;
    Mock::given(any())
        .and(wiremock::matchers::header("authorization", "Bearer token-1"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(case.answer, "application/json"))
        .expect(1)
        .mount(&api.server)
        .await;
    // What is recorded under a key is looked into before it is an answer.
    let unread = matches!((case.call)(api.client().clone()).await, Err(Error::Unreadable { what: "recorded status" }));
    assert_eq!(unread, case.function == "response", "{}", case.function);
    let received = api.server.received_requests().await.unwrap();
    let sent = received.last().unwrap();
    let root = if sent.url.path().starts_with("/v2.01/countries/") { "/v2.01" } else { ROOT };
    let path = sent.url.path().strip_prefix(root).unwrap();
    let query: Vec<String> = sent
        .url
        .query_pairs()
        .filter(|(name, _)| name != "page" && name != "per_page")
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    assert_eq!(format!("{} {path}{query}", sent.method), case.request);
    let header = sent.headers.get("idempotency-key").map(|value| value.to_str().unwrap());
    assert_eq!(header, case.is_keyed().then_some(key().as_str()), "{}: keys are for POST only", case.function);
    let body: Option<Value> = serde_json::from_slice(&sent.body).ok();
    if case.function.ends_with("_page") {
        assert!(body.unwrap()["File"].is_string(), "{}", case.function);
    } else {
        assert_eq!(body, case.body, "{}", case.function);
    }
    let has_length = sent.headers.contains_key("content-length");
    assert!(has_length || matches!(sent.method.as_str(), "GET" | "DELETE"), "{}: 411 without", case.function);
}

/// The one call beyond the surface: any other makes it when it has no token.
#[tokio::test]
async fn sign_in() {
    let api = Api::without_token().await;
    token_call().respond_with(token_reply(1, 1200)).expect(1).mount(&api.server).await;
    api.client().sign_in().await.unwrap();
    note(&Call { verb: "POST", path: "/oauth/token", function: "sign_in" });
}

/// Says which call a test has made, if `cargo xtask coverage` listens: docs/api-coverage.md is made of such lines.
fn note(call: &Call) {
    let Some(folder) = std::env::var_os("MANGROVE_API_COVERAGE") else { return };
    let test = std::thread::current();
    let line = format!("{}\t{}\t{}\t{}\n", call.verb, call.path, call.function, test.name().unwrap());
    let mut notes = File::options().append(true).create(true).open(Path::new(&folder).join("client")).unwrap();
    notes.write_all(line.as_bytes()).unwrap();
}

/// A key for each case: the same, so that tests can look for it.
pub fn k() -> IdempotencyKey {
    key()
}
