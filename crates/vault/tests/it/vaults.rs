use vault::{ExposeSecret, StoreError, Vault, VaultError, Ways};

use crate::{FakeStore, PROFILE, secret};

fn error<T>(outcome: Result<T, VaultError>) -> VaultError {
    outcome.map(drop).unwrap_err()
}

#[test]
fn every_way_opens_the_same_vault() {
    let dir = tempfile::tempdir().unwrap();
    let store = FakeStore::default();
    let passphrase = secret("correct horse battery");
    let (vault, code) = Vault::create(dir.path(), PROFILE, Some(&store), Some(&passphrase)).unwrap();
    let key = vault.data_key();
    assert_ne!(*key, [0; 32]);
    drop(vault);
    assert_eq!(Vault::ways(dir.path(), PROFILE).unwrap(), Ways { store: true, passphrase: true });
    let by_store = Vault::unlock_with_store(dir.path(), PROFILE, &store).unwrap();
    let by_passphrase = Vault::unlock_with_passphrase(dir.path(), PROFILE, &passphrase).unwrap();
    let typed = secret(&code.grouped().to_lowercase().replace('-', " "));
    let by_code = Vault::unlock_with_recovery(dir.path(), PROFILE, &typed).unwrap();
    for opened in [by_store, by_passphrase, by_code] {
        assert_eq!(*opened.data_key(), *key);
        assert_eq!(opened.profile(), PROFILE);
    }
}

#[test]
fn two_vaults_share_nothing() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = FakeStore::default();
    let (first, code) = Vault::create(one.path(), "one", Some(&store), None).unwrap();
    let (second, _) = Vault::create(two.path(), "two", Some(&store), None).unwrap();
    assert_ne!(*first.data_key(), *second.data_key());
    let typed = secret(&code.grouped());
    assert!(matches!(error(Vault::unlock_with_recovery(two.path(), "two", &typed)), VaultError::WrongRecoveryCode));
}

#[test]
fn without_a_store_a_passphrase_is_demanded_and_must_not_be_short() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(error(Vault::create(dir.path(), PROFILE, None, None)), VaultError::PassphraseNeeded));
    let short = secret("1234567");
    assert!(matches!(error(Vault::create(dir.path(), PROFILE, None, Some(&short))), VaultError::PassphraseTooShort));
    assert!(matches!(error(Vault::ways(dir.path(), PROFILE)), VaultError::NotFound), "nothing was written");
}

#[test]
fn wrong_secrets_and_unset_ways_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let store = FakeStore::default();
    let passphrase = secret("correct horse battery");
    let (mut vault, code) = Vault::create(dir.path(), PROFILE, None, Some(&passphrase)).unwrap();
    assert!(matches!(error(Vault::unlock_with_store(dir.path(), PROFILE, &store)), VaultError::WayNotSet));
    let wrong = secret("correct horse batterz");
    let outcome = Vault::unlock_with_passphrase(dir.path(), PROFILE, &wrong);
    assert!(matches!(error(outcome), VaultError::WrongPassphrase));
    let mistyped = secret(&code.grouped()[1..]);
    let outcome = Vault::unlock_with_recovery(dir.path(), PROFILE, &mistyped);
    assert!(matches!(error(outcome), VaultError::RecoveryCode(_)));
    assert!(matches!(error(vault.remove_passphrase()), VaultError::PassphraseNeeded), "only the code would remain");
}

#[test]
fn the_states_of_a_store_reach_the_caller() {
    let dir = tempfile::tempdir().unwrap();
    let store = FakeStore::default();
    Vault::create(dir.path(), PROFILE, Some(&store), None).unwrap();
    let unlock = || error(Vault::unlock_with_store(dir.path(), PROFILE, &store));
    store.fail_with(Some(|| StoreError::NoStore));
    assert!(matches!(unlock(), VaultError::Store(StoreError::NoStore)));
    store.fail_with(Some(|| StoreError::Locked));
    assert!(matches!(unlock(), VaultError::Store(StoreError::Locked)));
    store.fail_with(Some(|| StoreError::Denied));
    assert!(matches!(unlock(), VaultError::Store(StoreError::Denied)));
    let other = tempfile::tempdir().unwrap();
    assert!(matches!(error(Vault::create(other.path(), "b", Some(&store), None)), VaultError::Store(_)));
    assert!(matches!(error(Vault::ways(other.path(), "b")), VaultError::NotFound), "a failed store leaves no file");
    store.fail_with(None);
    store.put("halle-verte/wrapping-key", &[7; 32]);
    assert!(matches!(unlock(), VaultError::WrongStoreKey));
    store.put("halle-verte/wrapping-key", b"short");
    assert!(matches!(unlock(), VaultError::WrongStoreKey));
}

#[test]
fn a_lost_entry_is_healed_with_the_recovery_code() {
    let dir = tempfile::tempdir().unwrap();
    let (store, empty) = (FakeStore::default(), FakeStore::default());
    let (vault, code) = Vault::create(dir.path(), PROFILE, Some(&store), None).unwrap();
    let outcome = error(Vault::unlock_with_store(dir.path(), PROFILE, &empty));
    assert!(matches!(outcome, VaultError::Store(StoreError::EntryMissing)));
    let mut healed = Vault::unlock_with_recovery(dir.path(), PROFILE, &secret(&code.grouped())).unwrap();
    healed.attach_store(&empty).unwrap();
    let again = Vault::unlock_with_store(dir.path(), PROFILE, &empty).unwrap();
    assert_eq!(*again.data_key(), *vault.data_key());
    let before = empty.entries();
    healed.attach_store(&empty).unwrap();
    assert_eq!(empty.entries(), before, "a fitting entry is left alone");
}

#[test]
fn passphrase_and_recovery_code_can_be_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let (old, new) = (secret("correct horse battery"), secret("staple of another horse"));
    let (mut vault, old_code) = Vault::create(dir.path(), PROFILE, None, Some(&old)).unwrap();
    vault.set_passphrase(&new).unwrap();
    let new_code = vault.new_recovery_code().unwrap();
    let passphrase = |text| Vault::unlock_with_passphrase(dir.path(), PROFILE, text);
    assert!(matches!(error(passphrase(&old)), VaultError::WrongPassphrase));
    assert_eq!(*passphrase(&new).unwrap().data_key(), *vault.data_key());
    let recover = |code: &str| Vault::unlock_with_recovery(dir.path(), PROFILE, &secret(code));
    assert!(matches!(error(recover(&old_code.grouped())), VaultError::WrongRecoveryCode));
    assert_eq!(*recover(&new_code.grouped()).unwrap().data_key(), *vault.data_key());
    assert!(matches!(error(vault.set_passphrase(&secret("short"))), VaultError::PassphraseTooShort));
    let store = FakeStore::default();
    vault.attach_store(&store).unwrap();
    vault.remove_passphrase().unwrap();
    assert_eq!(Vault::ways(dir.path(), PROFILE).unwrap(), Ways { store: true, passphrase: false });
}

#[test]
fn every_way_gives_the_api_key_and_it_never_lies_in_clear() {
    let dir = tempfile::tempdir().unwrap();
    let (store, gone) = (FakeStore::default(), FakeStore::default());
    gone.fail_with(Some(|| StoreError::NoStore));
    let passphrase = secret("correct horse battery");
    let (mut vault, code) = Vault::create(dir.path(), PROFILE, Some(&store), Some(&passphrase)).unwrap();
    assert!(matches!(error(vault.api_key(&store)), VaultError::NoApiKey));
    vault.set_api_key(&secret("MANGO-api-key-0123456789")).unwrap();
    assert!(!std::fs::read_to_string(dir.path().join("vault.json")).unwrap().contains("MANGO"));
    assert_eq!(store.entries().len(), 1, "the key store holds the wrapping key and nothing else");
    let ways = [
        Vault::unlock_with_store(dir.path(), PROFILE, &store),
        Vault::unlock_with_passphrase(dir.path(), PROFILE, &passphrase),
        Vault::unlock_with_recovery(dir.path(), PROFILE, &secret(&code.grouped())),
    ];
    for opened in ways {
        let api_key = opened.unwrap().api_key(&gone).unwrap();
        assert_eq!(api_key.expose_secret(), "MANGO-api-key-0123456789", "no key store is asked");
    }
}

#[test]
fn an_api_key_that_lies_in_the_store_moves_into_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let store = FakeStore::default();
    Vault::create(dir.path(), PROFILE, Some(&store), None).unwrap();
    store.put("halle-verte/api-key", b"MANGO-early");
    let open = || Vault::unlock_with_store(dir.path(), PROFILE, &store).unwrap();
    assert_eq!(open().api_key(&store).unwrap().expose_secret(), "MANGO-early");
    assert!(!store.entries().contains_key("halle-verte/api-key"), "it moved");
    assert_eq!(open().api_key(&store).unwrap().expose_secret(), "MANGO-early");
}

#[test]
fn removing_leaves_nothing_in_either_place() {
    let dir = tempfile::tempdir().unwrap();
    let store = FakeStore::default();
    let (mut vault, _) = Vault::create(dir.path(), PROFILE, Some(&store), None).unwrap();
    vault.set_api_key(&secret("key")).unwrap();
    store.put("halle-verte/api-key", b"MANGO-early");
    Vault::remove(dir.path(), PROFILE, Some(&store)).unwrap();
    assert!(store.entries().is_empty());
    assert!(matches!(error(Vault::ways(dir.path(), PROFILE)), VaultError::NotFound));
    Vault::remove(dir.path(), PROFILE, Some(&store)).unwrap();
}
