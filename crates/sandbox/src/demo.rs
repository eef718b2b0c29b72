//! The demo world: the marketplace Halle Verte with 420 users, their documents and what happened lately. The same seed and
//! the same day give the same world. It is laid out around Tuesday 24 November 2026, 10:42 in Paris, and moved by whole
//! days so that it ends just before the clock's start.

mod cast;
mod crowd;
mod desk;
mod folk;
mod history;
pub(crate) mod large;
mod owners;
mod papers;
mod trade;

use serde_json::{Map, Value, json};
use time::macros::datetime;

use crate::{
    ids::Dice,
    kyc::{Document, Status as DocumentStatus, Type, pages::Page, pages::Sheet, review},
    state::State,
    users::{Category, Level, Person, Status, create, renewal},
};

/// 24 November 2026, 10:42 in Paris.
const ANCHOR: i64 = datetime!(2026-11-24 10:42 +1).unix_timestamp();
pub(crate) const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

/// Fills an empty state.
pub(crate) fn fill(state: &mut State, now: i64) {
    state.platform = "Halle Verte".to_owned();
    let mut stage = Stage { shift: (now - ANCHOR).div_euclid(DAY) * DAY, state };
    cast::enter(&mut stage);
    let crowd = crowd::enter(&mut stage);
    papers::file(&mut stage, &crowd);
    // What came later has dice of its own: the ids of users and documents stay.
    let mut dice = Dice::new(stage.state.dice.clone().next());
    owners::declare(&mut stage, &mut dice);
    levels(stage.state);
    papers::renewals(&mut stage, &crowd);
    history::tell(&mut stage);
    trade::tell(&mut stage);
    desk::set_up(&mut stage, &mut dice);
    renewal::plan(stage.state);
}

/// The state being filled, and how far its dates are moved.
struct Stage<'a> {
    state: &'a mut State,
    shift: i64,
}

/// A person as written down in the tables.
struct Someone<'a> {
    id: Option<&'a str>,
    person: Person,
    category: Category,
    created: i64,
    data: Map<String, Value>,
}

/// A document as written down in the tables.
#[derive(Clone, Default)]
struct Paper<'a> {
    id: Option<&'a str>,
    kind: Option<Type>,
    status: Option<DocumentStatus>,
    reason: Option<&'a str>,
    message: Option<&'a str>,
    flags: &'a [&'a str],
    created: i64,
    processed: Option<i64>,
    tag: Option<&'a str>,
    pages: usize,
}

impl Stage<'_> {
    /// Unix seconds of a Paris winter time, moved.
    fn at(&self, (year, month, day): (i32, u8, u8), hour: u8, minute: u8) -> i64 {
        let month = time::Month::try_from(month).unwrap_or(time::Month::January);
        let date = time::Date::from_calendar_date(year, month, day).unwrap_or(time::Date::MIN);
        let utc = date.with_hms(hour, minute, 0).map_or(0, |t| t.assume_utc().unix_timestamp());
        utc - HOUR + self.shift
    }

    /// The end of what has happened.
    fn now(&self) -> i64 {
        ANCHOR + self.shift
    }

    fn user(&mut self, someone: Someone<'_>) -> String {
        let Someone { id, person, category, created, data } = someone;
        let fresh = create::insert(self.state, created, person, category, true, data);
        let Some(id) = id else { return fresh };
        if let Some(mut user) = self.state.users.remove(&fresh) {
            id.clone_into(&mut user.id);
            self.state.users.insert(id.to_owned(), user);
        }
        id.to_owned()
    }

    fn change(&mut self, id: &str, change: impl FnOnce(&mut crate::users::User)) {
        if let Some(user) = self.state.users.get_mut(id) {
            change(user);
        }
    }

    fn paper(&mut self, user: &str, paper: Paper<'_>) -> String {
        let kind = paper.kind.unwrap_or(Type::IdentityProof);
        let status = paper.status.unwrap_or(DocumentStatus::Validated);
        let id = paper.id.map_or_else(|| self.state.dice.id("kyc", paper.created), str::to_owned);
        let pages = (0..paper.pages).map(|n| self.page(kind, paper.created + 60 + 20 * n as i64)).collect::<Vec<_>>();
        let submitted = paper.created + 120 + 20 * pages.len() as i64;
        let document = Document {
            id: id.clone(),
            number: self.state.number(),
            user: user.to_owned(),
            tag: paper.tag.map(str::to_owned),
            created: paper.created,
            submitted: (status != DocumentStatus::Created).then_some(submitted),
            processed: paper.processed,
            kind,
            status,
            reason: paper.reason.map(str::to_owned),
            message: paper.message.map(str::to_owned),
            flags: paper.flags.iter().map(|f| (*f).to_owned()).collect(),
            pages,
        };
        self.state.documents.insert(id.clone(), document);
        id
    }

    /// A page as it may have been received: nothing but its measures was ever kept.
    fn page(&mut self, kind: Type, received: i64) -> Page {
        let dice = &mut self.state.dice;
        let mark = dice.next();
        let image = kind == Type::IdentityProof || dice.below(4) == 0;
        let size = u64::try_from(if image { dice.between(180_000, 2_400_000) } else { dice.between(30_000, 900_000) });
        let luma: Vec<u8> = (0..64).map(|_| u8::try_from(90 + dice.below(130)).unwrap_or(128)).collect();
        Page {
            received,
            sheet: Sheet {
                size: size.unwrap_or(200_000),
                format: if image { "JPEG" } else { "PDF" }.to_owned(),
                width: image.then_some(2048),
                height: image.then_some(1365),
                blake3: blake3::hash(&mark.to_le_bytes()).to_hex().to_string(),
                luma: image.then(|| crate::ids::hex(&luma)),
                exif: false,
                orientation: 1,
            },
        }
    }
}

/// The level of every user follows from the documents.
fn levels(state: &mut State) {
    let complete: Vec<String> =
        state.users.values().filter(|u| review::is_complete(state, u)).map(|u| u.id.clone()).collect();
    for id in complete {
        let kinds = state.users.get(&id).map_or(&[][..], review::required);
        let last = state
            .documents
            .values()
            .filter(|d| d.user == id && d.status == DocumentStatus::Validated && kinds.contains(&d.kind))
            .filter_map(|d| d.processed)
            .max();
        let day = last.map(date);
        if let Some(user) = state.users.get_mut(&id) {
            user.level = Level::Regular;
            user.last_kyc = day;
        }
    }
}

/// `YYYY-MM-DD` of Unix seconds.
fn date(at: i64) -> String {
    time::OffsetDateTime::from_unix_timestamp(at).map_or_else(|_| String::new(), |t| t.date().to_string())
}

fn address(line: &str, code: &str, city: &str, country: &str) -> Value {
    let region = matches!(country, "US" | "CA" | "MX").then_some(city);
    json!({
        "AddressLine1": line, "AddressLine2": null, "City": city, "Region": region, "PostalCode": code,
        "Country": country,
    })
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// An owner who was asked to authenticate and has not yet.
fn sca_due(stage: &mut Stage<'_>, id: &str) {
    let mark = crate::ids::hex(&stage.state.dice.next().to_le_bytes());
    stage.change(id, |user| {
        user.status = Status::PendingUserAction;
        user.link = Some(crate::sca::path(&format!("{mark}{mark}")));
    });
}
