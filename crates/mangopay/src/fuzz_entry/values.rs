//! Single values: amounts, moments, numbers, words, ids, links.

use model::{Currency, EventType, IdempotencyKey, KycLevel, Money, TransactionStatus, UserId};
use serde_json::{Deserializer, Value};

use crate::{
    Link, ProxyAddress, Scalar, ServerAddress, address::is_loopback, download::target, money, request::Request, wire,
};

/// One JSON value, read as whatever it might be.
pub(super) fn values(data: &[u8]) {
    let value: Option<Value> = serde_json::from_slice(data).ok();
    let whole = value.as_ref().and_then(Value::as_i64);
    if let Ok(number) = wire::number(&mut Deserializer::from_slice(data)) {
        assert!(whole.is_none() || number == whole, "a whole number is itself");
        let moment = wire::moment(&mut Deserializer::from_slice(data)).ok().flatten();
        assert_eq!(moment.map(|moment| moment.0), number, "moments are numbers");
    }
    if let Ok(Some(read)) = money::read(&mut Deserializer::from_slice(data)) {
        amount(&read, value.as_ref());
    }
    if let Ok(scalar) = serde_json::from_slice::<Scalar>(data) {
        scalar_sent(&scalar);
    }
    if let Some(text) = value.as_ref().and_then(Value::as_str) {
        words(text);
        id(text);
    }
}

fn amount(read: &Money, value: Option<&Value>) {
    let sent = money::write(read, serde_json::value::Serializer).ok();
    assert_eq!(sent.and_then(|sent| money::read(&sent).ok()).flatten().as_ref(), Some(read), "exact both ways");
    let told = value.and_then(|value| value.get("Amount")).and_then(Value::as_i64);
    assert!(told.is_none_or(|told| told == read.amount), "not a minor unit is lost");
    assert!(Currency::new(read.currency.as_str()).digits() <= 2);
}

/// Text without a number's value stays what it is; a number keeps its value, if not its zeros.
fn scalar_sent(scalar: &Scalar) {
    let Ok(sent) = serde_json::to_string(scalar) else { panic!("a scalar can be sent") };
    let Ok(again) = serde_json::from_str::<Scalar>(&sent) else { panic!("what is sent can be read") };
    assert_eq!(serde_json::to_string(&again).ok(), Some(sent), "sent twice, it is the same");
    let value = |scalar: &Scalar| scalar.as_str().parse::<f64>().ok().map(f64::to_bits);
    assert!(again == *scalar || value(&again) == value(scalar), "nothing is lost on the way");
}

fn words(text: &str) {
    assert_eq!(KycLevel::from(text).as_str(), text);
    assert_eq!(EventType::from(text).as_str(), text);
    assert_eq!(TransactionStatus::from(text).as_str(), text);
    if let Ok(key) = IdempotencyKey::try_from(text.to_owned()) {
        assert!(http::HeaderValue::from_str(key.as_str()).is_ok(), "a key is a header");
    }
}

/// An id that came in an object goes into the next path, and stays one part of it.
fn id(text: &str) {
    let Ok(server) = ServerAddress::parse("https://api.example.com/") else { return };
    let request = Request::get("/users/{UserId}/wallets", vec![UserId::new(text).to_string()]);
    let Ok(url) = request.url(&server, "acme") else { return };
    let parts: Vec<&str> = url.path_segments().into_iter().flatten().collect();
    assert!(matches!(parts[..], ["v2.01", "acme", "users", _, "wallets"]), "an id cannot leave its place: {parts:?}");
    assert!(url.query().is_none() && url.fragment().is_none() && url.host_str() == Some("api.example.com"));
}

/// Where a link leads, and what a person typed as an address.
pub(super) fn links(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let link = Link::new(text);
    assert_eq!(format!("{link:?}"), "Link(…)");
    if let Ok(url) = target(&link) {
        assert!(url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)), "nothing leaves in the open");
    }
    if let Ok(server) = ServerAddress::parse(text) {
        let url = server.as_url();
        assert!(url.scheme() == "https" || server.is_loopback(), "nothing leaves in the open");
        assert!(url.username().is_empty() && url.password().is_none(), "addresses carry no credentials");
        assert_eq!(ServerAddress::parse(&server.to_string()).ok().as_ref(), Some(&server), "written as it is read");
    }
    if let Ok(proxy) = ProxyAddress::parse(text) {
        assert!(ProxyAddress::parse(&proxy.to_string()).is_ok(), "written as it is read");
    }
}
