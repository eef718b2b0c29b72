//! Looks for what must not be on disk: runs of a file's bytes, their Base64 at any offset, and words in clear.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fs,
    io::Read as _,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

use super::{files::noise, home::Home};

/// Any run this long is found.
pub(crate) const RUN: usize = 64;
/// Wherever a run of [`RUN`] bytes begins, it holds at least one whole block of this length that begins at a multiple
/// of it. The Base64 of such a run is longer than the run, so that the same holds for it.
const BLOCK: usize = RUN / 2;
/// Multiplier of the rolling hash.
const BASE: u64 = 0x0100_0000_01B3;
/// Larger files are read in pieces of this size.
const PIECE: usize = 8 << 20;
/// By how much pieces overlap: more than a run, its Base64 or a word in UTF-16 is long.
const OVERLAP: usize = 1024;
/// Bits of a hash by which most of what is no block is told apart at once.
const SIEVE: u32 = 26;

/// Something was found where it must not be.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Find {
    /// The file.
    pub(crate) path: PathBuf,
    /// What it holds.
    pub(crate) what: String,
}

/// What a search came to.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// What was found.
    pub(crate) finds: BTreeSet<Find>,
    /// The files that were read to the end.
    pub(crate) read: BTreeSet<PathBuf>,
}

/// What is looked for.
pub(crate) struct Search {
    sources: Vec<(String, Vec<u8>)>,
    /// Blocks by hash: which source, and where in it.
    blocks: HashMap<u64, Vec<(usize, usize)>>,
    sieve: Vec<bool>,
    /// Words in small letters.
    words: Vec<(String, Vec<u8>)>,
    /// Whether some word begins with these two bytes.
    beginnings: Vec<bool>,
    excluded: HashSet<PathBuf>,
}

impl Search {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            sources: Vec::new(),
            blocks: HashMap::new(),
            sieve: vec![false; 1 << SIEVE],
            words: Vec::new(),
            beginnings: vec![false; 1 << 16],
            excluded: HashSet::new(),
        }
    }

    /// Looks for any run of these bytes, raw and in Base64.
    pub(crate) fn bytes(mut self, name: &str, bytes: &[u8]) -> Self {
        self.add_source(name.to_owned(), bytes.to_vec());
        for offset in 0..3.min(bytes.len()) {
            self.add_source(in_base64(name, offset), STANDARD_NO_PAD.encode(&bytes[offset..]).into_bytes());
        }
        self
    }

    /// Looks for a word in clear, in large and small letters, in UTF-8 and UTF-16.
    pub(crate) fn word(mut self, word: &str) -> Self {
        assert!(word.len() >= 6, "shorter words are found by chance");
        for (name, bytes) in [(word.to_owned(), word.as_bytes().to_vec()), (in_utf16(word), wide(word))] {
            let bytes = bytes.to_ascii_lowercase();
            self.beginnings[beginning(&bytes)] = true;
            self.words.push((name, bytes));
        }
        self
    }

    /// A file that may hold it: the person's own.
    pub(crate) fn except(mut self, path: &Path) -> Self {
        self.excluded.insert(path.to_owned());
        self
    }

    fn add_source(&mut self, name: String, bytes: Vec<u8>) {
        let source = self.sources.len();
        for (number, block) in bytes.chunks_exact(BLOCK).enumerate() {
            let hash = hash(block);
            self.sieve[sieved(hash)] = true;
            self.blocks.entry(hash).or_default().push((source, number * BLOCK));
        }
        self.sources.push((name, bytes));
    }

    /// Searches all files below these folders that were made or changed since a moment.
    pub(crate) fn run(&self, folders: &[PathBuf], since: SystemTime) -> Report {
        let since =
            i64::try_from(since.duration_since(UNIX_EPOCH).expect("a moment of today").as_secs()).expect("soon");
        let mut report = Report::default();
        let mut seen = HashSet::new();
        let mut waiting: Vec<PathBuf> = folders.to_vec();
        while let Some(path) = waiting.pop() {
            let Ok(about) = fs::symlink_metadata(&path) else { continue };
            if !seen.insert(path.clone()) {
                continue;
            }
            if about.is_dir() {
                waiting.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
            // Not the time of modification: a program can set that as it likes.
            } else if about.is_file() && !self.excluded.contains(&path) && about.ctime() >= since {
                self.file(&path, &mut report);
            }
        }
        report
    }

    /// Searches the files that some processes hold open although they have no name any more.
    pub(crate) fn run_nameless(&self, processes: &[u32]) -> Report {
        let mut report = Report::default();
        for process in processes {
            let open = fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
            for entry in open.map(|entry| entry.path()) {
                let Ok(target) = fs::read_link(&entry) else { continue };
                let target = target.to_string_lossy().into_owned();
                // A memfd is memory under another name.
                let nameless = target.ends_with(" (deleted)") && !target.starts_with("/memfd:");
                if nameless && fs::metadata(&entry).is_ok_and(|about| about.is_file()) {
                    self.file(&entry, &mut report);
                }
            }
        }
        report
    }

    fn file(&self, path: &Path, report: &mut Report) {
        let Ok(mut file) = fs::File::open(path) else { return };
        let mut piece = Vec::new();
        loop {
            piece = piece.split_off(piece.len().saturating_sub(OVERLAP));
            let before = piece.len();
            if file.by_ref().take(PIECE as u64).read_to_end(&mut piece).is_err() {
                return;
            }
            if piece.len() == before {
                break;
            }
            let finds = self.hits(&piece).into_iter().map(|what| Find { path: path.to_owned(), what });
            report.finds.extend(finds);
        }
        report.read.insert(path.to_owned());
    }

    /// What is in these bytes.
    fn hits(&self, bytes: &[u8]) -> BTreeSet<String> {
        let mut hits = BTreeSet::new();
        self.find_words(&bytes.to_ascii_lowercase(), &mut hits);
        self.find_runs(bytes, &mut hits);
        if bytes.contains(&0) {
            // Base64 that a browser keeps as UTF-16.
            let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
            self.find_runs(&narrow, &mut hits);
        }
        hits
    }

    fn find_words(&self, small: &[u8], hits: &mut BTreeSet<String>) {
        for at in 0..small.len().saturating_sub(1) {
            if self.beginnings[beginning(&small[at..])] {
                let here = self.words.iter().filter(|(_, word)| small[at..].starts_with(word));
                hits.extend(here.map(|(name, _)| name.clone()));
            }
        }
    }

    fn find_runs(&self, bytes: &[u8], hits: &mut BTreeSet<String>) {
        if bytes.len() < BLOCK {
            return;
        }
        let leaving = (0..BLOCK - 1).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        let mut rolling = hash(&bytes[..BLOCK]);
        for start in 0..=bytes.len() - BLOCK {
            if self.sieve[sieved(rolling)] {
                for (source, at) in self.blocks.get(&rolling).into_iter().flatten() {
                    let (name, held) = &self.sources[*source];
                    if !hits.contains(name) && is_run(bytes, start, held, *at) {
                        hits.insert(name.clone());
                    }
                }
            }
            if let Some(next) = bytes.get(start + BLOCK) {
                let gone = u64::from(bytes[start]).wrapping_mul(leaving);
                rolling = rolling.wrapping_sub(gone).wrapping_mul(BASE).wrapping_add(u64::from(*next));
            }
        }
    }
}

/// Whether the same block at two places is part of a run that is long enough, and not the same byte over and over.
fn is_run(bytes: &[u8], start: usize, source: &[u8], at: usize) -> bool {
    if bytes[start..start + BLOCK] != source[at..at + BLOCK] {
        return false;
    }
    let before = bytes[..start].iter().rev().zip(source[..at].iter().rev()).take_while(|(a, b)| a == b).count();
    let after = bytes[start..].iter().zip(&source[at..]).take_while(|(a, b)| a == b).count();
    let run = &bytes[start - before..start + after];
    run.len() >= RUN && run.iter().any(|byte| *byte != run[0])
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_mul(BASE).wrapping_add(u64::from(*byte)))
}

fn sieved(hash: u64) -> usize {
    usize::try_from(hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SIEVE)).expect("few bits")
}

fn beginning(bytes: &[u8]) -> usize {
    usize::from(u16::from_le_bytes([bytes[0], bytes[1]]))
}

fn wide(word: &str) -> Vec<u8> {
    word.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn in_base64(name: &str, offset: usize) -> String {
    format!("{name} in Base64, offset {offset}")
}

fn in_utf16(word: &str) -> String {
    format!("{word} in UTF-16")
}

/// Files planted for the search to find. They go when this does, whatever becomes of the test.
pub(crate) struct Plants {
    planted: Vec<Find>,
}

impl Plants {
    /// Plants every kind of leftover in each of these folders: a run of each source raw and in Base64 at each offset,
    /// and each word in UTF-8 and UTF-16.
    pub(crate) fn sow(folders: &[PathBuf], sources: &[(&str, &[u8])], words: &[&str]) -> Self {
        let mut kinds: Vec<(String, Vec<u8>)> = Vec::new();
        for (name, bytes) in sources {
            // Somewhere in the middle, at no even place.
            let run = |offset: usize| &bytes[bytes.len() / 2 / 3 * 3 + offset..][..RUN];
            kinds.push(((*name).to_owned(), run(1).to_vec()));
            for offset in 0..3 {
                kinds.push((in_base64(name, offset), STANDARD_NO_PAD.encode(run(offset)).into_bytes()));
            }
        }
        for word in words {
            kinds.push(((*word).to_owned(), word.as_bytes().to_vec()));
            kinds.push((in_utf16(word), wide(word)));
        }
        // From now on, whatever is written goes with it.
        let mut plants = Self { planted: Vec::new() };
        for folder in folders {
            for (number, (what, bytes)) in kinds.iter().enumerate() {
                let path = folder.join(format!("mangrove-plant-{}-{number}", std::process::id()));
                plants.planted.push(Find { path: path.clone(), what: what.clone() });
                let padded = [b"padding".as_slice(), bytes.as_slice(), b"padding".as_slice()].concat();
                fs::write(&path, padded).unwrap_or_else(|error| panic!("{} can be planted: {error}", path.display()));
            }
        }
        plants
    }

    /// Those that a search did not find.
    pub(crate) fn missed(&self, report: &Report) -> Vec<&Find> {
        self.planted.iter().filter(|plant| !report.finds.contains(plant)).collect()
    }

    /// How many were planted.
    pub(crate) fn count(&self) -> usize {
        self.planted.len()
    }
}

impl Drop for Plants {
    fn drop(&mut self) {
        for plant in &self.planted {
            // One that could not be planted is not there.
            fs::remove_file(&plant.path).ok();
        }
    }
}

#[test]
fn a_planted_run_is_found_wherever_it_begins() {
    let secret = noise(4096);
    let search = Search::new().bytes("it", &secret);
    for start in (0..200).chain(secret.len() - RUN - 100..=secret.len() - RUN) {
        let run = &secret[start..start + RUN];
        let surrounded = [b"abc".as_slice(), run, b"xyz".as_slice()].concat();
        assert_eq!(search.hits(&surrounded), BTreeSet::from(["it".to_owned()]), "raw from {start}");
        // As part of a larger text, at each place that a byte can have in a group of three.
        for lead in 0..3 {
            let text = STANDARD_NO_PAD.encode([&b"{\"!"[..lead], run, b"}"].concat());
            let expected = BTreeSet::from([in_base64("it", (start + 3 - lead) % 3)]);
            assert_eq!(search.hits(text.as_bytes()), expected, "Base64 from {start} after {lead}");
            assert_eq!(search.hits(&wide(&text)), expected, "the same in UTF-16");
        }
        assert!(search.hits(&run[..BLOCK]).is_empty(), "half a run says nothing");
    }
}

#[test]
fn what_is_planted_is_found_on_disk() {
    let home = Home::new("scan-control");
    let secret = noise(4096);
    let words = ["marker@example.org", "Beltrán"];
    let folders = [home.folder().to_owned(), home.documents()];
    let search = words.iter().fold(Search::new().bytes("the photo", &secret), |search, word| search.word(word));
    let none = search.run(&folders, UNIX_EPOCH);
    assert!(none.finds.is_empty(), "nothing is planted yet: {:?}", none.finds);
    let plants = Plants::sow(&folders, &[("the photo", &secret)], &words);
    let report = search.run(&folders, UNIX_EPOCH);
    assert_eq!(plants.missed(&report), Vec::<&Find>::new());
    assert_eq!(report.finds.len(), plants.count(), "and nothing else: {:?}", report.finds);
    drop(plants);

    // Across the seam of two pieces, too; and in a file without a name.
    let mut large = noise(PIECE - 40);
    large.extend_from_slice(&secret[1001..1001 + RUN]);
    large.extend(wide("MARKER@example.org"));
    let path = home.documents().join("large");
    fs::write(&path, &large).expect("written");
    let open = fs::File::open(&path).expect("it is there");
    let found = |report: Report| report.finds.into_iter().map(|find| find.what).collect::<Vec<_>>();
    assert_eq!(found(search.run(&folders, UNIX_EPOCH)), ["marker@example.org in UTF-16", "the photo"]);
    fs::remove_file(&path).expect("removed");
    assert!(search.run(&folders, UNIX_EPOCH).finds.is_empty(), "the folder is clean again");
    assert_eq!(found(search.run_nameless(&[std::process::id()])), ["marker@example.org in UTF-16", "the photo"]);
    drop(open);
}
