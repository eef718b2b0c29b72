//! What the API answers: bodies and the documented error shapes (docs/api/money-operations.md §1.8, §2.1).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::ids;

/// The generic message of every `param_error` (money-operations.md §2.1).
pub(crate) const PARAM_MESSAGE: &str = "One or several required parameters are missing or incorrect. \
     An incorrect resource ID also raises this kind of error.";

/// A finished answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Option<Value>,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: 200, headers: Vec::new(), body: Some(body) }
    }

    pub(crate) fn no_content() -> Self {
        Self { status: 204, headers: Vec::new(), body: None }
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// A refusal, before it is dated and numbered.
#[derive(Debug, Clone)]
pub(crate) enum Refusal {
    /// The usual body: `Message`, `Type`, `Id`, `Date`, `errors`.
    Usual { status: u16, kind: &'static str, message: String, errors: Option<BTreeMap<String, String>> },
    /// 401 without `Id` and `errors` (money-operations.md §1.2 item 4).
    Credentials,
    /// 400 of another shape: too many bad credentials (§1.2 item 5).
    Locked,
    /// OAuth2's own error shape, from the token endpoint.
    Grant(&'static str),
    /// 401 without a body whose header tells where the user authenticates (§1.9).
    Authenticate(String),
}

/// What a handler returns.
pub(crate) type Outcome = Result<Answer, Refusal>;

impl Refusal {
    /// A refusal of a kind of its own, without a field map.
    pub(crate) fn usual(status: u16, kind: &'static str, message: &str) -> Self {
        Self::Usual { status, kind, message: message.to_owned(), errors: None }
    }

    /// A refusal of a kind of its own that names one field.
    pub(crate) fn named(status: u16, kind: &'static str, message: &str, field: &str, text: &str) -> Self {
        let errors = Some(BTreeMap::from([(field.to_owned(), text.to_owned())]));
        Self::Usual { status, kind, message: message.to_owned(), errors }
    }

    /// 400 `param_error` naming fields.
    pub(crate) fn fields(errors: BTreeMap<String, String>) -> Self {
        Self::Usual { status: 400, kind: "param_error", message: PARAM_MESSAGE.to_owned(), errors: Some(errors) }
    }

    /// 400 `param_error` naming one field.
    pub(crate) fn field(name: &str, text: &str) -> Self {
        Self::fields(BTreeMap::from([(name.to_owned(), text.to_owned())]))
    }

    pub(crate) fn not_found(kind: &str, id: &str) -> Self {
        Self::Usual {
            status: 404,
            kind: "ressource_not_found",
            message: "The ressource does not exist".to_owned(),
            errors: Some(BTreeMap::from([(
                "RessourceNotFound".to_owned(),
                format!("Cannot found the ressource {kind} with the id={id}"),
            )])),
        }
    }

    pub(crate) fn no_such_path() -> Self {
        Self::usual(404, "ressource_not_found", "The requested URL does not exist")
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::usual(405, "method_not_allowed", "The requested resource does not support this http method.")
    }

    pub(crate) fn length_required() -> Self {
        Self::usual(411, "length_required", "A Content-Length header is required.")
    }

    pub(crate) fn too_large() -> Self {
        Self::usual(413, "payload_too_large", "The request body is too large.")
    }

    pub(crate) fn media_type() -> Self {
        Self::usual(415, "content_type_not_supported", "The content type is not supported.")
    }

    pub(crate) fn conflict() -> Self {
        Self::usual(
            409,
            "idempotent_creation_conflict",
            "A resource has already been created with this Idempotency Key",
        )
    }

    pub(crate) fn no_recorded_answer() -> Self {
        Self::usual(400, "correlationid_not_found", "The idempotency key does not exist.")
    }

    pub(crate) fn rate_limited() -> Self {
        Self::usual(429, "rate_limit", "Rate limit exceeded. Please contact support for more assistance")
    }

    pub(crate) fn forbidden() -> Self {
        Self::usual(403, "forbidden_ressource", "You are not authorized to access this ressource.")
    }

    pub(crate) fn user_closed() -> Self {
        Self::usual(400, "user_closed", "The user is closed, no action can be performed.")
    }

    pub(crate) fn fraud_policy() -> Self {
        Self::usual(400, "fraud_policy", "The user data does not comply with the fraud policy.")
    }

    /// The answer at `now`: errors carry a number and the date with decimals (money-operations.md §0 fact 2).
    pub(crate) fn at(&self, now: i64) -> Answer {
        #[allow(clippy::cast_precision_loss, reason = "seconds since 1970 fit a double exactly")]
        let date = now as f64;
        let (status, body) = match self {
            Self::Usual { status, kind, message, errors } => (
                *status,
                json!({
                    "Message": message, "Type": kind, "Id": format!("{}#{now}", ids::guid()), "Date": date,
                    "errors": errors,
                }),
            ),
            Self::Credentials => (
                401,
                json!({
                    "Message": "The authorization credentials are not valid", "Type": "invalid_credentials",
                    "Date": date,
                }),
            ),
            Self::Locked => (
                400,
                json!({
                    "error": "unauthorized_client",
                    "error_description": "This account has been temporarily locked for security reasons. \
                                          Please try again later.",
                }),
            ),
            Self::Grant(error) => (400, json!({ "error": error })),
            Self::Authenticate(url) => {
                let header = ("www-authenticate", format!("PendingUserAction RedirectUrl={url}"));
                return Answer { status: 401, headers: vec![header], body: None };
            }
        };
        Answer { status, headers: Vec::new(), body: Some(body) }
    }
}
