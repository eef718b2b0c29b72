//! Which columns the lists show, and views of one's own. They are the profile's, so its other windows hear of every
//! change.

use ipc::{
    Changed, Code, Event, Failure, Reply,
    tables::{
        AddView, AddedView, ChangeView, ChooseColumns, DeleteView, GetTables, ListColumns, OwnView, RestoreView, Tables,
    },
};
use journal::{
    Transaction,
    lists::{self as rows, View},
};
use model::{Area, ChosenColumn, LONGEST_VIEW_NAME, MOST_VIEWS, ViewId, ViewNameFault, view_name};

use crate::{engine::Engine, failure};

/// Seconds for which a deleted view can be restored.
const RESTORABLE: i64 = 3_600;

/// What keeps a view from being kept.
enum Trouble {
    Journal(journal::Error),
    Name(ViewNameFault),
    TooMany,
}

impl From<journal::Error> for Trouble {
    fn from(error: journal::Error) -> Self {
        Self::Journal(error)
    }
}

impl From<sqlite::Error> for Trouble {
    fn from(error: sqlite::Error) -> Self {
        Self::Journal(error.into())
    }
}

impl Trouble {
    fn failure(&self) -> Failure {
        let at_name = |code: Code| Failure::new(code).field("name", code);
        match self {
            Self::Journal(journal::Error::NotFound { .. }) => Failure::new(Code::NotFound),
            Self::Journal(error) => failure::journal(error),
            Self::Name(ViewNameFault::Empty) => at_name(Code::Required),
            Self::Name(ViewNameFault::TooLong | ViewNameFault::Unfit) => {
                at_name(Code::BadValue).with("max", LONGEST_VIEW_NAME)
            }
            Self::Name(ViewNameFault::Taken) => at_name(Code::NameTaken),
            Self::TooMany => Failure::new(Code::TooManyViews).with("max", MOST_VIEWS),
        }
    }
}

impl Engine {
    pub(crate) async fn get_tables(&self, _: GetTables) -> Reply<GetTables> {
        let tables = self.parts.journal.read(all).await;
        tables.map_err(|error| failure::journal(&error))
    }

    pub(crate) async fn choose_columns(&self, args: ChooseColumns) -> Reply<ChooseColumns> {
        let ChooseColumns { area, view, columns } = args;
        checked(area, columns.as_deref())?;
        self.change_tables(move |tx| {
            match view {
                Some(view) if rows::view_of(tx, &view)?.list == area => {
                    rows::choose_for_view(tx, &view, columns.as_deref())?;
                }
                Some(_) => return Err(journal::Error::NotFound { what: "view" }.into()),
                None => rows::choose_columns(tx, area, columns.as_deref())?,
            }
            Ok(())
        })
        .await
    }

    pub(crate) async fn add_view(&self, args: AddView) -> Reply<AddView> {
        let AddView { area, name, query, columns } = args;
        checked(area, columns.as_deref())?;
        fits(&query)?;
        let id = ViewId::new(self.parts.ids.id("view"));
        let new = id.clone();
        let tables = self
            .change_tables(move |tx| {
                let name = named(tx, area, &name, None)?;
                rows::add_view(tx, &View { id: new, list: area, name, query, columns })?;
                Ok(())
            })
            .await?;
        Ok(AddedView { id, tables })
    }

    pub(crate) async fn change_view(&self, args: ChangeView) -> Reply<ChangeView> {
        let ChangeView { view, name, query } = args;
        fits(query.as_deref().unwrap_or_default())?;
        self.change_tables(move |tx| {
            let before = rows::view_of(tx, &view)?;
            let name = match name {
                Some(typed) => named(tx, before.list, &typed, Some(&view))?,
                None => before.name,
            };
            rows::change_view(tx, &view, &name, query.as_deref().unwrap_or(&before.query))?;
            Ok(())
        })
        .await
    }

    pub(crate) async fn delete_view(&self, args: DeleteView) -> Reply<DeleteView> {
        let now = self.parts.clock.now();
        self.change_tables(move |tx| Ok(rows::delete_view(tx, &args.view, now, now.plus(-RESTORABLE))?)).await
    }

    pub(crate) async fn restore_view(&self, args: RestoreView) -> Reply<RestoreView> {
        self.change_tables(move |tx| {
            let view = rows::view_of(tx, &args.view)?;
            // Its name and its place may have been taken meanwhile.
            named(tx, view.list, &view.name, Some(&args.view))?;
            rows::restore_view(tx, &args.view)?;
            Ok(())
        })
        .await
    }

    /// Changes something, tells every window of the profile, and gives all that there is now.
    async fn change_tables(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<(), Trouble> + Send + 'static,
    ) -> Result<Tables, Failure> {
        let changed = self.parts.journal.write(move |tx| {
            change(tx)?;
            Ok::<_, Trouble>(all(tx)?)
        });
        let tables = changed.await.map_err(|trouble| trouble.failure())?;
        self.parts.events.emit(Event::Changed { what: Changed::Tables });
        Ok(tables)
    }
}

/// The name of a view as it is kept, if it may have it and the list has room. `own`: the view that has it already, or
/// had it before it was deleted.
fn named(tx: &Transaction<'_>, list: Area, typed: &str, own: Option<&ViewId>) -> Result<String, Trouble> {
    let views = rows::views(tx)?;
    let others: Vec<&View> = views.iter().filter(|view| view.list == list && Some(&view.id) != own).collect();
    if others.len() >= MOST_VIEWS {
        return Err(Trouble::TooMany);
    }
    view_name(typed, others.iter().map(|view| view.name.as_str())).map_err(Trouble::Name)
}

/// Columns that a list has, each once.
fn checked(area: Area, columns: Option<&[ChosenColumn]>) -> Result<(), Failure> {
    let columns = columns.unwrap_or_default();
    let sound = |(at, one): (usize, &ChosenColumn)| {
        area.uses(one.column).is_some() && columns.iter().take(at).all(|before| before.column != one.column)
    };
    if columns.iter().enumerate().all(sound) { Ok(()) } else { Err(Failure::new(Code::Malformed)) }
}

fn fits(query: &str) -> Result<(), Failure> {
    if query.len() <= AddView::LONGEST_QUERY {
        Ok(())
    } else {
        Err(Failure::new(Code::BadValue).with("max", AddView::LONGEST_QUERY))
    }
}

fn all(tx: &Transaction<'_>) -> Result<Tables, journal::Error> {
    let columns = rows::columns(tx)?.into_iter().map(|(area, columns)| ListColumns { area, columns }).collect();
    let own = |view: View| {
        let View { id, list, name, query, columns } = view;
        OwnView { id, area: list, name, query, columns }
    };
    Ok(Tables { columns, views: rows::views(tx)?.into_iter().map(own).collect() })
}
