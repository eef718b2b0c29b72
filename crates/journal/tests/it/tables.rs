use std::path::PathBuf;

use journal::drafts::{self, Draft, DraftPage, Page, Place};
use journal::outbox::{self, Bond, IntentKind, Item, Outcome, Step, Waiting};
use journal::{Error, settings};
use model::{
    DraftId, IdempotencyKey, IdentityPaper, KycDocumentId, KycDocumentType, OutboxId, PageId, UnixSeconds, UploadState,
    UploadStep, UserId,
};

use crate::fixture;

fn page(number: u8) -> Page {
    Page {
        id: PageId::new(format!("page-{number}")),
        path: PathBuf::from(format!("/home/ines/Büro/{number}.jpg")),
        file_name: format!("{number}.jpg"),
        size: 40_000 + u64::from(number),
        hash: [number; 32],
        recipe: "v1 o1 t0 keep".into(),
        place: if number == 1 { Place::Transient } else { Place::Lasting },
        page_size: (number > 1).then_some(39_000),
    }
}

fn draft() -> Draft {
    Draft {
        id: DraftId::new("draft-1"),
        user: Some(UserId::new("user_m_1")),
        kind: Some(KycDocumentType::IdentityProof),
        tag: Some("accept".into()),
        replaces: Some(KycDocumentId::new("kyc_0")),
        paper: Some(IdentityPaper::Card),
        pages: vec![
            DraftPage { page: page(1), removed: false, summary: "{\"findings\":[]}".into() },
            DraftPage { page: page(2), removed: true, summary: "{}".into() },
        ],
        created_at: UnixSeconds(100),
        changed_at: UnixSeconds(200),
    }
}

fn item(id: &str) -> Item {
    Item {
        id: OutboxId::new(id),
        kind: IntentKind::KycUpload,
        user: UserId::new("user_m_1"),
        document_type: KycDocumentType::from("SOMETHING_NEW"),
        tag: None,
        pages: vec![page(1), page(2)],
        state: UploadState::UploadingPage { page: 1, of: 2 },
        document: Some(KycDocumentId::new(format!("kyc_{id}"))),
        paused: true,
        dismissed: false,
        waits_for: Some(Waiting::StillRunning),
        next_try_at: Some(UnixSeconds(300)),
        troubles: 4,
        replaces: None,
        created_at: UnixSeconds(100),
        changed_at: UnixSeconds(200),
        submitted_at: None,
        decided_at: None,
        steps: vec![
            Step {
                step: UploadStep::CreateDocument,
                key: Some(IdempotencyKey::try_from(format!("0123456789abcdef-{id}")).unwrap()),
                first_try_at: Some(UnixSeconds(110)),
                last_try_at: Some(UnixSeconds(112)),
                tries: 2,
                doubt_at: Some(UnixSeconds(112)),
                outcome: Some(Outcome::Refused { status: 503 }),
                finished_at: Some(UnixSeconds(113)),
            },
            Step {
                step: UploadStep::SendPage(0),
                key: None,
                first_try_at: None,
                last_try_at: None,
                tries: 0,
                doubt_at: None,
                outcome: None,
                finished_at: None,
            },
        ],
        documents: vec![(KycDocumentId::new(format!("kyc_{id}")), Bond::Created)],
    }
}

#[test]
fn drafts_come_back_as_they_were() {
    let fixture = fixture();
    let stored = draft();
    fixture.journal.write_blocking(move |tx| drafts::save(tx, &stored)).unwrap();
    assert_eq!(fixture.journal.read_blocking(drafts::list).unwrap(), [draft()]);

    let mut changed = draft();
    changed.pages.swap(0, 1);
    changed.pages.truncate(1);
    changed.changed_at = UnixSeconds(300);
    let stored = changed.clone();
    fixture.journal.write_blocking(move |tx| drafts::save(tx, &stored)).unwrap();
    assert_eq!(fixture.journal.read_blocking(|tx| drafts::get(tx, &DraftId::new("draft-1"))).unwrap(), changed);

    fixture.journal.write_blocking(|tx| drafts::delete(tx, &DraftId::new("draft-1"))).unwrap();
    let gone = fixture.journal.read_blocking(|tx| drafts::get(tx, &DraftId::new("draft-1")));
    assert!(matches!(gone, Err(Error::NotFound { .. })));
}

#[test]
fn items_come_back_as_they_were() {
    let fixture = fixture();
    fixture.journal.write_blocking(|tx| outbox::save(tx, &item("a"))).unwrap();
    assert_eq!(fixture.journal.read_blocking(|tx| outbox::get(tx, &OutboxId::new("a"))).unwrap(), item("a"));

    let mut changed = item("a");
    changed.state = UploadState::Abandoned { document: "kyc_a".into() };
    changed.documents = vec![(KycDocumentId::new("kyc_a"), Bond::Abandoned)];
    changed.pages[0].path = PathBuf::from("/elsewhere/1.jpg");
    changed.steps[1].outcome = Some(Outcome::Lost);
    changed.waits_for = None;
    let mut successor = item("b");
    successor.replaces = Some(OutboxId::new("a"));
    let stored = (changed.clone(), successor.clone());
    let write = fixture.journal.write_blocking(move |tx| {
        outbox::save(tx, &stored.0)?;
        outbox::save(tx, &stored.1)
    });
    write.unwrap();
    assert_eq!(fixture.journal.read_blocking(outbox::list).unwrap(), [changed, successor.clone()]);
    assert_eq!(fixture.journal.read_blocking(outbox::active).unwrap(), [successor.clone()]);
    let with_file = |number: u8| {
        let found = fixture.journal.read_blocking(move |tx| outbox::with_file(tx, &[number; 32])).unwrap();
        found.into_iter().map(|item| item.id).collect::<Vec<_>>()
    };
    assert_eq!(with_file(1), [successor.id.clone(), OutboxId::new("a")], "newest first");
    assert!(with_file(9).is_empty());
}

#[test]
fn a_document_has_one_owner_for_ever() {
    let fixture = fixture();
    fixture.journal.write_blocking(|tx| outbox::save(tx, &item("a"))).unwrap();
    let mut thief = item("b");
    thief.documents = vec![(KycDocumentId::new("kyc_a"), Bond::Adopted)];
    assert!(fixture.journal.write_blocking(move |tx| outbox::save(tx, &thief)).is_err());
    let read = fixture.journal.read_blocking(|tx| {
        Ok::<_, Error>((
            outbox::owner(tx, &KycDocumentId::new("kyc_a"))?,
            outbox::owned_by(tx, &KycDocumentId::new("kyc_a"), &OutboxId::new("b"))?,
            outbox::owned_by(tx, &KycDocumentId::new("kyc_z"), &OutboxId::new("b"))?,
            outbox::of_document(tx, &KycDocumentId::new("kyc_a"))?.map(|item| item.id),
            outbox::list(tx)?.len(),
        ))
    });
    let a = OutboxId::new("a");
    assert_eq!(read.unwrap(), (Some(a.clone()), Some(false), None, Some(a), 1), "and nothing of the thief is stored");
}

#[test]
fn settings_have_standard_values_and_keep_what_is_set() {
    let fixture = fixture();
    let read = || fixture.journal.read_blocking(|tx| settings::IDLE_MINUTES.get(tx)).unwrap();
    assert_eq!(read(), 10);
    fixture.journal.write_blocking(|tx| settings::IDLE_MINUTES.set(tx, &15)).unwrap();
    assert_eq!(read(), 15);
    let spoil =
        fixture.journal.write_blocking(|tx| Ok::<_, Error>(tx.execute("UPDATE setting SET value = '\"many\"'", [])?));
    spoil.unwrap();
    assert_eq!(read(), 10, "an unreadable value counts as absent");
}
