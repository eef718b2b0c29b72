//! Checks over all files of a draft.

use model::FileRules;

use crate::finding::{Finding, FindingCode};

/// The findings of one page that come from the others, and those of the draft as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftFindings {
    /// About the draft: too many files.
    pub draft: Vec<Finding>,
    /// About single pages, with their index from 0: the same file twice.
    pub pages: Vec<(usize, Finding)>,
}

/// Checks the set of files: their number and whether one is there twice. `hashes` are the BLAKE3 hashes of the files
/// (`Inspection::file_hash`), in order.
pub fn check_draft(hashes: &[[u8; 32]], rules: &FileRules) -> DraftFindings {
    let mut findings = DraftFindings::default();
    let files = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
    if files > rules.max_files {
        findings.draft.push(FindingCode::TooManyFiles { files, max: rules.max_files }.into());
    }
    for (index, hash) in hashes.iter().enumerate() {
        if let Some(of) = hashes[..index].iter().position(|earlier| earlier == hash) {
            findings.pages.push((index, FindingCode::Duplicate { of }.into()));
        }
    }
    findings
}
