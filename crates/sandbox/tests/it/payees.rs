//! Bank accounts (users-verification.md §7) and recipients (§6).

use sandbox::Options;
use serde_json::{Value, json};

use crate::kit::{NOW, Site, frozen, natural};

const IBAN: &str = "FR7630004000031234567890143";

fn home() -> Value {
    json!({ "AddressLine1": "1 rue du Port", "City": "Nantes", "PostalCode": "44000", "Country": "FR" })
}

fn account(members: Value) -> Value {
    let mut body = json!({ "OwnerName": "Renée Dupré", "OwnerAddress": home() });
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    body
}

#[tokio::test]
async fn accounts_of_five_kinds() {
    let site = Site::new(Options { strict: true, ..frozen() }).await;
    let user = site.owner().await;
    let mut ids = Vec::new();
    for (kind, members, bad, named) in [
        ("iban", json!({ "IBAN": IBAN, "BIC": "BNPAFRPP" }), json!({ "IBAN": "FR7630004000031234567890144" }), "IBAN"),
        ("iban", json!({ "IBAN": IBAN }), json!({ "IBAN": IBAN, "BIC": "BNPAFRP" }), "BIC"),
        (
            "gb",
            json!({ "SortCode": "200000", "AccountNumber": "55779911" }),
            json!({ "SortCode": "20000", "AccountNumber": "55779911" }),
            "SortCode",
        ),
        (
            "us",
            json!({ "AccountNumber": "11696419", "ABA": "071000288" }),
            json!({ "AccountNumber": "11696419", "ABA": "07100028" }),
            "ABA",
        ),
        (
            "ca",
            json!({ "BranchCode": "00152", "InstitutionNumber": "614", "AccountNumber": "11696419", "BankName": "TDB" }),
            json!({ "BranchCode": "00152", "InstitutionNumber": "61", "AccountNumber": "1", "BankName": "TDB" }),
            "InstitutionNumber",
        ),
        (
            "other",
            json!({ "Country": "JP", "BIC": "BNPAFRPP", "AccountNumber": "11696419" }),
            json!({ "Country": "MN", "BIC": "BNPAFRPP", "AccountNumber": "11696419" }),
            "Country",
        ),
    ] {
        let path = format!("/users/{user}/bankaccounts/{kind}");
        let got = site.post(&path, account(members.clone())).await;
        assert_eq!((got.status, &got.body["Active"]), (200, &json!(true)), "{kind}: {}", got.body);
        assert_eq!(got.body["Type"], kind.to_uppercase());
        for (name, value) in members.as_object().unwrap() {
            assert_eq!(got.body[name], *value, "flat: §7");
        }
        ids.push(got.id());
        let got = site.post(&path, account(bad)).await;
        assert_eq!((got.status, got.body["errors"][named].is_string()), (400, true), "{kind} {named}: {}", got.body);
    }
    assert_eq!(site.post(&format!("/users/{user}/bankaccounts/iban"), json!({})).await.status, 400);
    let path = format!("/users/{user}/bankaccounts/{}", ids[0]);
    assert_eq!(site.put(&path, json!({ "Active": true })).await.status, 400);
    assert_eq!(site.put(&path, json!({ "Active": false })).await.body["Active"], false);
    assert_eq!(site.get(&path).await.body["Active"], false);
    let list = format!("/users/{user}/bankaccounts");
    assert_eq!(site.get(&format!("{list}?Active=true")).await.ids(), ids[1..]);
    assert_eq!(site.get(&format!("{list}?Active=false")).await.ids(), ids[..1]);
    assert_eq!(site.get(&format!("{list}?per_page=2&page=2")).await.ids(), ids[2..4]);
    let other = site.owner().await;
    assert_eq!(site.get(&format!("/users/{other}/bankaccounts/{}", ids[0])).await.status, 404, "another user's");
}

#[tokio::test]
async fn a_user_who_has_to_act_first_has_no_accounts() {
    let site = Site::plain().await;
    let user = site.post("/sca/users/natural", natural()).await.id();
    let got = site.post(&format!("/users/{user}/bankaccounts/iban"), account(json!({ "IBAN": IBAN }))).await;
    assert!(got.body["errors"]["UserId"].is_string(), "§2.4");
    let got = site.post(&format!("/users/{user}/recipients"), recipient()).await;
    assert!(got.body["errors"]["UserId"].is_string(), "§6.4");
}

fn recipient() -> Value {
    json!({
        "DisplayName": "Renée EUR", "PayoutMethodType": "LocalBankTransfer", "RecipientType": "Individual",
        "Currency": "EUR", "Country": "FR",
        "IndividualRecipient": { "FirstName": "Renée", "LastName": "Dupré", "Address": home() },
        "LocalBankTransfer": { "EUR": { "IBAN": IBAN } },
    })
}

async fn owner(site: &Site) -> String {
    let mut body = natural();
    body["Email"] = json!("renee+accept@example.org");
    site.post("/users/natural", body).await.id()
}

#[tokio::test]
async fn a_recipient_becomes_active_by_itself_without_sca() {
    let site = Site::new(Options { strict: true, ..frozen() }).await;
    let user = owner(&site).await;
    let got = site.post(&format!("/users/{user}/recipients"), recipient()).await;
    assert_eq!((&got.body["Status"], &got.body["PendingUserAction"]), (&json!("PENDING"), &Value::Null), "§6.4");
    assert_eq!(got.body["RecipientVerificationOfPayee"]["RecipientVerificationCheck"], "MATCH", "§6.5");
    let id = got.id();
    assert_eq!(site.get(&format!("/recipients/{id}")).await.body["Status"], "ACTIVE");
    assert_eq!(site.events("RECIPIENT_ACTIVE").await[0]["ResourceId"], json!(id));
    let list = site.get(&format!("/users/{user}/recipients")).await;
    assert_eq!(list.ids(), std::slice::from_ref(&id));
    assert!(list.body[0].get("IndividualRecipient").is_none(), "condensed");
    assert_eq!(
        site.put(&format!("/recipients/{id}"), json!({ "Status": "DEACTIVATED" })).await.body["Status"],
        "DEACTIVATED"
    );
    assert_eq!(site.put(&format!("/recipients/{id}"), json!({ "Status": "DEACTIVATED" })).await.status, 400, "final");
    assert_eq!(site.events("RECIPIENT_DEACTIVATED").await.len(), 1);
}

#[tokio::test]
async fn a_recipient_waits_for_its_user() {
    let site = Site::plain().await;
    let user = site.owner().await;
    for (choice, status, event, said) in
        [("accept", "ACTIVE", "RECIPIENT_ACTIVE", "VALIDATED"), ("refuse", "CANCELED", "RECIPIENT_CANCELED", "FAILED")]
    {
        let got = site.post(&format!("/users/{user}/recipients"), recipient()).await;
        let link = got.body["PendingUserAction"]["RedirectUrl"].as_str().unwrap().to_owned();
        let back = site.choose(&link, choice, "https://halleverte.example/back?x=1").await;
        assert_eq!(
            back,
            format!("https://halleverte.example/back?x=1&controlStatus={said}"),
            "§1.9 of the other sheet"
        );
        let seen = site.get(&format!("/recipients/{}", got.id())).await.body;
        assert_eq!((&seen["Status"], &seen["PendingUserAction"]), (&json!(status), &Value::Null));
        assert_eq!(site.events(event).await.len(), 1);
    }
    let late = site.post(&format!("/users/{user}/recipients"), recipient()).await;
    let link = late.body["PendingUserAction"]["RedirectUrl"].as_str().unwrap().to_owned();
    site.control.advance(600).unwrap();
    assert_eq!(site.http.get(&link).send().await.unwrap().status(), 404, "a link lasts ten minutes: §2.1");
    assert_eq!(site.get(&format!("/recipients/{}", late.id())).await.body["Status"], "CANCELED");
}

#[tokio::test]
async fn schemas_say_what_validation_asks_for() {
    let site = Site::plain().await;
    let methods = site.get("/recipients/payout-methods?country=FR&currency=EUR").await.body;
    assert_eq!(methods["AvailablePayoutMethods"], json!(["LocalBankTransfer", "InternationalBankTransfer"]));
    let methods = site.get("/recipients/payout-methods?country=FR&currency=USD").await.body;
    assert_eq!(methods["AvailablePayoutMethods"], json!(["InternationalBankTransfer"]), "local money only: §6.2");
    assert_eq!(
        site.get("/recipients/payout-methods?country=MN&currency=EUR").await.body["AvailablePayoutMethods"],
        json!([])
    );
    let schema = "/recipients/schema?payoutMethodType=LocalBankTransfer&recipientType=Business&currency=GBP&country=GB";
    let got = site.get(schema).await.body;
    assert_eq!(got["LocalBankTransfer"]["GBP"]["SortCode"]["Pattern"], "^[0-9]{6,6}$");
    assert!(got["BusinessRecipient"]["BusinessName"]["Required"].as_bool().unwrap());
    assert!(got.get("IndividualRecipient").is_none() && got.get("InternationalBankTransfer").is_none(), "§6.3");
    assert_eq!(site.get("/recipients/schema?currency=EUR").await.status, 400, "all four are required");
    let abroad = "/recipients/schema?payoutMethodType=InternationalBankTransfer&recipientType=Individual&currency=USD&country=US";
    assert_eq!(site.get(abroad).await.body["InternationalBankTransfer"]["BIC"]["Required"], true);
}

#[tokio::test]
async fn validation_names_every_member() {
    let site = Site::plain().await;
    let user = owner(&site).await;
    let path = format!("/users/{user}/recipients/validate");
    let fine = site.post(&path, recipient()).await;
    assert_eq!((fine.status, &fine.body), (200, &json!("")), "200 without a body: §6.1");
    assert_eq!(site.get(&format!("/users/{user}/recipients")).await.ids().len(), 0, "nothing is kept");
    for (pointer, value, named) in [
        ("/DisplayName", json!("A & B"), "DisplayName"),
        ("/DisplayName", json!("x".repeat(51)), "DisplayName"),
        ("/Currency", json!("XYZ"), "Currency"),
        ("/Currency", json!("GBP"), "Currency"),
        ("/Country", json!("MO"), "Country"),
        ("/IndividualRecipient/FirstName", json!("Jean (Paul)"), "IndividualRecipient.FirstName"),
        ("/IndividualRecipient/Address/City", json!("Nantes & Rezé"), "IndividualRecipient.Address.City"),
        ("/LocalBankTransfer/EUR/IBAN", json!("FR7630004000031234567890144"), "LocalBankTransfer.EUR.IBAN"),
        ("/LocalBankTransfer", json!({}), "LocalBankTransfer.EUR"),
        ("/RecipientType", json!("Business"), "BusinessRecipient"),
    ] {
        let mut body = recipient();
        *body.pointer_mut(pointer).unwrap() = value;
        let got = site.post(&path, body).await;
        assert_eq!((got.status, got.body["errors"][named].is_string()), (400, true), "{named}: {}", got.body);
    }
    let mut body = recipient();
    body["DisplayName"] = json!("A,B");
    let got = site.post(&path, body).await;
    let text = got.body["errors"]["DisplayName"].as_str().unwrap();
    assert!(text.contains("^(?!.*[&,'/]).{1,50}$"), "messages show the pattern: §6.4");
}

#[tokio::test]
async fn payers_and_scopes() {
    let site = Site::plain().await;
    let mut payer = natural();
    payer["UserCategory"] = json!("PAYER");
    let payer = site.post("/users/natural", payer).await.id();
    let path = format!("/users/{payer}/recipients");
    assert!(site.post(&path, recipient()).await.body["errors"]["RecipientScope"].is_string(), "§6.4");
    let mut body = recipient();
    body["RecipientScope"] = json!("PAYIN");
    let got = site.post(&path, body).await;
    assert_eq!((got.status, &got.body["PendingUserAction"]), (200, &Value::Null), "no SCA: §6.2");
    assert_eq!(site.get(&path).await.ids().len(), 0, "PAYOUT is the default scope of the list: §6.1");
    assert_eq!(site.get(&format!("{path}?RecipientScope=ALL")).await.ids(), [got.id()]);
    let mut body = recipient();
    body["ScaContext"] = json!("USER_NOT_PRESENT");
    let user = site.owner().await;
    assert_eq!(site.post(&format!("/users/{user}/recipients"), body).await.status, 403, "no consent: §2.5");
}

#[tokio::test]
async fn older_accounts_are_recipients_too() {
    let before = 1_775_000_000;
    let site = Site::new(Options { clock: sandbox::ClockMode::Frozen(before), token_seconds: NOW, ..frozen() }).await;
    let user = site.owner().await;
    let path = format!("/users/{user}/bankaccounts/iban");
    let old = site.post(&path, account(json!({ "IBAN": IBAN }))).await.id();
    site.control.set_time(NOW).unwrap();
    let new = site.post(&path, account(json!({ "IBAN": IBAN }))).await.id();
    let seen = site.get(&format!("/recipients/{old}")).await.body;
    assert_eq!((&seen["Status"], &seen["DisplayName"]), (&json!("ACTIVE"), &Value::Null), "§6.4, §7");
    assert_eq!(seen["LocalBankTransfer"]["EUR"]["IBAN"], IBAN);
    assert_eq!(site.get(&format!("/recipients/{new}")).await.status, 404, "made after 30 April 2026");
}

#[tokio::test]
async fn the_bank_may_not_know_the_name() {
    let site = Site::plain().await;
    let user = owner(&site).await;
    for (name, check) in
        [("No Match", "NO_MATCH"), ("Close Match", "CLOSE_MATCH"), ("Not Possible", "MATCH_NOT_POSSIBLE")]
    {
        let mut body = recipient();
        body["IndividualRecipient"]["LastName"] = json!(name);
        let got = site.post(&format!("/users/{user}/recipients"), body).await;
        assert_eq!(got.body["RecipientVerificationOfPayee"]["RecipientVerificationCheck"], check, "§6.5");
    }
}
