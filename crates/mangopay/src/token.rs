use std::sync::atomic::{AtomicU64, Ordering};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::HeaderValue;
use model::UnixSeconds;
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use tokio::sync::Mutex;
use zeroize::Zeroizing;

use crate::{Client, Error, answer::Answer, client::Inner, wire};

/// A token is renewed this many seconds before it ends (money-operations.md §1.2).
pub const RENEW_BEFORE: i64 = 30;
/// A page is not begun with a token that has less than this many seconds left: it may take minutes to send
/// (ARCHITECTURE.md, "Uploads").
pub const LEAST_LEFT_FOR_PAGE: i64 = 5 * 60;

/// The one token of a client, behind one lock: whoever needs a new one fetches it while the others wait.
#[derive(Default)]
pub(crate) struct Tokens {
    state: Mutex<State>,
    /// How many fetches have ended. A waiter that sees it move shares that fetch's failure instead of repeating it:
    /// many wrong credentials at once would lock the account (money-operations.md §1.2, point 5).
    ended: AtomicU64,
}

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// The failure of the last fetch, if it failed.
    failure: Option<Error>,
}

/// A token as the header that carries it.
#[derive(Clone)]
pub(crate) struct Token {
    /// Marked as sensitive.
    header: HeaderValue,
    fetched: UnixSeconds,
    expires: UnixSeconds,
}

impl Tokens {
    /// Drops this token, unless another has taken its place.
    pub(crate) async fn refused(&self, token: &Token) {
        let mut state = self.state.lock().await;
        if state.token.as_ref().is_some_and(|held| held.header == token.header) {
            state.token = None;
        }
    }
}

impl Token {
    pub(crate) fn header(&self) -> HeaderValue {
        self.header.clone()
    }

    /// Reads the answer of the token call (money-operations.md §1.2).
    pub(crate) fn read(answer: &Answer, now: UnixSeconds) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct Wire {
            access_token: String,
            #[serde(default, deserialize_with = "wire::number")]
            expires_in: Option<i64>,
        }
        let unreadable = Error::Unreadable { what: "token" };
        let raw = answer.raw.as_ref().ok_or(unreadable.clone())?;
        let wire: Wire = serde_json::from_str(raw.get()).map_err(|_| unreadable.clone())?;
        let access_token = Zeroizing::new(wire.access_token);
        let text = Zeroizing::new(format!("Bearer {}", access_token.as_str()));
        let mut header = HeaderValue::from_str(&text).map_err(|_| unreadable)?;
        header.set_sensitive(true);
        // Without a lifetime, the shortest documented one is assumed: 1200 s.
        let lifetime = wire.expires_in.unwrap_or(1200).max(0);
        Ok(Self { header, fetched: now, expires: now.plus(lifetime) })
    }

    /// Whether a call may begin with it that needs it for `least` more seconds. A token that was never good for that
    /// long counts as good for half its life: renewing it at each call would not make it longer.
    pub(crate) fn serves(&self, now: UnixSeconds, least: i64) -> bool {
        let lifetime = self.expires.since(self.fetched);
        self.expires.since(now) > least.min(lifetime / 2)
    }
}

impl Client {
    /// The token for a call; for a page, one that lasts.
    pub(crate) async fn token(&self, for_page: bool) -> Result<Token, Error> {
        let Inner { tokens, clock, .. } = &*self.inner;
        let least = if for_page { LEAST_LEFT_FOR_PAGE } else { RENEW_BEFORE };
        let before = tokens.ended.load(Ordering::SeqCst);
        let mut state = tokens.state.lock().await;
        if let Some(token) = &state.token
            && token.serves(clock.now(), least)
        {
            return Ok(token.clone());
        }
        if tokens.ended.load(Ordering::SeqCst) != before
            && let Some(failure) = &state.failure
        {
            return Err(failure.clone());
        }
        let fetched = self.fetch_token().await;
        tokens.ended.fetch_add(1, Ordering::SeqCst);
        match fetched {
            Ok(token) => {
                *state = State { token: Some(token.clone()), failure: None };
                Ok(token)
            }
            Err(error) => {
                state.failure = Some(error.clone());
                Err(error)
            }
        }
    }

    /// Fetches a token now, whether or not one is held: the connection check of a sign-in. Leaves in read-only mode too.
    ///
    /// # Errors
    ///
    /// [`Error::CredentialsRefused`], [`Error::AccountLocked`], or any failure on the way.
    pub async fn sign_in(&self) -> Result<(), Error> {
        self.forget_token().await;
        self.token(false).await.map(|_| ())
    }

    /// Drops the token held. The next call fetches another.
    pub async fn forget_token(&self) {
        self.inner.tokens.state.lock().await.token = None;
    }

    /// Treats the token held as ended: it is renewed before the next call, and not before.
    pub async fn expire_token(&self) {
        let now = self.inner.clock.now();
        if let Some(token) = &mut self.inner.tokens.state.lock().await.token {
            token.expires = now;
        }
    }
}

/// The header that carries client id and key (money-operations.md §1.2).
pub(crate) fn basic(inner: &Inner) -> Result<HeaderValue, Error> {
    let pair = Zeroizing::new(format!("{}:{}", inner.client_id, inner.api_key.expose_secret()));
    let text = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    let mut header = HeaderValue::from_str(&text).map_err(|_| Error::Setup { what: "credentials" })?;
    header.set_sensitive(true);
    Ok(header)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use model::UnixSeconds;

    use super::{LEAST_LEFT_FOR_PAGE, RENEW_BEFORE, Token};

    fn token(lifetime: i64) -> Token {
        Token { header: HeaderValue::from_static("Bearer x"), fetched: UnixSeconds(0), expires: UnixSeconds(lifetime) }
    }

    #[test]
    fn tokens_are_renewed_in_time_and_not_at_each_call() {
        for (lifetime, now, least, serves) in [
            (1200, 0, RENEW_BEFORE, true),
            (1200, 1169, RENEW_BEFORE, true),
            (1200, 1170, RENEW_BEFORE, false),
            (1200, 899, LEAST_LEFT_FOR_PAGE, true),
            (1200, 900, LEAST_LEFT_FOR_PAGE, false),
            (20, 0, RENEW_BEFORE, true),
            (20, 10, RENEW_BEFORE, false),
            (300, 0, LEAST_LEFT_FOR_PAGE, true),
            (0, 0, RENEW_BEFORE, false),
        ] {
            assert_eq!(token(lifetime).serves(UnixSeconds(now), least), serves, "{lifetime} {now} {least}");
        }
    }
}
