//! Views of one's own: tabs after those that the list declares, saved, chosen, renamed and deleted here.

use ipc::tables::{AddView, ChangeView, DeleteView, OwnView, RestoreView, Tables};
use leptos::{prelude::*, task::spawn_local};

use super::list::List;
use crate::{
    api,
    components::{
        Button, ButtonKind, Dialog, Field, IconButton, IconName, Menu, MenuItem, MenuRule, TextInput, Toasts,
        page::Tab, toasts,
    },
    hooks::use_mutation,
    present::{failure, list::ListState, views},
};

impl<R: Clone + PartialEq + Send + Sync + 'static> List<R> {
    /// The views of one's own of this list.
    pub fn own_views(self) -> Vec<OwnView> {
        self.desk.chosen.views(self.spec.area)
    }

    /// The view of one's own that is shown, if one is and still exists.
    pub fn own_view(self) -> Option<OwnView> {
        let id = self.state.with(|state| state.own.clone())?;
        self.desk.chosen.view(self.spec.area, &id)
    }

    /// The tabs of the views of one's own. The one that is shown says how many rows it has: to count all of them would be
    /// dear, since they may filter by anything.
    pub fn own_tabs(self) -> Vec<Tab> {
        let shown = self.own_view().map(|view| view.id);
        let is_plain = !self.is_changed() && self.state.with(|state| state.search.trim().is_empty());
        let counted = self.total().filter(|_| is_plain && !self.store.with(|store| store.counting));
        let tab = |view: OwnView| {
            let count = counted.filter(|_| shown.as_ref() == Some(&view.id));
            Tab { id: view.id.to_string(), label: view.name, count }
        };
        self.own_views().into_iter().map(tab).collect()
    }

    /// The tab that is chosen.
    pub fn chosen_tab(self) -> String {
        match self.own_view() {
            Some(view) => view.id.to_string(),
            None => self.state.with(|state| state.view.to_owned()),
        }
    }

    /// Whether filters and order are others than those of the chosen tab.
    pub fn is_changed(self) -> bool {
        match self.own_view().and_then(|view| self.state_of(&view)) {
            Some(kept) => self.state.with(|state| !views::same(state, &kept)),
            None => self.state.with(|state| state.changed),
        }
    }

    /// What a view of one's own shows, with the words that are searched for now.
    fn state_of(self, view: &OwnView) -> Option<ListState> {
        let search = self.state.with(|state| state.search.clone());
        views::state(view, self.spec.views, self.spec.filters, &self.desk.calendar_now(), search)
    }

    /// Chooses a tab: a view of the list, or one's own.
    pub fn choose_tab(self, id: &str, toasts: Toasts) {
        match untrack(|| self.desk.chosen.view(self.spec.area, id)) {
            Some(view) => self.choose_own(&view, toasts),
            None => self.choose_view(id),
        }
    }

    /// Chooses a view of one's own, and says what of it is not known any more.
    fn choose_own(self, view: &OwnView, toasts: Toasts) {
        let Some(state) = untrack(|| self.state_of(view)) else { return };
        self.cursor.set(None);
        self.show(&state, false);
        let dropped = views::dropped(view, self.spec.views, self.spec.filters);
        if !dropped.is_empty() {
            let args = [("name", (&view.name).into()), ("what", dropped.join(", ").into())];
            toasts.warn(l10n::text_with("view-dropped", &args));
        }
    }

    /// What is left where filters and search are taken away: the view of one's own, if that is not what is shown.
    pub fn cleared(self) -> Option<ListState> {
        untrack(|| {
            let view = self.own_view()?;
            let searched = self.state.with(|state| !state.search.trim().is_empty());
            let state = self.state_of(&view).filter(|_| searched || self.is_changed())?;
            Some(ListState { search: String::new(), ..state })
        })
    }
}

/// What is being named.
#[derive(Clone, PartialEq)]
enum Naming {
    New,
    Again(OwnView),
}

/// Behind the tabs: saving what is shown as a view, and what can be done with views of one's own.
#[component]
pub(super) fn ViewActions<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let naming = RwSignal::new(None::<Naming>);
    let open = RwSignal::new(false);
    let any = Memo::new(move |_| !list.own_views().is_empty());
    view! {
        <span class="view-actions">
            {move || any.get().then(|| view! {
                <span class="anchor">
                    <IconButton
                        label=l10n::text("views-own")
                        icon=IconName::Bookmark
                        small=true
                        expanded=Signal::from(open)
                        on_press=move |()| open.set(true)
                        test_id="own-views"
                    />
                    {move || open.get().then(|| view! { <ViewMenu list=list naming=naming open=open /> })}
                </span>
            })}
            <Button
                kind=ButtonKind::Ghost
                small=true
                icon=IconName::Plus
                label=l10n::text("view-save")
                on_press=move |()| naming.set(Some(Naming::New))
                test_id="save-view"
            />
        </span>
        {move || naming.get().map(|of| view! { <ViewName list=list of=of on_close=move |()| close(naming) /> })}
    }
}

fn close(naming: RwSignal<Option<Naming>>) {
    naming.set(None);
    // The menu from which a new name was asked for has gone, and with it what had the focus.
    let give = || {
        if crate::platform::focused().is_none_or(|focused| focused.tag_name() == "BODY") {
            crate::platform::focus("[data-testid='own-views']");
        }
    };
    request_animation_frame(move || request_animation_frame(give));
}

/// All views of one's own, and what can be done with the one that is shown.
#[component]
fn ViewMenu<R: Clone + PartialEq + Send + Sync + 'static>(
    list: List<R>,
    naming: RwSignal<Option<Naming>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = toasts();
    let shown = untrack(|| list.own_view());
    let views: Vec<_> = untrack(|| list.own_views())
        .into_iter()
        .map(|view| {
            let is_shown = shown.as_ref().is_some_and(|shown| shown.id == view.id);
            let label = view.name.clone();
            view! {
                <MenuItem
                    label=label
                    checked=Signal::derive(move || is_shown)
                    on_press=move |()| {
                        open.set(false);
                        list.choose_own(&view, toasts);
                    }
                />
            }
        })
        .collect();
    let actions = shown.map(|view| {
        let (again, to_delete) = (view.clone(), view.clone());
        let changed = untrack(|| list.is_changed()).then(|| {
            view! {
                <MenuItem
                    label=l10n::text("view-save-changes")
                    icon=IconName::Check
                    test_id="view-save-changes"
                    on_press=move |()| {
                        open.set(false);
                        change(list, &view, toasts);
                    }
                />
            }
        });
        view! {
            <MenuRule />
            {changed}
            <MenuItem
                label=l10n::text("view-rename")
                icon=IconName::Pencil
                test_id="view-rename"
                on_press=move |()| {
                    open.set(false);
                    naming.set(Some(Naming::Again(again.clone())));
                }
            />
            <MenuItem
                label=l10n::text("view-delete")
                icon=IconName::Trash
                test_id="view-delete"
                on_press=move |()| {
                    open.set(false);
                    delete(list, &to_delete, toasts);
                }
            />
        }
    });
    view! {
        <Menu label=l10n::text("views-own") place="right:0;top:32px;width:248px" on_close=move |()| open.set(false)>
            <div class="menu-list">{views}</div>
            {actions}
        </Menu>
    }
}

/// Keeps what is shown now in the view it came from.
fn change<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, view: &OwnView, toasts: Toasts) {
    let query = list.state.with_untracked(|state| views::kept(state, list.spec.views));
    let command = ChangeView { view: view.id.clone(), name: None, query: Some(query) };
    let (chosen, name) = (list.desk.chosen, view.name.clone());
    spawn_local(async move {
        match api::call(command).await {
            Ok(tables) => {
                chosen.take(tables);
                toasts.say(l10n::text_with("view-changes-saved", &[("name", name.into())]));
            }
            Err(failure) => toasts.fail(&failure),
        }
    });
}

/// Deletes a view, and offers to take that back. What it showed stays on screen.
fn delete<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, view: &OwnView, toasts: Toasts) {
    let (chosen, view) = (list.desk.chosen, view.clone());
    spawn_local(async move {
        match api::call(DeleteView { view: view.id.clone() }).await {
            Ok(tables) => chosen.take(tables),
            Err(failure) => return toasts.fail(&failure),
        }
        leave(list, &view);
        let said = l10n::text_with("view-deleted", &[("name", (&view.name).into())]);
        // Nothing of the list is needed for it: it may have been left by then.
        let undo = Callback::new(move |()| {
            let view = view.clone();
            spawn_local(async move {
                match api::call(RestoreView { view: view.id.clone() }).await {
                    Ok(tables) => came_back(list, tables, &view, toasts),
                    Err(failure) => toasts.fail(&failure),
                }
            });
        });
        toasts.offer(said, l10n::text("undo"), undo);
    });
}

/// The address does not name a view that is gone, if it did.
fn leave<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, view: &OwnView) {
    let shown = list.state.try_get_untracked().filter(|state| state.own.as_deref() == Some(view.id.as_str()));
    if let Some(state) = shown {
        list.show(&ListState { own: None, ..state }, true);
        crate::platform::focus("[data-testid='save-view']");
    }
}

fn came_back<R: Clone + PartialEq + Send + Sync + 'static>(
    list: List<R>,
    tables: Tables,
    view: &OwnView,
    toasts: Toasts,
) {
    list.desk.chosen.take(tables);
    // The list may have been left meanwhile.
    if list.state.try_get_untracked().is_some() {
        list.choose_own(view, toasts);
    }
}

/// The dialog in which a view gets its name.
#[component]
fn ViewName<R: Clone + PartialEq + Send + Sync + 'static>(
    list: List<R>,
    of: Naming,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let (title, before) = match &of {
        Naming::New => (l10n::text("view-save-title"), String::new()),
        Naming::Again(view) => (l10n::text("view-rename-title"), view.name.clone()),
    };
    let is_new = of == Naming::New;
    let name = RwSignal::new(before);
    let saving = use_mutation();
    let chosen = list.desk.chosen;
    let save = Callback::new(move |()| {
        let name = name.get_untracked();
        match &of {
            Naming::New => {
                let query = list.state.with_untracked(|state| views::kept(state, list.spec.views));
                let columns = untrack(|| list.kept_columns());
                let command = AddView { area: list.spec.area, name, query, columns };
                saving.run(command, move |added| {
                    chosen.take(added.tables);
                    if let Some(state) = list.state.try_get_untracked() {
                        list.show(&ListState { own: Some(added.id.to_string()), ..state }, true);
                    }
                    on_close.try_run(());
                });
            }
            Naming::Again(view) => {
                let command = ChangeView { view: view.id.clone(), name: Some(name), query: None };
                saving.run(command, move |tables| {
                    chosen.take(tables);
                    on_close.try_run(());
                });
            }
        }
    });
    let error = Signal::derive(move || {
        let failed = saving.failure.get()?;
        Some(failure::field(&failed, "name").unwrap_or_else(|| {
            let (what, to_do) = failure::words(&failed);
            format!("{what} {to_do}")
        }))
    });
    let foot = move || {
        view! {
            <Button label=l10n::text("cancel") on_press=on_close />
            <Button
                kind=ButtonKind::Primary
                label=l10n::text("view-save-done")
                busy=saving.busy
                on_press=save
                test_id="view-save-done"
            />
        }
        .into_any()
    };
    let hint = l10n::text(if is_new { "view-save-hint" } else { "view-name-hint" });
    view! {
        <Dialog title=title on_close=on_close foot=Box::new(foot) test_id="view-dialog">
            <Field label=l10n::text("view-name") hint=hint error=error>
                <TextInput value=name autofocus=true on_enter=save test_id="view-name" />
            </Field>
        </Dialog>
    }
}
