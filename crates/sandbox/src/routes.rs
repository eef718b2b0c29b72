//! Which call goes where, and which scope it needs (docs/mangopay/money-operations.md §3.1).

use http::Method;

use crate::{
    answer::{Outcome, Refusal},
    events, idempotency, kyc, platform,
    request::{Call, Head},
    state::State,
    users,
};

type Handler = fn(&mut State, &Call<'_>) -> Outcome;

/// What a body may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    None,
    Json,
    /// A page upload: one large Base64 member.
    Page,
}

/// One endpoint.
pub(crate) struct Route {
    method: Method,
    /// Literal parts in lower case, `{name}` for an id.
    pattern: &'static str,
    scope: &'static str,
    pub(crate) body: Body,
    /// Query names it knows, in lower case.
    query: &'static [&'static str],
    pub(crate) handler: Handler,
}

const DETAILS: &str = "Users.Details";
const VERIFICATION: &str = "Users.Verification";
const DEVELOPERS: &str = "Client.Developers";
const PAGING: &[&str] = &["page", "per_page", "sort", "beforedate", "afterdate"];
const DOCUMENTS: &[&str] = &["page", "per_page", "sort", "beforedate", "afterdate", "status", "type"];
const EVENTS: &[&str] = &["page", "per_page", "sort", "beforedate", "afterdate", "eventtype"];

fn get(pattern: &'static str, scope: &'static str, query: &'static [&'static str], handler: Handler) -> Route {
    Route { method: Method::GET, pattern, scope, body: Body::None, query, handler }
}

fn write(method: Method, pattern: &'static str, scope: &'static str, handler: Handler) -> Route {
    Route { method, pattern, scope, body: Body::Json, query: &[], handler }
}

/// Every endpoint that is simulated.
pub(crate) fn table() -> Vec<Route> {
    let post = |pattern, scope, handler| write(Method::POST, pattern, scope, handler);
    let put = |pattern, scope, handler| write(Method::PUT, pattern, scope, handler);
    let delete = |pattern, scope, handler| write(Method::DELETE, pattern, scope, handler);
    vec![
        get("clients", "Client.Details", &[], platform::get),
        get("events", DEVELOPERS, EVENTS, events::list),
        get("responses/{key}", DEVELOPERS, &[], idempotency::view),
        get("users", DETAILS, PAGING, users::list),
        post("users/natural", DETAILS, users::create::natural),
        post("users/legal", DETAILS, users::create::legal),
        get("users/natural/{user}", DETAILS, &[], users::get_natural),
        get("users/legal/{user}", DETAILS, &[], users::get_legal),
        put("users/natural/{user}", DETAILS, users::change::natural),
        put("users/legal/{user}", DETAILS, users::change::legal),
        delete("users/natural/{user}", DETAILS, users::blocks::close_natural),
        delete("users/legal/{user}", DETAILS, users::blocks::close_legal),
        get("users/{user}", DETAILS, &[], users::get),
        get("users/{user}/blockstatus", DETAILS, &[], users::blocks::block_status),
        get("users/{user}/regulatory", DETAILS, &[], users::blocks::regulatory),
        post("sca/users/natural", DETAILS, users::create::sca_natural),
        post("sca/users/legal", DETAILS, users::create::sca_legal),
        get("sca/users/natural/{user}", DETAILS, &[], users::get_sca_natural),
        get("sca/users/legal/{user}", DETAILS, &[], users::get_sca_legal),
        put("sca/users/natural/{user}", DETAILS, users::change::sca_natural),
        put("sca/users/legal/{user}", DETAILS, users::change::sca_legal),
        get("sca/users/{user}", DETAILS, &[], users::get_sca),
        post("sca/users/{user}/enrollment", DETAILS, users::sca::enrol),
        get("sca/users/{user}/sca-status", DETAILS, &[], users::sca::status),
        get("kyc/documents", VERIFICATION, DOCUMENTS, kyc::list),
        get("kyc/documents/{document}", VERIFICATION, &[], kyc::get),
        get("users/{user}/kyc/documents", VERIFICATION, DOCUMENTS, kyc::list),
        post("users/{user}/kyc/documents", VERIFICATION, kyc::create),
        get("users/{user}/kyc/documents/{document}", VERIFICATION, &[], kyc::get),
        put("users/{user}/kyc/documents/{document}", VERIFICATION, kyc::submit),
        Route {
            body: Body::Page,
            ..post("users/{user}/kyc/documents/{document}/pages", VERIFICATION, kyc::pages::create)
        },
    ]
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
