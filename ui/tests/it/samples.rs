//! Values that replies are made of.

use ipc::{
    Failure, Nothing, Rows,
    documents::{CountRows, DocumentDetail, DocumentRow, ListDocuments, OpenDocument},
    lists::GetCopiedId,
    lists::Listed,
    notes::ListNotes,
    outbox::{ListOutbox, Outbox},
    session::{GetSession, LockCause, LockedProfile, Mark, OpenProfileInfo, Screen, Session, Theme, Touch},
    sync::{Activity, Connection, Freshness, GetSyncStatus, SyncStatus},
    tables::{GetTables, Tables},
};
use model::{
    Area, Cell, Column, Currency, Environment, KycDocumentId, KycDocumentStatus, KycDocumentType, Listing, Money,
    Origin, PersonType, ProfileId, Row, Total, UnixSeconds, UserId,
};

use crate::{backend, page};

/// The present moment of every test: 21 November 2026, 12:00 UTC.
pub const NOW: i64 = 1_795_262_400;

/// A session with this screen.
pub fn session(screen: Screen) -> Session {
    Session { screen, now: NOW, clock_frozen: true, theme: Theme::Light, version: "0.0.0".to_owned() }
}

/// An open profile.
pub fn profile() -> Screen {
    Screen::Open(OpenProfileInfo {
        id: ProfileId::new("profile-1"),
        label: "Example".to_owned(),
        environment: Environment::Sandbox,
        client_id: "example".to_owned(),
        platform_name: None,
        address: None,
        read_only: false,
        minutes_to_lock: 15,
        last_visit: None,
        has_passphrase: true,
    })
}

/// A locked profile with a passphrase and without uploads.
pub fn locked() -> LockedProfile {
    LockedProfile {
        id: ProfileId::new("profile-1"),
        label: "Example".to_owned(),
        environment: Environment::Sandbox,
        since: None,
        cause: LockCause::Started,
        has_passphrase: true,
        has_key_store: false,
        uploads_on_the_way: 0,
        uploads_go_on: false,
        uploads_done_percent: 0,
        trouble: None,
    }
}

/// A connected profile at rest.
pub fn sync() -> SyncStatus {
    SyncStatus {
        connection: Connection::Online,
        activity: Activity::Idle,
        updated_at: Some(NOW),
        budget_percent: Some(1),
        streams: Vec::new(),
        paused: false,
    }
}

/// A document, and its user's name.
pub fn document(id: &str, name: &str, status: &str) -> DocumentRow {
    DocumentRow {
        id: KycDocumentId::new(id),
        user_id: UserId::new(format!("user_m_{id}")),
        user_name: Some(name.to_owned()),
        person_type: Some(PersonType::Natural),
        legal_form: None,
        country: Some("FR".to_owned()),
        kind: KycDocumentType::IdentityProof,
        status: KycDocumentStatus::from(status),
        reason: None,
        flags: Vec::new(),
        tag: None,
        created: NOW - 86_400,
        processed: None,
        replaced: false,
    }
}

/// An amount.
pub fn euros(amount: i64) -> Cell {
    Cell::Money(Money { amount, currency: Currency::new("EUR") })
}

/// A row of any list, by what stands in its columns.
pub fn row(area: Area, id: &str, cell: impl Fn(Column) -> Cell) -> Row {
    Row {
        id: id.to_owned(),
        cells: area.columns().iter().map(|used| cell(used.column)).collect(),
        origin: Origin::Api,
        fetched_at: UnixSeconds(NOW),
        gone_at: None,
    }
}

/// A whole list of such rows.
pub fn listed(rows: Vec<Row>) -> Listed {
    let listing = Listing { total: Total::Known(rows.len() as u64), generation: 1, rows };
    Listed { listing, freshness: Freshness { complete_at: Some(NOW), partial: None } }
}

/// A whole list of these.
pub fn rows<R>(rows: Vec<R>) -> Rows<R> {
    let freshness = Freshness { complete_at: Some(NOW), partial: None };
    Rows { total: rows.len() as u32, rows, freshness }
}

/// Answers all that an open profile asks for by itself, with these documents in its list.
pub async fn connected(documents: Vec<DocumentRow>) {
    page::clear().await;
    backend::answer::<GetSession>(|_| Ok(session(profile())));
    backend::answer::<GetSyncStatus>(|_| Ok(sync()));
    backend::answer::<ListOutbox>(|_| {
        Ok(Outbox {
            items: Vec::new(),
            sent_bytes: 0,
            total_bytes: 0,
            on_the_way: 0,
            needs_person: 0,
            while_locked: false,
        })
    });
    backend::answer::<ListNotes>(|_| Ok(Vec::new()));
    backend::answer::<GetCopiedId>(|_| Ok(None));
    backend::answer::<CountRows>(|asked| Ok(vec![Some(0); asked.queries.len()]));
    let found = documents.clone();
    backend::answer::<OpenDocument>(move |asked| {
        let row = found.iter().find(|row| row.id == asked.id).cloned();
        row.map(detail).ok_or_else(|| Failure::new(ipc::Code::NotFound))
    });
    backend::answer::<ListDocuments>(move |_| Ok(rows(documents.clone())));
    nods();
}

/// Answers all that a window with this screen asks for by itself.
pub async fn showing(screen: Screen) {
    page::clear().await;
    backend::answer::<GetSession>(move |_| Ok(session(screen.clone())));
    nods();
}

/// What is only told, and that nobody chose anything for the lists.
fn nods() {
    backend::answer::<Mark>(|_| Ok(Nothing {}));
    backend::answer::<Touch>(|_| Ok(Nothing {}));
    backend::answer::<GetTables>(|_| Ok(Tables::default()));
}

fn detail(row: DocumentRow) -> DocumentDetail {
    DocumentDetail {
        row,
        message: None,
        flags: Vec::new(),
        advice: Vec::new(),
        kyc_level: None,
        timeline: Vec::new(),
        fetched_at: NOW,
        upload: None,
    }
}
