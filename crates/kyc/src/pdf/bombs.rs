//! Measures what a PDF would unpack to, before a parser does.
//!
//! hayro bounds nesting, chains and cycles, but unpacks a stream whole: a 7 MB file can hold 7 GB of zeros, or a
//! picture that declares a billion pixels. Both are told here from the raw file, in constant memory.

use std::io::{BufRead, BufReader, Read};

use flate2::bufread::ZlibDecoder;

use crate::{
    finding::FindingCode,
    format::{contains, find},
    jpeg,
    picture::{Broken, MAX_PIXELS},
};

/// Most bytes all compressed streams may unpack to together: two A4 pages in colour at 600 dpi.
const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// Most compressions wrapped in one another.
const MAX_LAYERS: u32 = 3;
/// Most streams in one file.
const MAX_STREAMS: usize = 50_000;
/// Most objects in one file.
const MAX_OBJECTS: usize = 500_000;
/// How far before a stream its dictionary is looked for.
const DICTIONARY_WITHIN: usize = 8 * 1024;

/// Refuses files that would unpack to far more than a document needs.
pub(super) fn check(bytes: &[u8]) -> Result<(), FindingCode> {
    let mut unpacked = 0;
    let mut pixels = 0_u64;
    let mut streams = 0;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| find(rest, b"stream")) {
        let keyword = at + found;
        at = keyword + 6;
        if bytes[..keyword].ends_with(b"end") {
            continue;
        }
        streams += 1;
        if streams > MAX_STREAMS {
            return Err(FindingCode::TooComplex);
        }
        let data = match &bytes[at..] {
            [b'\r', b'\n', data @ ..] | [b'\n' | b'\r', data @ ..] => data,
            data => data,
        };
        let before = &bytes[keyword.saturating_sub(DICTIONARY_WITHIN)..keyword];
        pixels = pixels.saturating_add(declared_pixels(dictionary(before), data)?);
        unpacked += if contains(dictionary(before), b"LZW") {
            lzw_length(data, MAX_UNPACKED - unpacked)
        } else {
            inflated_length(&mut { data }, MAX_LAYERS, MAX_UNPACKED - unpacked)
        };
        if unpacked >= MAX_UNPACKED || pixels > 4 * MAX_PIXELS {
            return Err(FindingCode::TooComplex);
        }
    }
    let objects = bytes.windows(5).filter(|w| w == b" obj\n" || w == b" obj\r" || w == b" obj<").count();
    if objects > MAX_OBJECTS { Err(FindingCode::TooComplex) } else { Ok(()) }
}

/// What stands between the last object header and the stream.
fn dictionary(before: &[u8]) -> &[u8] {
    let start = before.windows(4).rposition(|w| w == b" obj").unwrap_or(0);
    &before[start..]
}

/// How many bytes a zlib stream unpacks to, layers below it included, but no more than `most`. Not a zlib stream: 0.
fn inflated_length(data: &mut dyn BufRead, layers: u32, most: u64) -> u64 {
    let looks_packed = match data.fill_buf() {
        Ok([cmf, flags, ..]) => {
            cmf & 0x0F == 8 && (u16::from(*cmf) << 8 | u16::from(*flags)).is_multiple_of(31) && flags & 0x20 == 0
        }
        _ => false,
    };
    if !looks_packed {
        return 0;
    }
    if layers == 0 {
        return most;
    }
    let mut inner = BufReader::new(ZlibDecoder::new(data).take(most));
    let below = match inner.fill_buf() {
        Ok([0x78, ..]) => inflated_length(&mut inner, layers - 1, most),
        _ => 0,
    };
    let mut length = 0;
    // A broken stream has been unpacked up to where it breaks.
    while let Ok(chunk) = inner.fill_buf() {
        if chunk.is_empty() {
            break;
        }
        let used = chunk.len();
        length += used as u64;
        inner.consume(used);
    }
    (length + below).min(most)
}

/// How many bytes an LZW stream (ISO 32000-1, §7.4.4) unpacks to, without unpacking it: only the lengths of the
/// table's entries are kept.
fn lzw_length(data: &[u8], most: u64) -> u64 {
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    let mut lengths = [1_u32; 4096];
    let (mut next, mut width, mut previous) = (258_usize, 9_u32, None::<u32>);
    let mut total = 0_u64;
    for byte in data {
        buffer = buffer << 8 | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (buffer >> bits & ((1 << width) - 1)) as usize;
        buffer &= (1 << bits) - 1;
        match code {
            256 => (next, width, previous) = (258, 9, None),
            257 => break,
            _ => {
                let length = if code < 256 { 1 } else { lengths[code.min(4095)] };
                let length = if code == next { previous.unwrap_or(0) + 1 } else { length };
                total += u64::from(length);
                if total >= most {
                    return most;
                }
                if let (Some(previous), true) = (previous, next < 4096) {
                    lengths[next] = previous + 1;
                    next += 1;
                }
                previous = Some(length);
                width = match next + 1 {
                    ..512 => 9,
                    512..1024 => 10,
                    1024..2048 => 11,
                    _ => 12,
                };
            }
        }
    }
    total
}

/// The pixels of an image stream, from its dictionary and from the head of JPEG and JPEG 2000 data.
fn declared_pixels(dictionary: &[u8], data: &[u8]) -> Result<u64, FindingCode> {
    let side = |names: [&[u8]; 2]| names.iter().find_map(|name| number_after(dictionary, name)).unwrap_or(0);
    let columns = side([b"/Width", b"/Columns"]).max(side([b"/Columns", b"/W "]));
    let mut pixels = columns.saturating_mul(side([b"/Height", b"/Rows"]).max(1));
    if data.starts_with(b"\xFF\xD8\xFF") {
        pixels = match jpeg::read(data) {
            Ok(jpeg) => pixels.max(u64::from(jpeg.facts.width) * u64::from(jpeg.facts.height)),
            Err(Broken::TooManyPixels(_) | Broken::TooComplex) => return Err(FindingCode::TooComplex),
            Err(Broken::CutOff | Broken::Damaged | Broken::Unusual) => pixels,
        };
    }
    let head = &data[..data.len().min(1_024)];
    if let Some(siz) = find(head, b"\xFF\x4F\xFF\x51").and_then(|at| head.get(at + 8..at + 16)) {
        let side = |at: usize| u64::from(u32::from_be_bytes([siz[at], siz[at + 1], siz[at + 2], siz[at + 3]]));
        pixels = pixels.max(side(0).saturating_mul(side(4)));
    }
    if pixels > MAX_PIXELS { Err(FindingCode::TooComplex) } else { Ok(pixels) }
}

fn number_after(text: &[u8], name: &[u8]) -> Option<u64> {
    let after = &text[find(text, name)? + name.len()..];
    let digits = after.iter().skip_while(|b| b.is_ascii_whitespace()).take_while(|b| b.is_ascii_digit());
    let mut value = None::<u64>;
    for digit in digits.take(18) {
        value = Some(value.unwrap_or(0) * 10 + u64::from(digit - b'0'));
    }
    value
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn zipped(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
        let mut pdf = format!("%PDF-1.4\n1 0 obj\n<<{dictionary}>>\nstream\n").into_bytes();
        pdf.extend_from_slice(data);
        pdf.extend_from_slice(b"\nendstream\nendobj\n%%EOF");
        pdf
    }

    #[test]
    fn streams_that_unpack_to_gigabytes_are_refused() {
        let zeros = vec![0; MAX_UNPACKED as usize + 1];
        let packed = zipped(&zeros);
        assert!(packed.len() < 3_000_000);
        assert_eq!(check(&stream("/Filter/FlateDecode", &packed)), Err(FindingCode::TooComplex));
        let twice = zipped(&packed);
        assert_eq!(check(&stream("/Filter[/FlateDecode/FlateDecode]", &twice)), Err(FindingCode::TooComplex));
        assert_eq!(check(&stream("/Filter/FlateDecode", &zipped(&zeros[..1_000_000]))), Ok(()));
    }

    #[test]
    fn lzw_lengths_are_those_of_the_specification_example() {
        // ISO 32000-1, §7.4.4.2: 45 45 45 45 45 65 45 45 45 66.
        let data = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(lzw_length(&data, 1_000), 10);
    }

    #[test]
    fn pictures_of_a_billion_pixels_are_refused() {
        let huge = stream("/Subtype/Image/Width 40000 /Height 40000/Filter/CCITTFaxDecode", b"");
        assert_eq!(check(&huge), Err(FindingCode::TooComplex));
        let usual = stream("/Subtype/Image/Width 4960/Height 7016/Filter/DCTDecode", b"");
        assert_eq!(check(&usual), Ok(()));
    }
}
