//! PDF as another program reads it: with lopdf, which writes none of ours.

use std::collections::BTreeMap;

use lopdf::{Document, Object, decode_text_string};

/// A text object of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Where it begins, in points from the left edge.
    pub x: f32,
    /// What is copied from it: the letters, and replacement text where there is some.
    pub text: String,
}

/// The texts of each page, in the order in which they are drawn.
pub fn pages(bytes: &[u8]) -> Vec<Vec<Drawn>> {
    let pdf = Document::load_mem(bytes).unwrap();
    pdf.get_pages().into_values().map(|page| texts(&pdf, page)).collect()
}

/// What the file calls itself.
pub fn title(bytes: &[u8]) -> String {
    let pdf = Document::load_mem(bytes).unwrap();
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    decode_text_string(pdf.get_dictionary(info).unwrap().get(b"Title").unwrap()).unwrap()
}

fn texts(pdf: &Document, page: lopdf::ObjectId) -> Vec<Drawn> {
    let fonts: BTreeMap<_, _> = pdf
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, font.get_font_encoding(pdf).unwrap()))
        .collect();
    let (mut all, mut font, mut replaced) = (Vec::<Drawn>::new(), None, false);
    for operation in pdf.get_and_decode_page_content(page).unwrap().operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BT" => all.push(Drawn { x: 0.0, text: String::new() }),
            "Tm" => all.last_mut().unwrap().x = operands[4].as_float().unwrap(),
            "Tf" => font = fonts.get(operands[0].as_name().unwrap()),
            "BDC" => {
                let text = operands[1].as_dict().unwrap().get(b"ActualText").unwrap();
                all.last_mut().unwrap().text.push_str(&decode_text_string(text).unwrap());
                replaced = true;
            }
            "EMC" => replaced = false,
            "Tj" if !replaced => {
                let text = Document::decode_text(font.unwrap(), operands[0].as_str().unwrap()).unwrap();
                all.last_mut().unwrap().text.push_str(&text);
            }
            _ => {}
        }
    }
    all
}
