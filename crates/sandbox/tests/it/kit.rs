//! A running simulator, a plain HTTP client and a few makers of bodies.

use std::{
    fs::File,
    io::{Cursor, Write as _},
    path::Path,
    sync::OnceLock,
};

use base64::Engine as _;
use reqwest::{Method, header::HeaderMap};
use sandbox::{ClockMode, Control, Options, Sandbox};
use serde_json::{Value, json};

/// 24 November 2026, 10:42 in Paris.
pub const NOW: i64 = 1_795_513_320;
pub const KEY: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";

pub fn http() -> reqwest::Client {
    static READY: OnceLock<()> = OnceLock::new();
    READY.get_or_init(|| rustls::crypto::ring::default_provider().install_default().unwrap_or_default());
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// An answer.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Got {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub fn id(&self) -> String {
        assert_eq!(self.status, 200, "an id needs a success: {:?}", self.body);
        self.body["Id"].as_str().unwrap().to_owned()
    }

    pub fn ids(&self) -> Vec<String> {
        self.body.as_array().unwrap().iter().map(|i| i["Id"].as_str().unwrap().to_owned()).collect()
    }
}

/// A simulator with a client that holds a token.
pub struct Site {
    pub sandbox: Sandbox,
    pub control: Control,
    pub http: reqwest::Client,
    pub token: String,
    _coverage: Coverage,
}

/// Says at the end of a test which endpoints served it, if `cargo xtask coverage` listens: docs/api-coverage.md is made
/// of such lines.
struct Coverage {
    control: Control,
    test: String,
}

impl Coverage {
    fn of(control: Control) -> Self {
        Self { control, test: std::thread::current().name().unwrap().to_owned() }
    }
}

impl Drop for Coverage {
    fn drop(&mut self) {
        let Some(folder) = std::env::var_os("MANGROVE_API_COVERAGE") else { return };
        // What did not pass proves nothing.
        if !std::thread::panicking() {
            let lines: String = self.control.served().iter().map(|at| format!("{at}\t{}\n", self.test)).collect();
            let mut notes =
                File::options().append(true).create(true).open(Path::new(&folder).join("simulator")).unwrap();
            notes.write_all(lines.as_bytes()).unwrap();
        }
    }
}

pub fn frozen() -> Options {
    Options { clock: ClockMode::Frozen(NOW), ..Options::default() }
}

impl Site {
    pub async fn new(options: Options) -> Self {
        let sandbox = Sandbox::start(options).await.unwrap();
        let control = sandbox.control();
        let _coverage = Coverage::of(sandbox.control());
        let mut site = Self { control, sandbox, http: http(), token: String::new(), _coverage };
        site.sign_in().await;
        site
    }

    pub async fn plain() -> Self {
        Self::new(frozen()).await
    }

    pub async fn sign_in(&mut self) {
        let got = self.token_with("sandbox-client", "sandbox-key", "grant_type=client_credentials").await;
        self.token = got.body["access_token"].as_str().unwrap().to_owned();
    }

    pub async fn token_with(&self, client: &str, key: &str, form: &str) -> Got {
        let request = self
            .http
            .post(format!("{}/v2.01/oauth/token", self.sandbox.base_url()))
            .basic_auth(client, Some(key))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned());
        answer(request).await.unwrap()
    }

    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}/v2.01/sandbox-client{path}", self.sandbox.base_url());
        self.http.request(method, url).bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> Got {
        answer(self.request(Method::GET, path)).await.unwrap()
    }

    pub async fn post(&self, path: &str, body: Value) -> Got {
        answer(self.request(Method::POST, path).json(&body)).await.unwrap()
    }

    pub async fn put(&self, path: &str, body: Value) -> Got {
        answer(self.request(Method::PUT, path).json(&body)).await.unwrap()
    }

    pub async fn keyed(&self, path: &str, key: &str, body: Value) -> Result<Got, reqwest::Error> {
        answer(self.request(Method::POST, path).header("Idempotency-Key", key).json(&body)).await
    }

    /// An active natural owner.
    pub async fn owner(&self) -> String {
        self.post("/users/natural", natural()).await.id()
    }

    pub async fn document(&self, user: &str, kind: &str, tag: Option<&str>) -> String {
        self.post(&format!("/users/{user}/KYC/documents/"), json!({ "Type": kind, "Tag": tag })).await.id()
    }

    pub async fn page(&self, user: &str, document: &str, bytes: &[u8]) -> Got {
        self.post(&format!("/users/{user}/kyc/documents/{document}/pages"), file(bytes)).await
    }

    pub async fn submit(&self, user: &str, document: &str) -> Got {
        self.put(&format!("/users/{user}/kyc/documents/{document}"), json!({ "Status": "VALIDATION_ASKED" })).await
    }

    /// Answers a hosted page and returns where the user is sent, with `back` as the platform's return address.
    pub async fn choose(&self, page: &str, choice: &str, back: &str) -> String {
        let mut url = url::Url::parse(page).unwrap();
        if !back.is_empty() {
            url.query_pairs_mut().append_pair("returnUrl", back);
        }
        let got = self.visit(url.as_str(), choice).await;
        assert_eq!(got.status, 303);
        got.header("location").to_owned()
    }

    /// A submitted declaration with one owner of this first name.
    pub async fn declare(&self, user: &str, first: &str) -> String {
        let path = format!("/users/{user}/kyc/ubodeclarations");
        let id = self.post(&path, json!({})).await.id();
        assert_eq!(self.post(&format!("{path}/{id}/ubos"), ubo(first)).await.status, 200);
        assert_eq!(self.put(&format!("{path}/{id}"), json!({ "Status": "VALIDATION_ASKED" })).await.status, 200);
        id
    }

    pub async fn events(&self, kind: &str) -> Vec<Value> {
        self.get(&format!("/events?per_page=100&EventType={kind}")).await.body.as_array().unwrap().clone()
    }
}

pub async fn answer(request: reqwest::RequestBuilder) -> Result<Got, reqwest::Error> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await?;
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Ok(Got { status, headers, body })
}

pub fn natural() -> Value {
    json!({
        "UserCategory": "OWNER", "TermsAndConditionsAccepted": true, "FirstName": "Renée", "LastName": "Dupré",
        "Email": "renee.dupre@example.org", "Birthday": 312_768_000, "Nationality": "FR", "CountryOfResidence": "FR",
    })
}

/// A legal owner in the SCA shape.
pub fn legal(kind: &str) -> Value {
    json!({
        "UserCategory": "OWNER", "TermsAndConditionsAccepted": true, "LegalPersonType": kind, "Name": "Atelier Sœur",
        "Email": "bureau@atelier-soeur.example", "CompanyNumber": "832417905",
        "HeadquartersAddress": {
            "AddressLine1": "1 rue du Port", "City": "Nantes", "PostalCode": "44000", "Country": "FR",
        },
        "LegalRepresentative": {
            "FirstName": "Zoé", "LastName": "Lefèvre", "Email": "zoe+accept@atelier-soeur.example",
            "Birthday": 312_768_000, "Nationality": "FR", "CountryOfResidence": "FR",
        },
    })
}

/// A beneficial owner.
pub fn ubo(first: &str) -> Value {
    json!({
        "FirstName": first, "LastName": "Lefèvre", "Nationality": "FR", "Birthday": 312_768_000,
        "Address": { "AddressLine1": "1 rue du Port", "City": "Nantes", "PostalCode": "44000", "Country": "FR" },
        "Birthplace": { "City": "Nantes", "Country": "FR" },
    })
}

/// A legal owner in the flat shape.
pub fn flat_legal(kind: &str) -> Value {
    let mut body = legal(kind);
    let inner = body["LegalRepresentative"].take();
    body.as_object_mut().unwrap().remove("LegalRepresentative");
    for (name, value) in inner.as_object().unwrap() {
        body[format!("LegalRepresentative{name}")] = value.clone();
    }
    body
}

pub fn file(bytes: &[u8]) -> Value {
    json!({ "File": base64::engine::general_purpose::STANDARD.encode(bytes) })
}

/// A PDF of exactly this size, as far as its first bytes say.
pub fn pdf(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(size, b' ');
    bytes
}

/// A noisy JPEG, dark on the left and light on the right.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        let noise = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)).wrapping_mul(2_654_435_761) >> 27;
        let base = if x < width / 2 { 40 } else { 200 };
        image::Rgb([u8::try_from(base + noise).unwrap(); 3])
    });
    let mut bytes = Cursor::new(Vec::new());
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95).encode_image(&image).unwrap();
    bytes.into_inner()
}

/// Waits until the list of calls satisfies a condition.
pub async fn until(control: &Control, fits: impl Fn(&[sandbox::Received]) -> bool) {
    let mut changes = control.watch_calls();
    let waiting = async {
        while !fits(&control.calls()) {
            changes.changed().await.unwrap();
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.expect("the calls never came to that");
}
