//! The segments of a JPEG file: read without decoding, and copied without what is nobody's business.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::{
    exif,
    format::contains,
    picture::{Broken, Facts, MAX_PIXELS},
};

/// Scans times pixels that are decoded: a progressive picture of the largest size with twice the usual ten scans.
/// A few kilobytes can otherwise ask for hours of work.
const MAX_SCANNED_PIXELS: u64 = 20 * MAX_PIXELS;

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/x";
const JFIF: &[u8] = b"JFIF\0";
const ADOBE: &[u8] = b"Adobe";
const ICC: &[u8] = b"ICC_PROFILE\0";
/// Bytes of a JFIF segment up to its thumbnail, marker included.
const JFIF_BARE: usize = 18;

/// What a JPEG says about itself.
pub(crate) struct JpegFacts {
    pub facts: Facts,
    /// Whether colour was stored at half the resolution in both directions, as most cameras do.
    pub halved_chroma: bool,
    parts: Vec<Part>,
}

enum Part {
    /// Copied as it is.
    Copy(Range<usize>),
    /// A JFIF header with its thumbnail cut off.
    BareJfif(Range<usize>),
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walk<'_> {
    /// The next marker and where it starts; fill bytes and stray bytes before it are passed over.
    fn marker(&mut self) -> Result<(u8, usize), Broken> {
        loop {
            let rest = self.bytes.get(self.at..).ok_or(Broken::CutOff)?;
            self.at += rest.iter().position(|b| *b == 0xFF).ok_or(Broken::CutOff)?;
            match self.bytes.get(self.at + 1) {
                None => return Err(Broken::CutOff),
                Some(0xFF) => self.at += 1,
                Some(0x00) => self.at += 2,
                Some(marker) => {
                    let start = self.at;
                    self.at += 2;
                    return Ok((*marker, start));
                }
            }
        }
    }

    /// The body of a segment whose marker has just been read.
    fn body(&mut self) -> Result<Range<usize>, Broken> {
        let length = self.bytes.get(self.at..self.at + 2).ok_or(Broken::CutOff)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        if length < 2 {
            return Err(Broken::Damaged);
        }
        let body = self.at + 2..self.at + length;
        if body.end > self.bytes.len() {
            return Err(Broken::CutOff);
        }
        self.at = body.end;
        Ok(body)
    }

    /// Passes over entropy-coded data up to the marker that ends it.
    fn entropy(&mut self) -> Result<(), Broken> {
        loop {
            let rest = self.bytes.get(self.at..).ok_or(Broken::CutOff)?;
            self.at += rest.iter().position(|b| *b == 0xFF).ok_or(Broken::CutOff)?;
            match self.bytes.get(self.at + 1) {
                None => return Err(Broken::CutOff),
                Some(0x00 | 0xD0..=0xD7) => self.at += 2,
                Some(0xFF) => self.at += 1,
                Some(_) => return Ok(()),
            }
        }
    }
}

struct Frame {
    width: u32,
    height: u32,
    halved_chroma: bool,
}

fn frame(marker: u8, body: &[u8]) -> Result<Frame, Broken> {
    let &[precision, h1, h0, w1, w0, components, ref rest @ ..] = body else { return Err(Broken::Damaged) };
    if !(0xC0..=0xC2).contains(&marker) || precision != 8 {
        return Err(Broken::Unusual);
    }
    let width = u32::from(u16::from_be_bytes([w1, w0]));
    let height = u32::from(u16::from_be_bytes([h1, h0]));
    if width == 0 || height == 0 || components == 0 || rest.len() < usize::from(components) * 3 {
        return Err(Broken::Damaged);
    }
    let halved_chroma = components == 3 && rest[1] == 0x22 && rest[4] == 0x11 && rest[7] == 0x11;
    Ok(Frame { width, height, halved_chroma })
}

/// Walks over all segments of a JPEG. Nothing is decoded and nothing larger than the list of segments is kept.
pub(crate) fn read(bytes: &[u8]) -> Result<JpegFacts, Broken> {
    let mut walk = Walk { bytes, at: 2 };
    let mut parts = vec![Part::Copy(0..2)];
    let mut seen = None::<Frame>;
    let mut exif_facts = None;
    let mut xmp_gps = false;
    let mut kept = 2;
    let mut scans = 0_u64;
    loop {
        let (marker, start) = walk.marker()?;
        match marker {
            0xD9 => {
                parts.push(Part::Copy(start..walk.at));
                kept += 2;
                break;
            }
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let body = walk.body()?;
        let content = &bytes[body.clone()];
        match marker {
            0xC4 | 0xCC | 0xDB..=0xDD => parts.push(Part::Copy(start..body.end)),
            0xC0..=0xCF => {
                if seen.is_some() {
                    return Err(Broken::Unusual);
                }
                let frame = frame(marker, content)?;
                let pixels = u64::from(frame.width) * u64::from(frame.height);
                if pixels > MAX_PIXELS {
                    return Err(Broken::TooManyPixels(pixels));
                }
                seen = Some(frame);
                parts.push(Part::Copy(start..body.end));
            }
            0xDA => {
                let frame = seen.as_ref().ok_or(Broken::Damaged)?;
                scans += 1;
                if scans * u64::from(frame.width) * u64::from(frame.height) > MAX_SCANNED_PIXELS {
                    return Err(Broken::TooComplex);
                }
                walk.entropy()?;
                parts.push(Part::Copy(start..walk.at));
            }
            0xE0 if content.starts_with(JFIF) && content.len() >= 14 => {
                parts.push(if content.len() == 14 {
                    Part::Copy(start..body.end)
                } else {
                    Part::BareJfif(start..body.end)
                });
            }
            0xE2 if content.starts_with(ICC) => parts.push(Part::Copy(start..body.end)),
            0xEE if content.starts_with(ADOBE) => parts.push(Part::Copy(start..body.end)),
            0xE1 if content.starts_with(EXIF) && exif_facts.is_none() => {
                exif_facts = Some(exif::read(&content[EXIF.len()..]));
            }
            0xE1 if content.starts_with(XMP) => xmp_gps |= contains(content, b"GPSL"),
            _ => {}
        }
        kept += match parts.last() {
            Some(Part::Copy(range)) if range.start == start => range.len(),
            Some(Part::BareJfif(range)) if range.start == start => JFIF_BARE,
            _ => 0,
        };
    }
    let frame = seen.ok_or(Broken::Damaged)?;
    if scans == 0 {
        return Err(Broken::Damaged);
    }
    let exif = exif_facts.unwrap_or_default();
    Ok(JpegFacts {
        facts: Facts {
            width: frame.width,
            height: frame.height,
            motion: exif.motion,
            gps: exif.gps || xmp_gps,
            metadata: kept != bytes.len(),
            animated: false,
            kept_len: kept,
        },
        halved_chroma: frame.halved_chroma,
        parts,
    })
}

/// The file without metadata, thumbnails, comments and whatever follows its end. Tables and picture data are copied
/// byte for byte.
pub(crate) fn strip(bytes: &[u8], jpeg: &JpegFacts) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(jpeg.facts.kept_len));
    for part in &jpeg.parts {
        match part {
            Part::Copy(range) => out.extend_from_slice(&bytes[range.clone()]),
            Part::BareJfif(range) => {
                // Marker, length, identifier, version, units and densities; then a thumbnail of 0 by 0.
                out.extend_from_slice(&[0xFF, 0xE0, 0, 16]);
                out.extend_from_slice(&bytes[range.start + 4..range.start + 16]);
                out.extend_from_slice(&[0, 0]);
            }
        }
    }
    out
}
