//! The vault file: its format, reading and atomic writing.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::VaultError;
use crate::cipher::{Derivation, Sealed, random_bytes};

pub(crate) const NAME: &str = "vault.json";
const FORMAT: &str = "mangrove-vault";
const VERSION: u32 = 1;
/// A vault file is about 2 KiB; whatever is larger than this is something else.
const LARGEST: u64 = 256 * 1024;

/// The content of the file. Unknown members mean damage: a later format has a higher version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VaultFile {
    format: String,
    version: u32,
    pub(crate) profile: String,
    /// The data key under the key in the key store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) store: Option<Sealed>,
    /// The data key under the passphrase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) passphrase: Option<Typed>,
    /// The data key under the recovery code.
    pub(crate) recovery: Typed,
    /// The API key under the data key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) api_key: Option<Sealed>,
}

/// The data key under something a person types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    pub(crate) derivation: Derivation,
    pub(crate) key: Sealed,
}

/// What is read first: enough to tell ours from foreign and newer from damaged.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

impl VaultFile {
    pub(crate) fn new(profile: &str, recovery: Typed) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            profile: profile.to_owned(),
            store: None,
            passphrase: None,
            recovery,
            api_key: None,
        }
    }

    /// Reads the file of `profile` in `dir`. Nothing is changed.
    pub(crate) fn load(dir: &Path, profile: &str) -> Result<Self, VaultError> {
        let bytes = read(&dir.join(NAME))?;
        let head: Head = serde_json::from_slice(&bytes).map_err(|_| {
            // Broken JSON that names our format, or an emptied file, is a damaged vault; anything else is foreign.
            let ours = bytes.windows(FORMAT.len()).any(|run| run == FORMAT.as_bytes());
            if ours || bytes.is_empty() { VaultError::Damaged } else { VaultError::NotOurs }
        })?;
        if head.format != FORMAT {
            return Err(VaultError::NotOurs);
        }
        if head.version > VERSION {
            return Err(VaultError::NewerFormat { found: head.version, known: VERSION });
        }
        let file: Self = serde_json::from_slice(&bytes).map_err(|_| VaultError::Damaged)?;
        let derivations = file.passphrase.iter().chain([&file.recovery]);
        if file.version != VERSION || !derivations.map(|typed| &typed.derivation).all(Derivation::is_sound) {
            return Err(VaultError::Damaged);
        }
        if file.profile != profile {
            return Err(VaultError::OtherProfile);
        }
        Ok(file)
    }

    /// Writes a new file. An existing one, whatever it is, stays.
    pub(crate) fn create(&self, dir: &Path) -> Result<(), VaultError> {
        make_private_dir(dir)?;
        if std::fs::symlink_metadata(dir.join(NAME)).is_ok() {
            return Err(VaultError::AlreadyExists);
        }
        self.write(dir)
    }

    /// Replaces the profile's own file; one that was damaged or replaced meanwhile is left alone.
    pub(crate) fn replace(&self, dir: &Path) -> Result<(), VaultError> {
        Self::load(dir, &self.profile)?;
        self.write(dir)
    }

    /// Writes beside the file, forces it to the disk, then renames: a crash leaves the old or the new file.
    fn write(&self, dir: &Path) -> Result<(), VaultError> {
        let bytes = serde_json::to_vec_pretty(self).map_err(|_| VaultError::Crypto)?;
        let suffix = u64::from_le_bytes(*random_bytes::<8>()?);
        let beside = dir.join(format!(".{NAME}.{suffix:016x}"));
        let outcome = write_private(&beside, &bytes)
            .and_then(|()| std::fs::rename(&beside, dir.join(NAME)))
            .and_then(|()| sync_dir(dir));
        if outcome.is_err() && beside.exists() {
            // It holds no plaintext, and the first error is the one to tell.
            std::fs::remove_file(&beside).unwrap_or_default();
        }
        outcome.map_err(VaultError::from)
    }

    pub(crate) fn remove(dir: &Path) -> Result<(), VaultError> {
        match std::fs::remove_file(dir.join(NAME)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

fn read(path: &PathBuf) -> Result<Vec<u8>, VaultError> {
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => VaultError::NotFound,
        _ => error.into(),
    })?;
    // Opening a FIFO would wait for ever.
    if !metadata.is_file() || metadata.len() > LARGEST {
        return Err(VaultError::NotOurs);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn make_private_dir(dir: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    #[cfg(unix)]
    std::fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the rename itself durable, where folders can be synced.
fn sync_dir(dir: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}
