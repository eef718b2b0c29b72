//! Amounts: whole minor units and a currency (docs/api/money-operations.md §1.4).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::members::Members;

/// Largest amount of one movement; beyond it the sums of a world could leave 64 bits (the real limit is not documented).
pub(crate) const MOST: i64 = 100_000_000_000;

/// Wallet currencies (§1.4, the wider list).
pub(crate) const CURRENCIES: [&str; 24] = [
    "AED", "AUD", "CAD", "CHF", "CNH", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "NOK", "NZD",
    "PLN", "RON", "SAR", "SEK", "SGD", "TRY", "USD", "ZAR",
];

/// Currencies of card payments (§1.4).
pub(crate) const CARD_CURRENCIES: [&str; 12] =
    ["AUD", "CAD", "CHF", "DKK", "EUR", "GBP", "HKD", "JPY", "NOK", "PLN", "SEK", "USD"];

/// Three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(crate) struct Currency([u8; 3]);

impl Currency {
    pub(crate) const EUR: Self = Self(*b"EUR");
    /// The currency of a bank wire that has not arrived (§1.4).
    pub(crate) const NONE: Self = Self(*b"XXX");

    /// One of [`CURRENCIES`].
    pub(crate) fn named(text: &str) -> Option<Self> {
        if CURRENCIES.contains(&text) { Self::try_from(text.to_owned()).ok() } else { None }
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits of the minor unit: none for JPY (§1.4).
    pub(crate) fn digits(self) -> u32 {
        if self.0 == *b"JPY" { 0 } else { 2 }
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::EUR
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.as_str().to_owned()
    }
}

impl TryFrom<String> for Currency {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(bytes) if bytes.iter().all(u8::is_ascii_uppercase) => Ok(Self(bytes)),
            _ => Err("three capital letters are needed"),
        }
    }
}

/// Minor units in a currency; negative only for fees given back and for the repudiation wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Amount {
    pub(crate) currency: Currency,
    pub(crate) amount: i64,
}

impl Amount {
    pub(crate) fn new(currency: Currency, amount: i64) -> Self {
        Self { currency, amount }
    }

    pub(crate) fn view(self) -> Value {
        json!({ "Currency": self.currency.as_str(), "Amount": self.amount })
    }

    /// Another amount in the same currency.
    pub(crate) fn with(self, amount: i64) -> Self {
        Self { amount, ..self }
    }
}

/// Which amounts a member may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Zero or more.
    Positive,
    /// Fees of refunds (§10).
    Any,
}

impl Members<'_> {
    /// A currency that wallets can have.
    pub(crate) fn currency(&mut self, name: &'static str) -> Option<Currency> {
        let text = self.text(name, usize::MAX)?;
        let found = Currency::named(&text);
        if found.is_none() {
            self.wrong(name, format!("{name}: The currency {text} is not available"));
        }
        found
    }

    /// `{Currency, Amount}`.
    pub(crate) fn amount(&mut self, name: &'static str, prefix: &'static str, sign: Sign) -> Option<Amount> {
        self.object(name, prefix, |inner| {
            let currency = inner.currency("Currency");
            let currency = inner.need("Currency", currency);
            let amount = inner.int("Amount");
            let amount = inner.need("Amount", amount);
            if amount < 0 && sign == Sign::Positive {
                inner.wrong("Amount", "The amount must not be negative");
            }
            Amount { currency, amount }
        })
    }

    /// `DebitedFunds` and `Fees`, both required.
    pub(crate) fn funds(&mut self) -> (Amount, Amount) {
        let debited = self.amount("DebitedFunds", "DebitedFunds.", Sign::Positive);
        let debited = self.need("DebitedFunds", debited);
        let fees = self.amount("Fees", "Fees.", Sign::Positive);
        (debited, self.need("Fees", fees))
    }

    pub(crate) fn tag(&mut self) -> Option<String> {
        self.text("Tag", 255)
    }

    /// A required identifier.
    pub(crate) fn id(&mut self, name: &'static str) -> String {
        let text = self.name(name, 128);
        self.need(name, text)
    }
}
