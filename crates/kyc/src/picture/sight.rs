//! What a person would see at a glance: whether a picture is sharp, burnt out by a lamp, or cut off by its frame. All
//! three are guesses, and only ever warn; docs/kyc-pages.md tells how they were set.

use crate::picture::raster::Raster;

/// Pictures are judged at this size on the long side, as they fill a reader's screen: what is blurred there cannot be
/// read, and what is blurred below it does not matter.
const LONG_SIDE: u32 = 1_024;
/// Samples per pixel of the small picture, along each side.
const SAMPLES: u32 = 3;
/// Pixels along a tile of which the sharpness is measured.
const TILE: usize = 64;
/// Spread of brightness in a tile below which there is nothing on it to be sharp or not.
const SOMETHING_ON_IT: f64 = 10.0;
/// Tiles with something on them, below which sharpness is not judged.
const FEWEST_TILES: usize = 4;
/// A channel from this value on is burnt out.
const BURNT: u32 = 250;
/// A burnt patch smaller than this (per ten thousand of the picture) is a reflex that hides nothing.
const SMALLEST_PATCH: usize = 10;
/// One larger than this (per cent of the picture) is white paper.
const LARGEST_PATCH: usize = 25;
/// A patch of light fills about this share of the box around it (per cent): letters and frames fill less, white fields
/// of a print more.
const ROUNDISH: std::ops::RangeInclusive<usize> = 40..=93;
/// A change of brightness along the frame, within a hundredth of its length, that only an edge makes.
const STEP: i32 = 40;

/// A small grey copy of a picture with its burnt pixels marked.
pub(crate) struct Sight {
    width: usize,
    height: usize,
    levels: Vec<u8>,
    burnt: Vec<bool>,
}

impl Sight {
    pub(crate) fn of(raster: &Raster) -> Self {
        let long = raster.width.max(raster.height).max(1);
        let edge = long.min(LONG_SIDE);
        let side = |side: u32| (u64::from(side) * u64::from(edge) / u64::from(long)).max(1) as u32;
        let (width, height) = (side(raster.width), side(raster.height));
        let mut sight = Self {
            width: width as usize,
            height: height as usize,
            levels: Vec::with_capacity(width as usize * height as usize),
            burnt: Vec::with_capacity(width as usize * height as usize),
        };
        let at = |number: u32, from: u32, to: u32| (u64::from(number) * u64::from(from) / u64::from(to)) as usize;
        let columns: Vec<usize> = (0..width * SAMPLES).map(|x| at(x, raster.width, width * SAMPLES)).collect();
        for y in 0..height {
            let rows = (0..SAMPLES).map(|sub| at(y * SAMPLES + sub, raster.height, height * SAMPLES));
            let rows: Vec<usize> = rows.map(|row| row * raster.width as usize).collect();
            for columns in columns.chunks_exact(SAMPLES as usize) {
                // Channel by channel, so that grain evens out before the least of them is asked for.
                let mut sums = [0_u32; 3];
                for start in &rows {
                    for column in columns {
                        for (sum, value) in sums.iter_mut().zip(colours(raster, start + column)) {
                            *sum += u32::from(value);
                        }
                    }
                }
                let [red, green, blue] = sums.map(|sum| sum / (SAMPLES * SAMPLES));
                sight.levels.push(((red * 299 + green * 587 + blue * 114) / 1_000).min(255) as u8);
                sight.burnt.push(red.min(green).min(blue) >= BURNT);
            }
        }
        sight
    }

    fn level(&self, x: usize, y: usize) -> i32 {
        i32::from(self.levels[y * self.width + x])
    }

    /// How sharp the sharpest quarter of what is on the picture is: the variance of the Laplacian, tile by tile, less
    /// the grain of the empty tiles. None if there is too little on it to tell.
    pub(crate) fn sharpness(&self) -> Option<u32> {
        let (mut edges, mut grain) = (Vec::new(), f64::MAX);
        for top in (0..self.height.saturating_sub(TILE / 2)).step_by(TILE) {
            for left in (0..self.width.saturating_sub(TILE / 2)).step_by(TILE) {
                let (spread, sharpness) = self.tile(left, top);
                if spread >= SOMETHING_ON_IT {
                    edges.push(sharpness);
                } else {
                    grain = grain.min(sharpness);
                }
            }
        }
        if edges.len() < FEWEST_TILES {
            return None;
        }
        edges.sort_by(f64::total_cmp);
        let quarter = edges[edges.len() * 3 / 4];
        let grain = if grain == f64::MAX { 0.0 } else { grain };
        Some((quarter - grain).clamp(0.0, 65_535.0) as u32)
    }

    /// The spread of brightness in a tile, and the variance of its Laplacian.
    fn tile(&self, left: usize, top: usize) -> (f64, f64) {
        let (mut levels, mut laplacian) = (Spread::default(), Spread::default());
        for y in top.max(1)..(top + TILE).min(self.height - 1) {
            for x in left.max(1)..(left + TILE).min(self.width - 1) {
                let here = self.level(x, y);
                let around = self.level(x - 1, y) + self.level(x + 1, y) + self.level(x, y - 1) + self.level(x, y + 1);
                levels.add(here);
                laplacian.add(4 * here - around);
            }
        }
        (levels.variance().sqrt(), laplacian.variance())
    }

    /// The share of the picture, in per cent, that patches of light have burnt out. White paper is none: it reaches the
    /// frame, or is larger, or has corners.
    pub(crate) fn glare(&self) -> u32 {
        let (whole, mut seen, mut patch) = (self.burnt.len(), vec![false; self.burnt.len()], Vec::new());
        let mut glare = 0;
        for start in 0..whole {
            if !self.burnt[start] || seen[start] {
                continue;
            }
            let (mut left, mut right, mut top, mut bottom) = (self.width, 0, self.height, 0);
            let mut size = 0;
            seen[start] = true;
            patch.push(start);
            while let Some(at) = patch.pop() {
                let (x, y) = (at % self.width, at / self.width);
                size += 1;
                (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
                let near = [
                    (x > 0).then(|| at - 1),
                    (x + 1 < self.width).then(|| at + 1),
                    (y > 0).then(|| at - self.width),
                    (y + 1 < self.height).then(|| at + self.width),
                ];
                for next in near.into_iter().flatten() {
                    if self.burnt[next] && !seen[next] {
                        seen[next] = true;
                        patch.push(next);
                    }
                }
            }
            let at_the_frame = left == 0 || top == 0 || right + 1 == self.width || bottom + 1 == self.height;
            let sized = size * 10_000 >= whole * SMALLEST_PATCH && size * 100 <= whole * LARGEST_PATCH;
            let fills = size * 100 / ((right + 1 - left) * (bottom + 1 - top)).max(1);
            if sized && !at_the_frame && ROUNDISH.contains(&fills) {
                glare += size;
            }
        }
        (glare * 100).div_ceil(whole.max(1)) as u32
    }

    /// How many of the four corners lie inside the picture: those at which nothing crosses the frame on either side.
    pub(crate) fn corners(&self) -> u32 {
        let (w, h) = (self.width, self.height);
        let depth = (w.min(h) / 64).max(2).min(w.min(h));
        let along = |length: usize, level: &dyn Fn(usize, usize) -> i32| {
            let line = |at| (0..depth).map(|deep| level(at, deep)).sum::<i32>() / depth as i32;
            is_free(&(0..length).map(line).collect::<Vec<i32>>())
        };
        let top = along(w, &|at, deep| self.level(at, deep));
        let bottom = along(w, &|at, deep| self.level(at, h - 1 - deep));
        let left = along(h, &|at, deep| self.level(deep, at));
        let right = along(h, &|at, deep| self.level(w - 1 - deep, at));
        [(top, left), (top, right), (bottom, left), (bottom, right)]
            .iter()
            .filter(|(one, other)| *one && *other)
            .count() as u32
    }
}

/// Red, green and blue of a pixel.
fn colours(raster: &Raster, pixel: usize) -> [u8; 3] {
    let at = pixel * raster.channels;
    match raster.data.get(at..at + raster.channels) {
        Some([red, green, blue, ..]) => [*red, *green, *blue],
        Some([grey, ..]) => [*grey; 3],
        Some([]) | None => [0; 3],
    }
}

/// Whether brightness along a side changes only as light does, never as at the edge of something.
fn is_free(line: &[i32]) -> bool {
    let far = (line.len() / 100).max(2);
    !line.iter().zip(line.iter().skip(far)).any(|(one, other)| (one - other).abs() >= STEP)
}

#[derive(Default)]
struct Spread {
    count: i64,
    sum: i64,
    squares: i64,
}

impl Spread {
    fn add(&mut self, value: i32) {
        let value = i64::from(value);
        self.count += 1;
        self.sum += value;
        self.squares += value * value;
    }

    fn variance(&self) -> f64 {
        let count = self.count.max(1) as f64;
        let mean = self.sum as f64 / count;
        (self.squares as f64 / count - mean * mean).max(0.0)
    }
}
