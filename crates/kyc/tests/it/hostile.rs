use std::sync::LazyLock;

use kyc::{Choice, FileRules, FindingCode, build, fuzz_entry::fuzz_inspect, inspect, picture_of, sniff};
use proptest::prelude::*;

use crate::files::*;

#[test]
fn truncated_pictures_are_damaged() {
    for file in [jpeg(&quarters(300, 200), 90), png(quarters(300, 200))] {
        for cut in [12, 40, file.len() / 2, file.len() - 1] {
            let inspection = inspect(&file[..cut], None, Choice::default(), &ANY);
            assert!(inspection.findings.contains(&FindingCode::Damaged.into()), "cut at {cut} of {}", file.len());
        }
    }
}

#[test]
fn declared_pixels_are_checked_before_anything_is_reserved() {
    let mut file = png(quarters(20, 20));
    let header = [50_000_u32.to_be_bytes(), 50_000_u32.to_be_bytes()].concat();
    file[16..24].copy_from_slice(&header);
    let expected = FindingCode::TooManyPixels { pixels: 2_500_000_000, max: kyc::MAX_PIXELS };
    assert!(inspect(&file, None, Choice::default(), &ANY).findings.contains(&expected.into()));

    let mut file = jpeg(&quarters(20, 20), 90);
    let frame = file.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    file[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    let expected = FindingCode::TooManyPixels { pixels: 65_535 * 65_535, max: kyc::MAX_PIXELS };
    assert!(inspect(&file, None, Choice::default(), &ANY).findings.contains(&expected.into()));
    file[frame + 5..frame + 9].copy_from_slice(&[0; 4]);
    assert!(inspect(&file, None, Choice::default(), &ANY).findings.contains(&FindingCode::Damaged.into()));
}

#[test]
fn a_few_kilobytes_cannot_ask_for_hours() {
    let mut encoder_output = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut encoder_output, 50);
    encoder.set_progressive(true);
    encoder.encode(&[128; 64 * 64], 64, 64, jpeg_encoder::ColorType::Luma).unwrap();
    let mut file = encoder_output;
    assert!(!inspect(&file, None, Choice::default(), &ANY).is_blocked(), "progressive pictures are fine");
    // Declare 9,000 by 9,000 pixels and repeat the last scan a hundred times.
    let frame = file.windows(2).position(|w| w == [0xFF, 0xC2]).unwrap();
    file[frame + 5..frame + 9].copy_from_slice(&[0x23, 0x28, 0x23, 0x28]);
    let last = file.windows(2).rposition(|w| w == [0xFF, 0xDA]).unwrap();
    let end = file.len() - 2;
    let scan = file[last..end].to_vec();
    file.splice(end..end, scan.repeat(100));
    assert!(inspect(&file, None, Choice::default(), &ANY).findings.contains(&FindingCode::TooComplex.into()));
}

#[test]
fn unusual_jpegs_are_told_from_damaged_ones() {
    let mut file = jpeg(&quarters(20, 20), 90);
    let frame = file.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    file[frame + 1] = 0xC9;
    assert!(inspect(&file, None, Choice::default(), &ANY).findings.contains(&FindingCode::UnusualEncoding.into()));
}

#[test]
fn a_recipe_for_another_file_is_refused() {
    let straight = jpeg(&quarters(60, 40), 90);
    let recipe = inspect(&straight, None, Choice::default(), &ANY).recipe.unwrap();
    let turned = with_segments(&straight, &[exif_segment(6, false)]);
    assert_eq!(build(&turned, &recipe, &ANY).unwrap_err(), kyc::BuildError::RecipeDoesNotFit);
    let tight = FileRules { min_bytes: 1, max_bytes: 10, max_files: 5 };
    assert!(matches!(build(&straight, &recipe, &tight), Err(kyc::BuildError::OutsideLimits { .. })));
}

static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    vec![
        with_segments(&jpeg(&quarters(48, 32), 80), &[exif_segment(6, true)]),
        with_chunks(&png(quarters(24, 16)), &[chunk(b"eXIf", &tiff(5, true)), chunk(b"tEXt", b"a\0b")]),
        pdf(2),
        pdf(0),
    ]
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(data in proptest::collection::vec(any::<u8>(), 0..600)) {
        sniff(&data);
        fuzz_inspect(&data);
        assert!(picture_of(&data, 32).is_err(), "random bytes are no picture");
    }

    #[test]
    fn bytes_behind_a_true_beginning_are_survived(
        kind in 0..3_usize,
        data in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let start: &[u8] = [&b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1A\n", b"%PDF-1.7\n"][kind];
        fuzz_inspect(&[start, &data].concat());
    }

    #[test]
    fn damaged_files_are_survived(
        seed in 0..4_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut file = SEEDS[seed].clone();
        for (at, value) in changes {
            let at = at.index(file.len());
            file[at] = value;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        fuzz_inspect(&file);
        if let Ok(shown) = picture_of(&file, 48) {
            prop_assert!(shown.width <= 48 && shown.height <= 48);
        }
    }
}
