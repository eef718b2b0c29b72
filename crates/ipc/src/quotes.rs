//! Quotes: the price at which a conversion was made (money-operations.md §11).

use model::{ConversionFeesType, ConversionId, Currency, Money, QuoteId, QuoteStatus};
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Opens a quote: what is held is answered at once, what is missing or may have changed is read from then on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenQuote {
    /// Which.
    pub of: QuoteOf,
    /// Whether the same view asks once more because something changed: only a first look is read from the API.
    pub again: bool,
}

/// Which quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "of", content = "id")]
pub enum QuoteOf {
    /// That of a conversion.
    Conversion(ConversionId),
    /// This one.
    Quote(QuoteId),
}

impl QuoteOf {
    /// The id, of whichever it is.
    pub fn id(&self) -> &str {
        match self {
            Self::Conversion(id) => id.as_str(),
            Self::Quote(id) => id.as_str(),
        }
    }
}

/// What is known of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteState {
    /// The quote, once read.
    pub quote: Option<Quote>,
    /// Whether the conversion was made at the rate of the moment, without a quote.
    pub is_instant: bool,
    /// It is being read.
    pub under_way: bool,
    /// Why the last reading broke off.
    pub trouble: Option<Failure>,
}

/// A quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The id.
    pub id: QuoteId,
    /// The conversion that was made at it, as far as one that was read tells so.
    pub conversion: Option<ConversionId>,
    /// Its status when it was read.
    pub status: Option<QuoteStatus>,
    /// Whether it can still be used: it could when it was read, and its time is not over.
    pub is_open: bool,
    /// Until when it can be used, Unix seconds.
    pub expires: Option<i64>,
    /// What would be taken.
    pub debited: Option<Money>,
    /// What would be given.
    pub credited: Option<Money>,
    /// What the platform would keep.
    pub fees: Option<Money>,
    /// The fees as they were asked for.
    pub requested_fees: Option<Charge>,
    /// The rates: name as in the catalogue (`quote-rate-<name>`) and decimal text, as precise as it came.
    pub rates: Vec<(String, String)>,
    /// What Mangopay earns on the rate.
    pub mangopay_margin: Option<Charge>,
    /// What the platform would earn; only reckoned, never moved.
    pub user_margin: Option<Charge>,
    /// When this was asked for, Unix seconds.
    pub fetched_at: i64,
}

/// Fees or a margin as they were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// How the value is meant.
    pub kind: ConversionFeesType,
    /// Percent, minor units or pips: decimal text as it came.
    pub value: String,
    /// The currency of a fixed amount, if told.
    pub currency: Option<Currency>,
}
