//! The face of receipts: Inter with the letters of Europe. Which letters it has, how wide they are, and the part of it
//! that goes into a file.

use skrifa::{
    FontRef, MetadataProvider,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::{GlyphMetrics, Metrics},
};
use subsetter::GlyphRemapper;
use unicode_normalization::char::is_combining_mark;

/// Made as docs/decisions/0008-receipts.md says; its licence lies beside it.
static INTER: &[u8] = include_bytes!("../../fonts/inter-regular.ttf");

/// The face.
pub(super) struct Face {
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    pub(super) metrics: Metrics,
}

/// A letter of the face.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    /// Its glyph.
    pub(super) glyph: u16,
    /// Its width as a share of the size of the face.
    pub(super) width: f32,
}

/// The part of the face that some letters need.
pub(super) struct Part {
    /// The font.
    pub(super) font: Vec<u8>,
    /// The glyph of each letter in it, in the order in which they were asked for.
    pub(super) glyphs: Vec<u16>,
}

impl Face {
    /// `None` if the file is not a font, which a test rules out.
    pub(super) fn inter() -> Option<Self> {
        let font = FontRef::new(INTER).ok()?;
        let (size, place) = (Size::unscaled(), LocationRef::default());
        let (metrics, widths) = (font.metrics(size, place), font.glyph_metrics(size, place));
        (metrics.units_per_em > 0).then(|| Self { letters: font.charmap(), widths, metrics })
    }

    /// A letter; `None` if the face does not have it, or having it would not show it: what controls the direction of
    /// text, and marks that stand above or below another letter, for which the face has places no longer.
    pub(super) fn letter(&self, letter: char) -> Option<Letter> {
        if is_unseen(letter) || is_combining_mark(letter) {
            return None;
        }
        let glyph = self.letters.map(letter)?;
        let width = self.widths.advance_width(glyph)?;
        let glyph = u16::try_from(glyph.to_u32()).ok().filter(|glyph| *glyph != 0)?;
        Some(Letter { glyph, width: width / self.em() })
    }

    /// The units that a size is made of.
    pub(super) fn em(&self) -> f32 {
        f32::from(self.metrics.units_per_em)
    }

    /// The font with these letters alone; others come out as what stands for missing ones.
    pub(super) fn part(&self, letters: impl Iterator<Item = char>) -> Option<Part> {
        let mut places = GlyphRemapper::new();
        let glyphs = letters.map(|letter| self.letter(letter).map_or(0, |letter| places.remap(letter.glyph))).collect();
        let font = subsetter::subset(INTER, 0, &places).ok()?;
        Some(Part { font, glyphs })
    }
}

/// What controls text and shows nothing (Unicode, general categories Cc and Cf).
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}
