use kyc::{Choice, Encoding, Fix, QuarterTurns, build, inspect};

use crate::files::*;

/// Puts an upright picture the way a camera with this orientation stores it.
fn as_stored(upright: &image::RgbImage, orientation: u16) -> image::RgbImage {
    use image::imageops::{flip_horizontal, flip_vertical, rotate90, rotate180, rotate270};
    match orientation {
        2 => flip_horizontal(upright),
        3 => rotate180(upright),
        4 => flip_vertical(upright),
        5 => flip_horizontal(&rotate90(upright)),
        6 => rotate270(upright),
        7 => flip_horizontal(&rotate270(upright)),
        8 => rotate90(upright),
        _ => upright.clone(),
    }
}

fn assert_upright(bytes: &[u8], width: u32, height: u32, case: &str) {
    let picture = pixels(bytes);
    assert_eq!(picture.dimensions(), (width, height), "{case}");
    let places = [(8, 8), (width - 8, 8), (8, height - 8), (width - 8, height - 8)];
    for ((x, y), colour) in places.into_iter().zip(CORNERS) {
        let found = picture.get_pixel(x, y).0;
        let near = found.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 40);
        assert!(near, "{case}: ({x}, {y}) is {found:?}, not {colour:?}");
    }
}

#[test]
fn every_exif_orientation_is_sent_upright() {
    let upright = quarters(160, 96);
    for orientation in 1..=8 {
        let stored = jpeg(&as_stored(&upright, orientation), 95);
        let file = with_segments(&stored, &[exif_segment(orientation, true)]);
        let inspection = inspect(&file, Some("jpg"), Choice::default(), &ANY);
        let recipe = inspection.recipe.expect("a photo can be sent");
        let page = build(&file, &recipe, &ANY).unwrap();
        assert_upright(&page.bytes, 160, 96, &format!("orientation {orientation}"));
        assert!(!has(&page.bytes, b"Exif"), "orientation {orientation}: the note would turn it a second time");
        let turned = inspection.fixes.iter().any(|fix| matches!(fix, Fix::Turned { .. }));
        assert_eq!(turned, orientation != 1, "orientation {orientation}: turning is never silent");
        assert_eq!(recipe.encoding == Encoding::Keep, orientation == 1, "orientation {orientation}");
    }
}

#[test]
fn a_png_with_an_orientation_stays_a_lossless_png() {
    let upright = quarters(120, 90);
    for orientation in 1..=8 {
        let stored = png(as_stored(&upright, orientation));
        let file = with_chunks(&stored, &[chunk(b"eXIf", &tiff(orientation, true))]);
        let inspection = inspect(&file, Some("png"), Choice::default(), &ANY);
        let page = build(&file, &inspection.recipe.unwrap(), &ANY).unwrap();
        assert_eq!(pixels(&page.bytes), upright, "orientation {orientation}: same pixels, upright");
        assert_eq!(page.format, kyc::Format::Png);
        assert!(!has(&page.bytes, b"eXIf"));
    }
}

#[test]
fn turns_by_hand_come_on_top_and_can_cancel_the_camera() {
    let upright = quarters(160, 96);
    let file = with_segments(&jpeg(&as_stored(&upright, 6), 95), &[exif_segment(6, false)]);
    let choose = |auto_orient, turns| Choice { auto_orient, turns: QuarterTurns::new(turns) };

    let once = inspect(&file, None, choose(true, 1), &ANY).recipe.unwrap();
    assert_eq!(build(&file, &once, &ANY).unwrap().width, 96, "upright and a quarter more lies on its side");

    let undone = inspect(&file, None, choose(false, 0), &ANY);
    assert_eq!(undone.recipe.unwrap().encoding, Encoding::Keep, "not following the note moves nothing");
    assert_eq!(build(&file, &undone.recipe.unwrap(), &ANY).unwrap().width, 96, "as stored");

    let by_hand = inspect(&file, None, choose(false, 1), &ANY).recipe.unwrap();
    assert_upright(&build(&file, &by_hand, &ANY).unwrap().bytes, 160, 96, "turned by hand");

    let full_circle = inspect(&file, None, choose(true, 3), &ANY);
    assert_eq!(full_circle.recipe.unwrap().encoding, Encoding::Keep, "a full circle needs no new encoding");
}

#[test]
fn the_turn_that_was_made_is_told_in_degrees() {
    let file = with_segments(&jpeg(&quarters(160, 96), 95), &[exif_segment(8, false)]);
    let fixes = inspect(&file, None, Choice::default(), &ANY).fixes;
    assert!(fixes.contains(&Fix::Turned { degrees: 270, mirrored: false }), "{fixes:?}");
}
