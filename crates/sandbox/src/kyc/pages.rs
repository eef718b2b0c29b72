//! Pages of KYC documents (docs/api/users-verification.md §3.4). Of a page the state keeps size, format, pixel
//! size, hash and an 8×8 luminance signature; never its bytes.

use std::io::Cursor;

use base64::Engine as _;
use image::{ImageDecoder, ImageReader, Limits, imageops::FilterType};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Status, Type, of};
use crate::{
    answer::{Answer, Outcome, Refusal},
    ids,
    request::Call,
    state::State,
    users,
};

/// Most characters of Base64, fewest bytes of an identity proof and of other types, most files of one document.
pub(crate) const MOST_CHARACTERS: usize = 10_000_000;
const LEAST_IDENTITY: u64 = 32_000;
const LEAST_OTHER: u64 = 1_000;
const MOST_FILES: usize = 5;

/// A decoder may not use more memory than this for one page.
const DECODER_BYTES: u64 = 512 * 1024 * 1024;

/// What is kept of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) received: i64,
    #[serde(flatten)]
    pub(crate) sheet: Sheet,
}

/// What can be told from a file's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sheet {
    /// Bytes of the file.
    pub(crate) size: u64,
    /// `PDF`, `JPEG` or `PNG`, by content.
    pub(crate) format: String,
    /// Pixels as stored, before any orientation; none for a PDF or an image that cannot be decoded.
    pub(crate) width: Option<u32>,
    pub(crate) height: Option<u32>,
    /// BLAKE3 of the file, hexadecimal.
    pub(crate) blake3: String,
    /// Luminance of 8 × 8 fields, row by row from the top left, two hexadecimal digits each.
    pub(crate) luma: Option<String>,
    /// The file carries EXIF metadata.
    pub(crate) exif: bool,
    /// EXIF orientation 1 to 8; 1 where there is none.
    pub(crate) orientation: u8,
}

impl Sheet {
    /// Decodes the `File` member of a page body.
    pub(crate) fn read(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let text = match body.get("File") {
            Some(Value::String(text)) if !text.is_empty() => text,
            Some(Value::String(_) | Value::Null) | None => {
                return Err(Refusal::field("File", "The File field is required."));
            }
            Some(_) => return Err(Refusal::field("File", "The value must be a string")),
        };
        if text.len() > MOST_CHARACTERS {
            return Err(Refusal::too_large());
        }
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(text.as_bytes())
            .map_err(|_| Refusal::field("File", "The value is not valid Base64"))?;
        Self::of(&bytes).ok_or_else(|| Refusal::field("File", "The format of the file is not accepted"))
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let format = match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => "PDF",
            [0xFF, 0xD8, 0xFF, ..] => "JPEG",
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "PNG",
            _ => return None,
        };
        let mut sheet = Self {
            size: bytes.len() as u64,
            format: format.to_owned(),
            width: None,
            height: None,
            blake3: blake3::hash(bytes).to_hex().to_string(),
            luma: None,
            exif: bytes.windows(6).take(256 * 1024).any(|w| w == b"Exif\0\0" || w.starts_with(b"eXIf")),
            orientation: 1,
        };
        if format != "PDF" {
            sheet.look(bytes);
        }
        Some(sheet)
    }

    fn look(&mut self, bytes: &[u8]) {
        let mut limits = Limits::default();
        limits.max_alloc = Some(DECODER_BYTES);
        let Ok(mut reader) = ImageReader::new(Cursor::new(bytes)).with_guessed_format() else { return };
        reader.limits(limits);
        let Ok(mut decoder) = reader.into_decoder() else { return };
        if let Ok(orientation) = decoder.orientation() {
            self.orientation = orientation.to_exif();
        }
        self.exif |= decoder.exif_metadata().is_ok_and(|e| e.is_some());
        let (width, height) = decoder.dimensions();
        self.width = Some(width);
        self.height = Some(height);
        if let Ok(image) = image::DynamicImage::from_decoder(decoder) {
            let small = image.thumbnail_exact(64, 64).to_luma8();
            let small = image::imageops::resize(&small, 8, 8, FilterType::Triangle);
            self.luma = Some(ids::hex(small.as_raw()));
        }
    }
}

/// The page that a call brings, as it was decoded before the state was locked.
pub(crate) fn sheet(call: &Call<'_>) -> Result<Sheet, Refusal> {
    if call.strict()
        && let Some(name) = call.body.keys().find(|n| *n != "File")
    {
        return Err(Refusal::field(name, "This member is not known"));
    }
    call.sheet.cloned().unwrap_or_else(|| Err(Refusal::field("File", "The File field is required.")))
}

/// `POST /users/{id}/KYC/documents/{document}/pages`: 204.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let document = of(state, call)?;
    if state.users.get(&document.user).is_some_and(|u| u.status == users::Status::Closed) {
        return Err(Refusal::user_closed());
    }
    let sheet = sheet(call)?;
    if document.status != Status::Created {
        return Err(Refusal::field("Status", "Pages can only be added while the document's status is CREATED"));
    }
    if document.pages.len() >= MOST_FILES {
        return Err(Refusal::field("File", "A document has at most 5 pages"));
    }
    let least = if document.kind == Type::IdentityProof { LEAST_IDENTITY } else { LEAST_OTHER };
    if sheet.size < least {
        return Err(Refusal::field("File", &format!("The file must have at least {least} bytes")));
    }
    let id = document.id.clone();
    if let Some(document) = state.documents.get_mut(&id) {
        document.pages.push(Page { received: call.now, sheet });
    }
    Ok(Answer::no_content())
}
