use image::{GrayImage, ImageBuffer, Luma, Rgb, Rgba, RgbaImage};
use kyc::{Choice, FindingCode, Severity, inspect};

use crate::files::*;

fn codes(file: &[u8]) -> Vec<FindingCode> {
    inspect(file, None, Choice::default(), &ANY).findings.into_iter().map(|f| f.code).collect()
}

#[test]
fn a_good_photo_gets_only_good_marks() {
    let file = jpeg(&card(1_400, 1_050), 90);
    let inspection = inspect(&file, Some("jpg"), Choice::default(), &IDENTITY);
    assert!(inspection.findings.iter().all(|f| f.severity == Severity::Good), "{:?}", inspection.findings);
    assert!(inspection.findings.contains(&FindingCode::ColourOk.into()));
    assert!(inspection.findings.contains(&FindingCode::PixelsOk { width: 1_400, height: 1_050, min: 1_000 }.into()));
}

#[test]
fn few_pixels_warn() {
    let found = codes(&jpeg(&quarters(1_600, 999), 90));
    assert!(found.contains(&FindingCode::LowResolution { short_side: 999, min: 1_000 }));
}

#[test]
fn dark_blank_and_colourless_pictures_warn() {
    let mut grain = noise(5);
    let dark = image::RgbImage::from_fn(300, 300, |x, _| Rgb([grain() % 20 + (x / 12) as u8, grain() % 25, 10]));
    assert!(codes(&png(dark)).iter().any(|c| matches!(c, FindingCode::TooDark { .. })));

    let blank = image::RgbImage::from_pixel(300, 300, Rgb([250, 249, 247]));
    assert!(codes(&png(blank)).contains(&FindingCode::Blank));

    let mut grain = noise(6);
    let grey = GrayImage::from_fn(300, 300, |_, _| Luma([grain()]));
    let as_jpeg = jpeg(&image::DynamicImage::from(grey.clone()).to_rgb8(), 90);
    assert!(codes(&png(grey)).contains(&FindingCode::Colourless));
    assert!(codes(&as_jpeg).contains(&FindingCode::Colourless), "grey stored as colour is grey");

    let fax = GrayImage::from_fn(300, 300, |x, y| Luma([if (x / 7 + y / 5) % 2 == 0 { 255 } else { 0 }]));
    assert!(codes(&png(fax)).contains(&FindingCode::BlackAndWhite));
}

#[test]
fn deep_transparent_and_grey_pictures_can_be_turned() {
    let wide: ImageBuffer<Rgb<u16>, Vec<u16>> =
        ImageBuffer::from_fn(60, 40, |x, y| Rgb([x as u16 * 1_000, y as u16 * 1_000, 9]));
    let clear = RgbaImage::from_fn(60, 40, |x, _| Rgba([200, 10, 10, (x * 4) as u8]));
    let grey = GrayImage::from_fn(60, 40, |x, y| Luma([(x + y) as u8]));
    for file in [png(wide), png(clear), png(grey.clone())] {
        let file = with_chunks(&file, &[chunk(b"eXIf", &tiff(6, false))]);
        let (inspection, page) = kyc::prepare(&file, None, Choice::default(), &ANY);
        let page = page.unwrap_or_else(|| panic!("{:?}", inspection.findings));
        assert_eq!((page.width, page.height), (40, 60));
        assert_eq!(pixels(&page.bytes).dimensions(), (40, 60));
    }
    let mut bytes = Vec::new();
    grey.write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut bytes)).unwrap();
    let file = with_segments(&bytes, &[exif_segment(6, false)]);
    let page = kyc::prepare(&file, None, Choice::default(), &ANY).1.unwrap();
    assert_eq!((page.width, page.height), (40, 60), "a grey JPEG");
}

#[test]
fn a_cmyk_jpeg_is_sent_as_it_is_and_can_be_turned() {
    let ink: Vec<u8> = (0..200 * 100 * 4).map(|n| (n % 251) as u8).collect();
    let mut file = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut file, 90);
    encoder.encode(&ink, 200, 100, jpeg_encoder::ColorType::Cmyk).unwrap();
    let (inspection, page) = kyc::prepare(&file, None, Choice::default(), &ANY);
    assert_eq!(page.unwrap().bytes.as_slice(), file, "{:?}", inspection.findings);
    let turned = with_segments(&file, &[exif_segment(8, false)]);
    let page = kyc::prepare(&turned, None, Choice::default(), &ANY).1.unwrap();
    assert_eq!((page.width, page.height), (100, 200));
}

#[test]
fn a_moving_picture_is_sent_as_its_first_image() {
    let file = with_chunks(&png(quarters(60, 40)), &[chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])]);
    let (inspection, page) = kyc::prepare(&file, None, Choice::default(), &ANY);
    assert!(inspection.findings.contains(&FindingCode::Animated.into()));
    assert!(!has(&page.unwrap().bytes, b"acTL"));
}
