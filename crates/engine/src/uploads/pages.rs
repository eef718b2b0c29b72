//! From a stored page to its bytes: the file is read once, compared with what was checked, and built from that buffer.

use journal::drafts::Page;
use mangopay::PageBody;
use model::KycDocumentType;

use super::machine::FileFault;
use crate::drafts::intake::{self, Refused};

/// A page in memory, ready to be sent. Wiped when the last clone is dropped.
#[derive(Debug, Clone)]
pub(super) struct Built {
    /// The request's body.
    pub(super) body: PageBody,
    /// Bytes of the page.
    pub(super) bytes: u64,
}

/// Reads the file and builds the page. Blocks.
pub(super) fn build(page: &Page, kind: &KycDocumentType) -> Result<Built, FileFault> {
    let taken = intake::take(&page.path).map_err(fault)?;
    if taken.hash != page.hash {
        return Err(FileFault::Changed);
    }
    let recipe: kyc::Recipe = page.recipe.parse().map_err(|_| FileFault::Unusable)?;
    let built = kyc::build(&taken.bytes, &recipe, &model::file_rules(kind)).map_err(|_| FileFault::Unusable)?;
    let size = built.size();
    Ok(Built { body: PageBody::new(built.bytes), bytes: size })
}

/// What stands at the path now.
fn fault(refused: Refused) -> FileFault {
    match refused {
        Refused::Missing | Refused::Unreadable => FileFault::Missing,
        Refused::Folder | Refused::Link | Refused::NotAFile | Refused::TooLarge { .. } | Refused::TooMany => {
            FileFault::Changed
        }
    }
}
