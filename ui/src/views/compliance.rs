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
        table::{Batch, ColumnSpec, ListPage, ListSpec, Opens, Width},
    },
    present::documents as present,
    routes::{Place, user_path},
    session::desk,
};

pub(super) static DOCUMENTS: ListSpec<DocumentRow> = ListSpec {
    area: Area::KycDocuments,
    words: "compliance",
    path: "/compliance",
    views: present::VIEWS,
    filters: present::FILTERS,
    columns: &[
        ColumnSpec::new("column-user", Width::User, Column::Name, present::user_cell).naming(),
        ColumnSpec::new("column-type", Width::Type, Column::Type, present::type_cell),
        ColumnSpec::new("column-status", Width::Status, Column::Status, present::status_cell),
        ColumnSpec::new("column-reason", Width::Rest, Column::RefusedReason, present::reason_cell),
        ColumnSpec::new("column-document", Width::ids("kyc"), Column::Id, present::id_cell).hiding(4),
        ColumnSpec::new("column-created", Width::Px(108), Column::Created, present::created_cell).hiding(3),
        ColumnSpec::new("column-processed", Width::Date, Column::Processed, present::processed_cell).hiding(2),
        ColumnSpec::new("column-country", Width::Px(120), Column::Country, present::country_cell).offered(),
        ColumnSpec::new("column-tag", Width::Px(180), Column::Tag, present::tag_cell).offered(),
    ],
    fetch: |query| Box::pin(async { api::call(ListDocuments { query }).await.map(Batch::from) }),
    id: |row| row.id.as_str().to_owned(),
    name: present::user_name,
    path_of: |row| user_path(&row.user_id),
    opens: Opens::Beside,
    makes: None,
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
