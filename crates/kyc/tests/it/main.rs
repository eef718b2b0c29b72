//! Public behaviour of the page builder, on files made in code.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test helpers stop at the first surprise")]

mod drafts;
mod files;
mod hostile;
mod metadata;
mod orientation;
mod pdfs;
mod previews;
mod quality;
mod repair;
mod sight;
mod sniffing;
