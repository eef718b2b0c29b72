//! JPEG and PNG files: from bytes to the page that is sent.

pub(crate) mod encode;
pub(crate) mod plan;
pub(crate) mod quality;
pub(crate) mod raster;
mod sight;

use zeroize::Zeroizing;

use crate::{exif::Motion, finding::FindingCode, format::Format, jpeg, png, recipe::Choice};

/// Most pixels that are decoded: beyond what cameras and scanners make of a document, and 300 MB in memory.
pub const MAX_PIXELS: u64 = 100_000_000;

/// What JPEG and PNG files say about themselves before anything is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Pixels across as stored.
    pub width: u32,
    /// Pixels down as stored.
    pub height: u32,
    /// What the orientation note asks for.
    pub motion: Motion,
    /// Whether the metadata tell a place.
    pub gps: bool,
    /// Whether the file holds anything but the picture.
    pub metadata: bool,
    /// Whether it is a moving picture.
    pub animated: bool,
    /// Bytes of the file without metadata.
    pub kept_len: usize,
}

/// Why a picture cannot become a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The file ends in the middle.
    CutOff,
    /// It contradicts itself or cannot be decoded.
    Damaged,
    /// A valid JPEG of a kind that is not decoded.
    Unusual,
    /// It declares this many pixels.
    TooManyPixels(u64),
    /// Decoding would take unreasonably long or much memory.
    TooComplex,
}

impl Broken {
    pub(crate) fn finding(self) -> FindingCode {
        match self {
            Self::CutOff | Self::Damaged => FindingCode::Damaged,
            Self::Unusual => FindingCode::UnusualEncoding,
            Self::TooManyPixels(pixels) => FindingCode::TooManyPixels { pixels, max: MAX_PIXELS },
            Self::TooComplex => FindingCode::TooComplex,
        }
    }
}

/// A picture file whose structure has been read.
pub(crate) struct Source {
    pub format: Format,
    pub facts: Facts,
    /// The file without metadata; this is also what is decoded.
    pub kept: Zeroizing<Vec<u8>>,
    pub halved_chroma: bool,
}

impl Source {
    /// Reads the structure of a JPEG or PNG; other formats are `Damaged`.
    pub(crate) fn read(bytes: &[u8], format: Format) -> Result<Self, Broken> {
        if format == Format::Jpeg {
            let jpeg = jpeg::read(bytes)?;
            let kept = jpeg::strip(bytes, &jpeg);
            Ok(Self { format, facts: jpeg.facts, kept, halved_chroma: jpeg.halved_chroma })
        } else if format == Format::Png {
            let png = png::read(bytes)?;
            let kept = png::strip(bytes, &png);
            Ok(Self { format, facts: png.facts, kept, halved_chroma: false })
        } else {
            Err(Broken::Damaged)
        }
    }

    /// How the pixels have to move for this choice.
    pub(crate) fn motion(&self, choice: Choice) -> Motion {
        let noted = if choice.auto_orient { self.facts.motion } else { Motion::default() };
        noted.then_turned(choice.turns.quarters())
    }

    /// Width and height after moving.
    pub(crate) fn size_after(&self, motion: Motion) -> (u32, u32) {
        let Facts { width, height, .. } = self.facts;
        if motion.swaps_sides() { (height, width) } else { (width, height) }
    }
}
