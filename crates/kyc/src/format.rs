//! What a file is, told from its bytes alone.

use std::fmt;

/// A kind of file, told from its content. Names and extensions play no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG: can be sent.
    Jpeg,
    /// PNG: can be sent.
    Png,
    /// PDF: can be sent.
    Pdf,
    /// HEIC or HEIF, the photo format of many telephones.
    Heif,
    /// AVIF.
    Avif,
    /// WebP.
    WebP,
    /// TIFF.
    Tiff,
    /// BMP.
    Bmp,
    /// GIF.
    Gif,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// A ZIP archive.
    Zip,
    /// An office document, old (OLE) or new (zipped XML).
    Office,
    /// An HTML page.
    Html,
    /// Plain text of any kind.
    Text,
    /// No bytes at all.
    Empty,
    /// None of the above.
    Unknown,
}

/// What can be done with a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatClass {
    /// The API takes it: JPEG, PNG, PDF (users-verification.md §3.4).
    Sendable,
    /// A picture that has to be converted to JPEG or PNG first.
    ConvertFirst,
    /// Not a picture and not a PDF.
    NotADocument,
}

impl Format {
    /// A stable word for messages and storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Heif => "heif",
            Self::Avif => "avif",
            Self::WebP => "webp",
            Self::Tiff => "tiff",
            Self::Bmp => "bmp",
            Self::Gif => "gif",
            Self::JpegXl => "jxl",
            Self::Jpeg2000 => "jp2",
            Self::Zip => "zip",
            Self::Office => "office",
            Self::Html => "html",
            Self::Text => "text",
            Self::Empty => "empty",
            Self::Unknown => "unknown",
        }
    }

    /// Whether it can be sent, could be after conversion, or cannot.
    pub fn class(self) -> FormatClass {
        match self {
            Self::Jpeg | Self::Png | Self::Pdf => FormatClass::Sendable,
            Self::Heif
            | Self::Avif
            | Self::WebP
            | Self::Tiff
            | Self::Bmp
            | Self::Gif
            | Self::JpegXl
            | Self::Jpeg2000 => FormatClass::ConvertFirst,
            Self::Zip | Self::Office | Self::Html | Self::Text | Self::Empty | Self::Unknown => {
                FormatClass::NotADocument
            }
        }
    }

    /// The extensions files of this format usually carry, in lower case.
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png", "apng"],
            Self::Pdf => &["pdf"],
            Self::Heif => &["heic", "heif", "hif"],
            Self::Avif => &["avif", "avifs"],
            Self::WebP => &["webp"],
            Self::Tiff => &["tif", "tiff"],
            Self::Bmp => &["bmp", "dib"],
            Self::Gif => &["gif"],
            Self::JpegXl => &["jxl"],
            Self::Jpeg2000 => &["jp2", "j2k", "jpx"],
            Self::Zip | Self::Office | Self::Html | Self::Text | Self::Empty | Self::Unknown => &[],
        }
    }

    /// Whether a file with this extension (without the dot, any case) claims to be something else than this format.
    /// No extension claims nothing; neither do extensions we do not know on files that are no document anyway.
    pub fn contradicts(self, extension: &str) -> bool {
        let extension = extension.trim_start_matches('.').to_ascii_lowercase();
        if extension.is_empty() || self == Self::Empty {
            return false;
        }
        match self.class() {
            FormatClass::Sendable | FormatClass::ConvertFirst => !self.extensions().contains(&extension.as_str()),
            FormatClass::NotADocument => PICTURES.iter().any(|f| f.extensions().contains(&extension.as_str())),
        }
    }
}

/// Formats whose extensions are a claim that can be false.
const PICTURES: [Format; 11] = [
    Format::Jpeg,
    Format::Png,
    Format::Pdf,
    Format::Heif,
    Format::Avif,
    Format::WebP,
    Format::Tiff,
    Format::Bmp,
    Format::Gif,
    Format::JpegXl,
    Format::Jpeg2000,
];

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How far into a file the PDF header may start: viewers search the first 1,024 bytes.
const PDF_HEADER_WITHIN: usize = 1_024;
/// How much of a file is looked at to tell text from binary data.
const TEXT_SAMPLE: usize = 4_096;

/// Tells the format of a file from its content.
pub fn sniff(bytes: &[u8]) -> Format {
    if bytes.is_empty() {
        return Format::Empty;
    }
    if let Some(format) = by_signature(bytes) {
        return format;
    }
    let head = &bytes[..bytes.len().min(PDF_HEADER_WITHIN)];
    if contains(head, b"%PDF-") {
        return Format::Pdf;
    }
    text(bytes).unwrap_or(Format::Unknown)
}

fn by_signature(bytes: &[u8]) -> Option<Format> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"\xFF\xD8\xFF") {
        Some(Format::Jpeg)
    } else if starts(b"\x89PNG\r\n\x1A\n") {
        Some(Format::Png)
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Some(Format::Gif)
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(Format::WebP)
    } else if starts(b"II*\0") || starts(b"MM\0*") || starts(b"II+\0") || starts(b"MM\0+") {
        Some(Format::Tiff)
    } else if starts(b"\0\0\0\x0CJXL \r\n\x87\n") || starts(b"\xFF\x0A") {
        Some(Format::JpegXl)
    } else if starts(b"\0\0\0\x0CjP  \r\n\x87\n") || starts(b"\xFF\x4F\xFF\x51") {
        Some(Format::Jpeg2000)
    } else if bytes.get(4..8) == Some(b"ftyp") {
        iso_media(bytes)
    } else if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        Some(Format::Office)
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(b"PK\x07\x08") {
        let head = &bytes[..bytes.len().min(TEXT_SAMPLE)];
        let office = contains(head, b"[Content_Types].xml") || contains(head, b"mimetypeapplication/vnd.oasis");
        Some(if office { Format::Office } else { Format::Zip })
    } else if starts(b"BM") && bmp_header(bytes) {
        Some(Format::Bmp)
    } else {
        None
    }
}

/// HEIF and AVIF share their container with films: the brands tell.
fn iso_media(bytes: &[u8]) -> Option<Format> {
    let size = bytes.get(..4).and_then(|b| b.try_into().ok()).map(u32::from_be_bytes)? as usize;
    let end = size.min(bytes.len()).min(256);
    let brands = || bytes.get(8..end).unwrap_or_default().chunks_exact(4);
    if brands().any(|b| b == b"avif" || b == b"avis") {
        return Some(Format::Avif);
    }
    let heif: [&[u8]; 9] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"mif2", b"msf1"];
    brands().any(|b| heif.contains(&b)).then_some(Format::Heif)
}

fn bmp_header(bytes: &[u8]) -> bool {
    let size = bytes.get(14..18).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    matches!(size, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

fn text(bytes: &[u8]) -> Option<Format> {
    let head = &bytes[..bytes.len().min(TEXT_SAMPLE)];
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return Some(Format::Text);
    }
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The sample may end inside a character; anything else is not UTF-8.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
        Err(_) => return None,
    };
    if text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}')) {
        return None;
    }
    let start = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let html = start.starts_with("<!doctype html") || start.contains("<html") || start.contains("<body");
    Some(if html { Format::Html } else { Format::Text })
}

/// Whether `needle` (not empty) lies in `hay`.
pub(crate) fn contains(hay: &[u8], needle: &[u8]) -> bool {
    find(hay, needle).is_some()
}

/// Where `needle` (not empty) first lies in `hay`.
pub(crate) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(offset) = hay.get(from..)?.iter().position(|b| *b == first) {
        let at = from + offset;
        if hay[at..].starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}
