//! A received call: its head, its query and its members, read as tolerantly or strictly as asked
//! (docs/api/users-verification.md §0; money-operations.md §1.1, §1.5).

use http::{HeaderMap, Method, Uri, header};
use serde_json::{Map, Value};

use crate::{answer::Refusal, kyc::pages::Sheet, options::Options};

/// Method, path, query and headers.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) method: Method,
    pub(crate) path: String,
    /// Path parts after the version and the ClientId, without empty ones.
    pub(crate) parts: Vec<String>,
    /// The ClientId of the path; none on paths without one.
    pub(crate) client: Option<String>,
    /// The path begins with the version.
    pub(crate) versioned: bool,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    /// Where the call came from.
    pub(crate) peer: Option<std::net::IpAddr>,
}

impl Head {
    pub(crate) fn new(method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        let mut parts = uri.path().split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let versioned = parts.first().is_some_and(|p| p.eq_ignore_ascii_case("v2.01"));
        if versioned {
            parts.remove(0);
        }
        let bare = parts.first().is_none_or(|p| p.eq_ignore_ascii_case("oauth") || p.eq_ignore_ascii_case("countries"));
        let client = if bare { None } else { Some(parts.remove(0)) };
        Self {
            method: method.clone(),
            path: uri.path().to_owned(),
            parts,
            client,
            versioned,
            query: Query::parse(uri.query().unwrap_or_default()),
            headers: headers.clone(),
            peer: None,
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|v| v.to_str().ok())
    }

    /// What follows the scheme in `Authorization`.
    pub(crate) fn credentials(&self, scheme: &str) -> Option<&str> {
        let (found, rest) = self.header("authorization")?.split_once(' ')?;
        found.eq_ignore_ascii_case(scheme).then(|| rest.trim())
    }

    fn media(&self) -> Option<String> {
        let value = self.header("content-type")?;
        Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
    }

    pub(crate) fn is_form(&self) -> bool {
        self.media().is_some_and(|m| m == "application/x-www-form-urlencoded")
    }

    pub(crate) fn is_json(&self) -> bool {
        self.media().is_some_and(|m| m == "application/json" || m == "text/json")
    }

    pub(crate) fn length(&self) -> Option<u64> {
        self.header(header::CONTENT_LENGTH.as_str())?.trim().parse().ok()
    }

    pub(crate) fn is_chunked(&self) -> bool {
        self.header(header::TRANSFER_ENCODING.as_str()).is_some_and(|v| v.to_ascii_lowercase().contains("chunked"))
    }

    pub(crate) fn is_token(&self) -> bool {
        self.versioned
            && self.client.is_none()
            && matches!(self.parts.as_slice(), [a, b] if a.eq_ignore_ascii_case("oauth") && b.eq_ignore_ascii_case("token"))
    }

    /// The address as the caller wrote it, without the query.
    pub(crate) fn url(&self) -> String {
        format!("http://{}{}", self.header("host").unwrap_or("localhost"), self.path)
    }
}

/// Query names (case-insensitive) and values, in the order sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn parse(text: &str) -> Self {
        let pairs = url::form_urlencoded::parse(text.as_bytes());
        Self(pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.into_owned())).collect())
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())?;
        (!value.is_empty()).then_some(value)
    }

    /// A whole number.
    pub(crate) fn int(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.get(name) else { return Ok(None) };
        text.trim().parse().map(Some).map_err(|_| Refusal::field(name, &format!("The value {text} is not a number")))
    }

    /// `true` or `false`, in any case.
    pub(crate) fn boolean(&self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.get(name).map(str::to_ascii_lowercase).as_deref() {
            None => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(text) => Err(Refusal::field(name, &format!("The value {text} is neither true nor false"))),
        }
    }

    /// Values of a multi-value filter: comma-separated or repeated, any case; each must be one of `known`.
    pub(crate) fn among(&self, name: &str, known: &[&'static str]) -> Result<Vec<&'static str>, Refusal> {
        let sent = self.0.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name)).flat_map(|(_, v)| v.split(','));
        sent.map(str::trim)
            .filter(|v| !v.is_empty())
            .map(|value| {
                known
                    .iter()
                    .copied()
                    .find(|k| k.eq_ignore_ascii_case(value))
                    .ok_or_else(|| Refusal::field(name, &format!("The value '{value}' is not valid for {name}")))
            })
            .collect()
    }
}

/// A call on its way to a handler.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) head: &'a Head,
    pub(crate) ids: &'a [(&'static str, String)],
    pub(crate) body: &'a Map<String, Value>,
    /// The decoded file of a page upload.
    pub(crate) sheet: Option<&'a Result<Sheet, Refusal>>,
    pub(crate) options: &'a Options,
    pub(crate) now: i64,
}

impl Call<'_> {
    /// A part of the path by its name in the route.
    pub(crate) fn id(&self, name: &str) -> &str {
        self.ids.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v.as_str())
    }

    /// `http://HOST`: where the pages that users are sent to lie.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.head.header("host").unwrap_or("localhost"))
    }

    pub(crate) fn strict(&self) -> bool {
        self.options.strict
    }
}

/// The JSON object of a body. `{}`, `""` and nothing at all are an empty object, as official SDKs send them.
pub(crate) fn object(bytes: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let trimmed = bytes.trim_ascii();
    if trimmed.is_empty() || trimmed == b"\"\"" {
        return Ok(Map::new());
    }
    match serde_json::from_slice(trimmed) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Refusal::field("body", "The body must be a JSON object")),
        Err(_) => Err(Refusal::field("body", "The body is not valid JSON")),
    }
}
