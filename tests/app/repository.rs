//! Reading the repository: what is tracked, and what its files say.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The root of the clone.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every tracked file that is there, relative to the root.
pub(crate) fn tracked() -> Vec<PathBuf> {
    let listed =
        Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().expect("git lists its files");
    assert!(listed.status.success(), "these rules are checked in a git clone");
    let names = String::from_utf8(listed.stdout).expect("file names are UTF-8");
    let files: Vec<_> = names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .filter(|path| root().join(path).is_file())
        .collect();
    assert!(files.len() > 50, "the list of files cannot be this short: {}", files.len());
    files
}

/// The tracked Rust files below a folder, with their text.
pub(crate) fn rust_files(below: &str) -> Vec<(PathBuf, String)> {
    tracked()
        .into_iter()
        .filter(|path| path.starts_with(below) && path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| (path.clone(), text(&path)))
        .collect()
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of a file's code before its test module, with their numbers from 1.
pub(crate) fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}
