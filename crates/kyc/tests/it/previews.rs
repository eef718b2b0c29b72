use kyc::{Choice, FileRules, Which, inspect, picture_of, prepare, preview};

use crate::files::*;

#[test]
fn received_and_sent_show_before_and_after() {
    let file = with_segments(&jpeg(&quarters(400, 240), 92), &[exif_segment(6, true)]);
    let recipe = inspect(&file, None, Choice::default(), &ANY).recipe.unwrap();
    let before = preview(&file, &recipe, 200, Which::Received).unwrap();
    let after = preview(&file, &recipe, 200, Which::Sent).unwrap();
    assert_eq!((before.width, before.height), (200, 120), "as it lies in the file");
    assert_eq!((after.width, after.height), (120, 200), "as it is sent");
    assert!(!has(&before.bytes, b"Exif") && !has(&after.bytes, b"Exif"));
    let corner = pixels(&after.bytes).get_pixel(4, 4).0;
    let bottom_left = CORNERS[2];
    assert!(corner.iter().zip(bottom_left).all(|(a, b)| a.abs_diff(b) < 50), "{corner:?}: turned to the right");
}

#[test]
fn small_pictures_are_not_blown_up_and_pngs_show_too() {
    let file = png(quarters(60, 40));
    let recipe = inspect(&file, None, Choice::default(), &ANY).recipe.unwrap();
    let shown = preview(&file, &recipe, 800, Which::Sent).unwrap();
    assert_eq!((shown.width, shown.height), (60, 40));
    assert_eq!(pixels(&shown.bytes).dimensions(), (60, 40));
}

#[test]
fn the_first_page_of_a_pdf_is_drawn() {
    let (_, page) = prepare(&pdf(2), None, Choice::default(), &ANY);
    let shown = picture_of(&page.unwrap().bytes, 842).unwrap();
    assert_eq!(shown.height.abs_diff(842) + shown.width.abs_diff(595), 0);
    let picture = pixels(&shown.bytes);
    assert!(picture.get_pixel(100, 100).0.iter().all(|v| *v < 30), "the black square, upper left");
    assert!(picture.get_pixel(400, 100).0.iter().all(|v| *v > 225), "white paper beside it");
    let ink = picture.enumerate_pixels().filter(|(x, y, p)| *x > 90 && *y > 500 && p.0[0] < 128).count();
    assert!(ink > 100, "text in a standard font is drawn: {ink} dark pixels");
}

#[test]
fn what_is_sent_is_what_is_shown_after_scaling() {
    let rules = FileRules { min_bytes: 1_024, max_bytes: 30_000, max_files: 5 };
    let file = jpeg(&noisy(600, 400), 90);
    let recipe = inspect(&file, None, Choice::default(), &rules).recipe.unwrap();
    let shown = preview(&file, &recipe, 4_096, Which::Sent).unwrap();
    assert_eq!(Some(shown.width), recipe.long_edge, "the scaled page, not the original");
}
