//! The palette: one field that searches everything, goes anywhere and does what needs no form.

mod looking;

use std::time::Duration;

use ipc::{
    Failure,
    lists::{FindObjects, Found},
    session::SetTheme,
    sync::{PauseSync, SyncNow},
};
use leptos::{html, prelude::*, task::spawn_local};

use self::looking::{Looking, use_copied, use_looking};
use super::{Open, ShellState, everywhere::lock};
use crate::{
    api,
    components::{Icon, IconName, Keys, Live, Status, Tone, toasts},
    hooks::{use_goto, use_modal, use_mutation},
    platform,
    present::{
        failure,
        palette::{self, Act, Entry, Group, Piece},
    },
    session::desk,
};

/// It is searched once nothing was typed for so long.
const TYPED: Duration = Duration::from_millis(60);
const LIST: &str = "palette-list";
const FIELD: &str = "input[data-testid='palette-field']";

/// The answer to what was typed then.
#[derive(Debug, Clone, PartialEq)]
struct Answer {
    typed: String,
    found: Result<Found, Failure>,
}

fn option(index: usize) -> String {
    format!("palette-option-{index}")
}

/// The palette.
#[component]
pub(super) fn Palette(state: ShellState) -> impl IntoView {
    let desk = desk();
    let typed = RwSignal::new(String::new());
    let answer = use_search(typed);
    let (copied, looking) = (use_copied(), use_looking(state));
    let chosen = RwSignal::new(0_usize);
    // Enter was pressed before the answer came.
    let hurried = RwSignal::new(false);
    let paused = Memo::new(move |_| desk.sync.with(|sync| sync.as_ref().is_some_and(|sync| sync.paused)));
    let has_list = desk.export.with_untracked(Option::is_some);
    let groups = Memo::new(move |_| {
        let words = typed.get();
        let words = words.trim();
        let copied = copied.get().filter(|_| words.is_empty());
        let (hits, live) = answer.with(|answer| match answer {
            Some(Answer { typed, found: Ok(Found::Hits(hits)) }) => {
                (palette::found(hits), palette::live(typed, hits).filter(|_| typed == words))
            }
            _ => (Vec::new(), None),
        });
        let copied = copied.map(|id| palette::copied(&id));
        copied
            .into_iter()
            .chain(hits)
            .chain(live)
            .chain(palette::places(words))
            .chain(palette::actions(words, paused.get(), has_list))
            .collect::<Vec<_>>()
    });
    let entries = move || groups.with(|groups| groups.iter().map(|group| group.entries.len()).sum::<usize>());
    let input = move |event| {
        typed.set(event_target_value(&event));
        chosen.set(0);
        hurried.set(false);
        looking.forget();
    };
    let act = use_acts(state, looking);
    let run = move |index: usize| {
        let entry = groups.with_untracked(|groups| groups.iter().flat_map(|group| &group.entries).nth(index).cloned());
        if let Some(entry) = entry {
            act.run(entry.act);
        }
    };
    let is_answered = move || {
        typed.with_untracked(|typed| {
            typed.trim().is_empty()
                || answer.with_untracked(|answer| answer.as_ref().is_some_and(|answer| answer.typed == typed.trim()))
        })
    };
    Effect::new(move |_| {
        answer.track();
        if hurried.get_untracked() && is_answered() {
            run(chosen.get_untracked());
        }
    });
    let step = move |by: i64| {
        let count = entries() as i64;
        if count > 0 {
            chosen.update(|at| *at = (*at as i64 + by).rem_euclid(count) as usize);
            platform::reveal(&format!("#{}", option(chosen.get_untracked())));
        }
    };
    let element = NodeRef::<html::Section>::new();
    let close = Callback::new(move |()| state.open.set(None));
    let modal = use_modal(element, close);
    let keys = move |event: web_sys::KeyboardEvent| {
        let control = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "PageDown" => step(PAGE),
            "PageUp" => step(-PAGE),
            "Enter" if event.is_composing() => return,
            "Enter" if is_answered() => run(chosen.get_untracked()),
            "Enter" => hurried.set(true),
            "k" | "K" if control => close.run(()),
            "Escape" if looking.end() => {}
            _ => return modal(event),
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let active = move || (entries() > 0).then(|| option(chosen.get()));
    view! {
        <div class="overlay" on:pointerdown=move |_| close.run(())>
            <section
                class="palette"
                role="dialog"
                aria-modal="true"
                aria-label=l10n::text("palette-title")
                tabindex="-1"
                data-testid="palette"
                node_ref=element
                on:keydown=keys
                on:pointerdown=|event| event.stop_propagation()
            >
                <label class="pal-in">
                    <Icon name=IconName::Search />
                    <input
                        type="text"
                        class="grow"
                        role="combobox"
                        aria-label=l10n::text("palette-field")
                        aria-expanded="true"
                        aria-autocomplete="list"
                        aria-controls=LIST
                        aria-activedescendant=active
                        placeholder=l10n::text("palette-field")
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        maxlength="500"
                        data-autofocus="true"
                        data-testid="palette-field"
                        prop:value=move || typed.get()
                        on:input=input
                    />
                    <Keys keys="Esc" />
                </label>
                <div class="pal-list" tabindex="0">
                    <Note typed=typed answer=answer looking=looking />
                    <div id=LIST role="listbox" aria-label=l10n::text("palette-results")>
                        {move || groups.with(|groups| listed(groups, chosen, Callback::new(run)))}
                    </div>
                    {move || typed.with(|typed| typed.trim().is_empty()).then(help)}
                </div>
                <Foot answer=answer />
            </section>
        </div>
    }
}

/// So many entries up or down with a page key.
const PAGE: i64 = 8;

/// Asks for what was typed, once the typing rests. Of several answers only the one to the last question counts.
fn use_search(typed: RwSignal<String>) -> ReadSignal<Option<Answer>> {
    let (answer, set_answer) = signal(None::<Answer>);
    let asked = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let text = typed.with(|typed| typed.trim().to_owned());
        let this = asked.get_value().wrapping_add(1);
        asked.set_value(this);
        if text.is_empty() {
            set_answer.set(None);
            return;
        }
        let ask = move || {
            if asked.try_get_value() != Some(this) {
                return;
            }
            spawn_local(async move {
                let found = api::call(FindObjects { text: text.clone(), most: palette::MOST }).await;
                if asked.try_get_value() == Some(this) {
                    set_answer.set(Some(Answer { typed: text, found }));
                }
            });
        };
        set_timeout(ask, TYPED);
    });
    answer
}

/// What choosing an entry does; the palette closes first, unless it has to wait for an answer.
fn use_acts(state: ShellState, looking: Looking) -> Callback<Act> {
    let (desk, toasts, goto) = (desk(), toasts(), use_goto());
    let doing = use_mutation().toasting();
    Callback::new(move |act: Act| {
        if !matches!(act, Act::LookUp(_)) {
            state.open.set(None);
        }
        match act {
            Act::Go(address) => goto.to(&address, false),
            Act::LookUp(id) => {
                // A click took the focus out of the field, in which one may want to go on.
                platform::focus(FIELD);
                looking.begin(id);
            }
            Act::Upload => desk.open_upload(),
            Act::Lock => lock(toasts),
            Act::Sync => doing.run(SyncNow {}, move |_| desk.refresh_sync()),
            Act::Pause(paused) => doing.run(PauseSync { paused }, move |_| desk.refresh_sync()),
            Act::Theme(theme) => doing.run(SetTheme { theme }, move |_| desk.refresh_session()),
            Act::Profiles => state.open.set(Some(Open::Switcher)),
            Act::Export => {
                if let Some((_, export)) = desk.export.get_untracked() {
                    export.run(());
                }
            }
            Act::Keys => state.open.set(Some(Open::Shortcuts)),
        }
    })
}

/// The entries under their headings.
fn listed(groups: &[Group], chosen: RwSignal<usize>, run: Callback<usize>) -> AnyView {
    let mut next = 0;
    let groups: Vec<_> = groups
        .iter()
        .map(|group| {
            let entries: Vec<_> = group
                .entries
                .iter()
                .map(|entry| {
                    let index = next;
                    next += 1;
                    line(entry, index, chosen, run)
                })
                .collect();
            let (title, label) = (group.title.clone(), group.title.clone());
            view! {
                <div role="group" aria-label=label>
                    <p class="pal-cap" aria-hidden="true">{title}</p>
                    {entries}
                </div>
            }
        })
        .collect();
    groups.into_any()
}

fn line(entry: &Entry, index: usize, chosen: RwSignal<usize>, run: Callback<usize>) -> AnyView {
    let is_chosen = move || chosen.get() == index;
    let Entry { icon, label, more, end, status, keys, .. } = entry.clone();
    let more = (!more.is_empty()).then(|| view! { <span class="t3 ell">{words(more)}</span> });
    let end = (!end.is_empty()).then_some(end);
    let keys = (!keys.is_empty()).then(|| view! { <Keys keys=keys /> });
    view! {
        <div
            class=move || if is_chosen() { "pal-item is-focus" } else { "pal-item" }
            role="option"
            id=option(index)
            aria-selected=move || if is_chosen() { "true" } else { "false" }
            data-testid=option(index)
            on:click=move |_| run.run(index)
            on:pointermove=move |_| {
                if chosen.get_untracked() != index {
                    chosen.set(index);
                }
            }
        >
            <Icon name=icon />
            <span class="ell pal-name">{words(label)}</span>
            {more}
            <span class="end">
                {status.map(|status| view! { <Status of=status /> })}
                {end}
                {keys}
            </span>
        </div>
    }
    .into_any()
}

fn words(pieces: Vec<Piece>) -> AnyView {
    let piece = |Piece { text, marked }: Piece| {
        if marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
    };
    pieces.into_iter().map(piece).collect::<Vec<_>>().into_any()
}

/// What there is to say above the entries.
struct Said {
    icon: IconName,
    tone: Tone,
    /// Whether something is under way.
    turning: bool,
    head: String,
    more: String,
}

impl Said {
    fn note(head: String, more: String, bad: bool) -> Self {
        let (icon, tone) = if bad { (IconName::Alert, Tone::Warn) } else { (IconName::Info, Tone::Third) };
        Self { icon, tone, turning: false, head, more }
    }
}

/// Why nothing was found, or what became of asking Mangopay.
#[component]
fn Note(typed: RwSignal<String>, answer: ReadSignal<Option<Answer>>, looking: Looking) -> impl IntoView {
    let found = move || {
        answer.with(|answer| {
            let answer = answer.as_ref().filter(|answer| typed.with(|typed| typed.trim() == answer.typed))?;
            match &answer.found {
                Ok(found) => {
                    palette::note(&answer.typed, found).map(|note| Said::note(note.head, note.more, note.misread))
                }
                Err(error) => {
                    let (what, to_do) = failure::words(error);
                    Some(Said::note(what, to_do, true))
                }
            }
        })
    };
    move || {
        looking.said().or_else(found).map(|Said { icon, tone, turning, head, more }| {
            let class = if turning { "pal-note is-turning" } else { "pal-note" };
            view! {
                <div class=class role="status" data-testid="palette-note">
                    <Icon name=icon tone=tone />
                    <span><b class="med">{head}</b>" "<span class="t2">{more}</span></span>
                </div>
            }
        })
    }
}

/// The operators that narrow a search.
fn help() -> impl IntoView {
    view! {
        <p class="pal-help" data-testid="palette-help">{palette::operators()}<br />{l10n::text("palette-example")}</p>
    }
}

#[component]
fn Foot(answer: ReadSignal<Option<Answer>>) -> impl IntoView {
    let count = move || {
        answer.with(|answer| match answer.as_ref().map(|answer| &answer.found) {
            Some(Ok(Found::Hits(hits))) => palette::count(hits),
            _ => String::new(),
        })
    };
    let told = move || {
        let count = count();
        if count.is_empty() { l10n::text("palette-local") } else { count }
    };
    view! {
        <footer class="pal-foot">
            <span><Keys keys="↑ ↓" />{l10n::text("palette-move")}</span>
            <span><Keys keys="Enter" />{l10n::text("palette-choose")}</span>
            <span class="at-right ell" data-testid="palette-count">{told}</span>
            <Live words=Signal::derive(count) />
        </footer>
    }
}
