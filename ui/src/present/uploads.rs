//! The upload sheet in words: findings, fixes, facts, blockers, the line before sending.

use std::collections::BTreeMap;

use ipc::uploads::{Blocker, DraftView, Finding, Fix, Limits, MediaFacts, PageView, Replaced, Severity, Side};
use l10n::{bytes, has, text, text_args, text_with, word};
use model::{IdentityPaper, KycDocumentStatus, KycDocumentType};

use super::{Calendar, Role, StatusWord};
use crate::components::{IconName, PageFace, PreflightRow};

fn mark(severity: Severity) -> (Role, IconName) {
    match severity {
        Severity::Blocks => (Role::Bad, IconName::XCircle),
        Severity::Warns => (Role::Warn, IconName::Alert),
        Severity::Good => (Role::Ok, IconName::CheckCircle),
    }
}

/// The words of a finding; a code without words is shown as it came.
fn phrase(prefix: &str, code: &str, args: &BTreeMap<String, String>) -> String {
    let id = format!("{prefix}-{code}");
    if has(&id) { text_args(&id, &spoken(args)) } else { code.to_owned() }
}

/// The values with formats and reasons as people call them; the code itself stays, for choosing between sentences.
fn spoken(args: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut args = args.clone();
    if let Some(raw) = args.get("format").cloned() {
        args.insert("format".to_owned(), format_word(&raw));
        args.insert("raw".to_owned(), raw);
    }
    let reason = args.entry("reason".to_owned()).or_insert_with(|| "none".to_owned());
    let said = word("reason", reason);
    args.insert("said".to_owned(), said);
    args
}

/// A format as people call it: "JPEG", "HEIC photo".
fn format_word(code: &str) -> String {
    let id = format!("format-{}", code.to_ascii_lowercase());
    if has(&id) { text(&id) } else { code.to_owned() }
}

/// A finding as a status.
pub fn finding(finding: &Finding) -> StatusWord {
    let (role, icon) = mark(finding.severity);
    StatusWord::new(role, icon, phrase("finding", &finding.code, &finding.args))
}

/// A fix in words.
pub fn fix(fix: &Fix) -> String {
    phrase("fix", &fix.code, &fix.args)
}

/// Why a dropped thing was not taken.
pub fn refused(code: &str, args: &BTreeMap<String, String>) -> String {
    phrase("intake", code, args)
}

/// A check in the table: its name, what was found, what is asked for.
pub fn check(finding: &Finding) -> PreflightRow {
    let (role, icon) = mark(finding.severity);
    let part = |part: &str| {
        let id = format!("finding-{}-{part}", finding.code);
        has(&id).then(|| text_args(&id, &spoken(&finding.args)))
    };
    let name = part("name").unwrap_or_else(|| phrase("finding", &finding.code, &finding.args));
    PreflightRow {
        name: StatusWord::new(role, icon, name),
        value: part("value").unwrap_or_default(),
        limit: part("limit").unwrap_or_default(),
    }
}

/// "JPEG, 1.1 MB".
pub fn facts(facts: &MediaFacts) -> String {
    let size = bytes(facts.bytes);
    let format = if facts.format.is_empty() { size } else { format!("{}, {size}", format_word(&facts.format)) };
    match facts.pages {
        Some(pages) if pages > 1 => {
            format!("{format}, {}", text_with("upload-pdf-pages", &[("count", pages.into())]))
        }
        _ => format,
    }
}

/// "Turned 90° right, location data removed."
pub fn fixes(page: &PageView) -> Option<String> {
    let mut words: Vec<String> = page.fixes.iter().map(fix).collect();
    if page.undone {
        words.insert(0, text("upload-fixes-undone"));
    }
    if page.quarters > 0 {
        words.push(text(&format!("fix-by-hand-{}", page.quarters)));
    }
    let first = words.first_mut()?;
    let mut letters = first.chars();
    *first = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    Some(format!("{}.", words.join(", ")))
}

/// Whether a page cannot be sent as it is.
pub fn is_blocked(page: &PageView) -> bool {
    page.findings.iter().any(|finding| finding.severity == Severity::Blocks)
}

/// What a page's card shows.
pub fn face(page: &PageView, number: usize) -> PageFace {
    let bad = is_blocked(page);
    let mut checks: Vec<StatusWord> =
        page.findings.iter().filter(|finding| finding.severity != Severity::Good).map(finding).collect();
    if page.checking {
        checks = vec![StatusWord::new(Role::Idle, IconName::Clock, text("upload-checking"))];
    } else if checks.is_empty() {
        checks.push(StatusWord::new(Role::Ok, IconName::CheckCircle, text("upload-page-ready")));
    }
    if !bad && !page.fixes.is_empty() {
        checks.push(StatusWord::new(Role::Info, IconName::Wand, text("upload-page-fixed")));
    }
    let shown = page.sent.as_ref().unwrap_or(&page.received);
    let side = page.side.map(side);
    PageFace { number, name: page.file_name.clone(), side, facts: facts(shown), checks, bad }
}

/// "front".
fn side(side: Side) -> String {
    text(match side {
        Side::Front => "side-front",
        Side::Back => "side-back",
    })
}

/// "Page 1, front".
pub fn page_title(number: usize, page: &PageView) -> String {
    match page.side {
        Some(shown) => text_with("upload-page-title-side", &[("number", number.into()), ("side", side(shown).into())]),
        None => text_with("upload-page-title", &[("number", number.into())]),
    }
}

/// What is to be said about a page that warns: a few words to begin with, and the rest.
pub fn warning(draft: &DraftView, page: &PageView) -> Option<(Option<String>, String)> {
    let warns: Vec<&Finding> = page.findings.iter().filter(|finding| finding.severity == Severity::Warns).collect();
    if warns.is_empty() {
        return None;
    }
    let mut flags: Vec<&str> = warns.iter().filter_map(|finding| finding.predicts.as_deref()).collect();
    flags.dedup();
    // Only identity proofs are refused with flags.
    if draft.kind != Some(KycDocumentType::IdentityProof) || flags.is_empty() {
        return Some((None, text("upload-page-warned")));
    }
    let before =
        |flag: &&str| draft.replaced.as_ref().is_some_and(|replaced| replaced.flags.iter().any(|known| known == flag));
    let said = |flags: &[&str]| {
        let said: Vec<String> = flags.iter().map(|flag| format!("{flag} {}", word("flag", flag))).collect();
        said.join(", ")
    };
    let again: Vec<&str> = flags.iter().copied().filter(before).collect();
    Some(if again.is_empty() {
        (None, text_with("upload-page-predicted", &[("faults", said(&flags).into())]))
    } else {
        let text = text_with("upload-page-same-text", &[("faults", said(&again).into())]);
        (Some(l10n::text("upload-page-same")), text)
    })
}

/// "Replaces the identity proof refused this morning".
pub fn replaces(replaced: &Replaced, calendar: &Calendar) -> String {
    let kind = ("kind", word("kyc-type-said", replaced.kind.as_str()).into());
    match replaced.status {
        KycDocumentStatus::Refused => {
            let when = replaced.decided_at.map_or_else(|| text("upload-when-before"), |at| when(at, calendar));
            text_with("upload-replaces-refused", &[kind, ("when", when.into())])
        }
        KycDocumentStatus::OutOfDate => text_with("upload-replaces-outdated", &[kind]),
        KycDocumentStatus::Created
        | KycDocumentStatus::ValidationAsked
        | KycDocumentStatus::Validated
        | KycDocumentStatus::Unknown(_) => text_with("upload-replaces", &[kind]),
    }
}

/// "this morning", "yesterday", "on 20 Nov".
fn when(at: i64, calendar: &Calendar) -> String {
    match calendar.days_ahead(at) {
        0 if calendar.is_morning(at) => text("upload-when-morning"),
        0 => text("upload-when-today"),
        -1 => text("upload-when-yesterday"),
        _ => text_with("upload-when-on", &[("date", calendar.date(at).into())]),
    }
}

/// A kind of paper as it is called in the user's country.
pub fn paper(paper: &IdentityPaper, country: Option<&str>) -> String {
    let local = format!("identity-paper-{}-{}", paper.as_str(), country.unwrap_or_default());
    if has(&local) { text(&local) } else { word("identity-paper", paper.as_str()) }
}

/// What has to be sent, in short: how many sides, which formats, how large.
pub fn asked_for(draft: &DraftView) -> String {
    let limits = limits(&draft.limits);
    match draft.paper.as_ref().filter(|_| !draft.papers.is_empty()).map(IdentityPaper::sides) {
        Some(2) => format!("{} {limits}", text("upload-paper-two-sides")),
        Some(_) => format!("{} {limits}", text("upload-paper-one-side")),
        None => limits,
    }
}

/// The icon of a page without a picture.
pub fn stand_in(page: &PageView) -> IconName {
    let has_code = |code: &str| page.findings.iter().any(|finding| finding.code == code);
    if has_code("encrypted") {
        IconName::Lock
    } else if page.received.pages.is_some() || page.received.format == "PDF" {
        IconName::File
    } else {
        IconName::Image
    }
}

/// "PDF, JPEG or PNG, 32 KB to 7 MB each, 5 files at most."
fn limits(limits: &Limits) -> String {
    let args = [
        ("min", bytes(limits.min_bytes).into()),
        ("max", bytes(limits.max_bytes).into()),
        ("files", limits.max_files.into()),
    ];
    text_with("upload-limits", &args)
}

/// Bytes of the largest page as it will be sent.
pub fn largest(draft: &DraftView) -> u64 {
    let size = |page: &PageView| page.sent.as_ref().unwrap_or(&page.received).bytes;
    draft.pages.iter().map(size).max().unwrap_or_default()
}

/// Why it cannot be sent yet.
pub fn blocker(blocker: &Blocker) -> StatusWord {
    let (role, icon, words) = match blocker {
        Blocker::NoUser => (Role::Idle, IconName::Info, text("blocker-no-user")),
        Blocker::NoType => (Role::Idle, IconName::Info, text("blocker-no-type")),
        Blocker::TypeNotAllowed => (Role::Bad, IconName::XCircle, text("blocker-type-not-allowed")),
        Blocker::NotAnOwner => (Role::Bad, IconName::XCircle, text("blocker-not-an-owner")),
        Blocker::UserClosed => (Role::Bad, IconName::XCircle, text("blocker-user-closed")),
        Blocker::NoPages => (Role::Idle, IconName::Info, text("blocker-no-pages")),
        Blocker::TooManyPages => (Role::Bad, IconName::XCircle, text("blocker-too-many-pages")),
        Blocker::Page { number } => {
            (Role::Bad, IconName::XCircle, text_with("blocker-page", &[("number", (*number).into())]))
        }
        Blocker::NeedsSavedCopy { number } => {
            (Role::Warn, IconName::Alert, text_with("blocker-needs-saved-copy", &[("number", (*number).into())]))
        }
        Blocker::Checking => (Role::Idle, IconName::Clock, text("blocker-checking")),
        Blocker::ReadOnly => (Role::Warn, IconName::Lock, text("blocker-read-only")),
    };
    StatusWord::new(role, icon, words)
}

/// What will be sent, in one line: "2 pages as identity proof for Ana Beltrán Ruiz".
pub fn summary(draft: &DraftView) -> Option<String> {
    let user = draft.user.as_ref().map(super::users::name)?;
    let kind = word("kyc-type", draft.kind.as_ref()?.as_str());
    let pages = text_with("upload-summary-pages", &[("count", draft.pages.len().into())]);
    Some(text_with("upload-summary", &[("pages", pages.into()), ("kind", kind.into()), ("user", user.into())]))
}

#[cfg(test)]
mod tests {
    use model::{DraftId, PageId};

    use super::*;

    fn page(findings: Vec<Finding>) -> PageView {
        PageView {
            id: PageId::new("p"),
            file_name: "dni.jpg".into(),
            received: MediaFacts { format: "JPEG".into(), bytes: 1_150_000, width: None, height: None, pages: None },
            sent: None,
            findings,
            fixes: vec![Fix { code: "metadata-removed".into(), args: BTreeMap::from([("gps".into(), "yes".into())]) }],
            can_undo: false,
            undone: false,
            side: None,
            quarters: 1,
            checking: false,
            revision: 0,
        }
    }

    fn found(code: &str, severity: Severity) -> Finding {
        let args = [("bytes", "21504"), ("min", "32768")];
        Finding { code: code.into(), severity, args: args.map(|(k, v)| (k.into(), v.into())).into(), predicts: None }
    }

    #[test]
    fn a_card_says_what_is_wrong_and_nothing_else() {
        let shown = face(&page(vec![found("too-small", Severity::Blocks), found("format-ok", Severity::Good)]), 1);
        assert!(shown.bad);
        assert_eq!(shown.checks.len(), 1);
        assert!(shown.checks[0].word.contains("32 KB"), "{}", shown.checks[0].word);
        assert_eq!(shown.facts, "JPEG, 1.1 MB");
    }

    #[test]
    fn a_good_card_is_ready_and_tells_of_its_fixes() {
        let shown = face(&page(Vec::new()), 1);
        assert_eq!(shown.checks.len(), 2);
        let fixes = fixes(&page(Vec::new())).unwrap();
        assert!(fixes.ends_with('.') && fixes.starts_with(char::is_uppercase), "{fixes}");
    }

    #[test]
    fn a_code_without_words_is_shown_as_it_came() {
        assert_eq!(finding(&found("from-the-future", Severity::Warns)).word, "from-the-future");
    }

    fn draft() -> DraftView {
        DraftView {
            id: DraftId::new("d"),
            user: None,
            kind: Some(KycDocumentType::IdentityProof),
            kinds: Vec::new(),
            tag: None,
            replaces: None,
            replaced: None,
            paper: None,
            papers: Vec::new(),
            pages: vec![page(Vec::new())],
            limits: Limits { min_bytes: 32_768, max_bytes: 7_000_000, max_files: 5 },
            findings: Vec::new(),
            refused: Vec::new(),
            blockers: Vec::new(),
            changed_at: 0,
        }
    }

    #[test]
    fn a_fault_names_its_flag_and_whether_it_was_the_last_one_s() {
        let mut draft = draft();
        let glare = Finding { predicts: Some("009006".into()), ..found("glare", Severity::Warns) };
        let page = page(vec![glare]);
        let (first, rest) = warning(&draft, &page).unwrap();
        assert!(first.is_none() && rest.contains("009006 Glare on the photo"), "{rest}");
        draft.replaced = Some(Replaced {
            kind: KycDocumentType::IdentityProof,
            status: KycDocumentStatus::Refused,
            decided_at: None,
            reason: None,
            flags: vec!["009006".into()],
        });
        assert_eq!(warning(&draft, &page).unwrap().0.as_deref(), Some("Same problem as last time."));
        draft.kind = Some(KycDocumentType::AddressProof);
        let (_, rest) = warning(&draft, &page).unwrap();
        assert!(!rest.contains("009006"), "only identity proofs are refused with flags");
    }

    #[test]
    fn what_is_replaced_is_told_with_its_day() {
        const NOW: i64 = 1_795_513_320;
        let calendar = Calendar::with_zone(NOW, |_| 60);
        let replaced = |decided_at| Replaced {
            kind: KycDocumentType::IdentityProof,
            status: KycDocumentStatus::Refused,
            decided_at,
            reason: None,
            flags: Vec::new(),
        };
        for (ago, words) in
            [(3_600, "this morning"), (30 * 3_600, "yesterday"), (4 * 86_400, "on 20 Nov"), (86_400 * 300, "2026")]
        {
            let said = replaces(&replaced(Some(NOW - ago)), &calendar);
            assert!(said.starts_with("Replaces the identity proof refused"), "{said}");
            assert!(said.contains(words) || ago > 86_400 * 200, "{said}");
        }
    }

    #[test]
    fn a_card_has_two_sides_and_is_called_as_at_home() {
        let mut draft = draft();
        draft.paper = Some(IdentityPaper::Card);
        draft.papers = vec![IdentityPaper::Card, IdentityPaper::Passport];
        assert!(asked_for(&draft).starts_with("Two files, front and back. PDF"));
        assert_eq!(paper(&IdentityPaper::Card, Some("ES")), "DNI");
        assert_eq!(paper(&IdentityPaper::Card, Some("FR")), "Identity card");
    }

    #[test]
    fn the_line_before_sending_names_pages_type_and_user() {
        let draft = draft();
        assert_eq!(summary(&draft), None, "without a user there is nothing to say");
        assert!(limits(&draft.limits).contains("32 KB to 7 MB"));
    }
}
