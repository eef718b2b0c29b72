//! Sharpness, glare and the frame, on pictures made for it.

use image::{Rgb, RgbImage, imageops};
use kyc::{CORNERS, Choice, FindingCode, MAX_GLARE, MIN_SHARPNESS, inspect};

use crate::files::*;

fn found(picture: &RgbImage) -> Vec<FindingCode> {
    let file = jpeg(picture, 92);
    inspect(&file, None, Choice::default(), &ANY).findings.into_iter().map(|finding| finding.code).collect()
}

fn sharpness(picture: &RgbImage) -> u32 {
    let measured = found(picture).into_iter().find_map(|code| match code {
        FindingCode::Blurred { sharpness, .. } | FindingCode::SharpOk { sharpness, .. } => Some(sharpness),
        _ => None,
    });
    measured.expect("there is something on it")
}

fn glare(picture: &RgbImage) -> u32 {
    let measured = found(picture).into_iter().find_map(|code| match code {
        FindingCode::Glare { percent, .. } | FindingCode::GlareOk { percent, .. } => Some(percent),
        _ => None,
    });
    measured.expect("glare is always measured")
}

fn corners(picture: &RgbImage) -> u32 {
    let measured = found(picture).into_iter().find_map(|code| match code {
        FindingCode::CutOff { corners } | FindingCode::CornersOk { corners } => Some(corners),
        _ => None,
    });
    measured.expect("the frame is always looked at")
}

/// White where the ellipse around the middle of the portrait lies, with a soft edge as light has it.
fn lit(picture: &RgbImage, across: f32, down: f32) -> RgbImage {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let (dx, dy) = (x as f32 / width - 0.3, y as f32 / height - 0.45);
        let far = (dx / across).hypot(dy / down);
        let light = ((1.15 - far) / 0.15).clamp(0.0, 1.0);
        Rgb(picture.get_pixel(x, y).0.map(|value| (f32::from(value) + (255.0 - f32::from(value)) * light) as u8))
    })
}

#[test]
fn a_blurred_photo_is_told_from_a_sharp_one_at_every_size() {
    for (width, height) in [(1_400, 1_050), (2_800, 2_100), (4_000, 3_000)] {
        let sharp = card(width, height);
        assert!(sharpness(&sharp) >= 2 * MIN_SHARPNESS, "{width}: {}", sharpness(&sharp));
        // A smear of about a four-hundredth of the width.
        let blurred = imageops::fast_blur(&sharp, width as f32 / 400.0);
        assert!(sharpness(&blurred) < MIN_SHARPNESS, "{width}: {}", sharpness(&blurred));
        let predicted: Vec<_> = found(&blurred).iter().filter_map(FindingCode::predicts).collect();
        assert_eq!(predicted, ["009004"], "{width}");
    }
}

#[test]
fn grain_does_not_make_a_blurred_photo_sharp() {
    let mut grain = noise(21);
    let mut blurred = imageops::fast_blur(&card(1_400, 1_050), 4.0);
    for pixel in blurred.pixels_mut() {
        pixel.0 = pixel.0.map(|value| value.saturating_add(grain() % 24));
    }
    assert!(sharpness(&blurred) < MIN_SHARPNESS, "{}", sharpness(&blurred));
}

#[test]
fn an_empty_sheet_with_a_shadow_is_neither_sharp_nor_blurred() {
    let sheet = RgbImage::from_fn(1_200, 1_200, |x, y| Rgb([120 + ((x + y) / 20) as u8; 3]));
    let blurred = found(&sheet).into_iter().any(|code| matches!(code, FindingCode::Blurred { .. }));
    assert!(!blurred, "{:?}", found(&sheet));
}

#[test]
fn a_patch_of_light_is_glare_and_white_paper_is_not() {
    let photo = card(1_400, 1_050);
    assert_eq!(glare(&photo), 0);
    let hit = lit(&photo, 0.12, 0.16);
    assert!(glare(&hit) > MAX_GLARE, "{}", glare(&hit));
    assert!(found(&hit).iter().any(|code| code.predicts() == Some("009006")));
    // White paper: a scan to its edges, and a sheet on a table.
    let scan = RgbImage::from_fn(1_240, 1_754, |x, y| {
        let print = (150..1_100).contains(&x) && (200..1_500).contains(&y) && (y / 16) % 3 == 0 && (x / 5) % 3 != 0;
        if print { Rgb([40, 40, 44]) } else { Rgb([255, 255, 255]) }
    });
    assert_eq!(glare(&scan), 0);
    let sheet = RgbImage::from_fn(1_600, 1_200, |x, y| {
        let paper = (100..1_500).contains(&x) && (100..1_100).contains(&y);
        if paper { Rgb([255, 255, 254]) } else { Rgb([90, 70, 60]) }
    });
    assert_eq!(glare(&sheet), 0);
    // A white field printed on a card has corners; light has none.
    let mut field = photo.clone();
    for (x, y) in (200..600).flat_map(|x| (400..700).map(move |y| (x, y))) {
        field.put_pixel(x, y, Rgb([255, 255, 255]));
    }
    assert_eq!(glare(&field), 0);
}

#[test]
fn what_crosses_the_frame_costs_its_corners() {
    let photo = card(1_400, 1_050);
    assert_eq!(corners(&photo), CORNERS);
    let (width, height) = photo.dimensions();
    // Cut at the right: the card's upper and lower edge run out of the picture there.
    let right = imageops::crop_imm(&photo, 0, 0, width * 7 / 10, height).to_image();
    assert_eq!(corners(&right), 2);
    let inside = imageops::crop_imm(&photo, width / 3, height / 3, width / 3, height / 3).to_image();
    assert!(corners(&inside) < CORNERS, "only print is left");
    assert!(found(&right).iter().any(|code| code.predicts() == Some("009005")));
}

#[test]
fn light_that_falls_off_slowly_is_no_edge() {
    let photo = card(1_400, 1_050);
    let shaded = RgbImage::from_fn(1_400, 1_050, |x, y| {
        let light = 400 + 600 * (x + y) / 2_450;
        Rgb(photo.get_pixel(x, y).0.map(|value| (u32::from(value) * light / 1_000) as u8))
    });
    assert_eq!(corners(&shaded), CORNERS);
}
