use ipc::Failure;

/// Data that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loadable<T> {
    /// On its way.
    Loading,
    /// Here.
    Ready(T),
    /// Here, but a later try failed.
    Stale {
        /// What came before.
        value: T,
        /// Why nothing newer came.
        why: Failure,
    },
    /// Not here.
    Failed(Failure),
}

impl<T> Loadable<T> {
    /// The data, fresh or stale.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ready(value) | Self::Stale { value, .. } => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }

    /// The same about something made of the data.
    pub fn map<U>(&self, make: impl FnOnce(&T) -> U) -> Loadable<U> {
        match self {
            Self::Loading => Loadable::Loading,
            Self::Ready(value) => Loadable::Ready(make(value)),
            Self::Stale { value, why } => Loadable::Stale { value: make(value), why: why.clone() },
            Self::Failed(why) => Loadable::Failed(why.clone()),
        }
    }

    /// What went wrong last.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Stale { why, .. } | Self::Failed(why) => Some(why),
            Self::Loading | Self::Ready(_) => None,
        }
    }

    /// A try failed: what was here stays, as stale.
    pub fn fail(&mut self, why: Failure) {
        *self = match std::mem::replace(self, Self::Loading) {
            Self::Ready(value) | Self::Stale { value, .. } => Self::Stale { value, why },
            Self::Loading | Self::Failed(_) => Self::Failed(why),
        };
    }
}

#[cfg(test)]
mod tests {
    use ipc::Code;

    use super::*;

    #[test]
    fn what_was_here_survives_a_failure() {
        let mut data = Loadable::Ready(7);
        data.fail(Failure::new(Code::Unreachable));
        assert_eq!(data.value(), Some(&7));
        assert!(data.failure().is_some());
        let mut none = Loadable::<u8>::Loading;
        none.fail(Failure::new(Code::Unreachable));
        assert_eq!(none.value(), None);
    }
}
