//! From what a receipt says to where each letter stands: A4, on one page if it can be read there, on as many as it takes
//! if it cannot.

use std::mem;

use unicode_normalization::UnicodeNormalization;

use super::{
    face::Face,
    paper::{Fact, Paper},
};

/// A4 in points (ISO 216: 210 by 297 mm).
pub(super) const WIDTH: f32 = 595.28;
/// Height of the page.
pub(super) const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 56.0;
const INNER: f32 = WIDTH - 2.0 * MARGIN;
/// Where values begin; names stand before it.
const VALUES: f32 = MARGIN + 140.0;
/// Between a name and its value.
const GAP: f32 = 10.0;
/// Where the foot stands, above the edge.
const FOOT: f32 = 30.0;
/// The height of a line as a share of its letters' size.
const LEADING: f32 = 1.4;
/// How much smaller everything may become to find room on one page.
const SCALES: [f32; 7] = [1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.54];

/// Sizes of letters, in points.
const TITLE: f32 = 20.0;
const HEAD: f32 = 11.5;
const BODY: f32 = 9.5;
const SMALL: f32 = 8.0;

/// A letter as it is drawn.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    /// Which it is.
    pub(super) letter: char,
    /// Where the face lacks it: its number in Unicode, which is drawn in its place.
    pub(super) number: Option<String>,
    /// As a share of the size.
    width: f32,
}

impl Sign {
    fn is_blank(&self) -> bool {
        self.letter == ' '
    }

    /// The letters of the face that are drawn.
    pub(super) fn drawn(&self) -> String {
        self.number.clone().unwrap_or_else(|| self.letter.into())
    }
}

/// How dark letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// What is said.
    Full,
    /// What it is called, and what is said beside.
    Quiet,
}

/// A line of text, or the part of one that stands in a column.
#[derive(Debug)]
pub(super) struct Run {
    /// From the left edge.
    pub(super) x: f32,
    /// The line that letters stand on, from the top edge.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) ink: Ink,
    pub(super) signs: Vec<Sign>,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) runs: Vec<Run>,
    /// Thin lines across, from the top edge.
    pub(super) rules: Vec<f32>,
}

/// The letters of a text as they are drawn. Marks join the letters that they belong to where Unicode has them as one.
pub(super) fn signs(face: &Face, text: &str) -> Vec<Sign> {
    let wide = |letter: char| face.letter(letter).map_or(0.0, |letter| letter.width);
    let plain = |letter: char| if letter.is_whitespace() && letter != '\u{a0}' { ' ' } else { letter };
    let sign = |letter: char| match face.letter(letter) {
        Some(found) => Sign { letter, number: None, width: found.width },
        None => {
            let number = format!("U+{:04X} ", u32::from(letter));
            let width = number.chars().map(wide).sum();
            Sign { letter, number: Some(number), width }
        }
    };
    text.nfc().map(plain).map(sign).collect()
}

/// The width of a line as a share of its size.
pub(super) fn width(line: &[Sign]) -> f32 {
    line.iter().map(|sign| sign.width).sum()
}

/// Breaks signs into lines of at most this width, as a share of the size: after a blank, or anywhere in a word that is
/// longer than a line. Blanks at the end of a line hang over.
fn wrapped(signs: Vec<Sign>, most: f32) -> Vec<Vec<Sign>> {
    let mut lines = Vec::new();
    let mut line: Vec<Sign> = Vec::new();
    for sign in signs {
        while !sign.is_blank() && !line.is_empty() && width(&line) + sign.width > most {
            let at = line.iter().rposition(Sign::is_blank).map_or(line.len(), |at| at + 1);
            let rest = line.split_off(at);
            lines.push(mem::replace(&mut line, rest));
        }
        line.push(sign);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The pages of a receipt: one, unless even the smallest letters that can be read do not fit.
pub(super) fn laid(face: &Face, paper: &Paper) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for scale in SCALES {
        sheets = Flow { face, scale, sheets: vec![Sheet::default()], y: MARGIN }.whole(paper);
        if sheets.len() == 1 {
            break;
        }
    }
    let pages = sheets.len();
    for (index, sheet) in sheets.iter_mut().enumerate() {
        let foot = signs(face, &paper.foot(index + 1, pages));
        sheet.runs.push(Run { x: MARGIN, y: HEIGHT - FOOT, size: SMALL, ink: Ink::Quiet, signs: foot });
    }
    sheets
}

struct Flow<'a> {
    face: &'a Face,
    scale: f32,
    sheets: Vec<Sheet>,
    /// The end of what is there, from the top edge.
    y: f32,
}

impl Flow<'_> {
    fn whole(mut self, paper: &Paper) -> Vec<Sheet> {
        if let Some(mark) = &paper.mark {
            self.text(mark, BODY, Ink::Quiet);
        }
        self.text(&paper.title, TITLE, Ink::Full);
        self.text(&paper.kind, HEAD, Ink::Full);
        self.space(6.0);
        for line in &paper.notice {
            self.text(line, BODY, Ink::Quiet);
        }
        for section in &paper.sections {
            self.space(12.0);
            self.text(&section.title, HEAD, Ink::Full);
            self.rule();
            for fact in &section.facts {
                self.fact(fact);
            }
        }
        if paper.texts().any(|text| signs(self.face, text).iter().any(|sign| sign.number.is_some())) {
            self.space(12.0);
            self.text(&paper.lacking, SMALL, Ink::Quiet);
        }
        self.sheets
    }

    fn space(&mut self, points: f32) {
        self.y += points * self.scale;
    }

    fn rule(&mut self) {
        self.space(3.0);
        let y = self.y;
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.rules.push(y);
        }
        self.space(3.0);
    }

    /// Text across the page.
    fn text(&mut self, text: &str, size: f32, ink: Ink) {
        for line in self.lines(text, size, INNER) {
            self.line(size, vec![(MARGIN, ink, line)]);
        }
    }

    /// A name, and beside it what it stands for.
    fn fact(&mut self, fact: &Fact) {
        let mut names = self.lines(&fact.name, BODY, VALUES - MARGIN - GAP).into_iter();
        let values: Vec<Vec<Sign>> =
            fact.values.iter().flat_map(|value| self.lines(value, BODY, WIDTH - MARGIN - VALUES)).collect();
        let mut values = values.into_iter();
        loop {
            let name = names.next().map(|line| (MARGIN, Ink::Quiet, line));
            let value = values.next().map(|line| (VALUES, Ink::Full, line));
            let columns: Vec<_> = name.into_iter().chain(value).collect();
            if columns.is_empty() {
                break;
            }
            self.line(BODY, columns);
        }
        self.space(2.0);
    }

    fn lines(&self, text: &str, size: f32, points: f32) -> Vec<Vec<Sign>> {
        let most = points / (size * self.scale);
        text.lines().flat_map(|line| wrapped(signs(self.face, line), most)).collect()
    }

    fn line(&mut self, size: f32, columns: Vec<(f32, Ink, Vec<Sign>)>) {
        let size = size * self.scale;
        let height = size * LEADING;
        if self.y + height > HEIGHT - MARGIN {
            self.sheets.push(Sheet::default());
            self.y = MARGIN;
        }
        let y = self.y + size;
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.runs.extend(columns.into_iter().map(|(x, ink, signs)| Run { x, y, size, ink, signs }));
        }
        self.y += height;
    }
}
