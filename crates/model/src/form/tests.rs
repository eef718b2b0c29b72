use std::collections::BTreeSet;

use super::*;

const NOW: UnixSeconds = UnixSeconds(1_795_513_320);

fn faults(kind: FormKind, values: &Values) -> Vec<(String, Fault)> {
    kind.check(values, NOW).into_iter().collect()
}

#[test]
fn declarations_hold_together() {
    let mut keys = BTreeSet::new();
    for kind in FormKind::ALL {
        assert!(keys.insert(kind.key()), "{kind:?}");
        let names: BTreeSet<_> = kind.fields().iter().map(|field| field.name).collect();
        assert_eq!(names.len(), kind.fields().len(), "{kind:?} names a field twice");
        for field in kind.fields().iter().filter(|field| !field.wire.is_empty()) {
            assert_eq!(kind.field_of_wire(field.wire).map(|found| found.name), Some(field.name), "{kind:?}");
        }
    }
}

#[test]
fn hooks_have_an_event_and_an_address() {
    let fine = Values::default().with("event", "KYC_FAILED").with("url", " https://api.example/hooks?x=1 ");
    assert_eq!(faults(FormKind::AddHook, &fine), []);
    let empty = faults(FormKind::AddHook, &Values::default());
    assert_eq!(empty, [("event".into(), Fault::Required), ("url".into(), Fault::Required)]);
    for (url, fault) in [
        ("ftp://example.com", Fault::Url),
        ("example.com", Fault::Url),
        ("https://", Fault::Url),
        ("https:///path", Fault::Url),
        ("https://a b.example", Fault::Url),
        (&format!("https://example.com/{}", "é".repeat(255)), Fault::TooLong(255)),
    ] {
        assert_eq!(faults(FormKind::EditHook, &fine.clone().with("url", url)), [("url".into(), fault)], "{url}");
    }
}

#[test]
fn addresses_for_mail() {
    let fault = |email: &str| FormKind::EditHook.check(&Values::default().with("email", email), NOW).remove("email");
    for fine in ["", "ops@halleverte.example", "a.b+c@sub.example.com", "ü@example.com"] {
        assert_eq!(fault(fine), None, "{fine}");
    }
    for wrong in ["x", "x@", "@x.example", "x@x", "a@b@c.example", "x y@example.com", "x@.example", "x@a..b"] {
        assert_eq!(fault(wrong), Some(Fault::Email), "{wrong}");
    }
    assert_eq!(fault("1234567890123@example.com"), Some(Fault::Digits));
}

#[test]
fn reports_reach_back_as_far_as_their_system_does() {
    let report =
        |kind: &str, from: &str, to: &str| Values::default().with("type", kind).with("from", from).with("to", to);
    let fees = |from, to| faults(FormKind::NewReport, &report("COLLECTED_FEES", from, to));
    assert_eq!(fees("2026-10-01", "2026-11-01"), []);
    assert_eq!(fees("2025-11-25", "2026-11-24"), []);
    assert_eq!(fees("2025-11-24", "2026-11-24"), [("from".into(), Fault::Longer(12))]);
    assert_eq!(fees("2024-10-24", "2024-11-24"), [("from".into(), Fault::Older(24))]);
    assert_eq!(fees("2026-11-02", "2026-11-01"), [("to".into(), Fault::Order)]);
    assert_eq!(fees("2026-12-02", ""), [("from".into(), Fault::Future), ("to".into(), Fault::Required)]);
    assert_eq!(faults(FormKind::NewReport, &report("WALLETS", "", "")), []);
    let wide = faults(FormKind::NewReport, &report("TRANSACTIONS", "2026-04-24", "2026-11-24"));
    assert_eq!(wide, [("from".into(), Fault::Longer(6))]);
    let both =
        report("USER_WALLET_TRANSACTIONS", "2026-10-01", "2026-11-01").with("wallet", "w").with("currency", "EUR");
    assert_eq!(faults(FormKind::NewReport, &both), [("currency".into(), Fault::NotBoth)]);
    let columns = report("WALLETS", "", "").with("columns", "Id,ResultCode");
    assert_eq!(faults(FormKind::NewReport, &columns), [("columns".into(), Fault::Choice)]);
}

fn owner() -> Values {
    let told = [
        ("shape", "SCA"),
        ("category", "OWNER"),
        ("terms", YES),
        ("first_name", "Ana"),
        ("last_name", "Beltrán Ruiz"),
        ("email", "ana@example.com"),
        ("birthday", "1984-02-29"),
        ("nationality", "ES"),
        ("residence", "FR"),
    ];
    told.into_iter().fold(Values::default(), |values, (name, value)| values.with(name, value))
}

#[test]
fn owners_tell_more_than_payers() {
    assert_eq!(faults(FormKind::AddNatural, &owner()), []);
    let payer = Values::default()
        .with("shape", "LEGACY")
        .with("category", "PAYER")
        .with("first_name", "Ana")
        .with("last_name", "B")
        .with("email", "info@example.com");
    assert_eq!(faults(FormKind::AddNatural, &payer), []);
    let bare = faults(FormKind::AddNatural, &payer.with("category", "OWNER"));
    let names: Vec<_> = bare.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["birthday", "email", "nationality", "residence", "terms"]);
    assert_eq!(bare[1].1, Fault::SharedMailbox);
}

#[test]
fn who_becomes_an_owner_tells_what_owners_tell() {
    let fixed = Values::default().with("shape", "SCA").with("category", "OWNER");
    let names = |kind: FormKind, values: &Values| -> Vec<String> { kind.check(values, NOW).into_keys().collect() };
    let person = fixed.clone().with("email", "ana@example.com");
    let missing = ["birthday", "nationality", "residence", "terms", "understood"];
    assert_eq!(names(FormKind::CategoriseNatural, &person), missing);
    let told = owner().with("understood", YES);
    assert_eq!(names(FormKind::CategoriseNatural, &told), [""; 0]);
    let shared = told.with("email", "sales@example.com");
    assert_eq!(names(FormKind::CategoriseNatural, &shared), ["email"], "mailboxes of nobody in particular");

    let business = fixed.with("legal_form", "BUSINESS").with("name", "Halle Verte SAS").with("first_name", "Spa");
    let missing = names(FormKind::CategoriseLegal, &business);
    for name in ["company_number", "last_name", "rep_email", "seat_city", "seat_country", "terms", "understood"] {
        assert!(missing.iter().any(|one| one == name), "{name} in {missing:?}");
    }
    assert!(!missing.contains(&"first_name".to_owned()), "only natural owners may not be called like a company");
    let sole = names(FormKind::CategoriseLegal, &business.with("legal_form", "SOLETRADER"));
    assert!(!sole.contains(&"company_number".to_owned()));
}

#[test]
fn naming_rules_and_parts_of_addresses() {
    let of = |name: &str, value: &str| faults(FormKind::AddNatural, &owner().with(name, value));
    assert_eq!(of("last_name", "Ruiz G.m.b.H"), [("last_name".into(), Fault::CompanyInName)]);
    assert_eq!(of("first_name", "TEST"), [("first_name".into(), Fault::MadeUp)]);
    assert_eq!(of("birthday", "2030-01-01"), [("birthday".into(), Fault::Future)]);
    assert_eq!(of("birthday", "1899-01-01"), [("birthday".into(), Fault::LongPast)]);
    assert_eq!(of("phone", "06 12 34"), [("phone_country".into(), Fault::Required)]);
    assert_eq!(of("phone", "+33612345678"), []);
    assert_eq!(of("phone", "call me"), [("phone".into(), Fault::Phone), ("phone_country".into(), Fault::Required)]);
    let names = |values: &Values| -> Vec<String> { FormKind::AddNatural.check(values, NOW).into_keys().collect() };
    assert_eq!(names(&owner().with("country", "US")), ["city", "line1", "postcode", "region"]);
}

#[test]
fn a_change_says_what_it_costs() {
    let before = owner();
    let after = before.clone().with("last_name", "Ruiz").with("email", "new@example.com");
    let both = costs(&before, &after, true);
    assert_eq!(both, [(Cost::Level, vec!["last_name"]), (Cost::Authentication, vec!["email"])]);
    assert_eq!(costs(&before, &after, false).len(), 1, "who is not verified loses no level");
    assert_eq!(costs(&before, &before.clone().with("tag", "x"), true), []);
    let legacy = before.clone().with("shape", "LEGACY");
    assert_eq!(costs(&legacy, &legacy.clone().with("email", "x@y.example"), true), []);
    let legal = before.with("legal_form", "BUSINESS");
    let partnership = legal.clone().with("legal_form", "PARTNERSHIP");
    let expected = [(Cost::Level, vec!["legal_form"]), (Cost::RegistrationProof, vec!["legal_form"])];
    assert_eq!(costs(&legal, &partnership, true), expected);
}

#[test]
fn what_was_typed_is_not_told() {
    assert_eq!(format!("{:?}", Values::default().with("last_name", "Beltrán")), "{\"last_name\"}");
}

#[test]
fn only_what_the_form_takes_is_kept() {
    let values = owner().with("category", "PAYER").with("unknown", "x").with("occupation", "Baker");
    let kept = values.of(FormKind::AddNatural);
    assert_eq!((kept.get("unknown"), kept.get("occupation"), kept.get("first_name")), ("", "", "Ana"));
    assert!(owner().with("tag", " ").same(&owner()));
}
