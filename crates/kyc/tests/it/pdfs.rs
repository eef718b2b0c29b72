use kyc::{BuildError, Choice, Encoding, FileRules, FindingCode, QuarterTurns, Recipe, Severity, build, inspect};
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions, dictionary};

use crate::files::*;

fn blocking(file: &[u8], rules: &FileRules) -> Vec<FindingCode> {
    let findings = inspect(file, Some("pdf"), Choice::default(), rules).findings;
    findings.into_iter().filter(|f| f.severity == Severity::Blocks).map(|f| f.code).collect()
}

fn encrypted(user_password: &str) -> Vec<u8> {
    let mut document = pdf_document(2);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::empty(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    saved(document)
}

#[test]
fn a_pdf_is_sent_byte_for_byte() {
    let file = pdf(3);
    let inspection = inspect(&file, Some("pdf"), Choice::default(), &OTHER);
    assert_eq!((inspection.pages, inspection.turnable), (3, false));
    assert!(inspection.findings.contains(&FindingCode::PagesOk { pages: 3 }.into()));
    assert_eq!(inspection.fixes, []);
    assert_eq!(build(&file, &inspection.recipe.unwrap(), &OTHER).unwrap().bytes.as_slice(), file);
}

#[test]
fn a_pdf_with_a_password_is_blocked() {
    assert_eq!(blocking(&encrypted("secret"), &OTHER), [FindingCode::Encrypted]);
}

#[test]
fn a_pdf_that_only_forbids_things_is_sent_with_a_warning() {
    let file = encrypted("");
    let inspection = inspect(&file, None, Choice::default(), &ANY);
    assert!(!inspection.is_blocked(), "{:?}", inspection.findings);
    assert!(inspection.findings.contains(&FindingCode::Restricted.into()));
    assert_eq!(inspection.pages, 2);
}

#[test]
fn damaged_pdfs_are_blocked() {
    let file = pdf(2);
    for cut in [file.len() / 3, file.len() / 2, file.len() - 60] {
        assert_eq!(blocking(&file[..cut], &ANY), [FindingCode::Damaged], "cut at {cut} of {}", file.len());
    }
    assert_eq!(blocking(b"%PDF-1.7\nnothing here\n%%EOF", &ANY), [FindingCode::Damaged]);
}

#[test]
fn a_pdf_without_pages_is_blocked() {
    assert_eq!(blocking(&pdf(0), &ANY), [FindingCode::NoPages]);
}

#[test]
fn size_limits_hold_and_pdfs_are_never_shrunk() {
    let file = pdf(1);
    let bytes = file.len() as u64;
    let small = FileRules { min_bytes: 1, max_bytes: bytes - 1, max_files: 5 };
    assert_eq!(blocking(&file, &small), [FindingCode::TooLargePdf { bytes, max: bytes - 1 }]);
    assert_eq!(blocking(&file, &IDENTITY), [FindingCode::TooSmall { bytes, min: 32_768 }]);
}

#[test]
fn a_pdf_cannot_be_turned() {
    let choice = Choice { auto_orient: true, turns: QuarterTurns::new(1) };
    let recipe = Recipe { choice, encoding: Encoding::Keep, long_edge: None };
    assert_eq!(build(&pdf(1), &recipe, &ANY).unwrap_err(), BuildError::RecipeDoesNotFit);
}

#[test]
fn cycles_and_deep_nesting_end() {
    // A page tree that contains itself.
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let kids = vec![tree.into()];
    document.objects.insert(tree, dictionary! {"Type" => "Pages", "Kids" => kids, "Count" => 1}.into());
    let catalog = document.add_object(dictionary! {"Type" => "Catalog", "Pages" => tree});
    document.trailer.set("Root", catalog);
    assert!(!blocking(&saved(document), &ANY).is_empty());

    // A hundred thousand arrays in one another.
    let mut file = pdf(1);
    let deep = [b"9 0 obj\n".as_slice(), &[b'['; 100_000], &[b']'; 100_000], b"\nendobj\n"].concat();
    let end = file.len() - 6;
    file.splice(end..end, deep);
    // Whether the rest can be shown is up to the parser; that it comes back is what matters.
    assert_eq!(inspect(&file, None, Choice::default(), &ANY).format, kyc::Format::Pdf);
}

#[test]
fn bombs_are_blocked_before_they_unpack() {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let megabyte = vec![0; 1 << 20];
    for _ in 0..300 {
        encoder.write_all(&megabyte).unwrap();
    }
    let mut document = pdf_document(1);
    let filter = dictionary! {"Filter" => "FlateDecode"};
    document.add_object(lopdf::Stream::new(filter, encoder.finish().unwrap()));
    assert_eq!(blocking(&saved(document), &ANY), [FindingCode::TooComplex]);
}
