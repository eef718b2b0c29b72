//! Which call goes where, and which scope it needs (docs/api/money-operations.md §3.1).

use std::sync::atomic::{AtomicBool, Ordering};

use http::Method;
use serde::Serialize;

use crate::{
    accounts,
    answer::{Outcome, Refusal},
    countries, disputes, events, formats, hooks, idempotency, identity, idv, kyc, money, platform, recipients, reports,
    request::{Call, Head},
    state::State,
    ubo, users,
};

pub(crate) type Handler = fn(&mut State, &Call<'_>) -> Outcome;

/// What a body may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    None,
    Json,
    /// A page upload: one large Base64 member.
    Page,
}

/// An endpoint that is simulated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Endpoint {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub verb: String,
    /// The path after the version and, but for `countries/…`, the ClientId: literal parts in lower case, names between
    /// braces for anything.
    pub path: &'static str,
}

impl std::fmt::Display for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\t{}", self.verb, self.path)
    }
}

/// What serves an endpoint.
pub(crate) struct Route {
    method: Method,
    /// Literal parts in lower case, `{name}` for an id.
    pattern: &'static str,
    scope: &'static str,
    pub(crate) body: Body,
    /// Query names it knows, in lower case.
    query: &'static [&'static str],
    pub(crate) handler: Handler,
    /// A call to it has succeeded.
    served: AtomicBool,
}

/// Query names of a plain list.
pub(crate) const PAGING: &[&str] = &["page", "per_page", "sort", "beforedate", "afterdate"];

/// A GET with the query names it knows, in lower case.
pub(crate) fn get(
    pattern: &'static str,
    scope: &'static str,
    query: &'static [&'static str],
    handler: Handler,
) -> Route {
    Route { method: Method::GET, pattern, scope, body: Body::None, query, handler, served: AtomicBool::default() }
}

fn write(method: Method, pattern: &'static str, scope: &'static str, handler: Handler) -> Route {
    Route { method, pattern, scope, body: Body::Json, query: &[], handler, served: AtomicBool::default() }
}

/// A POST with a JSON object.
pub(crate) fn post(pattern: &'static str, scope: &'static str, handler: Handler) -> Route {
    write(Method::POST, pattern, scope, handler)
}

/// A POST of one large Base64 member.
pub(crate) fn upload(pattern: &'static str, scope: &'static str, handler: Handler) -> Route {
    Route { body: Body::Page, ..post(pattern, scope, handler) }
}

/// A PUT of one large Base64 member.
pub(crate) fn upload_anew(pattern: &'static str, scope: &'static str, handler: Handler) -> Route {
    Route { body: Body::Page, ..put(pattern, scope, handler) }
}

/// A PUT with a JSON object.
pub(crate) fn put(pattern: &'static str, scope: &'static str, handler: Handler) -> Route {
    write(Method::PUT, pattern, scope, handler)
}

/// A DELETE.
pub(crate) fn delete(pattern: &'static str, scope: &'static str, handler: Handler) -> Route {
    write(Method::DELETE, pattern, scope, handler)
}

/// What each resource contributes; one line per module.
const RESOURCES: &[fn() -> Vec<Route>] = &[
    platform::routes,
    events::routes,
    idempotency::routes,
    users::routes,
    kyc::routes,
    ubo::routes,
    idv::routes,
    identity::routes,
    formats::routes,
    countries::routes,
    disputes::routes,
    reports::routes,
    hooks::routes,
    accounts::routes,
    recipients::routes,
    money::routes,
];

/// Every endpoint that is simulated. Where a path fits two patterns, the one with the earlier literal part wins
/// (`users/natural` before `users/{user}`), whatever module it comes from.
pub(crate) fn table() -> Vec<Route> {
    let mut all: Vec<Route> = RESOURCES.iter().flat_map(|routes| routes()).collect();
    all.sort_by_cached_key(|route| route.pattern.split('/').map(|part| part.starts_with('{')).collect::<Vec<_>>());
    all
}

/// The endpoints that are simulated.
#[must_use]
pub fn endpoints() -> Vec<Endpoint> {
    std::iter::once(token()).chain(table().iter().map(Route::endpoint)).collect()
}

/// The one endpoint that is not in the table: it has no ClientId, no scope and no JSON (money-operations.md §1.2).
pub(crate) fn token() -> Endpoint {
    Endpoint { verb: Method::POST.to_string(), path: "oauth/token" }
}

impl Route {
    fn matches(&self, parts: &[String]) -> Option<Vec<(&'static str, String)>> {
        let mut ids = Vec::new();
        let mut wanted = self.pattern.split('/');
        for part in parts {
            let want = wanted.next()?;
            match want.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
                Some(name) => ids.push((name, part.clone())),
                None if want.eq_ignore_ascii_case(part) => {}
                None => return None,
            }
        }
        wanted.next().is_none().then_some(ids)
    }

    pub(crate) fn is_write(&self) -> bool {
        self.method != Method::GET
    }

    pub(crate) fn endpoint(&self) -> Endpoint {
        Endpoint { verb: self.method.to_string(), path: self.pattern }
    }

    pub(crate) fn has_served(&self) -> bool {
        self.served.load(Ordering::Relaxed)
    }

    pub(crate) fn serves(&self) {
        self.served.store(true, Ordering::Relaxed);
    }

    pub(crate) fn scope(&self) -> &'static str {
        self.scope
    }

    /// Refuses query names it does not know.
    pub(crate) fn check_query(&self, head: &Head) -> Result<(), Refusal> {
        match head.query.names().into_iter().find(|name| !self.query.contains(&name.as_str())) {
            Some(name) => Err(Refusal::field(&name, "This parameter is not known")),
            None => Ok(()),
        }
    }
}

/// What the table says about a path.
pub(crate) enum Found<'a> {
    Route(&'a Route, Vec<(&'static str, String)>),
    /// The path exists, not with this method; the scope of its first method.
    OtherMethod,
    Nothing,
}

pub(crate) fn find<'a>(table: &'a [Route], head: &Head) -> Found<'a> {
    let mut other = false;
    for route in table {
        if let Some(ids) = route.matches(&head.parts) {
            if route.method == head.method {
                return Found::Route(route, ids);
            }
            other = true;
        }
    }
    if other { Found::OtherMethod } else { Found::Nothing }
}
