//! What is to be said about the platform's hooks, above their list.

use std::time::Duration;

use ipc::forms::{GetHookAdvice, HookAdvice};
use leptos::prelude::*;
use model::{
    Area,
    form::{FormId, FormKind, Values},
};

use crate::{
    api,
    components::{Above, IconName, Line, Lines, Link, Panel, Row, Text, TextSize, Tone},
    hooks::{use_ask, use_calm},
    routes,
    session::{Desk, desk},
};

/// Asked anew at most so often.
const CALM: Duration = Duration::from_secs(2);
/// Events that are named; the rest is counted.
const NAMED: usize = 3;

/// What is to be said about hooks.
#[component]
pub fn HookHealth() -> impl IntoView {
    let desk = desk();
    let changes = move || desk.rows_version(Area::Hooks).wrapping_add(desk.rows_version(Area::Events));
    let changes = use_calm(changes, CALM);
    let advice = use_ask(move || {
        changes.track();
        Some(api::call(GetHookAdvice {}))
    });
    let shown = Memo::new(move |_| advice.data.with(|data| data.value().cloned()).unwrap_or_default());
    move || {
        let all = shown.get();
        (!all.is_empty()).then(|| {
            let lines: Vec<_> = all.into_iter().map(|one| line(desk, one)).collect();
            view! {
                <Above>
                    <Panel title=l10n::text("hook-health") test_id="hook-health"><Lines>{lines}</Lines></Panel>
                </Above>
            }
        })
    }
}

fn line(desk: Desk, advice: HookAdvice) -> AnyView {
    let (key, icon, tone, test_id) = match &advice {
        HookAdvice::Invalid(_) => ("hook-advice-invalid", IconName::XCircle, Tone::Bad, "advice-invalid"),
        HookAdvice::Disabled(_) => ("hook-advice-disabled", IconName::MinusCircle, Tone::Third, "advice-disabled"),
        HookAdvice::Missing(_) => ("hook-advice-missing", IconName::Alert, Tone::Warn, "advice-missing"),
        HookAdvice::Unheard(_) => ("hook-advice-unheard", IconName::Pulse, Tone::Third, "advice-unheard"),
    };
    let named: Vec<(String, Option<String>, Option<u64>)> = match advice {
        HookAdvice::Invalid(hooks) | HookAdvice::Disabled(hooks) => {
            hooks.into_iter().map(|(id, event)| (event, Some(id), None)).collect()
        }
        HookAdvice::Missing(events) => events.into_iter().map(|event| (event, None, None)).collect(),
        HookAdvice::Unheard(events) => events.into_iter().map(|(event, count)| (event, None, Some(count))).collect(),
    };
    let count = named.len();
    let label = l10n::text_with(key, &[("count", (count as u64).into())]);
    let more = count.saturating_sub(NAMED);
    let end = move || {
        let links: Vec<_> = named
            .iter()
            .take(NAMED)
            .cloned()
            .map(|(event, hook, seen)| {
                let words = l10n::word("event", &event);
                let words = seen.map_or(words.clone(), |seen| {
                    l10n::text_with("hook-advice-seen", &[("event", words.into()), ("count", seen.into())])
                });
                match hook {
                    Some(id) => view! { <Link label=words href=routes::object_path(Area::Hooks, &id) /> }.into_any(),
                    None => {
                        let add = l10n::text_with("hook-advice-add", &[("event", words.into())]);
                        let preset = Values::default().with("event", event);
                        let open = move |()| desk.open_form(FormId::new(FormKind::AddHook), preset.clone());
                        view! { <Link label=add on_press=open test_id="advice-add" /> }.into_any()
                    }
                }
            })
            .collect();
        let rest = (more > 0).then(|| l10n::text_with("hook-advice-more", &[("count", (more as u64).into())]));
        view! {
            <Row gap=12 wrap=true>
                {links}
                {rest.map(|rest| view! { <Text tone=Tone::Third size=TextSize::Small>{rest}</Text> })}
            </Row>
        }
    };
    view! { <Line icon=(icon, tone) label=label end=end test_id=test_id /> }.into_any()
}
