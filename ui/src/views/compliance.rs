//! The compliance list: KYC documents of all users, and one document explained beside it.

mod inspector;

use std::sync::Arc;

use ipc::documents::{DocumentRow, ListDocuments};
use leptos::prelude::*;
use model::{Area, Column};

use crate::{
    api,
    components::{
        Button, ButtonKind, IconName,
        table::{ColumnSpec, ListPage, ListSpec, Opens, Width},
    },
    present::documents as present,
    routes::{Place, user_path},
    session::desk,
};

static DOCUMENTS: ListSpec<DocumentRow> = ListSpec {
    area: Area::KycDocuments,
    words: "compliance",
    path: "/compliance",
    views: present::VIEWS,
    filters: present::FILTERS,
    columns: &[
        ColumnSpec { label: "column-user", width: Width::User, priority: 0, sort: Column::Name, cell: present::user_cell },
        ColumnSpec { label: "column-type", width: Width::Px(118), priority: 0, sort: Column::Type, cell: present::type_cell },
        ColumnSpec { label: "column-status", width: Width::Status, priority: 0, sort: Column::Status, cell: present::status_cell },
        ColumnSpec { label: "column-reason", width: Width::Rest, priority: 0, sort: Column::RefusedReason, cell: present::reason_cell },
        ColumnSpec { label: "column-document", width: Width::Px(140), priority: 4, sort: Column::Id, cell: present::id_cell },
        ColumnSpec { label: "column-created", width: Width::Px(108), priority: 3, sort: Column::Created, cell: present::created_cell },
        ColumnSpec { label: "column-processed", width: Width::Date, priority: 2, sort: Column::Processed, cell: present::processed_cell },
    ],
    fetch: |query| Box::pin(api::call(ListDocuments { query })),
    id: |row| row.id.as_str().to_owned(),
    name: present::user_name,
    path_of: |row| user_path(&row.user_id),
    opens: Opens::Beside,
};

/// The compliance list.
#[component]
pub fn CompliancePage() -> impl IntoView {
    let desk = desk();
    let actions = move || {
        view! {
            <Button
                kind=ButtonKind::Primary
                icon=IconName::Upload
                keys="U"
                label=l10n::text("upload-document")
                on_press=move |_| desk.open_upload()
                test_id="upload-document"
            />
        }
    };
    view! {
        <ListPage
            spec=&DOCUMENTS
            icon=Place::Compliance.icon()
            actions=actions
            inspector=Arc::new(|slot| view! { <inspector::DocumentInspector at=slot /> }.into_any())
        />
    }
}
