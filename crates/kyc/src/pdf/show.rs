//! The first page of a PDF as pixels.

use hayro::{
    PixmapSettings, RenderCache, RenderSettings, hayro_interpret::InterpreterSettings, render,
    vello_cpu::color::palette::css::WHITE,
};
use zeroize::{Zeroize, Zeroizing};

use crate::{contain::contained, finding::FindingCode, pdf, picture::raster::Raster};

/// Most pixels per point: a business card fills the preview without becoming a poster.
const MAX_ZOOM: f32 = 8.0;

/// Draws the first page on white paper, its long side `edge` pixels. Protected files are not drawn.
pub(crate) fn first_page(bytes: &[u8], edge: u32) -> Result<Raster, FindingCode> {
    let facts = pdf::inspect(bytes)?;
    if facts.restricted {
        return Err(FindingCode::Restricted);
    }
    contained(|| {
        let pdf = pdf::open(bytes).map_err(|_| FindingCode::Damaged)?;
        let page = pdf.pages().first().ok_or(FindingCode::NoPages)?;
        let (width, height) = page.render_dimensions();
        let long = width.max(height);
        if !long.is_finite() || width.min(height) <= 0.0 {
            return Err(FindingCode::Damaged);
        }
        let zoom = (edge as f32 / long).min(MAX_ZOOM);
        // A page of extreme proportions still is at least a pixel wide.
        let floor = |side: f32| (1.01 / side).max(zoom);
        let settings = PixmapSettings { x_scale: floor(width), y_scale: floor(height), bg_color: WHITE };
        let drawn =
            render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
        let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        // On white paper every pixel is opaque, so premultiplied colours are the colours.
        let mut drawn = drawn;
        let rgba = drawn.data_as_u8_slice_mut();
        let mut data = Zeroizing::new(Vec::with_capacity(rgba.len() / 4 * 3));
        for pixel in rgba.chunks_exact(4) {
            data.extend_from_slice(&pixel[..3]);
        }
        rgba.zeroize();
        Ok(Raster { width, height, channels: 3, data })
    })
    .unwrap_or(Err(FindingCode::Damaged))
}
