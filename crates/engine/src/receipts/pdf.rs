//! The file of a receipt (ISO 32000-1). Each letter in it has a number of its own, so that what is copied is what was
//! written; what the face lacks is drawn as its number in Unicode and told as itself (§14.9.4, replacement text).

use std::collections::{BTreeMap, BTreeSet};

use model::UnixSeconds;
use pdf_writer::{
    Content, Date, Finish, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use time::OffsetDateTime;

use super::{
    face::Face,
    page::{HEIGHT, Ink, Run, Sheet, Sign, WIDTH},
};

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const FONT: Ref = Ref::new(3);
const DESCENDANT: Ref = Ref::new(4);
const DESCRIPTOR: Ref = Ref::new(5);
const FONT_FILE: Ref = Ref::new(6);
const UNICODE: Ref = Ref::new(7);
const GLYPHS: Ref = Ref::new(8);
const INFO: Ref = Ref::new(9);
/// A page and its content follow each other from here on.
const FIRST_PAGE: i32 = 10;

/// What the page calls the face.
const FACE: Name<'static> = Name(b"F");
/// The six letters say that it is a part of the face (§9.6.4).
const FACE_NAME: Name<'static> = Name(b"MGROVE+Inter-Regular");
/// A thousandth of the size is what widths are told in (§9.2.4).
const UNITS: f32 = 1_000.0;

/// What the file says of itself.
pub(super) struct About<'a> {
    pub(super) title: &'a str,
    /// BCP 47.
    pub(super) language: &'a str,
    pub(super) made_at: UnixSeconds,
}

/// The file; `None` if the face cannot be taken apart.
pub(super) fn written(face: &Face, sheets: &[Sheet], about: &About<'_>) -> Option<Vec<u8>> {
    let signs = sheets.iter().flat_map(|sheet| &sheet.runs).flat_map(|run| &run.signs);
    let letters: BTreeSet<char> = signs.flat_map(|sign| sign.drawn().chars().collect::<Vec<_>>()).collect();
    // 0 stands for what is missing.
    let numbers: BTreeMap<char, u16> = letters.iter().copied().zip(1..).collect();
    let mut pdf = Pdf::new();
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES).lang(TextStr(about.language));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
    info(&mut pdf, about);

    let pages: Vec<(Ref, Ref)> =
        (FIRST_PAGE..).step_by(2).map(|id| (Ref::new(id), Ref::new(id + 1))).take(sheets.len()).collect();
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(PAGES).kids(pages.iter().map(|(page, _)| *page)).count(count);
    for ((id, content), sheet) in pages.iter().zip(sheets) {
        let mut page = pdf.page(*id);
        page.parent(PAGES).media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).contents(*content);
        page.resources().fonts().pair(FACE, FONT);
        page.finish();
        pdf.stream(*content, &drawn(sheet, &numbers));
    }
    font(&mut pdf, face, &numbers)?;
    Some(pdf.finish())
}

fn info(pdf: &mut Pdf, about: &About<'_>) {
    let mut info = pdf.document_info(INFO);
    info.title(TextStr(about.title)).creator(TextStr("Mangrove")).producer(TextStr("Mangrove"));
    if let Ok(at) = OffsetDateTime::from_unix_timestamp(about.made_at.0) {
        let date = Date::new(u16::try_from(at.year()).unwrap_or_default()).month(at.month().into()).day(at.day());
        let date = date.hour(at.hour()).minute(at.minute()).second(at.second());
        info.creation_date(date.utc_offset_hour(0).utc_offset_minute(0));
    }
}

/// What is drawn on a page.
fn drawn(sheet: &Sheet, numbers: &BTreeMap<char, u16>) -> Vec<u8> {
    let mut content = Content::new();
    content.set_line_width(0.5).set_stroke_gray(0.75);
    for rule in &sheet.rules {
        let left = sheet.runs.iter().map(|run| run.x).fold(WIDTH, f32::min);
        content.move_to(left, HEIGHT - rule).line_to(WIDTH - left, HEIGHT - rule).stroke();
    }
    for run in &sheet.runs {
        text(&mut content, run, numbers);
    }
    content.finish().to_vec()
}

fn text(content: &mut Content, run: &Run, numbers: &BTreeMap<char, u16>) {
    let show = |content: &mut Content, signs: &[Sign]| {
        let letters: String = signs.iter().map(Sign::drawn).collect();
        let codes = letters.chars().map(|letter| numbers.get(&letter).copied().unwrap_or_default());
        let bytes: Vec<u8> = codes.flat_map(u16::to_be_bytes).collect();
        content.show(Str(&bytes));
    };
    let gray = |ink| if ink == Ink::Full { 0.1 } else { 0.4 };
    content.begin_text().set_font(FACE, run.size).set_text_matrix([1.0, 0.0, 0.0, 1.0, run.x, HEIGHT - run.y]);
    for signs in run.signs.chunk_by(|one, next| one.number.is_some() == next.number.is_some()) {
        if signs.iter().any(|sign| sign.number.is_some()) {
            let text: String = signs.iter().map(|sign| sign.letter).collect();
            content.begin_marked_content_with_properties(Name(b"Span")).properties().actual_text(TextStr(&text));
            content.set_fill_gray(gray(Ink::Quiet));
            show(content, signs);
            content.end_marked_content();
        } else {
            content.set_fill_gray(gray(run.ink));
            show(content, signs);
        }
    }
    content.end_text();
}

/// The part of the face that is used, and which of its letters each number is.
fn font(pdf: &mut Pdf, face: &Face, numbers: &BTreeMap<char, u16>) -> Option<()> {
    let part = face.part(numbers.keys().copied())?;
    let system =
        |ordering: &'static [u8]| SystemInfo { registry: Str(b"Adobe"), ordering: Str(ordering), supplement: 0 };
    pdf.type0_font(FONT)
        .base_font(FACE_NAME)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(DESCENDANT)
        .to_unicode(UNICODE);

    let mut descendant = pdf.cid_font(DESCENDANT);
    descendant.subtype(CidFontType::Type2).base_font(FACE_NAME).system_info(system(b"Identity"));
    descendant.font_descriptor(DESCRIPTOR).default_width(0.0).cid_to_gid_map_stream(GLYPHS);
    let widths = numbers.keys().map(|letter| face.letter(*letter).map_or(0.0, |letter| letter.width * UNITS));
    descendant.widths().consecutive(1, widths);
    descendant.finish();

    let (metrics, per) = (&face.metrics, UNITS / face.em());
    let bounds = metrics.bounds.unwrap_or_default();
    pdf.font_descriptor(DESCRIPTOR)
        .name(FACE_NAME)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(bounds.x_min * per, bounds.y_min * per, bounds.x_max * per, bounds.y_max * per))
        .italic_angle(0.0)
        .ascent(metrics.ascent * per)
        .descent(metrics.descent * per)
        .cap_height(metrics.cap_height.unwrap_or(metrics.ascent) * per)
        // Required, and used by no reader that has the font itself.
        .stem_v(80.0)
        .font_file2(FONT_FILE);
    let length = i32::try_from(part.font.len()).ok()?;
    pdf.stream(FONT_FILE, &part.font).pair(Name(b"Length1"), length);

    let glyphs: Vec<u8> = std::iter::once(0).chain(part.glyphs).flat_map(u16::to_be_bytes).collect();
    pdf.stream(GLYPHS, &glyphs);
    let mut unicode = UnicodeCmap::new(Name(b"Adobe-Identity-UCS"), system(b"UCS"));
    for (letter, number) in numbers {
        unicode.pair(*number, *letter);
    }
    pdf.cmap(UNICODE, &unicode.finish());
    Some(())
}
