//! What a draft tells of its pages: mended or not, which side, sent before.

use std::{path::Path, sync::Arc};

use image::codecs::jpeg::JpegEncoder;
use ipc::{
    sync::SyncNow,
    uploads::{DraftView, OpenDraft, PageView, PickFiles, SetFixes, SetPaper, SetTarget, Severity, Side},
};
use model::{IdentityPaper, KycDocumentType, UploadState, UserId};
use sandbox::Decision;

use crate::office::Office;

impl Office {
    async fn opened(&self, args: &OpenDraft) -> DraftView {
        Arc::clone(&self.desk.host).open_draft(self.desk.window(), args.clone()).await.unwrap()
    }

    /// A draft with this file, looked at.
    async fn looked_at(&self, args: &OpenDraft, file: &Path) -> DraftView {
        let draft = self.opened(args).await;
        self.desk.windows.will_pick(vec![file.to_owned()]);
        let pick = PickFiles { draft: draft.id, instead_of: None };
        Arc::clone(&self.desk.host).pick_files(self.desk.window(), pick).await.unwrap();
        self.settled(args).await
    }

    async fn settled(&self, args: &OpenDraft) -> DraftView {
        let settled = || async {
            let draft = self.opened(args).await;
            draft.pages.iter().all(|page| !page.checking).then_some(draft)
        };
        self.desk.until("the checks", settled).await
    }

    /// An identity proof of the user.
    fn identity(&self) -> OpenDraft {
        OpenDraft { user: Some(self.user.clone()), kind: Some(KycDocumentType::IdentityProof), replaces: None }
    }
}

fn codes(page: &PageView) -> Vec<&str> {
    page.findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// A JPEG of noise, which its camera held upright (orientation 6).
fn held_upright(folder: &Path) -> std::path::PathBuf {
    let mut state = 7_u32;
    let picture = image::RgbImage::from_fn(400, 300, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb([(state >> 8) as u8, (state >> 16) as u8, (state >> 24) as u8])
    });
    let mut plain = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut plain, 90)).unwrap();
    let note = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let path = folder.join("card.jpg");
    std::fs::write(&path, [&plain[..2], note, &plain[2..]].concat()).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_mended_can_be_undone_and_mended_again() {
    let office = Office::open().await;
    let args = office.identity();
    let draft = office.looked_at(&args, &held_upright(office.files.path())).await;
    let size = |draft: &DraftView| draft.pages[0].sent.as_ref().map(|sent| (sent.width, sent.height));
    assert_eq!(size(&draft), Some((Some(300), Some(400))), "{:?}", codes(&draft.pages[0]));
    assert!(draft.pages[0].can_undo && !draft.pages[0].undone);

    let page = draft.pages[0].id.clone();
    let set = |mended| SetFixes { draft: draft.id.clone(), page: page.clone(), mended };
    let host = || Arc::clone(&office.desk.host);
    let checking = host().set_fixes(office.desk.window(), set(false)).await.unwrap();
    assert!(checking.pages[0].revision > draft.pages[0].revision, "its picture is made anew");
    let undone = office.settled(&args).await;
    assert_eq!(size(&undone), Some((Some(400), Some(300))), "as it lies in the file");
    assert!(undone.pages[0].undone);
    assert!(undone.pages[0].fixes.iter().all(|fix| fix.code == "metadata-removed"), "metadata stay out");

    host().set_fixes(office.desk.window(), set(true)).await.unwrap();
    let again = office.settled(&args).await;
    assert_eq!((size(&again), again.pages[0].undone), (size(&draft), false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_has_a_front_and_a_back() {
    let office = Office::open().await;
    let args = office.identity();
    let file = held_upright(office.files.path());
    let draft = office.looked_at(&args, &file).await;
    assert_eq!(draft.papers.len(), 3);
    let host = || Arc::clone(&office.desk.host);
    let paper = |paper| SetPaper { draft: draft.id.clone(), paper };
    let passport = host().set_paper(office.desk.window(), paper(IdentityPaper::Passport)).await.unwrap();
    assert!(passport.findings.is_empty() && passport.pages[0].side.is_none());
    let card = host().set_paper(office.desk.window(), paper(IdentityPaper::Card)).await.unwrap();
    assert_eq!(card.pages[0].side, Some(Side::Front));
    let missing = card.findings.iter().find(|finding| finding.code == "back-missing").unwrap();
    assert_eq!((missing.severity, missing.predicts.as_deref()), (Severity::Warns, Some("009018")));
    assert!(card.blockers.is_empty(), "it only warns: one picture may show both sides");
    let both = office.looked_at(&args, &file).await;
    assert_eq!(both.pages[1].side, Some(Side::Back));
    assert!(both.findings.iter().all(|finding| finding.code != "back-missing"));
    assert!(codes(&both.pages[1]).contains(&"duplicate"));
    let kind = Some(KycDocumentType::AddressProof);
    let target = SetTarget { draft: draft.id.clone(), user: Some(office.user.clone()), kind, tag: None };
    let other = host().set_target(office.desk.window(), target).await.unwrap();
    assert!(other.papers.is_empty() && other.pages[0].side.is_none(), "only identity proofs have sides");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_was_refused_or_is_another_user_s_is_known_by_its_fingerprint() {
    let office = Office::open().await;
    let draft = office.draft(1).await;
    assert!(codes(&draft.pages[0]).contains(&"new-file"));
    let queued = office.submit(draft).await;
    let sent = office.until("the submission", |item| item.state == UploadState::Submitted).await;

    let dump = office.desk.sandbox.control().dump();
    let people = dump["users"].as_array().unwrap().iter().filter(|user| user["person"] == "NATURAL");
    let mut ids = people.map(|user| UserId::new(user["id"].as_str().unwrap()));
    let other = ids.find(|id| *id != office.user).unwrap();
    let args = OpenDraft { user: Some(other), kind: None, replaces: None };
    let draft = office.looked_at(&args, &office.file(0)).await;
    assert!(codes(&draft.pages[0]).contains(&"used-for-another"), "{:?}", codes(&draft.pages[0]));

    let refused = Decision {
        status: "REFUSED".to_owned(),
        reason: Some("DOCUMENT_UNREADABLE".to_owned()),
        message: None,
        flags: Vec::new(),
    };
    let document = sent.document.clone().unwrap();
    office.desk.sandbox.control().decide(document.as_str(), refused).unwrap();
    Arc::clone(&office.desk.host).sync_now(office.desk.window(), SyncNow {}).await.unwrap();
    office.until("the decision", |item| item.state == UploadState::Refused && item.id == queued.id).await;
    let args = OpenDraft { user: None, kind: None, replaces: Some(document) };
    let draft = office.looked_at(&args, &office.file(0)).await;
    let replaced = draft.replaced.clone().unwrap();
    assert_eq!(replaced.reason.unwrap().as_str(), "DOCUMENT_UNREADABLE");
    assert!(replaced.decided_at.is_some());
    let finding = draft.pages[0].findings.iter().find(|finding| finding.code == "refused-before").unwrap();
    assert_eq!(finding.args.get("reason").map(String::as_str), Some("DOCUMENT_UNREADABLE"));
}
