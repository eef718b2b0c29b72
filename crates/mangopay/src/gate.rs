use futures::future::BoxFuture;
use model::UnixSeconds;

use crate::{Error, RateState};

/// What asks to be let out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// A try of a call.
    Call,
    /// The call for a token, which other calls wait for: it must not queue behind them.
    Token,
}

/// Decides when a request may leave: every try of every call asks here first, that of a token too, since each counts
/// against the rate limits (money-operations.md §1.6).
pub trait Gate: Send + Sync {
    /// Resolves once the request may leave. Dropping the future is no harm.
    ///
    /// # Errors
    ///
    /// [`Error::RateLimited`] where waiting would be too long for who asks. Nothing leaves then.
    fn enter(&self, leaving: Leaving) -> BoxFuture<'static, Result<Box<dyn Pass>, Error>>;
}

/// The leave that a [`Gate`] gave, for one try. Dropped without an answer, the try ended in some other way.
pub trait Pass: Send {
    /// The server answered.
    fn answered(self: Box<Self>, answer: Answered);
}

/// What a gate needs to know of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// The rate limits, if the answer told them.
    pub rate: Option<RateState>,
    /// Of a refusal for too many calls: when calls are free again, if the server said so.
    pub free_again: Option<UnixSeconds>,
}

/// Lets everything out at once.
pub(crate) struct Open;

struct Through;

impl Gate for Open {
    fn enter(&self, _: Leaving) -> BoxFuture<'static, Result<Box<dyn Pass>, Error>> {
        Box::pin(std::future::ready(Ok(Box::new(Through) as Box<dyn Pass>)))
    }
}

impl Pass for Through {
    fn answered(self: Box<Self>, _: Answered) {}
}
