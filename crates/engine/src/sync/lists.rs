//! The lists of the API that the sync reads, each as a declaration: which stream, where its rows go, how it is asked
//! for.

use cache::{Owners, Part};
use futures::future::BoxFuture;
use ipc::sync::Stream;
use mangopay::{
    BankAccountFilter, CardFilter, Client, DisputeFilter, Error, KycDocumentFilter, Listing, MandateFilter, Order,
    Page, PreauthorizationFilter, Range, RecipientFilter, ServiceReportFilter, TransactionFilter, WalletFilter,
};
use model::{Area, UserId};
use serde::de::DeserializeOwned;

use super::walk::Seen;

/// Oldest first: what is added appears at the end.
const OLDEST_FIRST: Range = Range { order: Some(Order::OldestFirst), after: None, before: None };
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// A list.
pub(super) struct List {
    pub(super) stream: Stream,
    pub(super) area: Area,
    /// Whether its items are the whole objects.
    pub(super) part: Part,
    pub(super) of: Of,
}

/// Whose list it is, and how it is asked for.
pub(super) enum Of {
    /// The platform's; looked at again after so many seconds.
    Platform { every: i64, ask: fn(&Client) -> Box<dyn Pages> },
    /// One of each of these users.
    Users { owners: Owners, ask: fn(&Client, &UserId) -> Box<dyn Pages> },
}

/// A list that can be read by page, whatever its items are.
pub(super) trait Pages: Send + Sync {
    /// The page of this number, from 1.
    fn page(&self, number: u32) -> BoxFuture<'static, Result<RawPage, Error>>;
}

/// A page of JSON objects.
pub(super) struct RawPage {
    pub(super) number: u32,
    /// As they came. What the client could not read as its type is among them: its id may still be there.
    pub(super) items: Vec<String>,
    pub(super) pages: Option<u32>,
    pub(super) total: Option<u64>,
    pub(super) is_last: bool,
}

impl RawPage {
    fn of<T>(page: Page<T>) -> Self {
        let is_last = page.is_last();
        let items = page.items.into_iter().map(|item| item.raw).chain(page.unread.into_iter().map(|item| item.raw));
        Self {
            number: page.number,
            items: items.map(|raw| raw.as_str().to_owned()).collect(),
            pages: page.pages,
            total: page.total,
            is_last,
        }
    }

    /// What the walk needs to know of it. `ids` are those of the rows that could be read.
    pub(super) fn seen(&self, ids: Vec<String>) -> Seen {
        Seen {
            number: self.number,
            unread: (self.items.len() - ids.len()) as u64,
            ids,
            pages: self.pages,
            total: self.total,
            is_last: self.is_last,
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> Pages for Listing<T> {
    fn page(&self, number: u32) -> BoxFuture<'static, Result<RawPage, Error>> {
        let listing = self.clone();
        Box::pin(async move { Listing::page(&listing, number).await.map(RawPage::of) })
    }
}

const ALL: Owners = Owners { legal: false, no_payers: false, verified: false, since: None };
const OWNERS: Owners = Owners { no_payers: true, ..ALL };
const COMPANIES: Owners = Owners { legal: true, ..OWNERS };
/// Those who have documents to send anew (users-verification.md §3.7).
pub(super) const VERIFIED: Owners = Owners { verified: true, ..ALL };

const fn platform(stream: Stream, area: Area, part: Part, every: i64, ask: fn(&Client) -> Box<dyn Pages>) -> List {
    List { stream, area, part, of: Of::Platform { every, ask } }
}

const fn users(
    stream: Stream,
    area: Area,
    part: Part,
    owners: Owners,
    ask: fn(&Client, &UserId) -> Box<dyn Pages>,
) -> List {
    List { stream, area, part, of: Of::Users { owners, ask } }
}

/// The lists of the platform, in the order in which they are read.
pub(super) const PLATFORM: &[List] = &[
    platform(Stream::Users, Area::Users, Part::Listed, 0, |client| Box::new(client.users(OLDEST_FIRST))),
    platform(Stream::KycDocuments, Area::KycDocuments, Part::Detail, 0, |client| {
        Box::new(client.kyc_documents(&KycDocumentFilter { range: OLDEST_FIRST, ..KycDocumentFilter::default() }))
    }),
    platform(Stream::Disputes, Area::Disputes, Part::Detail, 5 * MINUTE, |client| {
        Box::new(client.disputes(&DisputeFilter { range: OLDEST_FIRST, ..DisputeFilter::default() }))
    }),
    platform(Stream::Mandates, Area::Mandates, Part::Detail, 5 * MINUTE, |client| {
        Box::new(client.mandates(&MandateFilter { range: OLDEST_FIRST, ..MandateFilter::default() }))
    }),
    platform(Stream::ClientWallets, Area::ClientWallets, Part::Detail, 5 * MINUTE, |client| {
        Box::new(client.client_wallets())
    }),
    platform(Stream::Hooks, Area::Hooks, Part::Detail, HOUR, |client| Box::new(client.hooks(OLDEST_FIRST))),
    platform(Stream::Reports, Area::Reports, Part::Detail, HOUR, |client| Box::new(client.reports(OLDEST_FIRST))),
    platform(Stream::ServiceReports, Area::Reports, Part::Listed, HOUR, |client| {
        Box::new(client.service_reports(&ServiceReportFilter { range: OLDEST_FIRST, ..ServiceReportFilter::default() }))
    }),
];

/// The lists of users, in the order in which they are read.
pub(super) const OF_USERS: &[List] = &[
    users(Stream::Wallets, Area::Wallets, Part::Detail, ALL, |client, user| {
        Box::new(client.wallets_of(user, &WalletFilter { range: OLDEST_FIRST, ..WalletFilter::default() }))
    }),
    users(Stream::Transactions, Area::Transactions, Part::Listed, ALL, |client, user| {
        let filter = TransactionFilter { range: OLDEST_FIRST, ..TransactionFilter::default() };
        Box::new(client.transactions_of_user(user, &filter))
    }),
    users(Stream::Recipients, Area::Recipients, Part::Listed, OWNERS, |client, user| {
        Box::new(client.recipients_of(user, &RecipientFilter { range: OLDEST_FIRST, ..RecipientFilter::default() }))
    }),
    users(Stream::BankAccounts, Area::BankAccounts, Part::Detail, ALL, |client, user| {
        let filter = BankAccountFilter { range: OLDEST_FIRST, ..BankAccountFilter::default() };
        Box::new(client.bank_accounts_of(user, &filter))
    }),
    users(Stream::Cards, Area::Cards, Part::Detail, ALL, |client, user| {
        Box::new(client.cards_of(user, &CardFilter { range: OLDEST_FIRST, ..CardFilter::default() }))
    }),
    users(Stream::Preauthorizations, Area::Preauthorizations, Part::Detail, ALL, |client, user| {
        let filter = PreauthorizationFilter { range: OLDEST_FIRST, ..PreauthorizationFilter::default() };
        Box::new(client.preauthorizations_of(user, &filter))
    }),
    users(Stream::Deposits, Area::Preauthorizations, Part::Detail, ALL, |client, user| {
        let filter = PreauthorizationFilter { range: OLDEST_FIRST, ..PreauthorizationFilter::default() };
        Box::new(client.deposits_of(user, &filter))
    }),
    users(Stream::UboDeclarations, Area::UboDeclarations, Part::Detail, COMPANIES, |client, user| {
        Box::new(client.ubo_declarations_of(user, OLDEST_FIRST))
    }),
    users(Stream::IdvSessions, Area::IdvSessions, Part::Listed, OWNERS, |client, user| {
        Box::new(client.idv_sessions_of(user, OLDEST_FIRST))
    }),
];

/// The list of users behind a stream.
pub(super) fn of_users(stream: Stream) -> Option<&'static List> {
    OF_USERS.iter().find(|list| list.stream == stream)
}

/// The users that a stream asks for one by one, whatever it asks of them.
pub(super) fn owners(stream: Stream) -> Option<Owners> {
    if stream == Stream::Renewals {
        return Some(VERIFIED);
    }
    match &of_users(stream)?.of {
        Of::Users { owners, .. } => Some(*owners),
        Of::Platform { .. } => None,
    }
}

/// The area whose rows a stream brings.
pub(super) fn area(stream: Stream) -> Area {
    match stream {
        Stream::UserDetails | Stream::Renewals => Area::Users,
        Stream::Events => Area::Events,
        _ => {
            let mut all = PLATFORM.iter().chain(OF_USERS);
            all.find(|list| list.stream == stream).map_or(Area::Users, |list| list.area)
        }
    }
}

/// The streams that bring an area's rows.
pub(super) fn streams(area: Area) -> Vec<Stream> {
    let lists = PLATFORM.iter().chain(OF_USERS).filter(|list| list.area == area);
    let feed = (area == Area::Events).then_some(Stream::Events);
    lists.map(|list| list.stream).chain(feed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stream_is_declared_once_and_every_area_has_one() {
        for known in Stream::ALL {
            let declared = PLATFORM.iter().chain(OF_USERS).filter(|list| list.stream == *known).count();
            let by_itself = matches!(known, Stream::UserDetails | Stream::Renewals | Stream::Events);
            assert_eq!(declared, usize::from(!by_itself), "{known:?}");
        }
        for filled in Area::ALL {
            let streams = streams(*filled);
            let when_looked_at = matches!(filled, Area::Quotes | Area::BankingAliases);
            assert_eq!(streams.is_empty(), when_looked_at, "{filled:?}: what no stream brings is read when looked at");
            assert!(streams.iter().all(|stream| area(*stream) == *filled));
        }
    }
}
