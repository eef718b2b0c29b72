//! Every object of the API, from a full body of it: each member that is declared is read, and none but its id is needed.

use mangopay::*;
use model::{
    Currency, DisputeReasonType, DisputeResult, DisputeStatus, Money, PaymentType, PayoutMode, RefundReasonType,
    TransactionNature, TransactionStatus, TransactionType, UnixSeconds, WalletId,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::support::fixture;

fn read<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_str(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The paths of all members, as JSON pointers; of lists, those of the first item.
fn paths(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (format!("{at}/{name}"), value)).collect(),
        Value::Array(items) => items.iter().take(1).map(|item| (format!("{at}/0"), item)).collect(),
        _ => Vec::new(),
    };
    for (path, child) in children {
        if value.is_object() {
            found.push(path.clone());
        }
        paths(child, &path, found);
    }
}

fn parent<'a>(whole: &'a mut Value, path: &'a str) -> (&'a mut serde_json::Map<String, Value>, &'a str) {
    let (parent, name) = path.rsplit_once('/').unwrap();
    (whole.pointer_mut(parent).unwrap().as_object_mut().unwrap(), name)
}

/// Changes each member of a body in every way. `loose` are those that this version does not type.
fn check<T: DeserializeOwned>(name: &str, loose: &[&str]) {
    let whole: Value = read(name);
    let reads = |value: &Value| serde_json::from_value::<T>(value.clone()).map(drop);
    reads(&whole).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut found = Vec::new();
    paths(&whole, "", &mut found);
    for path in found {
        let changed = |change: &dyn Fn(&mut serde_json::Map<String, Value>, &str)| {
            let mut value = whole.clone();
            let (object, member) = parent(&mut value, &path);
            change(object, member);
            value
        };
        let member = path.rsplit('/').next().unwrap();
        let money = changed(&|_, _| {}).pointer(path.rsplit_once('/').unwrap().0).unwrap().get("Amount").is_some();
        let needed = matches!(member, "Id" | "Name" | "CountryCode") || (money && member == "Currency");
        for (what, value) in [
            ("missing", changed(&|object, member| drop(object.remove(member)))),
            ("null", changed(&|object, member| object[member] = Value::Null)),
        ] {
            assert!(needed || reads(&value).is_ok(), "{name}: {path} {what}: {:?}", reads(&value));
        }
        // Accounts are maps: a new member of one is a new number of the account.
        let is_map = path.contains("BankTransfer/") || path.contains("/Account/");
        let new = if is_map { Value::Null } else { json!({"New": [1, null]}) };
        let value = changed(&|object, _| drop(object.insert("NewMember".into(), new.clone())));
        assert!(reads(&value).is_ok(), "{name}: a new member beside {path}");
        let value = changed(&|object, member| {
            if object[member].is_string() {
                object[member] = json!("SOMETHING_NEW");
            }
        });
        assert!(reads(&value).is_ok(), "{name}: {path} with a new value: {:?}", reads(&value));
        let value = changed(&|object, member| object[member] = json!([[1]]));
        let typed = !loose.iter().any(|loose| path.starts_with(loose));
        assert_eq!(reads(&value).is_err(), typed, "{name}: {path} is spelled otherwise by the client");
    }
}

#[test]
fn every_member_of_every_object_is_read_and_may_be_absent() {
    check::<PlatformInfo>("clients/full.json", &["/PlatformType"]);
    check::<ClientWallet>("clients/wallet.json", &[]);
    check::<ScaStatus>("users/sca_status.json", &[]);
    check::<ScaRedirect>("users/sca_redirect.json", &[]);
    check::<EMoney>("users/emoney.json", &[]);
    check::<CheckedDataFormat>("users/data_format.json", &[]);
    check::<VerifiedIdentity>("users/verified_identity.json", &["/Documents", "/LegalRepresentatives", "/Pscs"]);
    check::<CountryAuthorization>("countries/authorization.json", &[]);
    check::<UboDeclaration>("ubo/declaration.json", &[]);
    check::<Ubo>("ubo/ubo.json", &[]);
    check::<IdvSession>("idv/session.json", &[]);
    check::<Psc>("idv/psc.json", &[]);
    check::<Vec<DocumentPage>>("kyc/pages.json", &[]);
    for kind in ["iban", "gb", "us", "ca", "other"] {
        check::<BankAccount>(&format!("bankaccounts/{kind}.json"), &[]);
    }
    check::<Recipient>("recipients/local.json", &[]);
    check::<Recipient>("recipients/international.json", &[]);
    check::<PayoutMethods>("recipients/payout_methods.json", &[]);
    check::<Wallet>("wallets/wallet.json", &[]);
    check::<Transaction>("transactions/full.json", &[]);
    check::<Transaction>("transactions/pay_in_refund.json", &[]);
    check::<WebCard>("payins/web_card.json", &["/ExecutionType"]);
    check::<Recurring>("recurring/registration.json", &["/TotalAmount"]);
    check::<Card>("cards/card.json", &[]);
    check::<CardRegistration>("cards/registration.json", &[]);
    check::<CardValidation>("cards/validation.json", &["/Type"]);
    check::<Preauthorization>("preauthorizations/preauthorization.json", &["/PaymentType", "/ExecutionType"]);
    check::<Deposit>("deposits/card.json", &[]);
    check::<Deposit>("deposits/paypal.json", &[]);
    check::<Mandate>("mandates/mandate.json", &[]);
    check::<Transfer>("transfers/waiting.json", &[]);
    check::<Payout>("payouts/fallback.json", &[]);
    check::<Reachability>("payouts/reachability.json", &[]);
    check::<Refund>("refunds/payout_return.json", &[]);
    check::<Repudiation>("repudiations/repudiation.json", &[]);
    check::<Settlement>("repudiations/settlement.json", &[]);
    check::<ConversionRate>("conversions/rate.json", &[]);
    check::<Conversion>("conversions/conversion.json", &[]);
    check::<Quote>("conversions/quote.json", &[]);
    check::<Dispute>("disputes/open.json", &[]);
    check::<Dispute>("disputes/lost.json", &[]);
    check::<DisputeDocument>("disputes/document.json", &[]);
    check::<Report>("reports/legacy.json", &["/Filters/"]);
    check::<ServiceReport>("reports/service.json", &["/Filters/"]);
    check::<Hook>("hooks/hook.json", &[]);
    check::<BankingAlias>("banking_aliases/alias.json", &[]);
    check::<VirtualAccount>("virtual_accounts/account.json", &[]);
    check::<VirtualAccountAvailability>("virtual_accounts/availability.json", &[]);
}

#[test]
fn every_member_of_every_pay_in_is_read_and_may_be_absent() {
    // Which method it is decides on the other members: without it they are not looked at.
    for name in ["card_direct", "card_web", "bank_wire", "bank_wire_pending", "external_instruction", "direct_debit"]
        .into_iter()
        .chain(["preauthorized", "google_pay", "apple_pay", "paypal", "klarna"])
    {
        check::<PayIn>(&format!("payins/{name}.json"), &["/PaymentType", "/ExecutionType"]);
    }
}

fn euros(amount: i64) -> Option<Money> {
    Some(Money { amount, currency: Currency::new("EUR") })
}

#[test]
fn each_method_of_payment_has_its_own_members() {
    let details = |name: &str| read::<PayIn>(&format!("payins/{name}.json")).details;
    assert!(matches!(details("card_direct"), PayInDetails::CardDirect(card) if card.security.card_info.is_some()));
    assert!(matches!(details("card_web"), PayInDetails::CardWeb(card) if card.bank_name.is_some()));
    assert!(matches!(details("external_instruction"), PayInDetails::ExternalInstruction(_)));
    assert!(matches!(details("direct_debit"), PayInDetails::DirectDebit(debit) if debit.mandate_id.is_some()));
    assert!(matches!(details("preauthorized"), PayInDetails::Preauthorized(_)));
    assert!(matches!(details("google_pay"), PayInDetails::DeviceWallet(_)));
    assert!(matches!(details("apple_pay"), PayInDetails::DeviceWallet(_)));
    assert!(matches!(details("paypal"), PayInDetails::PayPal(paypal) if paypal.trackings.len() == 1));
    let mut hosted: Value = read("payins/klarna.json");
    for method in PaymentType::KNOWN.iter().skip_while(|method| **method != "BCMC") {
        hosted["PaymentType"] = json!(method);
        let pay_in: PayIn = serde_json::from_value(hosted.clone()).unwrap();
        assert!(matches!(pay_in.details, PayInDetails::Hosted(_)), "{method}");
    }

    let pending: PayIn = read("payins/bank_wire_pending.json");
    let PayInDetails::BankWire(wire) = &pending.details else { panic!("{pending:?}") };
    assert_eq!(wire.declared_debited_funds, euros(3000));
    assert_eq!(pending.transaction.debited_funds.unwrap().currency.as_str(), "XXX", "nothing has come yet");

    let unheard_of: PayIn = read("payins/unheard_of.json");
    assert_eq!(unheard_of.details, PayInDetails::Other);
    assert_eq!(unheard_of.payment_type, Some(PaymentType::Unknown("SHELLS".into())));
    assert_eq!(unheard_of.transaction.credited_funds, euros(2900), "what is common is read all the same");
}

#[test]
fn values_mean_what_they_mean() {
    let wallet: Wallet = read("wallets/wallet.json");
    assert_eq!(wallet.balance, euros(i64::MAX));
    let refund: Transaction = read("transactions/pay_in_refund.json");
    assert_eq!((refund.kind, refund.nature), (Some(TransactionType::Payout), Some(TransactionNature::Refund)));
    assert_eq!(refund.fees, euros(-200), "fees were given back");

    let refused: Transfer = read("transfers/refused.json");
    assert_eq!(refused.transaction.status, Some(TransactionStatus::Failed));
    assert_eq!(refused.transaction.result_code.as_deref(), Some("001001"), "leading zeros stay");
    let payout: Payout = read("payouts/fallback.json");
    assert_eq!(
        (payout.mode_requested, payout.mode_applied),
        (Some(PayoutMode::InstantPayment), Some(PayoutMode::Standard))
    );
    let back: Refund = read("refunds/payout_return.json");
    assert_eq!(back.refund_reason.unwrap().kind, Some(RefundReasonType::BankaccountHasBeenClosed));

    let open: Dispute = read("disputes/open.json");
    assert_eq!((open.result_code, open.status), (None, Some(DisputeStatus::PendingClientAction)), "empty text is none");
    let lost: Dispute = read("disputes/lost.json");
    assert_eq!(lost.result_code, Some(DisputeResult::Lost));
    assert_eq!(lost.dispute_reason.unwrap().kind, Some(DisputeReasonType::NotKnown), "UNKNOWN is a value of the API");

    let rate: ConversionRate = read("conversions/rate.json");
    assert_eq!(rate.client_rate.unwrap().as_str(), "0.8433611", "rates are decimal text, as number or as text");
    assert_eq!(rate.market_rate.unwrap().as_str(), "0.84336");

    let repudiation: Repudiation = read("repudiations/repudiation.json");
    assert_eq!(repudiation.transaction.debited_wallet_id, Some(WalletId::new("CREDIT_EUR")));
    let mut ubo: Value = read("ubo/ubo.json");
    let active = ubo.as_object_mut().unwrap().remove("IsActive").unwrap();
    ubo["isActive"] = active;
    assert_eq!(serde_json::from_value::<Ubo>(ubo).unwrap().is_active, Some(true), "the SDKs spell it so");
    let mut report: Value = read("reports/legacy.json");
    report["ReportDate"] = json!(1_760_000_010.0);
    assert_eq!(serde_json::from_value::<Report>(report).unwrap().report_date, Some(UnixSeconds(1_760_000_010)));
}

#[test]
fn a_schema_nests_and_keeps_what_it_does_not_know() {
    let schema: RecipientSchema = read("recipients/schema.json");
    let SchemaNode::Rule(name) = &schema["DisplayName"] else { panic!("{schema:?}") };
    assert_eq!((name.required, name.max_length, name.pattern.as_deref()), (Some(true), Some(50), Some("^.+$")));
    let SchemaNode::Group(accounts) = &schema["LocalBankTransfer"] else { panic!("{schema:?}") };
    let SchemaNode::Group(pounds) = &accounts["GBP"] else { panic!("{accounts:?}") };
    assert!(matches!(&pounds["SortCode"], SchemaNode::Rule(rule) if rule.allowed_values == ["A", "B"]));
    assert_eq!(schema["NewPart"], SchemaNode::Other(json!("text")));
}

#[test]
fn secrets_in_links_are_not_shown() {
    for text in [
        format!("{:?}", read::<Hook>("hooks/hook.json")),
        format!("{:?}", read::<ScaRedirect>("users/sca_redirect.json")),
        format!("{:?}", read::<CardRegistration>("cards/registration.json")),
        format!("{:?}", read::<Report>("reports/legacy.json")),
    ] {
        for secret in ["secret=1", "token=", "1X0m87", "data=x", "sig="] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
