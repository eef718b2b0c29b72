//! The crowd's documents, made up to the numbers of the design: 1,284 in all, 31 waiting, 4 never submitted, 187
//! validated this month, 212 validated and 46 refused within 30 days, and nothing left to fix beyond the cast's 23.

use super::{DAY, DocumentStatus, HOUR, Paper, Stage, Type, crowd::Crowd, crowd::Member};
use crate::{kyc::review, users::Person};

const ALL: usize = 1_284;
const WAITING: usize = 31;
const NEVER_SUBMITTED: usize = 4;
const THIS_MONTH: usize = 187;
const THIRTY_DAYS: usize = 212;

/// How many of the verified take part in the recent round of renewals; the others may have a deadline ahead.
const RENEWING: usize = 120;

/// Reasons, messages and flags of refusals, identity proofs first.
type Why = (&'static str, &'static str, &'static [&'static str]);

const IDENTITY: [Why; 10] = [
    ("DOCUMENT_UNREADABLE", "The photo is blurred.", &["009004"]),
    ("DOCUMENT_HAS_EXPIRED", "The document has expired.", &["009021"]),
    ("DOCUMENT_UNREADABLE", "There is glare on the chip.", &["009016"]),
    ("DOCUMENT_INCOMPLETE", "The back side of the document is missing.", &["009018"]),
    ("DOCUMENT_UNREADABLE", "Part of the document is covered.", &["009003", "009017"]),
    ("DOCUMENT_NOT_ACCEPTED", "This kind of document is not supported.", &["009019"]),
    ("DOCUMENT_UNREADABLE", "The colours of the scan are too weak.", &["009015"]),
    ("DOCUMENT_DO_NOT_MATCH_USER_DATA", "The names do not match the data of the user.", &["009022", "009023"]),
    ("DOCUMENT_INCOMPLETE", "The wrong side of the document was sent.", &["009007", "009018"]),
    ("SPECIFIC_CASE", "The document is damaged. Please contact the support team.", &["009012", "009013"]),
];
const OTHER: [Why; 5] = [
    ("DOCUMENT_HAS_EXPIRED", "The extract is older than 3 months.", &[]),
    ("DOCUMENT_INCOMPLETE", "Pages are missing.", &[]),
    ("DOCUMENT_UNREADABLE", "The copy is unclear.", &[]),
    ("DOCUMENT_NOT_ACCEPTED", "The document does not meet the requirements.", &[]),
    ("DOCUMENT_MISSING", "No page was received.", &[]),
];
/// Refusals of the last 30 days that have been replaced since: 13, 6, 2, 2 and 2.
const LATELY: [(&str, usize); 5] = [
    ("DOCUMENT_UNREADABLE", 13),
    ("DOCUMENT_HAS_EXPIRED", 6),
    ("DOCUMENT_INCOMPLETE", 2),
    ("DOCUMENT_NOT_ACCEPTED", 2),
    ("DOCUMENT_DO_NOT_MATCH_USER_DATA", 2),
];

fn why(kind: Type, number: usize) -> Why {
    if kind == Type::IdentityProof { IDENTITY[number % IDENTITY.len()] } else { OTHER[number % OTHER.len()] }
}

fn required(stage: &Stage<'_>, member: &Member) -> &'static [Type] {
    stage.state.users.get(&member.id).map_or(&[], review::required)
}

fn validated(stage: &mut Stage<'_>, user: &str, kind: Type, created: i64, processed: i64) {
    let pages = if kind == Type::IdentityProof { 2 } else { 1 };
    stage.paper(user, Paper { kind: Some(kind), created, processed: Some(processed), pages, ..Paper::default() });
}

fn refused(stage: &mut Stage<'_>, user: &str, kind: Type, why: Why, created: i64, processed: i64) {
    let (reason, message, flags) = why;
    stage.paper(
        user,
        Paper {
            kind: Some(kind),
            status: Some(DocumentStatus::Refused),
            reason: Some(reason),
            message: Some(message),
            flags: if kind == Type::IdentityProof { flags } else { &[] },
            created,
            processed: Some(processed),
            pages: usize::from(reason != "DOCUMENT_MISSING"),
            ..Paper::default()
        },
    );
}

pub(super) fn file(stage: &mut Stage<'_>, crowd: &Crowd) {
    for member in crowd.verified.iter().chain(&crowd.closed) {
        for (n, kind) in required(stage, member).iter().enumerate() {
            let created = member.created + 4 * DAY + 1_800 * i64::try_from(n).unwrap_or(0);
            let processed = created + DAY + stage.state.dice.between(0, 6 * HOUR);
            validated(stage, &member.id, *kind, created, processed);
        }
    }
    waiting(stage, crowd);
    recent(stage, crowd);
    older(stage, crowd);
}

fn count(stage: &Stage<'_>, which: impl Fn(&crate::kyc::Document) -> bool) -> usize {
    stage.state.documents.values().filter(|d| which(d)).count()
}

/// Documents with Mangopay, and documents that were created and forgotten.
fn waiting(stage: &mut Stage<'_>, crowd: &Crowd) {
    let mut left = WAITING.saturating_sub(count(stage, |d| d.status == DocumentStatus::ValidationAsked));
    let now = stage.now();
    let mut open = crowd.open.iter();
    for member in open.by_ref() {
        if left == 0 {
            break;
        }
        let back = stage.state.dice.between(HOUR, 3 * DAY + 16 * HOUR);
        for (n, kind) in required(stage, member).iter().enumerate().take(left) {
            stage.paper(
                &member.id,
                Paper {
                    kind: Some(*kind),
                    status: Some(DocumentStatus::ValidationAsked),
                    created: now - back + 300 * i64::try_from(n).unwrap_or(0),
                    pages: 1,
                    ..Paper::default()
                },
            );
            left -= 1;
        }
    }
    for (n, member) in open.take(NEVER_SUBMITTED).enumerate() {
        stage.paper(
            &member.id,
            Paper {
                kind: required(stage, member).first().copied(),
                status: Some(DocumentStatus::Created),
                created: now - DAY - 7 * HOUR * i64::try_from(n + 1).unwrap_or(1),
                pages: n % 2,
                ..Paper::default()
            },
        );
    }
}

/// The renewals validated lately, some after a refusal.
fn recent(stage: &mut Stage<'_>, crowd: &Crowd) {
    let month = stage.at((2026, 11, 1), 0, 0);
    let thirty = stage.now() - 30 * DAY;
    let done = |stage: &Stage<'_>, from: i64| {
        count(stage, |d| d.status == DocumentStatus::Validated && d.processed.is_some_and(|p| p >= from))
    };
    let this_month = THIS_MONTH.saturating_sub(done(stage, month));
    let total = THIRTY_DAYS.saturating_sub(done(stage, thirty)).max(this_month);
    let mut pairs = Vec::new();
    for place in 0..4 {
        for member in crowd.verified.iter().take(RENEWING) {
            let kinds = required(stage, member);
            let natural = stage.state.users.get(&member.id).is_some_and(|u| u.person == Person::Natural);
            match kinds.get(place) {
                Some(kind) => pairs.push((member, *kind)),
                None if natural && place == 1 => pairs.push((member, Type::AddressProof)),
                None => {}
            }
        }
    }
    let working: Vec<u8> = (2..=24).filter(|day| !matches!(day % 7, 0 | 1)).collect();
    let mut refusals = LATELY.iter().flat_map(|(reason, n)| std::iter::repeat_n(*reason, *n));
    for (n, (member, kind)) in pairs.into_iter().take(total).enumerate() {
        let minute = u8::try_from(stage.state.dice.below(60)).unwrap_or(0);
        let hour = u8::try_from(9 + stage.state.dice.below(9)).unwrap_or(9);
        let processed = if n < this_month {
            match working[n % working.len()] {
                24 => stage.at((2026, 11, 24), 9, minute),
                day => stage.at((2026, 11, day), hour, minute),
            }
        } else {
            stage.at((2026, 10, u8::try_from(26 + n % 5).unwrap_or(26)), hour, minute)
        };
        let created = processed - DAY - stage.state.dice.between(HOUR, 20 * HOUR);
        validated(stage, &member.id, kind, created, processed);
        let late_enough = n < this_month && working[n % working.len()] >= 6;
        let fits = kind == Type::IdentityProof && late_enough;
        if fits && let Some(reason) = refusals.next() {
            let why = IDENTITY.iter().filter(|w| w.0 == reason).nth(n % 2).or(IDENTITY.iter().find(|w| w.0 == reason));
            let why = why.copied().unwrap_or(IDENTITY[0]);
            refused(stage, &member.id, kind, why, created - 2 * DAY, created - 3 * HOUR);
        }
    }
}

/// What else happened over the years, up to the total: first tries, renewals, address proofs, shareholder declarations.
fn older(stage: &mut Stage<'_>, crowd: &Crowd) {
    let members: Vec<&Member> = crowd.verified.iter().chain(&crowd.closed).collect();
    let mut left = ALL.saturating_sub(stage.state.documents.len());
    let quiet = stage.now() - 45 * DAY;
    for round in 0..6_usize {
        for (n, member) in members.iter().enumerate() {
            if left == 0 {
                return;
            }
            left -= 1;
            let kinds = required(stage, member);
            let kind = kinds[(round / 2 + n) % kinds.len()];
            let turn = i64::try_from(round).unwrap_or(0) * 2 * HOUR;
            let natural = stage.state.users.get(&member.id).is_some_and(|u| u.person == Person::Natural);
            let start = member.created + DAY + turn;
            let later = member.created + (60 + 40 * i64::try_from(round).unwrap_or(0)) * DAY;
            // Closed accounts have no later documents.
            let renews = n % 4 != 0 && n < crowd.verified.len() && later < quiet;
            match round {
                1 if natural => validated(stage, &member.id, Type::AddressProof, start + 4 * DAY, start + 5 * DAY),
                1 if kinds.len() == 3 => {
                    validated(stage, &member.id, Type::ShareholderDeclaration, start + 4 * DAY, start + 6 * DAY);
                }
                2 if n % 9 == 0 => {
                    stage.paper(
                        &member.id,
                        Paper {
                            kind: Some(Type::IdentityProof),
                            status: Some(DocumentStatus::OutOfDate),
                            created: start,
                            processed: Some(start + DAY),
                            pages: 2,
                            ..Paper::default()
                        },
                    );
                }
                _ if renews => validated(stage, &member.id, kind, later, later + DAY + 3 * HOUR),
                _ => refused(stage, &member.id, kind, why(kind, n + round), start, start + DAY),
            }
        }
    }
}

/// Deadlines of the crowd: 10 within 30 days, 21 within 60, 30 within 90 (the cast holds the others).
pub(super) fn renewals(stage: &mut Stage<'_>, crowd: &Crowd) {
    let today = stage.now();
    let due =
        (0..10).map(|n| 9 + n * 2).chain((0..21).map(|n| 31 + n * 28 / 20)).chain((0..30).map(|n| 61 + n * 28 / 29));
    for (member, days) in crowd.verified.iter().skip(RENEWING).zip(due) {
        stage.change(&member.id, |user| user.renewal = Some(super::date(today + days * DAY)));
    }
}
