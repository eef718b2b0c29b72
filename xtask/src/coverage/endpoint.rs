//! A verb and a path, and when two of them are the same.

use std::fmt;

/// The verbs that the sheets know.
pub const VERBS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];

/// An endpoint: `GET /users/{UserId}`. Paths follow the version and the ClientId.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    pub verb: String,
    pub path: String,
}

/// A part between braces.
pub fn is_name(part: &str) -> bool {
    part.starts_with('{') && part.ends_with('}')
}

impl Endpoint {
    /// From a verb and a path, which may begin with the version and the ClientId or with no slash at all.
    pub fn new(verb: &str, path: &str) -> Self {
        let path = path.trim_matches('/');
        let path = path.strip_prefix("v2.01/").unwrap_or(path);
        let path = path.strip_prefix("{ClientId}/").unwrap_or(path);
        Self { verb: verb.to_owned(), path: format!("/{path}") }
    }

    /// From `VERB<tab>path`, as notes and the simulator say it.
    pub fn read(verb: Option<&str>, path: Option<&str>) -> Option<Self> {
        Some(Self::new(verb?, path?))
    }

    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').skip(1)
    }

    /// What two names of the same endpoint have in common: case and names between braces do not matter.
    pub fn key(&self) -> String {
        let parts = self.parts().map(|part| if is_name(part) { "{}".to_owned() } else { part.to_ascii_lowercase() });
        parts.fold(self.verb.clone(), |key, part| key + "/" + &part)
    }

    /// Whether this template takes calls of `other`. Only `{method}` stands for a word; other names stand for ids, and
    /// an id is not a word: `/disputes/{DisputeId}` does not take `/disputes/pendingsettlement`.
    pub fn takes(&self, other: &Self) -> bool {
        let alike = |(mine, its): (&str, &str)| match (is_name(mine), is_name(its)) {
            (true, true) => true,
            (true, false) => mine.eq_ignore_ascii_case("{method}"),
            (false, true) => false,
            (false, false) => mine.eq_ignore_ascii_case(its),
        };
        self.verb == other.verb
            && self.parts().count() == other.parts().count()
            && self.parts().zip(other.parts()).all(alike)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.verb, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_case_do_not_matter_and_words_do() {
        let one = Endpoint::new("GET", "/v2.01/{ClientId}/users/{UserId}/KYC/documents/");
        assert_eq!(one.path, "/users/{UserId}/KYC/documents");
        let simulated = Endpoint::new("GET", "users/{user}/kyc/documents");
        assert_eq!(one.key(), simulated.key());
        assert!(simulated.takes(&one));
        let view = Endpoint::new("GET", "/disputes/{DisputeId}");
        assert!(!view.takes(&Endpoint::new("GET", "/disputes/pendingsettlement")));
        assert!(!Endpoint::new("GET", "/disputes/pendingsettlement").takes(&view));
        assert!(!view.takes(&Endpoint::new("PUT", "/disputes/{Id}")));
        let methods = Endpoint::new("POST", "payins/payment-methods/{method}");
        assert!(methods.takes(&Endpoint::new("POST", "/payins/payment-methods/ideal")));
    }
}
