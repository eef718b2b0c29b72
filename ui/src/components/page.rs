//! The scaffold of a page: head, tabs, body.

use leptos::{html, prelude::*};

use super::{Icon, IconName, IconSize};
use crate::hooks::layers;

/// A page. Lists scroll inside it; other pages scroll as a whole.
#[component]
pub fn Page(
    /// Scrolls as a whole.
    #[prop(optional)]
    scroll: bool,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    children: Children,
) -> impl IntoView {
    let class = if scroll { "page page--scroll" } else { "page" };
    view! { <section class=class data-testid=test_id>{children()}</section> }
}

/// A page title that takes the focus when the page opens, and gives the window its title.
#[component]
fn Title(#[prop(into)] words: Signal<String>) -> impl IntoView {
    let element = NodeRef::<html::H1>::new();
    let layers = layers();
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            request_animation_frame(move || {
                // Whoever is quick has a dialog open by now, which keeps the focus.
                if !layers.any() {
                    element.focus().unwrap_or_default();
                }
            });
        }
    });
    Effect::new(move |_| {
        crate::platform::set_title(&l10n::text_with("window-title", &[("page", words.get().into())]));
    });
    view! { <h1 tabindex="-1" node_ref=element data-testid="page-title">{move || words.get()}</h1> }
}

/// The head of a page: title, one line about it, actions with the primary one last.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// One line about it.
    #[prop(optional, into)]
    sub: Signal<String>,
    /// Buttons.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <Title words=title />
            <span class="sub">{move || sub.get()}</span>
            <div class="page-actions">{actions.run()}</div>
        </header>
    }
}

/// The head of a profile: icon, name, words about it, facts below.
#[component]
pub fn UserHead(
    /// The icon.
    #[prop(into)]
    icon: Signal<IconName>,
    /// The name.
    #[prop(into)]
    name: Signal<String>,
    /// The words and address of where one came from.
    back: (String, &'static str),
    /// Beside the name: statuses.
    #[prop(into)]
    statuses: ViewFn,
    /// Below: id, kind, since when.
    #[prop(into)]
    facts: ViewFn,
    /// Buttons.
    #[prop(into)]
    actions: ViewFn,
) -> impl IntoView {
    view! {
        <header class="uhead">
            <span class="uicon"><Icon name=icon size=IconSize::Large /></span>
            <div class="grow">
                <div class="row wrap uhead-names">
                    <a class="crumb vh" href=back.1>{back.0}</a>
                    <Title words=name />
                    {statuses.run()}
                </div>
                <div class="facts">{facts.run()}</div>
            </div>
            <div class="page-actions">{actions.run()}</div>
        </header>
    }
}

/// The head of a profile that is still on its way: its id alone.
#[component]
pub fn UserHeadEmpty(
    /// The id.
    id: String,
) -> impl IntoView {
    view! {
        <header class="uhead">
            <span class="uicon"><Icon name=IconName::User size=IconSize::Large /></span>
            <div class="grow"><Title words=crate::present::ident::shortened(&id) /></div>
        </header>
    }
}

/// The padded body of a page.
#[component]
pub fn PageBody(children: Children) -> impl IntoView {
    view! { <div class="page-body page-body--spaced">{children()}</div> }
}

/// What stands between a page's head and its list.
#[component]
pub fn Above(children: Children) -> impl IntoView {
    view! { <div class="above">{children()}</div> }
}

/// One line at the end of a page.
#[component]
pub fn FootLine(children: Children) -> impl IntoView {
    view! { <div class="list-foot foot-line">{children()}</div> }
}

/// A list and what stands beside it, without a table: the outbox.
#[component]
pub fn FlatSplit(
    /// The list.
    #[prop(into)]
    list: ViewFn,
    /// Below the list, one line.
    #[prop(optional, into)]
    foot: ViewFn,
    /// Beside it: an inspector, or nothing.
    #[prop(optional, into)]
    beside: ViewFn,
) -> impl IntoView {
    view! {
        <div class="split">
            <div class="list">
                <div class="list-scroll">{list.run()}</div>
                <div class="list-foot">{foot.run()}</div>
            </div>
            {beside.run()}
        </div>
    }
}

/// A tab: a saved view of a list, or a section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its name, for instance in the address.
    pub id: String,
    /// Its words.
    pub label: String,
    /// How many are in it.
    pub count: Option<u32>,
}

/// Tabs with counts. Arrow keys move between them.
#[component]
pub fn Tabs(
    /// What they are.
    #[prop(into)]
    label: String,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The chosen one.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// Whether the chosen one was changed since and is not saved so.
    #[prop(optional, into)]
    changed: Signal<bool>,
    /// Another was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Behind them: what can be done with them.
    #[prop(optional, into)]
    end: ViewFn,
) -> impl IntoView {
    let keys = move |event: web_sys::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1_i64,
            "ArrowLeft" => -1,
            _ => return,
        };
        let tabs = tabs.get_untracked();
        let at = tabs.iter().position(|tab| chosen.with_untracked(|chosen| chosen.as_ref() == Some(&tab.id)));
        let next = (at.unwrap_or_default() as i64 + step).rem_euclid(tabs.len().max(1) as i64) as usize;
        if let Some(tab) = tabs.get(next) {
            event.prevent_default();
            on_choose.run(tab.id.clone());
            crate::platform::focus(&format!("[data-testid='view-{}']", tab.id));
        }
    };
    let tab = move |id: String| {
        let test_id = format!("view-{id}");
        let of = StoredValue::new(id.clone());
        let found = Memo::new(move |_| tabs.with(|tabs| tabs.iter().find(|tab| tab.id == id).cloned()));
        let selected = Memo::new(move |_| chosen.with(|chosen| of.with_value(|id| chosen.as_ref() == Some(id))));
        view! {
            <button
                type="button"
                class="view"
                role="tab"
                aria-selected=move || if selected.get() { "true" } else { "false" }
                tabindex=move || if selected.get() { "0" } else { "-1" }
                data-testid=test_id
                on:click=move |_| on_choose.run(of.get_value())
            >
                {move || (selected.get() && changed.get()).then(|| view! { <span class="unsaved" title=l10n::text("view-changed")></span> })}
                {move || found.get().map(|tab| tab.label)}
                {move || found.get().and_then(|tab| tab.count).map(|count| view! { " "<span class="n">{l10n::number(i64::from(count))}</span> })}
            </button>
        }
    };
    let ids = Memo::new(move |_| tabs.with(|tabs| tabs.iter().map(|tab| tab.id.clone()).collect::<Vec<_>>()));
    Effect::new(move |_| {
        chosen.track();
        ids.track();
        // There may be more than have room.
        request_animation_frame(|| crate::platform::reveal(".views-tabs [aria-selected='true']"));
    });
    view! {
        <div class="views">
            <div class="views-tabs" role="tablist" aria-label=label on:keydown=keys>
                <For each=move || ids.get() key=|id| id.clone() children=tab />
            </div>
            {end.run()}
        </div>
    }
}
