//! A small world that is whole, and each way in which it can be broken.

use super::*;
use crate::coverage::sheets;

/// Sheet, what is left out, calls with functions, routes with tests, tests of each side.
struct World {
    sheet: &'static str,
    left_out: &'static str,
    evidence: Evidence,
}

fn call(verb: &str, path: &str, function: &str) -> Call {
    Call { endpoint: Endpoint::new(verb, path), function: function.into(), test: format!("every_call::{function}") }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn world() -> World {
    let route = |verb, path, tests: &[&str]| (Endpoint::new(verb, path), set(tests));
    World {
        sheet: "## 1. Users\n| GET `/users`, `/users/{UserId}` |\n| POST `/users/bulk` |",
        left_out: "# What\n## Nobody has many users\n- POST `/users/bulk`",
        evidence: Evidence {
            calls: vec![call("GET", "/users", "users"), call("GET", "/users/{UserId}", "user")],
            routes: vec![
                route("GET", "users", &["all::everything", "lists::users"]),
                route("GET", "users/{user}", &["all::everything"]),
                route("GET", "pets", &["all::everything"]),
            ],
            client_tests: set(&["every_call::users", "every_call::user"]),
            simulator_tests: set(&["all::everything", "lists::users"]),
        },
    }
}

impl World {
    fn with<T>(&self, look: impl FnOnce(&Table<'_>) -> T) -> T {
        let rows = sheets::rows(&[("users", sheets::read(self.sheet).mentions)]);
        let left_out = sheets::read(self.left_out).mentions;
        look(&Table::new(&rows, &beyond(&rows, &self.evidence), &left_out, &self.evidence))
    }

    fn problems(&self) -> Vec<String> {
        self.with(|table| table.problems().to_vec())
    }
}

#[test]
fn a_whole_world_has_no_problem_and_its_table_says_all() {
    assert_eq!(world().problems(), [""; 0]);
    let text = world().with(|table| table.text());
    for line in [
        "| `GET /users` | users §1 | `users` | `users` | `every_call::users`<br>`lists::users`<br>`all::everything` |",
        "| `GET /users/{UserId}` | users §1 | `user` | `users/{user}` | `every_call::user`<br>`all::everything` |",
        "| `POST /users/bulk` | users §1 | – | – | *Nobody has many users* |",
        "## Beyond the sheets",
        "| `GET /pets` | – | – | `pets` | `all::everything` |",
    ] {
        assert!(text.contains(line), "{line}\nis not in\n{text}");
    }
}

#[test]
fn a_row_without_its_call_or_its_route_or_its_test_is_a_problem() {
    let mut broken = world();
    broken.evidence.calls.remove(0);
    assert_eq!(broken.problems(), ["GET /users has no call of the client"]);
    let mut broken = world();
    broken.evidence.routes.remove(1);
    assert_eq!(broken.problems(), ["GET /users/{UserId} has no route of the simulator"]);
    let mut broken = world();
    broken.evidence.routes[1].1.clear();
    assert_eq!(broken.problems(), ["GET /users/{UserId} has no test in which the simulator serves it"]);
    let mut broken = world();
    broken.evidence.routes[2].1.clear();
    assert_eq!(broken.problems(), ["GET /pets is simulated and no test calls it"]);
    let mut broken = world();
    broken.left_out = "";
    assert_eq!(broken.problems(), ["POST /users/bulk has no call of the client and no route of the simulator"]);
}

#[test]
fn what_is_left_out_must_be_lacking_and_in_the_sheets() {
    let mut stale = world();
    stale.left_out = "## Reason\n- POST `/users/bulk`\n- GET `/users`";
    assert_eq!(stale.problems(), ["GET /users is left out and yet covered"]);
    let mut bogus = world();
    bogus.left_out = "## Reason\n- POST `/users/bulk`\n- POST `/nothing`\n## Other\n- POST `/users/bulk`";
    assert_eq!(
        bogus.problems(),
        ["POST /nothing is left out and not in the sheets", "POST /users/bulk is left out twice"]
    );
}

#[test]
fn a_test_that_the_runner_does_not_know_is_a_problem() {
    let mut renamed = world();
    renamed.evidence.client_tests = set(&["every_call::users", "every_call::one_user"]);
    assert_eq!(renamed.problems(), ["every_call::user is not in the test runner's list"]);
    let mut renamed = world();
    renamed.evidence.simulator_tests.remove("lists::users");
    assert_eq!(renamed.problems(), ["lists::users is not in the test runner's list"]);
}
