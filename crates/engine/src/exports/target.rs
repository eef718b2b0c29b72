//! The file that an export or a receipt becomes. It is written beside its place under another name, for nobody but its owner to
//! read, and put there whole. A process that is killed leaves it where it is, under a name that is no other program's.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter},
    path::{Path, PathBuf},
};

const BUFFER: usize = 64 * 1024;
/// How the names of files begin and end that are not yet in their place.
const BEGINS: &str = ".mangrove-";
const ENDS: &str = ".part";

/// A file that is not yet in its place. Dropped before that, it goes.
#[derive(Debug)]
pub(crate) struct Target {
    file: Option<File>,
    beside: PathBuf,
    path: PathBuf,
}

impl Target {
    /// Begins the file for a path, under a name made of `unique` in the same folder.
    pub(crate) fn beside(path: PathBuf, unique: &str) -> io::Result<Self> {
        // Found out now rather than after all rows were written.
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let beside = part_of(&path, unique);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&beside)?;
        Ok(Self { file: Some(file), beside, path })
    }

    /// What is written goes into the file; to be flushed at the end.
    pub(crate) fn writer(&self) -> io::Result<BufWriter<File>> {
        Ok(BufWriter::with_capacity(BUFFER, self.file()?.try_clone()?))
    }

    /// Waits until the disk has all of it.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file()?.sync_all()
    }

    /// Puts it in its place; what lay there is gone.
    pub(crate) fn keep(mut self) -> io::Result<()> {
        // Closed first: an open file cannot be renamed everywhere.
        drop(self.file.take());
        fs::rename(&self.beside, &self.path)?;
        match self.path.parent() {
            // Makes the rename itself durable, where folders can be opened and synced. The file is whole either way.
            Some(folder) if cfg!(unix) => settle(folder),
            _ => {}
        }
        Ok(())
    }

    fn file(&self) -> io::Result<&File> {
        self.file.as_ref().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        drop(self.file.take());
        match fs::remove_file(&self.beside) {
            Ok(()) => {}
            // It is in its place.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(kind = ?error.kind(), "what an export left could not be removed"),
        }
    }
}

/// Where the file for a path lies until it is whole.
pub(super) fn part_of(path: &Path, unique: &str) -> PathBuf {
    path.with_file_name(format!("{BEGINS}{unique}{ENDS}"))
}

/// Removes what was left of a file. Whether that is settled: on a drive that is not there, it is not.
pub(super) fn remove_part(part: &Path) -> bool {
    let name = part.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    // No name of ours, no file of ours.
    if !part.is_absolute() || !name.starts_with(BEGINS) || !name.ends_with(ENDS) {
        return true;
    }
    let removed = match fs::symlink_metadata(part) {
        Ok(found) if found.is_file() => fs::remove_file(part),
        Ok(_) => return true,
        Err(error) => Err(error),
    };
    match removed {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => part.parent().is_some_and(Path::exists),
        Err(error) => {
            tracing::warn!(kind = ?error.kind(), "what a killed export left could not be removed");
            false
        }
    }
}

fn settle(folder: &Path) {
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        tracing::debug!(kind = ?error.kind(), "a folder could not be synced");
    }
}
