//! The chunks of a PNG file: read without decoding, and copied without what is nobody's business.

use std::{iter, ops::Range};

use zeroize::Zeroizing;

use crate::{
    exif,
    exif::ExifFacts,
    format::contains,
    picture::{Broken, Facts, MAX_PIXELS},
};

const SIGNATURE: usize = 8;
/// Chunks that make up the picture and its colours. Text, Exif, times, animations and private chunks stay behind.
const KEPT: [&[u8; 4]; 12] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"];

/// What a PNG says about itself.
pub(crate) struct PngFacts {
    pub facts: Facts,
    parts: Vec<Range<usize>>,
}

/// Walks over all chunks of a PNG without decoding any.
pub(crate) fn read(bytes: &[u8]) -> Result<PngFacts, Broken> {
    let mut at = SIGNATURE;
    let mut parts: Vec<Range<usize>> = iter::once(0..SIGNATURE).collect();
    let mut size = None;
    let mut exif_facts = None::<ExifFacts>;
    let mut gps = false;
    let mut animated = false;
    let mut data = false;
    loop {
        let head = bytes.get(at..at + 8).ok_or(Broken::CutOff)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let name: [u8; 4] = [head[4], head[5], head[6], head[7]];
        let end = at.checked_add(12).and_then(|end| end.checked_add(length)).ok_or(Broken::CutOff)?;
        let content = bytes.get(at + 8..end - 4).filter(|_| end <= bytes.len()).ok_or(Broken::CutOff)?;
        if size.is_none() && &name != b"IHDR" {
            return Err(Broken::Damaged);
        }
        match &name {
            b"IHDR" => {
                if size.is_some() || content.len() != 13 {
                    return Err(Broken::Damaged);
                }
                let width = u32::from_be_bytes([content[0], content[1], content[2], content[3]]);
                let height = u32::from_be_bytes([content[4], content[5], content[6], content[7]]);
                if width == 0 || height == 0 {
                    return Err(Broken::Damaged);
                }
                let pixels = u64::from(width) * u64::from(height);
                if pixels > MAX_PIXELS {
                    return Err(Broken::TooManyPixels(pixels));
                }
                size = Some((width, height));
            }
            b"IDAT" => data = true,
            b"eXIf" => exif_facts = Some(exif::read(content)),
            b"iTXt" | b"tEXt" => gps |= contains(content, b"GPSL"),
            b"acTL" => animated = true,
            _ => {}
        }
        if KEPT.iter().any(|kept| **kept == name) {
            match parts.last_mut() {
                Some(last) if last.end == at => last.end = end,
                _ => parts.push(at..end),
            }
        } else if name[0].is_ascii_uppercase() {
            // A critical chunk nobody knows: the picture cannot be shown without it.
            return Err(Broken::Damaged);
        }
        at = end;
        if &name == b"IEND" {
            break;
        }
    }
    let (width, height) = size.filter(|_| data).ok_or(Broken::Damaged)?;
    let kept_len = parts.iter().map(ExactSizeIterator::len).sum();
    let exif = exif_facts.unwrap_or_default();
    let facts = Facts {
        width,
        height,
        motion: exif.motion,
        gps: gps || exif.gps,
        metadata: kept_len != bytes.len(),
        animated,
        kept_len,
    };
    Ok(PngFacts { facts, parts })
}

/// The file without text, Exif, time, animation and private chunks and without what follows its end. Picture data are
/// copied byte for byte.
pub(crate) fn strip(bytes: &[u8], png: &PngFacts) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(png.facts.kept_len));
    for part in &png.parts {
        out.extend_from_slice(&bytes[part.clone()]);
    }
    out
}
