//! Beside a list: what it means that Mangopay refuses this network, and the request to send to the administrator.

use ipc::{Code, sync::SyncNow};
use leptos::prelude::*;

use super::list::List;
use crate::{
    components::{
        Button, ButtonKind, IconName, Inspector, InspectorHead, MessageBox, Numbered, Row, Section, Status, Text,
        TextSize, Ticks, Tone, copy_text, toasts,
    },
    hooks::use_mutation,
    present::{Role, StatusWord},
    session::{Desk, desk},
};

/// What was answered.
const STATUS: &str = "403";

/// The word about a refused network, where nothing else stands beside the list.
#[component]
pub(super) fn RefusedNetwork<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let desk = list.desk;
    let since = Memo::new(move |_| {
        desk.refused().filter(|(_, failure)| failure.code == Code::AddressNotAllowed).map(|(since, _)| since)
    });
    Effect::new(move |_| {
        if since.get().is_none() {
            desk.refusal_closed.set(false);
        }
    });
    let free = Memo::new(move |_| list.state.with(|state| state.open.is_none()) && !desk.refusal_closed.get());
    let copy_of = Memo::new(move |_| list.store.with(|store| store.freshness.as_ref()?.complete_at));
    move || since.get().filter(|_| free.get()).map(|since| view! { <Refusal since=since copy_of=copy_of /> })
}

#[component]
fn Refusal(since: i64, copy_of: Memo<Option<i64>>) -> impl IntoView {
    let (desk, toasts) = (desk(), toasts());
    let trying = use_mutation().toasting();
    let again = move |()| trying.run(SyncNow {}, move |_| desk.refresh_sync());
    let request = request(desk, since);
    let to_copy = request.clone();
    let copy = move |()| copy_text(to_copy.clone(), l10n::text("refusal-copied"), toasts);
    let head = || {
        let status = || view! { <Status of=StatusWord::new(Role::Bad, IconName::XCircle, STATUS) pill=true /> };
        view! {
            <InspectorHead title=l10n::text("refusal-title") end=status>
                <Text tone=Tone::Third>{l10n::text("refusal-sub")}</Text>
            </InspectorHead>
        }
    };
    let foot = move || {
        view! {
            <Button
                kind=ButtonKind::Primary
                icon=IconName::Sync
                label=l10n::text("try-again")
                busy=trying.busy
                test_id="refusal-again"
                on_press=again
            />
        }
    };
    let ways = ["refusal-way-network", "refusal-way-address", "refusal-way-certificate"].map(l10n::text).to_vec();
    let works = move || {
        let calendar = desk.calendar_now();
        let copy = match copy_of.get() {
            Some(at) => l10n::text_with("refusal-works-copy", &[("time", calendar.clock(at).into())]),
            None => l10n::text("refusal-works-search"),
        };
        let tick = |words: String| (IconName::Check, Tone::Inherit, words);
        view! { <Ticks items=vec![tick(copy), tick(l10n::text("refusal-works-drafts"))] /> }
    };
    view! {
        <Inspector
            label=l10n::text("refusal-place")
            position=l10n::text("refusal-place")
            on_close=move |()| desk.refusal_closed.set(true)
            head=head
            foot=ViewFn::from(foot)
        >
            <Section title=l10n::text("refusal-meaning")>
                <Text size=TextSize::Lead block=true>{l10n::text("refusal-meaning-text")}</Text>
            </Section>
            <Section title=l10n::text("refusal-ways-title")>
                <Numbered items=ways />
                <MessageBox text=request test_id="refusal-request" />
                <Row top=2>
                    <Button small=true icon=IconName::Copy label=l10n::text("refusal-copy") test_id="refusal-copy" on_press=copy />
                </Row>
            </Section>
            <Section title=l10n::text("refusal-works")>{works}</Section>
        </Inspector>
    }
}

/// The sentences for the administrator. The public address of a network is known to whoever runs it, not to us.
fn request(desk: Desk, since: i64) -> String {
    let calendar = desk.calendar_now();
    let profile = desk.profile();
    let client = profile.as_ref().map(|profile| profile.client_id.clone()).unwrap_or_default();
    let environment = profile.map(|profile| l10n::word("environment", profile.environment.as_str()));
    let args = [
        ("client", client.into()),
        ("environment", environment.unwrap_or_default().into()),
        ("date", calendar.full_date(since).into()),
        ("time", calendar.time(since).into()),
        ("zone", crate::platform::zone_name().into()),
    ];
    l10n::text_with("refusal-request", &args)
}
