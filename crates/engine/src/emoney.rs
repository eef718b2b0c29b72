//! A user's e-money by year and month: kept in the local copy once it was read. A period that was over when it was read is
//! not asked for again.

use std::collections::BTreeSet;

use cache::{Batch, UserPart};
use ipc::{
    Code, Failure, Reply,
    emoney::{EMoney, EMoneyPeriod, EMoneyTotals, OpenEMoney},
};
use mangopay::{EMoneyQuery, Error, Month, Year};
use model::{Area, Column, Currency, UnixSeconds, UserId};

use crate::{engine::Engine, failure, parts::Parts, sync::governor::Priority, users::FRESH_ENOUGH};

/// What the API assumes where no currency is asked for (users-verification.md §9.1).
const EURO: &str = "EUR";
/// Years that are shown at most; each costs a call.
const MOST_YEARS: u16 = 15;
/// After so many seconds a period is over in every time zone: which one the API counts in is not documented.
const A_DAY: i64 = 86_400;

/// A year or a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Period {
    year: u16,
    month: Option<u8>,
}

impl Period {
    /// Its first moment in UTC.
    fn begin(self) -> UnixSeconds {
        let day = format!("{:04}-{:02}-01", self.year, self.month.unwrap_or(1));
        UnixSeconds::of_day(&day).unwrap_or(UnixSeconds(i64::MAX))
    }

    /// The first moment that is not in it any more.
    fn end(self) -> UnixSeconds {
        let after = match self.month {
            Some(month @ ..12) => Self { month: Some(month + 1), ..self },
            Some(_) => Self { year: self.year + 1, month: Some(1) },
            None => Self { year: self.year + 1, month: None },
        };
        after.begin()
    }

    /// What an answer about it is kept as.
    fn part(self, currency: &Currency) -> String {
        match self.month {
            Some(month) => format!("emoney/{currency}/{:04}-{month:02}", self.year),
            None => format!("emoney/{currency}/{:04}", self.year),
        }
    }

    /// Whether an answer of this moment may have become wrong by now.
    fn may_differ(self, asked_at: UnixSeconds, now: UnixSeconds) -> bool {
        asked_at < self.end().plus(A_DAY) && now.since(asked_at) >= FRESH_ENOUGH
    }
}

/// The years from one moment to another, newest first.
fn years(from: UnixSeconds, to: UnixSeconds) -> Vec<u16> {
    let year = |at: UnixSeconds| at.day().split('-').next().and_then(|year| year.parse::<u16>().ok());
    let (Some(first), Some(last)) = (year(from), year(to)) else { return Vec::new() };
    (first.max(last.saturating_sub(MOST_YEARS - 1))..=last).rev().collect()
}

/// The months of a year that have anything of the time between two moments, newest first.
fn months(year: u16, from: UnixSeconds, to: UnixSeconds) -> Vec<Period> {
    let all = (1..=12).rev().map(|month| Period { year, month: Some(month) });
    all.filter(|month| month.begin() <= to && month.end() > from).collect()
}

impl Engine {
    pub(crate) async fn open_e_money(&self, args: OpenEMoney) -> Reply<OpenEMoney> {
        let user = self.user(&args.user).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
        let now = self.parts.clock.now();
        let since = user.created.unwrap_or(now).min(now);
        let currencies = self.currencies_of(&args.user).await?;
        let first = || currencies.first().cloned().unwrap_or_else(|| Currency::new(EURO));
        let currency = args.currency.filter(|wanted| currencies.contains(wanted)).unwrap_or_else(first);
        let years = years(since, now);
        let periods: Vec<Period> = match args.year {
            Some(year) => months(year, since, now),
            None => years.iter().map(|year| Period { year: *year, month: None }).collect(),
        };
        let reading = format!("{}/{currency}/{}", args.user, args.year.unwrap_or_default());
        let was_under_way = self.emoney.is_under_way(&reading);
        let held = self.parts.cache.user_parts(args.user.clone()).await.map_err(|error| failure::cache(&error))?;
        let told = |period: &Period| held.iter().find(|part| part.part == period.part(&currency));
        let is_wanted = |period: &Period| told(period).is_none_or(|part| period.may_differ(part.fetched_at, now));
        let wanted: Vec<Period> = periods.iter().copied().filter(|period| !args.again && is_wanted(period)).collect();
        let begins = self.read_e_money(&reading, &args.user, &currency, wanted);
        let shown = periods.iter().map(|period| EMoneyPeriod {
            year: period.year,
            month: period.month,
            totals: told(period).and_then(totals),
        });
        Ok(EMoney {
            periods: shown.collect(),
            years,
            under_way: was_under_way || begins,
            trouble: self.emoney.trouble(&reading),
            currency,
            currencies,
        })
    }

    /// The currencies of a user's wallets, euros first.
    async fn currencies_of(&self, user: &UserId) -> Result<Vec<Currency>, Failure> {
        let wallets = self.rows_of(Area::Wallets, Column::UserId, user.as_str()).await?;
        let codes: BTreeSet<_> = wallets
            .iter()
            .filter_map(|wallet| wallet.cell(Area::Wallets, Column::Currency).as_str())
            .map(|code| (code != EURO, code.to_owned()))
            .collect();
        if codes.is_empty() {
            return Ok(vec![Currency::new(EURO)]);
        }
        Ok(codes.into_iter().map(|(_, code)| Currency::new(code)).collect())
    }

    /// Sets off the reading of periods, unless it is under way already. Whether it did.
    fn read_e_money(&self, name: &str, user: &UserId, currency: &Currency, periods: Vec<Period>) -> bool {
        if periods.is_empty() {
            return false;
        }
        let reading = Reading { parts: self.parts.clone(), user: user.clone(), currency: currency.clone(), periods };
        self.emoney.set_off(&self.sync, Priority::OnScreen, Area::Users, name, reading.run())
    }
}

fn totals(part: &UserPart) -> Option<EMoneyTotals> {
    let told: mangopay::EMoney = serde_json::from_str(&part.raw).ok()?;
    Some(EMoneyTotals { credited: told.credited, debited: told.debited, fetched_at: part.fetched_at.0 })
}

/// Periods that are being read.
struct Reading {
    parts: Parts,
    user: UserId,
    currency: Currency,
    periods: Vec<Period>,
}

impl Reading {
    async fn run(self) -> Result<(), Failure> {
        let (mut parts, mut outcome) = (Vec::new(), Ok(()));
        for period in &self.periods {
            let fetched_at = self.parts.clock.now();
            match Box::pin(self.ask(*period)).await {
                Ok(raw) => {
                    let part = period.part(&self.currency);
                    parts.push(UserPart { user_id: self.user.clone(), part, raw, fetched_at });
                }
                Err(error) => {
                    tracing::debug!(%error, "a user's e-money could not be read");
                    outcome = Err(failure::api(&error));
                    break;
                }
            }
        }
        // What came before it broke off is kept.
        let kept = self.parts.cache.apply(Batch { parts, ..Batch::default() }).await;
        kept.map_err(|error| failure::cache(&error)).and(outcome)
    }

    async fn ask(&self, period: Period) -> Result<String, Error> {
        let query = EMoneyQuery { currency: Some(self.currency.clone()) };
        let (client, year) = (&self.parts.client, Year(period.year));
        let found = match period.month {
            Some(month) => client.e_money_of_month(&self.user, year, Month(month), &query).await?,
            None => client.e_money_of_year(&self.user, year, &query).await?,
        };
        Ok(found.raw.as_str().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> UnixSeconds {
        UnixSeconds::of_day(text).unwrap()
    }

    #[test]
    fn years_and_months_are_those_of_the_user() {
        assert_eq!(years(day("2024-12-31"), day("2026-01-01")), [2026, 2025, 2024]);
        assert_eq!(years(day("1980-01-01"), day("2026-01-01")).len(), 15, "each costs a call");
        let of = |year| -> Vec<u8> {
            months(year, day("2025-11-30"), day("2026-02-01")).iter().filter_map(|period| period.month).collect()
        };
        assert_eq!((of(2025), of(2026)), (vec![12, 11], vec![2, 1]));
        assert!(of(2024).is_empty() && of(2027).is_empty());
    }

    #[test]
    fn a_period_that_was_over_when_it_was_read_stays() {
        let (november, year) = (Period { year: 2026, month: Some(11) }, Period { year: 2026, month: None });
        assert_eq!((november.end(), year.end()), (day("2026-12-01"), day("2027-01-01")));
        assert_eq!(Period { month: Some(12), ..november }.end(), day("2027-01-01"));
        let now = day("2028-01-01");
        for (asked, may_differ) in [("2026-11-20", true), ("2026-12-01", true), ("2026-12-02", false)] {
            assert_eq!(november.may_differ(day(asked), now), may_differ, "{asked}");
        }
        assert!(year.may_differ(day("2026-12-02"), now));
        assert!(!november.may_differ(day("2026-11-20"), day("2026-11-20").plus(5)), "it was just asked for");
        let euro = Currency::new("EUR");
        assert_eq!((november.part(&euro), year.part(&euro)), ("emoney/EUR/2026-11".into(), "emoney/EUR/2026".into()));
    }
}
