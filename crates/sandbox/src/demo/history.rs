//! The events of the last weeks, told by the users and documents themselves.

use std::collections::BTreeMap;

use super::{Category, DAY, DocumentStatus, Level, Stage, Status, Type};
use crate::{events::Event, kyc::review, ubo::Status as Declared, users::User};

/// Events older than this are not told: nobody can ask for them.
const TOLD: i64 = 60 * DAY;

pub(super) fn tell(stage: &mut Stage<'_>) {
    let now = stage.now();
    let mut told: Vec<(i64, &'static str, String)> = Vec::new();
    for d in stage.state.documents.values() {
        told.push((d.created, "KYC_CREATED", d.id.clone()));
        if let Some(at) = d.submitted {
            told.push((at, "KYC_VALIDATION_ASKED", d.id.clone()));
        }
        let name = match d.status {
            DocumentStatus::Validated => "KYC_SUCCEEDED",
            DocumentStatus::Refused => "KYC_FAILED",
            DocumentStatus::OutOfDate => "KYC_OUTDATED",
            DocumentStatus::Created | DocumentStatus::ValidationAsked => continue,
        };
        if let Some(at) = d.processed {
            told.push((at, name, d.id.clone()));
        }
    }
    for d in stage.state.declarations.values() {
        told.push((d.created, "UBO_DECLARATION_CREATED", d.id.clone()));
        if d.status != Declared::Created {
            told.push((d.created + 3_600, "UBO_DECLARATION_VALIDATION_ASKED", d.id.clone()));
        }
        let name = match d.status {
            Declared::Validated => "UBO_DECLARATION_VALIDATED",
            Declared::Refused => "UBO_DECLARATION_REFUSED",
            Declared::Incomplete => "UBO_DECLARATION_INCOMPLETE",
            Declared::Created | Declared::ValidationAsked => continue,
        };
        if let Some(at) = d.processed {
            told.push((at, name, d.id.clone()));
        }
    }
    for user in stage.state.users.values().filter(|u| u.category == Category::Owner) {
        about(stage, user, &mut told);
    }
    told.retain(|(at, _, _)| *at <= now && *at > now - TOLD);
    told.sort();
    let events = told.into_iter().map(|(date, kind, resource)| Event { resource, kind: kind.to_owned(), date });
    stage.state.events.extend(events);
}

fn about(stage: &Stage<'_>, user: &User, told: &mut Vec<(i64, &'static str, String)>) {
    let mut tell = |at: i64, name: &'static str| told.push((at, name, user.id.clone()));
    tell(user.created, "USER_ACCOUNT_VALIDATION_ASKED");
    if let Some(at) = user.enrolled {
        tell(at, "SCA_ENROLLMENT_SUCCEEDED");
        tell(at, "USER_ACCOUNT_ACTIVATED");
    }
    if user.status == Status::Closed {
        let at = user.created + 200 * DAY;
        tell(at, "USER_ACCOUNT_CLOSED");
    }
    let mut first: BTreeMap<Type, i64> = BTreeMap::new();
    let mut last: Option<i64> = None;
    let kinds = review::required(user);
    for d in stage.state.documents.values().filter(|d| d.user == user.id && kinds.contains(&d.kind)) {
        if let Some(at) = d.processed.filter(|_| d.status == DocumentStatus::Validated) {
            let earliest = first.entry(d.kind).or_insert(at);
            *earliest = at.min(*earliest);
            last = last.max(Some(at));
        }
    }
    let action = user.block.action.as_deref();
    let settled = |status| {
        let of = stage.state.documents.values().filter(|d| d.user == user.id && d.status == status);
        of.filter_map(|d| d.processed).max()
    };
    let complete = first.values().max().copied().filter(|_| first.len() == kinds.len());
    match (user.level, complete, last) {
        (Level::Regular, Some(complete), last) => {
            tell(complete, "USER_KYC_REGULAR");
            if let Some(last) = last.filter(|last| *last > complete + 90 * DAY) {
                tell(last, "USER_KYC_RENEWED");
            }
        }
        (Level::Light, _, _) if action == Some("008715") => tell(stage.at((2026, 11, 24), 7, 10), "USER_KYC_LIGHT"),
        (Level::Light, _, _) => {
            if let Some(at) = settled(DocumentStatus::OutOfDate) {
                tell(at, "USER_KYC_LIGHT");
            }
        }
        (Level::Regular, None, _) => {}
    }
    if user.block.outflows && user.status != Status::Closed {
        let at = match action {
            Some("008715") => stage.at((2026, 11, 24), 7, 31),
            Some("008705") => settled(DocumentStatus::Refused).unwrap_or(user.created),
            _ => user.created + 100 * DAY,
        };
        tell(at, "USER_OUTFLOWS_BLOCKED");
        if user.block.inflows {
            tell(at, "USER_INFLOWS_BLOCKED");
        }
    }
    if let Some(deadline) = user.renewal.as_deref().and_then(day) {
        tell((deadline - 90 * DAY).min(stage.at((2026, 11, 24), 8, 0)), "USER_KYC_RENEWAL_REQUIRED");
    }
}

fn day(text: &str) -> Option<i64> {
    let form = time::macros::format_description!("[year]-[month]-[day]");
    Some(time::Date::parse(text, &form).ok()?.midnight().assume_utc().unix_timestamp())
}
