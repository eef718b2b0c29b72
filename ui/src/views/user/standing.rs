//! What a user may do, from what is held.

use ipc::users::{BlockStatus, ScaState, UserRow};
use leptos::prelude::*;

use crate::{
    components::{Line, Lines, Panel, Status, Text, Tone},
    present::{Calendar, standing as present},
};

/// Blocked flows, the renewal of documents, strong authentication and consent.
#[component]
pub(super) fn Standing(
    row: UserRow,
    block: Option<BlockStatus>,
    sca: Option<ScaState>,
    calendar: Calendar,
) -> impl IntoView {
    let lines: Vec<_> = present::lines(&row, block.as_ref(), sca.as_ref(), &calendar)
        .into_iter()
        .map(|line| {
            let state = line.state;
            let end = move || view! { <Status of=state.clone() /> };
            view! { <Line label=line.label end=end test_id=line.name /> }
        })
        .collect();
    let age = present::age(block.as_ref(), sca.as_ref(), &calendar);
    let end = move || age.clone().map(|age| view! { <Text tone=Tone::Third>{age}</Text> });
    view! { <Panel title=l10n::text("users-standing") end=end test_id="standing"><Lines>{lines}</Lines></Panel> }
}
