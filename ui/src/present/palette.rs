//! What the palette offers: objects that a search found, places to go to, things to do. And what it says when it
//! cannot find anything.

use ipc::{lists::Found, session::Theme};
use l10n::{text, text_with};
use model::{Area, Column, Hit, Hits, Mark, ObjectKind, Search, SearchError, SearchTrouble};

use super::{
    StatusWord, countries, documents, ident,
    objects::{self, ObjectRow},
    status,
};
use crate::{
    components::IconName,
    routes::{self, Place},
};

/// The most objects that are asked for.
pub const MOST: u32 = 40;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The part.
    pub text: String,
    /// Whether it is what matched.
    pub marked: bool,
}

/// What choosing an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Goes to an address.
    Go(String),
    /// Looks for an object by its id, at Mangopay too, and opens it.
    LookUp(String),
    /// Opens the upload sheet.
    Upload,
    /// Locks the window's profile.
    Lock,
    /// Looks for changes.
    Sync,
    /// Pauses the sync, or lets it go on.
    Pause(bool),
    /// Sets the theme.
    Theme(Theme),
    /// Opens the export of the list in view.
    Export,
    /// Shows the list of keys.
    Keys,
    /// Shows the profiles.
    Profiles,
}

/// An entry of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its icon.
    pub icon: IconName,
    /// What it is called.
    pub label: Vec<Piece>,
    /// More of it: what matched beside the name, in quiet text.
    pub more: Vec<Piece>,
    /// Quiet words at the end.
    pub end: String,
    /// Its status.
    pub status: Option<StatusWord>,
    /// The keys that do the same, with spaces between them.
    pub keys: String,
    /// What choosing it does.
    pub act: Act,
}

/// Entries under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// What it holds.
    pub entries: Vec<Entry>,
}

/// A text in parts, told apart by what matched. Marks count characters and may overlap.
fn pieces(text: &str, marks: &[Mark], column: Column) -> Vec<Piece> {
    let here: Vec<(u32, u32)> =
        marks.iter().filter(|mark| mark.column == column).map(|mark| (mark.from, mark.to)).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, letter) in (0_u32..).zip(text.chars()) {
        let marked = here.iter().any(|(from, to)| (*from..*to).contains(&at));
        match pieces.last_mut() {
            Some(piece) if piece.marked == marked => piece.text.push(letter),
            _ => pieces.push(Piece { text: letter.to_string(), marked }),
        }
    }
    pieces
}

fn plain(text: String) -> Vec<Piece> {
    vec![Piece { text, marked: false }]
}

/// The columns that name an object, the best first.
const NAMES: [Column; 5] = [Column::Name, Column::Description, Column::Url, Column::Email, Column::Alias];

/// An object that was found.
fn hit(hit: &Hit) -> Entry {
    let cell = |column: Column| hit.row.cell(hit.area, column);
    let told = |column: &Column| cell(*column).as_str().is_some_and(|text| !text.trim().is_empty());
    let name = NAMES.into_iter().find(told).unwrap_or(Column::Id);
    let words = |column: Column| pieces(cell(column).as_str().unwrap_or(&hit.row.id), &hit.marks, column);
    let label = words(name);
    // What matched elsewhere says why it was found; without that an id tells objects of one name apart.
    let elsewhere = hit.marks.iter().map(|mark| mark.column).find(|column| *column != name);
    let more = match elsewhere {
        Some(column) => words(column),
        None if name == Column::Id || hit.area == Area::Users => Vec::new(),
        None => plain(ident::shortened(&hit.row.id)),
    };
    let row = ObjectRow { area: hit.area, row: hit.row.clone() };
    Entry {
        icon: icon(&row),
        label,
        more,
        end: end(&row),
        status: standing(&row),
        keys: String::new(),
        act: Act::Go(routes::object_path(hit.area, &hit.row.id)),
    }
}

/// What tells persons from companies and pay-ins from payouts at a glance; else the icon of the list.
fn icon(row: &ObjectRow) -> IconName {
    match row.area {
        Area::Users => documents::person_icon(row.word(Column::PersonType).map(Into::into).as_ref()),
        Area::Transactions => objects::movement(row).0,
        area => routes::icon(area),
    }
}

/// What tells it apart at the end of its line: an amount, a type, a country.
fn end(row: &ObjectRow) -> String {
    let amount = [Column::Debited, Column::Balance].into_iter().find_map(|column| objects::cell_money(row, column));
    let kind = || row.word(Column::Type).map(|kind| objects::value_word(row.area, Column::Type, kind));
    let words = match (row.area, amount) {
        (Area::Users, _) => row.word(Column::Country).map(countries::name),
        (Area::Transactions, Some((amount, currency))) => {
            let (_, what) = objects::movement(row);
            let args = [("what", what.into()), ("amount", amount.into()), ("currency", currency.into())];
            Some(text_with("palette-movement", &args))
        }
        (_, Some((amount, currency))) => Some(format!("{amount} {currency}")),
        (_, None) => kind(),
    };
    words.unwrap_or_default()
}

fn standing(row: &ObjectRow) -> Option<StatusWord> {
    if row.area == Area::Users {
        let category = row.word(Column::Category).map(Into::into);
        return row.word(Column::KycLevel).map(|level| status::level(&level.into(), category.as_ref()));
    }
    let column = if row.area == Area::Cards { Column::Validity } else { Column::Status };
    row.word(column).map(|value| objects::status_word(row, column, value))
}

/// What was found, by list; the list of the best object first.
pub fn found(hits: &Hits) -> Vec<Group> {
    let mut groups: Vec<(Area, Group)> = Vec::new();
    for one in &hits.hits {
        let entry = hit(one);
        match groups.iter_mut().find(|(area, _)| *area == one.area) {
            Some((_, group)) => group.entries.push(entry),
            None => groups.push((one.area, Group { title: text(&routes::title_key(one.area)), entries: vec![entry] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// How many were found, in words; nothing if none.
pub fn count(hits: &Hits) -> String {
    let shown = u32::try_from(hits.hits.len()).unwrap_or(u32::MAX);
    match (hits.found, hits.more) {
        (0, _) => String::new(),
        (count, true) => text_with("palette-found-more", &[("count", count.into())]),
        (count, false) if shown < count => {
            text_with("palette-shown", &[("shown", shown.into()), ("count", count.into())])
        }
        (count, false) => text_with("palette-found", &[("count", count.into())]),
    }
}

/// Whether each word typed begins a word of a title.
fn fits(title: &str, typed: &str) -> bool {
    let title = title.to_lowercase();
    let begins = |part: &str| title.split_whitespace().any(|word| word.starts_with(part));
    typed.to_lowercase().split_whitespace().all(begins)
}

fn entry(icon: IconName, title: String, keys: String, act: Act) -> Entry {
    Entry { icon, label: plain(title), more: Vec::new(), end: String::new(), status: None, keys, act }
}

fn group(title: &str, entries: Vec<Entry>, typed: &str) -> Option<Group> {
    let called = |entry: &Entry| entry.label.iter().map(|piece| piece.text.as_str()).collect::<String>();
    let entries: Vec<Entry> = entries.into_iter().filter(|entry| fits(&called(entry), typed)).collect();
    (!entries.is_empty()).then(|| Group { title: text(title), entries })
}

/// The id on the clipboard, to be opened.
pub fn copied(id: &str) -> Group {
    let label = text_with("palette-go-id", &[("id", id.into())]);
    let entry = entry(IconName::Copy, label, String::new(), Act::LookUp(id.to_owned()));
    let entry = Entry { end: text("palette-from-clipboard"), ..entry };
    Group { title: text("palette-copied"), entries: vec![entry] }
}

/// Asking Mangopay for what was typed, if it is an id that nothing found has.
pub fn live(typed: &str, hits: &Hits) -> Option<Group> {
    let can_be_read = ObjectKind::of_id(typed).is_some_and(|kinds| !kinds.is_empty());
    if !can_be_read || hits.hits.iter().any(|hit| hit.row.id == typed) {
        return None;
    }
    let label = text_with("palette-ask", &[("id", typed.into())]);
    let entry = entry(IconName::Cloud, label, String::new(), Act::LookUp(typed.to_owned()));
    Some(Group { title: text("palette-live"), entries: vec![entry] })
}

/// Places to go to that fit what was typed.
pub fn places(typed: &str) -> Option<Group> {
    let place = |place: Place| {
        let keys = place.key().map(|key| format!("G {}", key.to_uppercase())).unwrap_or_default();
        entry(place.icon(), text(&place.title_key()), keys, Act::Go(place.path().to_owned()))
    };
    group("palette-go", Place::all().map(place).collect(), typed)
}

/// Things to do that fit what was typed; a list in view can be exported.
pub fn actions(typed: &str, paused: bool, list: bool) -> Option<Group> {
    let (pause, icon) = if paused { ("palette-resume", IconName::Play) } else { ("palette-pause", IconName::Pause) };
    let export = list.then(|| entry(IconName::Download, text("palette-export"), "E".to_owned(), Act::Export));
    let all = vec![
        entry(IconName::Upload, text("upload-document"), "U".to_owned(), Act::Upload),
        entry(IconName::Sync, text("palette-sync"), String::new(), Act::Sync),
        entry(icon, text(pause), String::new(), Act::Pause(!paused)),
        entry(IconName::Lock, text("palette-lock"), "Ctrl L".to_owned(), Act::Lock),
        entry(IconName::Sun, text("palette-theme-light"), String::new(), Act::Theme(Theme::Light)),
        entry(IconName::Moon, text("palette-theme-dark"), String::new(), Act::Theme(Theme::Dark)),
        entry(IconName::Palette, text("palette-theme-system"), String::new(), Act::Theme(Theme::System)),
        entry(IconName::Updown, text("palette-profiles"), String::new(), Act::Profiles),
        entry(IconName::Keyboard, text("palette-keys"), "?".to_owned(), Act::Keys),
    ];
    group("palette-do", export.into_iter().chain(all).collect(), typed)
}

/// Why nothing was found: what is the case, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is the case.
    pub head: String,
    /// What to do.
    pub more: String,
    /// Whether what was typed cannot be read.
    pub misread: bool,
}

/// What there is to say about the answer to what was typed.
pub fn note(typed: &str, answer: &Found) -> Option<Note> {
    match answer {
        Found::Misread(error) => {
            Some(Note { head: misread(typed, error), more: text("palette-example"), misread: true })
        }
        Found::Hits(hits) if !hits.hits.is_empty() => None,
        Found::Hits(_) => {
            let typed = typed.trim();
            let (head, more) = if ObjectKind::of_id(typed).is_some() {
                (text_with("palette-not-held", &[("id", typed.into())]), "palette-not-held-text")
            } else {
                (text_with("palette-none", &[("text", typed.into())]), "palette-none-text")
            };
            Some(Note { head, more: text(more), misread: false })
        }
    }
}

/// Why what was typed cannot be read.
fn misread(typed: &str, error: &SearchError) -> String {
    let length = error.to.saturating_sub(error.from) as usize;
    let part: String = typed.chars().skip(error.from as usize).take(length).collect();
    text_with(trouble(error.trouble), &[("text", part.into())])
}

fn trouble(trouble: SearchTrouble) -> &'static str {
    match trouble {
        SearchTrouble::UnknownOperator => "search-trouble-unknown-operator",
        SearchTrouble::NoValue => "search-trouble-no-value",
        SearchTrouble::UnknownType => "search-trouble-unknown-type",
        SearchTrouble::NotAnAmount => "search-trouble-not-an-amount",
        SearchTrouble::NotADay => "search-trouble-not-a-day",
        SearchTrouble::NotACountry => "search-trouble-not-a-country",
    }
}

/// The operators, for the line of help.
pub fn operators() -> String {
    let all: Vec<String> = Search::operators().map(|name| format!("{name}:")).collect();
    text_with("palette-operators", &[("operators", all.join(" ").into())])
}

#[cfg(test)]
mod tests {
    use model::{Cell, Origin, Row, UnixSeconds};

    use super::*;

    fn user(name: &str, marks: Vec<Mark>) -> Hit {
        let cells = Area::Users.columns().iter().map(|used| match used.column {
            Column::Name => Cell::Text(name.to_owned()),
            Column::Email => Cell::Text("ana@example.org".to_owned()),
            Column::KycLevel => Cell::Word("REGULAR".to_owned()),
            Column::Country => Cell::Word("ES".to_owned()),
            _ => Cell::Nothing,
        });
        let row = Row {
            id: "user_m_01".to_owned(),
            cells: cells.collect(),
            origin: Origin::Api,
            fetched_at: UnixSeconds(0),
            gone_at: None,
        };
        Hit { area: Area::Users, row, marks }
    }

    fn mark(column: Column, from: u32, to: u32) -> Mark {
        Mark { column, from, to }
    }

    fn shown(pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn what_matched_is_marked_by_characters() {
        let marks = vec![mark(Column::Name, 0, 3), mark(Column::Name, 4, 8), mark(Column::Email, 0, 3)];
        let entry = hit(&user("Ána Beltrán Ruiz", marks));
        assert_eq!(shown(&entry.label), "[Ána] [Belt]rán Ruiz");
        assert_eq!(shown(&entry.more), "[ana]@example.org");
        assert_eq!(entry.status.map(|status| status.word), Some("Regular".to_owned()));
        assert_eq!(entry.act, Act::Go("/users/user_m_01".to_owned()));
        assert_eq!(shown(&pieces("ab", &[mark(Column::Name, 0, 9), mark(Column::Name, 1, 2)], Column::Name)), "[ab]");
    }

    #[test]
    fn objects_come_by_list_and_the_best_list_first() {
        let other = Hit { area: Area::Recipients, ..user("Ana", Vec::new()) };
        let hits =
            Hits { hits: vec![other, user("Ana", Vec::new()), user("Anabel", Vec::new())], found: 3, more: false };
        let sizes: Vec<usize> = found(&hits).iter().map(|group| group.entries.len()).collect();
        assert_eq!(sizes, [1, 2]);
        assert_eq!(count(&hits), "3 found");
        assert!(count(&Hits { found: 2_000, more: true, ..hits.clone() }).starts_with("More than 2,000"));
        assert_eq!(count(&Hits { found: 90, ..hits }), "3 of 90 shown");
    }

    #[test]
    fn everything_that_cannot_be_read_is_explained() {
        for trouble_of in SearchTrouble::ALL {
            let error = SearchError { from: 4, to: 11, trouble: *trouble_of };
            let note = note("ana colour:red", &Found::Misread(error)).unwrap();
            assert!(note.misread && note.head.contains("“colour:”"), "{trouble_of:?}: {}", note.head);
            assert!(l10n::has(trouble(*trouble_of)), "{trouble_of:?}");
        }
    }

    #[test]
    fn an_id_that_is_not_held_is_told_from_words_that_match_nothing() {
        let none = Found::Hits(Hits { hits: Vec::new(), found: 0, more: false });
        for id in ["135792468", "po_m_01M8YM77", "bankacc_m_01M8YM77"] {
            assert!(note(id, &none).unwrap().head.contains(id), "{id}");
            assert_eq!(note(id, &none).unwrap().more, text("palette-not-held-text"));
        }
        for words in ["ana", "2026", "ana belt", "type:payin"] {
            assert_eq!(note(words, &none).unwrap().more, text("palette-none-text"), "{words}");
        }
    }

    #[test]
    fn an_id_is_asked_for_where_nothing_found_has_it_and_it_can_be_read() {
        let hits = |hits: Vec<Hit>| Hits { found: 1, more: false, hits };
        let asked = |typed: &str, hits: &Hits| live(typed, hits).map(|group| group.entries[0].act.clone());
        let mentioned = hits(vec![user("Ana", Vec::new())]);
        let ana = user("Ana", Vec::new());
        let held = Hit { row: Row { id: "user_m_0123456".to_owned(), ..ana.row.clone() }, ..ana };
        let act = |id: &str| Some(Act::LookUp(id.to_owned()));
        assert_eq!(asked("user_m_0123456", &hits(Vec::new())), act("user_m_0123456"));
        assert_eq!(asked("user_m_0123456", &mentioned), act("user_m_0123456"), "others only name it");
        assert_eq!(asked("user_m_0123456", &hits(vec![held])), None);
        assert_eq!(asked("135792468", &mentioned), act("135792468"));
        for other in ["bankacc_m_01M8YM77", "ana", "2026", "type:payin", ""] {
            assert_eq!(asked(other, &mentioned), None, "{other}");
        }
        let offered = copied("135792468").entries.swap_remove(0);
        assert_eq!(shown(&offered.label), "Go to ID 135792468");
        assert_eq!(Some(offered.act), act("135792468"));
    }

    #[test]
    fn places_and_actions_are_found_by_the_beginnings_of_their_words() {
        let names = |group: Option<Group>| -> Vec<String> {
            group.into_iter().flat_map(|group| group.entries).map(|entry| shown(&entry.label)).collect()
        };
        assert_eq!(names(places("sync st")), ["Sync status"]);
        assert_eq!(names(actions("lock", false, false)), ["Lock now"]);
        assert!(names(places("zzz")).is_empty());
        assert!(names(actions("resume", true, false)).contains(&"Resume the sync".to_owned()));
        assert!(names(actions("", false, false)).len() >= 8, "all of them while nothing is typed");
        assert!(names(actions("export", false, false)).is_empty());
        assert_eq!(names(actions("export", false, true)), ["Export this list"]);
    }
}
