//! What is being sent, what waits, what needs a person.

mod details;

use ipc::outbox::{ActOnItem, ItemAction, ListOutbox, OutboxItem, SetUploadsWhileLocked};
use leptos::{prelude::*, task::spawn_local};
use model::UploadState;

use self::details::Details;
use crate::{
    api,
    components::{
        Awaited, Button, ButtonKind, Checkbox, Confirm, FlatSplit, FootKeys, IconName, Live, OutboxTable, Page,
        PageHead, StateBox, Tab, Tabs, Text, Toasts, UploadRow, toasts,
    },
    hooks::{use_ask, use_keys},
    platform,
    present::outbox,
    session::{Desk, desk},
};

/// The tabs.
const ACTIVE: &str = "active";
const NEEDS_YOU: &str = "needs-you";
const SUBMITTED: &str = "submitted";
const HISTORY: &str = "history";
const TABS: [&str; 4] = [ACTIVE, NEEDS_YOU, SUBMITTED, HISTORY];

/// The state of the page.
#[derive(Clone, Copy)]
struct Board {
    desk: Desk,
    toasts: Toasts,
    tab: RwSignal<&'static str>,
    open: RwSignal<Option<String>>,
    cancelling: RwSignal<Option<OutboxItem>>,
    items: Memo<Vec<OutboxItem>>,
}

impl Board {
    fn is_in(self, item: &OutboxItem, tab: &str) -> bool {
        let needs = outbox::needs_person(item);
        match tab {
            ACTIVE => needs || item.state.is_on_the_way(),
            NEEDS_YOU => needs,
            SUBMITTED => matches!(item.state, UploadState::Submitted),
            _ => {
                use UploadState as S;
                matches!(item.state, S::Validated | S::Refused | S::OutOfDate | S::Cancelled | S::Abandoned { .. })
            }
        }
    }

    fn count(self, tab: &str) -> usize {
        self.items.with(|items| items.iter().filter(|item| self.is_in(item, tab)).count())
    }

    fn rows(self, tab: &str) -> Vec<UploadRow> {
        let calendar = self.desk.calendar();
        self.items.with(|items| {
            items.iter().filter(|item| self.is_in(item, tab)).map(|item| outbox::row(item, &calendar)).collect()
        })
    }

    /// Ids in the order of the table.
    fn order(self) -> Vec<String> {
        let tab = self.tab.get();
        let ids = |tab: &str| {
            self.items.with(|items| {
                items.iter().filter(|item| self.is_in(item, tab)).map(|item| item.id.to_string()).collect::<Vec<_>>()
            })
        };
        let mut order = ids(tab);
        if tab == ACTIVE {
            order.extend(ids(SUBMITTED));
        }
        order
    }

    fn item(self, id: &str) -> Option<OutboxItem> {
        self.items.with(|items| items.iter().find(|item| item.id.as_str() == id).cloned())
    }

    fn step(self, by: i64) -> bool {
        let order = untrack(|| self.order());
        if order.is_empty() {
            return false;
        }
        let at = self.open.with_untracked(|open| order.iter().position(|id| Some(id) == open.as_ref()));
        let next = match at {
            Some(at) => (at as i64 + by).clamp(0, order.len() as i64 - 1) as usize,
            None => 0,
        };
        self.open.set(order.get(next).cloned());
        if let Some(id) = order.get(next) {
            platform::focus(&format!("tr[data-upload='{id}']"));
        }
        true
    }

    /// Does something; cancelling asks first.
    fn act(self, item: &OutboxItem, action: ItemAction) {
        if action == ItemAction::Cancel && self.cancelling.with_untracked(Option::is_none) {
            self.cancelling.set(Some(item.clone()));
        } else {
            self.send(item, action);
        }
    }

    fn send(self, item: &OutboxItem, action: ItemAction) {
        self.tell(ActOnItem { item: item.id.clone(), action });
    }

    fn go_on_while_locked(self, allowed: bool) {
        self.tell(SetUploadsWhileLocked { allowed });
    }

    /// Sends a command and shows what came of it: the outbox as it is then, or why not.
    fn tell<C: ipc::Command<Reply = ipc::Nothing> + 'static>(self, command: C) {
        let toasts = self.toasts;
        spawn_local(async move {
            if let Err(failure) = api::call(command).await {
                toasts.fail(&failure);
            }
            self.desk.refresh_outbox();
        });
    }

    /// The action of an item that goes by a name.
    fn act_by_name(self, id: &str, name: &str) -> bool {
        let Some(item) = untrack(|| self.item(id)) else { return false };
        let action = item.actions.iter().find(|action| outbox::action(action).0 == name).cloned();
        action.is_some_and(|action| {
            self.act(&item, action);
            true
        })
    }

    /// Pauses everything on the way, or lets everything go on if all of it rests.
    fn pause_all(self) {
        let items = self.items.get_untracked();
        let wanted = if items.iter().any(|item| item.actions.contains(&ItemAction::Pause)) {
            ItemAction::Pause
        } else {
            ItemAction::Resume
        };
        for item in items.iter().filter(|item| item.actions.contains(&wanted)) {
            self.send(item, wanted.clone());
        }
    }
}

/// Bytes a second, from how the sent bytes grow.
fn speed(desk: Desk) -> Memo<Option<u64>> {
    let before = StoredValue::new(None::<(i64, u64)>);
    Memo::new(move |last: Option<&Option<u64>>| {
        let sent = desk
            .outbox
            .with(|outbox| outbox.as_ref().filter(|outbox| outbox.on_the_way > 0).map(|outbox| outbox.sent_bytes));
        let (now, last) = (platform::now_ms(), last.copied().flatten());
        let Some(sent) = sent else {
            before.set_value(None);
            return None;
        };
        match before.get_value() {
            Some((at, was)) if sent >= was && now - at >= 500 => {
                before.set_value(Some((now, sent)));
                let fresh = (sent - was).saturating_mul(1000) / (now - at).unsigned_abs().max(1);
                Some(last.map_or(fresh, |last| last / 2 + fresh / 2))
            }
            Some((_, was)) if sent >= was => last,
            _ => {
                before.set_value(Some((now, sent)));
                None
            }
        }
    })
}

/// What is being sent, what waits, what needs a person.
#[component]
pub fn OutboxPage() -> impl IntoView {
    let desk = desk();
    // Asked for here too, so that a failure is seen; what is shown follows the shared copy.
    let asked = use_ask(move || {
        desk.outbox_version();
        Some(api::call(ListOutbox {}))
    });
    Effect::new(move |_| {
        if let Some(outbox) = asked.data.with(|data| data.value().cloned()) {
            desk.outbox.set(Some(outbox));
        }
    });
    let items = Memo::new(move |_| {
        desk.outbox.with(|outbox| outbox.as_ref().map(|outbox| outbox.items.clone()).unwrap_or_default())
    });
    let board = Board {
        desk,
        toasts: toasts(),
        tab: RwSignal::new(ACTIVE),
        open: RwSignal::new(None),
        cancelling: RwSignal::new(None),
        items,
    };
    hear_keys(board);
    let counts = move || {
        let outbox = desk.outbox.get();
        let (way, you) = outbox.map(|outbox| (outbox.on_the_way, outbox.needs_person)).unwrap_or_default();
        l10n::text_with(
            if you > 0 { "outbox-sub-needs" } else { "outbox-sub" },
            &[("way", way.into()), ("you", you.into())],
        )
    };
    let all_paused = Memo::new(move |_| {
        items.with(|items| {
            let has = |action: ItemAction| items.iter().any(|item| item.actions.contains(&action));
            has(ItemAction::Resume) && !has(ItemAction::Pause)
        })
    });
    let any = Memo::new(move |_| items.with(|items| items.iter().any(|item| item.state.is_on_the_way())));
    let actions = move || {
        view! {
            {move || any.get().then(|| view! {
                <Button
                    label=Signal::derive(move || l10n::text(if all_paused.get() { "outbox-resume-all" } else { "outbox-pause-all" }))
                    icon=Signal::derive(move || if all_paused.get() { IconName::Play } else { IconName::Pause })
                    test_id="pause-all"
                    on_press=move |()| board.pause_all()
                />
            })}
            <Button kind=ButtonKind::Primary label=l10n::text("upload-document") icon=IconName::Upload keys="U" test_id="upload" on_press=move |()| desk.open_upload() />
        }
    };
    let tabs = Signal::derive(move || {
        let tab = |id: &'static str| Tab {
            id: id.to_owned(),
            label: l10n::text(&format!("outbox-view-{id}")),
            count: u32::try_from(board.count(id)).ok(),
        };
        TABS.map(tab).to_vec()
    });
    let rows = Signal::derive(move || board.rows(board.tab.get()));
    let group = Signal::derive(move || {
        (board.tab.get() == ACTIVE).then(|| (l10n::text("outbox-view-submitted"), board.rows(SUBMITTED)))
    });
    let empty = Memo::new(move |_| {
        rows.with(Vec::is_empty) && group.with(|group| group.as_ref().is_none_or(|(_, rows)| rows.is_empty()))
    });
    let list = move || {
        view! {
            {move || if empty.get() {
                let words = l10n::text(&format!("outbox-empty-{}", board.tab.get()));
                view! { <StateBox icon=IconName::Outbox title=words text=l10n::text("outbox-empty-text") test_id="outbox-empty" /> }.into_any()
            } else {
                view! {
                    <OutboxTable
                        rows=rows
                        group=group
                        open=board.open
                        label=l10n::text("outbox-title")
                        on_open=move |id: String| board.open.set(Some(id))
                        on_action=move |(id, name): (String, &'static str)| {
                            board.act_by_name(&id, name);
                        }
                    />
                }.into_any()
            }}
        }
    };
    let speed = speed(desk);
    let while_locked =
        Signal::derive(move || desk.outbox.with(|outbox| outbox.as_ref().is_some_and(|outbox| outbox.while_locked)));
    let foot = move || {
        view! {
            {move || speed.get().filter(|speed| *speed > 0).map(|speed| view! {
                <Text>{l10n::text_with("outbox-speed", &[("speed", l10n::bytes(speed).into())])}</Text>
            })}
            <Checkbox
                label=l10n::text("outbox-continue-locked")
                checked=while_locked
                test_id="uploads-while-locked"
                on_change=move |allowed| board.go_on_while_locked(allowed)
            />
            <FootKeys keys=vec![("P", l10n::text("outbox-key-pause")), ("Del", l10n::text("outbox-key-cancel"))] />
        }
    };
    let opened = Memo::new(move |_| {
        let id = board.open.get()?;
        board.item(&id).map(|_| id)
    });
    let beside = move || move || opened.get().map(|id| view! { <Details board=board id=id /> });
    let progress = Signal::derive(move || {
        let parts = items.with(|items| {
            let calendar = desk.calendar_now();
            let moving = |item: &&OutboxItem| item.state.is_on_the_way();
            let words = |item: &OutboxItem| {
                let share = outbox::progress(item).map(|percent| format!(", {percent} %")).unwrap_or_default();
                format!("{}: {}{share}", outbox::user(item), outbox::state(item, &calendar).word)
            };
            items.iter().filter(moving).take(3).map(words).collect::<Vec<_>>()
        });
        parts.join(". ")
    });
    let body = move || {
        view! {
            <FlatSplit list=list foot=foot beside=beside />
        }
    };
    let known = Signal::derive(move || {
        asked.data.with(|data| match data {
            crate::present::Loadable::Ready(_) => crate::present::Loadable::Ready(()),
            crate::present::Loadable::Stale { why, .. } => {
                crate::present::Loadable::Stale { value: (), why: why.clone() }
            }
            crate::present::Loadable::Loading => crate::present::Loadable::Loading,
            crate::present::Loadable::Failed(failure) => crate::present::Loadable::Failed(failure.clone()),
        })
    });
    view! {
        <Page test_id="outbox">
            <PageHead title=l10n::text("outbox-title") sub=Signal::derive(counts) actions=actions />
            <Tabs
                label=l10n::text("saved-views")
                tabs=tabs
                chosen=Signal::derive(move || Some(board.tab.get().to_owned()))
                on_choose=move |tab: String| {
                    if let Some(known) = TABS.into_iter().find(|known| *known == tab) {
                        board.tab.set(known);
                    }
                }
            />
            <Awaited data=known waiting=|| () on_retry=move |()| asked.reload() children=move |()| body() />
            <Live words=progress />
        </Page>
        {move || board.cancelling.get().map(|item| view! { <Cancelling board=board item=item /> })}
    }
}

/// Asks before an upload is given up, and says what stays at Mangopay.
#[component]
fn Cancelling(board: Board, item: OutboxItem) -> impl IntoView {
    let text = match &item.document {
        Some(id) => {
            let id = crate::present::ident::shortened(id.as_str());
            l10n::text_with("outbox-cancel-created", &[("document", id.into())])
        }
        None => l10n::text("outbox-cancel-before"),
    };
    let item = StoredValue::new(item);
    view! {
        <Confirm
            title=l10n::text_with("outbox-cancel-title", &[("user", item.with_value(outbox::user).into())])
            text=text
            action=l10n::text("outbox-cancel")
            danger=true
            on_confirm=move |()| {
                item.with_value(|item| board.send(item, ItemAction::Cancel));
                board.cancelling.set(None);
            }
            on_cancel=move |()| board.cancelling.set(None)
        />
    }
}

fn hear_keys(board: Board) {
    use_keys(move |event| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return false;
        }
        let by_name = |names: &[&str]| {
            let Some(open) = board.open.get_untracked() else { return false };
            names.iter().any(|name| board.act_by_name(&open, name))
        };
        match event.key().as_str() {
            "j" | "J" | "ArrowDown" => board.step(1),
            "k" | "K" | "ArrowUp" => board.step(-1),
            "p" | "P" if board.open.with_untracked(Option::is_none) => {
                board.pause_all();
                true
            }
            "p" | "P" => by_name(&["pause", "resume"]),
            "r" | "R" => by_name(&["retry", "locate"]),
            "Delete" => by_name(&["cancel", "dismiss"]),
            "Escape" if board.open.with_untracked(Option::is_some) => {
                let open = board.open.get_untracked();
                board.open.set(None);
                if let Some(open) = open {
                    platform::focus(&format!("tr[data-upload='{open}']"));
                }
                true
            }
            _ => false,
        }
    });
}
