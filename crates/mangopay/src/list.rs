use std::{marker::PhantomData, num::NonZeroUsize};

use futures::{
    Stream, StreamExt as _,
    stream::{self, FuturesOrdered},
};
use http::HeaderMap;
use model::UnixSeconds;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::{
    Client, Error,
    answer::Answer,
    fetched::{Fetched, Raw, Unread},
    query::Query,
    request::Request,
};

/// Items per page: the most the API gives (money-operations.md §1.5).
const PER_PAGE: u32 = 100;

/// The direction of a list, by creation date (events: by date).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Oldest first. Pages then shift only at their end, which keeps a resumed reading complete.
    OldestFirst,
    /// Newest first.
    NewestFirst,
}

impl Order {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::OldestFirst => "ASC",
            Self::NewestFirst => "DESC",
        }
    }
}

/// Which part of a list, and in which order. Whether the bounds are inclusive is not documented: overlap them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// The direction; `None` leaves it to the server.
    pub order: Option<Order>,
    /// Not before this moment.
    pub after: Option<UnixSeconds>,
    /// Not after this moment.
    pub before: Option<UnixSeconds>,
}

impl Range {
    pub(crate) fn query(&self, column: &str) -> Vec<(&'static str, String)> {
        let mut query = Vec::new();
        if let Some(order) = self.order {
            query.push(("Sort", format!("{column}:{}", order.as_str())));
        }
        if let Some(after) = self.after {
            query.push(("AfterDate", after.0.to_string()));
        }
        if let Some(before) = self.before {
            query.push(("BeforeDate", before.0.to_string()));
        }
        query
    }
}

impl Query for Range {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        self.query("CreationDate")
    }
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The items, in the order they came.
    pub items: Vec<Fetched<T>>,
    /// Items that could not be read as `T`: kept, not lost.
    pub unread: Vec<Unread>,
    /// Its number, from 1.
    pub number: u32,
    /// How many pages there are, if the server said so.
    pub pages: Option<u32>,
    /// How many items there are on all pages, if the server said so.
    pub total: Option<u64>,
}

impl<T: DeserializeOwned> Page<T> {
    pub(crate) fn read(answer: Answer, number: u32) -> Result<Self, Error> {
        let raw = answer.raw.ok_or(Error::Unreadable { what: "list" })?;
        let parts: Vec<Box<RawValue>> =
            serde_json::from_str(raw.get()).map_err(|_| Error::Unreadable { what: "list" })?;
        let mut page = Self {
            items: Vec::with_capacity(parts.len()),
            unread: Vec::new(),
            number,
            pages: answer.counts.pages,
            total: answer.counts.items,
        };
        for part in parts {
            match serde_json::from_str(part.get()) {
                Ok(value) => page.items.push(Fetched { value, raw: Raw::new(part) }),
                Err(_) => page.unread.push(Unread { raw: Raw::new(part) }),
            }
        }
        Ok(page)
    }
}

impl<T> Page<T> {
    /// Whether no page follows.
    pub fn is_last(&self) -> bool {
        let here = self.items.len() + self.unread.len();
        match self.pages {
            _ if here == 0 => true,
            Some(pages) => self.number >= pages,
            None => here < PER_PAGE as usize,
        }
    }
}

/// A list that can be read by page or as a stream. Nothing is sent before one of them is asked for.
#[derive(Debug)]
pub struct Listing<T> {
    client: Client,
    request: Request,
    item: PhantomData<fn() -> T>,
}

impl<T> Clone for Listing<T> {
    fn clone(&self) -> Self {
        Self { client: self.client.clone(), request: self.request.clone(), item: PhantomData }
    }
}

impl<T: DeserializeOwned> Listing<T> {
    pub(crate) fn new(client: Client, request: Request) -> Self {
        Self { client, request, item: PhantomData }
    }

    /// Reads the page with this number, from 1.
    ///
    /// # Errors
    ///
    /// Any of a read; [`Error::Unreadable`] if the answer is no list. An item that cannot be read is no error.
    pub async fn page(&self, number: u32) -> Result<Page<T>, Error> {
        let mut request = self.request.clone();
        request.query.push(("page", number.to_string()));
        request.query.push(("per_page", PER_PAGE.to_string()));
        Page::read(self.client.send(&request).await?, number)
    }

    /// Reads page after page, beginning with the one of this number, until the last one or an error.
    pub fn pages_from(self, first: u32) -> impl Stream<Item = Result<Page<T>, Error>> + Send + 'static
    where
        T: Send + 'static,
    {
        stream::try_unfold((self, Some(first)), |(listing, next)| async move {
            let Some(number) = next else { return Ok(None) };
            let page = listing.page(number).await?;
            let next = if page.is_last() { None } else { number.checked_add(1) };
            Ok(Some((page, (listing, next))))
        })
    }

    /// As [`Self::pages_from`], with up to `at_once` pages under way: for lists of which the server says how many pages
    /// they have (others are read one by one). Pages come in their order; what is under way behind the last one, or
    /// behind an error, is dropped.
    pub fn pages_ahead(
        self,
        first: u32,
        at_once: NonZeroUsize,
    ) -> impl Stream<Item = Result<Page<T>, Error>> + Send + 'static
    where
        T: Send + 'static,
    {
        let ahead = FuturesOrdered::from_iter([self.clone().numbered(first)]);
        stream::try_unfold((self, ahead, first), move |(listing, mut ahead, mut asked)| async move {
            let Some(page) = ahead.next().await.transpose()? else { return Ok(None) };
            if page.is_last() {
                ahead.clear();
            } else {
                // Each page says anew how many there are: lists grow while they are read.
                let last = page.pages.unwrap_or(page.number.saturating_add(1));
                while asked < last && ahead.len() < at_once.get() {
                    asked += 1;
                    ahead.push_back(listing.clone().numbered(asked));
                }
            }
            Ok(Some((page, (listing, ahead, asked))))
        })
    }

    async fn numbered(self, number: u32) -> Result<Page<T>, Error> {
        self.page(number).await
    }
}

/// The counts that come with a list (money-operations.md §1.5).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) pages: Option<u32>,
    pub(crate) items: Option<u64>,
}

impl Counts {
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        Self {
            pages: text("x-number-of-pages").and_then(|text| text.parse().ok()),
            items: text("x-number-of-items").and_then(|text| text.parse().ok()),
        }
    }
}
