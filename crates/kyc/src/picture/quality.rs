//! How a picture looks: size, sharpness, glare, light, frame and colour, each as a finding with what was measured.

use crate::{
    finding::FindingCode,
    picture::{raster::Raster, sight::Sight},
};

/// Fewest pixels on the short side that pass: below, the small print of an identity card (85.6 mm across) is a few
/// pixels high.
pub const MIN_SHORT_SIDE: u32 = 1_000;
/// About this many pixels are looked at, evenly spread.
const SAMPLES: usize = 200_000;
/// Least sharpness that passes. Print whose strokes are smeared over a five-hundredth of the page falls below.
pub const MIN_SHARPNESS: u32 = 100;
/// Most of the picture that a lamp may burn out, in per cent.
pub const MAX_GLARE: u32 = 2;
/// A mean brightness below this, in per cent, is a picture taken in the dark.
pub const MIN_BRIGHTNESS: u32 = 16;
/// The corners a page has.
pub const CORNERS: u32 = 4;
/// …if even its brighter parts stay below this.
const DARK_BRIGHT_PART: usize = 100;
/// Spread between the darkest and the brightest parts (of 255) below which nothing can be seen.
const BLANK_SPREAD: usize = 12;
/// Difference between the channels (of 255) that cameras and JPEG leave on grey.
const GREY_TOLERANCE: u8 = 14;
/// Per mille of the samples.
const ALMOST_ALL: usize = 995;

/// Looks at a picture as it will be sent.
pub(crate) fn look(raster: &Raster) -> Vec<FindingCode> {
    let mut findings = Vec::new();
    let short_side = raster.width.min(raster.height);
    findings.push(if short_side < MIN_SHORT_SIDE {
        FindingCode::LowResolution { short_side, min: MIN_SHORT_SIDE }
    } else {
        FindingCode::PixelsOk { width: raster.width, height: raster.height, min: MIN_SHORT_SIDE }
    });

    let look = Look::at(raster);
    let (dark_part, bright_part) = (look.level(10), look.level(990));
    if bright_part - dark_part < BLANK_SPREAD {
        findings.push(FindingCode::Blank);
    } else {
        findings.extend(at_a_glance(&Sight::of(raster)));
        let (brightness, min) = ((look.mean() * 100 / 255) as u32, MIN_BRIGHTNESS);
        findings.push(if brightness < min && bright_part < DARK_BRIGHT_PART {
            FindingCode::TooDark { brightness, min }
        } else {
            FindingCode::LightOk { brightness, min }
        });
    }
    findings.push(if look.grey * 1_000 < look.count * ALMOST_ALL {
        FindingCode::ColourOk
    } else if look.extreme() * 1_000 >= look.count * ALMOST_ALL {
        FindingCode::BlackAndWhite
    } else {
        FindingCode::Colourless
    });
    findings
}

fn at_a_glance(sight: &Sight) -> impl Iterator<Item = FindingCode> {
    let sharpness = sight.sharpness().map(|sharpness| {
        let min = MIN_SHARPNESS;
        if sharpness < min { FindingCode::Blurred { sharpness, min } } else { FindingCode::SharpOk { sharpness, min } }
    });
    let (percent, max) = (sight.glare(), MAX_GLARE);
    let glare = if percent > max { FindingCode::Glare { percent, max } } else { FindingCode::GlareOk { percent, max } };
    let corners = sight.corners();
    let frame = if corners < CORNERS { FindingCode::CutOff { corners } } else { FindingCode::CornersOk { corners } };
    sharpness.into_iter().chain([glare, frame])
}

struct Look {
    count: usize,
    grey: usize,
    levels: [usize; 256],
}

impl Look {
    fn at(raster: &Raster) -> Self {
        let mut look = Self { count: 0, grey: 0, levels: [0; 256] };
        let pixels = raster.data.len() / raster.channels;
        // An odd step does not fall into step with the columns of most pictures.
        let step = (pixels / SAMPLES).max(1) | 1;
        for pixel in raster.data.chunks_exact(raster.channels).step_by(step) {
            let (grey, level) = match *pixel {
                [r, g, b, ..] => {
                    let spread = r.max(g).max(b) - r.min(g).min(b);
                    let level = (u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000;
                    (spread <= GREY_TOLERANCE, level as usize)
                }
                [level, ..] => (true, usize::from(level)),
                [] => continue,
            };
            look.count += 1;
            look.grey += usize::from(grey);
            look.levels[level.min(255)] += 1;
        }
        look
    }

    fn mean(&self) -> u64 {
        let sum: u64 = self.levels.iter().zip(0_u64..).map(|(n, level)| *n as u64 * level).sum();
        sum / (self.count as u64).max(1)
    }

    /// The brightness below which this share (per mille) of the samples lies.
    fn level(&self, per_mille: usize) -> usize {
        let wanted = self.count * per_mille / 1_000;
        let mut below = 0;
        self.levels
            .iter()
            .position(|n| {
                below += n;
                below > wanted
            })
            .unwrap_or(255)
    }

    /// Samples that are almost black or almost white.
    fn extreme(&self) -> usize {
        self.levels[..32].iter().sum::<usize>() + self.levels[224..].iter().sum::<usize>()
    }
}
