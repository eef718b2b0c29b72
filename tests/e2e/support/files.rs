//! Files as a person has them: a photo as a telephone makes it, and a PDF.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::nonce;

/// The camera's word in every photo's metadata: it must never leave the computer.
pub(crate) const CAMERA: &str = "MARKER-CAMERA-7Q2";

/// A 12-megapixel JPEG, held upright by its EXIF orientation (6: turn right) and with a GPS position. Its stored pixels
/// have a red band on the left edge, which lies on top once it is upright.
pub(crate) fn photo(folder: &Path, name: &str, quality: u8) -> PathBuf {
    let file = folder.join(name);
    let mut draw = Command::new("convert");
    draw.args([
        "-size",
        "4000x3000",
        "-seed",
        &seed(),
        "plasma:#d8e2dc-#8fa7b8",
        "-attenuate",
        "0.4",
        "+noise",
        "Gaussian",
    ]);
    draw.args(["-fill", "#d01010", "-draw", "rectangle 0,0 300,2999", "-quality", &quality.to_string(), "-strip"]);
    let drawn = draw.arg(&file).status().expect("ImageMagick runs");
    assert!(drawn.success(), "a photo can be drawn");
    let plain = fs::read(&file).expect("the photo can be read");
    assert_eq!(&plain[..2], [0xFF, 0xD8], "a JPEG begins with its mark");
    let mut tagged = plain[..2].to_vec();
    tagged.extend(exif());
    tagged.extend(&plain[2..]);
    fs::write(&file, tagged).expect("the photo can be written");
    file
}

/// A number for a picture that was never drawn before: what is found of it later was left by this run.
fn seed() -> String {
    nonce().bytes().fold(0_u32, |sum, letter| sum.wrapping_mul(20).wrapping_add(u32::from(letter))).to_string()
}

/// The compressed picture in a JPEG, or in a PDF that shows one: the part that no other file shares.
pub(crate) fn compressed(file: &[u8]) -> &[u8] {
    let mark = |second: u8| move |pair: &[u8]| pair == [0xFF, second];
    let begin = file.windows(2).position(mark(0xDA)).expect("a scan begins");
    let end = file.windows(2).rposition(mark(0xD9)).expect("the picture ends");
    &file[begin + 2..end]
}

/// An APP1 segment: orientation 6, the camera's name, and a position in Paris.
fn exif() -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let camera = format!("{CAMERA}\0");
    // Three entries, the count, the link to the next directory.
    let after_first = 8 + 2 + 3 * 12 + 4;
    let gps = after_first + camera.len() + camera.len() % 2;
    let values = gps + 2 + 4 * 12 + 4;
    let entry = |tiff: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value);
    };
    let at = |offset: usize| u32::try_from(offset).expect("small").to_le_bytes();
    tiff.extend(3_u16.to_le_bytes());
    entry(&mut tiff, 0x0110, 2, u32::try_from(camera.len()).expect("small"), at(after_first));
    entry(&mut tiff, 0x0112, 3, 1, [6, 0, 0, 0]);
    entry(&mut tiff, 0x8825, 4, 1, at(gps));
    tiff.extend([0; 4]);
    tiff.extend(camera.as_bytes());
    tiff.resize(gps, 0);
    tiff.extend(4_u16.to_le_bytes());
    entry(&mut tiff, 1, 2, 2, *b"N\0\0\0");
    entry(&mut tiff, 2, 5, 3, at(values));
    entry(&mut tiff, 3, 2, 2, *b"E\0\0\0");
    entry(&mut tiff, 4, 5, 3, at(values + 24));
    tiff.extend([0; 4]);
    for (number, divisor) in [(48_u32, 1_u32), (51, 1), (2970, 100), (2, 1), (17, 1), (4020, 100)] {
        tiff.extend(number.to_le_bytes());
        tiff.extend(divisor.to_le_bytes());
    }
    let length = u16::try_from(2 + 6 + tiff.len()).expect("small");
    let mut segment = vec![0xFF, 0xE1];
    segment.extend(length.to_be_bytes());
    segment.extend(b"Exif\0\0");
    segment.extend(tiff);
    segment
}

/// A PDF of one page that shows a scanned picture of at least 60 kB.
pub(crate) fn pdf(folder: &Path, name: &str) -> PathBuf {
    written(folder, name, &document(&scan(folder, name), 0))
}

/// The same with so many bytes in all.
pub(crate) fn pdf_of(folder: &Path, name: &str, size: usize) -> PathBuf {
    let picture = scan(folder, name);
    // What names the spare bytes takes room, too; always the same.
    let around = document(&picture, 1).len() - 1;
    let bytes = document(&picture, size - around);
    assert_eq!(bytes.len(), size);
    written(folder, name, &bytes)
}

/// Bytes without a pattern, as in a compressed file; the same each time.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut step = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| step()).collect()
}

/// A file with this content.
pub(crate) fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let file = folder.join(name);
    fs::write(&file, bytes).expect("a file can be written");
    file
}

/// A JPEG as a scanner makes it.
fn scan(folder: &Path, name: &str) -> Vec<u8> {
    let scan = folder.join(format!("{name}.scan.jpg"));
    let mut draw = Command::new("convert");
    draw.args([
        "-size",
        "1240x1754",
        "-seed",
        &seed(),
        "plasma:#ffffff-#e4e0d8",
        "+noise",
        "Gaussian",
        "-quality",
        "80",
    ]);
    let drawn = draw.args(["-strip"]).arg(&scan).status().expect("ImageMagick runs");
    assert!(drawn.success(), "a scan can be drawn");
    let picture = fs::read(&scan).expect("the scan can be read");
    fs::remove_file(&scan).expect("the scan can be removed");
    picture
}

/// A PDF that shows a JPEG and carries some bytes that nothing shows.
fn document(picture: &[u8], spare: usize) -> Vec<u8> {
    let content = b"q 595 0 0 842 0 0 cm /Scan Do Q".to_vec();
    let head = format!(
        "<</Type/XObject/Subtype/Image/Width 1240/Height 1754/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length {}>>",
        picture.len()
    );
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Scan 5 0 R>>>>>>"
            .to_vec(),
        stream(&format!("<</Length {}>>", content.len()), &content),
        stream(&head, picture),
    ];
    if spare > 0 {
        objects.push(stream(&format!("<</Length {spare:010}>>"), &noise(spare)));
    }
    let mut bytes = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", index + 1).into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    bytes.extend(
        format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table:010}\n%%EOF\n", objects.len() + 1).into_bytes(),
    );
    bytes
}

fn stream(head: &str, body: &[u8]) -> Vec<u8> {
    let mut object = head.as_bytes().to_vec();
    object.extend(b"\nstream\n");
    object.extend(body);
    object.extend(b"\nendstream");
    object
}
