//! A server made of a socket, for what no proper server does: stop amid a body, answer early, hang, cut its answer.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use mangopay::Timeouts;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::support::Rig;

/// What to do with one request; requests for a token are answered by themselves.
#[derive(Clone)]
pub enum Act {
    /// Read all of it and answer.
    Answer { status: u16, body: String },
    /// Read all of it and answer with a header more.
    AnswerWith { status: u16, header: &'static str, body: String },
    /// Read the body slowly, so many bytes at each tick, then answer 204.
    Slowly { bytes: usize, tick: Duration },
    /// Read this much of the body, answer, and read no more.
    AnswerEarly { after: usize, status: u16, body: String },
    /// Read this much of the body and close.
    CloseAmid { after: usize },
    /// Read all of the body and close.
    CloseAfterBody,
    /// Read this much of the body and do nothing more.
    Hang { after: usize },
    /// Read all of it and answer with less than was promised.
    Cut { promised: usize, body: String },
}

impl Act {
    pub fn answer(status: u16, body: &str) -> Self {
        Self::Answer { status, body: body.to_owned() }
    }
}

/// A request as it came over the wire.
#[derive(Clone)]
pub struct Received {
    /// Request line and headers, in lower case.
    pub head: String,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim))
    }
}

pub struct RawServer {
    pub rig: Rig,
    pub address: String,
    acts: Arc<Mutex<VecDeque<Act>>>,
    received: Arc<Mutex<Vec<Received>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl RawServer {
    pub async fn start(acts: Vec<Act>) -> Self {
        Self::start_with(acts, Timeouts::default()).await
    }

    pub async fn start_with(acts: Vec<Act>, timeouts: Timeouts) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let rig = Rig::at(&address, timeouts);
        let received = Arc::new(Mutex::new(Vec::new()));
        let seen = received.clone();
        let acts = Arc::new(Mutex::new(VecDeque::from(acts)));
        let planned = acts.clone();
        let task = tokio::spawn(async move {
            // One connection after the other: each answer closes its own.
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                serve(stream, &planned, &seen).await;
            }
        });
        Self { rig, address, acts, received, task }
    }

    /// What to do with the next requests; nothing that was planned may be left.
    pub fn plan(&self, acts: Vec<Act>) {
        let mut planned = self.acts.lock().unwrap();
        assert!(planned.is_empty(), "{} acts are left", planned.len());
        planned.extend(acts);
        self.received.lock().unwrap().clear();
    }

    /// The requests so far, without those for a token.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

pub async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    acts: &Mutex<VecDeque<Act>>,
    seen: &Mutex<Vec<Received>>,
) {
    let mut buffer = Vec::new();
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut buffer).await.unwrap_or(0) == 0 {
            return;
        }
    };
    let body = buffer.split_off(end);
    let head = String::from_utf8(buffer).unwrap().to_ascii_lowercase();
    let mut request = Received { head, body };
    let length: usize = request.header("content-length").map_or(0, |text| text.parse().unwrap());
    if request.head.starts_with("post /v2.01/oauth/token ") {
        read_until(&mut stream, &mut request.body, length).await;
        let token = r#"{"access_token":"token-1","token_type":"bearer","expires_in":1200}"#;
        return answer(&mut stream, 200, "", token.len(), token).await;
    }
    let act = acts
        .lock()
        .unwrap()
        .pop_front()
        .unwrap_or_else(|| panic!("nothing is planned for this request:\n{}", request.head));
    let stop = match &act {
        Act::AnswerEarly { after, .. } | Act::CloseAmid { after } | Act::Hang { after } => *after,
        Act::Answer { .. } | Act::AnswerWith { .. } | Act::CloseAfterBody | Act::Cut { .. } => length,
        Act::Slowly { .. } => 0,
    };
    read_until(&mut stream, &mut request.body, stop).await;
    if let Act::Slowly { bytes, tick } = &act {
        let mut step = request.body.len();
        while request.body.len() < length {
            // The pace of the link, not a wait for something to happen.
            tokio::time::sleep(*tick).await;
            step = (step + bytes).min(length);
            read_until(&mut stream, &mut request.body, step).await;
        }
    }
    seen.lock().unwrap().push(request);
    match act {
        Act::Answer { status, body } | Act::AnswerEarly { status, body, .. } => {
            answer(&mut stream, status, "", body.len(), &body).await;
        }
        Act::AnswerWith { status, header, body } => answer(&mut stream, status, header, body.len(), &body).await,
        Act::Slowly { .. } => answer(&mut stream, 204, "", 0, "").await,
        Act::Cut { promised, body } => answer(&mut stream, 200, "", promised, &body).await,
        Act::CloseAmid { .. } | Act::CloseAfterBody => {}
        Act::Hang { .. } => std::future::pending().await,
    }
}

async fn read_until<S: AsyncRead + Unpin>(stream: &mut S, body: &mut Vec<u8>, length: usize) {
    let mut part = vec![0; 64 * 1024];
    while body.len() < length {
        let most = part.len().min(length - body.len());
        match stream.read(&mut part[..most]).await {
            Ok(0) | Err(_) => return,
            Ok(count) => body.extend_from_slice(&part[..count]),
        }
    }
}

async fn answer<S: AsyncWrite + Unpin>(stream: &mut S, status: u16, header: &str, length: usize, body: &str) {
    let length = if status == 204 { String::new() } else { format!("content-length: {length}\r\n") };
    let header = if header.is_empty() { String::new() } else { format!("{header}\r\n") };
    let text = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{header}{length}connection: close\r\n\r\n{body}"
    );
    // The client may be gone: that is its own affair.
    drop(stream.write_all(text.as_bytes()).await);
    drop(stream.shutdown().await);
}
