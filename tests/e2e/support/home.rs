//! A home folder per test, with everything the application could write to.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use super::setting;

/// A fresh home. It goes when the test passes and is kept when it fails, with pictures and logs.
pub(crate) struct Home {
    folder: PathBuf,
}

impl Home {
    /// An empty home with a name for its folder.
    pub(crate) fn new(name: &str) -> Self {
        let folder = setting("MANGROVE_E2E_KEPT").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("an earlier run's home can be removed");
        }
        let home = Self { folder };
        for (_, path) in home.environment() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(path).expect("a home can be made");
        }
        fs::create_dir_all(home.documents()).expect("a folder for files can be made");
        home
    }

    /// The folder of the whole home.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a person keeps files.
    pub(crate) fn documents(&self) -> PathBuf {
        self.folder.join("Documents")
    }

    /// Where the application's log and the driver's words go.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("application.log")
    }

    /// The file with the picker's next answer.
    pub(crate) fn picked(&self) -> PathBuf {
        self.folder.join("picked.txt")
    }

    /// The picker will answer with these files, once.
    pub(crate) fn answer_picker(&self, paths: &[PathBuf]) {
        let lines: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        fs::write(self.picked(), lines.join("\n")).expect("the picker's answer can be written");
    }

    /// The variables that lead a program here.
    pub(crate) fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("HOME", self.folder.clone()),
            ("XDG_CONFIG_HOME", self.folder.join(".config")),
            ("XDG_CACHE_HOME", self.folder.join(".cache")),
            ("XDG_DATA_HOME", self.folder.join(".local/share")),
            ("XDG_STATE_HOME", self.folder.join(".local/state")),
        ]
    }

    /// Every folder that the application could write to, this home's first; none of them twice. The key store writes
    /// to the home of the desktop.
    pub(crate) fn writable(&self) -> Vec<PathBuf> {
        let own = self.environment().into_iter().map(|(_, path)| path);
        let desktop =
            ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"];
        let shared = ["/tmp", "/var/tmp", "/dev/shm"].map(PathBuf::from);
        own.chain(desktop.map(setting)).chain(shared).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("kept for a look: {}", self.folder.display());
        } else if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("could not remove {}: {error}", self.folder.display());
        }
    }
}
