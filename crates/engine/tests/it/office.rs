//! A desk with somebody to upload for, and files to upload.

use std::{path::PathBuf, sync::Arc};

use ipc::{
    Code,
    outbox::{ActOnItem, ItemAction, ListOutbox, OutboxItem},
    uploads::{DraftView, OpenDraft, PickFiles, SubmitDraft},
};
use model::{KycDocumentType, UserId};
use sandbox::{Action, Fault, World};
use serde_json::Value;
use testkit::Desk;

/// A PDF of one page, larger than an address proof has to be, unlike every other number's.
pub(crate) fn pdf(number: usize) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
    ];
    let mut text = format!("%PDF-1.5\n%{number}{}\n", "x".repeat(1_200));
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", text.len()));
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = text.len();
    text.push_str(&format!("{table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    text.into_bytes()
}

/// A desk with a user to upload for and a folder of files.
pub(crate) struct Office {
    pub(crate) desk: Desk,
    pub(crate) user: UserId,
    pub(crate) files: tempfile::TempDir,
}

impl Office {
    /// A connected profile, which nothing but the key store guards.
    pub(crate) async fn open() -> Self {
        Self::open_with(None).await
    }

    /// A connected profile, perhaps with a passphrase.
    pub(crate) async fn open_with(passphrase: Option<&str>) -> Self {
        let desk = Desk::with(World::Demo).await;
        let dump = desk.sandbox.control().dump();
        let is_owner =
            |user: &&Value| user["person"] == "NATURAL" && user["category"] == "OWNER" && user["status"] == "ACTIVE";
        let user = dump["users"].as_array().unwrap().iter().find(is_owner).unwrap();
        let user = UserId::new(user["id"].as_str().unwrap());
        desk.connect_with(passphrase).await;
        Self { desk, user, files: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn file(&self, number: usize) -> PathBuf {
        let path = self.files.path().join(format!("page {number}.pdf"));
        std::fs::write(&path, pdf(number)).unwrap();
        path
    }

    /// A draft with so many pages, all of them checked, once the local copy has the user.
    pub(crate) async fn draft(&self, pages: usize) -> DraftView {
        let host = &self.desk.host;
        let args =
            OpenDraft { user: Some(self.user.clone()), kind: Some(KycDocumentType::AddressProof), replaces: None };
        let draft = Arc::clone(host).open_draft(self.desk.window(), args.clone()).await.unwrap();
        self.desk.windows.will_pick((0..pages).map(|number| self.file(number)).collect());
        let pick = PickFiles { draft: draft.id, instead_of: None };
        Arc::clone(host).pick_files(self.desk.window(), pick).await.unwrap();
        self.desk
            .until("the checks and the user", || async {
                let draft = Arc::clone(host).open_draft(self.desk.window(), args.clone()).await.ok()?;
                (draft.pages.len() == pages && draft.blockers.is_empty()).then_some(draft)
            })
            .await
    }

    pub(crate) async fn submit(&self, draft: DraftView) -> OutboxItem {
        assert!(draft.blockers.is_empty(), "{:?}", draft.blockers);
        let args = SubmitDraft { draft: draft.id };
        Arc::clone(&self.desk.host).submit_draft(self.desk.window(), args).await.unwrap()
    }

    pub(crate) async fn items(&self) -> Vec<OutboxItem> {
        Arc::clone(&self.desk.host).list_outbox(self.desk.window(), ListOutbox {}).await.unwrap().items
    }

    pub(crate) async fn until(&self, what: &str, holds: impl Fn(&OutboxItem) -> bool) -> OutboxItem {
        self.desk.until(what, || async { self.items().await.into_iter().find(|item| holds(item)) }).await
    }

    pub(crate) async fn act(&self, item: &OutboxItem, action: ItemAction) -> Result<(), Code> {
        let args = ActOnItem { item: item.id.clone(), action };
        let reply = Arc::clone(&self.desk.host).act_on_item(self.desk.window(), args).await;
        reply.map(|_| ()).map_err(|failure| failure.code)
    }

    /// Documents of the user at the platform that were made since, with their pages' hashes.
    pub(crate) fn documents(&self, id: &str) -> Vec<(bool, Vec<String>)> {
        let dump = self.desk.sandbox.control().dump();
        let documents = dump["documents"].as_array().unwrap().iter().filter(|document| document["id"] == id);
        documents
            .map(|document| {
                let hash = |page: &Value| page["blake3"].as_str().unwrap().to_owned();
                let pages = document["pages"].as_array().unwrap().iter().map(hash).collect();
                (!document["submitted"].is_null(), pages)
            })
            .collect()
    }

    /// Scripts what becomes of the next such call.
    pub(crate) fn fault(&self, method: &str, path: &str, action: Action) {
        let (method, path) = (Some(method.to_owned()), Some(path.to_owned()));
        self.desk.sandbox.control().fault(Fault { method, path, skip: 0, times: Some(1), action });
    }

    /// From now on every connection is lost before anything is done.
    pub(crate) fn cut_network(&self) {
        let every = Fault { method: None, path: None, skip: 0, times: None, action: Action::CutBeforeCommit };
        self.desk.sandbox.control().fault(every);
    }
}
