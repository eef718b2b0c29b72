//! What a log can see of a call.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    thread::{self, ThreadId},
};

use mangopay::PageBody;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};
use zeroize::Zeroizing;

use crate::support::{Api, USER, document, failing, key, ok, user};

/// Writes down every field of every span and event of the client, by the thread it happened on: the runtime of a test
/// has but one.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<HashMap<ThreadId, String>>>);

impl Visit for Ear {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let mut heard = self.0.lock().unwrap();
        heard.entry(thread::current().id()).or_default().push_str(&format!("{}={value:?}\n", field.name()));
    }
}

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("mangopay")
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        attributes.record(&mut self.clone());
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn a_span_names_the_call_and_nothing_of_what_it_carries() {
    let ear = Ear::default();
    // For the whole process: a subscriber of one thread is not asked about what another thread has come upon first.
    tracing::subscriber::set_global_default(ear.clone()).unwrap();
    tracing::callsite::rebuild_interest_cache();
    let api = Api::start().await;
    api.on("GET", USER, 1, ok("users/natural_sca.json")).await;
    let pages = "/users/204068025/KYC/documents/kyc_01HQK25M6KVHKDV0S36JY9NRKS/pages";
    api.on("POST", pages, 1, failing(400, "errors/param_error.json")).await;
    api.client().user(&user()).await.unwrap();
    let page = PageBody::new(Zeroizing::new(b"marker in the file".to_vec()));
    api.client().send_page(&user(), &document(), &key(), &page, &mut |_| {}).await.unwrap_err();

    let heard = ear.0.lock().unwrap()[&thread::current().id()].clone();
    for expected in ["method=\"GET\"", "template=\"/users/{UserId}\"", "status=200", "status=400", "tries=1"] {
        assert!(heard.contains(expected), "{expected} is missing in:\n{heard}");
    }
    for secret in ["204068025", "kyc_01HQK", "token-1", "the key", "3f2b8c1e", "alex.smith", "Alex", "MARKER", "acme"] {
        assert!(!heard.contains(secret), "{secret} is in:\n{heard}");
    }
}

#[test]
fn what_holds_secrets_does_not_show_them() {
    let page = PageBody::new(Zeroizing::new(b"marker".to_vec()));
    assert_eq!(format!("{page:?}"), "PageBody(6 bytes)");
    let rig = crate::support::Rig::at("https://api.example.com", mangopay::Timeouts::default());
    let shown = format!("{:?}", rig.client);
    assert!(!shown.contains("the key"), "{shown}");
}
