//! Entry points for fuzzing: any bytes in, no panic and no promise broken.

use model::FileRules;

use crate::{
    Format, exif,
    format::sniff,
    inspect::inspect,
    jpeg,
    page::build,
    pdf,
    picture::Facts,
    png,
    preview::{Which, preview},
    recipe::{Choice, QuarterTurns},
};

/// A target: its name and its entry.
pub type Target = (&'static str, fn(&[u8]));

/// Every parser of foreign files; their names begin with `file-`.
///
/// An entry panics if a promise of this crate is broken.
pub const TARGETS: &[Target] = &[
    ("file-formats", formats),
    ("file-exif", orientation),
    ("file-jpeg", segments),
    ("file-png", chunks),
    ("file-pdf", documents),
    ("file-pages", fuzz_inspect),
];

/// Inspects `data` under loose rules, builds what can be built and shows both sides.
///
/// # Panics
/// If a promise of this crate is broken: a recipe that cannot be followed, or a page other than the one announced.
pub fn fuzz_inspect(data: &[u8]) {
    let rules = FileRules { min_bytes: 1, max_bytes: 200_000, max_files: 5 };
    let choice = Choice { auto_orient: true, turns: QuarterTurns::new(data.len() as i32 % 4) };
    let inspection = inspect(data, Some("jpg"), choice, &rules);
    assert_eq!(inspection.recipe.is_some(), inspection.page.is_some(), "a recipe means a page");
    assert_eq!(inspection.recipe.is_none(), inspection.is_blocked(), "no recipe means a reason");
    let Some(recipe) = inspection.recipe else { return };
    let built = build(data, &recipe, &rules).ok().map(|page| page.facts());
    assert_eq!(built, inspection.page, "the page must be the one announced");
    for which in [Which::Received, Which::Sent] {
        if let Ok(preview) = preview(data, &recipe, 64, which) {
            assert!(preview.width.max(preview.height) <= 64, "previews keep to their size");
        }
    }
}

/// What kind of file it is.
fn formats(data: &[u8]) {
    let format = sniff(data);
    let long = [data, &[0; 64]].concat();
    assert!(data.len() < 64 || sniff(&long) == format || format != Format::Jpeg, "a JPEG is known by its beginning");
    for extension in ["jpg", "PNG", "pdf", "", "heic"] {
        format.contradicts(extension);
    }
}

/// An Exif block.
fn orientation(data: &[u8]) {
    let facts = exif::read(data);
    assert!(facts.motion.quarters < 4, "a picture has four sides");
    assert_eq!(exif::read(data), facts);
}

/// The segments of a JPEG, and the file without its metadata.
fn segments(data: &[u8]) {
    let Ok(read) = jpeg::read(data) else { return };
    let bare = jpeg::strip(data, &read);
    let again = jpeg::read(&bare).ok();
    stripped(&read.facts, &bare, again.as_ref().map(|again| &again.facts));
    let twice = again.map(|again| jpeg::strip(&bare, &again));
    assert_eq!(twice.as_deref(), Some(&*bare), "nothing is left to strip");
}

/// The chunks of a PNG, and the file without its metadata.
fn chunks(data: &[u8]) {
    if !data.starts_with(b"\x89PNG\r\n\x1A\n") {
        return;
    }
    let Ok(read) = png::read(data) else { return };
    let bare = png::strip(data, &read);
    let again = png::read(&bare).ok();
    stripped(&read.facts, &bare, again.as_ref().map(|again| &again.facts));
    let twice = again.map(|again| png::strip(&bare, &again));
    assert_eq!(twice.as_deref(), Some(&*bare), "nothing is left to strip");
}

fn stripped(read: &Facts, bare: &[u8], again: Option<&Facts>) {
    assert_eq!(read.kept_len, bare.len(), "its size was announced");
    let Some(again) = again else { panic!("a stripped file is one that can be read") };
    assert_eq!((read.width, read.height), (again.width, again.height), "the picture is the same");
    assert!(!again.gps && again.motion.is_none(), "nothing tells where it was taken, or how it was held");
}

/// A PDF: pages, encryption, bombs.
fn documents(data: &[u8]) {
    let facts = pdf::inspect(data);
    if let Ok(facts) = facts {
        assert!(facts.pages > 0, "a document has a page");
    }
    assert_eq!(pdf::inspect(data), facts, "it says the same twice");
}
