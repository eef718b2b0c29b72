use bytes::Bytes;
use http::Method;
use model::IdempotencyKey;
use serde::Serialize;
use url::Url;

use crate::{Error, PageBody, ServerAddress};

/// The path of the call that fetches a token: the only POST that leaves a read-only client.
pub(crate) const TOKEN: &str = "/oauth/token";

/// The paths without a client id: the token's and those of countries (money-operations.md §1.1).
const WITHOUT_CLIENT: [&str; 2] = [TOKEN, "/countries/"];

const VERSION: &str = "v2.01";

/// One call, before it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    /// The path after the version and the client id, with names between braces in the place of ids.
    pub(crate) template: &'static str,
    /// What stands in the place of the names, in order.
    pub(crate) params: Vec<String>,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) body: Body,
    pub(crate) key: Option<IdempotencyKey>,
    pub(crate) expect: Expect,
}

#[derive(Debug, Clone)]
pub(crate) enum Body {
    Empty,
    Json(Bytes),
    Form(&'static str),
    Page(PageBody),
}

/// What a success brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    Json,
    Nothing,
}

impl Body {
    /// A value as JSON.
    pub(crate) fn json<T: Serialize>(value: &T) -> Result<Self, Error> {
        serde_json::to_vec(value).map(|text| Self::Json(text.into())).map_err(|_| Error::Setup { what: "request body" })
    }

    /// What a POST or a PUT without content carries: a length is required (money-operations.md §1.3).
    pub(crate) fn empty_object() -> Self {
        Self::Json(Bytes::from_static(b"{}"))
    }

    /// What puts a bank account, a card or a virtual account out of use.
    pub(crate) fn inactive() -> Self {
        Self::Json(Bytes::from_static(br#"{"Active":false}"#))
    }

    /// What says that a document or a declaration is complete.
    pub(crate) fn validation_asked() -> Self {
        Self::Json(Bytes::from_static(br#"{"Status":"VALIDATION_ASKED"}"#))
    }
}

impl Request {
    pub(crate) fn get(template: &'static str, params: Vec<String>) -> Self {
        Self {
            method: Method::GET,
            template,
            params,
            query: Vec::new(),
            body: Body::Empty,
            key: None,
            expect: Expect::Json,
        }
    }

    pub(crate) fn post(template: &'static str, params: Vec<String>, body: Body, key: &IdempotencyKey) -> Self {
        Self { method: Method::POST, body, key: Some(key.clone()), ..Self::get(template, params) }
    }

    pub(crate) fn put(template: &'static str, params: Vec<String>, body: Body) -> Self {
        Self { method: Method::PUT, body, ..Self::get(template, params) }
    }

    pub(crate) fn delete(template: &'static str, params: Vec<String>) -> Self {
        Self { method: Method::DELETE, ..Self::get(template, params) }
    }

    pub(crate) fn token() -> Self {
        Self { method: Method::POST, body: Body::Form("grant_type=client_credentials"), ..Self::get(TOKEN, Vec::new()) }
    }

    pub(crate) fn asking(self, query: Vec<(&'static str, String)>) -> Self {
        Self { query, ..self }
    }

    pub(crate) fn expecting_nothing(self) -> Self {
        Self { expect: Expect::Nothing, ..self }
    }

    pub(crate) fn is_token(&self) -> bool {
        self.method == Method::POST && self.template == TOKEN
    }

    /// Whether it changes nothing at the server, so that it may be sent again at will. A second token does no harm.
    pub(crate) fn is_read(&self) -> bool {
        self.method == Method::GET || self.is_token()
    }

    pub(crate) fn method_name(&self) -> &'static str {
        match self.method {
            Method::GET => "GET",
            Method::PUT => "PUT",
            Method::DELETE => "DELETE",
            _ => "POST",
        }
    }

    /// The full address. Each parameter is one segment, whatever is in it.
    pub(crate) fn url(&self, server: &ServerAddress, client_id: &str) -> Result<Url, Error> {
        let mut url = server.as_url().clone();
        let mut params = self.params.iter();
        {
            let mut path = url.path_segments_mut().map_err(|()| Error::Setup { what: "server address" })?;
            path.pop_if_empty().push(VERSION);
            if !WITHOUT_CLIENT.iter().any(|start| self.template.starts_with(start)) {
                path.push(segment(client_id)?);
            }
            for part in self.template.split('/').filter(|part| !part.is_empty()) {
                match part.starts_with('{') {
                    true => path.push(segment(params.next().ok_or(Error::InvalidId)?)?),
                    false => path.push(part),
                };
            }
        }
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        Ok(url)
    }
}

/// A URL drops segments of dots, and before that tabs and line breaks, and would make another path of them.
fn segment(text: &str) -> Result<&str, Error> {
    match text {
        "" | "." | ".." => Err(Error::InvalidId),
        hidden if hidden.contains(char::is_control) => Err(Error::InvalidId),
        other => Ok(other),
    }
}

#[cfg(test)]
mod tests {
    use super::Request;
    use crate::ServerAddress;

    #[test]
    fn an_id_is_one_segment_whatever_is_in_it() {
        let server = ServerAddress::parse("https://api.example.com/prefix/").unwrap();
        let url = |id: &str| Request::get("/users/{UserId}/KYC/documents", vec![id.to_owned()]).url(&server, "acme");
        assert_eq!(
            url("a/b?c#d é").unwrap().as_str(),
            "https://api.example.com/prefix/v2.01/acme/users/a%2Fb%3Fc%23d%20%C3%A9/KYC/documents"
        );
        for bad in ["", ".", "..", ".\t.", "\t.\t.\n", ".\r", "a\0b"] {
            assert!(url(bad).is_err(), "{bad:?} would make another path");
        }
        assert_eq!(
            Request::token().url(&server, "acme").unwrap().as_str(),
            "https://api.example.com/prefix/v2.01/oauth/token",
            "the token has no client id in its path"
        );
        assert_eq!(
            Request::get("/countries/{CountryCode}/authorizations", vec!["FR".into()])
                .url(&server, "acme")
                .unwrap()
                .as_str(),
            "https://api.example.com/prefix/v2.01/countries/FR/authorizations",
            "nor have countries"
        );
    }
}
