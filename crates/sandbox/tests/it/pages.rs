//! Pages (users-verification.md §3.4) and what is kept of them.

use serde_json::{Value, json};

use crate::kit::{Site, jpeg, pdf};

async fn document(site: &Site, kind: &str) -> (String, String) {
    let user = site.owner().await;
    let document = site.document(&user, kind, None).await;
    (user, document)
}

#[tokio::test]
async fn sizes() {
    let site = Site::plain().await;
    for (kind, size, status) in [
        ("IDENTITY_PROOF", 31_999, 400),
        ("IDENTITY_PROOF", 32_000, 204),
        ("ADDRESS_PROOF", 999, 400),
        ("ADDRESS_PROOF", 1_000, 204),
        ("IDENTITY_PROOF", 7_500_000, 204),
        // 10,000,000 characters hold 7,500,000 bytes.
        ("IDENTITY_PROOF", 7_500_001, 413),
        ("IDENTITY_PROOF", 9_000_000, 413),
    ] {
        let (user, document) = document(&site, kind).await;
        let got = site.page(&user, &document, &pdf(size)).await;
        assert_eq!(got.status, status, "{kind} of {size} bytes: {}", got.body);
    }
}

#[tokio::test]
async fn at_most_five() {
    let site = Site::plain().await;
    let (user, document) = document(&site, "ADDRESS_PROOF").await;
    for n in 0..5 {
        assert_eq!(site.page(&user, &document, &pdf(1_000 + n)).await.status, 204);
    }
    assert_eq!(site.page(&user, &document, &pdf(2_000)).await.status, 400);
}

#[tokio::test]
async fn contents() {
    let site = Site::plain().await;
    let (user, document) = document(&site, "ADDRESS_PROOF").await;
    let path = format!("/users/{user}/kyc/documents/{document}/pages");
    let mut gif = b"GIF89a".to_vec();
    gif.resize(5_000, 0);
    assert_eq!(site.page(&user, &document, &gif).await.status, 400);
    assert_eq!(site.page(&user, &document, &vec![b'x'; 5_000]).await.status, 400);
    for file in [json!(""), json!("not Base64!"), json!("data:image/png;base64,AAAA"), Value::Null, json!(5)] {
        let got = site.post(&path, json!({ "File": file })).await;
        assert_eq!((got.status, got.body["errors"]["File"].is_string()), (400, true), "{file}");
    }
    assert_eq!(site.post(&path, json!({})).await.status, 400);
    let got = site.post(&format!("/users/{user}/kyc/documents/kyc_none/pages"), json!({ "File": "AAAA" })).await;
    assert!(got.status == 404 || got.status == 400);
    assert_eq!(site.control.dump()["documents"][0]["pages"], json!([]));
}

#[tokio::test]
async fn what_is_kept_of_an_image() {
    let site = Site::plain().await;
    let (user, document) = document(&site, "IDENTITY_PROOF").await;
    let plain = jpeg(640, 400);
    assert_eq!(site.page(&user, &document, &plain).await.status, 204);
    let turned = with_exif(&plain, 6);
    assert_eq!(site.page(&user, &document, &turned).await.status, 204);
    let dump = site.control.dump();
    let pages = dump["documents"][0]["pages"].as_array().unwrap();
    let first = &pages[0];
    assert_eq!((&first["format"], &first["width"], &first["height"]), (&json!("JPEG"), &json!(640), &json!(400)));
    assert_eq!(
        (&first["size"], &first["exif"], &first["orientation"]),
        (&json!(plain.len()), &json!(false), &json!(1))
    );
    assert_eq!(first["blake3"], json!(blake3::hash(&plain).to_hex().to_string()));
    let luma: Vec<u8> =
        (0..64).map(|n| u8::from_str_radix(&first["luma"].as_str().unwrap()[n * 2..n * 2 + 2], 16).unwrap()).collect();
    assert!(luma[0] < 90 && luma[7] > 180 && luma[56] < 90 && luma[63] > 180, "dark left, light right: {luma:?}");
    assert_eq!((&pages[1]["exif"], &pages[1]["orientation"]), (&json!(true), &json!(6)));
    let text = dump.to_string();
    assert!(text.len() < 20_000, "the state holds measures, never the page: {} characters", text.len());
}

/// The JPEG with an EXIF segment that holds one entry, the orientation.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}
