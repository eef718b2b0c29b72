//! Each command is declared once, registered once and granted once.

use std::{collections::BTreeSet, path::Path};

use crate::repository::{code_lines, rust_files, text};

fn declared() -> BTreeSet<String> {
    ipc::COMMANDS.iter().map(|name| (*name).to_owned()).collect()
}

/// The names in the handler list of the shell.
fn registered() -> Vec<String> {
    let source = text(Path::new("src-tauri/src/commands.rs"));
    let (_, list) = source.split_once("generate_handler![").expect("the shell has one handler list");
    let (list, _) = list.split_once(']').expect("the list ends");
    list.split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(|entry| entry.rsplit("::").next().expect("a name").to_owned())
        .collect()
}

/// The commands that a window may call.
fn granted() -> Vec<String> {
    let capability: serde_json::Value =
        serde_json::from_str(&text(Path::new("src-tauri/capabilities/main.json"))).expect("the capability is JSON");
    let permissions = capability["permissions"].as_array().expect("a list of permissions");
    permissions
        .iter()
        .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
        .map(|name| name.replace('-', "_"))
        .collect()
}

fn without_doubles(names: Vec<String>, what: &str) -> BTreeSet<String> {
    let set: BTreeSet<String> = names.iter().cloned().collect();
    assert_eq!(set.len(), names.len(), "{what} names a command twice");
    set
}

#[test]
fn no_command_is_declared_twice() {
    assert_eq!(declared().len(), ipc::COMMANDS.len());
}

#[test]
fn every_command_is_registered_and_nothing_else_is() {
    assert_eq!(without_doubles(registered(), "the handler list"), declared());
}

#[test]
fn every_command_is_granted_and_nothing_else_is() {
    assert_eq!(without_doubles(granted(), "the capability"), declared());
}

#[test]
fn the_capability_is_for_the_main_windows_only_and_grants_nothing_of_a_plugin() {
    let capability: serde_json::Value =
        serde_json::from_str(&text(Path::new("src-tauri/capabilities/main.json"))).expect("the capability is JSON");
    assert_eq!(capability["windows"], serde_json::json!(["main-*"]));
    for permission in capability["permissions"].as_array().expect("a list of permissions") {
        let name = permission.as_str().expect("permissions are names");
        assert!(!name.contains(':'), "`{name}` belongs to a plugin");
    }
}

#[test]
fn the_content_policy_lets_nothing_in_from_outside() {
    let configuration: serde_json::Value =
        serde_json::from_str(&text(Path::new("tauri.conf.json"))).expect("the configuration is JSON");
    let policy = configuration["app"]["security"]["csp"].to_string();
    for never in ["unsafe-eval\"", "'unsafe-eval'", "https:", "*"] {
        assert!(!policy.contains(never), "the content policy contains {never}: {policy}");
    }
    assert!(policy.contains("script-src"), "scripts are restricted: {policy}");
    assert!(!policy.contains("unsafe-inline' 'wasm"), "no inline scripts: {policy}");
}

#[test]
fn commands_hold_no_decision() {
    let mut found = Vec::new();
    for (path, text) in rust_files("src-tauri/src/commands") {
        for (number, line) in code_lines(&text) {
            let words: Vec<&str> = line.split_whitespace().collect();
            if words.iter().any(|word| ["if", "match", "for", "while", "loop"].contains(word)) {
                found.push(format!("{}:{number}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "a command is one call into the engine; decisions belong there:\n{}", found.join("\n"));
}
