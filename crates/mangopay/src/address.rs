use std::fmt;

use url::{Host, Url};

/// Where Mangopay answers for real money (money-operations.md §1.1).
pub const PRODUCTION: &str = "https://api.mangopay.com";
/// Mangopay's test environment (money-operations.md §1.1).
pub const SANDBOX: &str = "https://api.sandbox.mangopay.com";

/// A server this client may talk to: `https` anywhere, or `http` on this very machine. Checked once, here.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerAddress(Url);

/// Why a text is no address of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServerAddressError {
    /// Not an absolute URL.
    #[error("not an absolute URL")]
    NotAUrl,
    /// Neither `https` nor `http`.
    #[error("the scheme is neither https nor http")]
    Scheme,
    /// `http` to another machine: the key would travel in clear.
    #[error("plain http is for loopback only")]
    PlainHttp,
    /// A user name or password in the address.
    #[error("an address holds no credentials")]
    Credentials,
    /// A query or a fragment in the address.
    #[error("an address holds no query and no fragment")]
    QueryOrFragment,
}

impl ServerAddress {
    /// Parses and checks an address as a person typed it. A path is kept as a prefix.
    ///
    /// # Errors
    ///
    /// [`ServerAddressError`] tells which rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, ServerAddressError> {
        let url = Url::parse(text.trim()).map_err(|_| ServerAddressError::NotAUrl)?;
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(ServerAddressError::PlainHttp),
            _ => return Err(ServerAddressError::Scheme),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ServerAddressError::Credentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ServerAddressError::QueryOrFragment);
        }
        Ok(Self(url))
    }

    /// The address as a URL.
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Whether the server is this very machine. No proxy is used then.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl fmt::Debug for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServerAddress({})", self.0)
    }
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{PRODUCTION, SANDBOX, ServerAddress, ServerAddressError as E};

    #[test]
    fn only_https_or_loopback_may_be_reached() {
        for good in [
            PRODUCTION,
            SANDBOX,
            "https://api-mtls.mangopay.com/",
            "http://127.0.0.1:8080",
            "http://127.8.0.1",
            "http://[::1]:9",
            "http://localhost:3000",
            "http://LOCALHOST:3000",
            " https://proxy.example.com/mangopay ",
        ] {
            assert!(ServerAddress::parse(good).is_ok(), "{good} is a proper address");
        }
        for (bad, why) in [
            ("", E::NotAUrl),
            ("api.mangopay.com", E::NotAUrl),
            ("localhost:3000", E::Scheme),
            ("ftp://127.0.0.1", E::Scheme),
            ("file:///etc/passwd", E::Scheme),
            ("http://api.mangopay.com", E::PlainHttp),
            ("http://localhost.example.com", E::PlainHttp),
            ("http://127.0.0.1.example.com", E::PlainHttp),
            ("http://0.0.0.0:80", E::PlainHttp),
            ("https://me:secret@api.mangopay.com", E::Credentials),
            ("https://me@api.mangopay.com", E::Credentials),
            ("https://api.mangopay.com?x=1", E::QueryOrFragment),
            ("https://api.mangopay.com/#a", E::QueryOrFragment),
        ] {
            assert_eq!(ServerAddress::parse(bad), Err(why), "{bad}");
        }
    }
}
