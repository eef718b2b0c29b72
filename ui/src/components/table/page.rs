//! The page of a list, put together.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    ListSpec,
    banners::{ConnectionNotice, FirstFetch, Nothing},
    export::Export,
    filter_bar::FilterBar,
    foot::{BulkBar, Foot},
    keys,
    list::List,
    own_views::ViewActions,
    refusal::RefusedNetwork,
    rows::Rows,
    words,
};
use crate::components::{IconName, Page, PageHead, Tabs, page::Tab, toasts};

/// What an inspector gets: the id of its object, where it stands in the list, and the ways out of it.
#[derive(Clone, Copy)]
pub struct InspectorSlot {
    /// The open row's id; changes as one moves through the list.
    pub id: Memo<String>,
    /// "1 of 23"; empty while the row's place is not known.
    pub position: Memo<String>,
    /// To the row before.
    pub previous: Callback<()>,
    /// To the next row.
    pub next: Callback<()>,
    /// Closes it.
    pub close: Callback<()>,
}

/// A list view.
#[component]
pub fn ListPage<R: Clone + PartialEq + Send + Sync + 'static>(
    /// The declaration.
    spec: &'static ListSpec<R>,
    /// The icon of the empty list.
    icon: IconName,
    /// Buttons of the head, the primary one last.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Above the list.
    #[prop(optional, into)]
    above: ViewFn,
    /// Beside the list, while a row is open.
    #[prop(optional)]
    inspector: Option<Arc<dyn Fn(InspectorSlot) -> AnyView + Send + Sync>>,
) -> impl IntoView {
    let list = List::new(spec);
    let toasts = toasts();
    keys::hear(list, toasts);
    let title = l10n::text(&format!("{}-title", spec.words));
    let partial =
        move || list.store.with(|store| store.freshness.as_ref().is_some_and(|fresh| fresh.partial.is_some()));
    let sub = move || {
        if partial() {
            return l10n::text("list-first-fetch");
        }
        words::say_count(spec.words, "sub", list.local_total().unwrap_or_default())
    };
    let tabs = move || {
        let counts = list.counts.get();
        // While the first fetch runs, only the number of all rows means anything.
        let known = |at: usize| !partial() || spec.views.get(at).is_some_and(|view| view.id == "all");
        let count = |at: usize| counts.as_ref().filter(|_| known(at)).and_then(|counts| *counts.get(at)?);
        let tab = |(at, view): (usize, &crate::present::list::SavedView)| Tab {
            id: view.id.to_owned(),
            label: l10n::text(&format!("{}-view-{}", spec.words, view.id)),
            count: count(at),
        };
        let declared: Vec<_> = spec.views.iter().enumerate().map(tab).collect();
        declared.into_iter().chain(list.own_tabs()).collect::<Vec<_>>()
    };
    let empty = Memo::new(move |_| list.total() == Some(0));
    let title_of_table = title.clone();
    view! {
        <Page test_id=format!("list-{}", spec.words)>
            <PageHead title=title sub=sub actions=actions />
            <FirstFetch list=list />
            <Tabs
                label=l10n::text("saved-views")
                tabs=Signal::derive(tabs)
                chosen=Signal::derive(move || Some(list.chosen_tab()))
                changed=Signal::derive(move || list.is_changed())
                on_choose=move |id: String| list.choose_tab(&id, toasts)
                end=move || view! { <ViewActions list=list /> }
            />
            <ConnectionNotice list=list />
            {above.run()}
            <FilterBar list=list />
            <div class="split">
                <div class="list">
                    {move || if empty.get() {
                        view! { <Nothing list=list icon=icon /> }.into_any()
                    } else {
                        view! { <Rows list=list title=title_of_table.clone() /> }.into_any()
                    }}
                    <BulkBar list=list />
                    <Foot list=list />
                </div>
                {inspector.map(|inspector| beside(list, inspector))}
                <RefusedNetwork list=list />
            </div>
            <Export list=list />
        </Page>
    }
}

fn beside<R: Clone + PartialEq + Send + Sync + 'static>(
    list: List<R>,
    inspector: Arc<dyn Fn(InspectorSlot) -> AnyView + Send + Sync>,
) -> impl IntoView {
    let is_open = Memo::new(move |_| list.state.with(|state| state.open.is_some()));
    let id = Memo::new(move |before: Option<&String>| {
        // Kept while the inspector goes, so that nothing flickers.
        list.state.with(|state| state.open.clone()).or_else(|| before.cloned()).unwrap_or_default()
    });
    let position = Memo::new(move |_| {
        let open = id.get();
        let index = list.store.with(|store| store.find(|row| (list.spec.id)(row) == open));
        match (index, list.total()) {
            (Some(index), Some(total)) => {
                let args = [("index", (u64::from(index) + 1).into()), ("total", total.into())];
                l10n::text_with("list-position", &args)
            }
            _ => String::new(),
        }
    });
    let slot = InspectorSlot {
        id,
        position,
        previous: Callback::new(move |()| list.move_by(-1)),
        next: Callback::new(move |()| list.move_by(1)),
        close: Callback::new(move |()| list.close()),
    };
    move || is_open.get().then(|| inspector(slot))
}
