//! What stands beside a list: notes, the message to a user, a refused network. And the fixes of a page.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use ipc::{
    Code, Failure,
    notes::{DeleteNote, ListNotes, Note, WriteNote},
    sync::{Connection, GetSyncStatus, SyncNow, SyncStatus},
    uploads::{Finding, Fix, ListDrafts, MediaFacts, OpenDraft, PageView, PreviewPage, SetFixes, Severity},
};
use l10n::text;
use model::{NoteId, PageId};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    keyboard::draft,
    page::{click, fill, find, has, open, press, says, until},
    samples::{NOW, connected, document, sync},
};

async fn a_document_beside_the_list() {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
}

#[wasm_bindgen_test]
async fn a_note_is_written_changed_and_deleted() {
    a_document_beside_the_list().await;
    let held = Rc::new(RefCell::new(Vec::<Note>::new()));
    let (listed, written, deleted) = (Rc::clone(&held), Rc::clone(&held), Rc::clone(&held));
    backend::answer::<ListNotes>(move |_| Ok(listed.borrow().clone()));
    backend::answer::<WriteNote>(move |asked| {
        let note =
            Note { id: NoteId::new("note_1"), text: asked.text, written_at: NOW, changed_at: asked.note.map(|_| NOW) };
        written.replace(vec![note]);
        Ok(written.borrow().clone())
    });
    backend::answer::<DeleteNote>(move |_| {
        deleted.replace(Vec::new());
        Ok(Vec::new())
    });
    open("/compliance").await;
    find("tr[data-row='0']").await;
    press("j");
    press("Enter");
    find("[data-testid='note-add']").await;
    press("w");
    fill("[data-testid='note-text']", "Called, sends a new photo").await;
    click("[data-testid='note-save']").await;
    says("[data-testid='note']", "Called, sends a new photo").await;
    until("the field is gone", || !has("[data-testid='note-text']")).await;

    click("[data-testid='note-change']").await;
    fill("[data-testid='note-text']", "Called twice").await;
    click("[data-testid='note-save']").await;
    says("[data-testid='note']", "Called twice").await;

    click("[data-testid='note-delete']").await;
    until("the note is gone", || !has("[data-testid='note']")).await;
    says("[data-testid='toast']", &text("note-deleted")).await;
    assert_eq!(backend::asked::<WriteNote>(), 2);
}

#[wasm_bindgen_test]
async fn a_note_that_is_refused_stays_in_its_field_and_says_what_to_do() {
    a_document_beside_the_list().await;
    let refused = Failure::new(Code::BadValue).with("max", 2_000).field("text", Code::BadValue);
    backend::refuse::<WriteNote>(refused);
    open("/compliance").await;
    find("tr[data-row='0']").await;
    press("j");
    press("Enter");
    click("[data-testid='note-add']").await;
    find("[data-testid='note-text']").await;
    click("[data-testid='note-save']").await;
    says("[data-testid='inspector']", &text("failure-bad-value-do")).await;
    find("[data-testid='note-text']").await;
}

#[wasm_bindgen_test]
async fn a_refused_network_says_what_to_do_beside_the_list() {
    a_document_beside_the_list().await;
    let failure = Failure::new(Code::AddressNotAllowed);
    backend::answer::<GetSyncStatus>(move |_| {
        Ok(SyncStatus { connection: Connection::Refused { since: NOW - 5_400, failure: failure.clone() }, ..sync() })
    });
    backend::answer::<SyncNow>(|_| Ok(ipc::Nothing {}));
    open("/compliance").await;
    says("[data-testid='refusal-request']", "Client ID example, Sandbox").await;
    says("[data-testid='failure']", &text("failure-address-not-allowed")).await;
    click("[data-testid='refusal-again']").await;
    until("the server is asked again", || backend::asked::<SyncNow>() == 1).await;
    click("[data-testid='close-inspector']").await;
    until("it is put away", || !has("[data-testid='refusal-request']")).await;
}

#[wasm_bindgen_test]
async fn fixes_are_undone_and_made_again() {
    connected(Vec::new()).await;
    let facts = MediaFacts { format: "JPEG".into(), bytes: 40_000, width: Some(300), height: Some(400), pages: None };
    let turned = Fix {
        code: "turned".into(),
        args: BTreeMap::from([("degrees".into(), "90".into()), ("mirrored".into(), "false".into())]),
    };
    let glare = Finding {
        code: "glare".into(),
        severity: Severity::Warns,
        args: BTreeMap::from([("percent".into(), "6".into()), ("max".into(), "2".into())]),
        predicts: Some("009006".into()),
    };
    let with_page = move |undone: bool| {
        let mut view = draft();
        view.kind = Some(model::KycDocumentType::IdentityProof);
        view.pages.push(PageView {
            id: PageId::new("page-1"),
            file_name: "card.jpg".into(),
            received: facts.clone(),
            sent: Some(facts.clone()),
            findings: vec![glare.clone()],
            fixes: if undone { Vec::new() } else { vec![turned.clone()] },
            can_undo: !undone,
            undone,
            side: None,
            quarters: 0,
            checking: false,
            revision: u32::from(undone),
        });
        view
    };
    let (opened, listed) = (with_page.clone(), with_page.clone());
    backend::answer::<OpenDraft>(move |_| Ok(opened(false)));
    backend::answer::<ListDrafts>(move |_| Ok(vec![listed(false)]));
    backend::refuse::<PreviewPage>(Failure::new(Code::NotNow));
    backend::answer::<SetFixes>(move |asked| Ok(with_page(!asked.mended)));
    open("/compliance").await;
    find("[data-testid='empty']").await;
    press("u");
    says("[data-testid='undo-fixes']", &text("upload-undo-fixes")).await;
    says("[data-testid='page-warning']", "009006 Glare on the photo").await;
    click("[data-testid='undo-fixes']").await;
    says("[data-testid='undo-fixes']", &text("upload-mend-again")).await;
    says("[data-testid='fixes']", &text("upload-fixes-undone")).await;
}
