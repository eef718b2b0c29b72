//! Finds the gentlest recipe that makes a picture fit the rules, and follows recipes.

use model::FileRules;
use zeroize::Zeroizing;

use crate::{
    finding::FindingCode,
    format::Format,
    picture::raster::{Decoded, Raster, decode},
    picture::{Broken, Source, encode},
    recipe::{Choice, Encoding, Recipe},
};

/// The quality at which a picture is encoded if it has to be: no visible loss, about the size a camera writes.
const QUALITY: u8 = 92;
/// The second try when it does not fit; below this, scaling costs less legibility than coarser steps.
const SMALLER_QUALITY: u8 = 85;
/// Qualities tried when our own encoding made a page too small for the rules.
const LARGER_QUALITIES: [u8; 2] = [97, 100];
/// Most scalings tried.
const MOST_SCALINGS: usize = 8;
/// Most tries to win pixels back once a picture fits.
const MOST_REFINEMENTS: u32 = 3;

/// The page a picture becomes.
pub(crate) struct Made {
    pub recipe: Recipe,
    pub bytes: Zeroizing<Vec<u8>>,
    pub format: Format,
    /// The pixels as encoded, for judging how the page looks.
    pub raster: Raster,
}

/// The outcome of looking for a recipe: a page, or why there is none.
pub(crate) enum Planned {
    Made(Made),
    Blocked(FindingCode, Raster),
}

/// Finds the gentlest recipe: untouched picture data, then new encoding, then coarser steps, then fewer pixels.
pub(crate) fn plan(source: &Source, received: u64, choice: Choice, rules: &FileRules) -> Result<Planned, Broken> {
    let motion = source.motion(choice);
    let Decoded { raster, icc } = decode(&source.kept, source.format)?;
    let too_small = |bytes: u64| FindingCode::TooSmall { bytes, min: rules.min_bytes };
    let kept = source.kept.len() as u64;
    if motion.is_none() && kept <= rules.max_bytes && (kept >= rules.min_bytes || received < rules.min_bytes) {
        if kept < rules.min_bytes {
            return Ok(Planned::Blocked(too_small(kept), raster));
        }
        let recipe = Recipe { choice, encoding: Encoding::Keep, long_edge: None };
        return Ok(Planned::Made(Made { recipe, bytes: source.kept.clone(), format: source.format, raster }));
    }
    let raster = raster.moved(motion);
    let studio = Studio { source, choice, icc, rules };

    if source.format == Format::Png {
        let bytes = studio.develop(&raster, Encoding::Png)?;
        let size = bytes.len() as u64;
        if (rules.min_bytes..=rules.max_bytes).contains(&size) {
            let recipe = Recipe { choice, encoding: Encoding::Png, long_edge: None };
            return Ok(Planned::Made(Made { recipe, bytes, format: Format::Png, raster }));
        }
        if size < rules.min_bytes {
            return Ok(Planned::Blocked(too_small(size), raster));
        }
    }
    studio.jpeg(raster.opaque(), received)
}

/// What following a recipe gives.
pub(crate) struct Followed {
    pub bytes: Zeroizing<Vec<u8>>,
    pub format: Format,
    pub size: (u32, u32),
}

/// Follows a recipe to the letter. With `Encoding::Keep` the caller has checked that nothing has to move.
pub(crate) fn follow(source: &Source, recipe: &Recipe) -> Result<Followed, Broken> {
    let quality = match recipe.encoding {
        Encoding::Keep => {
            let size = (source.facts.width, source.facts.height);
            return Ok(Followed { bytes: source.kept.clone(), format: source.format, size });
        }
        Encoding::Png => None,
        Encoding::Jpeg { quality } => Some(quality),
    };
    let Decoded { raster, icc } = decode(&source.kept, source.format)?;
    let mut raster = raster.moved(source.motion(recipe.choice));
    if quality.is_some() {
        raster = raster.opaque();
    }
    if let Some(edge) = recipe.long_edge {
        raster = raster.fitted(edge);
    }
    let size = (raster.width, raster.height);
    let (bytes, format) = match quality {
        Some(quality) => (encode::jpeg(&raster, quality, halved(source, quality), icc.as_deref())?, Format::Jpeg),
        None => (encode::png(&raster, icc)?, Format::Png),
    };
    Ok(Followed { bytes, format, size })
}

/// Chroma is halved where the camera had halved it, or where it saves a picture from being scaled down more.
fn halved(source: &Source, quality: u8) -> bool {
    (source.halved_chroma && quality <= QUALITY) || quality <= SMALLER_QUALITY
}

struct Studio<'a> {
    source: &'a Source,
    choice: Choice,
    icc: Option<Vec<u8>>,
    rules: &'a FileRules,
}

impl Studio<'_> {
    fn develop(&self, raster: &Raster, encoding: Encoding) -> Result<Zeroizing<Vec<u8>>, Broken> {
        match encoding {
            Encoding::Keep => Ok(self.source.kept.clone()),
            Encoding::Png => encode::png(raster, self.icc.clone()),
            Encoding::Jpeg { quality } => {
                encode::jpeg(raster, quality, halved(self.source, quality), self.icc.as_deref())
            }
        }
    }

    fn jpeg(&self, raster: Raster, received: u64) -> Result<Planned, Broken> {
        let (min, max) = (self.rules.min_bytes, self.rules.max_bytes);
        let recipe = |choice, quality, long_edge| Recipe { choice, encoding: Encoding::Jpeg { quality }, long_edge };
        let choice = self.choice;
        let made = |recipe, bytes, raster| Planned::Made(Made { recipe, bytes, format: Format::Jpeg, raster });
        // JPEG sides have 16 bits; a PNG may be longer.
        let long = raster.width.max(raster.height);
        let mut smallest = u64::MAX;

        if long <= u32::from(u16::MAX) {
            let bytes = self.develop(&raster, Encoding::Jpeg { quality: QUALITY })?;
            smallest = bytes.len() as u64;
            if smallest < min {
                // Files that were too small when they came are not blown up; what we made smaller ourselves is.
                if received >= min {
                    for quality in LARGER_QUALITIES {
                        let bytes = self.develop(&raster, Encoding::Jpeg { quality })?;
                        if (min..=max).contains(&(bytes.len() as u64)) {
                            return Ok(made(recipe(choice, quality, None), bytes, raster));
                        }
                    }
                }
                return Ok(Planned::Blocked(FindingCode::TooSmall { bytes: smallest, min }, raster));
            }
            if smallest <= max {
                return Ok(made(recipe(choice, QUALITY, None), bytes, raster));
            }
            // Coarser steps save about a third: worth a try only within reach.
            if smallest / 2 <= max {
                let bytes = self.develop(&raster, Encoding::Jpeg { quality: SMALLER_QUALITY })?;
                smallest = bytes.len() as u64;
                if (min..=max).contains(&smallest) {
                    return Ok(made(recipe(choice, SMALLER_QUALITY, None), bytes, raster));
                }
            }
        }

        // What has not been tried at the coarser quality is estimated.
        let estimate = if smallest / 2 > max && smallest != u64::MAX { smallest / 10 * 6 } else { smallest };
        self.scaled(raster, estimate)
    }

    /// Scales until it fits, and back up if that took away more than it had to.
    fn scaled(&self, raster: Raster, mut size: u64) -> Result<Planned, Broken> {
        let (min, max) = (self.rules.min_bytes, self.rules.max_bytes);
        let mut too_long = raster.width.max(raster.height).min(u16::MAX.into());
        let mut edge = too_long;
        let mut smallest = size;
        let mut best = None::<Made>;
        let mut refinements = 0;
        for _ in 0..MOST_SCALINGS {
            edge = match best.as_ref().and_then(|made| made.recipe.long_edge) {
                Some(fits) => next_edge(edge, size, max).clamp(fits + 1, fits.midpoint(too_long).max(fits + 1)),
                None => next_edge(edge, size, max).min(too_long - 1).max(1),
            };
            let small = raster.fitted_copy(edge);
            let encoding = Encoding::Jpeg { quality: SMALLER_QUALITY };
            let bytes = self.develop(&small, encoding)?;
            size = bytes.len() as u64;
            smallest = smallest.min(size);
            if (min..=max).contains(&size) {
                let recipe = Recipe { choice: self.choice, encoding, long_edge: Some(edge) };
                best = Some(Made { recipe, bytes, format: Format::Jpeg, raster: small });
                if size >= max / 10 * 7 || edge + 1 >= too_long {
                    break;
                }
            } else if size < min || edge == 1 {
                break;
            } else {
                too_long = edge;
            }
            refinements += u32::from(best.is_some());
            if refinements > MOST_REFINEMENTS {
                break;
            }
        }
        Ok(match best {
            Some(made) => Planned::Made(made),
            None => Planned::Blocked(FindingCode::TooLargeAfterRepair { bytes: smallest, max }, raster),
        })
    }
}

/// The next length to try: bytes grow about with the number of pixels, so the root of the ratio, a little less.
fn next_edge(edge: u32, size: u64, max: u64) -> u32 {
    let wanted = if size == u64::MAX { 1.0 } else { (max as f64 / size as f64).sqrt() * 0.96 };
    ((f64::from(edge) * wanted.clamp(0.25, 4.0)) as u32).max(1)
}
