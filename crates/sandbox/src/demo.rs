//! The demo world: the marketplace Halle Verte.

use crate::state::State;

/// Fills an empty state.
pub(crate) fn fill(state: &mut State, _now: i64) {
    state.platform = "Halle Verte".to_owned();
}
