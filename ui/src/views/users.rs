//! The user list.

use ipc::users::{ListUsers, UserRow};
use leptos::prelude::*;
use model::{Area, Column};

use crate::{
    api,
    components::table::{ColumnSpec, ListPage, ListSpec, Opens, Width},
    present::users as present,
    routes::{Place, user_path},
};

static USERS: ListSpec<UserRow> = ListSpec {
    area: Area::Users,
    words: "users",
    path: "/users",
    views: present::VIEWS,
    filters: present::FILTERS,
    columns: &[
        ColumnSpec { label: "column-user", width: Width::Px(192), priority: 0, sort: Column::Name, cell: present::user_cell },
        ColumnSpec { label: "column-email", width: Width::Rest, priority: 2, sort: Column::Email, cell: present::email_cell },
        ColumnSpec { label: "column-kind", width: Width::Px(98), priority: 3, sort: Column::PersonType, cell: present::kind_cell },
        ColumnSpec { label: "column-country", width: Width::Px(98), priority: 4, sort: Column::Country, cell: present::country_cell },
        ColumnSpec { label: "column-category", width: Width::Px(76), priority: 3, sort: Column::Category, cell: present::category_cell },
        ColumnSpec { label: "column-level", width: Width::Px(110), priority: 0, sort: Column::KycLevel, cell: present::level_cell },
        ColumnSpec { label: "column-status", width: Width::Px(92), priority: 0, sort: Column::Status, cell: present::status_cell },
        ColumnSpec { label: "column-created", width: Width::Px(118), priority: 2, sort: Column::Created, cell: present::created_cell },
    ],
    fetch: |query| Box::pin(api::call(ListUsers { query })),
    id: |row| row.id.as_str().to_owned(),
    name: present::name,
    path_of: |row| user_path(&row.id),
    opens: Opens::Page,
};

/// The user list.
#[component]
pub fn UsersPage() -> impl IntoView {
    view! { <ListPage spec=&USERS icon=Place::Users.icon() /> }
}
