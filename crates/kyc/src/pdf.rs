//! PDF files: checked and shown, never changed.

mod bombs;
mod show;

use std::sync::Arc;

use hayro::hayro_syntax::{LoadPdfError, Pdf};
use lopdf::{Document, LoadOptions};
use zeroize::Zeroizing;

use crate::{contain::contained, finding::FindingCode, format::find};

pub(crate) use show::first_page;

/// Most bytes one stream of a protected PDF may unpack to.
const MAX_PROTECTED_STREAM: usize = 32 * 1024 * 1024;
/// Most pages that are counted; beyond that the file is no document of a person.
const MAX_PAGES: usize = 10_000;
/// The end mark must lie within this many bytes of the end; viewers accept 1,024.
const END_WITHIN: usize = 4_096;

/// What a PDF says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PdfFacts {
    pub pages: u32,
    /// Encrypted with an empty password: opens, but forbids things.
    pub restricted: bool,
}

/// Checks a PDF: whole, open to all, with at least one page.
pub(crate) fn inspect(bytes: &[u8]) -> Result<PdfFacts, FindingCode> {
    let tail = &bytes[bytes.len().saturating_sub(END_WITHIN)..];
    let cut_off = find(tail, b"%%EOF").is_none();
    let protected = declares_encryption(bytes);
    let checked = contained(|| {
        bombs::check(bytes)?;
        if protected { open_protected(bytes) } else { open_plain(bytes) }
    });
    let facts = checked.unwrap_or(Err(FindingCode::Damaged))?;
    if cut_off {
        return Err(FindingCode::Damaged);
    }
    Ok(facts)
}

/// Shares the bytes with hayro; the copy is wiped when the last user is done.
pub(crate) fn open(bytes: &[u8]) -> Result<Pdf, LoadPdfError> {
    Pdf::new(Arc::new(Wiped(Zeroizing::new(bytes.to_vec()))))
}

struct Wiped(Zeroizing<Vec<u8>>);

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

fn open_plain(bytes: &[u8]) -> Result<PdfFacts, FindingCode> {
    match open(bytes) {
        Ok(pdf) => counted(pdf.pages().len(), false),
        Err(LoadPdfError::Decryption(_)) => Err(FindingCode::Encrypted),
        Err(LoadPdfError::Invalid) if has_empty_page_tree(bytes) => Err(FindingCode::NoPages),
        Err(LoadPdfError::Invalid) => Err(FindingCode::Damaged),
    }
}

/// Encrypted streams cannot be measured beforehand, so these files go to lopdf, which bounds what it unpacks.
fn open_protected(bytes: &[u8]) -> Result<PdfFacts, FindingCode> {
    let options = LoadOptions::with_max_decompressed_size(MAX_PROTECTED_STREAM);
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => Err(FindingCode::Encrypted),
        Ok(document) => counted(document.page_iter().take(MAX_PAGES + 1).count(), true),
        // It says that it is encrypted, and does not open without a password.
        Err(_) => Err(FindingCode::Encrypted),
    }
}

fn counted(pages: usize, restricted: bool) -> Result<PdfFacts, FindingCode> {
    match u32::try_from(pages) {
        Ok(0) => Err(FindingCode::NoPages),
        Ok(pages) if pages as usize <= MAX_PAGES => Ok(PdfFacts { pages, restricted }),
        _ => Err(FindingCode::TooComplex),
    }
}

/// Whether a trailer names an encryption dictionary. Trailers are never compressed or encrypted (ISO 32000-1,
/// §7.5.5 and §7.5.8.2), so the name stands in the file as it is.
pub(crate) fn declares_encryption(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    let mut rest = bytes;
    while let Some(at) = find(rest, KEY) {
        rest = &rest[at + KEY.len()..];
        // `/EncryptMetadata` is another key.
        if rest.first().is_some_and(|next| next.is_ascii_whitespace() || *next == b'<') {
            return true;
        }
    }
    false
}

/// Tells "no pages" from "damaged" where the parser gives the same answer: a page tree without kids.
fn has_empty_page_tree(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = find(rest, b"/Kids") {
        rest = &rest[at + 5..];
        let mut after = rest.iter().copied().filter(|b| !b.is_ascii_whitespace());
        if after.next() == Some(b'[') && after.next() == Some(b']') {
            return true;
        }
    }
    false
}
