//! From pixels to JPEG and PNG bytes.

use image::{
    ExtendedColorType, ImageEncoder,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};
use zeroize::Zeroizing;

use crate::{picture::Broken, picture::raster::Raster, wipe::WipingBuffer};

/// Encodes as JPEG. Pictures with alpha must have been made opaque.
pub(crate) fn jpeg(
    raster: &Raster,
    quality: u8,
    halved_chroma: bool,
    icc: Option<&[u8]>,
) -> Result<Zeroizing<Vec<u8>>, Broken> {
    let colour = match raster.channels {
        1 => ColorType::Luma,
        3 => ColorType::Rgb,
        _ => return Err(Broken::Damaged),
    };
    let width = u16::try_from(raster.width).map_err(|_| Broken::TooComplex)?;
    let height = u16::try_from(raster.height).map_err(|_| Broken::TooComplex)?;
    let mut out = WipingBuffer::with_capacity(raster.data.len() / 6 + 4096);
    let mut encoder = Encoder::new(&mut out, quality);
    encoder.set_sampling_factor(if halved_chroma { SamplingFactor::R_4_2_0 } else { SamplingFactor::R_4_4_4 });
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.set_optimized_huffman_tables(true);
    if let Some(icc) = icc {
        encoder.add_icc_profile(icc).map_err(|_| Broken::Damaged)?;
    }
    encoder.encode(&raster.data, width, height, colour).map_err(|_| Broken::Damaged)?;
    Ok(out.into_bytes())
}

/// Encodes as PNG, alpha included.
pub(crate) fn png(raster: &Raster, icc: Option<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, Broken> {
    let colour = match raster.channels {
        1 => ExtendedColorType::L8,
        2 => ExtendedColorType::La8,
        3 => ExtendedColorType::Rgb8,
        4 => ExtendedColorType::Rgba8,
        _ => return Err(Broken::Damaged),
    };
    let mut out = WipingBuffer::with_capacity(raster.data.len() / 2 + 4096);
    let mut encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Adaptive);
    if let Some(icc) = icc
        && encoder.set_icc_profile(icc).is_err()
    {
        return Err(Broken::Damaged);
    }
    encoder.write_image(&raster.data, raster.width, raster.height, colour).map_err(|_| Broken::Damaged)?;
    Ok(out.into_bytes())
}
