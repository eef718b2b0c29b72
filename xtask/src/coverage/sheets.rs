//! Endpoints in prose: what the API's sheets say, found by its form.
//!
//! A verb stands before a path or in one code span with it; paths that follow, parted by no more than commas, have the
//! same verb. Lists are written short: `…/x` goes on where the first path ends; a path whose first part lies within the
//! first one goes on there; a path without names that begins otherwise replaces what follows the first one's last name.
//! Under "all `POST`" or "all GET", the path column of a table needs no verbs.

use std::collections::BTreeMap;

use super::endpoint::{Endpoint, VERBS, is_name};

/// An endpoint where a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub endpoint: Endpoint,
    /// The heading above: its number, or all of it if it has none.
    pub section: String,
}

/// What was found in a text.
#[derive(Debug, Default)]
pub struct Found {
    pub mentions: Vec<Mention>,
    /// Lines that hold a verb and named no endpoint.
    pub barren: Vec<String>,
    /// Paths without a verb.
    pub verbless: Vec<String>,
}

/// Reads a whole text.
pub fn read(text: &str) -> Found {
    let mut found = Found::default();
    let mut place = Place::default();
    for line in text.lines() {
        if line.starts_with("```") {
            place.fenced = !place.fenced;
        } else if !place.fenced {
            let before = found.mentions.len();
            place.enter(line);
            for (column, cell) in cells(line).iter().enumerate() {
                let everywhere = place.verb.filter(|_| place.path_column == Some(column));
                read_cell(cell, everywhere, &place.section, &mut found);
            }
            let says_verb = line.split(|c: char| !c.is_ascii_alphabetic()).any(|word| VERBS.contains(&word));
            if found.mentions.len() == before && says_verb {
                found.barren.push(line.to_owned());
            }
        }
    }
    found
}

/// What the lines above say about a line.
#[derive(Default)]
struct Place {
    fenced: bool,
    section: String,
    /// The verb of all paths below this heading.
    verb: Option<&'static str>,
    /// The column of paths in the table that goes on.
    path_column: Option<usize>,
    in_table: bool,
}

impl Place {
    fn enter(&mut self, line: &str) {
        let is_row = line.starts_with('|');
        if is_row && !self.in_table {
            self.path_column = cells(line).iter().position(|cell| cell.to_ascii_lowercase().contains("path"));
        } else if !is_row {
            self.path_column = None;
        }
        self.in_table = is_row;
        if line.starts_with('#') {
            let title = line.trim_start_matches('#').trim();
            let number = title.split(' ').next().unwrap_or_default().trim_end_matches('.');
            let numbered = number.starts_with(|c: char| c.is_ascii_digit());
            self.section = if numbered { number } else { title }.to_owned();
            self.verb = None;
        }
        let plain = line.replace('`', "");
        if let Some(verb) = VERBS.into_iter().find(|verb| plain.contains(&format!("all {verb}"))) {
            self.verb = Some(verb);
        }
    }
}

/// The cells of a row of a table, or a line as one; `\|` is a bar.
fn cells(line: &str) -> Vec<String> {
    let Some(row) = line.strip_prefix('|') else { return vec![line.to_owned()] };
    row.replace("\\|", "\u{0}").split('|').map(|cell| cell.replace('\u{0}', "|")).collect()
}

/// Paths that stand together.
struct Chain<'a> {
    verbs: Vec<&'a str>,
    first: String,
}

fn read_cell(cell: &str, everywhere: Option<&'static str>, section: &str, found: &mut Found) {
    let mut verbs: Vec<&str> = Vec::new();
    let mut chain: Option<Chain<'_>> = None;
    for (index, piece) in cell.split('`').enumerate() {
        if index % 2 == 0 {
            let (rest, said) = split_verbs_off(piece);
            verbs = said;
            if everywhere.is_none() && !is_separator(rest) {
                chain = None;
            }
            continue;
        }
        let (inner, path) = match piece.split_once(' ') {
            Some((first, rest)) if is_verbs(first) => (first.split(['/', '|']).collect(), rest),
            _ => (Vec::new(), piece),
        };
        let Some(path) = path_of(path) else {
            chain = None;
            continue;
        };
        let said = if inner.is_empty() { std::mem::take(&mut verbs) } else { inner };
        let restated = !said.is_empty();
        let first = chain.as_ref().map(|chain| chain.first.as_str());
        let path = written_out(path, first, restated);
        let said = match (everywhere, &chain) {
            _ if restated => said,
            (Some(verb), _) => vec![verb],
            (None, Some(chain)) => chain.verbs.clone(),
            (None, None) => {
                found.verbless.extend(expand(&path));
                continue;
            }
        };
        for one in expand(&path) {
            for verb in &said {
                let endpoint = Endpoint::new(verb, &one);
                found.mentions.push(Mention { endpoint, section: section.to_owned() });
            }
        }
        if chain.is_none() || restated && everywhere.is_none() {
            chain = Some(Chain { verbs: said, first: path });
        }
    }
}

fn is_verbs(word: &str) -> bool {
    word.split(['/', '|']).all(|verb| VERBS.contains(&verb))
}

/// Takes the verbs off the end of a text: `… GET/PUT `.
fn split_verbs_off(text: &str) -> (&str, Vec<&str>) {
    let trimmed = text.trim_end();
    let start = trimmed
        .rfind(|c: char| !(c.is_ascii_uppercase() || c == '/' || c == '|'))
        .map_or(0, |at| at + trimmed[at..].chars().next().map_or(0, char::len_utf8));
    let last = &trimmed[start..];
    if trimmed.len() < text.len() && is_verbs(last) {
        (&text[..start], last.split(['/', '|']).collect())
    } else {
        (text, Vec::new())
    }
}

fn is_separator(text: &str) -> bool {
    text.split([' ', ',', ';', '·', '/']).all(|word| ["", "or", "and"].contains(&word))
}

/// The path in a code span: without its query, and nothing else.
fn path_of(text: &str) -> Option<&str> {
    let path = text.split(['?', ' ']).next().unwrap_or_default();
    let is_path = path.starts_with('/') || path.starts_with("…/") || path.starts_with(".../");
    (is_path && path.len() > 1).then_some(path)
}

/// A path of a list in full; `first` is the list's first path.
fn written_out(path: &str, first: Option<&str>, restated: bool) -> String {
    let Some(first) = first else { return path.to_owned() };
    if let Some(rest) = path.strip_prefix('…').or_else(|| path.strip_prefix("...")) {
        return format!("{first}{rest}");
    }
    let (mine, its): (Vec<_>, Vec<_>) = (path[1..].split('/').collect(), first[1..].split('/').collect());
    if restated || mine[0] == its[0] {
        return path.to_owned();
    }
    if let Some(at) = its.iter().position(|part| *part == mine[0]) {
        return format!("/{}{path}", its[..at].join("/"));
    }
    if mine.iter().any(|part| part.contains('{')) {
        return path.to_owned();
    }
    let kept = its.iter().rposition(|part| is_name(part)).map_or(its.len() - 1, |at| at + 1);
    format!("/{}{path}", its[..kept].join("/"))
}

/// All paths that one stands for: `/a[/{b}]`, `/a/{b|c}`, `/a/b|c/d`.
fn expand(path: &str) -> Vec<String> {
    if let Some((before, rest)) = path.split_once('[') {
        let inner = rest.strip_suffix(']').unwrap_or(rest);
        let mut all = vec![before.to_owned()];
        all.extend(expand(inner).into_iter().map(|end| format!("{before}{end}")));
        return all;
    }
    let choices = |part: &str| -> Vec<String> {
        if part.contains('|') {
            part.trim_matches(['{', '}']).split('|').map(str::to_owned).collect()
        } else {
            vec![part.to_owned()]
        }
    };
    path.split('/').skip(1).map(choices).fold(vec![String::new()], |all, choices| {
        all.iter().flat_map(|path| choices.iter().map(move |choice| format!("{path}/{choice}"))).collect()
    })
}

/// A row of the table: an endpoint with all places that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub endpoint: Endpoint,
    /// The first place, such as `users §1.1`.
    pub place: String,
}

/// Each endpoint once, in the order of paths. `sheets` are the texts' short names with what was found in them.
pub fn rows(sheets: &[(&str, Vec<Mention>)]) -> Vec<Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (name, mentions) in sheets {
        for Mention { endpoint, section } in mentions {
            let row = rows.entry(endpoint.key()).or_insert_with(|| Row {
                endpoint: endpoint.clone(),
                place: if section.is_empty() { "–".to_owned() } else { format!("{name} §{section}") },
            });
            row.endpoint.path = better_named(&row.endpoint, endpoint);
        }
    }
    let all: Vec<Row> = rows.into_values().collect();
    let mut kept: Vec<Row> =
        all.iter().filter(|row| !all.iter().any(|other| is_example(&row.endpoint, &other.endpoint))).cloned().collect();
    let order = |row: &Row| (row.endpoint.path.to_ascii_lowercase(), row.endpoint.verb.clone());
    kept.sort_by_key(order);
    kept
}

/// The longer of two names for each part: `{UserId}` says more than `{id}`.
fn better_named(one: &Endpoint, other: &Endpoint) -> String {
    let parts = one.parts().zip(other.parts());
    parts.fold(String::new(), |path, (one, other)| {
        path + "/" + if is_name(one) && other.len() > one.len() { other } else { one }
    })
}

/// Whether `one` is `template` with a value in capitals: `/clients/wallets/CREDIT`.
fn is_example(one: &Endpoint, template: &Endpoint) -> bool {
    let is_value = |part: &str| !is_name(part) && part.chars().all(|c| c.is_ascii_uppercase());
    one.verb == template.verb
        && one != template
        && one.parts().count() == template.parts().count()
        && one
            .parts()
            .zip(template.parts())
            .all(|(one, other)| one.eq_ignore_ascii_case(other) || is_name(other) && (is_name(one) || is_value(one)))
        && one.parts().zip(template.parts()).any(|(one, other)| is_name(other) && is_value(one))
}

#[cfg(test)]
mod tests;
