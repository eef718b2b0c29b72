use std::fmt;

use secrecy::{ExposeSecret as _, SecretSlice, SecretString};
use url::Url;

use crate::Error;

/// How the server is reached, where that is not straight: a client certificate, a proxy, certificates to trust.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Who we are to the server; for the `api-mtls` hosts (money-operations.md §1.2, point 6).
    pub identity: Option<ClientIdentity>,
    /// Through whom. A server on this very machine is reached without.
    pub proxy: Option<ProxyAddress>,
    /// Whom to trust beside those that the system trusts: of a company's own proxy, say.
    pub trusted: Option<TrustedCertificates>,
}

/// A client certificate and its key. Its `Debug` tells nothing; what is held here is wiped when
/// it goes.
#[derive(Clone)]
pub struct ClientIdentity(SecretSlice<u8>);

/// What is no client certificate with its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a certificate chain and a private key in PEM")]
pub struct ClientIdentityError;

impl ClientIdentity {
    /// Takes a certificate chain (the own one first) and its private key, both in PEM: PKCS#8, PKCS#1 or SEC1.
    ///
    /// # Errors
    ///
    /// [`ClientIdentityError`] if one of the two is not there or not PEM. Whether they belong together is found out when
    /// a client is built of them.
    pub fn from_pem(certificates: &[u8], key: &[u8]) -> Result<Self, ClientIdentityError> {
        let mut pem = Vec::with_capacity(certificates.len() + key.len() + 1);
        pem.extend_from_slice(certificates);
        pem.push(b'\n');
        pem.extend_from_slice(key);
        let identity = Self(SecretSlice::from(pem));
        identity.read().map(|_| identity).map_err(|_| ClientIdentityError)
    }

    fn read(&self) -> reqwest::Result<reqwest::Identity> {
        reqwest::Identity::from_pem(self.0.expose_secret())
    }
}

impl fmt::Debug for ClientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientIdentity(…)")
    }
}

/// Certificates to trust beside those that the system trusts.
#[derive(Clone)]
pub struct TrustedCertificates(Vec<reqwest::Certificate>);

/// What is no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no certificate in PEM")]
pub struct TrustedCertificatesError;

impl TrustedCertificates {
    /// Takes one or more certificates in PEM.
    ///
    /// # Errors
    ///
    /// [`TrustedCertificatesError`] if there is none, or one that is not PEM.
    pub fn from_pem(pem: &[u8]) -> Result<Self, TrustedCertificatesError> {
        match reqwest::Certificate::from_pem_bundle(pem) {
            Ok(certificates) if !certificates.is_empty() => Ok(Self(certificates)),
            Ok(_) | Err(_) => Err(TrustedCertificatesError),
        }
    }
}

impl fmt::Debug for TrustedCertificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TrustedCertificates({})", self.0.len())
    }
}

/// A proxy: `http://`, `https://`, `socks5://` (names are looked up here) or `socks5h://` (names are looked up there).
/// Neither `Debug` nor `Display` tell user name and password.
#[derive(Clone)]
pub struct ProxyAddress {
    /// Without credentials.
    url: Url,
    credentials: Option<(String, SecretString)>,
}

/// Why a text is no address of a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyAddressError {
    /// Not an absolute URL with a host.
    #[error("not an absolute URL")]
    NotAUrl,
    /// None of the four schemes.
    #[error("the scheme is none of http, https, socks5 and socks5h")]
    Scheme,
    /// A path, a query or a fragment in the address, or user name and password: they are given apart.
    #[error("an address holds nothing but scheme, host and port")]
    TooMuch,
}

impl ProxyAddress {
    /// Parses and checks an address as a person typed it.
    ///
    /// # Errors
    ///
    /// [`ProxyAddressError`] tells which rule the text breaks.
    pub fn parse(text: &str) -> Result<Self, ProxyAddressError> {
        let url = Url::parse(text.trim()).map_err(|_| ProxyAddressError::NotAUrl)?;
        if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") {
            return Err(ProxyAddressError::Scheme);
        }
        if !url.has_host() {
            return Err(ProxyAddressError::NotAUrl);
        }
        let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            return Err(ProxyAddressError::TooMuch);
        }
        Ok(Self { url, credentials: None })
    }

    /// The same with a user name and a password.
    #[must_use]
    pub fn with_credentials(self, user: impl Into<String>, password: SecretString) -> Self {
        Self { credentials: Some((user.into(), password)), ..self }
    }

    fn read(&self) -> reqwest::Result<reqwest::Proxy> {
        let proxy = reqwest::Proxy::all(self.url.clone())?;
        Ok(match &self.credentials {
            Some((user, password)) => proxy.basic_auth(user, password.expose_secret()),
            None => proxy,
        })
    }
}

impl fmt::Display for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str())
    }
}

impl fmt::Debug for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProxyAddress({self})")
    }
}

impl Network {
    /// Tells the HTTP machinery.
    pub(crate) fn apply(self, mut builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
        if let Some(identity) = self.identity {
            builder = builder.identity(identity.read().map_err(|_| Error::Setup { what: "client certificate" })?);
        }
        if let Some(proxy) = self.proxy {
            builder = builder.proxy(proxy.read().map_err(|_| Error::Setup { what: "proxy" })?);
        }
        if let Some(trusted) = self.trusted {
            builder = builder.tls_certs_merge(trusted.0);
        }
        Ok(builder)
    }
}

#[cfg(test)]
mod tests {
    use super::{ProxyAddress, ProxyAddressError as E};

    #[test]
    fn only_proxies_of_the_four_kinds_are_taken() {
        for good in ["http://proxy:3128", "https://proxy.example", "socks5://10.0.0.1:1080", " socks5h://[::1]:1080 "] {
            assert!(ProxyAddress::parse(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("", E::NotAUrl),
            ("proxy:3128", E::Scheme),
            ("ftp://proxy", E::Scheme),
            ("socks4://proxy", E::Scheme),
            ("socks5:proxy", E::NotAUrl),
            ("http://me:secret@proxy", E::TooMuch),
            ("http://proxy/path", E::TooMuch),
            ("http://proxy?x", E::TooMuch),
        ] {
            assert_eq!(ProxyAddress::parse(bad).map(|proxy| proxy.to_string()), Err(why), "{bad}");
        }
    }

    #[test]
    fn credentials_are_not_shown() {
        let proxy = ProxyAddress::parse("http://proxy:3128").unwrap().with_credentials("me", "secret".into());
        assert_eq!(format!("{proxy} {proxy:?}"), "http://proxy:3128/ ProxyAddress(http://proxy:3128/)");
    }
}
