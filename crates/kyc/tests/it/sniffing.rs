use kyc::{Choice, FindingCode, Format, FormatClass, inspect, sniff};

use crate::files::*;

fn heif(brand: &[u8; 4], compatible: &[u8; 4]) -> Vec<u8> {
    [b"\0\0\0\x18ftyp", brand.as_slice(), b"\0\0\0\0", compatible, b"mif1", &[0; 64]].concat()
}

#[test]
fn formats_are_told_by_content() {
    let bmp = [b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0".as_slice(), &40_u32.to_le_bytes(), &[0; 40]].concat();
    let cases: Vec<(Vec<u8>, Format)> = vec![
        (jpeg(&quarters(16, 16), 80), Format::Jpeg),
        (png(quarters(16, 16)), Format::Png),
        (pdf(1), Format::Pdf),
        ([b"\xEF\xBB\xBF\r\n".as_slice(), &pdf(1)].concat(), Format::Pdf),
        (heif(b"heic", b"heic"), Format::Heif),
        (heif(b"mif1", b"avif"), Format::Avif),
        (heif(b"avif", b"avif"), Format::Avif),
        ([b"RIFF\x10\0\0\0WEBPVP8 ".as_slice(), &[0; 16]].concat(), Format::WebP),
        (b"II*\0\x08\0\0\0".to_vec(), Format::Tiff),
        (b"MM\0*\0\0\0\x08".to_vec(), Format::Tiff),
        (bmp, Format::Bmp),
        (b"GIF89a\x01\0\x01\0".to_vec(), Format::Gif),
        (b"PK\x03\x04\x14\0\0\0\0\0photo.jpg".to_vec(), Format::Zip),
        (b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml".to_vec(), Format::Office),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(), Format::Office),
        (b"<!DOCTYPE html><html><body>404</body></html>".to_vec(), Format::Html),
        ("Procès-verbal, signé à Paris".as_bytes().to_vec(), Format::Text),
        (b"{\"Id\": \"user_m_01\"}".to_vec(), Format::Text),
        (Vec::new(), Format::Empty),
        (vec![0, 1, 2, 3, 250, 251], Format::Unknown),
        (b"BM, a well known maker of cars".to_vec(), Format::Text),
    ];
    for (bytes, expected) in cases {
        assert_eq!(sniff(&bytes), expected, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(24)]));
    }
}

#[test]
fn pictures_the_api_does_not_take_ask_for_conversion() {
    let inspection = inspect(&heif(b"heic", b"heic"), Some("heic"), Choice::default(), &IDENTITY);
    let codes: Vec<_> = inspection.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, [FindingCode::UnsupportedFormat { format: Format::Heif }]);
    assert_eq!(Format::Heif.class(), FormatClass::ConvertFirst);
    assert!(inspection.is_blocked() && inspection.recipe.is_none());
}

#[test]
fn other_files_are_no_documents() {
    for (bytes, expected) in [
        (&b""[..], FindingCode::Empty),
        (b"hello", FindingCode::NotADocument { format: Format::Text }),
        (b"<html></html>", FindingCode::NotADocument { format: Format::Html }),
        (b"PK\x03\x04", FindingCode::NotADocument { format: Format::Zip }),
    ] {
        let findings = inspect(bytes, None, Choice::default(), &OTHER).findings;
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [expected]);
    }
}

#[test]
fn a_renamed_file_is_noticed_and_still_sent_for_what_it_is() {
    let file = png(quarters(80, 60));
    for (extension, renamed) in [("jpg", true), ("PNG", false), (".png", false), ("", false), ("docx", true)] {
        let inspection = inspect(&file, Some(extension), Choice::default(), &ANY);
        let found = inspection.findings.iter().any(|f| f.code == FindingCode::Renamed { format: Format::Png });
        assert_eq!(found, renamed, "{extension:?}");
        assert!(!inspection.is_blocked());
    }
    let text = inspect(b"no photo at all", Some("jpg"), Choice::default(), &ANY);
    assert!(text.findings.iter().any(|f| f.code == FindingCode::Renamed { format: Format::Text }));
}
