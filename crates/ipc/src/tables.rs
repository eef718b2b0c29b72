//! What people make of the lists for themselves: which columns they show, and views of their own. Kept with the profile,
//! the same in all its windows; [`Changed::Tables`](crate::Changed::Tables) tells of every change.

use model::{Area, ChosenColumn, ViewId};
use serde::{Deserialize, Serialize};

/// A view of one's own: a list's filters and order under a name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnView {
    /// The view.
    pub id: ViewId,
    /// Its list.
    pub area: Area,
    /// What it is called.
    pub name: String,
    /// What it shows: the query of the list's address, without the question mark.
    pub query: String,
    /// Its columns; `None`: as the list declares them.
    pub columns: Option<Vec<ChosenColumn>>,
}

model::debug_only!(OwnView { id, area });

/// The columns of a list, as somebody chose them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListColumns {
    /// The list.
    pub area: Area,
    /// Its columns in their order. One that the list declares and that is not here stands where it is declared.
    pub columns: Vec<ChosenColumn>,
}

/// All that was chosen for the lists of a profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tables {
    /// Lists whose columns somebody chose. They hold where no view of one's own is shown, which has its own.
    pub columns: Vec<ListColumns>,
    /// The views of one's own of all lists, each list's in the order in which they were made.
    pub views: Vec<OwnView>,
}

/// Asks for all that was chosen.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetTables {}

/// Sets which columns a list shows, or one of its views.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChooseColumns {
    /// The list.
    pub area: Area,
    /// The view of one's own whose columns they are; `None`: of the list itself.
    pub view: Option<ViewId>,
    /// The columns in their order, each once; `None`: as the list declares them.
    pub columns: Option<Vec<ChosenColumn>>,
}

/// Keeps a view. Fails with [`Code::Required`](crate::Code::Required), [`Code::BadValue`](crate::Code::BadValue) or
/// [`Code::NameTaken`](crate::Code::NameTaken) at the field `name`, or with
/// [`Code::TooManyViews`](crate::Code::TooManyViews).
#[derive(Clone, Serialize, Deserialize)]
pub struct AddView {
    /// The list.
    pub area: Area,
    /// What it is to be called: see [`model::view_name`].
    pub name: String,
    /// What it shows, at most [`AddView::LONGEST_QUERY`] bytes.
    pub query: String,
    /// Its columns.
    pub columns: Option<Vec<ChosenColumn>>,
}

impl AddView {
    /// The longest query of a view, in bytes.
    pub const LONGEST_QUERY: usize = 8_192;
}

model::debug_only!(AddView { area });

/// A view that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedView {
    /// The view.
    pub id: ViewId,
    /// All that there is now.
    pub tables: Tables,
}

/// Renames a view, or has it show other rows. What is not told stays as it is, whatever another window made of it
/// meanwhile; so do its columns. Fails as [`AddView`].
#[derive(Clone, Serialize, Deserialize)]
pub struct ChangeView {
    /// The view.
    pub view: ViewId,
    /// What it is to be called.
    pub name: Option<String>,
    /// What it is to show.
    pub query: Option<String>,
}

model::debug_only!(ChangeView { view });

/// Deletes a view.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteView {
    /// The view.
    pub view: ViewId,
}

/// Puts a view that was just deleted back in its place. Fails as [`AddView`] where another took its name or its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RestoreView {
    /// The view.
    pub view: ViewId,
}
