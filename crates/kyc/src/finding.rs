//! What the preflight found and what was mended: data only, the words come from the message catalogue.

use crate::format::Format;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The check was passed.
    Good,
    /// It can be sent; the person should look first.
    Warns,
    /// It cannot be sent: the API or the rules of the document would certainly refuse it.
    Blocks,
}

/// One result of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingCode {
    /// The file holds no bytes.
    Empty,
    /// The file is larger than anything that is read into memory.
    FileTooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// Most bytes that are read.
        max: u64,
    },
    /// After repair the page is smaller than the rules of the document type allow (users-verification.md §3.4).
    TooSmall {
        /// Bytes after repair.
        bytes: u64,
        /// Fewest allowed.
        min: u64,
    },
    /// A PDF above the limit; PDFs are never rewritten.
    TooLargePdf {
        /// Bytes of the file.
        bytes: u64,
        /// Most allowed.
        max: u64,
    },
    /// A picture that stays above the limit even after scaling.
    TooLargeAfterRepair {
        /// Bytes of the smallest attempt.
        bytes: u64,
        /// Most allowed.
        max: u64,
    },
    /// A picture in a format the API does not take: convert to JPEG or PNG first.
    UnsupportedFormat {
        /// What it is.
        format: Format,
    },
    /// A JPEG of a kind hardly any program reads (arithmetic coding, 12 bits, lossless): save it again.
    UnusualEncoding,
    /// Neither a picture nor a PDF.
    NotADocument {
        /// What it is.
        format: Format,
    },
    /// The extension of the file claims another format than its content has.
    Renamed {
        /// What the content is.
        format: Format,
    },
    /// A PDF that cannot be opened without a password.
    Encrypted,
    /// A PDF that opens without a password but forbids printing, copying or changing.
    Restricted,
    /// Cut off or otherwise unreadable.
    Damaged,
    /// A PDF without pages.
    NoPages,
    /// More pixels than are decoded.
    TooManyPixels {
        /// Pixels the file declares.
        pixels: u64,
        /// Most that are decoded.
        max: u64,
    },
    /// A file that would unpack to far more than a document needs.
    TooComplex,
    /// A moving picture: only its first (still) image is sent.
    Animated,
    /// Fewer pixels on the short side than a document needs to stay legible.
    LowResolution {
        /// Pixels on the short side, after repair.
        short_side: u32,
        /// Fewest that pass.
        min: u32,
    },
    /// Its strokes are smeared.
    Blurred {
        /// Variance of the Laplacian in the sharpest quarter of the tiles, the page as wide as a screen.
        sharpness: u32,
        /// Least that passes.
        min: u32,
    },
    /// A lamp has burnt out patches of it.
    Glare {
        /// Share of the page, in per cent.
        percent: u32,
        /// Most that passes.
        max: u32,
    },
    /// Something crosses the edge of the picture: the page is not whole.
    CutOff {
        /// How many of the four corners are inside.
        corners: u32,
    },
    /// Very dark.
    TooDark {
        /// Mean brightness, in per cent.
        brightness: u32,
        /// Least that passes.
        min: u32,
    },
    /// One colour all over: an empty sheet or a covered lens.
    Blank,
    /// No colour; Mangopay asks for colour copies (users-verification.md §3.7).
    Colourless,
    /// Black and white without grey; Mangopay asks for colour copies (users-verification.md §3.7).
    BlackAndWhite,
    /// The same file as another page of the draft.
    Duplicate {
        /// Index of the first page with this file, from 0.
        of: usize,
    },
    /// More files than a document may have (users-verification.md §3.4).
    TooManyFiles {
        /// Files in the draft.
        files: u32,
        /// Most allowed.
        max: u32,
    },
    /// The format is one the API takes.
    FormatOk {
        /// Which.
        format: Format,
    },
    /// The size after repair is within the limits.
    SizeOk {
        /// Bytes after repair.
        bytes: u64,
        /// Fewest allowed.
        min: u64,
        /// Most allowed.
        max: u64,
    },
    /// Enough pixels.
    PixelsOk {
        /// Pixels across, after repair.
        width: u32,
        /// Pixels down, after repair.
        height: u32,
        /// Fewest that pass on the short side.
        min: u32,
    },
    /// Its strokes are sharp.
    SharpOk {
        /// As for `Blurred`.
        sharpness: u32,
        /// Least that passes.
        min: u32,
    },
    /// No lamp hides anything.
    GlareOk {
        /// Share of the page, in per cent.
        percent: u32,
        /// Most that passes.
        max: u32,
    },
    /// Nothing crosses the edge of the picture.
    CornersOk {
        /// How many corners are inside: all four.
        corners: u32,
    },
    /// Bright enough.
    LightOk {
        /// Mean brightness, in per cent.
        brightness: u32,
        /// Least that passes.
        min: u32,
    },
    /// The PDF opens and has pages.
    PagesOk {
        /// How many.
        pages: u32,
    },
    /// The picture is in colour.
    ColourOk,
}

/// A value a message about a finding may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingArg {
    /// A count, a number of bytes, pixels or per cent.
    Number(u64),
    /// A stable word (a format).
    Word(&'static str),
}

impl FindingCode {
    /// A stable name, the key of the message.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::TooSmall { .. } => "too-small",
            Self::TooLargePdf { .. } => "too-large-pdf",
            Self::TooLargeAfterRepair { .. } => "too-large-after-repair",
            Self::UnsupportedFormat { .. } => "unsupported-format",
            Self::UnusualEncoding => "unusual-encoding",
            Self::NotADocument { .. } => "not-a-document",
            Self::Renamed { .. } => "renamed",
            Self::Encrypted => "encrypted",
            Self::Restricted => "restricted",
            Self::Damaged => "damaged",
            Self::NoPages => "no-pages",
            Self::TooManyPixels { .. } => "too-many-pixels",
            Self::TooComplex => "too-complex",
            Self::Animated => "animated",
            Self::LowResolution { .. } => "low-resolution",
            Self::Blurred { .. } => "blurred",
            Self::Glare { .. } => "glare",
            Self::CutOff { .. } => "cut-off",
            Self::TooDark { .. } => "too-dark",
            Self::Blank => "blank",
            Self::Colourless => "colourless",
            Self::BlackAndWhite => "black-and-white",
            Self::Duplicate { .. } => "duplicate",
            Self::TooManyFiles { .. } => "too-many-files",
            Self::FormatOk { .. } => "format-ok",
            Self::SizeOk { .. } => "size-ok",
            Self::PixelsOk { .. } => "pixels-ok",
            Self::SharpOk { .. } => "sharp-ok",
            Self::GlareOk { .. } => "glare-ok",
            Self::CornersOk { .. } => "corners-ok",
            Self::LightOk { .. } => "light-ok",
            Self::PagesOk { .. } => "pages-ok",
            Self::ColourOk => "colour-ok",
        }
    }

    /// How much it weighs. Only what is certain to be refused blocks; guesses about quality warn.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Empty
            | Self::FileTooLarge { .. }
            | Self::TooSmall { .. }
            | Self::TooLargePdf { .. }
            | Self::TooLargeAfterRepair { .. }
            | Self::UnsupportedFormat { .. }
            | Self::UnusualEncoding
            | Self::NotADocument { .. }
            | Self::Encrypted
            | Self::Damaged
            | Self::NoPages
            | Self::TooManyPixels { .. }
            | Self::TooComplex
            | Self::TooManyFiles { .. } => Severity::Blocks,
            Self::Renamed { .. }
            | Self::Restricted
            | Self::Animated
            | Self::LowResolution { .. }
            | Self::Blurred { .. }
            | Self::Glare { .. }
            | Self::CutOff { .. }
            | Self::TooDark { .. }
            | Self::Blank
            | Self::Colourless
            | Self::BlackAndWhite
            | Self::Duplicate { .. } => Severity::Warns,
            Self::FormatOk { .. }
            | Self::SizeOk { .. }
            | Self::PixelsOk { .. }
            | Self::SharpOk { .. }
            | Self::GlareOk { .. }
            | Self::CornersOk { .. }
            | Self::LightOk { .. }
            | Self::PagesOk { .. }
            | Self::ColourOk => Severity::Good,
        }
    }

    /// The flag with which Mangopay would refuse an identity proof that has this fault (users-verification.md §3.6).
    pub fn predicts(&self) -> Option<&'static str> {
        match self {
            Self::LowResolution { .. } | Self::Blurred { .. } => Some("009004"),
            Self::CutOff { .. } => Some("009005"),
            Self::Glare { .. } => Some("009006"),
            Self::Blank => Some("009010"),
            Self::TooDark { .. } => Some("009011"),
            Self::Colourless | Self::BlackAndWhite => Some("009015"),
            Self::Empty
            | Self::FileTooLarge { .. }
            | Self::TooSmall { .. }
            | Self::TooLargePdf { .. }
            | Self::TooLargeAfterRepair { .. }
            | Self::UnsupportedFormat { .. }
            | Self::UnusualEncoding
            | Self::NotADocument { .. }
            | Self::Renamed { .. }
            | Self::Encrypted
            | Self::Restricted
            | Self::Damaged
            | Self::NoPages
            | Self::TooManyPixels { .. }
            | Self::TooComplex
            | Self::Animated
            | Self::Duplicate { .. }
            | Self::TooManyFiles { .. }
            | Self::FormatOk { .. }
            | Self::SizeOk { .. }
            | Self::PixelsOk { .. }
            | Self::SharpOk { .. }
            | Self::GlareOk { .. }
            | Self::CornersOk { .. }
            | Self::LightOk { .. }
            | Self::PagesOk { .. }
            | Self::ColourOk => None,
        }
    }

    /// The values a message may name, each with a stable name.
    pub fn args(&self) -> Vec<(&'static str, FindingArg)> {
        use FindingArg::{Number, Word};
        match *self {
            Self::FileTooLarge { bytes, max }
            | Self::TooLargePdf { bytes, max }
            | Self::TooLargeAfterRepair { bytes, max } => vec![("bytes", Number(bytes)), ("max", Number(max))],
            Self::TooSmall { bytes, min } => vec![("bytes", Number(bytes)), ("min", Number(min))],
            Self::UnsupportedFormat { format }
            | Self::NotADocument { format }
            | Self::Renamed { format }
            | Self::FormatOk { format } => vec![("format", Word(format.as_str()))],
            Self::TooManyPixels { pixels, max } => vec![("pixels", Number(pixels)), ("max", Number(max))],
            Self::LowResolution { short_side, min } => {
                vec![("pixels", Number(short_side.into())), ("min", Number(min.into()))]
            }
            Self::Blurred { sharpness, min } | Self::SharpOk { sharpness, min } => {
                vec![("sharpness", Number(sharpness.into())), ("min", Number(min.into()))]
            }
            Self::Glare { percent, max } | Self::GlareOk { percent, max } => {
                vec![("percent", Number(percent.into())), ("max", Number(max.into()))]
            }
            Self::CutOff { corners } | Self::CornersOk { corners } => vec![("corners", Number(corners.into()))],
            Self::TooDark { brightness, min } | Self::LightOk { brightness, min } => {
                vec![("brightness", Number(brightness.into())), ("min", Number(min.into()))]
            }
            Self::Duplicate { of } => vec![("of", Number(of as u64))],
            Self::TooManyFiles { files, max } => vec![("files", Number(files.into())), ("max", Number(max.into()))],
            Self::SizeOk { bytes, min, max } => {
                vec![("bytes", Number(bytes)), ("min", Number(min)), ("max", Number(max))]
            }
            Self::PixelsOk { width, height, min } => {
                vec![("width", Number(width.into())), ("height", Number(height.into())), ("min", Number(min.into()))]
            }
            Self::PagesOk { pages } => vec![("pages", Number(pages.into()))],
            Self::Empty
            | Self::UnusualEncoding
            | Self::Encrypted
            | Self::Restricted
            | Self::Damaged
            | Self::NoPages
            | Self::TooComplex
            | Self::Animated
            | Self::Blank
            | Self::Colourless
            | Self::BlackAndWhite
            | Self::ColourOk => Vec::new(),
        }
    }
}

/// A finding with its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: FindingCode,
    /// How much it weighs.
    pub severity: Severity,
}

impl From<FindingCode> for Finding {
    fn from(code: FindingCode) -> Self {
        Self { code, severity: code.severity() }
    }
}

/// Something that was changed on the way from the file to the page. Nothing is changed without being listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fix {
    /// Turned upright as the camera's orientation note asks, clockwise.
    Turned {
        /// 90, 180 or 270; 0 if it was only mirrored.
        degrees: u16,
        /// Whether it was mirrored too.
        mirrored: bool,
    },
    /// Metadata was taken out.
    MetadataRemoved {
        /// Whether it told a place.
        gps: bool,
    },
    /// Made smaller, so that it fits the limit.
    Scaled {
        /// Pixels across before, after turning.
        from_width: u32,
        /// Pixels down before, after turning.
        from_height: u32,
        /// Pixels across after.
        to_width: u32,
        /// Pixels down after.
        to_height: u32,
    },
    /// The picture was encoded anew; without this fix the picture data are the camera's own bytes.
    Reencoded {
        /// The format now.
        format: Format,
    },
}

impl Fix {
    /// A stable name, the key of the message.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Turned { .. } => "turned",
            Self::MetadataRemoved { .. } => "metadata-removed",
            Self::Scaled { .. } => "scaled",
            Self::Reencoded { .. } => "reencoded",
        }
    }
}
