//! Reading a request's body, at the speed and to the point that the scripted faults allow.

use std::time::{Duration, Instant};

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;

use crate::{faults::Action, shared::Shared};

/// How reading ended.
pub(crate) enum Ended {
    Whole(Bytes),
    TooLarge,
    /// A fault closes the connection.
    Cut,
    /// The caller broke off.
    Gone,
}

/// Reads at most `most` bytes.
pub(crate) async fn read(shared: &Shared, seq: u64, body: Body, script: &[Action], most: u64) -> Ended {
    let mut speed = None;
    let mut cut_at = None;
    let mut expire_at = None;
    for action in script {
        match action {
            Action::Throttle { bytes_per_second } => speed = Some((*bytes_per_second).max(1)),
            Action::CutWhileReading { after_bytes } => cut_at = Some(*after_bytes),
            Action::ExpireToken { after_bytes } => expire_at = Some(*after_bytes),
            _ => {}
        }
    }
    let begun = Instant::now();
    let mut stream = body.into_data_stream();
    let mut all = BytesMut::new();
    loop {
        let size = all.len() as u64;
        if cut_at.is_some_and(|at| size >= at) {
            return Ended::Cut;
        }
        if expire_at.is_some_and(|at| size >= at) {
            expire_at = None;
            shared.with(|state, _| state.door.expire_all());
        }
        let Some(piece) = stream.next().await else { break };
        let Ok(piece) = piece else { return Ended::Gone };
        all.extend_from_slice(&piece);
        let size = all.len() as u64;
        shared.calls.update(seq, |call| call.body_bytes = size);
        if size > most {
            return Ended::TooLarge;
        }
        if let Some(speed) = speed {
            let due = Duration::from_millis(size.saturating_mul(1000) / speed);
            if let Some(early) = due.checked_sub(begun.elapsed()) {
                tokio::time::sleep(early).await;
            }
        }
    }
    if expire_at.is_some() && !all.is_empty() {
        shared.with(|state, _| state.door.expire_all());
    }
    Ended::Whole(all.freeze())
}
