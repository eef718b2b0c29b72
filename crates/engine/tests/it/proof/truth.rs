//! The rows of every list as the simulator's dump has them.

use std::collections::{BTreeMap, BTreeSet};

use model::{Area, Cell, Column, Currency, Kind, Money, Row, UnixSeconds};
use serde_json::Value;

use super::oracle::Seen;

/// Where a column stands in an object of the dump.
#[derive(Clone, Copy)]
enum At {
    /// At the first of these places that tells something.
    One(&'static [&'static str]),
    /// Minor units here, the currency there.
    Minor(&'static str, &'static str),
}

const fn at(places: &'static [&'static str]) -> At {
    At::One(places)
}

/// A list of the dump: whether all of its objects are served to us, and where columns stand in them. What is not named
/// is told by the API alone (made up for its answer, or left out of reports), and taken as it was read.
struct List {
    area: Area,
    name: &'static str,
    /// Another list whose objects are served in this one too, in a form of its own.
    also: &'static str,
    whole: bool,
    columns: &'static [(Column, At)],
}

use Column as C;

#[rustfmt::skip]
const LISTS: &[List] = &[
    List { area: Area::Users, name: "users", also: "", whole: true, columns: &[
        (C::Email, at(&["/data/Email"])), (C::Tag, at(&["/data/Tag"])), (C::Status, at(&["/status"])),
        (C::Type, at(&["/person"])), (C::Created, at(&["/created"])), (C::UserId, at(&["/id"])),
        (C::PersonType, at(&["/person"])), (C::LegalForm, at(&["/data/LegalPersonType"])),
        (C::Category, at(&["/category"])), (C::KycLevel, at(&["/level"])),
        (C::Country, at(&["/data/CountryOfResidence", "/data/HeadquartersAddress/Country"])),
        (C::Deadline, at(&["/renewal"])),
    ] },
    List { area: Area::KycDocuments, name: "documents", also: "", whole: true, columns: &[
        (C::Status, at(&["/status"])), (C::Type, at(&["/type"])), (C::Created, at(&["/created"])),
        (C::Processed, at(&["/processed"])), (C::RefusedReason, at(&["/reason"])), (C::UserId, at(&["/user"])),
    ] },
    List { area: Area::Transactions, name: "transactions", also: "", whole: true, columns: &[
        (C::Status, at(&["/status"])), (C::Type, at(&["/kind"])), (C::Nature, at(&["/nature"])),
        (C::Created, at(&["/created"])), (C::Executed, at(&["/executed"])), (C::Debited, at(&["/debited"])),
        (C::Credited, at(&["/credited"])), (C::Fees, at(&["/fees"])), (C::Currency, at(&["/debited/currency"])),
        (C::UserId, at(&["/author"])), (C::ResultCode, at(&["/code"])), (C::CreditedUserId, at(&["/credited_user"])),
        (C::DebitedWalletId, at(&["/from"])), (C::CreditedWalletId, at(&["/to"])), (C::Tag, at(&["/tag"])),
    ] },
    List { area: Area::Wallets, name: "wallets", also: "", whole: true, columns: &[
        (C::Description, at(&["/description"])), (C::Tag, at(&["/tag"])), (C::Currency, at(&["/currency"])),
        (C::Balance, At::Minor("/balance", "/currency")), (C::UserId, at(&["/owner"])), (C::Created, at(&["/created"])),
    ] },
    List { area: Area::ClientWallets, name: "wallets", also: "", whole: false, columns: &[
        (C::Tag, at(&["/tag"])), (C::Currency, at(&["/currency"])), (C::Balance, At::Minor("/balance", "/currency")),
    ] },
    List { area: Area::Cards, name: "cards", also: "", whole: true, columns: &[
        (C::Alias, at(&["/alias"])), (C::Type, at(&["/kind"])), (C::Provider, at(&["/provider"])),
        (C::Validity, at(&["/validity"])), (C::Active, at(&["/active"])), (C::Currency, at(&["/currency"])),
        (C::Fingerprint, at(&["/fingerprint"])), (C::UserId, at(&["/user"])), (C::Created, at(&["/created"])),
    ] },
    List { area: Area::Mandates, name: "mandates", also: "", whole: true, columns: &[
        (C::Status, at(&["/status"])), (C::Scheme, at(&["/scheme"])), (C::UserId, at(&["/user"])),
        (C::BankAccountId, at(&["/account"])), (C::Created, at(&["/created"])),
    ] },
    List { area: Area::BankAccounts, name: "accounts", also: "", whole: true, columns: &[
        (C::Name, at(&["/owner"])), (C::Tag, at(&["/tag"])), (C::Type, at(&["/kind"])), (C::Active, at(&["/active"])),
        (C::Alias, at(&["/details/IBAN", "/details/AccountNumber"])), (C::UserId, at(&["/user"])),
        (C::Created, at(&["/created"])),
    ] },
    List { area: Area::Recipients, name: "recipients", also: "accounts", whole: false, columns: &[
        (C::Name, at(&["/display"])), (C::Tag, at(&["/tag"])), (C::Status, at(&["/status"])),
        (C::Type, at(&["/method"])), (C::PersonType, at(&["/kind"])), (C::Scheme, at(&["/scope"])),
        (C::Currency, at(&["/currency"])), (C::Country, at(&["/country"])), (C::UserId, at(&["/user"])),
        (C::Created, at(&["/created"])),
    ] },
    List { area: Area::Preauthorizations, name: "holds", also: "", whole: true, columns: &[
        (C::Tag, at(&["/tag"])), (C::Status, at(&["/status"])), (C::PaymentStatus, at(&["/payment"])),
        (C::Debited, at(&["/funds"])), (C::Currency, at(&["/funds/currency"])),
        (C::UserId, at(&["/author"])), (C::CardId, at(&["/card"])), (C::Created, at(&["/created"])),
    ] },
    List { area: Area::Disputes, name: "disputes", also: "", whole: true, columns: &[
        (C::Tag, at(&["/tag"])), (C::Status, at(&["/status"])), (C::Type, at(&["/type"])),
        (C::RefusedReason, at(&["/reason"])), (C::Debited, at(&["/disputed"])), (C::Credited, at(&["/contested"])),
        (C::Currency, at(&["/disputed/currency"])), (C::Deadline, at(&["/deadline"])), (C::Closed, at(&["/closed"])),
        (C::InitialId, at(&["/payin"])), (C::RepudiationId, at(&["/repudiation"])), (C::Created, at(&["/created"])),
        (C::ResultCode, at(&["/verdict"])),
    ] },
    List { area: Area::Reports, name: "reports", also: "", whole: false, columns: &[(C::Created, at(&["/created"]))] },
    List { area: Area::UboDeclarations, name: "declarations", also: "", whole: true, columns: &[
        (C::Description, at(&["/message"])), (C::Status, at(&["/status"])), (C::RefusedReason, at(&["/reason"])),
        (C::Processed, at(&["/processed"])), (C::UserId, at(&["/user"])), (C::Created, at(&["/created"])),
    ] },
    List { area: Area::IdvSessions, name: "verifications", also: "", whole: false, columns: &[
        (C::Status, at(&["/status"])), (C::UserId, at(&["/user"])), (C::Created, at(&["/created"])),
    ] },
    // Nobody looked at any.
    List { area: Area::Quotes, name: "quotes", also: "", whole: false, columns: &[] },
    List { area: Area::BankingAliases, name: "virtual_accounts", also: "", whole: true, columns: &[
        (C::Description, at(&["/owner"])), (C::Alias, at(&["/account"])), (C::Tag, at(&["/tag"])),
        (C::Active, at(&["/active"])), (C::Country, at(&["/country"])), (C::UserId, at(&["/user"])),
        (C::WalletId, at(&["/wallet"])), (C::Created, at(&["/created"])),
    ] },
    List { area: Area::Hooks, name: "hooks", also: "", whole: true, columns: &[
        (C::Url, at(&["/url"])), (C::Tag, at(&["/tag"])), (C::Type, at(&["/event"])), (C::Status, at(&["/status"])),
        (C::Validity, at(&["/validity"])), (C::Created, at(&["/created"])),
    ] },
    List { area: Area::Events, name: "events", also: "", whole: false, columns: &[
        (C::Type, at(&["/kind"])), (C::Date, at(&["/date"])), (C::ResourceId, at(&["/resource"])),
    ] },
];

/// What documents repeat of their user.
const OF_USERS: [Column; 7] = [C::Name, C::Email, C::PersonType, C::LegalForm, C::Category, C::KycLevel, C::Country];

/// The rows of every list. What the local copy holds must be what the dump tells, no more and (of lists served whole)
/// no less.
pub(super) fn of(dump: &Value, held: &BTreeMap<Area, Vec<Row>>) -> BTreeMap<Area, BTreeMap<String, Seen>> {
    let listed: BTreeSet<Area> = LISTS.iter().map(|list| list.area).collect();
    assert_eq!(listed.len(), Area::ALL.len(), "every list is compared");
    let mut truth: BTreeMap<Area, BTreeMap<String, Seen>> = BTreeMap::new();
    let mut wrong: BTreeMap<(Area, &str), (String, u32)> = BTreeMap::new();
    let mut note = |area, what, example: String| wrong.entry((area, what)).or_insert((example, 0)).1 += 1;
    for list in LISTS {
        let (area, objects, held) = (list.area, objects(dump, list), &held[&list.area]);
        let others: BTreeSet<&str> =
            dump[list.also].as_array().into_iter().flatten().filter_map(|one| one["id"].as_str()).collect();
        let here: BTreeSet<&str> = held.iter().map(|row| row.id.as_str()).collect();
        for id in objects.keys().filter(|id| list.whole && !here.contains(id.as_str())) {
            note(area, "not held", id.clone());
        }
        let mut rows = BTreeMap::new();
        for row in held {
            match objects.get(&row.id) {
                Some(object) => {
                    rows.insert(row.id.clone(), seen(list, object, row, truth.get(&Area::Users)));
                }
                None if others.contains(row.id.as_str()) => {
                    let as_read = List { columns: &[], ..*list };
                    rows.insert(row.id.clone(), seen(&as_read, &Value::Null, row, truth.get(&Area::Users)));
                }
                None => note(area, "nobody has it", row.id.clone()),
            }
        }
        if area == Area::KycDocuments {
            replaced(&mut rows);
        }
        for (row, seen) in held.iter().filter_map(|row| Some((row, rows.get(&row.id)?))) {
            for column in area.columns().iter().map(|used| used.column) {
                let (told, held) = (seen.cell(column), row.cell(area, column));
                if told != held {
                    note(area, column.key(), format!("{}: the simulator has {told:?}, held {held:?}", row.id));
                }
            }
        }
        truth.insert(area, rows);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    events(&mut truth);
    truth
}

fn objects<'a>(dump: &'a Value, list: &List) -> BTreeMap<String, &'a Value> {
    let all = dump[list.name].as_array().into_iter().flatten();
    let of_area = all.filter(|one| match list.area {
        Area::Wallets => one["owner"].is_string(),
        Area::ClientWallets => !one["owner"].is_string(),
        Area::BankingAliases => one["alias"] == true,
        _ => true,
    });
    let id = |one: &Value| match list.area {
        Area::Events => {
            let word = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
            format!("{}-{}-{}", one["date"], word("kind"), word("resource"))
        }
        _ => one["id"].as_str().unwrap().to_owned(),
    };
    of_area.map(|one| (id(one), one)).collect()
}

fn seen(list: &List, object: &Value, row: &Row, users: Option<&BTreeMap<String, Seen>>) -> Seen {
    let area = list.area;
    let mut seen = Seen { id: row.id.clone(), ..Seen::default() };
    for used in area.columns() {
        let column = used.column;
        let place = list.columns.iter().find(|(name, _)| *name == column).map(|(_, place)| *place);
        let cell = match (place, column) {
            (Some(place), _) => cell(column.kind(), object, place),
            (None, C::Id) => Cell::Link(row.id.clone()),
            (None, C::Name) if area == Area::Users => person(&object["data"]),
            _ => row.cell(area, column).clone(),
        };
        seen.cells.insert(column, cell);
    }
    let of_user = |column: &Column| match area {
        Area::KycDocuments => OF_USERS.contains(column),
        // Names of users stand in lists that cannot be filtered by them.
        _ => *column == C::Name && area.uses(C::Name).is_some_and(|used| !used.filters),
    };
    let user = seen.cell(C::UserId).as_str().and_then(|user| users?.get(user)).cloned();
    for column in area.columns().iter().map(|used| used.column).filter(of_user) {
        let cell = user.as_ref().map_or(Cell::Nothing, |user| user.cell(column).clone());
        seen.cells.insert(column, cell);
    }
    seen
}

fn person(data: &Value) -> Cell {
    let text = |name: &str| data[name].as_str().filter(|text| !text.is_empty());
    let parts: Vec<&str> = [text("FirstName"), text("LastName")].into_iter().flatten().collect();
    match text("Name").map(str::to_owned).or_else(|| (!parts.is_empty()).then(|| parts.join(" "))) {
        Some(name) => Cell::Text(name),
        None => Cell::Nothing,
    }
}

fn cell(kind: Kind, object: &Value, at: At) -> Cell {
    let money = |amount: &Value, currency: &Value| {
        Cell::Money(Money { amount: amount.as_i64().unwrap(), currency: Currency::new(currency.as_str().unwrap()) })
    };
    let places = match at {
        At::One(places) => places,
        At::Minor(amount, currency) => {
            return money(object.pointer(amount).unwrap(), object.pointer(currency).unwrap());
        }
    };
    let told = places.iter().filter_map(|place| object.pointer(place));
    let Some(value) = told.into_iter().find(|value| !value.is_null() && *value != "") else { return Cell::Nothing };
    let text = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match kind {
        Kind::Word => Cell::Word(text()),
        Kind::Text => Cell::Text(text()),
        Kind::Link => Cell::Link(text()),
        // Days are told as such.
        Kind::Moment => {
            let day = value.as_str().and_then(UnixSeconds::of_day);
            Cell::Moment(day.unwrap_or_else(|| UnixSeconds(value.as_i64().unwrap())))
        }
        Kind::Money => money(&value["amount"], &value["currency"]),
        Kind::Flag => Cell::Flag(value.as_bool().unwrap()),
    }
}

/// A document counts as replaced once a later one of the same user and type was submitted.
fn replaced(rows: &mut BTreeMap<String, Seen>) {
    let mut newest: BTreeMap<(String, String), i64> = BTreeMap::new();
    let moment = |seen: &Seen| match seen.cell(C::Created) {
        Cell::Moment(at) => at.0,
        _ => i64::MIN,
    };
    let papers = |seen: &Seen| {
        let word = |column| seen.cell(column).as_str().unwrap_or_default().to_owned();
        (word(C::UserId), word(C::Type))
    };
    for seen in rows.values().filter(|seen| seen.cell(C::Status).as_str() != Some("CREATED")) {
        let last = newest.entry(papers(seen)).or_insert(i64::MIN);
        *last = moment(seen).max(*last);
    }
    for seen in rows.values_mut() {
        let later = newest.get(&papers(seen)).is_some_and(|last| *last > moment(seen));
        seen.cells.insert(C::Replaced, Cell::Flag(later));
    }
}

/// Whose events are: of a user, and of whatever is theirs.
fn events(truth: &mut BTreeMap<Area, BTreeMap<String, Seen>>) {
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for seen in truth.iter().filter(|(area, _)| **area != Area::Events).flat_map(|(_, rows)| rows.values()) {
        if let Some(user) = seen.cell(C::UserId).as_str() {
            owners.entry(seen.id.clone()).or_default().insert(user.to_owned());
        }
    }
    for seen in truth.entry(Area::Events).or_default().values_mut() {
        let resource = seen.cell(C::ResourceId).as_str().unwrap_or_default().to_owned();
        seen.users = owners.get(&resource).cloned().unwrap_or_default();
        seen.users.insert(resource);
    }
}
