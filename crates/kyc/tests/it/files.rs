//! Files for the tests, made in code.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use kyc::FileRules;
use lopdf::{Document, Object, Stream, dictionary};

/// The rules of an address proof.
pub const OTHER: FileRules = FileRules { min_bytes: 1_024, max_bytes: 7_000_000, max_files: 5 };
/// The rules of an identity proof.
pub const IDENTITY: FileRules = FileRules { min_bytes: 32_768, max_bytes: 7_000_000, max_files: 5 };
/// Rules that accept any size.
pub const ANY: FileRules = FileRules { min_bytes: 1, max_bytes: 7_000_000, max_files: 5 };

/// Colours of the corners: top left, top right, bottom left, bottom right.
pub const CORNERS: [[u8; 3]; 4] = [[200, 30, 30], [30, 180, 30], [30, 30, 200], [220, 200, 40]];

/// Cheap noise that is the same every time.
pub fn noise(seed: u32) -> impl FnMut() -> u8 {
    let mut state = seed | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 24) as u8
    }
}

/// Four coloured quarters, so that every orientation can be told, with a little grain.
pub fn quarters(width: u32, height: u32) -> RgbImage {
    let mut grain = noise(7);
    RgbImage::from_fn(width, height, |x, y| {
        let index = usize::from(x * 2 >= width) + 2 * usize::from(y * 2 >= height);
        Rgb(CORNERS[index].map(|v| v.saturating_add(grain() % 16)))
    })
}

/// A card with lines of print and a portrait, on a table, with a little grain.
pub fn card(width: u32, height: u32) -> RgbImage {
    let mut grain = noise(11);
    RgbImage::from_fn(width, height, |x, y| {
        // Thousandths of the picture.
        let (right, down) = (x * 1_000 / width, y * 1_000 / height);
        let on_card = (120..880).contains(&right) && (150..850).contains(&down);
        let colour = match (right, down) {
            _ if !on_card => [71, 76, 84],
            (_, ..220) => [169, 195, 207],
            (170..360, 300..700) => [142, 163, 173],
            // Strokes of print, a few pixels wide each.
            (430..820, _) if (down / 20) % 3 == 0 && (right / 4) % 3 != 0 => [53, 66, 75],
            _ => [223, 232, 234],
        };
        Rgb(colour.map(|value: u8| value.saturating_add(grain() % 6)))
    })
}

/// Nothing but noise: the hardest picture to compress.
pub fn noisy(width: u32, height: u32) -> RgbImage {
    let mut next = noise(99);
    RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()]))
}

pub fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality)).unwrap();
    bytes
}

pub fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.into().write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}

/// An Exif body: orientation, and a GPS directory with a latitude.
pub fn tiff(orientation: u16, gps: bool) -> Vec<u8> {
    let mut body = b"MM\0*\0\0\0\x08".to_vec();
    let entries: u16 = if gps { 2 } else { 1 };
    body.extend(entries.to_be_bytes());
    body.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1]);
    body.extend(orientation.to_be_bytes());
    body.extend([0, 0]);
    if gps {
        let directory = 8 + 2 + 2 * 12 + 4_u32;
        body.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1]);
        body.extend(directory.to_be_bytes());
    }
    body.extend([0; 4]);
    if gps {
        // One entry, GPSLatitudeRef "N".
        body.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
    }
    body
}

/// A JPEG segment.
pub fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xFF, marker];
    bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
    bytes.extend(content);
    bytes
}

pub fn exif_segment(orientation: u16, gps: bool) -> Vec<u8> {
    segment(0xE1, &[b"Exif\0\0".as_slice(), &tiff(orientation, gps)].concat())
}

/// A JPEG with these segments right after its start.
pub fn with_segments(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

/// A PNG chunk with its checksum.
pub fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(name);
    bytes.extend(content);
    let crc = bytes[4..].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    });
    bytes.extend((!crc).to_be_bytes());
    bytes
}

/// A PNG with these chunks right after its header.
pub fn with_chunks(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    let after_header = 8 + 12 + 13;
    [&png[..after_header], &chunks.concat(), &png[after_header..]].concat()
}

/// A PDF with so many pages, each a black square in the upper left corner of white A4 and a line of text.
pub fn pdf_document(pages: usize) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {"Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica"});
    let drawing = b"0 0 0 rg 0 642 200 200 re f BT /F1 24 Tf 100 300 Td (Proof of address) Tj ET".to_vec();
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let content = document.add_object(Stream::new(dictionary! {}, drawing.clone()));
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                "Resources" => dictionary! {"Font" => dictionary! {"F1" => font}},
            };
            document.add_object(page).into()
        })
        .collect();
    let count = kids.len() as i64;
    let pages = dictionary! {"Type" => "Pages", "Kids" => kids, "Count" => count};
    document.objects.insert(tree, pages.into());
    let catalog = document.add_object(dictionary! {"Type" => "Catalog", "Pages" => tree});
    document.trailer.set("Root", catalog);
    let id = || Object::string_literal(b"0123456789abcdef".to_vec());
    document.trailer.set("ID", vec![id(), id()]);
    document
}

pub fn pdf(pages: usize) -> Vec<u8> {
    saved(pdf_document(pages))
}

pub fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Decodes what was built, as any viewer that knows no Exif would.
pub fn pixels(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

pub fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// From the first table of coefficients to the end: everything that makes the picture.
pub fn picture_data(jpeg: &[u8]) -> &[u8] {
    let at = jpeg.windows(2).position(|w| w == [0xFF, 0xDB]).unwrap();
    &jpeg[at..]
}
