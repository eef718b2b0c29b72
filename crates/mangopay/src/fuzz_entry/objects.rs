//! Successes: single objects, lists, recorded answers.

use std::fmt::Debug;

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::{Value, value::RawValue};

use super::reply::Reply;
use crate::{
    ApiEvent, BankAccount, BankingAlias, Card, CardRegistration, CardValidation, CheckedDataFormat, ClientWallet,
    Conversion, ConversionRate, CountryAuthorization, Deposit, Dispute, DisputeDocument, DocumentPage, EMoney, Error,
    Hook, IdvSession, KycDocument, Mandate, Page, PayIn, Payout, PayoutMethods, PlatformInfo, Preauthorization, Psc,
    Quote, Reachability, Recipient, RecipientSchema, Recurring, Refund, Regulatory, Report, Repudiation, ScaRedirect,
    ScaStatus, ServiceReport, Settlement, Transaction, Transfer, Ubo, UboDeclaration, User, VerifiedIdentity,
    VirtualAccount, VirtualAccountAvailability, Wallet, WebCard, answer::Answer, list::Counts, responses,
};

/// Declares entries that read their bytes as each of these objects.
macro_rules! entries {
    ($($entry:ident: $($ty:ty),+;)+) => {$(
        pub(super) fn $entry(body: &[u8]) {
            if let Some(raw) = whole(body) {
                $(object::<$ty>(&raw);)+
            }
        }
    )+};
}

entries! {
    people: User, Vec<User>, ScaRedirect, ScaStatus, Regulatory, EMoney, CountryAuthorization,
        Vec<CountryAuthorization>, CheckedDataFormat;
    verification: KycDocument, Vec<DocumentPage>, UboDeclaration, Ubo, IdvSession, Psc, VerifiedIdentity;
    accounts: BankAccount, BankingAlias, Recipient, RecipientSchema, PayoutMethods, VirtualAccount,
        VirtualAccountAvailability, Wallet, ClientWallet;
    payments: PayIn, WebCard, Recurring, Card, CardRegistration, CardValidation, Preauthorization, Deposit, Mandate;
    operations: Transaction, Transfer, Payout, Reachability, Refund, Repudiation, Settlement, Conversion,
        ConversionRate, Quote, Dispute, DisputeDocument;
    platform: PlatformInfo, Report, ServiceReport, Hook, ApiEvent;
}

/// The body as one JSON value, kept to the last byte; `None` if it is none.
fn whole(body: &[u8]) -> Option<Box<RawValue>> {
    match Answer::read(true, 200, &HeaderMap::new(), body) {
        Ok(answer) => {
            let raw = answer.raw?;
            assert_eq!(raw.get().as_bytes(), body.trim_ascii(), "what came is what is kept");
            Some(raw)
        }
        Err(Error::Unreadable { .. } | Error::NotAnApi { .. }) => None,
        Err(other) => panic!("a body cannot mean {other}"),
    }
}

fn object<T: DeserializeOwned + PartialEq + Debug>(raw: &RawValue) {
    let answer = Answer { raw: Some(raw.to_owned()), counts: Counts::default() };
    match answer.into_fetched::<T>("object") {
        Ok(fetched) => {
            assert_eq!(fetched.raw.as_str(), raw.get(), "the object keeps all of its JSON");
            assert_eq!(fetched.raw.read::<T>().as_ref(), Some(&fetched.value), "what is kept reads the same");
        }
        Err(Error::Unreadable { .. }) => {}
        Err(other) => panic!("JSON cannot mean {other}"),
    }
}

/// A page of users, transactions, documents and events, with its counts.
pub(super) fn lists(data: &[u8]) {
    let reply = Reply::read(data, 200);
    page::<User>(&reply);
    page::<Transaction>(&reply);
    page::<KycDocument>(&reply);
    page::<ApiEvent>(&reply);
}

fn page<T: DeserializeOwned>(reply: &Reply<'_>) {
    let answer = Answer::read(true, reply.status, &reply.headers, reply.body);
    let Ok(page) = answer.and_then(|answer| Page::<T>::read(answer, 1)) else { return };
    let count = page.items.len() + page.unread.len();
    if let Ok(values) = serde_json::from_slice::<Vec<Value>>(reply.body) {
        assert_eq!(count, values.len(), "no item is lost");
    }
    assert!(count > 0 || page.is_last(), "an empty page ends the list");
    assert!(page.pages.is_none_or(|pages| pages > 1) || page.is_last(), "the last page is known for it");
    let readable = page.unread.iter().filter(|item| item.raw.read::<T>().is_some()).count();
    assert_eq!(readable, 0, "what can be read is read");
}

/// How many users a page holds, and how many of its items cannot be read; `None` if it is no page. For benchmarks:
/// exactly what becomes of a page's body once it is there.
pub fn read_page(body: &[u8]) -> Option<(usize, usize)> {
    let answer = Answer::read(true, 200, &HeaderMap::new(), body).ok()?;
    let page = Page::<User>::read(answer, 1).ok()?;
    Some((page.items.len(), page.unread.len()))
}

/// What was recorded under an idempotency key, and objects inside.
pub(super) fn recorded(body: &[u8]) {
    let Some(raw) = whole(body) else { return };
    let answer = Answer { raw: Some(raw), counts: Counts::default() };
    let Ok(recorded) = answer.into_fetched::<responses::Wire>("response").and_then(|wire| wire.value.recorded()) else {
        return;
    };
    let found = [
        recorded.read::<KycDocument>().map(|object| object.raw),
        recorded.read::<Transfer>().map(|object| object.raw),
        recorded.read::<User>().map(|object| object.raw),
    ];
    for raw in found.iter().flatten() {
        assert!(recorded.is_success(), "nothing is read from a refusal");
        assert_eq!(Some(raw.as_str()), recorded.resource.as_ref().map(|raw| raw.as_str()), "all of it is kept");
    }
}
