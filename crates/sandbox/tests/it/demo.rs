//! The demo world: the design's rows, the promised numbers, and nothing that contradicts itself.

use std::collections::{BTreeMap, BTreeSet};

use sandbox::{ClockMode, Options, World};
use serde_json::Value;

use crate::kit::{NOW, Site};

async fn site(clock: i64) -> Site {
    Site::new(Options { world: World::Demo, clock: ClockMode::Frozen(clock), ..Options::default() }).await
}

async fn all(site: &Site, path: &str) -> Vec<Value> {
    let mut items = Vec::new();
    for page in 1.. {
        let got = site.get(&format!("{path}?per_page=100&page={page}")).await;
        let batch = got.body.as_array().unwrap().clone();
        if batch.is_empty() {
            break;
        }
        items.extend(batch);
    }
    items
}

/// Documents that are refused or out of date and were not replaced by a newer one of the same user and type.
fn to_fix(documents: &[Value]) -> Vec<&Value> {
    let open = |d: &&Value| ["REFUSED", "OUT_OF_DATE"].contains(&d["Status"].as_str().unwrap());
    let newer = |d: &Value| {
        documents.iter().any(|o| {
            o["UserId"] == d["UserId"]
                && o["Type"] == d["Type"]
                && o["CreationDate"].as_i64() > d["CreationDate"].as_i64()
                && ["VALIDATION_ASKED", "VALIDATED"].contains(&o["Status"].as_str().unwrap())
        })
    };
    let mut found: Vec<_> = documents.iter().filter(open).filter(|d| !newer(d)).collect();
    found.sort_by_key(|d| -d["ProcessedDate"].as_i64().unwrap());
    found
}

#[tokio::test]
async fn the_compliance_rows_are_the_designs() {
    let site = site(NOW).await;
    let documents = all(&site, "/kyc/documents").await;
    let rows = to_fix(&documents);
    let expected = [
        ("Ana Beltrán Ruiz", "IDENTITY_PROOF", "DOCUMENT_UNREADABLE", "kyc_01M7W6C380RACMYV94NEVZ1XA1"),
        ("Novák Sklo s.r.o.", "REGISTRATION_PROOF", "DOCUMENT_HAS_EXPIRED", "kyc_01M7SKZC809G6HWM92YR41AKH0"),
        ("Marta Oliveira", "IDENTITY_PROOF", "DOCUMENT_INCOMPLETE", "kyc_01M7Q1JN80R89YMYAX08KSG9JC"),
        (
            "O’Sullivan Woodcraft Ltd",
            "ARTICLES_OF_ASSOCIATION",
            "DOCUMENT_INCOMPLETE",
            "kyc_01M7MF5Y80JNXQM8NZBSKZKJKQ",
        ),
        ("Piotr Zieliński", "IDENTITY_PROOF", "", "kyc_01M7HWS780MW75GSYRCTSTDHT1"),
        ("Vandenberghe Textiel BV", "SHAREHOLDER_DECLARATION", "DOCUMENT_INCOMPLETE", "kyc_01M7FACG80SSSWNDR8F0Y58SGG"),
        ("Elena Popescu", "IDENTITY_PROOF", "DOCUMENT_NOT_ACCEPTED", "kyc_01M7CQZS80F8CTJ2RXHJZ8448G"),
        ("Hofmann Keramik e.K.", "REGISTRATION_PROOF", "DOCUMENT_NOT_ACCEPTED", "kyc_01M7A5K280M5G02970WEATAZZ9"),
        ("Nikos Papadakis", "IDENTITY_PROOF", "DOCUMENT_DO_NOT_MATCH_USER_DATA", "kyc_01M77K6B80CDVXHHY3WJR12AWK"),
        ("Luc Moreau", "IDENTITY_PROOF", "DOCUMENT_HAS_EXPIRED", "kyc_01M7W6C38048Y1AKZ3VVZFEA8A"),
        ("Mobilier Sauvage SARL", "REGISTRATION_PROOF", "DOCUMENT_HAS_EXPIRED", "kyc_01M7SKZC80CYTMSW449QG5NRBB"),
        ("Freja Larsen", "IDENTITY_PROOF", "DOCUMENT_UNREADABLE", "kyc_01M7Q1JN80R22M8N95QX6ECHGC"),
        ("Ivana Kovač", "IDENTITY_PROOF", "DOCUMENT_INCOMPLETE", "kyc_01M7MF5Y80GJK5WAV5ZX6KKAR9"),
        ("Duarte Costa Vidros Lda", "ARTICLES_OF_ASSOCIATION", "", "kyc_01M7HWS780XGWX0S4T08VVM34C"),
        ("Sanne Jansen", "IDENTITY_PROOF", "DOCUMENT_UNREADABLE", "kyc_01M7FACG803QPV897E24WNX46G"),
        ("Grünwald Leuchten GmbH", "SHAREHOLDER_DECLARATION", "SPECIFIC_CASE", "kyc_01M7CQZS80RGSN10SRVDG7VQ8A"),
        ("Thomas Brandt", "ADDRESS_PROOF", "DOCUMENT_MISSING", "kyc_01M7A5K2805MAD8S128FDFDV5J"),
        ("Brandt & Söhne GbR", "REGISTRATION_PROOF", "DOCUMENT_NOT_ACCEPTED", "kyc_01M77K6B80ESV3BHQT284JYB5G"),
        ("Karin Aalto", "ADDRESS_PROOF", "DOCUMENT_UNREADABLE", "kyc_01M7W6C380A7RJJARMDHRY90Z7"),
    ];
    for (row, (name, kind, reason, id)) in rows.iter().zip(expected) {
        let user = site.get(&format!("/users/{}", row["UserId"].as_str().unwrap())).await.body;
        let full = match user["Name"].as_str() {
            Some(name) => name.to_owned(),
            None => format!("{} {}", user["FirstName"].as_str().unwrap(), user["LastName"].as_str().unwrap()),
        };
        let found = (full.as_str(), row["Type"].as_str().unwrap(), row["RefusedReasonType"].as_str().unwrap_or(""));
        assert_eq!((found, row["Id"].as_str().unwrap()), ((name, kind, reason), id));
    }
    let ana = rows[0];
    assert_eq!(ana["Flags"], serde_json::json!(["009006", "009005"]));
    assert_eq!(ana["RefusedReasonMessage"], "The document is not readable. Please send a new colour photo.");
    // 24 November, 08:41 in Paris.
    assert_eq!(ana["ProcessedDate"], NOW - 2 * 3_600 - 60);
    assert_eq!(rows.len(), 23);
}

#[tokio::test]
async fn the_numbers_are_the_designs() {
    let site = site(NOW).await;
    let documents = all(&site, "/kyc/documents").await;
    let count = |status: &str| documents.iter().filter(|d| d["Status"] == status).count();
    assert_eq!((documents.len(), count("CREATED"), count("VALIDATION_ASKED")), (1_284, 4, 31));
    // 1 November 2026, 00:00 in Paris.
    let month = 1_793_487_600;
    let since = |status: &str, from: i64| {
        documents.iter().filter(|d| d["Status"] == status && d["ProcessedDate"].as_i64() >= Some(from)).count()
    };
    assert_eq!(since("VALIDATED", month), 187);
    assert_eq!((since("VALIDATED", NOW - 30 * 86_400), since("REFUSED", NOW - 30 * 86_400)), (212, 46));
    assert!((150..300).contains(&count("REFUSED")), "a believable share: {}", count("REFUSED"));
    for d in documents.iter().filter(|d| d["Status"] == "CREATED") {
        assert!(d["CreationDate"].as_i64().unwrap() < NOW - 3_600);
    }
    let users = all(&site, "/users").await;
    assert_eq!(users.len(), 420);
}

#[tokio::test]
async fn the_newest_users_are_the_designs() {
    let site = site(NOW).await;
    let newest = site.get("/users?Sort=CreationDate:DESC&per_page=12").await;
    let mails: Vec<_> = newest.body.as_array().unwrap().iter().map(|u| u["Email"].as_str().unwrap()).collect();
    assert_eq!(
        mails,
        [
            "marta@barro-e-linho.example",
            "ivana@kovac-drvo.example",
            "freja@larsen-uld.example",
            "ana.beltran@telar-ruiz.example",
            "elena@popescu-textile.example",
            "luc.moreau@atelierlm.example",
            "nikos@elia-wood.example",
            "sanne@jansenpapier.example",
            "post@hofmann-keramik.example",
            "ucetni@novak-sklo.example",
            "buero@brandt-soehne.example",
            "contact@mobilier-sauvage.example",
        ]
    );
    let states: Vec<_> = newest.body.as_array().unwrap().iter().map(|u| u["UserStatus"].as_str().unwrap()).collect();
    assert_eq!((states[5], states[10], states[0]), ("PENDING_USER_ACTION", "PENDING_USER_ACTION", "ACTIVE"));
    assert!(newest.body.as_array().unwrap().iter().all(|u| u["KYCLevel"] == "LIGHT"));
    let thomas = site.get("/users/user_m_01JMEKH300GW8R3NA8B9PZ37J2/regulatory").await.body;
    assert_eq!(thomas["KycInformation"]["KycRenewalDeadline"], "2026-12-01");
    let dufour = site.get("/sca/users/user_m_01HKM1BV00ZR639SBMN4TCVDA8").await.body;
    assert_eq!((&dufour["Tag"], &dufour["KYCLevel"]), (&Value::from("seller-00418"), &Value::from("REGULAR")));
    assert_eq!(site.get("/users/user_m_01HKM1BV00ZR639SBMN4TCVDA8/kyc/documents").await.ids().len(), 7);
}

#[tokio::test]
async fn every_status_and_reason_occurs() {
    let dump = site(NOW).await.control.dump();
    let distinct = |list: &str, of: fn(&Value) -> &Value| -> BTreeSet<String> {
        let texts = dump[list].as_array().unwrap().iter().filter_map(|i| of(i).as_str().map(str::to_owned));
        texts.collect()
    };
    assert_eq!(distinct("documents", |d| &d["status"]).len(), 5);
    assert_eq!(distinct("documents", |d| &d["type"]).len(), 5);
    let reasons = distinct("documents", |d| &d["reason"]);
    for reason in [
        "DOCUMENT_UNREADABLE",
        "DOCUMENT_NOT_ACCEPTED",
        "DOCUMENT_HAS_EXPIRED",
        "DOCUMENT_INCOMPLETE",
        "DOCUMENT_MISSING",
        "DOCUMENT_DO_NOT_MATCH_USER_DATA",
        "DOCUMENT_FALSIFIED",
        "UNDERAGE_PERSON",
        "SPECIFIC_CASE",
    ] {
        assert!(reasons.contains(reason), "{reason}");
    }
    assert_eq!(distinct("users", |u| &u["status"]).len(), 3);
    assert_eq!(distinct("users", |u| &u["level"]).len(), 2);
    assert!(distinct("users", |u| &u["category"]).is_superset(&["PAYER".into(), "OWNER".into()].into()));
    assert_eq!(distinct("users", |u| &u["data"]["LegalPersonType"]).len(), 4);
    let names = dump["users"].to_string();
    assert!(names.contains("Schillingsfürst") && names.contains("Błaszczykowski") && names.contains('ő'));
    let mails = distinct("users", |u| &u["data"]["Email"]);
    assert_eq!(mails.len(), 420, "e-mail addresses are unique");
}

#[tokio::test]
async fn nothing_contradicts_itself() {
    // An ordinary day, too: the world is relative to the clock.
    for now in [NOW, NOW + 100 * 86_400 + 30_000] {
        let dump = site(now).await.control.dump();
        let documents = dump["documents"].as_array().unwrap();
        let mut by_user: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
        for d in documents {
            by_user.entry(d["user"].as_str().unwrap()).or_default().push(d);
        }
        for user in dump["users"].as_array().unwrap() {
            let id = user["id"].as_str().unwrap();
            let held = by_user.remove(id).unwrap_or_default();
            check_user(user, &held);
            for d in &held {
                check_document(user, d, now);
            }
        }
        assert!(by_user.is_empty(), "every document has its user");
        let money = ["transactions", "holds", "mandates", "recurring", "virtual_accounts"];
        let known: BTreeSet<_> = ["documents", "users", "declarations", "disputes", "evidence", "verifications"]
            .iter()
            .chain(&money)
            .flat_map(|list| dump[list].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap()))
            .collect();
        let mut last = 0;
        for event in dump["events"].as_array().unwrap() {
            assert!(known.contains(event["resource"].as_str().unwrap()));
            let date = event["date"].as_i64().unwrap();
            assert!(date >= last && date <= now, "events are in order and past");
            last = date;
        }
        let failed = dump["events"].as_array().unwrap().iter().filter(|e| e["kind"] == "KYC_FAILED");
        let recent = |e: &&Value| e["date"].as_i64().unwrap() > now - 30 * 86_400;
        assert!((40..=46).contains(&failed.filter(recent).count()));
    }
}

fn check_user(user: &Value, held: &[&Value]) {
    let text = |name: &str| user[name].as_str().unwrap();
    let valid = |kind: &str| held.iter().any(|d| d["type"] == kind && d["status"] == "VALIDATED");
    let form = user["data"]["LegalPersonType"].as_str();
    let needed: &[&str] = match (text("person"), form) {
        ("NATURAL", _) => &["IDENTITY_PROOF"],
        (_, Some("SOLETRADER" | "PARTNERSHIP")) => &["IDENTITY_PROOF", "REGISTRATION_PROOF"],
        _ => &["IDENTITY_PROOF", "REGISTRATION_PROOF", "ARTICLES_OF_ASSOCIATION"],
    };
    let complete = text("category") == "OWNER" && needed.iter().all(|kind| valid(kind));
    assert_eq!(text("level") == "REGULAR", complete, "level and documents of {user}");
    assert_eq!(user["last_kyc"].is_string(), complete, "last check of {user}");
    if text("category") == "PAYER" {
        assert!(held.is_empty() && user["renewal"].is_null(), "payers are not verified: {user}");
    }
    if user["renewal"].is_string() {
        assert!(complete, "only verified users renew: {user}");
    }
    assert_eq!(text("status") == "PENDING_USER_ACTION", user["link"].is_string());
    if text("status") == "CLOSED" {
        assert_eq!(user["block"]["outflows"], true);
    }
}

fn check_document(user: &Value, d: &Value, now: i64) {
    let at = |name: &str| d[name].as_i64();
    let status = d["status"].as_str().unwrap();
    assert!(at("created") >= user["created"].as_i64(), "older than its user: {d}");
    assert!(at("created").max(at("submitted")).max(at("processed")) <= Some(now), "in the future: {d}");
    assert_eq!(at("submitted").is_some(), status != "CREATED", "{d}");
    assert!(at("submitted").is_none_or(|s| s > at("created").unwrap()), "{d}");
    let settled = ["VALIDATED", "REFUSED", "OUT_OF_DATE"].contains(&status);
    assert_eq!(at("processed").is_some(), settled, "{d}");
    assert!(at("processed").is_none_or(|p| p > at("submitted").unwrap()), "{d}");
    assert_eq!(d["reason"].is_string(), status == "REFUSED", "{d}");
    assert_eq!(d["message"].is_string(), status == "REFUSED", "{d}");
    if !d["flags"].as_array().unwrap().is_empty() {
        assert_eq!((status, &d["type"]), ("REFUSED", &Value::from("IDENTITY_PROOF")), "{d}");
    }
    let natural = user["person"] == "NATURAL";
    let kind = d["type"].as_str().unwrap();
    let fits = if natural {
        ["IDENTITY_PROOF", "ADDRESS_PROOF"].contains(&kind)
    } else {
        kind != "ADDRESS_PROOF"
            && !(user["data"]["LegalPersonType"] == "SOLETRADER" && kind == "ARTICLES_OF_ASSOCIATION")
    };
    assert!(fits, "{kind} for {user}");
    assert_eq!(
        d["pages"].as_array().unwrap().is_empty(),
        d["reason"] == "DOCUMENT_MISSING" || (status == "CREATED" && d["pages"].as_array().unwrap().is_empty())
    );
}

#[tokio::test]
async fn the_same_seed_gives_the_same_world() {
    let first = site(NOW).await.control.dump();
    assert_eq!(first, site(NOW).await.control.dump());
    let other = Options { world: World::Demo, clock: ClockMode::Frozen(NOW), seed: 7, ..Options::default() };
    assert_ne!(first, Site::new(other).await.control.dump());
}
