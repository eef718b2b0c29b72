//! What was chosen for the lists of the open profile: their columns, and views of one's own. It is the profile's, so
//! that all its windows show the same.

use ipc::tables::{ChooseColumns, GetTables, ListColumns, OwnView, Tables};
use leptos::{prelude::*, task::spawn_local};
use model::{Area, ChosenColumn, ViewId};

use crate::{api, components::Toasts};

/// What was chosen, as far as it is known.
#[derive(Clone, Copy)]
pub struct Chosen {
    tables: RwSignal<Tables>,
    /// Choices on their way. Until they have arrived, what is shown is ahead of what is kept.
    on_the_way: StoredValue<u32>,
}

impl Chosen {
    pub(super) fn new() -> Self {
        Self { tables: RwSignal::new(Tables::default()), on_the_way: StoredValue::new(0) }
    }

    /// Forgets what belonged to the profile that was open.
    pub(super) fn reset(self) {
        self.tables.set(Tables::default());
    }

    /// Asks for it again.
    pub fn refresh(self) {
        spawn_local(async move {
            if let Ok(tables) = api::call(GetTables {}).await {
                self.take(tables);
            }
        });
    }

    /// Takes what there is now, unless the person is ahead of it.
    pub fn take(self, tables: Tables) {
        if self.on_the_way.try_get_value() == Some(0) {
            self.tables.set(tables);
        }
    }

    /// The views of one's own of a list, in their order.
    pub fn views(self, area: Area) -> Vec<OwnView> {
        self.tables.with(|tables| tables.views.iter().filter(|view| view.area == area).cloned().collect())
    }

    /// One of them, if it is still there.
    pub fn view(self, area: Area, id: &str) -> Option<OwnView> {
        let is = |view: &&OwnView| view.area == area && view.id.as_str() == id;
        self.tables.with(|tables| tables.views.iter().find(is).cloned())
    }

    /// The columns chosen for a list; while a view of one's own is shown, for that view.
    pub fn columns(self, area: Area, own: Option<&str>) -> Option<Vec<ChosenColumn>> {
        match own.and_then(|id| self.view(area, id)) {
            Some(view) => view.columns,
            None => self
                .tables
                .with(|tables| tables.columns.iter().find(|list| list.area == area).map(|list| list.columns.clone())),
        }
    }

    /// Chooses columns: they are shown at once, and kept.
    pub fn choose(self, area: Area, view: Option<ViewId>, columns: Option<Vec<ChosenColumn>>, toasts: Toasts) {
        self.tables.update(|tables| match &view {
            Some(view) => {
                for own in tables.views.iter_mut().filter(|own| own.id == *view) {
                    own.columns.clone_from(&columns);
                }
            }
            None => {
                tables.columns.retain(|list| list.area != area);
                tables.columns.extend(columns.clone().map(|columns| ListColumns { area, columns }));
            }
        });
        self.on_the_way.update_value(|count| *count += 1);
        spawn_local(async move {
            let answer = api::call(ChooseColumns { area, view, columns }).await;
            self.on_the_way.try_update_value(|count| *count = count.saturating_sub(1));
            match answer {
                Ok(tables) => self.take(tables),
                Err(failure) => {
                    toasts.fail(&failure);
                    self.refresh();
                }
            }
        });
    }
}
