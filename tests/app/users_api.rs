//! docs/users-api.md: each method of the SDKs' Users API has its place in the interface, or a reason why it has none.

use std::{collections::BTreeSet, path::Path};

use model::form::FormKind;

use crate::{
    features::{quoted, screens},
    repository::{rust_files, text},
};

const PAGE: &str = "docs/users-api.md";

/// The sheet with the methods of the SDK for PHP, and the section that has them.
const SHEET: &str = "docs/api/users-verification.md";
const SECTION: &str = "\n## 10. PHP SDK";

/// The methods of `Users` in the SDK for Node, 1.68.0; those that begin with an underscore are its own affair.
const NODE: &[&str] = &[
    "categorize",
    "close",
    "create",
    "createBankAccount",
    "createKycDocument",
    "createKycPage",
    "createKycPageFromFile",
    "deactivateBankAccount",
    "enroll",
    "get",
    "getAll",
    "getBankAccount",
    "getBankAccounts",
    "getBlockStatus",
    "getCards",
    "getEMoney",
    "getKycDocument",
    "getKycDocuments",
    "getLegal",
    "getLegalSca",
    "getNatural",
    "getNaturalSca",
    "getPreAuthorizations",
    "getRegulatory",
    "getSca",
    "getScaStatus",
    "getTransactions",
    "getWallets",
    "manageConsent",
    "update",
    "updateKycDocument",
    "updateNatural",
    "updateSca",
    "validateDataFormat",
];

/// What begins the place of a method that has none.
const LEFT_OUT: &str = "left out: ";

/// A row of the table.
struct Method {
    php: String,
    node: String,
    calls: String,
    place: String,
}

fn methods(page: &str) -> Vec<Method> {
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
        let [_, php, node, calls, place, _] = cells.as_slice() else { panic!("{PAGE}: four columns, not {line}") };
        Method { php: php.clone(), node: node.clone(), calls: calls.clone(), place: place.clone() }
    })
    .collect()
}

/// The methods that the sheet has from the SDK for PHP.
fn of_php() -> Vec<String> {
    let sheet = text(Path::new(SHEET));
    let (_, section) = sheet.split_once(SECTION).expect("the sheet has the methods of the SDK for PHP");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let first = rows.filter_map(|line| line.split('|').nth(1));
    first.flat_map(quoted).map(|name| name.split('(').next().unwrap_or_default().to_owned()).collect()
}

/// What of one list is not in the other, and what stands there twice.
fn unlike(what: &str, told: &[String], wanted: &[String]) -> Vec<String> {
    let set = |names: &[String]| -> BTreeSet<String> { names.iter().cloned().collect() };
    let (all, known) = (set(told), set(wanted));
    let mut wrong: Vec<String> = known.difference(&all).map(|name| format!("{what}: {name} is missing")).collect();
    wrong.extend(all.difference(&known).map(|name| format!("{what} has no {name}")));
    if all.len() != told.len() {
        wrong.push(format!("{what}: a method stands there twice"));
    }
    wrong
}

/// The product's sources below a folder, as one text.
fn product(below: &str) -> String {
    let files = rust_files(below);
    files.iter().map(|(_, text)| text.split("#[cfg(test)]").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// What the interface has that a place can name.
struct Interface {
    screens: BTreeSet<String>,
    code: String,
    views: String,
    commands: String,
}

impl Interface {
    fn read() -> Self {
        let commands = text(Path::new("crates/ipc/src/command.rs"));
        Self { screens: screens(), code: product("ui/src"), views: product("ui/src/views"), commands }
    }

    fn has(&self, kind: &str, name: &str) -> bool {
        match kind {
            "list" | "view" => self.screens.contains(name),
            "panel" | "button" => self.code.contains(&format!("test_id=\"{name}\"")),
            // A form is where a button opens it.
            "form" => {
                let form = FormKind::ALL.iter().find(|form| form.key() == name);
                form.is_some_and(|form| self.views.contains(&format!("FormKind::{form:?}")))
            }
            // A command is where the interface gives it.
            "command" => self.type_of(name).is_some_and(|command| self.code.contains(&format!("{command} {{"))),
            _ => false,
        }
    }

    /// The type of a command: `crate::users::OpenUser => "open_user" -> …`.
    fn type_of(&self, name: &str) -> Option<&str> {
        let named = format!("=> \"{name}\" ->");
        let declared = self.commands.lines().find(|line| line.contains(&named))?;
        declared.split("=>").next()?.trim().rsplit("::").next()
    }
}

#[test]
fn every_method_of_the_users_api_has_its_place_or_a_reason() {
    let page = text(Path::new(PAGE));
    let methods = methods(&page);
    let names = |of: fn(&Method) -> &String| -> Vec<String> {
        methods.iter().flat_map(|method| quoted(of(method))).map(str::to_owned).collect()
    };
    let node: Vec<String> = NODE.iter().map(|name| (*name).to_owned()).collect();
    let mut wrong = unlike("the SDK for PHP", &names(|method| &method.php), &of_php());
    wrong.extend(unlike("the SDK for Node", &names(|method| &method.node), &node));

    let (engine, interface) = (product("crates/engine/src"), Interface::read());
    let is_called = |name: &str| engine.contains(&format!(".{name}(")) || engine.contains(&format!("by_id!({name},"));
    for method in &methods {
        let at = &method.php;
        if let Some(reason) = method.place.strip_prefix(LEFT_OUT) {
            if reason.split_whitespace().count() < 5 || !quoted(&method.calls).is_empty() {
                wrong.push(format!("{at} is left out: without a call, and for a reason"));
            }
            continue;
        }
        let (calls, places) = (quoted(&method.calls), quoted(&method.place));
        if calls.is_empty() || places.is_empty() {
            wrong.push(format!("{at} has no call or no place"));
        }
        wrong.extend(calls.iter().filter(|call| !is_called(call)).map(|call| format!("{at}: nothing calls {call}")));
        for place in method.place.split(", ") {
            let found = place.split_once(' ').is_some_and(|(kind, name)| interface.has(kind, name.trim_matches('`')));
            if !found {
                wrong.push(format!("{at}: there is no {place}"));
            }
        }
    }
    let left_out = methods.iter().filter(|method| method.place.starts_with(LEFT_OUT)).count();
    let sum = format!("Left out: **{left_out}** of {} methods.", methods.len());
    if !page.contains(&sum) {
        wrong.push(format!("the page says: {sum}"));
    }
    assert!(wrong.is_empty(), "{PAGE}:\n{}", wrong.join("\n"));
}
