//! The inspector of one upload: how far it is, what went wrong, what can be done.

use ipc::outbox::ItemAction;
use leptos::prelude::*;
use model::UploadState;

use super::Board;
use crate::{
    components::{
        Banner, Button, ButtonKind, IconName, Inspector, Link, Meter, Row, Section, Stack, Status, Text, TextSize,
        Ticks, TimelineItem, TimelineList, Tone,
    },
    present::outbox,
    routes::user_path,
};

/// What an upload is about.
#[component]
pub(super) fn Details(board: Board, id: String) -> impl IntoView {
    let id = StoredValue::new(id);
    let item = Memo::new(move |_| id.with_value(|id| board.item(id)));
    let desk = board.desk;
    let position = Signal::derive(move || {
        let order = board.order();
        let at = id.with_value(|id| order.iter().position(|one| one == id));
        at.map(|at| l10n::text_with("list-position", &[("index", (at + 1).into()), ("total", order.len().into())]))
            .unwrap_or_default()
    });
    let head = move || {
        move || {
            item.get().map(|item| {
                let state = outbox::pill(&item, &desk.calendar());
                let kind = l10n::word("kyc-type", item.kind.as_str());
                let (user, path) = (outbox::user(&item), user_path(&item.user_id));
                view! {
                    <Row between=true>
                        <h2>{kind}</h2>
                        <Status of=state pill=true test_id="upload-state" />
                    </Row>
                    <Stack top=1><Link label=user href=path /></Stack>
                }
            })
        }
    };
    // Buttons stay while progress goes on under them.
    let actions =
        Memo::new(move |_| item.with(|item| item.as_ref().map(|item| item.actions.clone()).unwrap_or_default()));
    let foot = move || {
        move || {
            let buttons = actions.get().into_iter().filter(|action| !matches!(action, ItemAction::Adopt { .. }));
            let mut first = true;
            let button = move |action: ItemAction| {
                let (name, icon, words) = outbox::action(&action);
                let helps = matches!(action, ItemAction::Retry | ItemAction::LocateFile { .. });
                let kind = match action {
                    ItemAction::Cancel => ButtonKind::Danger,
                    _ if helps && std::mem::take(&mut first) => ButtonKind::Primary,
                    _ => ButtonKind::Plain,
                };
                let press = move |()| {
                    if let Some(item) = item.get_untracked() {
                        board.act(&item, action.clone());
                    }
                };
                view! { <Button kind=kind label=words icon=icon test_id=format!("act-{name}") on_press=press /> }
            };
            buttons.map(button).collect_view()
        }
    };
    let line = Memo::new(move |_| item.with(|item| item.as_ref().and_then(outbox::page_line)));
    let steps = Memo::new(move |_| {
        let calendar = desk.calendar_now();
        item.with(|item| item.as_ref().map(|item| outbox::steps(item, &calendar)).unwrap_or_default())
    });
    let history = Memo::new(move |_| {
        let calendar = desk.calendar_now();
        let entry = |entry: &ipc::documents::TimelineEntry| TimelineItem {
            icon: entry
                .status
                .as_ref()
                .map_or(IconName::CheckCircle, |status| crate::present::status::document(status).icon),
            tone: entry
                .status
                .as_ref()
                .map_or(Tone::Inherit, |status| crate::present::status::document(status).role.tone()),
            words: l10n::word("timeline", &entry.what),
            at: calendar.clock(entry.at),
            note: None,
        };
        item.with(|item| {
            item.as_ref().map(|item| item.timeline.iter().map(entry).collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    let trouble = Memo::new(move |_| item.with(|item| item.as_ref().and_then(outbox::explanation)));
    let api = Memo::new(move |_| {
        item.with(|item| match &item.as_ref()?.state {
            UploadState::Failed { reason, .. } => outbox::api_words(reason),
            _ => None,
        })
    });
    let candidates = Memo::new(move |_| {
        actions.with(|actions| {
            actions.iter().filter(|action| matches!(action, ItemAction::Adopt { .. })).cloned().collect::<Vec<_>>()
        })
    });
    let adopt = move |action: ItemAction| {
        let (_, icon, words) = outbox::action(&action);
        let press = move |()| {
            if let Some(item) = item.get_untracked() {
                board.act(&item, action.clone());
            }
        };
        view! { <Stack top=2><Button label=words icon=icon on_press=press /></Stack> }
    };
    let resumes = move || {
        let page = item.with(|item| match item.as_ref().map(|item| &item.state) {
            Some(UploadState::UploadingPage { page, .. }) => Some(u64::from(*page) + 1),
            _ => None,
        });
        match page {
            Some(page) => l10n::text_with("outbox-safe-page", &[("page", page.into())]),
            None => l10n::text("outbox-safe"),
        }
    };
    let on_the_way = Memo::new(move |_| item.with(|item| item.as_ref().is_some_and(|item| item.state.is_on_the_way())));
    let label = l10n::text("outbox-details");
    let step = move |by: i64| {
        Callback::new(move |()| {
            board.step(by);
        })
    };
    view! {
        <Inspector
            label=label
            position=position
            on_previous=step(-1)
            on_next=step(1)
            on_close=move |()| board.open.set(None)
            head=head
            foot=ViewFn::from(foot)
        >
            <Section title=l10n::text("outbox-progress")>
                {move || trouble.get().map(|(tone, words)| {
                    let icon = if tone == Tone::Info { IconName::Info } else { IconName::Alert };
                    view! { <Banner tone=tone icon=icon test_id="upload-trouble"><Text grow=true>{words}</Text></Banner> }
                })}
                {move || api.get().map(|words| view! {
                    <Stack top=2><Text mono=true size=TextSize::Small tone=Tone::Third block=true>{words}</Text></Stack>
                })}
                {move || candidates.get().into_iter().map(adopt).collect_view()}
                {move || line.get().map(|(words, sizes, share)| {
                    let label = words.clone();
                    view! {
                        <Row between=true><Text>{words}</Text><Text tone=Tone::Third>{sizes}</Text></Row>
                        <Stack top=1><Meter share=share label=label tone=Tone::Accent /></Stack>
                    }
                })}
                <Stack top=3>{move || Some(steps.get()).map(|steps| view! { <TimelineList items=steps /> })}</Stack>
            </Section>
            {move || on_the_way.get().then(|| view! {
                <Section title=l10n::text("outbox-if-breaks")>
                    {move || view! {
                        <Ticks items=vec![
                            (IconName::Check, Tone::Inherit, resumes()),
                            (IconName::Check, Tone::Inherit, l10n::text("outbox-no-duplicates")),
                            (IconName::Check, Tone::Inherit, l10n::text("outbox-no-copies")),
                        ] />
                    }}
                </Section>
            })}
            {move || Some(history.get()).filter(|history| !history.is_empty() && !on_the_way.get()).map(|history| view! {
                <Section title=l10n::text("outbox-history")><TimelineList items=history /></Section>
            })}
        </Inspector>
    }
}
