use std::path::Path;

use vault::{Vault, VaultError};

use crate::{FakeStore, PROFILE, secret};

fn error<T>(outcome: Result<T, VaultError>) -> VaultError {
    outcome.map(drop).unwrap_err()
}

fn file(dir: &Path) -> std::path::PathBuf {
    dir.join("vault.json")
}

#[test]
fn any_altered_byte_is_refused_or_harmless_and_the_file_stays() {
    let dir = tempfile::tempdir().unwrap();
    let store = FakeStore::default();
    let (vault, _) = Vault::create(dir.path(), PROFILE, Some(&store), None).unwrap();
    let good = std::fs::read(file(dir.path())).unwrap();
    let mut refused = 0;
    for at in 0..good.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut bytes = good.clone();
            bytes[at] ^= flip;
            std::fs::write(file(dir.path()), &bytes).unwrap();
            match Vault::unlock_with_store(dir.path(), PROFILE, &store) {
                Ok(opened) => assert_eq!(*opened.data_key(), *vault.data_key(), "byte {at}: opened, so the same key"),
                Err(_) => refused += 1,
            }
            assert_eq!(std::fs::read(file(dir.path())).unwrap(), bytes, "reading changes nothing");
        }
    }
    assert!(refused > good.len(), "most changes are noticed at once: {refused} of {}", 3 * good.len());
}

#[test]
fn altered_parts_are_noticed_by_the_way_that_needs_them() {
    let dir = tempfile::tempdir().unwrap();
    let passphrase = secret("correct horse battery");
    let (mut vault, code) = Vault::create(dir.path(), PROFILE, None, Some(&passphrase)).unwrap();
    vault.set_api_key(&secret("key")).unwrap();
    let good: serde_json::Value = serde_json::from_slice(&std::fs::read(file(dir.path())).unwrap()).unwrap();
    let write = |edit: &dyn Fn(&mut serde_json::Value)| {
        let mut changed = good.clone();
        edit(&mut changed);
        std::fs::write(file(dir.path()), serde_json::to_vec(&changed).unwrap()).unwrap();
    };
    let unlock = || Vault::unlock_with_passphrase(dir.path(), PROFILE, &passphrase);
    for part in ["nonce", "text"] {
        write(&|json| json["passphrase"]["key"][part] = json["recovery"]["key"][part].clone());
        assert!(matches!(error(unlock()), VaultError::WrongPassphrase), "{part}");
    }
    write(&|json| json["passphrase"]["derivation"]["salt"] = json["recovery"]["derivation"]["salt"].clone());
    assert!(matches!(error(unlock()), VaultError::WrongPassphrase), "salt");
    write(&|json| json["passphrase"]["derivation"]["memory_kib"] = 8.into());
    assert!(matches!(error(unlock()), VaultError::Damaged), "weakened derivation");
    write(&|json| json["passphrase"] = json["recovery"].clone());
    let recovered = Vault::unlock_with_passphrase(dir.path(), PROFILE, &secret(&code.grouped()));
    assert!(matches!(error(recovered), VaultError::WrongPassphrase), "one kind in another's place");
    write(&|json| json["api_key"] = json["passphrase"]["key"].clone());
    assert!(matches!(error(unlock().unwrap().api_key(&FakeStore::default())), VaultError::Damaged), "API key");
    write(&|json| json["extra"] = 1.into());
    assert!(matches!(error(unlock()), VaultError::Damaged), "unknown member");
    write(&|json| json["version"] = 9.into());
    assert!(matches!(error(unlock()), VaultError::NewerFormat { found: 9, known: 1 }));
    write(&|_| {});
    assert!(unlock().is_ok());
}

#[test]
fn a_file_moved_to_another_profile_does_not_open() {
    let dir = tempfile::tempdir().unwrap();
    let store = FakeStore::default();
    Vault::create(dir.path(), PROFILE, Some(&store), None).unwrap();
    assert!(matches!(error(Vault::unlock_with_store(dir.path(), "other", &store)), VaultError::OtherProfile));
    let renamed = std::fs::read_to_string(file(dir.path())).unwrap().replace(PROFILE, "other");
    std::fs::write(file(dir.path()), renamed).unwrap();
    store.put("other/wrapping-key", &store.entries()["halle-verte/wrapping-key"]);
    let outcome = Vault::unlock_with_store(dir.path(), "other", &store);
    assert!(matches!(error(outcome), VaultError::WrongStoreKey), "the profile is bound into the cipher");
}

#[test]
fn foreign_and_damaged_files_are_told_apart_and_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let store = FakeStore::default();
    type Expected = fn(&VaultError) -> bool;
    let cases: [(&[u8], Expected); 6] = [
        (b"", |error| matches!(error, VaultError::Damaged)),
        (b"shopping list", |error| matches!(error, VaultError::NotOurs)),
        (b"{\"format\":\"other\",\"version\":1}", |error| matches!(error, VaultError::NotOurs)),
        (b"{}", |error| matches!(error, VaultError::NotOurs)),
        (b"{\"format\":\"mangrove-vault\",\"version\":1,\"prof", |error| matches!(error, VaultError::Damaged)),
        (b"{\"format\":\"mangrove-vault\",\"version\":1}", |error| matches!(error, VaultError::Damaged)),
    ];
    for (bytes, expected) in cases {
        std::fs::write(file(dir.path()), bytes).unwrap();
        let outcome = error(Vault::ways(dir.path(), PROFILE));
        assert!(expected(&outcome), "{outcome:?} for {}", String::from_utf8_lossy(bytes));
        let outcome = error(Vault::create(dir.path(), PROFILE, Some(&store), None));
        assert!(matches!(outcome, VaultError::AlreadyExists));
        assert_eq!(std::fs::read(file(dir.path())).unwrap(), bytes);
        assert!(store.entries().is_empty(), "the store was not touched either");
    }
}

#[test]
fn a_file_replaced_behind_our_back_is_not_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let passphrase = secret("correct horse battery");
    let (mut vault, _) = Vault::create(dir.path(), PROFILE, None, Some(&passphrase)).unwrap();
    std::fs::write(file(dir.path()), b"shopping list").unwrap();
    assert!(matches!(error(vault.set_api_key(&secret("key"))), VaultError::NotOurs));
    assert_eq!(std::fs::read(file(dir.path())).unwrap(), b"shopping list");
}

#[test]
fn folders_and_huge_files_are_not_vaults() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(file(dir.path())).unwrap();
    assert!(matches!(error(Vault::ways(dir.path(), PROFILE)), VaultError::NotOurs));
    std::fs::remove_dir(file(dir.path())).unwrap();
    std::fs::File::create(file(dir.path())).unwrap().set_len(5_000_000_000).unwrap();
    assert!(matches!(error(Vault::ways(dir.path(), PROFILE)), VaultError::NotOurs));
}

#[cfg(unix)]
#[test]
fn file_and_folder_are_private_and_nothing_is_left_beside() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("profiles/one");
    let store = FakeStore::default();
    let (mut vault, _) = Vault::create(&dir, PROFILE, Some(&store), None).unwrap();
    vault.set_passphrase(&secret("correct horse battery")).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    assert_eq!(mode(&file(&dir)), 0o600);
    let names: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["vault.json"]);
}
