use std::{sync::Arc, time::Duration};

use futures::future::BoxFuture;
use model::UnixSeconds;

/// The world's time, as far as the client needs it: to age tokens and to wait before another try. Deadlines on the
/// network itself run on the runtime's timer ([`crate::Timeouts`]), since they measure the network and not the world.
pub trait Clock: Send + Sync {
    /// The moment it is.
    fn now(&self) -> UnixSeconds;

    /// Resolves once the world's time has advanced by `duration`. Used only between two tries of a call.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// A source of numbers in `0.0..1.0`, which spreads the waits before another try.
pub type Jitter = Arc<dyn Fn() -> f64 + Send + Sync>;
