//! Page building and preflight checks: bytes in, bytes and findings out.
//!
//! [`sniff`] tells what a file is, [`inspect`] what is right and wrong with it and which [`Recipe`] makes a page of
//! it, [`build`] follows the recipe, [`preview`] shows both sides, [`check_draft`] looks at all files together. The
//! rules of the document types come from `model::file_rules`; why things are done as they are is told in
//! `docs/kyc-pages.md`.
//!
//! It does **not** read or write files, talk to a network or a database, know the time, speak to people (findings are
//! codes with values), rewrite PDFs, convert other formats, or read what stands on a page.
//!
//! Document bytes lie in buffers that are wiped when dropped, except where the decoders keep their own (listed in
//! `docs/kyc-pages.md`). All functions are blocking: call them off the async executor.

mod contain;
mod draft;
mod exif;
mod finding;
mod format;
pub mod fuzz_entry;
mod inspect;
mod jpeg;
mod page;
mod pdf;
mod picture;
mod png;
mod preview;
mod recipe;
mod wipe;

pub use draft::{DraftFindings, check_draft};
pub use finding::{Finding, FindingArg, FindingCode, Fix, Severity};
pub use format::{Format, FormatClass, sniff};
pub use inspect::{Inspection, MAX_FILE_BYTES, PageFacts, inspect, prepare, too_large_to_read};
pub use model::FileRules;
pub use page::{BuildError, Page, build};
pub use picture::MAX_PIXELS;
pub use picture::quality::{CORNERS, MAX_GLARE, MIN_BRIGHTNESS, MIN_SHARPNESS, MIN_SHORT_SIDE};
pub use preview::{MAX_PREVIEW_EDGE, Preview, Which, picture_of, preview};
pub use recipe::{Choice, Encoding, QuarterTurns, Recipe, UnreadableRecipe};
