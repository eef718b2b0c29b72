//! Looks for what must not be on disk: runs of a file's bytes, their Base64 at any offset, and words in clear.

use std::{
    collections::{HashMap, HashSet},
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    time::SystemTime,
};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

/// Any run this long is found.
const RUN: usize = 64;
/// A run of [`RUN`] bytes holds at least one whole block of this length, wherever it begins.
const BLOCK: usize = RUN / 2;
/// Multiplier of the rolling hash.
const BASE: u64 = 0x0100_0000_01B3;
/// Larger files are read in pieces of this size, which overlap by [`RUN`].
const PIECE: usize = 8 << 20;

/// What is looked for.
pub(crate) struct Search {
    /// Blocks of the sources by hash: which source, and the block itself.
    blocks: HashMap<u64, Vec<(usize, Vec<u8>)>>,
    sources: Vec<String>,
    words: Vec<(String, Vec<u8>)>,
    excluded: HashSet<PathBuf>,
}

impl Search {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self { blocks: HashMap::new(), sources: Vec::new(), words: Vec::new(), excluded: HashSet::new() }
    }

    /// Looks for any run of these bytes, raw and in Base64.
    pub(crate) fn bytes(mut self, name: &str, bytes: &[u8]) -> Self {
        self.add_blocks(name.to_owned(), bytes);
        for offset in 0..3.min(bytes.len()) {
            let text = STANDARD_NO_PAD.encode(&bytes[offset..]);
            self.add_blocks(format!("{name} in Base64, offset {offset}"), text.as_bytes());
        }
        self
    }

    /// Looks for a word in clear, in UTF-8 and UTF-16.
    pub(crate) fn word(mut self, word: &str) -> Self {
        assert!(word.len() >= 6, "shorter words are found by chance");
        self.words.push((word.to_owned(), word.as_bytes().to_vec()));
        let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.words.push((format!("{word} in UTF-16"), wide));
        self
    }

    /// A file that may hold it: the person's own.
    pub(crate) fn except(mut self, path: &Path) -> Self {
        self.excluded.insert(path.to_owned());
        self
    }

    fn add_blocks(&mut self, name: String, bytes: &[u8]) {
        let source = self.sources.len();
        self.sources.push(name);
        for block in bytes.chunks_exact(BLOCK) {
            // Runs of one byte are everywhere and say nothing.
            if block.iter().collect::<HashSet<_>>().len() > 8 {
                self.blocks.entry(hash(block)).or_default().push((source, block.to_vec()));
            }
        }
    }

    /// Every find below these folders in files changed since a moment.
    pub(crate) fn run(&self, folders: &[PathBuf], since: SystemTime) -> Vec<String> {
        let mut found = Vec::new();
        let mut waiting: Vec<PathBuf> = folders.to_vec();
        while let Some(path) = waiting.pop() {
            let Ok(about) = fs::symlink_metadata(&path) else { continue };
            if about.is_dir() {
                waiting.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
            } else if about.is_file() && !self.excluded.contains(&path) && about.modified().is_ok_and(|at| at >= since)
            {
                self.file(&path, &mut found);
            }
        }
        found
    }

    fn file(&self, path: &Path, found: &mut Vec<String>) {
        let Ok(mut file) = fs::File::open(path) else { return };
        let mut piece = Vec::new();
        let mut hits = HashSet::new();
        loop {
            let kept = piece.split_off(piece.len().saturating_sub(RUN));
            piece = kept;
            let before = piece.len();
            let read = file.by_ref().take(PIECE as u64).read_to_end(&mut piece);
            if piece.len() == before || read.is_err() {
                break;
            }
            hits.extend(self.piece(&piece));
        }
        found.extend(hits.into_iter().map(|hit| format!("{}: {hit}", path.display())));
    }

    fn piece(&self, bytes: &[u8]) -> HashSet<String> {
        let mut hits = HashSet::new();
        for (name, word) in &self.words {
            if bytes.windows(word.len()).any(|window| window == word.as_slice()) {
                hits.insert(name.clone());
            }
        }
        if bytes.len() < BLOCK || self.blocks.is_empty() {
            return hits;
        }
        let leaving = (0..BLOCK - 1).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        let mut rolling = hash(&bytes[..BLOCK]);
        for end in BLOCK..=bytes.len() {
            let window = &bytes[end - BLOCK..end];
            for (source, block) in self.blocks.get(&rolling).into_iter().flatten() {
                if block == window {
                    hits.insert(self.sources[*source].clone());
                }
            }
            if let Some(next) = bytes.get(end) {
                let gone = u64::from(window[0]).wrapping_mul(leaving);
                rolling = rolling.wrapping_sub(gone).wrapping_mul(BASE).wrapping_add(u64::from(*next));
            }
        }
        hits
    }
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_mul(BASE).wrapping_add(u64::from(*byte)))
}

#[test]
fn what_is_planted_is_found() {
    let home = super::home::Home::new("scan-control");
    let since = SystemTime::UNIX_EPOCH;
    let secret: Vec<u8> = (0..4096_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let search = || Search::new().bytes("the photo", &secret).word("marker@example.org");
    let folders = [home.folder().to_owned()];
    assert!(search().run(&folders, since).is_empty(), "nothing is planted yet");
    let plant = |name: &str, bytes: &[u8]| fs::write(home.documents().join(name), bytes).expect("planted");
    plant("raw", &[b"padding".as_slice(), &secret[1001..1001 + RUN]].concat());
    for offset in 0..3 {
        plant(
            &format!("base64-{offset}"),
            &STANDARD_NO_PAD.encode(&secret[500 + offset..700 + offset]).into_bytes()[..],
        );
    }
    plant("word", b"{\"e\":\"marker@example.org\"}");
    let found = search().run(&folders, since);
    assert_eq!(found.len(), 5, "each plant is found once: {found:?}");
}
