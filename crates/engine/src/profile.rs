//! A profile's folder: what may be known of it while it is locked, and the lock that keeps other processes out.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use model::{Environment, ProfileId};
use serde::{Deserialize, Serialize};

/// The folder of all profiles inside the application's data folder.
const PROFILES: &str = "profiles";
/// What is known of a locked profile.
const CARD: &str = "profile.json";
/// Held while a process has the profile.
const LOCK: &str = "lock";
/// The local copy.
const CACHE: &str = "cache.db";
/// What may never be lost.
const JOURNAL: &str = "journal.db";

/// What may be known of a profile while it is locked: no client id, no address, no name of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Card {
    pub(crate) id: ProfileId,
    pub(crate) label: String,
    pub(crate) environment: Environment,
    pub(crate) created: i64,
}

/// A profile's folder.
#[derive(Debug, Clone)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn of(data: &Path, id: &ProfileId) -> Self {
        Self(data.join(PROFILES).join(id.as_str()))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn cache(&self) -> PathBuf {
        self.0.join(CACHE)
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.0.join(JOURNAL)
    }

    /// Makes the folder; nobody else may look inside. It is a profile's once it has a card.
    pub(crate) fn create(&self) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        only_for_us(&self.0)
    }

    /// Writes what may be known of the profile while it is locked.
    pub(crate) fn write_card(&self, card: &Card) -> io::Result<()> {
        write_whole(&self.0.join(CARD), &serde_json::to_vec_pretty(card)?)
    }

    /// Keeps every other process out for as long as the file is held.
    ///
    /// # Errors
    /// `WouldBlock` if another process has it.
    pub(crate) fn lock(&self) -> io::Result<File> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(self.0.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Takes away everything but the card and the lock.
    pub(crate) fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            if entry.file_name() != CARD && entry.file_name() != LOCK {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// All profiles, oldest first. A card that is damaged, or gone from beside a journal, costs the label and nothing else:
/// the profile is listed under its folder's name. A folder with neither was never a profile.
pub(crate) fn all(data: &Path) -> io::Result<Vec<Card>> {
    let folder = data.join(PROFILES);
    fs::create_dir_all(&folder)?;
    only_for_us(&folder)?;
    let mut cards = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let read = fs::read(entry.path().join(CARD)).and_then(|bytes| Ok(serde_json::from_slice::<Card>(&bytes)?));
        match read {
            Ok(card) if card.id.as_str() == name => cards.push(card),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !entry.path().join(JOURNAL).exists() => {
                tracing::info!("a folder that is no profile was passed over");
            }
            _ => {
                tracing::warn!("a profile's card cannot be read");
                cards.extend(nameless(name));
            }
        }
    }
    cards.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
    Ok(cards)
}

/// The card of a profile of which nothing is left but the name of its folder, which begins with its environment.
fn nameless(folder: String) -> Option<Card> {
    let environment = [Environment::Demo, Environment::Sandbox, Environment::Production]
        .into_iter()
        .find(|environment| folder.strip_prefix(environment.as_str()).is_some_and(|rest| rest.starts_with('_')))?;
    Some(Card { id: ProfileId::new(folder.clone()), label: folder, environment, created: 0 })
}

/// Replaces a file in one step: after a crash it is the old one or the new one.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let next = path.with_extension("next");
    let mut file = OpenOptions::new().create(true).write(true).truncate(true).open(&next)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&next, path)?;
    match path.parent() {
        // Makes the rename itself durable, where folders can be opened and synced.
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn only_for_us(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn only_for_us(_folder: &Path) -> io::Result<()> {
    Ok(())
}
