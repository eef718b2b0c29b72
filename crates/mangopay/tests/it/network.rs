//! Client certificates and proxies, over real connections with real TLS.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use mangopay::{
    ClientIdentity, ClientIdentityError, Error, Network, ProxyAddress, Timeouts, TransportKind, TrustedCertificates,
    TrustedCertificatesError,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{RootCertStore, ServerConfig, server::WebPkiClientVerifier};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    raw::{Act, RawServer, Received, serve},
    support::{Rig, fixture},
};

/// A name that nobody can look up: only a proxy can tell where it is.
const FAR: &str = "https://api.mangopay.test";

/// An authority that signs certificates.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// A certificate for these names, and its key.
    fn sign(&self, names: &[&str]) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
        (params.signed_by(&key, &self.0).unwrap(), key)
    }

    fn identity(&self) -> ClientIdentity {
        let (certificate, key) = self.sign(&["platform"]);
        ClientIdentity::from_pem(certificate.pem().as_bytes(), key.serialize_pem().as_bytes()).unwrap()
    }

    fn trusted(&self) -> Option<TrustedCertificates> {
        Some(TrustedCertificates::from_pem(self.0.pem().as_bytes()).unwrap())
    }

    /// TLS for the far server and for this machine; with `clients`, only for those whom that authority has signed.
    fn acceptor(&self, clients: Option<&Self>) -> TlsAcceptor {
        drop(rustls::crypto::ring::default_provider().install_default());
        let (certificate, key) = self.sign(&["api.mangopay.test", "localhost"]);
        let builder = match clients {
            Some(clients) => {
                let mut roots = RootCertStore::empty();
                roots.add(clients.0.der().clone()).unwrap();
                let verifier = WebPkiClientVerifier::builder(Arc::new(roots)).build().unwrap();
                ServerConfig::builder().with_client_cert_verifier(verifier)
            }
            None => ServerConfig::builder().with_no_client_auth(),
        };
        let key = key.serialize_der().try_into().unwrap();
        TlsAcceptor::from(Arc::new(builder.with_single_cert(vec![certificate.der().clone()], key).unwrap()))
    }
}

/// Something that listens on this machine until it is dropped.
struct Listening {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Listening {
    async fn start<F: Future<Output = ()> + Send + 'static>(handle: impl Fn(TcpStream) -> F + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(handle(stream));
            }
        });
        Self { address, task }
    }
}

/// A server that answers every call with the platform's record, over TLS.
async fn secure_server(acceptor: TlsAcceptor) -> (Listening, Arc<Mutex<Vec<Received>>>) {
    let received: Arc<Mutex<Vec<Received>>> = Arc::default();
    let seen = received.clone();
    let listening = Listening::start(move |stream| {
        let (acceptor, seen) = (acceptor.clone(), seen.clone());
        async move {
            // Who has no certificate is turned away here.
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let acts = Mutex::new(VecDeque::from([Act::answer(200, &fixture("clients/client.json"))]));
            serve(stream, &acts, &seen).await;
        }
    })
    .await;
    (listening, received)
}

/// What a proxy was asked: where to, and by whom.
type Asked = Arc<Mutex<Vec<(String, Option<String>)>>>;

/// Joins a connection to the server, wherever it was meant to go.
async fn join<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, server: SocketAddr) {
    let mut server = TcpStream::connect(server).await.unwrap();
    // Either side may break off: that is what the test looks at.
    drop(copy_bidirectional(&mut stream, &mut server).await);
}

async fn connect_proxy<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, asked: Asked, server: Option<SocketAddr>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    let target = head.strip_prefix("CONNECT ").unwrap().split(' ').next().unwrap().to_owned();
    let authorization = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("proxy-authorization").then(|| value.to_owned())
    });
    asked.lock().unwrap().push((target, authorization));
    match server {
        Some(server) => {
            stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
            join(stream, server).await;
        }
        None => stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await.unwrap(),
    }
}

async fn socks_proxy(mut stream: TcpStream, asked: Asked, server: Option<SocketAddr>) {
    async fn text(stream: &mut TcpStream) -> String {
        let mut bytes = vec![0; usize::from(stream.read_u8().await.unwrap())];
        stream.read_exact(&mut bytes).await.unwrap();
        String::from_utf8(bytes).unwrap()
    }
    assert_eq!(stream.read_u8().await.unwrap(), 5, "the version");
    let mut methods = vec![0; usize::from(stream.read_u8().await.unwrap())];
    stream.read_exact(&mut methods).await.unwrap();
    let mut who = None;
    if methods.contains(&2) {
        stream.write_all(&[5, 2]).await.unwrap();
        assert_eq!(stream.read_u8().await.unwrap(), 1, "the version of asking who");
        let user = text(&mut stream).await;
        who = Some(format!("{user}:{}", text(&mut stream).await));
        stream.write_all(&[1, 0]).await.unwrap();
    } else {
        stream.write_all(&[5, 0]).await.unwrap();
    }
    let mut request = [0; 4];
    stream.read_exact(&mut request).await.unwrap();
    assert_eq!(request, [5, 1, 0, 3], "connect to a name");
    let name = text(&mut stream).await;
    let port = stream.read_u16().await.unwrap();
    asked.lock().unwrap().push((format!("{name}:{port}"), who));
    let verdict = if server.is_some() { 0 } else { 2 };
    stream.write_all(&[5, verdict, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
    if let Some(server) = server {
        join(stream, server).await;
    }
}

fn through(proxy: &str, authority: &Authority) -> Network {
    Network { proxy: Some(ProxyAddress::parse(proxy).unwrap()), trusted: authority.trusted(), ..Network::default() }
}

fn rig(address: &str, network: Network) -> Rig {
    Rig::over(address, Timeouts::default(), network).unwrap()
}

fn kind(error: &Error) -> Option<TransportKind> {
    match error {
        Error::Transport { kind, .. } => Some(*kind),
        _ => None,
    }
}

#[tokio::test]
async fn a_server_that_asks_for_a_certificate_gets_it() {
    let (servers, clients) = (Authority::new(), Authority::new());
    let (server, received) = secure_server(servers.acceptor(Some(&clients))).await;
    let address = format!("https://localhost:{}", server.address.port());
    let network = Network { identity: Some(clients.identity()), trusted: servers.trusted(), ..Network::default() };
    let platform = rig(&address, network).client.platform().await.unwrap();
    assert_eq!(platform.value.client_id.as_deref(), Some("acme"));
    assert_eq!(received.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn without_a_certificate_or_with_another_nothing_is_answered() {
    let (servers, clients, others) = (Authority::new(), Authority::new(), Authority::new());
    let (server, received) = secure_server(servers.acceptor(Some(&clients))).await;
    let address = format!("https://localhost:{}", server.address.port());
    for identity in [None, Some(others.identity())] {
        let rig = rig(&address, Network { identity, trusted: servers.trusted(), ..Network::default() });
        let error = rig.client.platform().await.unwrap_err();
        assert_eq!(kind(&error), Some(TransportKind::Tls), "{error:?}");
        assert!(rig.waits().is_empty(), "a certificate does not change by itself");
    }
    assert!(received.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_is_not_talked_to() {
    let (server, received) = secure_server(Authority::new().acceptor(None)).await;
    let address = format!("https://localhost:{}", server.address.port());
    let network = Network { trusted: Authority::new().trusted(), ..Network::default() };
    let error = rig(&address, network).client.platform().await.unwrap_err();
    assert_eq!(kind(&error), Some(TransportKind::Tls), "{error:?}");
    assert!(received.lock().unwrap().is_empty());
}

#[test]
fn what_is_no_identity_is_refused_at_once_and_a_foreign_key_when_it_is_used() {
    let authority = Authority::new();
    let (certificate, key) = authority.sign(&["platform"]);
    let (certificate, key) = (certificate.pem(), key.serialize_pem());
    for (certificate, key) in [("", ""), (certificate.as_str(), ""), ("", key.as_str()), ("text", "text")] {
        let read = ClientIdentity::from_pem(certificate.as_bytes(), key.as_bytes());
        assert_eq!(read.map(|identity| format!("{identity:?}")), Err(ClientIdentityError));
    }
    assert_eq!(TrustedCertificates::from_pem(b"text").map(drop), Err(TrustedCertificatesError));

    let (_, foreign) = authority.sign(&["platform"]);
    let identity = ClientIdentity::from_pem(certificate.as_bytes(), foreign.serialize_pem().as_bytes()).unwrap();
    assert!(!format!("{identity:?}").contains("PRIVATE"), "{identity:?}");
    let network = Network { identity: Some(identity), ..Network::default() };
    let error = Rig::over(FAR, Timeouts::default(), network).map(drop).unwrap_err();
    assert!(matches!(error, Error::Setup { what: "HTTP client or trusted certificates" }), "{error:?}");
}

#[tokio::test]
async fn calls_go_through_each_kind_of_proxy() {
    let authority = Authority::new();
    let (server, received) = secure_server(authority.acceptor(None)).await;
    let to = Some(server.address);
    let asked = Asked::default();

    let (seen, of) = (asked.clone(), asked.clone());
    let plain = Listening::start(move |stream| connect_proxy(stream, seen.clone(), to)).await;
    let acceptor = authority.acceptor(None);
    let secure = Listening::start(move |stream| {
        let (acceptor, asked) = (acceptor.clone(), of.clone());
        async move { connect_proxy(acceptor.accept(stream).await.unwrap(), asked, to).await }
    })
    .await;
    let seen = asked.clone();
    let socks = Listening::start(move |stream| socks_proxy(stream, seen.clone(), to)).await;

    for (proxy, who) in [
        (format!("http://127.0.0.1:{}", plain.address.port()), "Basic bWU6c2VjcmV0"),
        (format!("https://localhost:{}", secure.address.port()), "Basic bWU6c2VjcmV0"),
        (format!("socks5h://127.0.0.1:{}", socks.address.port()), "me:secret"),
    ] {
        for known in [false, true] {
            let mut network = through(&proxy, &authority);
            if known {
                network.proxy = network.proxy.map(|proxy| proxy.with_credentials("me", "secret".into()));
            }
            let platform = rig(FAR, network).client.platform().await;
            assert_eq!(platform.unwrap().value.client_id.as_deref(), Some("acme"), "{proxy}");
            let asked = std::mem::take(&mut *asked.lock().unwrap());
            let expected = ("api.mangopay.test:443".to_owned(), known.then(|| who.to_owned()));
            assert_eq!(asked, [expected.clone(), expected], "{proxy}: the token and the call, each its connection");
        }
    }
    assert_eq!(received.lock().unwrap().len(), 6, "all reached the server");
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_from_a_server_that_does() {
    let authority = Authority::new();
    let asked = Asked::default();
    let seen = asked.clone();
    let plain = Listening::start(move |stream| connect_proxy(stream, seen.clone(), None)).await;
    let seen = asked.clone();
    let socks = Listening::start(move |stream| socks_proxy(stream, seen.clone(), None)).await;
    for proxy in
        [format!("http://127.0.0.1:{}", plain.address.port()), format!("socks5h://127.0.0.1:{}", socks.address.port())]
    {
        let rig = rig(FAR, through(&proxy, &authority));
        let error = rig.client.platform().await.unwrap_err();
        assert_eq!(kind(&error), Some(TransportKind::Proxy), "{proxy}: {error:?}");
        assert!(rig.waits().is_empty(), "{proxy}: it will refuse again");
    }
    assert_eq!(asked.lock().unwrap().len(), 2, "asked once each");
}

#[tokio::test]
async fn this_very_machine_is_reached_without_a_proxy() {
    let server = RawServer::start(vec![Act::answer(200, &fixture("clients/client.json"))]).await;
    let network = Network { proxy: Some(ProxyAddress::parse("http://127.0.0.1:9").unwrap()), ..Network::default() };
    rig(&server.address, network).client.platform().await.unwrap();
    assert_eq!(server.received().len(), 1);
}
