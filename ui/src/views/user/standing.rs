//! What a user may do, from what is held.

use ipc::users::{BlockStatus, LinkPurpose, ScaState, UserRow};
use leptos::prelude::*;

use super::link::{LinkAsked, UserLinks, title_of};
use crate::{
    components::{Button, Line, Lines, Panel, Status, Text, Tone},
    present::{Calendar, standing as present, users},
    session::desk,
};

/// Blocked flows, the renewal of documents, strong authentication and consent, and the links for the latter two.
#[component]
pub(super) fn Standing(
    row: UserRow,
    block: Option<BlockStatus>,
    sca: Option<ScaState>,
    calendar: Calendar,
    links: UserLinks,
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
    let asked = |purpose: LinkPurpose| LinkAsked {
        user: row.id.clone(),
        name: users::name(&row),
        purpose,
        known: present::known(purpose, sca.as_ref(), &calendar),
    };
    let offered = present::takes_links(&row).then(|| {
        let (enrolment, consent) = (asked(LinkPurpose::Enrolment), asked(LinkPurpose::Consent));
        let end = move || {
            view! {
                <LinkButton asked=enrolment.clone() links=links test_id="enrolment-link" />
                <LinkButton asked=consent.clone() links=links test_id="consent-link" />
            }
        };
        view! { <Line label=l10n::text("standing-links") end=end test_id="standing-links" /> }
    });
    view! {
        <Panel title=l10n::text("users-standing") end=end test_id="standing"><Lines>{lines}{offered}</Lines></Panel>
    }
}

#[component]
fn LinkButton(asked: LinkAsked, links: UserLinks, test_id: &'static str) -> impl IntoView {
    let desk = desk();
    let off = Memo::new(move |_| desk.is_read_only());
    let label = title_of(asked.purpose);
    let press = Callback::new(move |()| links.ask(asked.clone()));
    view! { <Button small=true label=label disabled=off on_press=press test_id=test_id /> }
}
