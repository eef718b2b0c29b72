use std::{fmt, time::Duration};

use bytes::Bytes;
use tokio::time::timeout;
use url::Url;

use crate::{
    Client, Error, Link, Refusal,
    address::is_loopback,
    retry::{Attempt, Decision, Delivery, Safety, decide},
    transmit::transport,
};

/// A file on its way here. Dropping it ends the transfer. Its `Debug` tells nothing of the link.
pub struct Download {
    response: reqwest::Response,
    no_progress: Duration,
}

impl Client {
    /// Opens the file behind a link that the API gave: a report, a mandate, a page of a document. Such links carry
    /// their own token and lead to other hosts (money-operations.md §1.1): ours stays here, and nobody is followed to
    /// yet another place. Opening is tried again as any read; what breaks later is the caller's to begin anew.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if the link has ended: files live for minutes or days (money-operations.md §12.4, §13).
    /// [`Error::Unreadable`] if it leads over plain http to another machine. Any of a read.
    pub async fn download(&self, link: &Link) -> Result<Download, Error> {
        let url = target(link)?;
        let started = self.inner.clock.now();
        let mut tries = 0;
        loop {
            tries += 1;
            let error = match self.open(url.clone()).await {
                Ok(download) => return Ok(download),
                Err(error) => error,
            };
            let attempt = Attempt {
                safety: Safety::Read,
                delivery: Delivery::Complete,
                tries,
                elapsed: self.elapsed(started),
                budget: self.inner.timeouts.call,
                now: self.inner.clock.now(),
                renewed: true,
                jitter: (self.inner.jitter)(),
            };
            match decide(&attempt, &error) {
                Decision::Retry { after } => self.inner.clock.sleep(after).await,
                Decision::RenewToken | Decision::GiveUp | Decision::UnknownOutcome => return Err(error),
            }
        }
    }

    async fn open(&self, url: Url) -> Result<Download, Error> {
        let sending = self.inner.http.get(url).send();
        let response =
            timeout(self.inner.timeouts.call, sending).await.map_err(|_| Error::timed_out())?.map_err(transport)?;
        match response.status().as_u16() {
            200 => Ok(Download { response, no_progress: self.inner.timeouts.no_progress }),
            // Servers of signed links answer 403 or 404 to one that has ended, in words of their own.
            status @ 400..500 => Err(Error::NotFound(Box::new(Refusal { status, ..Refusal::default() }))),
            status @ 500..600 => Err(Error::Server { status, id: None }),
            status => Err(Error::NotAnApi { status }),
        }
    }
}

impl Download {
    /// How many bytes there are in all, if the server says so.
    pub fn length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] if the connection breaks, or nothing comes for as long as pages may stand still.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        timeout(self.no_progress, self.response.chunk()).await.map_err(|_| Error::timed_out())?.map_err(transport)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("length", &self.length()).finish_non_exhaustive()
    }
}

/// Where a link leads: `https` anywhere, or `http` on this very machine, as for servers.
pub(crate) fn target(link: &Link) -> Result<Url, Error> {
    let unreadable = Error::Unreadable { what: "link" };
    let url = Url::parse(link.as_str()).map_err(|_| unreadable.clone())?;
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        _ => Err(unreadable),
    }
}
