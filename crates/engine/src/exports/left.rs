//! What is left of files by a process that was killed. Where a file lies until it is whole is in the journal before it is made;
//! as the profile is opened again, what lies there still is removed. Nothing else is ever looked at: no folder is searched.

use std::path::PathBuf;

use ipc::Failure;
use journal::{
    Journal,
    unfinished::{self, Unfinished},
};
use model::UnixSeconds;

use super::target::{Target, part_of, remove_part};
use crate::{engine::Engine, failure, host::blocking};

/// Seconds for which what could not be removed is tried again: it may lie on a drive that is not always there.
const TRIED: i64 = 90 * 86_400;

impl Engine {
    /// Begins the file for a path that the person chose; `kind` is part of its name until it is in its place.
    pub(crate) async fn begin_file(&self, path: PathBuf, kind: &str) -> Result<Target, Failure> {
        let unique = self.parts.ids.id(kind);
        let file = Unfinished { path: part_of(&path, &unique), begun_at: self.parts.clock.now() };
        let noted = self.parts.journal.write(move |tx| unfinished::begin(tx, &file));
        noted.await.map_err(|error: journal::Error| failure::journal(&error))?;
        blocking(move || Target::beside(path, &unique).map_err(|error| failure::saving(&error))).await
    }
}

/// Removes what is left of files and forgets those that are settled. `all`: read before a new one can have been begun.
/// Blocks: not for async code.
pub(crate) fn clear_away(journal: &Journal, all: Vec<Unfinished>, now: UnixSeconds) {
    let settled = |file: &Unfinished| remove_part(&file.path) || now.since(file.begun_at) >= TRIED;
    let over: Vec<PathBuf> = all.into_iter().filter(settled).map(|file| file.path).collect();
    if over.is_empty() {
        return;
    }
    let forgotten = journal.write_blocking(move |tx| over.iter().try_for_each(|path| unfinished::forget(tx, path)));
    if let Err(error) = forgotten {
        // They are looked for once more as the profile is opened the next time.
        tracing::debug!(%error, "files that were cleared away are not forgotten");
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use sqlite::Key;

    use super::*;

    #[test]
    fn what_a_killed_process_left_goes_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(&folder.path().join("journal.db"), &Key::new(&[7; 32]), None).unwrap();
        let place = folder.path().join("Documents");
        let away = folder.path().join("drive");
        fs::create_dir_all(place.join(".mangrove-folder.part")).unwrap();
        let left = part_of(&place.join("Users.csv"), "export_1");
        for name in [".mangrove-export_1.part", ".mangrove-stranger.part", "Users.csv"] {
            fs::write(place.join(name), "personal").unwrap();
        }
        let files = [
            // What was left, what is in its place by now, what is on a drive that is not there.
            left.clone(),
            part_of(&place.join("Users.csv"), "export_2"),
            part_of(&away.join("Users.csv"), "export_3"),
            // What no version writes, should it stand there all the same.
            place.join("Users.csv"),
            place.join(".mangrove-folder.part"),
            PathBuf::from(".mangrove-export_4.part"),
        ];
        let noted = files.map(|path| Unfinished { path, begun_at: UnixSeconds(100) });
        journal.write_blocking(move |tx| noted.iter().try_for_each(|file| unfinished::begin(tx, file))).unwrap();
        let known = || journal.read_blocking(unfinished::all).unwrap();

        clear_away(&journal, known(), UnixSeconds(200));
        assert!(!left.exists() && place.join(".mangrove-folder.part").is_dir());
        assert!(place.join("Users.csv").exists() && place.join(".mangrove-stranger.part").exists());
        assert_eq!(
            known().iter().map(|file| file.path.clone()).collect::<Vec<_>>(),
            [away.join(".mangrove-export_3.part")]
        );
        fs::create_dir(&away).unwrap();
        fs::write(away.join(".mangrove-export_3.part"), "personal").unwrap();
        clear_away(&journal, known(), UnixSeconds(300));
        assert!(known().is_empty() && fs::read_dir(&away).unwrap().next().is_none(), "the drive is back");
    }

    #[test]
    fn what_cannot_be_reached_is_given_up_after_a_season() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(&folder.path().join("journal.db"), &Key::new(&[7; 32]), None).unwrap();
        let file = Unfinished { path: folder.path().join("none/.mangrove-x.part"), begun_at: UnixSeconds(0) };
        journal.write_blocking(move |tx| unfinished::begin(tx, &file)).unwrap();
        let known = || journal.read_blocking(unfinished::all).unwrap();
        clear_away(&journal, known(), UnixSeconds(TRIED - 1));
        assert_eq!(known().len(), 1);
        clear_away(&journal, known(), UnixSeconds(TRIED));
        assert!(known().is_empty());
    }
}
