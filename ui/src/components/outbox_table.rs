//! The outbox's table: who, what, where it stands, what can be done at once.

use leptos::prelude::*;

use super::{Icon, IconButton, IconName, Keys, Meter, Status, Tone};
use crate::present::StatusWord;

/// One upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    /// Its id.
    pub id: String,
    /// Person or company.
    pub icon: IconName,
    /// The user's name.
    pub user: String,
    /// The document's type.
    pub kind: String,
    /// Where it stands.
    pub state: StatusWord,
    /// Hundredths sent, while pages are sent.
    pub percent: Option<u32>,
    /// What can be done at once: a name, its icon, its words.
    pub actions: Vec<(&'static str, IconName, String)>,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slot {
    Row(String),
    Group(String, usize),
}

/// The table.
#[component]
pub fn OutboxTable(
    /// The uploads.
    #[prop(into)]
    rows: Signal<Vec<UploadRow>>,
    /// More of them under a head: its words and the uploads.
    #[prop(into)]
    group: Signal<Option<(String, Vec<UploadRow>)>>,
    /// The one in the inspector.
    #[prop(into)]
    open: Signal<Option<String>>,
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
    /// One was pressed.
    #[prop(into)]
    on_open: Callback<String>,
    /// Something is to be done: the id and the action's name.
    #[prop(into)]
    on_action: Callback<(String, &'static str)>,
) -> impl IntoView {
    let slots = Memo::new(move |_| {
        let mut slots: Vec<Slot> = rows.with(|rows| rows.iter().map(|row| Slot::Row(row.id.clone())).collect());
        group.with(|group| {
            if let Some((words, rows)) = group.as_ref().filter(|(_, rows)| !rows.is_empty()) {
                slots.push(Slot::Group(words.clone(), rows.len()));
                slots.extend(rows.iter().map(|row| Slot::Row(row.id.clone())));
            }
        });
        slots
    });
    let find = move |id: &str| {
        let here = rows.with(|rows| rows.iter().find(|row| row.id == id).cloned());
        here.or_else(|| group.with(|group| group.as_ref()?.1.iter().find(|row| row.id == id).cloned()))
    };
    let key = |slot: &Slot| match slot {
        Slot::Row(id) => id.clone(),
        Slot::Group(words, count) => format!("group {words} {count}"),
    };
    let line = move |slot: Slot| match slot {
        Slot::Group(words, count) => view! {
            <tr class="group"><td>{words}<span class="t3">{count}</span></td><td class="p2"></td><td></td><td></td></tr>
        }
        .into_any(),
        Slot::Row(id) => {
            let row = Memo::new({
                let id = id.clone();
                move |_| find(&id)
            });
            view! { <UploadLine id=id row=row open=open on_open=on_open on_action=on_action /> }.into_any()
        }
    };
    view! {
        <table class="table" aria-label=label data-testid="outbox-table">
            <thead>
                <tr>
                    <th scope="col" class="w-who"><span>{l10n::text("column-user")}</span></th>
                    <th scope="col" class="w-kind p2"><span>{l10n::text("column-type")}</span></th>
                    <th scope="col"><span>{l10n::text("outbox-state")}</span></th>
                    <th scope="col" class="w-actions"><span class="vh">{l10n::text("outbox-actions")}</span></th>
                </tr>
            </thead>
            <tbody><For each=move || slots.get() key=key children=line /></tbody>
        </table>
    }
}

#[component]
fn UploadLine(
    id: String,
    row: Memo<Option<UploadRow>>,
    open: Signal<Option<String>>,
    on_open: Callback<String>,
    on_action: Callback<(String, &'static str)>,
) -> impl IntoView {
    let id = StoredValue::new(id);
    let is_open = move || open.with(|open| id.with_value(|id| open.as_ref() == Some(id)));
    let part = move |get: fn(&UploadRow) -> String| row.with(|row| row.as_ref().map(get).unwrap_or_default());
    let state = Signal::derive(move || row.with(|row| row.as_ref().map(|row| row.state.clone())));
    let percent = move || row.with(|row| row.as_ref().and_then(|row| row.percent));
    let buttons = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.actions.clone()).unwrap_or_default()));
    let icon = Signal::derive(move || row.with(|row| row.as_ref().map_or(IconName::User, |row| row.icon)));
    view! {
        <tr
            class=move || is_open().then_some("is-open")
            tabindex=move || if is_open() || open.with(Option::is_none) { "0" } else { "-1" }
            aria-selected=move || if is_open() { "true" } else { "false" }
            data-testid=format!("upload-{}", id.get_value())
            data-upload=id.get_value()
            on:click=move |_| on_open.run(id.get_value())
            on:keydown=move |event| {
                if event.key() == "Enter" && event.target() == event.current_target() {
                    event.prevent_default();
                    on_open.run(id.get_value());
                }
            }
        >
            <td><span class="cell-user"><Icon name=icon /><span class="name">{move || part(|row| row.user.clone())}</span></span></td>
            <td class="p2">{move || part(|row| row.kind.clone())}</td>
            <td>
                <div class="progress-cell">
                    {move || state.get().map(|state| view! { <Status of=state /> })}
                    {move || percent().map(|percent| {
                        let words = format!("{percent} %");
                        view! {
                            <Meter share=f64::from(percent) / 100.0 label=words.clone() tone=Tone::Accent width=96 />
                            <span class="t3 small nowrap">{words}</span>
                        }
                    })}
                </div>
            </td>
            <td class="act" on:click=|event| event.stop_propagation()>
                <span class="row">
                    {move || buttons.get().into_iter().map(|(name, icon, words)| view! {
                        <IconButton
                            small=true
                            label=words
                            icon=icon
                            test_id=format!("{name}-{}", id.get_value())
                            on_press=move |()| on_action.run((id.get_value(), name))
                        />
                    }).collect_view()}
                </span>
            </td>
        </tr>
    }
}

/// Keys that work here, at the end of a list's foot.
#[component]
pub fn FootKeys(
    /// Keys and what they do.
    keys: Vec<(&'static str, String)>,
) -> impl IntoView {
    let keys: Vec<_> = keys.into_iter().map(|(keys, words)| view! { <Keys keys=keys /><span>{words}</span> }).collect();
    view! { <span class="right">{keys}</span> }
}
