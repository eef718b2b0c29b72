//! Lines as the sheets write them, and what they must come to.

use super::*;

fn said(text: &str) -> Vec<String> {
    read(text).mentions.iter().map(|mention| mention.endpoint.to_string()).collect()
}

#[test]
fn a_verb_stands_before_a_path_or_with_it() {
    assert_eq!(said("| POST `/sca/users/natural` | create | **current** |"), ["POST /sca/users/natural"]);
    assert_eq!(
        said("### 2.3 Enrolment: POST `/sca/users/{UserId}/enrollment`"),
        ["POST /sca/users/{UserId}/enrollment"]
    );
    assert_eq!(said("(`POST /clients` → 200, see `GET /v2.01/oauth/token`)"), ["POST /clients", "GET /oauth/token"]);
    assert_eq!(said("- Recover: `GET /v2.01/{ClientId}/responses/{Key}` (within 24 h)"), ["GET /responses/{Key}"]);
    assert_eq!(said("| GET `/recipients/payout-methods?country=&currency=` | x |"), ["GET /recipients/payout-methods"]);
    assert_eq!(said("`GET /users` → `GET /users/{id}/wallets` (SCA!)"), ["GET /users", "GET /users/{id}/wallets"]);
}

#[test]
fn verbs_share_a_path_and_paths_share_a_verb() {
    assert_eq!(
        said("| GET/PUT `/a/{Id}` | GET/PUT `/b/{Id}` |"),
        ["GET /a/{Id}", "PUT /a/{Id}", "GET /b/{Id}", "PUT /b/{Id}"]
    );
    assert_eq!(said("`POST|GET /hooks`"), ["POST /hooks", "GET /hooks"]);
    assert_eq!(
        said("| POST `/users/natural`, `/users/legal` | create |"),
        ["POST /users/natural", "POST /users/legal"]
    );
    assert_eq!(
        said("PUT `/users/natural/{id}` or `/users/legal/{id}`"),
        ["PUT /users/natural/{id}", "PUT /users/legal/{id}"]
    );
    assert_eq!(
        said("`GET /mandates`, `/mandates/{Id}`, `/users/{UserId}/mandates`, `/mandates/{Id}/transactions`."),
        ["GET /mandates", "GET /mandates/{Id}", "GET /users/{UserId}/mandates", "GET /mandates/{Id}/transactions"]
    );
    assert_eq!(said("GET `/a` (no `/sca` prefix)"), ["GET /a"], "words end a list");
    assert_eq!(said("| DELETE `/a` | `/b` |"), ["DELETE /a"], "so does a cell");
}

#[test]
fn short_lists_are_written_out() {
    assert_eq!(
        said("| GET `/users/{id}/wallets`, `/cards`, `/KYC/documents` |"),
        ["GET /users/{id}/wallets", "GET /users/{id}/cards", "GET /users/{id}/KYC/documents"]
    );
    assert_eq!(
        said("GET `/users/{UserId}/emoney`, `/emoney/{YYYY}`, `/emoney/{YYYY}/{MM}`"),
        ["GET /users/{UserId}/emoney", "GET /users/{UserId}/emoney/{YYYY}", "GET /users/{UserId}/emoney/{YYYY}/{MM}"]
    );
    assert_eq!(
        said("| GET `/cards/fingerprints/{Fingerprint}`; `.../transactions` |"),
        ["GET /cards/fingerprints/{Fingerprint}", "GET /cards/fingerprints/{Fingerprint}/transactions"]
    );
    assert_eq!(
        said("`POST|GET /wallets/{Id}/virtual-accounts`, `GET|PUT …/{AccountId}`"),
        [
            "POST /wallets/{Id}/virtual-accounts",
            "GET /wallets/{Id}/virtual-accounts",
            "GET /wallets/{Id}/virtual-accounts/{AccountId}",
            "PUT /wallets/{Id}/virtual-accounts/{AccountId}",
        ]
    );
    assert_eq!(
        said("| GET `/users/{id}/emoney[/{YYYY}[/{MM}]]` | totals |"),
        ["GET /users/{id}/emoney", "GET /users/{id}/emoney/{YYYY}", "GET /users/{id}/emoney/{YYYY}/{MM}"]
    );
    assert_eq!(
        said("| POST `/users/{id}/bankaccounts/{iban\\|gb}` | create |"),
        ["POST /users/{id}/bankaccounts/iban", "POST /users/{id}/bankaccounts/gb"]
    );
    assert_eq!(
        said("### Close: DELETE `/users/natural|legal/{UserId}`"),
        ["DELETE /users/natural/{UserId}", "DELETE /users/legal/{UserId}"]
    );
}

#[test]
fn a_heading_may_give_the_verb_of_a_column() {
    let table = "\
### 7.1 Paths (all `POST`, under `/v2.01/{ClientId}`)

| Method | Create path | Kind |
| --- | --- | --- |
| Capture | `/payins/deposits/direct/full-capture` (`/complement` deprecated) | `/other` |
| PayPal | `/payins/paypal`; tracking `PUT /payins/{Id}/trackings` | WEB |

View: `/payins/{PayInId}`.

### 7.2 Next

| Path | |
| --- | --- |
| `/nothing` | |
";
    assert_eq!(
        said(table),
        [
            "POST /payins/deposits/direct/full-capture",
            "POST /payins/deposits/direct/complement",
            "POST /payins/paypal",
            "PUT /payins/{Id}/trackings"
        ]
    );
    assert_eq!(read(table).verbless, ["/v2.01/{ClientId}", "/other", "/payins/{PayInId}", "/nothing"]);
}

#[test]
fn what_names_no_endpoint_is_told() {
    let text = "1. **GET/POST** and so on\nplain\n```\nGET /in/code\n```\nGET `Url`/x";
    let found = read(text);
    assert!(found.mentions.is_empty(), "{:?}", found.mentions);
    assert_eq!(found.barren, ["1. **GET/POST** and so on", "GET `Url`/x"]);
}

#[test]
fn rows_are_endpoints_once_with_their_best_names() {
    let text = "## 3. Calls\n`GET /Users/{id}` `GET /users/{UserId}`\n`GET /wallets/CREDIT`, `GET /wallets/{Funds}`\n\
                `GET /wallets/all`";
    let rows = rows(&[("users", read(text).mentions)]);
    let said: Vec<_> = rows.iter().map(|row| format!("{} {}", row.endpoint, row.place)).collect();
    assert_eq!(said, ["GET /Users/{UserId} users §3", "GET /wallets/all users §3", "GET /wallets/{Funds} users §3"]);
}
