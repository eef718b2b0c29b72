//! Pay-ins by bank wire: announced by the platform, made known by the bank, or without announcement on a virtual account
//! (docs/api/money-operations.md §7.2, §12.7).

use serde_json::{Value, json};

use super::{Basics, show};
use crate::{
    agenda::Task,
    answer::Outcome,
    members::Members,
    money::{
        Due,
        amount::{Amount, Currency, Sign},
        book::{Kind, Nature, Status, Transaction},
        client, rules,
    },
    request::Call,
    state::State,
};

/// Seconds until a wire that did not come has failed: one month.
const MONTH: i64 = 30 * 86_400;

fn reference(state: &mut State) -> String {
    let mark = state.dice.next();
    let text: String = crate::ids::hex(&mark.to_le_bytes()).chars().take(8).collect();
    format!("MGP{text}")
}

/// Where wires of the platform are received. Made up, with correct check digits.
pub(crate) fn bank_account() -> Value {
    json!({
        "Type": "IBAN", "OwnerName": "MANGOPAY SA", "IBAN": "FR7630004000031234567890143", "BIC": "BNPAFRPPXXX",
        "OwnerAddress": {
            "AddressLine1": "2 Avenue Amélie", "AddressLine2": null, "City": "Luxembourg", "Region": null,
            "PostalCode": "L-1125", "Country": "LU",
        },
    })
}

fn announce(state: &mut State, call: &Call<'_>, mut payin: Transaction, declared: Amount, fees: Amount) -> Outcome {
    let none = Amount::new(Currency::NONE, 0);
    (payin.debited, payin.credited, payin.fees) = (none, none, none);
    payin.put("DeclaredDebitedFunds", declared.view());
    payin.put("DeclaredFees", fees.view());
    payin.put("WireReference", json!(reference(state)));
    payin.put("BankAccount", bank_account());
    payin.put("TransactionDetails", json!([]));
    let id = state.open(payin, call.now);
    state.plan(call.now + MONTH, Task::Money(Due::Wire(id.clone())));
    show(state, call, &id)
}

/// `POST /payins/bankwire/direct`.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let declared = members.amount("DeclaredDebitedFunds", "DeclaredDebitedFunds.", Sign::Positive);
    let declared = members.need("DeclaredDebitedFunds", declared);
    let fees = members.amount("DeclaredFees", "DeclaredFees.", Sign::Positive);
    let fees = members.need("DeclaredFees", fees);
    let basics = Basics::with(state, &mut members, declared, fees);
    members.finish()?;
    let refusal = basics.check(state)?;
    let payin = basics.draft(state, ("BANK_WIRE", "DIRECT"), call.now);
    if let Some(code) = refusal {
        let id = state.execute(payin, Some(code), call.now);
        return show(state, call, &id);
    }
    announce(state, call, payin, declared, fees)
}

/// `POST /clients/payins/bankwire/direct`: into the wallet of repudiations.
pub(crate) fn create_for_client(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let declared = members.amount("DeclaredDebitedFunds", "DeclaredDebitedFunds.", Sign::Positive);
    let declared = members.need("DeclaredDebitedFunds", declared);
    let wallet = members.id("CreditedWalletId");
    let named = client::named(&wallet).filter(|(funds, _)| *funds == "CREDIT");
    if named.is_none() && !members.has_error("CreditedWalletId") {
        members.wrong("CreditedWalletId", "CreditedWalletId must be a CREDIT wallet of the client");
    }
    let tag = members.tag();
    members.finish()?;
    let currency = named.map(|(_, currency)| currency).unwrap_or_default();
    rules::same_currency(&[("CreditedWalletId", currency), ("DeclaredDebitedFunds.Currency", declared.currency)])?;
    state.money.client_wallet("CREDIT", currency, call.now);
    let id = state.dice.id("payin_m", call.now);
    let client = &call.options.client_id;
    let fees = declared.with(0);
    let mut payin = Transaction::new(id, "PAYIN_NORMAL", Kind::Payin, client, declared, fees);
    payin.tag = tag;
    payin.credited_user = Some(client.clone());
    payin.to = Some(client::id("CREDIT", currency));
    payin.put("PaymentType", json!("BANK_WIRE"));
    payin.put("ExecutionType", json!("DIRECT"));
    announce(state, call, payin, declared, fees)
}

fn amount_of(payin: &Transaction, name: &str) -> Option<Amount> {
    let value = payin.extra.get(name)?;
    let currency = Currency::named(value.get("Currency")?.as_str()?)?;
    Some(Amount::new(currency, value.get("Amount")?.as_i64()?))
}

/// The announced money has come, or something else than announced: then nothing is reconciled, since no rule for it is
/// documented (§7.2). False if no such wire is awaited.
pub(crate) fn receive(state: &mut State, id: &str, came: Option<i64>, now: i64) -> bool {
    let Some(payin) = state.money.book.get_mut(id).filter(|t| t.status == Status::Created) else { return false };
    let (Some(declared), Some(fees)) = (amount_of(payin, "DeclaredDebitedFunds"), amount_of(payin, "DeclaredFees"))
    else {
        return false;
    };
    if came.is_some_and(|came| came != declared.amount) {
        return false;
    }
    payin.debited = declared;
    payin.fees = fees;
    payin.credited = declared.with(declared.amount - fees.amount);
    let reference = payin.extra.get("WireReference").cloned();
    payin.put(
        "TransactionDetails",
        json!([{
            "BankTransactionDomainCode": "PMNT", "BankTransactionFamilyCode": "RCDT",
            "BankTransactionSubFamilyCode": "ESCT", "References": [{ "Type": "EndToEndId", "Value": reference }],
            "DebtorName": "Sandbox payer", "DebtorAccount": "DE89370400440532013000", "DebtorAgent": "COBADEFFXXX",
            "DebtorAddressLine1": null, "DebtorAddressLine2": null, "DebtorAddressLine3": null,
        }]),
    );
    let wallet = payin.to.clone();
    let refused = wallet.and_then(|w| rules::owner(state, &w)).and_then(rules::inflow);
    match refused {
        Some(code) => state.fail(id, code, now),
        None => state.succeed(id, now),
    }
    true
}

/// The wire has not come within a month.
pub(crate) fn lapse(state: &mut State, id: &str, now: i64) {
    state.fail(id, "101109", now);
}

/// Money comes to a virtual account: a pay-in nobody asked for (§7.2). Returns its id.
pub(crate) fn external(
    state: &mut State,
    account: &str,
    funds: Amount,
    refusal: Option<&str>,
    now: i64,
) -> Option<String> {
    let wallet = state.money.virtual_accounts.get(account)?.wallet.clone();
    let owner = rules::owner(state, &wallet)?;
    let refused = refusal.or_else(|| rules::inflow(owner)).map(str::to_owned);
    let author = owner.id.clone();
    let id = state.dice.id("payin_m", now);
    let mut payin = Transaction::new(id, "PAYIN_NORMAL", Kind::Payin, &author, funds, funds.with(0));
    payin.nature = Nature::Regular;
    payin.credited_user = Some(author);
    payin.to = Some(wallet);
    for (name, value) in [
        ("PaymentType", json!("BANK_WIRE")),
        ("ExecutionType", json!("EXTERNAL_INSTRUCTION")),
        ("BankingAliasId", json!(account)),
        ("WireReference", Value::Null),
        (
            "DebitedBankAccount",
            json!({
                "IBAN": "DE89370400440532013000", "BIC": "COBADEFFXXX", "AccountNumber": null, "Country": "DE",
                "OwnerName": "Sandbox payer", "Type": "IBAN",
            }),
        ),
    ] {
        payin.put(name, value);
    }
    Some(state.execute(payin, refused.as_deref(), now))
}
