use kyc::{Choice, Encoding, Fix, build, inspect};

use crate::files::*;

fn xmp() -> Vec<u8> {
    segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude='48,51N'/>")
}

#[test]
fn metadata_leave_without_touching_the_picture_data() {
    let plain = jpeg(&quarters(400, 300), 90);
    let file = with_segments(
        &plain,
        &[
            exif_segment(1, true),
            xmp(),
            segment(0xED, b"Photoshop 3.0\0caption"),
            segment(0xFE, b"a comment"),
            segment(0xE2, b"MPF\0more pictures"),
        ],
    );
    let file = [file, b"trailing film of the moment before".to_vec()].concat();
    let inspection = inspect(&file, Some("jpeg"), Choice::default(), &OTHER);
    let recipe = inspection.recipe.unwrap();
    assert_eq!(recipe.encoding, Encoding::Keep);
    assert_eq!(inspection.fixes, [Fix::MetadataRemoved { gps: true }]);
    let page = build(&file, &recipe, &OTHER).unwrap();
    for trace in [&b"Exif"[..], b"http://ns.adobe.com", b"Photoshop", b"comment", b"MPF", b"trailing", b"GPS"] {
        assert!(!has(&page.bytes, trace), "{:?} is still there", String::from_utf8_lossy(trace));
    }
    assert_eq!(picture_data(&page.bytes), picture_data(&plain), "tables and coefficients are the camera's own");
    assert_eq!(page.bytes.as_slice(), plain, "what the encoder wrote, and nothing else");
}

#[test]
fn a_clean_file_is_sent_byte_for_byte() {
    for file in [jpeg(&quarters(300, 200), 90), png(quarters(60, 40))] {
        let inspection = inspect(&file, None, Choice::default(), &OTHER);
        assert_eq!(inspection.fixes, []);
        assert_eq!(build(&file, &inspection.recipe.unwrap(), &OTHER).unwrap().bytes.as_slice(), file);
    }
}

#[test]
fn jfif_adobe_and_colour_profiles_stay_but_thumbnails_go() {
    let plain = jpeg(&quarters(200, 160), 90);
    // Replace the encoder's JFIF header (18 bytes) by one with a thumbnail of 2 by 1.
    assert_eq!(&plain[2..4], [0xFF, 0xE0]);
    let jfif = segment(0xE0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\x02\x01THUMBS");
    let icc = segment(0xE2, b"ICC_PROFILE\0\x01\x01profile");
    let adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01");
    let file = [&plain[..2], &jfif, &icc, &adobe, &segment(0xE0, b"JFXX\0\x10thumb"), &plain[20..]].concat();
    let inspection = inspect(&file, None, Choice::default(), &OTHER);
    let page = build(&file, &inspection.recipe.unwrap(), &OTHER).unwrap();
    assert!(has(&page.bytes, b"JFIF\0\x01\x02\x01\0\x48\0\x48\0\0\xFF"), "density stays, the thumbnail has no size");
    assert!(!has(&page.bytes, b"THUMBS") && !has(&page.bytes, b"JFXX"));
    assert!(has(&page.bytes, b"ICC_PROFILE") && has(&page.bytes, b"Adobe"), "colours stay as they were meant");
    assert_eq!(picture_data(&page.bytes), picture_data(&file));
    pixels(&page.bytes);
}

#[test]
fn png_text_exif_time_and_private_chunks_go() {
    let plain = png(quarters(200, 100));
    let file = with_chunks(
        &plain,
        &[
            chunk(b"gAMA", &45_455_u32.to_be_bytes()),
            chunk(b"tEXt", b"Author\0Jean Moreau"),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLongitude='2E'/>"),
            chunk(b"eXIf", &tiff(1, false)),
            chunk(b"tIME", &[7, 234, 11, 24, 10, 42, 0]),
            chunk(b"prVt", b"secret"),
        ],
    );
    let file = [file, b"after the end".to_vec()].concat();
    let inspection = inspect(&file, Some("png"), Choice::default(), &ANY);
    assert_eq!(inspection.fixes, [Fix::MetadataRemoved { gps: true }]);
    let page = build(&file, &inspection.recipe.unwrap(), &ANY).unwrap();
    let expected = with_chunks(&plain, &[chunk(b"gAMA", &45_455_u32.to_be_bytes())]);
    assert_eq!(page.bytes.as_slice(), expected, "header, gamma and pixels, byte for byte");
}

#[test]
fn a_place_is_told_apart_from_other_metadata() {
    let plain = jpeg(&quarters(200, 160), 90);
    let gps = |segments: &[Vec<u8>]| inspect(&with_segments(&plain, segments), None, Choice::default(), &OTHER).fixes;
    assert_eq!(gps(&[exif_segment(1, false)]), [Fix::MetadataRemoved { gps: false }]);
    assert_eq!(gps(&[exif_segment(1, true)]), [Fix::MetadataRemoved { gps: true }]);
    assert_eq!(gps(&[xmp()]), [Fix::MetadataRemoved { gps: true }]);
}
