//! Columns and views of one's own: kept with the profile, over a lock, a start and a new local copy; told to every
//! window; named and counted by rules.

use std::sync::Arc;

use engine::Caller;
use ipc::{
    Changed, Code, Event,
    profiles::{OpenProfile, WipeLocalCopy},
    session::{Lock, Unlock, UnlockWith},
    tables::{
        AddView, AddedView, ChangeView, ChooseColumns, DeleteView, GetTables, ListColumns, OwnView, RestoreView, Tables,
    },
};
use model::{Area, ChosenColumn, Column, LONGEST_VIEW_NAME, MOST_VIEWS, ViewId};
use testkit::Desk;
use testkit::sandbox::World;

const QUERY: &str = "view=all&filters=own&status=FAILED";

async fn connected() -> Desk {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    desk
}

async fn tables(desk: &Desk) -> Tables {
    Arc::clone(&desk.host).get_tables(desk.window(), GetTables {}).await.unwrap()
}

async fn names(desk: &Desk) -> Vec<String> {
    tables(desk).await.views.into_iter().map(|view| view.name).collect()
}

async fn add(desk: &Desk, area: Area, name: &str) -> Result<AddedView, Code> {
    let args = AddView { area, name: name.to_owned(), query: QUERY.to_owned(), columns: None };
    Arc::clone(&desk.host).add_view(desk.window(), args).await.map_err(|failure| failure.code)
}

async fn choose(
    desk: &Desk,
    area: Area,
    view: Option<ViewId>,
    columns: Option<Vec<ChosenColumn>>,
) -> Result<Tables, Code> {
    let args = ChooseColumns { area, view, columns };
    Arc::clone(&desk.host).choose_columns(desk.window(), args).await.map_err(|failure| failure.code)
}

async fn delete(desk: &Desk, view: &ViewId) -> Result<Tables, Code> {
    let args = DeleteView { view: view.clone() };
    Arc::clone(&desk.host).delete_view(desk.window(), args).await.map_err(|failure| failure.code)
}

async fn restore(desk: &Desk, view: &ViewId) -> Result<Tables, Code> {
    let args = RestoreView { view: view.clone() };
    Arc::clone(&desk.host).restore_view(desk.window(), args).await.map_err(|failure| failure.code)
}

fn chosen(columns: &[(Column, bool)]) -> Option<Vec<ChosenColumn>> {
    Some(columns.iter().map(|(column, shown)| ChosenColumn { column: *column, shown: *shown }).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_chosen_outlives_a_lock_a_new_copy_and_a_start() {
    let desk = connected().await;
    let added = add(&desk, Area::Transactions, "  Failed \n payouts ").await.unwrap();
    let of_list = chosen(&[(Column::Created, true), (Column::Fees, true), (Column::Status, false)]);
    let of_view = chosen(&[(Column::Debited, true)]);
    choose(&desk, Area::Transactions, None, of_list.clone()).await.unwrap();
    let told = choose(&desk, Area::Transactions, Some(added.id.clone()), of_view.clone()).await.unwrap();
    let view = OwnView {
        id: added.id,
        area: Area::Transactions,
        name: "Failed payouts".to_owned(),
        query: QUERY.to_owned(),
        columns: of_view,
    };
    let list = ListColumns { area: Area::Transactions, columns: of_list.unwrap_or_default() };
    let kept = Tables { columns: vec![list], views: vec![view] };
    assert_eq!(told, kept);

    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    let behind = Arc::clone(&desk.host).get_tables(desk.window(), GetTables {}).await;
    assert_eq!(behind.map_err(|failure| failure.code), Err(Code::Locked));
    assert_eq!(add(&desk, Area::Users, "Behind the lock").await, Err(Code::Locked));
    Arc::clone(&desk.host).unlock(desk.window(), Unlock { with: UnlockWith::KeyStore }).await.unwrap();
    assert_eq!(tables(&desk).await, kept);

    Arc::clone(&desk.host).wipe_local_copy(desk.window(), WipeLocalCopy {}).await.unwrap();
    assert_eq!(tables(&desk).await, kept, "they do not lie in what can be fetched anew");

    let desk = desk.restart().await;
    desk.host.bind_first(&desk.window()).await;
    assert_eq!(tables(&desk).await, kept);
    choose(&desk, Area::Transactions, None, None).await.unwrap();
    assert!(tables(&desk).await.columns.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_window_of_the_profile_hears_of_a_new_view_and_no_other() {
    let desk = Desk::with(World::Empty).await;
    let profile = desk.connect().await.id;
    Arc::clone(&desk.host).open_profile(desk.window(), OpenProfile { id: Some(profile) }).await.unwrap();
    Arc::clone(&desk.host).open_profile(desk.window(), OpenProfile { id: None }).await.unwrap();
    let opened = desk.windows.opened();
    let added = add(&desk, Area::Users, "Owners in Spain").await.unwrap();
    let told = |window: &str| {
        let changed = |event: &&Event| matches!(event, Event::Changed { what: Changed::Tables });
        desk.windows.events_of(window).iter().filter(changed).count()
    };
    assert_eq!((told("main-1"), told(&opened[0]), told(&opened[1])), (1, 1, 0));
    let second = Caller::new(&opened[0]);
    let seen = Arc::clone(&desk.host).get_tables(second, GetTables {}).await.unwrap();
    assert_eq!(seen, added.tables);
    assert_eq!(seen.views[0].id, added.id);
    assert_eq!(add(&desk, Area::Users, "owners in spain").await, Err(Code::NameTaken));
    assert_eq!(told("main-1"), 1, "nothing changed, nothing is told");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_are_one_of_a_kind_on_their_list_and_views_are_limited() {
    let desk = connected().await;
    let first = add(&desk, Area::Disputes, "未处理").await.unwrap().id;
    let second = add(&desk, Area::Disputes, "Ä").await.unwrap().id;
    add(&desk, Area::Users, "未处理").await.unwrap();
    let change_to = async |view: &ViewId, name: Option<&str>, query: Option<&str>| {
        let args = ChangeView { view: view.clone(), name: name.map(str::to_owned), query: query.map(str::to_owned) };
        let changed = Arc::clone(&desk.host).change_view(desk.window(), args).await;
        changed.map_err(|failure| (failure.code, failure.fields.first().map(|field| field.field.clone())))
    };
    let change = async |view: &ViewId, name: &str| change_to(view, Some(name), Some("view=all&sort=-id")).await;
    let at_name = |code| Err((code, Some("name".to_owned())));
    assert_eq!(change(&second, " ").await, at_name(Code::Required));
    assert_eq!(change(&second, "未处理 ").await, at_name(Code::NameTaken));
    assert_eq!(change(&second, &"x".repeat(LONGEST_VIEW_NAME + 1)).await, at_name(Code::BadValue));
    let views = change(&second, "ä").await.unwrap().views;
    assert_eq!((views[1].name.as_str(), views[1].query.as_str()), ("ä", "view=all&sort=-id"), "its own is not taken");
    // Two windows: one renames what the other has show other rows.
    change_to(&second, Some("Ö"), None).await.unwrap();
    let views = change_to(&second, None, Some("view=open")).await.unwrap().views;
    assert_eq!((views[1].name.as_str(), views[1].query.as_str()), ("Ö", "view=open"), "neither takes the other's back");
    assert_eq!(change(&ViewId::new("view_none"), "x").await, Err((Code::NotFound, None)));

    for number in 2..MOST_VIEWS {
        add(&desk, Area::Disputes, &format!("View {number}")).await.unwrap();
    }
    assert_eq!(add(&desk, Area::Disputes, "One more").await, Err(Code::TooManyViews));
    assert_eq!(delete(&desk, &first).await.unwrap().views.len(), MOST_VIEWS);
    add(&desk, Area::Disputes, "One more").await.unwrap();
    assert_eq!(restore(&desk, &first).await, Err(Code::TooManyViews), "its place was taken");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_view_can_be_restored_for_some_time() {
    let desk = connected().await;
    let first = add(&desk, Area::Users, "First").await.unwrap().id;
    let second = add(&desk, Area::Users, "Second").await.unwrap().id;
    delete(&desk, &first).await.unwrap();
    assert_eq!(delete(&desk, &first).await, Err(Code::NotFound));
    assert_eq!(choose(&desk, Area::Users, Some(first.clone()), None).await, Err(Code::NotFound));
    assert_eq!(names(&desk).await, ["Second"]);
    restore(&desk, &first).await.unwrap();
    assert_eq!(names(&desk).await, ["First", "Second"], "in its place");

    delete(&desk, &first).await.unwrap();
    let usurper = add(&desk, Area::Users, "first").await.unwrap().id;
    assert_eq!(restore(&desk, &first).await, Err(Code::NameTaken));
    delete(&desk, &usurper).await.unwrap();
    restore(&desk, &first).await.unwrap();

    delete(&desk, &first).await.unwrap();
    desk.clock.advance(2 * 3_600);
    delete(&desk, &second).await.unwrap();
    assert_eq!(restore(&desk, &first).await, Err(Code::NotFound));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn columns_that_the_list_does_not_have_are_refused() {
    let desk = connected().await;
    for wrong in [&[(Column::Fees, true)][..], &[(Column::Name, true), (Column::Name, false)]] {
        assert_eq!(choose(&desk, Area::Users, None, chosen(wrong)).await, Err(Code::Malformed));
    }
    let view = add(&desk, Area::Users, "Mine").await.unwrap().id;
    let of_another_list = choose(&desk, Area::Cards, Some(view), chosen(&[(Column::Alias, true)])).await;
    assert_eq!(of_another_list, Err(Code::NotFound));
    let args = AddView {
        area: Area::Users,
        name: "Long".into(),
        query: "x".repeat(AddView::LONGEST_QUERY + 1),
        columns: None,
    };
    let refused = Arc::clone(&desk.host).add_view(desk.window(), args).await.map_err(|failure| failure.code);
    assert_eq!(refused, Err(Code::BadValue));
}
