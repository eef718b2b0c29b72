//! The objects of the API, from fixtures and from what nobody has seen yet.

use mangopay::{ApiEvent, Client, KycDocument, NewKycDocument, Regulatory, User};
use model::{
    KycDocumentStatus, KycDocumentType, KycLevel, LegalPersonType, PersonType, RefusedReason, UnixSeconds,
    UserCategory, UserId, UserStatus,
};
use proptest::prelude::*;
use serde_json::{Map, Value};
use wiremock::{
    Mock,
    matchers::{body_json, header, method, path},
};

use crate::support::{Api, DOCUMENTS, ROOT, USER, document, fixture, key, ok, user};

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    serde_json::from_str(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn natural_users_in_both_shapes() {
    let sca: User = read("users/natural_sca.json");
    assert_eq!(sca.id, UserId::new("user_m_01HQK25M6KVHKDV0S36JY9NRKR"));
    assert_eq!(sca.person_type, Some(PersonType::Natural));
    assert_eq!(sca.user_category, Some(UserCategory::Owner));
    assert_eq!(sca.user_status, Some(UserStatus::PendingUserAction));
    assert_eq!(sca.kyc_level, Some(KycLevel::Light));
    assert_eq!(sca.income_range, Some(2), "some send it as text");
    assert_eq!(sca.phone_number.as_deref(), Some("+33611111111"));
    let link = sca.pending_user_action.as_ref().unwrap().redirect_url.as_ref().unwrap();
    assert!(link.as_str().starts_with("https://sca.sandbox.mangopay.com/"));
    assert_eq!(sca.legal_representative(), None);

    let legacy: User = read("users/natural_legacy.json");
    assert_eq!((legacy.first_name.as_deref(), legacy.last_name.as_deref()), (Some("Zoë"), Some("Wałęsa")));
    assert_eq!(legacy.birthday, Some(UnixSeconds(-14_169_600)), "people are born before 1970");
    assert_eq!(legacy.proof_of_identity.as_deref(), Some("kyc_01HQK25M6KVHKDV0S36JY9NRKS"));
    assert_eq!(legacy.address, Some(Default::default()), "an absent address comes with all members null");
}

#[test]
fn legal_users_have_the_same_representative_in_both_shapes() {
    let sca: User = read("users/legal_sca.json");
    let legacy: User = read("users/legal_legacy.json");
    assert_eq!(sca.legal_person_type, Some(LegalPersonType::Business));
    assert_eq!(sca.legal_representative().unwrap().first_name.as_deref(), Some("Jürgen"));
    assert_eq!(sca.legal_representative(), legacy.legal_representative());
    assert_eq!(sca.name, legacy.name);
    assert_eq!(sca.headquarters_address.unwrap().country.as_deref(), Some("DE"));
}

#[test]
fn documents_events_and_blocks() {
    let refused: KycDocument = read("kyc/refused.json");
    assert_eq!(refused.status, Some(KycDocumentStatus::Refused));
    assert_eq!(refused.refused_reason_type, Some(RefusedReason::Unreadable));
    assert_eq!(refused.flags, ["009004", "009018"]);
    assert_eq!(refused.processed_date, Some(UnixSeconds(1_709_213_900)));
    assert_eq!(refused.user_id, Some(user()));

    let events: Vec<ApiEvent> = read("events/list.json");
    assert_eq!(events[0].resource_id.as_str(), "kyc_01HQK25M6KVHKDV0S36JY9NRKS");

    let blocks: Regulatory = read("regulatory/blocked.json");
    assert_eq!(blocks.action_code.as_deref(), Some("008711"));
    assert_eq!(blocks.scope_blocked.unwrap().outflows, Some(true));
    assert_eq!(blocks.kyc_information.unwrap().last_kyc_date.as_deref(), Some("2024-02-28"));
}

#[tokio::test]
async fn every_read_asks_at_its_own_path_and_keeps_what_came() {
    let api = Api::start().await;
    let c: &Client = api.client();
    let doc = "/KYC/documents/kyc_01HQK25M6KVHKDV0S36JY9NRKS";
    api.on("GET", USER, 1, ok("users/natural_legacy.json")).await;
    api.on("GET", &format!("/sca{USER}"), 1, ok("users/legal_sca.json")).await;
    api.on("GET", doc, 1, ok("kyc/refused.json")).await;
    api.on("GET", &format!("{USER}{doc}"), 1, ok("kyc/created.json")).await;
    api.on("GET", &format!("{USER}/Regulatory"), 1, ok("regulatory/blocked.json")).await;
    api.on("GET", &format!("{USER}/blockStatus"), 1, ok("regulatory/blocked.json")).await;
    api.on("GET", "/clients", 1, ok("clients/client.json")).await;

    let fetched = c.user(&user()).await.unwrap();
    assert_eq!(fetched.raw.as_str(), fixture("users/natural_legacy.json").trim_end());
    assert_eq!(c.user_sca(&user()).await.unwrap().value.name.as_deref(), Some("Müller & Töchter GmbH"));
    assert_eq!(c.kyc_document(&document()).await.unwrap().value.status, Some(KycDocumentStatus::Refused));
    let document = c.kyc_document_of(&user(), &document()).await.unwrap();
    assert_eq!(document.value.status, Some(KycDocumentStatus::Created));
    assert_eq!(c.regulatory(&user()).await.unwrap().value.action_code.as_deref(), Some("008711"));
    assert_eq!(c.block_status(&user()).await.unwrap().value.action_code.as_deref(), Some("008711"));
    let platform = c.platform().await.unwrap();
    assert_eq!(platform.value.licensor, Some(model::Licensor::Eu));
    assert!(platform.raw.as_str().contains("\"MCC\":\"5968\""), "what is not typed is kept");
}

#[tokio::test]
async fn writes_carry_their_key_and_the_documented_body() {
    let api = Api::start().await;
    Mock::given(method("POST"))
        .and(path(format!("{ROOT}{DOCUMENTS}")))
        .and(header("idempotency-key", key().as_str()))
        .and(header("content-type", "application/json"))
        .and(header("user-agent", "Mangrove/test"))
        .and(body_json(serde_json::json!({ "Type": "IDENTITY_PROOF", "Tag": "accept" })))
        .respond_with(ok("kyc/created.json"))
        .expect(1)
        .mount(&api.server)
        .await;
    Mock::given(method("PUT"))
        .and(path(format!("{ROOT}{DOCUMENTS}/kyc_01HQK25M6KVHKDV0S36JY9NRKS")))
        .and(body_json(serde_json::json!({ "Status": "VALIDATION_ASKED" })))
        .respond_with(ok("kyc/created.json"))
        .expect(1)
        .mount(&api.server)
        .await;
    let new = NewKycDocument { kind: KycDocumentType::IdentityProof, tag: Some("accept".into()) };
    let created = api.client().create_kyc_document(&user(), &new, &key()).await.unwrap();
    assert_eq!(created.value.id, document());
    api.client().submit_kyc_document(&user(), &document()).await.unwrap();
    let received = api.server.received_requests().await.unwrap();
    let put = received.iter().find(|request| request.method == "PUT").unwrap();
    assert!(!put.headers.contains_key("idempotency-key"), "keys are for POST only (money-operations.md §1.7)");
}

fn strange_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[A-Z][a-z]{1,6}X", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A fixture with members added, taken away or set to null; `Id` stays.
fn changed(name: &'static str) -> impl Strategy<Value = Map<String, Value>> {
    let object: Map<String, Value> = read(name);
    let count = object.len();
    (proptest::collection::btree_map("X[A-Za-z]{3,9}", strange_value(), 0..5), proptest::collection::vec(0u8..3, count))
        .prop_map(move |(added, fates)| {
            let mut object: Map<String, Value> = object
                .iter()
                .zip(fates)
                .filter(|((key, _), fate)| *fate != 0 || *key == "Id")
                .map(|((key, value), fate)| {
                    let value = if fate == 1 && key != "Id" { Value::Null } else { value.clone() };
                    (key.clone(), value)
                })
                .collect();
            object.extend(added);
            object
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn users_with_unknown_missing_and_null_members_are_read(
        object in prop_oneof![
            changed("users/natural_sca.json"), changed("users/natural_legacy.json"),
            changed("users/legal_sca.json"), changed("users/legal_legacy.json"),
        ],
    ) {
        let id = object["Id"].as_str().unwrap().to_owned();
        let email = object.get("Email").and_then(Value::as_str).map(str::to_owned);
        let user: User = serde_json::from_value(Value::Object(object)).unwrap();
        prop_assert_eq!(user.id.as_str(), id);
        prop_assert_eq!(user.email, email);
    }

    #[test]
    fn documents_with_unknown_members_and_values_are_read(
        mut object in changed("kyc/refused.json"),
        status in "[A-Z_]{1,20}",
        reason in "[A-Z_]{1,20}",
        created in any::<i32>(),
        as_text in any::<bool>(),
    ) {
        object.insert("Status".into(), status.clone().into());
        object.insert("RefusedReasonType".into(), reason.clone().into());
        object.insert("CreationDate".into(), if as_text { created.to_string().into() } else { created.into() });
        let document: KycDocument = serde_json::from_value(Value::Object(object)).unwrap();
        prop_assert_eq!(document.status.map(String::from), Some(status));
        prop_assert_eq!(document.refused_reason_type.map(String::from), Some(reason));
        prop_assert_eq!(document.creation_date, Some(UnixSeconds(created.into())));
    }

    #[test]
    fn foreign_bytes_never_panic(text in "\\PC{0,60}") {
        prop_assert!(serde_json::from_str::<User>(&text).is_err() || text.contains("Id"));
    }
}
