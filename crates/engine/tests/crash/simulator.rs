//! The simulator, its faults, and what it must hold in the end.

use std::collections::BTreeSet;

use sandbox::{ClockMode, Fault, Options, RateLimits, Sandbox, Scopes, World};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::{
    Call, Loss,
    program::{Profile, Run},
};

/// A simulator with users to spare; each case takes another.
pub struct Simulator {
    sandbox: Sandbox,
    address: String,
    users: Vec<String>,
    /// Documents of the world itself.
    before: BTreeSet<String>,
    _runtime: Runtime,
}

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Exactly one document, submitted, with exactly its pages.
    One,
    /// The same, and documents that the journal has as left behind (a lost page that could not be looked up).
    OneAndLeftBehind,
    /// Something is there twice.
    Duplicate(String),
    /// Something is missing.
    Loss(String),
}

impl Verdict {
    pub fn is_wrong(&self) -> bool {
        matches!(self, Self::Duplicate(_) | Self::Loss(_))
    }
}

impl Simulator {
    pub const CLIENT_ID: &str = "crash-test";
    pub const API_KEY: &str = "crash-test-key";

    pub fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let options = Options {
            world: World::Demo,
            client_id: Self::CLIENT_ID.to_owned(),
            api_key: Self::API_KEY.to_owned(),
            clock: ClockMode::Frozen(testkit::DESIGN_MOMENT),
            rate_limits: RateLimits::Off,
            strict: true,
            ..Options::default()
        };
        let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
        let address = sandbox.base_url();
        let mut me = Self { sandbox, address, users: Vec::new(), before: BTreeSet::new(), _runtime: runtime };
        me.look_around();
        me
    }

    /// Natural owners without a document that was created and not submitted: they look alike to the program.
    fn look_around(&mut self) {
        let dump = self.sandbox.control().dump();
        let documents = dump["documents"].as_array().unwrap();
        self.before = documents.iter().map(|document| text(&document["id"])).collect();
        let open: BTreeSet<String> = documents
            .iter()
            .filter(|document| document["submitted"].is_null())
            .map(|document| text(&document["user"]))
            .collect();
        self.users = dump["users"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|user| user["person"] == "NATURAL" && user["category"] == "OWNER" && user["status"] == "ACTIVE")
            .map(|user| text(&user["id"]))
            .filter(|user| !open.contains(user))
            .collect();
        assert!(self.users.len() > 50, "the demo world has owners: {}", self.users.len());
    }

    pub fn next_user(&mut self) -> String {
        if self.users.is_empty() {
            self.sandbox.control().reset(World::Demo).unwrap();
            self.look_around();
        }
        self.users.pop().unwrap()
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn now(&self) -> i64 {
        self.sandbox.control().now()
    }

    pub fn next_day(&self) {
        self.sandbox.control().advance(25 * 3600).unwrap();
    }

    pub fn disarm(&self) {
        self.sandbox.control().clear_faults();
    }

    pub fn arm(&self, fault: Option<(Call, Loss)>, may_look_up: bool) {
        let control = self.sandbox.control();
        control.clear_faults();
        let scopes = if may_look_up { Scopes::All } else { Scopes::all_but("Client.Developers") };
        control.set_scopes(scopes).unwrap();
        if let Some((call, loss)) = fault {
            let (method, path, skip) = match call {
                Call::Create => ("POST", "/users/*/kyc/documents", 0),
                Call::FirstPage => ("POST", "/users/*/kyc/documents/*/pages", 0),
                Call::LastPage => ("POST", "/users/*/kyc/documents/*/pages", 1),
                Call::Submit => ("PUT", "/users/*/kyc/documents/*", 0),
                Call::ReadResponse => ("GET", "/responses/*", 0),
                Call::Search => ("GET", "/users/*/kyc/documents", 0),
                Call::ReadDocument => ("GET", "/users/*/kyc/documents/*", 0),
            };
            // The client repeats a lost read by itself; four in a row are too many for it.
            let times = Some(if method == "GET" { 4 } else { 1 });
            control.fault(Fault {
                method: Some(method.to_owned()),
                path: Some(path.to_owned()),
                skip,
                times,
                action: loss.action(),
            });
        }
    }

    /// What the simulator holds for this user beside the world's own.
    pub fn judge(&self, user: &str, last: &Run, profile: &Profile) -> Verdict {
        let dump = self.sandbox.control().dump();
        let mine: Vec<&Value> = dump["documents"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|document| document["user"] == user && !self.before.contains(&text(&document["id"])))
            .collect();
        let submitted: Vec<&&Value> = mine.iter().filter(|document| !document["submitted"].is_null()).collect();
        let [document] = submitted.as_slice() else {
            let told = format!("{} submitted documents; {}", submitted.len(), last.told);
            return if submitted.is_empty() { Verdict::Loss(told) } else { Verdict::Duplicate(told) };
        };
        let pages: Vec<String> =
            document["pages"].as_array().unwrap().iter().map(|page| text(&page["blake3"])).collect();
        let expected = profile.hashes();
        if pages != expected {
            let told = format!("pages {pages:?}, expected {expected:?}");
            return if pages.len() > expected.len() { Verdict::Duplicate(told) } else { Verdict::Loss(told) };
        }
        if last.told["audit_is_whole"] != true {
            return Verdict::Loss("the audit chain is broken".to_owned());
        }
        let items = last.told["items"].as_array().unwrap();
        let is_known =
            items.iter().any(|item| item["document"] == document["id"] && item["state"]["state"] == "submitted");
        if !is_known {
            return Verdict::Loss(format!("the journal does not know what was sent: {}", last.told));
        }
        let left: Vec<String> = mine
            .iter()
            .filter(|document| document["submitted"].is_null())
            .map(|document| text(&document["id"]))
            .collect();
        let explained = |id: &String| {
            items.iter().any(|item| item["state"]["state"] == "abandoned" && item["state"]["document"] == id.as_str())
        };
        match left.iter().find(|id| !explained(id)) {
            Some(id) => Verdict::Duplicate(format!("{id} was left in CREATED and nobody is told: {}", last.told)),
            None if left.is_empty() => Verdict::One,
            None => Verdict::OneAndLeftBehind,
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
