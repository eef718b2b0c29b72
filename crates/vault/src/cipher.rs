//! Sealing short secrets: XChaCha20-Poly1305, and Argon2id for what people type.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::VaultError;

/// A 256-bit key, wiped when dropped.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// Memory of the key derivation, in KiB: 64 MiB (ARCHITECTURE.md, "Keys").
const MEMORY_KIB: u32 = 64 * 1024;
/// Passes over that memory.
const PASSES: u32 = 3;
/// Lanes.
const LANES: u32 = 1;

/// What a sealed secret is, so that one cannot be put in another's place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Store,
    Passphrase,
    Recovery,
    ApiKey,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::Passphrase => "passphrase",
            Self::Recovery => "recovery",
            Self::ApiKey => "api-key",
        }
    }
}

/// Ciphertext with its nonce.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sealed {
    #[serde(with = "base64_bytes")]
    nonce: Vec<u8>,
    #[serde(with = "base64_bytes")]
    text: Vec<u8>,
}

/// How a typed secret became a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Derivation {
    algorithm: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    #[serde(with = "base64_bytes")]
    salt: Vec<u8>,
}

const ALGORITHM: &str = "argon2id";

pub(crate) fn random_bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, VaultError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| VaultError::Crypto)?;
    Ok(bytes)
}

/// Names the place of a sealed secret: format, profile and kind, each with its length, so that no two places agree.
fn place(profile: &str, kind: Kind) -> Vec<u8> {
    let mut place = Vec::new();
    for part in ["mangrove vault 1", profile, kind.as_str()] {
        place.extend_from_slice(&(part.len() as u64).to_le_bytes());
        place.extend_from_slice(part.as_bytes());
    }
    place
}

pub(crate) fn seal(key: &Key, secret: &[u8], profile: &str, kind: Kind) -> Result<Sealed, VaultError> {
    let nonce = random_bytes::<24>()?;
    let aad = place(profile, kind);
    let text = XChaCha20Poly1305::new(key.as_slice().into())
        .encrypt(XNonce::from_slice(nonce.as_slice()), Payload { msg: secret, aad: &aad })
        .map_err(|_| VaultError::Crypto)?;
    Ok(Sealed { nonce: nonce.to_vec(), text })
}

/// `None` if the key is wrong or anything was altered.
pub(crate) fn unseal(key: &Key, sealed: &Sealed, profile: &str, kind: Kind) -> Option<Zeroizing<Vec<u8>>> {
    if sealed.nonce.len() != 24 {
        return None;
    }
    let aad = place(profile, kind);
    XChaCha20Poly1305::new(key.as_slice().into())
        .decrypt(XNonce::from_slice(&sealed.nonce), Payload { msg: &sealed.text, aad: &aad })
        .ok()
        .map(Zeroizing::new)
}

/// As [`unseal`], for a secret that is itself a key.
pub(crate) fn unseal_key(key: &Key, sealed: &Sealed, profile: &str, kind: Kind) -> Option<Key> {
    as_key(&unseal(key, sealed, profile, kind)?)
}

pub(crate) fn as_key(bytes: &[u8]) -> Option<Key> {
    let mut key = Zeroizing::new([0; 32]);
    if bytes.len() != key.len() {
        return None;
    }
    key.copy_from_slice(bytes);
    Some(key)
}

impl Derivation {
    /// Today's parameters and a new salt.
    pub(crate) fn fresh() -> Result<Self, VaultError> {
        let salt = random_bytes::<16>()?.to_vec();
        Ok(Self { algorithm: ALGORITHM.to_owned(), memory_kib: MEMORY_KIB, passes: PASSES, lanes: LANES, salt })
    }

    /// Whether the parameters are ones this program would ever have written, or stronger ones a later release might:
    /// an altered file must neither weaken the derivation nor exhaust the memory.
    pub(crate) fn is_sound(&self) -> bool {
        self.algorithm == ALGORITHM
            && (MEMORY_KIB..=16 * MEMORY_KIB).contains(&self.memory_kib)
            && (PASSES..=16).contains(&self.passes)
            && (1..=8).contains(&self.lanes)
            && (16..=64).contains(&self.salt.len())
    }

    pub(crate) fn key(&self, typed: &[u8]) -> Result<Key, VaultError> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|_| VaultError::Crypto)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(typed, &self.salt, key.as_mut_slice())
            .map_err(|_| VaultError::Crypto)?;
        Ok(key)
    }
}

mod base64_bytes {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_only_in_its_place_with_its_key() {
        let key = random_bytes::<32>().unwrap();
        let sealed = seal(&key, b"secret", "p1", Kind::Store).unwrap();
        assert_eq!(unseal(&key, &sealed, "p1", Kind::Store).unwrap().as_slice(), b"secret");
        assert!(unseal(&key, &sealed, "p2", Kind::Store).is_none(), "another profile");
        assert!(unseal(&key, &sealed, "p1", Kind::Passphrase).is_none(), "another kind");
        assert!(unseal(&random_bytes().unwrap(), &sealed, "p1", Kind::Store).is_none(), "another key");
        for at in 0..sealed.text.len() {
            let mut altered = sealed.clone();
            altered.text[at] ^= 1;
            assert!(unseal(&key, &altered, "p1", Kind::Store).is_none(), "text byte {at}");
        }
        for at in 0..sealed.nonce.len() {
            let mut altered = sealed.clone();
            altered.nonce[at] ^= 1;
            assert!(unseal(&key, &altered, "p1", Kind::Store).is_none(), "nonce byte {at}");
        }
    }

    #[test]
    fn derivations_use_the_promised_parameters_and_refuse_weaker_ones() {
        let fresh = Derivation::fresh().unwrap();
        assert_eq!((fresh.memory_kib, fresh.passes, fresh.lanes), (65_536, 3, 1));
        assert!(fresh.is_sound());
        assert!(!Derivation { memory_kib: 8, ..fresh.clone() }.is_sound(), "weakened");
        assert!(!Derivation { passes: 1, ..fresh.clone() }.is_sound(), "weakened");
        assert!(!Derivation { memory_kib: u32::MAX, ..fresh.clone() }.is_sound(), "would exhaust the memory");
        assert!(!Derivation { algorithm: "argon2i".to_owned(), ..fresh.clone() }.is_sound());
        assert!(!Derivation { salt: vec![1; 4], ..fresh }.is_sound());
    }
}
