use crate::{page_body::PageProgress, rate::RateState};

/// A finished call, whatever its outcome. Holds no id, no query value and nothing of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallReport {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path with names in the place of ids.
    pub template: &'static str,
    /// The status of the last answer, if there was one.
    pub status: Option<u16>,
    /// How often a request left, or tried to, for this call: each counts against the rate limits.
    pub tries: u32,
    /// The rate limits as the last answer told them.
    pub rate: Option<RateState>,
}

/// Is told what the client does. Both functions are called on the async executor and must not block.
pub trait Observer: Send + Sync {
    /// A call has finished.
    fn call_finished(&self, report: &CallReport) {
        let _ = report;
    }

    /// A part of a page has been handed over to the network.
    fn page_progress(&self, progress: PageProgress) {
        let _ = progress;
    }
}

/// Looks at nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoObserver;

impl Observer for NoObserver {}
