//! Taking a file from the disk: what may be taken, and why not. A file is read once, by the handle that was checked,
//! so that nothing can be put in its place in between.

use std::{
    collections::BTreeMap,
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Read},
    path::{Path, PathBuf},
};

use ipc::uploads::RefusedFile;
use journal::drafts::Place;
use zeroize::Zeroizing;

/// Why something cannot be taken; the words are `intake-<name>` in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// A folder.
    Folder,
    /// A link to elsewhere: take the file itself.
    Link,
    /// A pipe, device or socket.
    NotAFile,
    /// It is not there any more.
    Missing,
    /// It may not be read.
    Unreadable,
    /// More bytes than any document has.
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// A document takes no more files.
    TooMany,
}

impl Refused {
    /// Every name, for the test that wants words for each.
    pub const NAMES: &'static [&'static str] =
        &["folder", "link", "not-a-file", "missing", "unreadable", "too-large", "too-many"];

    /// The catalogue's part of the key.
    pub fn name(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Link => "link",
            Self::NotAFile => "not-a-file",
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::TooLarge { .. } => "too-large",
            Self::TooMany => "too-many",
        }
    }

    pub(crate) fn shown(self, path: &Path) -> RefusedFile {
        let mut args = BTreeMap::new();
        match self {
            Self::TooLarge { bytes } => {
                args.insert("bytes".to_owned(), bytes.to_string());
                args.insert("max".to_owned(), kyc::MAX_FILE_BYTES.to_string());
            }
            Self::TooMany => {
                args.insert("max".to_owned(), MOST_TAKEN.to_string());
            }
            Self::Folder | Self::Link | Self::NotAFile | Self::Missing | Self::Unreadable => {}
        }
        RefusedFile { name: file_name(path), code: self.name().to_owned(), args }
    }
}

/// Most files a draft holds, those over the document's limit included, so that a person can choose among them.
pub(crate) const MOST_TAKEN: usize = 20;

/// A file that was taken.
pub(crate) struct Taken {
    pub(crate) path: PathBuf,
    pub(crate) file_name: String,
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    pub(crate) hash: [u8; 32],
    pub(crate) place: Place,
}

/// Reads a regular file, whole. Blocks.
pub(crate) fn take(path: &Path) -> Result<Taken, Refused> {
    let path = std::path::absolute(path).map_err(|error| refusal(&error))?;
    kind_of(&fs::symlink_metadata(&path).map_err(|error| refusal(&error))?)?;
    let mut file = open(&path).map_err(|error| refusal(&error))?;
    let found = file.metadata().map_err(|error| refusal(&error))?;
    // Once more by the handle: what the path named may have been changed meanwhile.
    kind_of(&found)?;
    let size = found.len();
    if size > kyc::MAX_FILE_BYTES {
        return Err(Refused::TooLarge { bytes: size });
    }
    let bytes = read(&mut file, size).map_err(|error| refusal(&error))?;
    Ok(Taken { hash: blake3::hash(&bytes).into(), file_name: file_name(&path), place: place_of(&path), bytes, path })
}

/// Reads into one buffer that never moves: a buffer that grows leaves copies behind that nobody wipes. A file that
/// grows meanwhile is cut at its size, and found changed when its hash is compared.
fn read(file: &mut File, size: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; usize::try_from(size).unwrap_or(usize::MAX)]);
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

fn kind_of(found: &Metadata) -> Result<(), Refused> {
    let kind = found.file_type();
    match kind {
        _ if kind.is_symlink() => Err(Refused::Link),
        _ if kind.is_dir() => Err(Refused::Folder),
        _ if kind.is_file() => Ok(()),
        _ => Err(Refused::NotAFile),
    }
}

fn refusal(error: &io::Error) -> Refused {
    match error.kind() {
        io::ErrorKind::NotFound => Refused::Missing,
        _ => Refused::Unreadable,
    }
}

#[cfg(target_os = "linux")]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // O_NOFOLLOW and O_NONBLOCK: a link put there meanwhile is not followed, a pipe put there does not hold us up.
    OpenOptions::new().read(true).custom_flags(0o400_000 | 0o4_000).open(path)
}

#[cfg(not(target_os = "linux"))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Where the system keeps temporary files and portals lay theirs.
const TEMPORARY: &[&str] = &["/tmp/", "/var/tmp/", "/dev/shm/", "/run/user/"];
/// Parts of paths under which files vanish by themselves: caches and the attachment folders of mail programs.
const VANISHING: &[&str] = &[
    "/.cache/",
    "/var/folders/",
    "/Library/Caches/",
    "/Library/Containers/com.apple.mail/",
    "/Library/Mail Downloads/",
    "\\AppData\\Local\\Temp\\",
    "\\INetCache\\",
    "\\Content.Outlook\\",
    "/.thunderbird/",
    "/evolution/",
];

/// Whether a file will still be there tomorrow, as far as its folder tells.
pub(crate) fn place_of(path: &Path) -> Place {
    let text = path.to_string_lossy();
    let temporary = TEMPORARY.iter().any(|folder| text.starts_with(folder));
    if temporary || VANISHING.iter().any(|part| text.contains(part)) { Place::Transient } else { Place::Lasting }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_are_taken() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("page.bin");
        fs::write(&file, b"content").unwrap();
        assert_eq!(take(&file).ok().map(|taken| taken.bytes.to_vec()), Some(b"content".to_vec()));
        assert_eq!(take(folder.path()).err(), Some(Refused::Folder));
        assert_eq!(take(&folder.path().join("absent")).err(), Some(Refused::Missing));
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&file, &link).unwrap();
            assert_eq!(take(&link).err(), Some(Refused::Link));
            assert_eq!(take(Path::new("/dev/zero")).err(), Some(Refused::NotAFile));
            let pipe = folder.path().join("pipe");
            assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
            assert_eq!(take(&pipe).err(), Some(Refused::NotAFile), "a pipe without a writer must not hold us up");
        }
    }

    #[test]
    fn a_huge_file_is_refused_by_its_size_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge.pdf");
        let file = File::create(&path).unwrap();
        file.set_len(5_000_000_000).unwrap();
        assert_eq!(take(&path).err(), Some(Refused::TooLarge { bytes: 5_000_000_000 }));
    }

    #[test]
    fn vanishing_folders_are_known() {
        for path in ["/tmp/a.pdf", "/var/tmp/a.pdf", "/run/user/1000/doc/x/a.pdf", "/home/x/.cache/thunderbird/a.pdf"] {
            assert_eq!(place_of(Path::new(path)), Place::Transient, "{path}");
        }
        for path in ["/home/x/Documents/a.pdf", "/home/x/tmp/a.pdf"] {
            assert_eq!(place_of(Path::new(path)), Place::Lasting, "{path}");
        }
    }

    #[test]
    fn every_refusal_has_a_name_in_the_list() {
        let all = [
            Refused::Folder,
            Refused::Link,
            Refused::NotAFile,
            Refused::Missing,
            Refused::Unreadable,
            Refused::TooLarge { bytes: 1 },
            Refused::TooMany,
        ];
        assert_eq!(all.map(Refused::name).as_slice(), Refused::NAMES);
    }
}
