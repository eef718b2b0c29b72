//! Files that answers give the address of, under `/files`: signed addresses that end (docs/api/money-operations.md
//! §12.4, §13). Each module brings its own kind.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, RawQuery, State as Held},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};

use crate::{disputes, ids, kyc, platform, reports, request::Query, shared::Shared, state::State};

/// A file and its media type.
pub(crate) struct File {
    pub(crate) media: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// A kind of file: its name in the path, and how it is made (nothing if it is not there any more).
pub(crate) type Kind = (&'static str, fn(&State, &str, i64) -> Option<File>);

/// Every kind of file; one line per module.
const KINDS: &[Kind] = &[
    ("kyc", kyc::consult::file),
    ("dispute", disputes::documents::file),
    ("report", reports::file),
    ("logo", platform::file),
];

/// What the platform signs addresses with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Seal(String);

impl Default for Seal {
    fn default() -> Self {
        Self(ids::secret())
    }
}

fn mark(state: &State, kind: &str, name: &str, ends: i64) -> String {
    let key = blake3::derive_key("sandbox: addresses of files", state.seal.0.as_bytes());
    blake3::keyed_hash(&key, format!("{kind}/{name} {ends}").as_bytes()).to_hex()[..32].to_owned()
}

/// The address of a file, good until `ends`.
pub(crate) fn address(state: &State, base: &str, kind: &str, name: &str, ends: i64) -> String {
    let mark = mark(state, kind, name, ends);
    format!("{base}/files/{kind}/{name}?Policy={ends}&Signature={mark}&Key-Pair-Id=SANDBOX")
}

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new().route("/{kind}/{name}", get(serve)).with_state(shared)
}

/// 403 for an address that is wrong or has ended, 404 for a file that is gone.
async fn serve(
    Held(shared): Held<Arc<Shared>>,
    Path((kind, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = Query::parse(&query.unwrap_or_default());
    let make = KINDS.iter().find(|(known, _)| *known == kind).map(|(_, make)| *make);
    let Some(make) = make else { return StatusCode::NOT_FOUND.into_response() };
    let made = shared.with(|state, now| {
        let ends = query.int("Policy").ok().flatten().filter(|ends| *ends > now).ok_or(StatusCode::FORBIDDEN)?;
        if query.get("Signature") != Some(mark(state, &kind, &name, ends).as_str()) {
            return Err(StatusCode::FORBIDDEN);
        }
        make(state, &name, now).ok_or(StatusCode::NOT_FOUND)
    });
    match made {
        Ok(file) => ([(header::CONTENT_TYPE, file.media)], file.bytes).into_response(),
        Err(status) => status.into_response(),
    }
}
