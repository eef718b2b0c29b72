//! From a file to what the person is told about it, and the recipe for its page.

use model::FileRules;

use crate::{
    contain::contained,
    finding::{Finding, FindingCode, Fix, Severity},
    format::{Format, FormatClass, sniff},
    page::Page,
    pdf,
    picture::plan::{Made, Planned, plan},
    picture::{Source, quality},
    recipe::{Choice, Encoding, Recipe},
};

/// Largest file that is read into memory, in bytes. Photos of 100 megapixels are smaller.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Everything the preflight says about one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// What the file is, by its content.
    pub format: Format,
    /// Bytes of the file as received.
    pub bytes: u64,
    /// BLAKE3 of the file as received: what the journal stores to notice a changed file.
    pub file_hash: [u8; 32],
    /// Pixels across as stored, before any turning; 0 if unknown or a PDF.
    pub width: u32,
    /// Pixels down as stored, before any turning; 0 if unknown or a PDF.
    pub height: u32,
    /// Pages of a PDF; 1 for pictures; 0 if unknown.
    pub pages: u32,
    /// Whether the person may turn it: pictures yes, PDFs no (they are sent unchanged).
    pub turnable: bool,
    /// All results, the heaviest first.
    pub findings: Vec<Finding>,
    /// How to make the page. None if it cannot be sent.
    pub recipe: Option<Recipe>,
    /// What the recipe changes by itself. Turns the person chose are not listed.
    pub fixes: Vec<Fix>,
    /// The page as it will be sent. None if it cannot be sent.
    pub page: Option<PageFacts>,
}

/// A page without its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageFacts {
    /// BLAKE3 of the page.
    pub hash: [u8; 32],
    /// JPEG, PNG or PDF.
    pub format: Format,
    /// Bytes.
    pub bytes: u64,
    /// Pixels across; 0 for a PDF.
    pub width: u32,
    /// Pixels down; 0 for a PDF.
    pub height: u32,
}

impl Inspection {
    /// Whether it cannot be sent.
    pub fn is_blocked(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Blocks)
    }

    fn add(&mut self, code: FindingCode) {
        self.findings.push(code.into());
    }
}

/// The finding for a file that is too large to be read at all, told from its size on disk.
pub fn too_large_to_read(bytes: u64) -> Option<Finding> {
    (bytes > MAX_FILE_BYTES).then(|| FindingCode::FileTooLarge { bytes, max: MAX_FILE_BYTES }.into())
}

/// Checks a file and finds the recipe for its page. `extension` (with or without dot) only serves to notice renamed
/// files; `rules` are those of the document type (`model::file_rules`).
pub fn inspect(bytes: &[u8], extension: Option<&str>, choice: Choice, rules: &FileRules) -> Inspection {
    prepare(bytes, extension, choice, rules).0
}

/// Like [`inspect`], and hands over the page that was made on the way, so that it need not be built again at once.
pub fn prepare(bytes: &[u8], extension: Option<&str>, choice: Choice, rules: &FileRules) -> (Inspection, Option<Page>) {
    let format = sniff(bytes);
    let mut inspection = Inspection {
        format,
        bytes: bytes.len() as u64,
        file_hash: blake3::hash(bytes).into(),
        width: 0,
        height: 0,
        pages: 0,
        turnable: false,
        findings: Vec::new(),
        recipe: None,
        fixes: Vec::new(),
        page: None,
    };
    if extension.is_some_and(|extension| format.contradicts(extension)) {
        inspection.add(FindingCode::Renamed { format });
    }
    let mut page = None;
    match format.class() {
        _ if format == Format::Empty => inspection.add(FindingCode::Empty),
        FormatClass::NotADocument => inspection.add(FindingCode::NotADocument { format }),
        FormatClass::ConvertFirst => inspection.add(FindingCode::UnsupportedFormat { format }),
        FormatClass::Sendable => {
            if let Some(finding) = too_large_to_read(bytes.len() as u64) {
                inspection.findings.push(finding);
            } else if format == Format::Pdf {
                page = inspect_pdf(bytes, rules, &mut inspection);
            } else {
                page = inspect_picture(bytes, choice, rules, &mut inspection);
            }
        }
    }
    inspection.page = page.as_ref().map(Page::facts);
    inspection.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    (inspection, page)
}

fn inspect_pdf(bytes: &[u8], rules: &FileRules, inspection: &mut Inspection) -> Option<Page> {
    let size = bytes.len() as u64;
    // Too large ones are not even parsed: they cannot be mended here.
    if size > rules.max_bytes {
        inspection.add(FindingCode::TooLargePdf { bytes: size, max: rules.max_bytes });
        return None;
    }
    match pdf::inspect(bytes) {
        Err(code) => {
            inspection.add(code);
            return None;
        }
        Ok(facts) => {
            inspection.pages = facts.pages;
            inspection.add(FindingCode::FormatOk { format: Format::Pdf });
            inspection.add(FindingCode::PagesOk { pages: facts.pages });
            if facts.restricted {
                inspection.add(FindingCode::Restricted);
            }
        }
    }
    if size < rules.min_bytes {
        inspection.add(FindingCode::TooSmall { bytes: size, min: rules.min_bytes });
        return None;
    }
    inspection.add(FindingCode::SizeOk { bytes: size, min: rules.min_bytes, max: rules.max_bytes });
    inspection.recipe = Some(Recipe { choice: Choice::default(), encoding: Encoding::Keep, long_edge: None });
    Some(Page::of_pdf(bytes))
}

fn inspect_picture(bytes: &[u8], choice: Choice, rules: &FileRules, inspection: &mut Inspection) -> Option<Page> {
    let format = inspection.format;
    let received = inspection.bytes;
    let source = match Source::read(bytes, format) {
        Ok(source) => source,
        Err(broken) => {
            inspection.add(broken.finding());
            return None;
        }
    };
    inspection.width = source.facts.width;
    inspection.height = source.facts.height;
    inspection.pages = 1;
    let planned = contained(|| {
        plan(&source, received, choice, rules).map(|planned| {
            let looks = quality::look(match &planned {
                Planned::Made(made) => &made.raster,
                Planned::Blocked(_, raster) => raster,
            });
            (planned, looks)
        })
    });
    let (planned, looks) = match planned {
        Ok(Ok(done)) => done,
        Ok(Err(broken)) => {
            inspection.add(broken.finding());
            return None;
        }
        Err(_) => {
            inspection.add(FindingCode::Damaged);
            return None;
        }
    };
    inspection.turnable = true;
    inspection.add(FindingCode::FormatOk { format });
    inspection.add(match &planned {
        Planned::Blocked(code, _) => *code,
        Planned::Made(Made { bytes, .. }) => {
            FindingCode::SizeOk { bytes: bytes.len() as u64, min: rules.min_bytes, max: rules.max_bytes }
        }
    });
    for code in looks {
        inspection.add(code);
    }
    if source.facts.animated {
        inspection.add(FindingCode::Animated);
    }
    match planned {
        Planned::Blocked(..) => None,
        Planned::Made(Made { recipe, bytes, format, raster }) => {
            inspection.recipe = Some(recipe);
            inspection.fixes = fixes(&source, &recipe, format, (raster.width, raster.height));
            Some(Page::of_picture(bytes, format, raster.width, raster.height))
        }
    }
}

/// Lists what a recipe changes.
fn fixes(source: &Source, recipe: &Recipe, format: Format, size: (u32, u32)) -> Vec<Fix> {
    let mut fixes = Vec::new();
    let noted = source.facts.motion;
    let motion = source.motion(recipe.choice);
    if recipe.choice.auto_orient && !noted.is_none() && !motion.is_none() {
        fixes.push(Fix::Turned { degrees: u16::from(noted.quarters) * 90, mirrored: noted.mirrored });
    }
    if source.facts.metadata {
        fixes.push(Fix::MetadataRemoved { gps: source.facts.gps });
    }
    let (from_width, from_height) = source.size_after(motion);
    if (from_width, from_height) != size {
        fixes.push(Fix::Scaled { from_width, from_height, to_width: size.0, to_height: size.1 });
    }
    if recipe.encoding != Encoding::Keep {
        fixes.push(Fix::Reencoded { format });
    }
    fixes
}
