//! Starting and stopping: the listener, its connections and the handle that owns them.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use axum::{Router, body::Body, extract::Request, routing::any};
use http::Response;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
    task::{JoinHandle, JoinSet},
};
use tower::ServiceExt as _;

use crate::{
    Control, Options, control_http, files,
    guard::Peer,
    hooks, hosted,
    pipeline::{self, Cut},
    request::Head,
    shared::Shared,
};

/// Small, so that a throttled reader is felt by the sender instead of vanishing in buffers.
const RECEIVE_BUFFER: u32 = 64 * 1024;

/// Why a sandbox could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address could not be listened on.
    #[error("cannot listen")]
    Listen(#[source] std::io::Error),
    /// The saved state could not be read or written.
    #[error("the state store failed")]
    Store(#[source] std::io::Error),
    /// The saved state is not one.
    #[error("the saved state is damaged")]
    BadState(#[source] serde_json::Error),
    /// The saved state has a form of another version.
    #[error("the saved state has the unknown form {0}")]
    OtherForm(u32),
}

/// A running simulator. Dropping it stops it.
pub struct Sandbox {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    task: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts a simulator on its own task of the current runtime.
    ///
    /// # Errors
    /// If the address is taken or the saved state cannot be used.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let listen = options.listen;
        let shared = tokio::task::spawn_blocking(move || Shared::new(options))
            .await
            .map_err(|e| StartError::Store(std::io::Error::other(e)))??;
        let shared = Arc::new(shared);
        let listener = bind(listen).map_err(StartError::Listen)?;
        let address = listener.local_addr().map_err(StartError::Listen)?;
        let (stop, stopped) = watch::channel(false);
        let notices = hooks::delivery::run(Arc::clone(&shared), stopped.clone());
        let task = tokio::spawn(accept(listener, Arc::clone(&shared), stopped, tokio::spawn(notices)));
        Ok(Self { address, shared, stop, task: Some(task) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:PORT`, to which clients add `/v2.01/…`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The verbs of the control plane, in process.
    #[must_use]
    pub fn control(&self) -> Control {
        Control::new(Arc::clone(&self.shared))
    }

    /// Closes the listener and every connection at once, as a killed process would, and waits for it.
    pub async fn stop(mut self) {
        self.shared.stop();
        self.stop.send_replace(true);
        if let Some(task) = self.task.take()
            && task.await.is_err()
        {
            // The accepting task panicked or was aborted with its runtime: either way it is over.
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.shared.stop();
        self.stop.send_replace(true);
    }
}

fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
    socket.bind(address)?;
    socket.listen(1024)
}

async fn accept(
    listener: TcpListener,
    shared: Arc<Shared>,
    mut stopped: watch::Receiver<bool>,
    notices: JoinHandle<()>,
) {
    let router = router(&shared);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            () = ended(&mut stopped) => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, router.clone()));
                }
                // Out of file descriptors, or a connection that ended before it was taken: try again shortly.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            },
        }
    }
    connections.shutdown().await;
    notices.abort();
}

async fn ended(stopped: &mut watch::Receiver<bool>) {
    if stopped.wait_for(|stop| *stop).await.is_err() {
        // The handle is gone: that stops it too.
    }
}

fn router(shared: &Arc<Shared>) -> Router {
    let api = Arc::clone(shared);
    let api = any(move |request: Request| {
        let shared = Arc::clone(&api);
        async move {
            let (parts, body) = request.into_parts();
            let mut head = Head::new(&parts.method, &parts.uri, &parts.headers);
            head.peer = parts.extensions.get::<Peer>().map(|peer| peer.0);
            pipeline::serve(shared, head, body).await
        }
    });
    let router = Router::new().fallback_service(api).nest("/hosted", hosted::router(Arc::clone(shared)));
    let router = router.nest("/files", files::router(Arc::clone(shared)));
    if shared.options.control { router.nest("/_control", control_http::router(Arc::clone(shared))) } else { router }
}

/// Closes the connection without an answer.
#[derive(Debug, thiserror::Error)]
#[error("closed on purpose")]
struct Closed;

async fn connection(stream: TcpStream, router: Router) {
    let peer = stream.peer_addr().map(|address| Peer(address.ip())).ok();
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        let router = router.clone();
        if let Some(peer) = peer {
            request.extensions_mut().insert(peer);
        }
        async move {
            let response: Result<Response<Body>, Infallible> = router.oneshot(request.map(Body::new)).await;
            match response {
                Ok(response) if response.extensions().get::<Cut>().is_some() => Err(Closed),
                Ok(response) => Ok(response),
                Err(never) => match never {},
            }
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .max_buf_size(RECEIVE_BUFFER as usize)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    if served.is_err() {
        // The caller went away or a fault closed the connection: both are in the list of calls.
    }
}
