//! Every shape of refusal, and the error it becomes.

use mangopay::{Denial, Error, TransportKind};
use wiremock::ResponseTemplate;

use crate::support::{Api, Rig, USER, failing, fixture, json, ok, user};

/// What one answer to `GET /users/{id}` becomes.
async fn refused_with(response: ResponseTemplate, calls: u64) -> Error {
    let api = Api::start().await;
    api.on("GET", USER, calls, response).await;
    api.client().user(&user()).await.expect_err("the answer is no success")
}

#[tokio::test]
async fn each_answer_becomes_the_error_that_a_caller_acts_on() {
    type Check = fn(&Error) -> bool;
    let html =
        || ResponseTemplate::new(200).set_body_raw("<html><body>Welcome to the lobby</body></html>", "text/html");
    let table: Vec<(&str, ResponseTemplate, Check)> = vec![
        ("param_error, float date", failing(400, "errors/param_error.json"), |e| {
            matches!(e, Error::Validation(r) if r.status == 400 && r.kind == "param_error"
                && r.fields.len() == 2 && r.fields.iter().any(|(f, m)| f == "Fees.Currency" && m == "required")
                && r.id.as_deref() == Some("0d1a9d4c-7a57-4d3c-9d36-1f0ba3bd1b0f#1740581497"))
        }),
        (
            "Errors with a capital, lists of words",
            failing(400, "errors/capitalised.json"),
            |e| matches!(e, Error::Validation(r) if r.fields == [("Status".to_owned(), "must be SUCCEEDED".to_owned())]),
        ),
        (
            "errors null",
            failing(400, "errors/user_closed.json"),
            |e| matches!(e, Error::Validation(r) if r.kind == "user_closed" && r.fields.is_empty()),
        ),
        ("empty object", json(400, "{}"), |e| matches!(e, Error::Validation(r) if r.kind.is_empty() && r.id.is_none())),
        ("empty body", ResponseTemplate::new(400), |e| matches!(e, Error::Validation(r) if r.status == 400)),
        (
            "errors is a list",
            json(422, r#"{"Type":"x","errors":["a","b"]}"#),
            |e| matches!(e, Error::Validation(r) if r.status == 422 && r.fields.len() == 2),
        ),
        (
            "errors is text",
            json(400, r#"{"Type":"x","errors":"a"}"#),
            |e| matches!(e, Error::Validation(r) if r.fields.len() == 1),
        ),
        (
            "too large, from a proxy",
            ResponseTemplate::new(413).set_body_raw("<html>", "text/html"),
            |e| matches!(e, Error::Validation(r) if r.status == 413),
        ),
        (
            "not found",
            failing(404, "errors/not_found.json"),
            |e| matches!(e, Error::NotFound(r) if r.kind == "ressource_not_found"),
        ),
        ("not found, empty", ResponseTemplate::new(404), |e| matches!(e, Error::NotFound(_))),
        ("not found, another server", ResponseTemplate::new(404).set_body_raw("<html>", "text/html"), |e| {
            matches!(e, Error::NotAnApi { status: 404 })
        }),
        ("locked", failing(400, "errors/locked.json"), |e| matches!(e, Error::AccountLocked)),
        (
            "scope",
            failing(403, "errors/forbidden.json"),
            |e| matches!(e, Error::ScopeMissing(r) if r.kind == "forbidden_ressource"),
        ),
        ("403 empty", ResponseTemplate::new(403), |e| {
            matches!(e, Error::AccessDenied { reason: Denial::Unspecified, .. })
        }),
        ("403 from a firewall", ResponseTemplate::new(403).set_body_raw("<html>", "text/html"), |e| {
            matches!(e, Error::AccessDenied { reason: Denial::Unspecified, .. })
        }),
        ("403 ip", json(403, r#"{"Type":"ip_not_allowed"}"#), |e| {
            matches!(e, Error::AccessDenied { reason: Denial::IpNotAllowed, .. })
        }),
        ("403 certificate", json(403, r#"{"Type":"client_certificate_required"}"#), |e| {
            matches!(e, Error::AccessDenied { reason: Denial::CertificateNeeded, .. })
        }),
        ("403 consent", json(403, r#"{"Type":"consent_missing"}"#), |e| matches!(e, Error::ConsentMissing(_))),
        ("403 of its own type", json(403, r#"{"Type":"forex_not_available"}"#), |e| matches!(e, Error::Validation(_))),
        (
            "SCA, empty body",
            ResponseTemplate::new(401).insert_header(
                "WWW-Authenticate",
                "PendingUserAction RedirectUrl=https://sca.example.com/?token=MARKER x",
            ),
            |e| matches!(e, Error::ScaRequired { redirect_url } if redirect_url.as_str() == "https://sca.example.com/?token=MARKER"),
        ),
        (
            "SCA, small letters",
            ResponseTemplate::new(401).insert_header(
                "www-authenticate",
                "pendinguseraction redirectUrl=\"https://sca.example.com/?token=1\"",
            ),
            |e| matches!(e, Error::ScaRequired { redirect_url } if redirect_url.as_str() == "https://sca.example.com/?token=1"),
        ),
        ("a web page", html(), |e| matches!(e, Error::NotAnApi { status: 200 })),
        ("a web page that claims JSON", json(200, " \n<!doctype html>"), |e| matches!(e, Error::NotAnApi { .. })),
        ("plain words", json(200, "It works!"), |e| matches!(e, Error::NotAnApi { .. })),
        ("a redirection", ResponseTemplate::new(302).insert_header("location", "https://example.com/login"), |e| {
            matches!(e, Error::NotAnApi { status: 302 })
        }),
        ("405 page", ResponseTemplate::new(405).set_body_raw("<html>", "text/html"), |e| {
            matches!(e, Error::NotAnApi { status: 405 })
        }),
        ("cut JSON", json(200, r#"{"Id":"1","Email":"#), |e| matches!(e, Error::Unreadable { what: "JSON syntax" })),
        ("empty success", ResponseTemplate::new(200), |e| matches!(e, Error::Unreadable { .. })),
        ("another object", json(200, r#"{"Message":"hello"}"#), |e| matches!(e, Error::Unreadable { what: "user" })),
        ("a list", json(200, "[]"), |e| matches!(e, Error::Unreadable { what: "user" })),
    ];
    for (name, response, check) in table {
        let error = refused_with(response, 1).await;
        assert!(check(&error), "{name}: {error:?}");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("MARKER"), "{name}: what a log may hold has a value of the body: {shown}");
    }
}

#[tokio::test]
async fn a_failing_server_is_asked_again_and_then_reported() {
    let error = refused_with(failing(500, "errors/server.json"), 4).await;
    assert!(matches!(&error, Error::Server { status: 500, id: Some(id) } if id == "guid#9"), "{error:?}");
    assert!(error.is_retryable() && !error.is_offline());
}

#[tokio::test]
async fn nobody_there_is_told_apart_from_no_such_name() {
    let rig = {
        // The port was free a moment ago and nothing listens on it now.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        Rig::at(&format!("http://{}", listener.local_addr().unwrap()), mangopay::Timeouts::default())
    };
    let error = rig.client.user(&user()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { kind: TransportKind::Connect, .. }), "{error:?}");
    assert!(error.is_offline() && error.is_retryable());

    let rig = Rig::at("https://nothing.invalid", mangopay::Timeouts::default());
    let error = rig.client.user(&user()).await.unwrap_err();
    // Behind a proxy it is the proxy that looks up names.
    let kinds = [TransportKind::Dns, TransportKind::Proxy];
    assert!(matches!(&error, Error::Transport { kind, .. } if kinds.contains(kind)), "{error:?}");
}

#[tokio::test]
async fn plain_http_behind_https_is_a_tls_failure() {
    let server = wiremock::MockServer::start().await;
    let rig = Rig::at(&server.uri().replace("http://", "https://"), mangopay::Timeouts::default());
    let error = rig.client.user(&user()).await.unwrap_err();
    assert!(matches!(error, Error::Transport { kind: TransportKind::Tls, .. }), "{error:?}");
    assert!(!error.is_offline(), "the server is there, but cannot be trusted");
}

#[tokio::test]
async fn the_servers_clock_is_told_beside_ours() {
    let api = Api::start().await;
    let response = ok("users/natural_sca.json").insert_header("Date", "Wed, 19 Feb 2025 21:20:00 GMT");
    api.on("GET", USER, 1, response).await;
    api.client().user(&user()).await.unwrap();
    let time = api.client().server_date().unwrap();
    assert_eq!(time.server.0, 1_740_000_000);
    assert_eq!(time.skew(), 0, "{time:?}");
}

#[tokio::test]
async fn rate_limits_of_the_last_answer_are_kept_and_reported() {
    let api = Api::start().await;
    let response = ok("users/natural_sca.json")
        .insert_header("x-ratelimit", "5,5,5,5")
        .insert_header("x-ratelimit-remaining", "2295,4495,8795,105595")
        .insert_header("x-ratelimit-reset", "1740000900,1740001800,1740003600,1740086400");
    api.on("GET", USER, 1, response).await;
    assert_eq!(api.client().rate_state(), None);
    api.client().user(&user()).await.unwrap();
    let state = api.client().rate_state().unwrap();
    assert_eq!(state.tightest().unwrap().remaining, 2295);
    let calls = api.rig.seen.calls.lock().unwrap();
    let report = calls.iter().find(|report| report.template == "/users/{UserId}").unwrap();
    assert_eq!((report.method, report.status, report.tries), ("GET", Some(200), 1));
    assert_eq!(report.rate.as_ref(), Some(&state));
}

#[test]
fn fixtures_of_errors_are_json() {
    for name in ["conflict", "rate_limit", "not_recorded"] {
        let text = fixture(&format!("errors/{name}.json"));
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{name}");
    }
}
