//! What was recorded under a key.

use mangopay::{Error, KycDocument, Recorded};

use crate::support::{Api, document, failing, json, key, ok};

const AT: &str = "/responses/3f2b8c1e-7d2a-4a57-9a35-0c8a6a1f9d11";

async fn looked_up(response: wiremock::ResponseTemplate) -> Result<Recorded, Error> {
    let api = Api::start().await;
    api.on("GET", AT, 1, response).await;
    api.client().response(&key()).await
}

#[tokio::test]
async fn a_recorded_success_gives_its_object() {
    let Recorded::Answer(answer) = looked_up(ok("responses/created.json")).await.unwrap() else {
        panic!("there is a record");
    };
    assert!(answer.is_success());
    let created = answer.read::<KycDocument>().unwrap();
    assert_eq!(created.value.id, document());
    assert!(created.raw.as_str().starts_with("{\"Type\""), "the object alone, not its envelope");
}

#[tokio::test]
async fn a_recorded_page_has_no_object() {
    for body in [
        crate::support::fixture("responses/page.json"),
        r#"{"StatusCode":204,"Resource":""}"#.into(),
        r#"{"StatusCode":"204"}"#.into(),
    ] {
        let Recorded::Answer(answer) = looked_up(json(200, body)).await.unwrap() else {
            panic!("there is a record");
        };
        assert_eq!(answer.status, 204);
        assert!(answer.is_success() && answer.resource.is_none());
    }
}

#[tokio::test]
async fn a_recorded_refusal_is_a_burned_key() {
    let Recorded::Answer(answer) = looked_up(ok("responses/refused.json")).await.unwrap() else {
        panic!("there is a record");
    };
    assert_eq!(answer.status, 400);
    assert!(!answer.is_success() && answer.read::<KycDocument>().is_none());
    assert!(answer.resource.unwrap().as_str().contains("param_error"));
}

#[tokio::test]
async fn an_object_inside_a_text_is_read_too() {
    let body = r#"{"StatusCode":"200","Resource":"{\"Id\":\"kyc_7\"}"}"#;
    let Recorded::Answer(answer) = looked_up(json(200, body)).await.unwrap() else {
        panic!("there is a record");
    };
    assert_eq!(answer.read::<KycDocument>().unwrap().value.id.as_str(), "kyc_7");
}

#[tokio::test]
async fn nothing_recorded_is_no_error() {
    for response in [
        failing(400, "errors/not_recorded.json"),
        failing(404, "errors/not_found.json"),
        json(400, r#"{"Type":"param_error","errors":{"correlationid_not_found":"x"}}"#),
    ] {
        assert!(matches!(looked_up(response).await, Ok(Recorded::NotRecorded)));
    }
}

#[tokio::test]
async fn other_failures_stay_failures() {
    assert!(matches!(looked_up(failing(403, "errors/forbidden.json")).await, Err(Error::ScopeMissing(_))));
    assert!(matches!(looked_up(failing(400, "errors/param_error.json")).await, Err(Error::Validation(_))));
    assert!(matches!(looked_up(json(200, "{}")).await, Err(Error::Unreadable { what: "recorded status" })));
}
