//! The table: each row of the sheets with what there is of it, what is wrong with it, and its text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::endpoint::Endpoint;
use super::evidence::{Call, Evidence};
use super::sheets::{self, Mention, Row};

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

    /// Its line of the table.
    fn line(&self, text: &mut String) {
        let none = || "–".to_owned();
        let call = self.call.map_or_else(none, |call| code(&call.function));
        let route = self.route.map_or_else(none, |route| code(route.path.trim_start_matches('/')));
        let mut last: Vec<String> = self.reason.iter().map(|reason| format!("*{reason}*")).collect();
        last.extend(self.call.map(|call| code(&call.test)));
        last.extend(self.tests.iter().take(TESTS_NAMED).map(|test| code(test)));
        let cells = [&code(&self.row.endpoint.to_string()), &self.row.place, &call, &route, &last.join("<br>")];
        writeln!(text, "| {} |", cells.map(String::as_str).join(" | ")).unwrap_or_default();
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// The rows with what there is of them.
pub struct Table<'a> {
    rows: Vec<Covered<'a>>,
    /// Calls and routes for which no row asks.
    beyond: Vec<Covered<'a>>,
    problems: Vec<String>,
}

impl<'a> Table<'a> {
    /// Joins the sheets' rows with what the tests said, and with what is left out: the section of such a mention is the
    /// reason. `beyond` are the rows of [`beyond`].
    pub fn new(rows: &'a [Row], beyond: &'a [Row], left_out: &'a [Mention], evidence: &'a Evidence) -> Self {
        let join = Join::new(left_out, evidence);
        let rows: Vec<_> = rows.iter().map(|row| join.covered(row)).collect();
        let beyond: Vec<_> = beyond.iter().map(|row| join.covered(row)).collect();
        let problems = problems(&rows, &beyond, left_out, evidence);
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
            "{} endpoints in the sheets: {} covered, {left_out} left out with a reason; {} beyond the sheets.",
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
        self.rows.iter().for_each(|covered| covered.line(&mut text));
        text.push_str(
            "\n## Beyond the sheets\n\nWhat the sheets name without a verb or not at all; the official SDKs call it.\n\n\
             | Endpoint | Sheet | Client | Simulator | Tests |\n|---|---|---|---|---|\n",
        );
        self.beyond.iter().for_each(|covered| covered.line(&mut text));
        text
    }
}

/// Rows for the calls and routes for which none of the sheets' asks.
pub fn beyond(rows: &[Row], evidence: &Evidence) -> Vec<Row> {
    let calls = evidence.calls.iter().map(|call| &call.endpoint);
    let known = calls.chain(evidence.routes.iter().map(|(route, _)| route));
    let unasked = known.filter(|taker| !rows.iter().any(|row| taker.takes(&row.endpoint)));
    let mention = |endpoint: &Endpoint| Mention { endpoint: endpoint.clone(), section: String::new() };
    sheets::rows(&[("", unasked.map(mention).collect())])
}

/// What is known, for looking up what there is of a row.
struct Join<'a> {
    evidence: &'a Evidence,
    reasons: BTreeMap<String, &'a str>,
    /// How many routes a test of the simulator calls.
    breadth: BTreeMap<&'a str, usize>,
}

impl<'a> Join<'a> {
    fn new(left_out: &'a [Mention], evidence: &'a Evidence) -> Self {
        let reasons = left_out.iter().map(|left| (left.endpoint.key(), left.section.as_str())).collect();
        let mut breadth: BTreeMap<&str, usize> = BTreeMap::new();
        for test in evidence.routes.iter().flat_map(|(_, tests)| tests) {
            *breadth.entry(test).or_default() += 1;
        }
        Self { evidence, reasons, breadth }
    }

    fn covered(&self, row: &'a Row) -> Covered<'a> {
        let at = &row.endpoint;
        let serving = best(at, &self.evidence.routes, |(route, _)| route);
        let mut tests: Vec<&str> = serving.iter().flat_map(|(_, tests)| tests).map(String::as_str).collect();
        tests.sort_by_key(|test| (self.breadth[test], *test));
        Covered {
            row,
            call: best(at, &self.evidence.calls, |call| &call.endpoint),
            route: serving.map(|(route, _)| route),
            tests,
            reason: self.reasons.get(&at.key()).copied(),
        }
    }
}

/// What takes calls of an endpoint: the same, or a template with `{method}`.
fn best<'a, T>(at: &Endpoint, all: &'a [T], endpoint: impl Fn(&T) -> &Endpoint) -> Option<&'a T> {
    let takers = || all.iter().filter(|one| endpoint(one).takes(at));
    takers().find(|one| endpoint(one).key() == at.key()).or_else(|| takers().next())
}

fn problems(rows: &[Covered<'_>], beyond: &[Covered<'_>], left_out: &[Mention], evidence: &Evidence) -> Vec<String> {
    let mut problems = Vec::new();
    for covered in rows {
        let (endpoint, lacks) = (&covered.row.endpoint, covered.lacks());
        match covered.reason {
            None if !lacks.is_empty() => problems.push(format!("{endpoint} has no {}", lacks.join(" and no "))),
            Some(_) if lacks.is_empty() => problems.push(format!("{endpoint} is left out and yet covered")),
            _ => {}
        }
    }
    for covered in beyond.iter().filter(|covered| covered.route.is_some() && covered.tests.is_empty()) {
        problems.push(format!("{} is simulated and no test calls it", covered.row.endpoint));
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
    let unlisted: BTreeSet<_> =
        of_calls.chain(of_routes).filter(|(test, list)| !list.contains(*test)).map(|(test, _)| test).collect();
    problems.extend(unlisted.iter().map(|test| format!("{test} is not in the test runner's list")));
    problems
}

#[cfg(test)]
mod tests;
