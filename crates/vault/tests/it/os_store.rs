//! The real Secret Service: gnome-keyring on a private session bus. Each outer test starts this test binary again
//! inside such a session, where the `inner` test of the same name does the work; run outside of it, an inner test has
//! nothing to do.
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use vault::{ExposeSecret, KeyStore, OsKeyStore, StoreError, Vault};

use crate::{PROFILE, secret};

/// Names the inner test of a session; set by [`in_session`] alone.
const SESSION: &str = "MANGROVE_TEST_SESSION";

fn service() -> OsKeyStore {
    OsKeyStore::with_patience("mangrove-test", Duration::from_secs(20))
}

/// Runs `inner` in a new session whose shell first does `prepare`.
fn in_session(inner: &str, prepare: &str) {
    let tools = [("dbus-run-session", "dbus"), ("gnome-keyring-daemon", "gnome-keyring"), ("gdbus", "libglib2.0-bin")];
    for (tool, package) in tools {
        let found = Command::new("sh").args(["-c", &format!("command -v {tool}")]).output().unwrap();
        assert!(found.status.success(), "{tool} is missing: install the package {package}");
    }
    let home = tempfile::tempdir().unwrap();
    let binary = std::env::current_exe().unwrap();
    let script = format!("{prepare}\nexec \"$0\" --exact os_store::{inner} --nocapture");
    let output = Command::new("dbus-run-session")
        .args(["--", "bash", "-c", &script])
        .arg(&binary)
        .env(SESSION, inner)
        .envs(private_folders(home.path()))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GNOME_KEYRING_CONTROL")
        .output()
        .unwrap();
    let told = format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && told.contains("1 passed"), "{inner}:\n{told}");
    assert!(told.contains(&format!("reached the end of {inner}")), "{inner} did not run inside:\n{told}");
}

fn private_folders(home: &Path) -> [(&'static str, std::path::PathBuf); 4] {
    let runtime = home.join("run");
    std::fs::create_dir(&runtime).unwrap();
    std::fs::set_permissions(&runtime, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    [
        ("HOME", home.to_owned()),
        ("XDG_DATA_HOME", home.join("data")),
        ("XDG_CONFIG_HOME", home.join("config")),
        ("XDG_RUNTIME_DIR", runtime),
    ]
}

#[allow(clippy::disallowed_methods, reason = "the two halves of a test find each other by it")]
fn inside(inner: &str) -> bool {
    std::env::var(SESSION).is_ok_and(|name| name == inner)
}

#[allow(clippy::print_stdout, reason = "the outer half looks for it")]
fn done(inner: &str) {
    println!("reached the end of {inner}");
}

const UNLOCKED: &str = "printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null";

#[test]
fn a_real_store_keeps_a_vault() {
    in_session("inner_vault", UNLOCKED);
}

#[test]
fn inner_vault() {
    if !inside("inner_vault") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let store = service();
    assert!(matches!(store.get("nothing"), Err(StoreError::EntryMissing)));
    let (mut vault, _) = Vault::create(dir.path(), PROFILE, Some(&store), None).unwrap();
    vault.set_api_key(&secret("MANGO-key")).unwrap();
    let mut again = Vault::unlock_with_store(dir.path(), PROFILE, &store).unwrap();
    assert_eq!(*again.data_key(), *vault.data_key());
    assert_eq!(again.api_key(&store).unwrap().expose_secret(), "MANGO-key");
    let other = OsKeyStore::new("mangrove-other");
    let outcome = Vault::unlock_with_store(dir.path(), PROFILE, &other).map(drop);
    assert!(outcome.is_err(), "another service name is another world");
    let binary: Vec<u8> = (0..=255).collect();
    store.set("binary", &binary).unwrap();
    assert_eq!(*store.get("binary").unwrap(), binary);
    Vault::remove(dir.path(), PROFILE, Some(&store)).unwrap();
    assert!(matches!(store.get("halle-verte/wrapping-key"), Err(StoreError::EntryMissing)));
    store.delete("never there").unwrap();
    done("inner_vault");
}

#[test]
fn a_session_without_a_store_says_so() {
    in_session("inner_absent", ":");
}

#[test]
fn inner_absent() {
    if !inside("inner_absent") {
        return;
    }
    // The bus may know how to start a daemon; then there is no keyring in it. Both are "no store" to a person.
    let outcome = OsKeyStore::new("mangrove-test").set("entry", b"secret");
    assert!(matches!(outcome, Err(StoreError::NoStore)), "{outcome:?}");
    done("inner_absent");
}

#[test]
fn without_a_bus_there_is_no_store() {
    in_session("inner_busless", "export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus");
}

#[test]
fn inner_busless() {
    if !inside("inner_busless") {
        return;
    }
    assert!(matches!(service().get("entry"), Err(StoreError::NoStore)));
    done("inner_busless");
}

#[test]
fn a_locked_store_that_nobody_unlocks_is_told_apart_from_a_missing_entry() {
    let lock = "gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets \
                --method org.freedesktop.Secret.Service.Lock \
                \"['/org/freedesktop/secrets/collection/login']\" >/dev/null";
    in_session("inner_locked", &format!("export LOCK=\"{}\"; {UNLOCKED}", lock.replace('"', "\\\"")));
}

#[test]
fn inner_locked() {
    if !inside("inner_locked") {
        return;
    }
    let store = OsKeyStore::with_patience("mangrove-test", Duration::from_secs(5));
    store.set("entry", b"secret").unwrap();
    assert!(Command::new("sh").args(["-c", "eval \"$LOCK\""]).status().unwrap().success());
    let outcome = store.get("entry");
    assert!(matches!(outcome, Err(StoreError::Locked | StoreError::Denied)), "{outcome:?}");
    done("inner_locked");
}
