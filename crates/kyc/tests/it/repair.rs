use std::time::Instant;

use kyc::{Choice, Encoding, FileRules, FindingCode, Fix, Format, build, inspect, prepare};

use crate::files::*;

#[test]
fn too_large_pictures_are_made_to_fit_and_the_fix_is_told() {
    let rules = FileRules { min_bytes: 32_768, max_bytes: 200_000, max_files: 5 };
    let file = jpeg(&noisy(1_400, 1_000), 95);
    assert!(file.len() as u64 > 4 * rules.max_bytes, "the case must need more than coarser steps");
    let (inspection, page) = prepare(&file, None, Choice::default(), &rules);
    let page = page.unwrap();
    assert!(page.size() <= rules.max_bytes && page.size() > rules.max_bytes / 2, "{} bytes", page.size());
    let scaled = inspection.fixes.iter().any(|fix| matches!(fix, Fix::Scaled { from_width: 1_400, .. }));
    assert!(scaled && inspection.fixes.contains(&Fix::Reencoded { format: Format::Jpeg }), "{:?}", inspection.fixes);
    let picture = pixels(&page.bytes);
    assert_eq!(picture.dimensions(), (page.width, page.height));
    assert!((f64::from(page.width) / f64::from(page.height) - 1.4).abs() < 0.01, "proportions stay");
}

#[test]
fn a_large_png_becomes_a_jpeg_before_it_loses_pixels() {
    let rules = FileRules { min_bytes: 1_024, max_bytes: 60_000, max_files: 5 };
    let file = png(quarters(600, 400));
    assert!(file.len() as u64 > rules.max_bytes);
    let (inspection, page) = prepare(&file, Some("png"), Choice::default(), &rules);
    let page = page.unwrap();
    assert_eq!((page.format, page.width, page.height), (Format::Jpeg, 600, 400));
    assert_eq!(inspection.fixes, [Fix::Reencoded { format: Format::Jpeg }]);
}

#[test]
fn the_minimum_holds_after_repair() {
    // 20 kB of thumbnail in the metadata: above the limit as received, below it as sent.
    let mut grain = noise(3);
    let thumbnail: Vec<u8> = (0..20_000).map(|_| grain()).collect();
    let plain = jpeg(&quarters(500, 400), 60);
    assert!((10_000..32_768).contains(&plain.len()), "{}", plain.len());
    let file = with_segments(&plain, &[segment(0xE5, &thumbnail)]);
    let rules = FileRules { min_bytes: plain.len() as u64 + 2_000, ..OTHER };
    assert!(file.len() as u64 > rules.min_bytes);
    let (inspection, page) = prepare(&file, None, Choice::default(), &rules);
    let page = page.expect("what we made too small ourselves is encoded more finely");
    assert!(page.size() >= rules.min_bytes);
    assert!(inspection.fixes.contains(&Fix::Reencoded { format: Format::Jpeg }));
    assert!(matches!(inspection.recipe.unwrap().encoding, Encoding::Jpeg { .. }));

    // Too small as received: not blown up.
    let blocked = inspect(&plain, None, Choice::default(), &IDENTITY);
    let bytes = plain.len() as u64;
    assert!(blocked.findings.iter().any(|f| f.code == FindingCode::TooSmall { bytes, min: 32_768 }));
    assert!(blocked.is_blocked() && blocked.recipe.is_none());
}

#[test]
fn the_limits_are_the_exact_bytes() {
    let file = jpeg(&quarters(300, 200), 90);
    let size = file.len() as u64;
    let exact = FileRules { min_bytes: size, max_bytes: size, max_files: 5 };
    assert!(!inspect(&file, None, Choice::default(), &exact).is_blocked());
    let over = FileRules { min_bytes: size + 1, ..OTHER };
    assert!(inspect(&file, None, Choice::default(), &over).is_blocked());
    let under = FileRules { min_bytes: 1, max_bytes: size - 1, max_files: 5 };
    assert_ne!(inspect(&file, None, Choice::default(), &under).fixes, [], "repaired, not refused");
}

#[test]
fn building_again_gives_the_same_bytes() {
    let rules = FileRules { min_bytes: 1_024, max_bytes: 40_000, max_files: 5 };
    let files = [
        jpeg(&noisy(500, 400), 90),
        with_segments(&jpeg(&quarters(300, 200), 90), &[exif_segment(6, true)]),
        png(noisy(300, 200)),
        with_chunks(&png(quarters(100, 80)), &[chunk(b"eXIf", &tiff(8, false))]),
    ];
    for file in files {
        let (inspection, page) = prepare(&file, None, Choice::default(), &rules);
        let recipe = inspection.recipe.unwrap().to_string().parse().unwrap();
        for _ in 0..2 {
            let again = build(&file, &recipe, &rules).unwrap();
            assert_eq!(again.bytes, page.as_ref().unwrap().bytes, "{recipe}");
            assert_eq!(Some(again.facts()), inspection.page, "{recipe}");
        }
        assert_eq!(*blake3::hash(&page.unwrap().bytes).as_bytes(), inspection.page.unwrap().hash);
    }
}

#[test]
fn a_photo_of_twelve_megapixels_takes_no_time() {
    let file = with_segments(&jpeg(&quarters(4_032, 3_024), 92), &[exif_segment(6, true)]);
    let start = Instant::now();
    let inspection = inspect(&file, Some("jpg"), Choice::default(), &IDENTITY);
    let inspected = start.elapsed();
    let page = build(&file, &inspection.recipe.unwrap(), &IDENTITY).unwrap();
    let took = start.elapsed();
    assert_eq!((page.width, page.height), (3_024, 4_032));
    assert!(took.as_secs() < 15, "inspecting took {inspected:?}, both {took:?}: the decoders are not optimised");
}
