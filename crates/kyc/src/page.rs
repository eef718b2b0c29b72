//! The page: the bytes exactly as they are sent.

use std::fmt;

use model::FileRules;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{
    contain::contained,
    finding::FindingCode,
    format::{Format, FormatClass, sniff},
    inspect::{MAX_FILE_BYTES, PageFacts},
    pdf,
    picture::{Source, plan},
    recipe::{Encoding, Recipe},
};

/// A page in memory. Its bytes are wiped when it is dropped, and never shown in logs.
#[derive(Clone)]
pub struct Page {
    /// The bytes exactly as they are sent.
    pub bytes: Zeroizing<Vec<u8>>,
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
    /// JPEG, PNG or PDF.
    pub format: Format,
    /// Pixels across; 0 for a PDF.
    pub width: u32,
    /// Pixels down; 0 for a PDF.
    pub height: u32,
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").field("format", &self.format).field("len", &self.bytes.len()).finish_non_exhaustive()
    }
}

impl Page {
    /// Bytes of the page.
    pub fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// The page without its bytes.
    pub fn facts(&self) -> PageFacts {
        let Self { hash, format, width, height, .. } = *self;
        PageFacts { hash, format, bytes: self.size(), width, height }
    }

    pub(crate) fn of_picture(bytes: Zeroizing<Vec<u8>>, format: Format, width: u32, height: u32) -> Self {
        let hash = blake3::hash(&bytes).into();
        Self { bytes, hash, format, width, height }
    }

    pub(crate) fn of_pdf(bytes: &[u8]) -> Self {
        Self::of_picture(Zeroizing::new(bytes.to_vec()), Format::Pdf, 0, 0)
    }
}

/// Why no page came of a file and a recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The file cannot be read as what a recipe can be followed for; the code says why.
    #[error("the file cannot become a page: {}", .0.name())]
    Unusable(FindingCode),
    /// The recipe was made for another file: it keeps what has to be turned, or turns a PDF.
    #[error("the recipe does not fit the file")]
    RecipeDoesNotFit,
    /// The page is smaller or larger than the rules allow.
    #[error("a page of {bytes} bytes is outside the limits")]
    OutsideLimits {
        /// Bytes of the page.
        bytes: u64,
    },
}

/// Makes the page of a file by a recipe. The same file and recipe give the same bytes.
///
/// # Errors
/// If the file is damaged or not what the recipe was made for, or if the page falls outside the limits. None of them
/// occurs for a recipe from [`inspect`](crate::inspect) with the same bytes and rules.
pub fn build(bytes: &[u8], recipe: &Recipe, rules: &FileRules) -> Result<Page, BuildError> {
    let page = make(bytes, recipe)?;
    if (rules.min_bytes..=rules.max_bytes).contains(&page.size()) {
        Ok(page)
    } else {
        Err(BuildError::OutsideLimits { bytes: page.size() })
    }
}

/// The page, whatever its size.
pub(crate) fn make(bytes: &[u8], recipe: &Recipe) -> Result<Page, BuildError> {
    let format = sniff(bytes);
    let size = bytes.len() as u64;
    if size > MAX_FILE_BYTES {
        return Err(BuildError::Unusable(FindingCode::FileTooLarge { bytes: size, max: MAX_FILE_BYTES }));
    }
    match format.class() {
        FormatClass::NotADocument => return Err(BuildError::Unusable(FindingCode::NotADocument { format })),
        FormatClass::ConvertFirst => return Err(BuildError::Unusable(FindingCode::UnsupportedFormat { format })),
        FormatClass::Sendable => {}
    }
    if format == Format::Pdf {
        if recipe.encoding != Encoding::Keep || recipe.choice.turns.quarters() != 0 || recipe.long_edge.is_some() {
            return Err(BuildError::RecipeDoesNotFit);
        }
        pdf::inspect(bytes).map_err(BuildError::Unusable)?;
        return Ok(Page::of_pdf(bytes));
    }
    let source = Source::read(bytes, format).map_err(|broken| BuildError::Unusable(broken.finding()))?;
    let motion = source.motion(recipe.choice);
    if recipe.encoding == Encoding::Keep && (!motion.is_none() || recipe.long_edge.is_some()) {
        return Err(BuildError::RecipeDoesNotFit);
    }
    let made = contained(|| plan::follow(&source, recipe))
        .map_err(|_| BuildError::Unusable(FindingCode::Damaged))?
        .map_err(|broken| BuildError::Unusable(broken.finding()))?;
    let (width, height) = made.size;
    Ok(Page::of_picture(made.bytes, made.format, width, height))
}
