//! The table: each row of the sheets with what there is of it, what is wrong with it, and its text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::endpoint::Endpoint;
use super::evidence::{Call, Evidence};
use super::sheets::{Mention, Row};

/// Tests of the simulator that a row names: those that call the fewest other routes.
const TESTS_NAMED: usize = 2;

/// A row with what there is of it.
struct Covered<'a> {
    row: &'a Row,
    call: Option<&'a Call>,
    route: Option<&'a Endpoint>,
    /// The simulator's tests, the most particular first.
    tests: Vec<&'a str>,
    /// Why it is left out.
    reason: Option<&'a str>,
}

impl Covered<'_> {
    fn lacks(&self) -> Vec<&'static str> {
        let parts = [
            (self.call.is_none(), "call of the client"),
            (self.route.is_none(), "route of the simulator"),
            (self.route.is_some() && self.tests.is_empty(), "test in which the simulator serves it"),
        ];
        parts.into_iter().filter(|(lacking, _)| *lacking).map(|(_, what)| what).collect()
    }
}

/// The rows with what there is of them.
pub struct Table<'a> {
    rows: Vec<Covered<'a>>,
    /// Routes and calls for which no row asks.
    beyond: Vec<(&'a Endpoint, &'static str, String)>,
    problems: Vec<String>,
}

impl<'a> Table<'a> {
    /// Joins the sheets' rows with what the tests said, and with what is left out: the section of such a mention is the
    /// reason.
    pub fn new(rows: &'a [Row], left_out: &'a [Mention], evidence: &'a Evidence) -> Self {
        let reasons: BTreeMap<String, &str> =
            left_out.iter().map(|left| (left.endpoint.key(), left.section.as_str())).collect();
        let mut routes_of: BTreeMap<&str, usize> = BTreeMap::new();
        for test in evidence.routes.iter().flat_map(|(_, tests)| tests) {
            *routes_of.entry(test).or_default() += 1;
        }
        let covered = |row: &'a Row| {
            let exact = |taker: &&Endpoint| taker.key() == row.endpoint.key();
            let serving = evidence.routes.iter().filter(|(route, _)| route.takes(&row.endpoint));
            let route = serving.clone().find(|(route, _)| exact(&route)).or_else(|| serving.clone().next());
            let mut tests: Vec<&str> = route.iter().flat_map(|(_, tests)| tests).map(String::as_str).collect();
            tests.sort_by_key(|test| (routes_of[test], *test));
            let calls = evidence.calls.iter().filter(|call| call.endpoint.takes(&row.endpoint));
            let call = calls.clone().find(|call| exact(&&call.endpoint)).or_else(|| calls.clone().next());
            let reason = reasons.get(&row.endpoint.key()).copied();
            Covered { row, call, route: route.map(|(route, _)| route), tests, reason }
        };
        let rows: Vec<_> = rows.iter().map(covered).collect();
        let beyond = beyond(&rows, evidence);
        let problems = problems(&rows, left_out, evidence);
        Self { rows, beyond, problems }
    }

    /// What has to be mended.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// One line of figures.
    pub fn summary(&self) -> String {
        let left_out = self.rows.iter().filter(|row| row.reason.is_some()).count();
        format!(
            "{} endpoints in the sheets: {} covered, {left_out} left out with a reason; {} calls or routes beyond them.",
            self.rows.len(),
            self.rows.len() - left_out,
            self.beyond.len()
        )
    }

    /// The page.
    pub fn text(&self) -> String {
        let mut text = format!(
            "# Coverage of the API\n\nWritten by `cargo xtask coverage`; do not edit. The rows are the endpoints that the \
             sheets in [api](api) name, wherever they\nname them. The call is a function of `mangopay::Client`, its test \
             `every_call::…` sees what leaves. The route is the\nsimulator's; its tests, of those in which a call to it \
             succeeded, are the {TESTS_NAMED} that call the fewest others. What is left\nout is named in \
             [api/left-out.md](api/left-out.md).\n\n{}\n\n\
             | Endpoint | Sheet | Client | Simulator | Tests, or why it is left out |\n|---|---|---|---|---|\n",
            self.summary()
        );
        for covered in &self.rows {
            let Covered { row, call, route, tests, reason } = covered;
            let call_name = call.map_or_else(|| "–".to_owned(), |call| code(&call.function));
            let route = route.map_or_else(|| "–".to_owned(), |route| code(route.path.trim_start_matches('/')));
            let mut last: Vec<String> = reason.iter().map(|reason| format!("*{reason}*")).collect();
            last.extend(call.map(|call| code(&call.test)));
            last.extend(tests.iter().take(TESTS_NAMED).map(|test| code(test)));
            let endpoint = code(&row.endpoint.to_string());
            line(&mut text, &[&endpoint, &row.place, &call_name, &route, &last.join("<br>")]);
        }
        text.push_str(
            "\n## Beyond the sheets\n\nWhat the sheets do not name with a verb: the official SDKs call it, or the \
             sheets tell of it in passing.\n\n| Endpoint | Where | |\n|---|---|---|\n",
        );
        for (endpoint, place, name) in &self.beyond {
            line(&mut text, &[&code(&endpoint.to_string()), place, name]);
        }
        text
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn line(text: &mut String, cells: &[&str]) {
    writeln!(text, "| {} |", cells.join(" | ")).unwrap_or_default();
}

fn beyond<'a>(rows: &[Covered<'a>], evidence: &'a Evidence) -> Vec<(&'a Endpoint, &'static str, String)> {
    let asked = |taker: &Endpoint| rows.iter().any(|covered| taker.takes(&covered.row.endpoint));
    let calls = evidence.calls.iter().map(|call| (&call.endpoint, "client", code(&call.function)));
    let routes = evidence.routes.iter().map(|(route, _)| (route, "simulator", String::new()));
    let mut beyond: Vec<_> = calls.chain(routes).filter(|(endpoint, ..)| !asked(endpoint)).collect();
    beyond.sort_by_key(|(endpoint, place, _)| {
        (endpoint.key().split_once('/').map(|(verb, path)| (path.to_owned(), verb.to_owned())), *place)
    });
    beyond
}

fn problems(rows: &[Covered<'_>], left_out: &[Mention], evidence: &Evidence) -> Vec<String> {
    let mut problems = Vec::new();
    for covered in rows {
        let (endpoint, lacks) = (&covered.row.endpoint, covered.lacks());
        match covered.reason {
            None if !lacks.is_empty() => problems.push(format!("{endpoint} has no {}", lacks.join(" and no "))),
            Some(_) if lacks.is_empty() => problems.push(format!("{endpoint} is left out and yet covered")),
            _ => {}
        }
    }
    let known: BTreeSet<String> = rows.iter().map(|covered| covered.row.endpoint.key()).collect();
    let mut seen = BTreeSet::new();
    for Mention { endpoint, .. } in left_out {
        if !known.contains(&endpoint.key()) {
            problems.push(format!("{endpoint} is left out and not in the sheets"));
        }
        if !seen.insert(endpoint.key()) {
            problems.push(format!("{endpoint} is left out twice"));
        }
    }
    let of_calls = evidence.calls.iter().map(|call| (&call.test, &evidence.client_tests));
    let of_routes = evidence.routes.iter().flat_map(|(_, tests)| tests).map(|test| (test, &evidence.simulator_tests));
    let unlisted: BTreeSet<_> = of_calls.chain(of_routes).filter(|(test, list)| !list.contains(*test)).collect();
    problems.extend(unlisted.iter().map(|(test, _)| format!("{test} is not in the test runner's list")));
    problems
}

#[cfg(test)]
mod tests;
