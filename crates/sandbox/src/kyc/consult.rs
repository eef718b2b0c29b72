//! Addresses at which the pages of a document can be looked at for a while (docs/api/users-verification.md §3.8;
//! money-operations.md §12.4). Bytes are never kept: a picture shows the 8×8 signature of the page, a PDF is empty.

use std::io::Cursor;

use serde_json::{Value, json};

use super::{of, pages::Page};
use crate::{
    answer::{Answer, Outcome},
    files::{self, File},
    request::Call,
    state::State,
};

/// Seconds that a link is good for.
const LINK: i64 = 600;
/// Pixels of one field of the signature in the picture.
const FIELD: u32 = 16;

const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// One address and its end for each page.
pub(crate) fn links(state: &State, call: &Call<'_>, kind: &str, id: &str, pages: usize, ends: i64) -> Value {
    let base = call.base();
    let link = |n: usize| {
        let url = files::address(state, &base, kind, &format!("{id}.{n}"), ends);
        json!({ "Url": url, "ExpirationDate": ends })
    };
    (0..pages).map(link).collect()
}

/// `POST /KYC/documents/{document}/consult`.
pub(crate) fn consult(state: &mut State, call: &Call<'_>) -> Outcome {
    let document = of(state, call)?;
    Ok(Answer::ok(links(state, call, "kyc", &document.id, document.pages.len(), call.now + LINK)))
}

/// A page of a KYC document by its name in an address.
pub(crate) fn file(state: &State, name: &str, _: i64) -> Option<File> {
    file_of(name, |id| state.documents.get(id).map(|d| d.pages.as_slice()))
}

/// `{document}.{page}` among the pages that `find` knows.
pub(crate) fn file_of<'a>(name: &str, find: impl FnOnce(&str) -> Option<&'a [Page]>) -> Option<File> {
    let (id, number) = name.rsplit_once('.')?;
    let sheet = &find(id)?.get(number.parse::<usize>().ok()?)?.sheet;
    let Some(luma) = &sheet.luma else {
        return Some(File { media: "application/pdf", bytes: PDF.as_bytes().to_vec() });
    };
    let shades: Vec<u8> = (0..64).filter_map(|n| u8::from_str_radix(luma.get(2 * n..2 * n + 2)?, 16).ok()).collect();
    let image = image::GrayImage::from_fn(8 * FIELD, 8 * FIELD, |x, y| {
        let at = usize::try_from(y / FIELD * 8 + x / FIELD).unwrap_or(0);
        image::Luma([shades.get(at).copied().unwrap_or(0)])
    });
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).ok()?;
    Some(File { media: "image/png", bytes: bytes.into_inner() })
}
