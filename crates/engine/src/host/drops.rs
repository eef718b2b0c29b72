//! Files that a person dropped on a window: the paths stay here, the interface gets a handle and names.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
};

use ipc::{Code, Event, Failure, uploads::DroppedFile};
use model::DropHandle;

use super::{Caller, Host, hold};

/// The most drops that are remembered; older ones are forgotten.
const MOST: usize = 16;

/// What was dropped and not taken yet.
#[derive(Default)]
pub(super) struct Drops(VecDeque<(DropHandle, Caller, Vec<PathBuf>)>);

impl Drops {
    fn keep(&mut self, handle: DropHandle, caller: Caller, paths: Vec<PathBuf>) {
        self.0.push_back((handle, caller, paths));
        if self.0.len() > MOST {
            self.0.pop_front();
        }
    }

    /// The paths behind a handle, once, and only for the window they were dropped on.
    fn take(&mut self, handle: &DropHandle, caller: &Caller) -> Option<Vec<PathBuf>> {
        let at = self.0.iter().position(|(known, window, _)| known == handle && window == caller)?;
        self.0.remove(at).map(|(_, _, paths)| paths)
    }

    pub(super) fn forget(&mut self, caller: &Caller) {
        self.0.retain(|(_, window, _)| window != caller);
    }
}

impl Host {
    /// Files are held over a window.
    pub fn drag_entered(&self, caller: &Caller, paths: &[PathBuf]) {
        let paths: Vec<&PathBuf> = paths.iter().filter(|path| is_file_path(path)).collect();
        if paths.is_empty() {
            return;
        }
        let files = u32::try_from(paths.len()).unwrap_or(u32::MAX);
        // Not even a look at the disk: they may lie behind a slow network, and leave again before it answers.
        let named =
            if self.engine(caller).is_ok() { paths.iter().map(|path| named(path, None)).collect() } else { Vec::new() };
        self.parts.shell.emit(caller.label(), Event::DragEntered { files, named });
    }

    /// Tells the sizes of the files held over a window. It may take as long as a slow network does; whoever hears it
    /// looks whether they are still there.
    pub async fn drag_measured(&self, caller: &Caller, mut paths: Vec<PathBuf>) {
        paths.retain(|path| is_file_path(path));
        if paths.is_empty() || self.engine(caller).is_err() {
            return;
        }
        let looked_at = tokio::task::spawn_blocking(move || paths.iter().map(describe).collect()).await;
        if let Ok(named) = looked_at {
            self.parts.shell.emit(caller.label(), Event::DragMeasured { named });
        }
    }

    /// They left the window.
    pub fn drag_left(&self, caller: &Caller) {
        self.parts.shell.emit(caller.label(), Event::DragLeft);
    }

    /// Files were dropped on a window. A drop on a locked window is forgotten.
    pub async fn dropped(&self, caller: &Caller, mut paths: Vec<PathBuf>) {
        self.drag_left(caller);
        if self.engine(caller).is_err() {
            return;
        }
        paths.retain(|path| is_file_path(path));
        if paths.is_empty() {
            self.parts.shell.emit(caller.label(), Event::DroppedNothing);
            return;
        }
        let looked_at = paths.clone();
        let files = tokio::task::spawn_blocking(move || looked_at.iter().map(describe).collect()).await;
        let handle = DropHandle::new(self.parts.ids.id("drop"));
        hold(&self.drops).keep(handle.clone(), caller.clone(), paths);
        self.parts.shell.emit(caller.label(), Event::Dropped { handle, files: files.unwrap_or_default() });
    }

    pub(super) fn taken(&self, caller: &Caller, handle: &DropHandle) -> Result<Vec<PathBuf>, Failure> {
        hold(&self.drops).take(handle, caller).ok_or_else(|| Failure::new(Code::HandleExpired))
    }
}

/// A picture dragged out of a web page comes as its address, which the shell takes for a path.
fn is_file_path(path: &Path) -> bool {
    path.is_absolute()
}

fn describe(path: &PathBuf) -> DroppedFile {
    let bytes = std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_file).map(|found| found.len());
    named(path, bytes)
}

fn named(path: &Path, bytes: Option<u64>) -> DroppedFile {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    DroppedFile { name, bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_works_once_and_only_for_its_window() {
        let mut drops = Drops::default();
        let (mine, other) = (Caller::new("main-1"), Caller::new("main-2"));
        let handle = DropHandle::new("drop_1");
        drops.keep(handle.clone(), mine.clone(), vec![PathBuf::from("a")]);
        assert_eq!(drops.take(&handle, &other), None, "another window must not reach the files");
        assert_eq!(drops.take(&handle, &mine), Some(vec![PathBuf::from("a")]));
        assert_eq!(drops.take(&handle, &mine), None);
    }

    #[test]
    fn old_drops_are_forgotten() {
        let mut drops = Drops::default();
        for number in 0..=MOST {
            drops.keep(DropHandle::new(format!("drop_{number}")), Caller::new("main-1"), Vec::new());
        }
        assert_eq!(drops.take(&DropHandle::new("drop_0"), &Caller::new("main-1")), None);
        assert!(drops.take(&DropHandle::new("drop_1"), &Caller::new("main-1")).is_some());
    }
}
