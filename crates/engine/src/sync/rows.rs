//! From the JSON of the API to rows of the local copy.

use std::borrow::Cow;

use cache::{Batch, DocumentRow, ObjectRow, Part, UserRow};
use mangopay::{KycDocument, User};
use model::{Area, KycDocumentStatus, KycDocumentType, Origin, PersonType, UnixSeconds};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::extract::extract;

/// What objects were read from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) area: Area,
    pub(super) part: Part,
    /// The user in whose list they came.
    pub(super) owner: Option<&'a str>,
    pub(super) origin: Origin,
    /// When they were asked for.
    pub(super) asked_at: UnixSeconds,
}

/// Adds objects to a batch. Returns the ids of those that could be read.
pub(super) fn add(batch: &mut Batch, source: &Source<'_>, items: &[String]) -> Vec<String> {
    items.iter().filter_map(|raw| add_one(batch, source, &without_link(raw))).collect()
}

/// The JSON without the link by which a user authenticates: whoever has it within its ten minutes can act as that user, and
/// nothing here needs it later.
fn without_link(raw: &str) -> Cow<'_, str> {
    if !raw.contains("PendingUserAction") {
        return raw.into();
    }
    let Ok(mut object) = serde_json::from_str::<Value>(raw) else { return raw.into() };
    let link = object.pointer_mut("/PendingUserAction/RedirectUrl").map(Value::take);
    let Some(link) = link.filter(|link| !link.is_null()) else { return raw.into() };
    // As it came, but for the link; one that is written in another way than ours costs the order of the members.
    let written = link.to_string();
    if raw.contains(&written) { raw.replace(&written, "null").into() } else { object.to_string().into() }
}

fn add_one(batch: &mut Batch, source: &Source<'_>, raw: &str) -> Option<String> {
    match source.area {
        Area::Users => {
            let value: User = read(raw)?;
            let id = value.id.as_str().to_owned();
            batch.users.push(user(&value, raw, source.part, source.asked_at));
            Some(id)
        }
        Area::KycDocuments => {
            let value: KycDocument = read(raw)?;
            let row = document(&value, raw, source.asked_at)?;
            let id = row.id.as_str().to_owned();
            batch.documents.push(row);
            Some(id)
        }
        area => {
            let found = extract(area, raw, source.owner)?;
            batch.objects.push(ObjectRow {
                area,
                id: found.id.clone(),
                part: source.part,
                cells: found.cells,
                raw: raw.to_owned(),
                origin: source.origin,
                fetched_at: source.asked_at,
            });
            Some(found.id)
        }
    }
}

/// Ids that became numbers are still ids, as in [`extract`].
fn read<T: DeserializeOwned>(raw: &str) -> Option<T> {
    serde_json::from_str(raw).ok().or_else(|| {
        let mut object: Value = serde_json::from_str(raw).ok()?;
        for member in ["Id", "UserId"] {
            if let Some(id) = object.get_mut(member).filter(|id| id.is_number()) {
                *id = Value::from(id.to_string());
            }
        }
        serde_json::from_value(object).ok()
    })
}

/// A user, as the list or the object itself tells it.
pub(super) fn user(value: &User, raw: &str, part: Part, now: UnixSeconds) -> UserRow {
    let country = match value.person_type {
        Some(PersonType::Legal) => value.headquarters_address.as_ref().and_then(|address| address.country.clone()),
        _ => value.country_of_residence.clone(),
    };
    UserRow {
        id: value.id.clone(),
        part,
        person_type: value.person_type.clone(),
        name: display_name(value),
        email: value.email.clone(),
        tag: value.tag.clone(),
        legal_form: value.legal_person_type.clone(),
        category: value.user_category.clone(),
        status: value.user_status.clone(),
        kyc_level: value.kyc_level.clone(),
        country,
        created: value.creation_date,
        raw: raw.to_owned(),
        fetched_at: now,
    }
}

fn display_name(user: &User) -> Option<String> {
    if let Some(name) = user.name.as_deref().filter(|name| !name.is_empty()) {
        return Some(name.to_owned());
    }
    let parts: Vec<&str> = [user.first_name.as_deref(), user.last_name.as_deref()]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A document without a user cannot be shown anywhere; the API always names one.
fn document(value: &KycDocument, raw: &str, now: UnixSeconds) -> Option<DocumentRow> {
    let unknown = String::new;
    Some(DocumentRow {
        id: value.id.clone(),
        user_id: value.user_id.clone()?,
        kind: value.kind.clone().unwrap_or_else(|| KycDocumentType::Unknown(unknown())),
        status: value.status.clone().unwrap_or_else(|| KycDocumentStatus::Unknown(unknown())),
        refused_reason: value.refused_reason_type.clone(),
        refused_message: value.refused_reason_message.clone(),
        flags: value.flags.clone(),
        tag: value.tag.clone(),
        created: value.creation_date,
        processed: value.processed_date,
        raw: raw.to_owned(),
        fetched_at: now,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_by_which_a_user_authenticates_is_not_kept() {
        let asked =
            r#"{"Tag":"a","Id":"1","PendingUserAction":{"RedirectUrl":"https://sca.example/?token=1"},"Email":"b"}"#;
        assert_eq!(
            without_link(asked),
            r#"{"Tag":"a","Id":"1","PendingUserAction":{"RedirectUrl":null},"Email":"b"}"#,
            "the rest as it came"
        );
        let escaped =
            without_link(r#"{"Id":"1","PendingUserAction":{"RedirectUrl":"https:\/\/sca.example\/?token=1"}}"#);
        let kept: Value = serde_json::from_str(&escaped).unwrap();
        assert_eq!(kept, serde_json::json!({ "Id": "1", "PendingUserAction": { "RedirectUrl": null } }));
        for same in
            [r#"{"Id":"1"}"#, r#"{"PendingUserAction":null}"#, r#"{"Tag":"PendingUserAction"}"#, "PendingUserAction"]
        {
            assert_eq!(without_link(same), same);
        }
    }
}
