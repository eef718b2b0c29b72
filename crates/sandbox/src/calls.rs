//! The list of received calls: what tests and the control plane look at.

use std::sync::Mutex;

use serde::Serialize;
use tokio::sync::watch;

use crate::{locked, request::Head};

/// Calls kept; older ones are dropped.
const KEPT: usize = 20_000;

/// One received call. It holds no query values, no bodies and no credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Received {
    /// Number, from 1.
    pub seq: u64,
    /// Unix seconds of the simulator's clock.
    pub at: i64,
    /// Method.
    pub method: String,
    /// Path as sent.
    pub path: String,
    /// Query names, lower case.
    pub query: Vec<String>,
    /// Status answered; none if none was.
    pub status: Option<u16>,
    /// `Idempotency-Key`.
    pub idempotency_key: Option<String>,
    /// Bytes of body that arrived.
    pub body_bytes: u64,
    /// `Content-Length`, if sent.
    pub content_length: Option<u64>,
    /// `Transfer-Encoding: chunked` was sent.
    pub chunked: bool,
    /// The call changed the state.
    pub committed: bool,
    /// How it ended.
    pub outcome: CallOutcome,
    /// Faults that hit it, by kind.
    pub faults: Vec<String>,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CallOutcome {
    /// Still being read or worked on.
    Running,
    /// Its key is taken and a `hold` fault keeps it from its effect.
    Holding,
    /// An answer was given (its delivery is not known).
    Answered,
    /// The simulator closed the connection on purpose.
    Cut,
    /// The caller went away before the answer.
    CallerGone,
}

#[derive(Debug)]
pub(crate) struct Calls {
    list: Mutex<(u64, Vec<Received>)>,
    changed: watch::Sender<u64>,
}

impl Default for Calls {
    fn default() -> Self {
        Self { list: Mutex::default(), changed: watch::Sender::new(0) }
    }
}

impl Calls {
    pub(crate) fn begin(&self, head: &Head, at: i64) -> u64 {
        let mut list = locked(&self.list);
        list.0 += 1;
        let seq = list.0;
        if list.1.len() >= KEPT {
            list.1.drain(..KEPT / 10);
        }
        list.1.push(Received {
            seq,
            at,
            method: head.method.to_string(),
            path: head.path.clone(),
            query: head.query.names(),
            status: None,
            idempotency_key: head.header("idempotency-key").map(str::to_owned),
            body_bytes: 0,
            content_length: head.length(),
            chunked: head.is_chunked(),
            committed: false,
            outcome: CallOutcome::Running,
            faults: Vec::new(),
        });
        seq
    }

    pub(crate) fn update(&self, seq: u64, change: impl FnOnce(&mut Received)) {
        {
            let mut list = locked(&self.list);
            if let Some(call) = list.1.iter_mut().rev().find(|call| call.seq == seq) {
                change(call);
            }
        }
        self.changed.send_modify(|n| *n += 1);
    }

    pub(crate) fn all(&self) -> Vec<Received> {
        locked(&self.list).1.clone()
    }

    pub(crate) fn clear(&self) {
        locked(&self.list).1.clear();
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}
