//! Small pictures of a page for the screen, in memory only.

use std::fmt;

use zeroize::Zeroizing;

use crate::{
    contain::contained,
    finding::FindingCode,
    format::{Format, sniff},
    inspect::MAX_FILE_BYTES,
    page::{BuildError, make},
    pdf,
    picture::raster::{Raster, decode},
    picture::{Broken, Source, encode},
    recipe::Recipe,
};

/// Longest side a preview may have.
pub const MAX_PREVIEW_EDGE: u32 = 4_096;
/// Good enough for a screen, small enough for the bridge to it.
const PREVIEW_QUALITY: u8 = 85;

/// Which side of "before and after" to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The pixels as they lie in the file: neither turned nor scaled.
    Received,
    /// The page that is sent.
    Sent,
}

/// A JPEG for the screen. Its bytes are wiped when it is dropped.
pub struct Preview {
    /// A JPEG without metadata.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preview").field("width", &self.width).field("height", &self.height).finish_non_exhaustive()
    }
}

/// Shows a JPEG, a PNG or the first page of a PDF. For `Which::Sent` the page is really made and then decoded, so the
/// picture cannot flatter it.
///
/// # Errors
/// As [`build`](crate::build) without the limits of size; `Restricted` for a PDF that forbids things: those are not
/// drawn.
pub fn preview(bytes: &[u8], recipe: &Recipe, max_edge: u32, which: Which) -> Result<Preview, BuildError> {
    match which {
        Which::Received => picture_of(bytes, max_edge),
        Which::Sent => {
            let page = make(bytes, recipe)?;
            picture_of(&page.bytes, max_edge)
        }
    }
}

/// Shows the bytes as they lie: a page that has been built, or a file as received.
///
/// # Errors
/// If they are damaged, no JPEG, PNG or PDF, or a PDF that forbids things.
pub fn picture_of(bytes: &[u8], max_edge: u32) -> Result<Preview, BuildError> {
    let edge = max_edge.clamp(1, MAX_PREVIEW_EDGE);
    let format = sniff(bytes);
    let size = bytes.len() as u64;
    if size > MAX_FILE_BYTES {
        return Err(BuildError::Unusable(FindingCode::FileTooLarge { bytes: size, max: MAX_FILE_BYTES }));
    }
    let shown = match format {
        Format::Jpeg | Format::Png => contained(|| shown(bytes, format, edge)),
        Format::Pdf => pdf::first_page(bytes, edge)
            .map(|page| contained(|| encoded(&page, None)))
            .unwrap_or_else(|code| Ok(Err(code))),
        Format::Heif
        | Format::Avif
        | Format::WebP
        | Format::Tiff
        | Format::Bmp
        | Format::Gif
        | Format::JpegXl
        | Format::Jpeg2000 => Ok(Err(FindingCode::UnsupportedFormat { format })),
        Format::Zip | Format::Office | Format::Html | Format::Text | Format::Empty | Format::Unknown => {
            Ok(Err(FindingCode::NotADocument { format }))
        }
    };
    shown.unwrap_or(Err(FindingCode::Damaged)).map_err(BuildError::Unusable)
}

fn shown(bytes: &[u8], format: Format, edge: u32) -> Result<Preview, FindingCode> {
    let source = Source::read(bytes, format).map_err(Broken::finding)?;
    let decoded = decode(&source.kept, format).map_err(Broken::finding)?;
    encoded(&decoded.raster.fitted(edge).opaque(), decoded.icc.as_deref())
}

fn encoded(raster: &Raster, icc: Option<&[u8]>) -> Result<Preview, FindingCode> {
    let bytes = encode::jpeg(raster, PREVIEW_QUALITY, false, icc).map_err(Broken::finding)?;
    Ok(Preview { bytes, width: raster.width, height: raster.height })
}
