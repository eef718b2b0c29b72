//! What `cargo xtask bench api` measures of this client. One line of JSON tells what came of it.
//!
//! `measure list URL CLIENT_ID API_KEY AT_ONCE` reads all users, that many pages at once; `measure bytes …` fetches the
//! same pages and looks at nothing (the floor); `measure parse …` fetches them once and then reads their bytes in
//! several ways, in turn.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures: it speaks on the terminal and reads the clock"
)]

use std::{
    collections::{BTreeMap, HashSet},
    error::Error as StdError,
    hint::black_box,
    num::NonZeroUsize,
    pin::pin,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, future::BoxFuture, stream};
use mangopay::{
    Access, Client, Clock, Network, NoObserver, Options, Order, Range, ServerAddress, Timeouts, fuzz_entry::read_page,
};
use model::UnixSeconds;
use serde_json::{Value, json};

/// Times that all pages are parsed in each way.
const ROUNDS: usize = 7;

type Outcome<T> = Result<T, Box<dyn StdError + Send + Sync>>;

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixSeconds {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        UnixSeconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

struct Site {
    url: String,
    client_id: String,
    key: String,
    at_once: NonZeroUsize,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [what, url, client_id, key, at_once] = &words[..] else {
        return Err("usage: measure list|bytes|parse URL CLIENT_ID API_KEY AT_ONCE".into());
    };
    let site = Site { url: url.clone(), client_id: client_id.clone(), key: key.clone(), at_once: at_once.parse()? };
    let told = match what.as_str() {
        "list" => list(site).await?,
        "bytes" => {
            let begun = Instant::now();
            let pages = site.bytes().await?;
            let size: usize = pages.iter().map(Bytes::len).sum();
            json!({ "seconds": begun.elapsed().as_secs_f64(), "calls": pages.len(), "bytes": size })
        }
        "parse" => parse(&site.bytes().await?)?,
        other => return Err(format!("cannot measure {other}").into()),
    };
    println!("{told}");
    Ok(())
}

/// As the synchronisation does it: typed objects that keep their JSON, page after page.
async fn list(site: Site) -> Outcome<Value> {
    let client = Client::new(Options {
        server: ServerAddress::parse(&site.url)?,
        client_id: site.client_id,
        api_key: site.key.into(),
        access: Access::ReadOnly,
        clock: Arc::new(SystemClock),
        jitter: Arc::new(|| 0.5),
        observer: Arc::new(NoObserver),
        user_agent: "Mangrove/bench".to_owned(),
        timeouts: Timeouts::default(),
        network: Network::default(),
    })?;
    client.sign_in().await?;
    let begun = Instant::now();
    let users = client.users(Range { order: Some(Order::OldestFirst), ..Range::default() });
    let mut pages = match site.at_once.get() {
        1 => users.pages_from(1).boxed(),
        _ => users.pages_ahead(1, site.at_once).boxed(),
    };
    let (mut seen, mut calls) = (HashSet::new(), 0);
    while let Some(page) = pages.try_next().await? {
        calls += 1;
        seen.extend(page.items.into_iter().map(|user| user.value.id));
    }
    Ok(json!({ "seconds": begun.elapsed().as_secs_f64(), "calls": calls, "distinct": seen.len() }))
}

impl Site {
    /// The bodies of all pages, oldest users first.
    async fn bytes(&self) -> Outcome<Vec<Bytes>> {
        // Loopback only: no certificates are needed, and no proxy; the HTTP library wants TLS all the same.
        rustls::crypto::ring::default_provider().install_default().map_err(|_| "TLS is set up already")?;
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build()?;
        let token = http.post(format!("{}/v2.01/oauth/token", self.url)).basic_auth(&self.client_id, Some(&self.key));
        let form = token.header("content-type", "application/x-www-form-urlencoded");
        let granted: Value =
            serde_json::from_slice(&form.body("grant_type=client_credentials").send().await?.bytes().await?)?;
        let token = granted["access_token"].as_str().ok_or("no token")?;
        let page = |number: u32| {
            let path = format!("{}/v2.01/{}/users", self.url, self.client_id);
            let url = format!("{path}?Sort=CreationDate:ASC&page={number}&per_page=100");
            http.get(url).bearer_auth(token).send()
        };
        let first = page(1).await?.error_for_status()?;
        let count = first.headers().get("x-number-of-pages").ok_or("no count")?.to_str()?.parse()?;
        let mut all = vec![first.bytes().await?];
        let rest =
            stream::iter(2..=count).map(|number| async move { page(number).await?.error_for_status()?.bytes().await });
        let mut rest = pin!(rest.buffered(self.at_once.get()));
        while let Some(body) = rest.try_next().await? {
            all.push(body);
        }
        Ok(all)
    }
}

/// A way to read a page; tells how many objects it met.
type Reading = fn(&[u8]) -> Option<usize>;

const READINGS: [(&str, Reading); 4] = [
    ("client", |body| read_page(body).filter(|(_, unread)| *unread == 0).map(|(items, _)| items)),
    ("value", |body| serde_json::from_slice::<Value>(body).ok().as_ref().and_then(Value::as_array).map(Vec::len)),
    // Floors: what any reader does at least once. They count nothing.
    ("utf8", |body| std::str::from_utf8(black_box(body)).ok().map(|_| 0)),
    ("copy", |body| Some(usize::from(black_box(body.to_vec()).is_empty()))),
];

/// Objects per second of each reading, in each round.
fn parse(pages: &[Bytes]) -> Outcome<Value> {
    let mut rates: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut objects = 0;
    for _ in 0..ROUNDS {
        for (name, reading) in READINGS {
            let begun = Instant::now();
            let mut count = 0;
            for body in pages {
                count += black_box(reading(black_box(body))).ok_or("a page cannot be read")?;
            }
            let taken = begun.elapsed();
            match name {
                "client" => objects = count,
                "value" if count != objects => return Err("the two parsers count differently".into()),
                _ => {}
            }
            rates.entry(name).or_default().push(objects as f64 / taken.as_secs_f64());
        }
    }
    let size: usize = pages.iter().map(Bytes::len).sum();
    Ok(json!({ "objects": objects, "bytes": size, "rates": rates }))
}
