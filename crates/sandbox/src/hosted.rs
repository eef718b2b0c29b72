//! Pages that users are sent to, on the simulator's own port: a small page with two buttons
//! (docs/api/money-operations.md §1.9, §7.3, §7.5). A module with pages of its own adds a [`Door`].

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    extract::{Path, State as Held},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use http::{StatusCode, Uri, header};

use crate::{idv, money, sca, shared::Shared, state::State};

/// What a user can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    Accept,
    Refuse,
}

/// What a page says.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) title: &'static str,
    pub(crate) line: String,
    /// Where the user goes afterwards, unless the link said so (`returnUrl`).
    pub(crate) back: Option<String>,
}

/// Name and value that the address a user returns to gets.
pub(crate) type Said = (&'static str, String);

/// A kind of page, `/hosted/{kind}?token=…`.
pub(crate) struct Door {
    pub(crate) kind: &'static str,
    pub(crate) show: fn(&State, &str) -> Option<Page>,
    /// Applies the answer.
    pub(crate) decide: fn(&mut State, &str, Choice, i64) -> Option<Said>,
}

/// Every kind of page; one line per module.
const DOORS: &[&[Door]] = &[money::DOORS, sca::DOORS, idv::DOORS];

/// The pages, and what else lies under `/hosted`.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/{kind}", get(show))
        .route("/{kind}/{choice}", post(decide))
        .merge(money::files())
        .with_state(shared)
}

fn door(kind: &str) -> Option<&'static Door> {
    DOORS.iter().flat_map(|doors| doors.iter()).find(|door| door.kind == kind)
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn page(title: &str, inner: &str) -> Response {
    let title = escaped(title);
    Html(format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1>{inner}</main></body></html>"
    ))
    .into_response()
}

fn gone() -> Response {
    (StatusCode::NOT_FOUND, page("This link has ended", "")).into_response()
}

/// The names and values of a query.
pub(crate) fn names(uri: &Uri) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect()
}

fn token(names: &BTreeMap<String, String>) -> &str {
    names.get("token").map_or("", String::as_str)
}

async fn show(Held(shared): Held<Arc<Shared>>, Path(kind): Path<String>, uri: Uri) -> Response {
    let names = names(&uri);
    let found = door(&kind).and_then(|door| shared.with(|state, _| (door.show)(state, token(&names))));
    let Some(found) = found else { return gone() };
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(&names);
    let query = escaped(&query.finish());
    let button = |choice: &str, text: &str| {
        format!("<form method=\"post\" action=\"/hosted/{kind}/{choice}?{query}\"><button>{text}</button></form>")
    };
    let buttons = format!("{}{}", button("accept", "Accept"), button("refuse", "Refuse"));
    page(found.title, &format!("<p>{}</p>{buttons}", escaped(&found.line)))
}

async fn decide(Held(shared): Held<Arc<Shared>>, Path((kind, choice)): Path<(String, String)>, uri: Uri) -> Response {
    let names = names(&uri);
    let choice = match choice.as_str() {
        "accept" => Choice::Accept,
        "refuse" => Choice::Refuse,
        _ => return gone(),
    };
    let Some(door) = door(&kind) else { return gone() };
    let token = token(&names).to_owned();
    let work = move |state: &mut State, now: i64| {
        let back = (door.show)(state, &token)?.back;
        let said = (door.decide)(state, &token, choice, now)?;
        Some((said, back))
    };
    // Saving the state blocks.
    let done = tokio::task::spawn_blocking(move || shared.change(work)).await;
    let Ok(Ok(done)) = done else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let Some(((name, value), back)) = done else { return gone() };
    let Some(back) = names.get("returnUrl").cloned().or(back) else { return page("Thank you", "") };
    match url::Url::parse(&back) {
        Ok(mut to) => {
            to.query_pairs_mut().append_pair(name, &value);
            (StatusCode::SEE_OTHER, [(header::LOCATION, to.to_string())]).into_response()
        }
        Err(_) => page("Thank you", ""),
    }
}
