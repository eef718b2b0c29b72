//! What the platform itself has set up: hooks, older bank accounts of sellers, and sessions of hosted verification.

use serde_json::{Map, json};

use super::{Category, DAY, HOUR, Level, Stage, Status};
use crate::{
    accounts::{Account, Kind, LAST_PAYABLE},
    banks,
    hooks::{Hook, Status as Listening, Validity},
    ids::Dice,
    idv::{Check, Session, Status as Verification},
};

/// Event, and whether the hook is told, disabled or given up on.
const HOOKS: [(&str, Listening, Validity); 6] = [
    ("PAYOUT_NORMAL_FAILED", Listening::Enabled, Validity::Valid),
    ("PAYOUT_REFUND_SUCCEEDED", Listening::Enabled, Validity::Valid),
    ("DISPUTE_CREATED", Listening::Enabled, Validity::Valid),
    ("DISPUTE_FURTHER_ACTION_REQUIRED", Listening::Enabled, Validity::Valid),
    ("KYC_OUTDATED", Listening::Disabled, Validity::Valid),
    ("PAYIN_REFUND_SUCCEEDED", Listening::Enabled, Validity::Invalid),
];
/// Sellers with an older bank account.
const ACCOUNTS: usize = 40;
/// Hosted sessions of users that are not verified: what has become of them, and days ago.
const SESSIONS: [(Verification, i64); 6] = [
    (Verification::Pending, 1),
    (Verification::Pending, 3),
    (Verification::Refused, 9),
    (Verification::Refused, 30),
    (Verification::Expired, 20),
    (Verification::Expired, 44),
];

pub(super) fn set_up(stage: &mut Stage<'_>, dice: &mut Dice) {
    accounts(stage, dice);
    sessions(stage, dice);
    // Last: nothing of the past is told any more.
    hooks(stage, dice);
    stage.state.events.sort_by_key(|event| event.date);
}

fn hooks(stage: &mut Stage<'_>, dice: &mut Dice) {
    let created = stage.now() - 300 * DAY;
    for (n, (event, status, validity)) in HOOKS.into_iter().enumerate() {
        let created = created + HOUR * i64::try_from(n).unwrap_or(0);
        let hook = Hook {
            id: dice.id("hook_m", created),
            number: stage.state.number(),
            created,
            tag: Some("shop".to_owned()),
            // The discard port: nobody listens on the machine that runs the simulator.
            url: "http://127.0.0.1:9/mangopay".to_owned(),
            status,
            validity,
            event: event.to_owned(),
            email: Some("ops@halleverte.example".to_owned()),
            failures: if validity == Validity::Invalid { 100 } else { 0 },
        };
        stage.state.hooks.insert(hook.id.clone(), hook);
    }
}

fn accounts(stage: &mut Stage<'_>, dice: &mut Dice) {
    let state = &*stage.state;
    let sellers = state.users.values().filter(|u| u.category == Category::Owner && u.level == Level::Regular);
    let sellers: Vec<(String, i64, String, Option<serde_json::Value>)> = sellers
        .map(|u| {
            let name = u.text("Name").map_or_else(
                || format!("{} {}", u.text("FirstName").unwrap_or_default(), u.text("LastName").unwrap_or_default()),
                str::to_owned,
            );
            let home = u.data.get("HeadquartersAddress").or_else(|| u.data.get("Address")).cloned();
            (u.id.clone(), u.created + 5 * DAY, name, home)
        })
        .take(ACCOUNTS)
        .collect();
    for (n, (user, created, owner, home)) in sellers.into_iter().enumerate() {
        let digits: String = (0..23).map(|_| char::from(b'0' + u8::try_from(dice.below(10)).unwrap_or(0))).collect();
        let (kind, details) = if n % 8 == 7 {
            (Kind::Gb, json!({ "SortCode": "200000", "AccountNumber": digits[..8] }))
        } else {
            (Kind::Iban, json!({ "IBAN": banks::with_check_digits("FR", &digits), "BIC": "BNPAFRPP" }))
        };
        let account = Account {
            id: dice.id("bankacc_m", created),
            number: stage.state.number(),
            user,
            created,
            kind,
            owner,
            address: home.unwrap_or_else(|| super::address("8 quai de la Halle", "44000", "Nantes", "FR")),
            details: details.as_object().cloned().unwrap_or_else(Map::new),
            // Those of before the change have been taken over; some were given up.
            active: created <= LAST_PAYABLE && n % 9 != 8,
            tag: None,
        };
        stage.state.accounts.insert(account.id.clone(), account);
    }
}

fn sessions(stage: &mut Stage<'_>, dice: &mut Dice) {
    let now = stage.now();
    let open = stage.state.users.values().filter(|u| {
        u.category == Category::Owner
            && u.level == Level::Light
            && u.status == Status::Active
            && u.created < now - 60 * DAY
    });
    let users: Vec<String> = open.map(|u| u.id.clone()).take(SESSIONS.len()).collect();
    for (user, (status, days)) in users.into_iter().zip(SESSIONS) {
        let created = now - days * DAY - 2 * HOUR;
        let updated = match status {
            Verification::Refused => created + HOUR,
            Verification::Expired => created + 7 * DAY,
            _ => created,
        };
        let refused = Check {
            id: dice.id("idnchc", updated),
            kind: "IDENTITY_DOCUMENT_VERIFICATION".to_owned(),
            status: Verification::Refused,
            at: updated,
            data: Vec::new(),
            reasons: vec![("FACE_MATCH_FAIL".to_owned(), "The face does not match the document.".to_owned())],
        };
        let session = Session {
            id: dice.id("idnver", created),
            number: stage.state.number(),
            user,
            tag: None,
            return_url: "https://halleverte.example/verification".to_owned(),
            status,
            created,
            updated,
            checks: if status == Verification::Refused { vec![refused] } else { Vec::new() },
            pscs: Vec::new(),
        };
        if status == Verification::Pending {
            stage.state.plan(created + 7 * DAY, crate::agenda::Task::Verification(session.id.clone()));
        }
        stage.state.emit(created, "IDENTITY_VERIFICATION_PENDING", &session.id);
        match status {
            Verification::Refused => stage.state.emit(updated, "IDENTITY_VERIFICATION_FAILED", &session.id),
            Verification::Expired => stage.state.emit(updated, "IDENTITY_VERIFICATION_EXPIRED", &session.id),
            _ => {}
        }
        stage.state.verifications.insert(session.id.clone(), session);
    }
}
