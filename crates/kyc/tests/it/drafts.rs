use kyc::{FindingCode, Severity, check_draft, too_large_to_read};

use crate::files::OTHER;

#[test]
fn five_files_pass_and_six_do_not() {
    let hashes: Vec<[u8; 32]> = (0..6).map(|n| [n; 32]).collect();
    assert_eq!(check_draft(&hashes[..5], &OTHER), kyc::DraftFindings::default());
    let findings = check_draft(&hashes, &OTHER);
    assert_eq!(findings.draft[0].code, FindingCode::TooManyFiles { files: 6, max: 5 });
    assert_eq!(findings.draft[0].severity, Severity::Blocks);
}

#[test]
fn the_same_file_twice_is_told_on_the_later_page() {
    let findings = check_draft(&[[1; 32], [2; 32], [1; 32]], &OTHER);
    assert_eq!(findings.pages, [(2, FindingCode::Duplicate { of: 0 }.into())]);
}

#[test]
fn a_file_of_five_gigabytes_is_refused_by_its_size_alone() {
    let finding = too_large_to_read(5_000_000_000).unwrap();
    assert_eq!(finding.severity, Severity::Blocks);
    assert_eq!(too_large_to_read(7_000_001), None, "pictures above the limit are repaired");
}
