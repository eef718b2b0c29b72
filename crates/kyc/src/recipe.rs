//! How a page is made from a file: what the person chose and what follows from it.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// Turns to the right, in quarters of a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct QuarterTurns(u8);

impl QuarterTurns {
    /// Any number of quarter turns to the right, full circles taken off; negative numbers turn left.
    pub fn new(quarters: i32) -> Self {
        Self(quarters.rem_euclid(4) as u8)
    }

    /// 0 to 3.
    pub fn quarters(self) -> u8 {
        self.0
    }

    /// 0, 90, 180 or 270, clockwise.
    pub fn degrees(self) -> u16 {
        u16::from(self.0) * 90
    }

    /// One quarter more to the right.
    pub fn right(self) -> Self {
        Self((self.0 + 1) % 4)
    }

    /// One quarter more to the left.
    pub fn left(self) -> Self {
        Self((self.0 + 3) % 4)
    }
}

/// What a person decides about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Whether the camera's orientation note is followed. On unless the person undoes it.
    pub auto_orient: bool,
    /// Turns asked for on top of that.
    pub turns: QuarterTurns,
}

impl Default for Choice {
    fn default() -> Self {
        Self { auto_orient: true, turns: QuarterTurns::default() }
    }
}

/// In which form the page leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// The picture data of the file untouched, metadata taken out; a PDF byte for byte.
    Keep,
    /// Encoded anew as PNG.
    Png,
    /// Encoded anew as JPEG.
    Jpeg {
        /// 1 to 100.
        quality: u8,
    },
}

/// Everything needed to make the same page from the same file again. It is stored; the page is not.
///
/// The text form (`Display`, `FromStr`) is stable: `v1 o1 t0 keep`, `v1 o1 t1 jpeg92 e4000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Recipe {
    /// What the person chose.
    pub choice: Choice,
    /// In which form the page leaves.
    pub encoding: Encoding,
    /// The long side is scaled down to this many pixels.
    pub long_edge: Option<u32>,
}

/// A stored recipe that this version cannot read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the recipe cannot be read")]
pub struct UnreadableRecipe;

impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v1 o{} t{} ", u8::from(self.choice.auto_orient), self.choice.turns.quarters())?;
        match self.encoding {
            Encoding::Keep => f.write_str("keep")?,
            Encoding::Png => f.write_str("png")?,
            Encoding::Jpeg { quality } => write!(f, "jpeg{quality}")?,
        }
        match self.long_edge {
            Some(edge) => write!(f, " e{edge}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Recipe {
    type Err = UnreadableRecipe;

    fn from_str(text: &str) -> Result<Self, UnreadableRecipe> {
        let mut words = text.split(' ');
        if words.next() != Some("v1") {
            return Err(UnreadableRecipe);
        }
        let auto_orient = match words.next() {
            Some("o0") => false,
            Some("o1") => true,
            _ => return Err(UnreadableRecipe),
        };
        let turns = match words.next() {
            Some("t0") => 0,
            Some("t1") => 1,
            Some("t2") => 2,
            Some("t3") => 3,
            _ => return Err(UnreadableRecipe),
        };
        let encoding = match words.next() {
            Some("keep") => Encoding::Keep,
            Some("png") => Encoding::Png,
            Some(word) => {
                let quality = word.strip_prefix("jpeg").and_then(|q| q.parse::<u8>().ok());
                let quality = quality.filter(|q| (1..=100).contains(q)).ok_or(UnreadableRecipe)?;
                Encoding::Jpeg { quality }
            }
            None => return Err(UnreadableRecipe),
        };
        let long_edge = match words.next() {
            None => None,
            Some(word) => {
                let edge = word.strip_prefix('e').and_then(|e| e.parse::<u32>().ok());
                Some(edge.filter(|e| *e > 0).ok_or(UnreadableRecipe)?)
            }
        };
        if words.next().is_some() {
            return Err(UnreadableRecipe);
        }
        let choice = Choice { auto_orient, turns: QuarterTurns::new(turns) };
        Ok(Self { choice, encoding, long_edge })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipes_survive_their_text_form() {
        for auto_orient in [false, true] {
            for turns in 0..4 {
                for encoding in [Encoding::Keep, Encoding::Png, Encoding::Jpeg { quality: 92 }] {
                    for long_edge in [None, Some(4000)] {
                        let choice = Choice { auto_orient, turns: QuarterTurns::new(turns) };
                        let recipe = Recipe { choice, encoding, long_edge };
                        assert_eq!(recipe.to_string().parse(), Ok(recipe));
                    }
                }
            }
        }
    }

    #[test]
    fn the_text_form_is_pinned_because_it_is_stored() {
        let recipe = Recipe {
            choice: Choice { auto_orient: true, turns: QuarterTurns::new(-1) },
            encoding: Encoding::Jpeg { quality: 85 },
            long_edge: Some(3000),
        };
        assert_eq!(recipe.to_string(), "v1 o1 t3 jpeg85 e3000");
    }

    #[test]
    fn foreign_text_is_no_recipe() {
        for text in ["", "v2 o1 t0 keep", "v1 o1 t4 keep", "v1 o1 t0 jpeg0", "v1 o1 t0 keep e0", "v1 o1 t0 keep e9 x"] {
            assert_eq!(text.parse::<Recipe>(), Err(UnreadableRecipe), "{text:?}");
        }
    }
}
