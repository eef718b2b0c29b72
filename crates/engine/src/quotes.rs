//! Quotes of conversions: no list has them, so one is read when somebody looks at it or at its conversion, and kept.

use ipc::{
    Code, Failure, Reply,
    quotes::{Charge, OpenQuote, Quote, QuoteOf, QuoteState},
};
use mangopay::{ConversionFees, Margin};
use model::{
    Area, Column, Condition, ConversionFeesType, ConversionId, Direction, Filter, ListQuery, Object, ObjectKind,
    QuoteStatus, Sort, TransactionType, UnixSeconds, Window,
};
use serde_json::Value;

use crate::{
    engine::Engine,
    failure,
    parts::Parts,
    sync::{Sync, governor::Priority},
    users::FRESH_ENOUGH,
};

/// Seconds by which a conversion may seem to be made before or after the time of its quote.
const SLACK: i64 = 60;
/// The most conversions of a quote's time and amount that are looked into.
const MOST_ALIKE: u32 = 50;

/// What the local copy tells of a quote.
enum Known {
    /// The conversion was never read by itself; lines of reports do not tell whether there is a quote.
    Nothing,
    /// The conversion has none.
    Instant,
    /// Its id, and itself once it was read.
    Quote(String, Option<Object>),
}

impl Engine {
    pub(crate) async fn open_quote(&self, args: OpenQuote) -> Reply<OpenQuote> {
        let (of, now) = (args.of, self.parts.clock.now());
        let was_under_way = self.quotes.is_under_way(of.id());
        let known = known(&self.parts, &of).await?;
        let begins = !args.again && may_differ(&known, now) && {
            let reading = Reading { parts: self.parts.clone(), sync: self.sync.clone(), of: of.clone() };
            self.quotes.set_off(&self.sync, Priority::OnScreen, Area::Quotes, of.id(), reading.run())
        };
        Ok(QuoteState {
            is_instant: matches!(known, Known::Instant),
            quote: match &known {
                Known::Quote(_, Some(held)) => self.shown_quote(&of, held, now).await?,
                Known::Nothing | Known::Instant | Known::Quote(_, None) => None,
            },
            under_way: was_under_way || begins,
            trouble: self.quotes.trouble(of.id()),
        })
    }

    /// A quote as it is held, with its conversion; `None` for what cannot be read.
    async fn shown_quote(&self, of: &QuoteOf, held: &Object, now: UnixSeconds) -> Result<Option<Quote>, Failure> {
        let Ok(told) = serde_json::from_str::<mangopay::Quote>(&held.raw) else { return Ok(None) };
        let conversion = match of {
            QuoteOf::Conversion(id) => Some(id.clone()),
            QuoteOf::Quote(_) => self.conversion_at(&told).await?,
        };
        Ok(Some(quote(told, conversion, held.row.fetched_at, now)))
    }

    /// The conversion that names a quote. No column has that name, so it is looked for among those of the quote's time
    /// and amount.
    async fn conversion_at(&self, quote: &mangopay::Quote) -> Result<Option<ConversionId>, Failure> {
        let (Some(from), Some(to), Some(debited)) = (quote.creation_date, quote.expiration_date, &quote.debited_funds)
        else {
            return Ok(None);
        };
        let between =
            |column, from: i64, to: i64| Filter { column, condition: Condition::Between(Some(from), Some(to)) };
        let conversion = Condition::AnyOf(vec![TransactionType::Conversion.as_str().to_owned()]);
        let query = ListQuery {
            area: Area::Transactions,
            filters: vec![
                Filter { column: Column::Type, condition: conversion },
                between(Column::Created, from.plus(-SLACK).0, to.plus(SLACK).0),
                between(Column::Debited, debited.amount, debited.amount.saturating_add(1)),
            ],
            search: String::new(),
            sort: Sort { column: Column::Created, direction: Direction::Ascending },
            window: Window { offset: 0, limit: MOST_ALIKE },
        };
        let alike = self.parts.cache.rows(query).await.map_err(|error| failure::cache(&error))?.rows;
        for row in alike {
            let found = object(&self.parts, Area::Transactions, &row.id).await?;
            if found.and_then(|found| quote_of(&found.raw)?).as_deref() == Some(quote.id.as_str()) {
                return Ok(Some(ConversionId::new(row.id)));
            }
        }
        Ok(None)
    }
}

async fn known(parts: &Parts, of: &QuoteOf) -> Result<Known, Failure> {
    let id = match of {
        QuoteOf::Quote(id) => id.as_str().to_owned(),
        QuoteOf::Conversion(id) => {
            let conversion = object(parts, Area::Transactions, id.as_str()).await?;
            let conversion = conversion.ok_or_else(|| Failure::new(Code::NotFound))?;
            match quote_of(&conversion.raw) {
                Some(Some(id)) => id,
                Some(None) => return Ok(Known::Instant),
                None => return Ok(Known::Nothing),
            }
        }
    };
    let held = object(parts, Area::Quotes, &id).await?;
    Ok(Known::Quote(id, held))
}

async fn object(parts: &Parts, area: Area, id: &str) -> Result<Option<Object>, Failure> {
    parts.cache.object(area, id.to_owned()).await.map_err(|error| failure::cache(&error))
}

/// The quote that a conversion's JSON names; `Some(None)`: it was made without one. `None`: the JSON does not tell.
fn quote_of(raw: &str) -> Option<Option<String>> {
    let told: Value = serde_json::from_str(raw).ok()?;
    match told.get("QuoteId") {
        Some(id) => Some(id.as_str().filter(|id| !id.is_empty()).map(str::to_owned)),
        // Only the conversion itself tells its rates.
        None => told.get("ConversionRateResponse").map(|_| None),
    }
}

/// Whether the API may tell more than is held. A quote that is used or over stays so.
fn may_differ(known: &Known, now: UnixSeconds) -> bool {
    match known {
        Known::Nothing | Known::Quote(_, None) => true,
        Known::Instant => false,
        Known::Quote(_, Some(held)) => {
            now.since(held.row.fetched_at) >= FRESH_ENOUGH && status(held) != Some(QuoteStatus::Expired)
        }
    }
}

fn status(held: &Object) -> Option<QuoteStatus> {
    serde_json::from_str::<mangopay::Quote>(&held.raw).ok()?.status
}

fn quote(told: mangopay::Quote, conversion: Option<ConversionId>, fetched_at: UnixSeconds, now: UnixSeconds) -> Quote {
    let (rate, margins) = (told.rate, told.margins);
    let rates = rate
        .into_iter()
        .flat_map(|rate| [("client", rate.client_rate), ("market", rate.market_rate), ("final", rate.final_rate)]);
    let rates = rates.filter_map(|(name, rate)| Some((name.to_owned(), rate?.as_str().to_owned())));
    let is_in_time = told.expiration_date.is_none_or(|end| end > now);
    Quote {
        conversion,
        is_open: told.status == Some(QuoteStatus::Active) && is_in_time,
        id: told.id,
        status: told.status,
        expires: told.expiration_date.map(|end| end.0),
        debited: told.debited_funds,
        credited: told.credited_funds,
        fees: told.fees,
        requested_fees: told.requested_fees.and_then(fees),
        rates: rates.collect(),
        mangopay_margin: margins.as_ref().and_then(|margins| margin(margins.mangopay.as_ref()?)),
        user_margin: margins.as_ref().and_then(|margins| margin(margins.user.as_ref()?)),
        fetched_at: fetched_at.0,
    }
}

/// Fees as they were asked for, in either form of the API (money-operations.md §11).
fn fees(told: ConversionFees) -> Option<Charge> {
    let (kind, value) = match (told.kind, told.value, told.amount) {
        (Some(kind), Some(value), _) => (kind, value.as_str().to_owned()),
        (_, _, Some(amount)) => (ConversionFeesType::Fixed, amount.to_string()),
        _ => return None,
    };
    Some(Charge { kind, value, currency: told.currency })
}

fn margin(told: &Margin) -> Option<Charge> {
    let (kind, value) = (told.kind.clone()?, told.value.as_ref()?);
    Some(Charge { kind, value: value.as_str().to_owned(), currency: None })
}

/// A quote that is being read.
struct Reading {
    parts: Parts,
    sync: Sync,
    of: QuoteOf,
}

impl Reading {
    async fn run(self) -> Result<(), Failure> {
        let mut told = known(&self.parts, &self.of).await?;
        if matches!(told, Known::Nothing) {
            self.see(self.of.id(), ObjectKind::Conversion).await?;
            told = known(&self.parts, &self.of).await?;
        }
        match told {
            Known::Quote(id, _) => self.see(&id, ObjectKind::Quote).await,
            Known::Instant => Ok(()),
            Known::Nothing => Err(Failure::new(Code::Unreadable)),
        }
    }

    async fn see(&self, id: &str, kind: ObjectKind) -> Result<(), Failure> {
        if self.sync.see(id, kind).await? { Ok(()) } else { Err(Failure::new(Code::NotFound)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversion_tells_its_quote_or_that_it_has_none() {
        let id = Some("cvrquote_1".to_owned());
        assert_eq!(quote_of(r#"{"Id":"cvr_1","QuoteId":"cvrquote_1"}"#), Some(id));
        assert_eq!(quote_of(r#"{"Id":"cvr_1","QuoteId":null}"#), Some(None));
        assert_eq!(quote_of(r#"{"Id":"cvr_1","QuoteId":""}"#), Some(None));
        assert_eq!(quote_of(r#"{"Id":"cvr_1","ConversionRateResponse":{}}"#), Some(None), "a member that is left out");
        assert_eq!(quote_of(r#"{"Id":"cvr_1","Type":"CONVERSION"}"#), None, "a line of a report");
        assert_eq!(quote_of("no JSON"), None);
    }

    #[test]
    fn fees_come_in_two_forms() {
        let read = |raw: &str| {
            let charge = fees(serde_json::from_str(raw).unwrap())?;
            Some((charge.kind, charge.value))
        };
        let percent = read(r#"{"Currency":"EUR","Type":"PERCENTAGE","Value":1.5}"#);
        assert_eq!(percent, Some((ConversionFeesType::Percentage, "1.5".to_owned())));
        let fixed = Some((ConversionFeesType::Fixed, "120".to_owned()));
        assert_eq!(read(r#"{"Currency":"EUR","Type":"FIXED","Value":120}"#), fixed);
        assert_eq!(read(r#"{"Currency":"EUR","Amount":120}"#), fixed, "the older form");
        assert_eq!(read(r#"{"Currency":"EUR"}"#), None);
    }
}
