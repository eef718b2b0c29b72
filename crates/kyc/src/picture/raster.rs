//! Pixels in memory: decoding, scaling, moving. Every buffer is wiped when it is dropped.

use std::io::Cursor;

use image::{ColorType, ImageDecoder, Limits, codecs::jpeg::JpegDecoder, codecs::png::PngDecoder};
use zeroize::Zeroizing;

use crate::{
    exif::Motion,
    format::Format,
    picture::{Broken, MAX_PIXELS},
};

/// Most memory a decoder may take for one picture.
const MAX_DECODED_BYTES: u64 = 512 * 1024 * 1024;
/// Largest colour profile that is carried along: print profiles are below 2 MB, cameras' below 4 KB.
const MAX_ICC: usize = 1024 * 1024;

/// Pixels of 8 bits per channel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.
pub(crate) struct Raster {
    pub width: u32,
    pub height: u32,
    pub channels: usize,
    pub data: Zeroizing<Vec<u8>>,
}

/// A decoded picture with the colour profile its pixels are meant in.
pub(crate) struct Decoded {
    pub raster: Raster,
    pub icc: Option<Vec<u8>>,
}

/// Decodes a JPEG or PNG of which the structure has been checked.
pub(crate) fn decode(bytes: &[u8], format: Format) -> Result<Decoded, Broken> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    if format == Format::Png {
        let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(|_| Broken::Damaged)?;
        read(decoder)
    } else {
        let mut decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|_| Broken::Damaged)?;
        decoder.set_limits(limits).map_err(|_| Broken::TooComplex)?;
        read(decoder)
    }
}

fn read(mut decoder: impl ImageDecoder) -> Result<Decoded, Broken> {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(Broken::TooManyPixels(pixels));
    }
    let total = decoder.total_bytes();
    if total > MAX_DECODED_BYTES {
        return Err(Broken::TooComplex);
    }
    let (channels, wide) = match decoder.color_type() {
        ColorType::L8 => (1, false),
        ColorType::La8 => (2, false),
        ColorType::Rgb8 => (3, false),
        ColorType::Rgba8 => (4, false),
        ColorType::L16 => (1, true),
        ColorType::La16 => (2, true),
        ColorType::Rgb16 => (3, true),
        ColorType::Rgba16 => (4, true),
        _ => return Err(Broken::Unusual),
    };
    let icc = decoder.icc_profile().ok().flatten().filter(|icc| fits(icc, channels));
    let mut data = Zeroizing::new(vec![0; usize::try_from(total).map_err(|_| Broken::TooComplex)?]);
    decoder.read_image(&mut data).map_err(|_| Broken::Damaged)?;
    if wide {
        let pairs = data.chunks_exact(2);
        data = Zeroizing::new(pairs.map(|pair| (u16::from_ne_bytes([pair[0], pair[1]]) >> 8) as u8).collect());
    }
    Ok(Decoded { raster: Raster { width, height, channels, data }, icc })
}

/// Whether a profile describes the channels we have: one for CMYK must not be attached to RGB pixels.
fn fits(icc: &[u8], channels: usize) -> bool {
    let space: &[u8] = if channels < 3 { b"GRAY" } else { b"RGB " };
    icc.len() <= MAX_ICC && icc.get(16..20) == Some(space)
}

impl Raster {
    /// Mirrors and turns. Works in tiles, since turning reads columns and writes rows.
    pub(crate) fn moved(self, motion: Motion) -> Self {
        if motion.is_none() {
            return self;
        }
        const TILE: usize = 64;
        let (w, h, c) = (self.width as usize, self.height as usize, self.channels);
        let (out_w, out_h) = if motion.swaps_sides() { (h, w) } else { (w, h) };
        let mut data = Zeroizing::new(vec![0; self.data.len()]);
        // Where the pixel at (x, y) of the result comes from, before mirroring.
        let from = |x: usize, y: usize| {
            let (sx, sy) = match motion.quarters {
                1 => (y, h - 1 - x),
                2 => (w - 1 - x, h - 1 - y),
                3 => (w - 1 - y, x),
                _ => (x, y),
            };
            if motion.mirrored { (w - 1 - sx, sy) } else { (sx, sy) }
        };
        for tile_y in (0..out_h).step_by(TILE) {
            for tile_x in (0..out_w).step_by(TILE) {
                for y in tile_y..(tile_y + TILE).min(out_h) {
                    for x in tile_x..(tile_x + TILE).min(out_w) {
                        let (sx, sy) = from(x, y);
                        let (to, at) = ((y * out_w + x) * c, (sy * w + sx) * c);
                        data[to..to + c].copy_from_slice(&self.data[at..at + c]);
                    }
                }
            }
        }
        Self { width: out_w as u32, height: out_h as u32, channels: c, data }
    }

    /// Scales down so that the long side has `edge` pixels; a picture that is small enough stays as it is.
    pub(crate) fn fitted(self, edge: u32) -> Self {
        if edge == 0 || self.width.max(self.height) <= edge { self } else { self.fitted_copy(edge) }
    }

    /// The same, leaving the original.
    pub(crate) fn fitted_copy(&self, edge: u32) -> Self {
        let long = self.width.max(self.height).max(1);
        let edge = edge.clamp(1, long);
        let side = |side: u32| ((u64::from(side) * u64::from(edge) / u64::from(long)) as u32).max(1);
        self.scaled(side(self.width), side(self.height))
    }

    /// Scales down by averaging the area under each new pixel, in whole numbers, so that the result is the same on
    /// every machine. The new sides must not be longer than the old ones.
    fn scaled(&self, width: u32, height: u32) -> Self {
        let c = self.channels;
        let (sw, sh, dw, dh) = (self.width as u64, self.height as u64, u64::from(width), u64::from(height));
        let mut data = Zeroizing::new(Vec::with_capacity((dw * dh) as usize * c));
        let mut line = Zeroizing::new(vec![0_u32; dw as usize * c]);
        let mut sums = Zeroizing::new(vec![0_u64; dw as usize * c]);
        let mut loaded = None;
        for y in 0..dh {
            // Everything is measured in units of 1/dh of an old row, so that all borders are whole numbers.
            let (top, bottom) = (y * sh, (y + 1) * sh);
            sums.fill(0);
            for row in top / dh..bottom.div_ceil(dh) {
                if loaded != Some(row) {
                    self.average_row(row as usize, &mut line, dw);
                    loaded = Some(row);
                }
                let weight = ((row + 1) * dh).min(bottom) - (row * dh).max(top);
                for (sum, value) in sums.iter_mut().zip(line.iter()) {
                    *sum += u64::from(*value) * weight;
                }
            }
            // Rows are 256 times too bright and carry a total weight of sh.
            data.extend(sums.iter().map(|sum| ((sum + sh * 128) / (sh * 256)).min(255) as u8));
        }
        debug_assert!(dw <= sw && dh <= sh, "only scales down");
        Self { width, height, channels: c, data }
    }

    /// Averages one row into `dw` pixels, each value times 256.
    fn average_row(&self, row: usize, line: &mut [u32], dw: u64) {
        let (c, sw) = (self.channels, u64::from(self.width));
        let pixels = &self.data[row * sw as usize * c..(row + 1) * sw as usize * c];
        for (x, out) in line.chunks_exact_mut(c).enumerate() {
            let (left, right) = (x as u64 * sw, (x as u64 + 1) * sw);
            let mut sums = [0_u64; 4];
            for column in left / dw..right.div_ceil(dw) {
                let weight = ((column + 1) * dw).min(right) - (column * dw).max(left);
                let at = column as usize * c;
                for (sum, value) in sums.iter_mut().zip(&pixels[at..at + c]) {
                    *sum += u64::from(*value) * weight;
                }
            }
            for (out, sum) in out.iter_mut().zip(sums) {
                *out = (sum * 256 / sw) as u32;
            }
        }
    }

    /// Lays a picture with alpha on white paper; JPEG has no alpha.
    pub(crate) fn opaque(self) -> Self {
        let colours = match self.channels {
            2 => 1,
            4 => 3,
            _ => return self,
        };
        let mut data = Zeroizing::new(Vec::with_capacity(self.data.len() / self.channels * colours));
        for pixel in self.data.chunks_exact(self.channels) {
            let alpha = u32::from(pixel[colours]);
            data.extend(
                pixel[..colours].iter().map(|v| ((u32::from(*v) * alpha + 255 * (255 - alpha) + 127) / 255) as u8),
            );
        }
        Self { channels: colours, data, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raster(width: u32, height: u32, data: &[u8]) -> Raster {
        let channels = data.len() / (width * height) as usize;
        Raster { width, height, channels, data: Zeroizing::new(data.to_vec()) }
    }

    #[test]
    fn all_eight_orientations_move_the_pixels_as_exif_says() {
        // What the stored pixels are when the upright picture is   1 2 3
        //                                                          4 5 6
        let stored: [(u16, u32, [u8; 6]); 8] = [
            (1, 3, [1, 2, 3, 4, 5, 6]),
            (2, 3, [3, 2, 1, 6, 5, 4]),
            (3, 3, [6, 5, 4, 3, 2, 1]),
            (4, 3, [4, 5, 6, 1, 2, 3]),
            (5, 2, [1, 4, 2, 5, 3, 6]),
            (6, 2, [3, 6, 2, 5, 1, 4]),
            (7, 2, [6, 3, 5, 2, 4, 1]),
            (8, 2, [4, 1, 5, 2, 6, 3]),
        ];
        for (tag, width, pixels) in stored {
            let upright = raster(width, 6 / width, &pixels).moved(Motion::from_exif(tag));
            assert_eq!((upright.width, upright.height), (3, 2), "orientation {tag}");
            assert_eq!(upright.data.as_slice(), [1, 2, 3, 4, 5, 6], "orientation {tag}");
        }
    }

    #[test]
    fn scaling_averages_areas_and_keeps_flat_colours() {
        let quarter = raster(4, 2, &[0, 100, 200, 200, 0, 100, 200, 200]).fitted(2);
        assert_eq!((quarter.width, quarter.height, quarter.data.as_slice()), (2, 1, &[50, 200][..]));
        let flat = raster(97, 31, &[201; 97 * 31 * 3]).fitted(40);
        assert!(flat.data.iter().all(|v| *v == 201), "an even colour stays the same at any ratio");
    }

    #[test]
    fn transparent_pixels_become_paper() {
        assert_eq!(raster(2, 1, &[10, 0, 10, 255]).opaque().data.as_slice(), [255, 10]);
    }
}
