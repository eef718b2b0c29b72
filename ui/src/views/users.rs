//! The user list.

use ipc::users::{ListUsers, UserRow};
use leptos::prelude::*;
use model::{
    Area, Column,
    form::{FormId, FormKind},
};

use crate::{
    api,
    components::{
        ButtonKind, FormButton, IconName, ReadOnlyNote,
        table::{Batch, ColumnSpec, ListPage, ListSpec, Opens, Width},
    },
    present::users as present,
    routes::{Place, user_path},
};

pub(super) static USERS: ListSpec<UserRow> = ListSpec {
    area: Area::Users,
    words: "users",
    path: "/users",
    views: present::VIEWS,
    filters: present::FILTERS,
    columns: &[
        ColumnSpec::new("column-user", Width::Px(206), Column::Name, present::user_cell).naming(),
        ColumnSpec::new("column-email", Width::Rest, Column::Email, present::email_cell).hiding(2),
        ColumnSpec::new("column-kind", Width::Px(98), Column::PersonType, present::kind_cell).hiding(3),
        ColumnSpec::new("column-country", Width::Px(98), Column::Country, present::country_cell).hiding(4),
        ColumnSpec::new("column-category", Width::Px(76), Column::Category, present::category_cell).hiding(3),
        ColumnSpec::new("column-level", Width::Px(110), Column::KycLevel, present::level_cell),
        ColumnSpec::new("column-status", Width::Px(92), Column::Status, present::status_cell),
        ColumnSpec::new("column-renewal", Width::Px(100), Column::Deadline, present::renewal_cell).hiding(4),
        ColumnSpec::new("column-created", Width::Px(118), Column::Created, present::created_cell).hiding(2),
        ColumnSpec::new("column-id", Width::ids("user_m"), Column::Id, present::id_cell).offered(),
    ],
    fetch: |query| Box::pin(async { api::call(ListUsers { query }).await.map(Batch::from) }),
    id: |row| row.id.as_str().to_owned(),
    name: present::name,
    path_of: |row| user_path(&row.id),
    opens: Opens::Page,
    makes: Some(FormKind::AddNatural),
};

/// The user list.
#[component]
pub fn UsersPage() -> impl IntoView {
    let actions = || {
        view! {
            <ReadOnlyNote />
            <FormButton label=l10n::text("form-legal-open") form=FormId::new(FormKind::AddLegal) icon=IconName::Building test_id="new-legal" />
            <FormButton
                label=l10n::text("form-natural-open")
                form=FormId::new(FormKind::AddNatural)
                kind=ButtonKind::Primary
                icon=IconName::Plus
                keys="N"
                test_id="new-object"
            />
        }
    };
    view! { <ListPage spec=&USERS icon=Place::Users.icon() actions=actions /> }
}
