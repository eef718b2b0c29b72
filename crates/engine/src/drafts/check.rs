//! Looking at a file: what `kyc` found, in the words of the contract, kept with the page in the journal.

use std::{collections::BTreeMap, path::Path};

use ipc::uploads::{Finding, Fix, MediaFacts, Severity};
use journal::drafts::{DraftPage, Page, Place};
use kyc::{Choice, FileRules, FindingArg, Inspection, QuarterTurns, Recipe};
use serde::{Deserialize, Serialize};

/// What is kept of a look at a file, so that the sheet opens without reading the file again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Summary {
    /// The look is not finished.
    pub(crate) checking: bool,
    pub(crate) received: MediaFacts,
    pub(crate) sent: Option<MediaFacts>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) fixes: Vec<Fix>,
    /// Turns made by the person, 0 to 3.
    pub(crate) quarters: u8,
    /// The person undid what is mended by itself.
    #[serde(default)]
    pub(crate) undone: bool,
    /// Counts up whenever the page looks different.
    pub(crate) revision: u32,
}

impl Summary {
    /// Before the look.
    pub(crate) fn unfinished(bytes: u64) -> Self {
        let received = MediaFacts { format: String::new(), bytes, width: None, height: None, pages: None };
        Self {
            checking: true,
            received,
            sent: None,
            findings: Vec::new(),
            fixes: Vec::new(),
            quarters: 0,
            undone: false,
            revision: 0,
        }
    }

    pub(crate) fn read(page: &DraftPage) -> Self {
        serde_json::from_str(&page.summary).unwrap_or_else(|_| Self::unfinished(page.page.size))
    }

    /// As JSON; plain data always serialises.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned())
    }

    pub(crate) fn blocks(&self) -> bool {
        self.sent.is_none() || self.findings.iter().any(|finding| finding.severity == Severity::Blocks)
    }

    /// A page whose file cannot be read as it was: one finding that says why.
    pub(crate) fn unusable(&self, code: &str) -> Self {
        Self {
            checking: false,
            sent: None,
            findings: vec![plain(code, Severity::Blocks)],
            fixes: Vec::new(),
            revision: self.revision + 1,
            ..self.clone()
        }
    }

    /// Whether something was mended that a page can be sent without: which way up it is. Metadata stay out, and what is
    /// too large is made smaller.
    pub(crate) fn can_undo(&self) -> bool {
        self.fixes.iter().any(|fix| fix.code == TURNED)
    }

    /// What the person decided about the page.
    pub(crate) fn choice(&self) -> Choice {
        Choice { auto_orient: !self.undone, turns: QuarterTurns::new(i32::from(self.quarters)) }
    }
}

/// The name of the fix that turns a page upright.
const TURNED: &str = "turned";

/// A finding that needs no values.
pub(crate) fn plain(code: &str, severity: Severity) -> Finding {
    Finding { code: code.to_owned(), severity, args: BTreeMap::new(), predicts: None }
}

/// What came of a look.
pub(crate) struct Looked {
    pub(crate) summary: Summary,
    pub(crate) recipe: String,
    pub(crate) page_size: Option<u64>,
}

/// Looks at a file. Blocks, for up to seconds.
pub(crate) fn look(page: &Page, bytes: &[u8], before: &Summary, rules: &FileRules) -> Looked {
    let extension = Path::new(&page.file_name).extension().and_then(|extension| extension.to_str());
    let inspection = kyc::inspect(bytes, extension, before.choice(), rules);
    let mut findings: Vec<Finding> = inspection.findings.iter().map(finding).collect();
    if page.place == Place::Transient {
        findings.push(plain("transient-folder", Severity::Warns));
    }
    findings.sort_by_key(|finding| finding.severity);
    let summary = Summary {
        checking: false,
        received: received(&inspection),
        sent: inspection.page.map(|page| MediaFacts {
            format: page.format.as_str().to_owned(),
            bytes: page.bytes,
            width: some(page.width),
            height: some(page.height),
            pages: pages(&inspection),
        }),
        findings,
        fixes: inspection.fixes.iter().map(fix).collect(),
        quarters: before.quarters,
        undone: before.undone,
        revision: before.revision + 1,
    };
    Looked {
        summary,
        recipe: inspection.recipe.map(|recipe: Recipe| recipe.to_string()).unwrap_or_default(),
        page_size: inspection.page.map(|page| page.bytes),
    }
}

fn received(inspection: &Inspection) -> MediaFacts {
    MediaFacts {
        format: inspection.format.as_str().to_owned(),
        bytes: inspection.bytes,
        width: some(inspection.width),
        height: some(inspection.height),
        pages: pages(inspection),
    }
}

fn pages(inspection: &Inspection) -> Option<u32> {
    some(inspection.pages).filter(|_| inspection.format == kyc::Format::Pdf)
}

fn some(number: u32) -> Option<u32> {
    (number > 0).then_some(number)
}

pub(crate) fn finding(found: &kyc::Finding) -> Finding {
    Finding {
        code: found.code.name().to_owned(),
        severity: match found.severity {
            kyc::Severity::Blocks => Severity::Blocks,
            kyc::Severity::Warns => Severity::Warns,
            kyc::Severity::Good => Severity::Good,
        },
        args: args(found.code.args()),
        predicts: found.code.predicts().map(str::to_owned),
    }
}

fn fix(fix: &kyc::Fix) -> Fix {
    let pairs: Vec<(&str, String)> = match fix {
        kyc::Fix::Turned { degrees, mirrored } => {
            vec![("degrees", degrees.to_string()), ("mirrored", mirrored.to_string())]
        }
        kyc::Fix::MetadataRemoved { gps } => vec![("gps", gps.to_string())],
        kyc::Fix::Scaled { from_width, from_height, to_width, to_height } => vec![
            ("from_width", from_width.to_string()),
            ("from_height", from_height.to_string()),
            ("to_width", to_width.to_string()),
            ("to_height", to_height.to_string()),
        ],
        kyc::Fix::Reencoded { format } => vec![("format", format.as_str().to_owned())],
    };
    let args = pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Fix { code: fix.name().to_owned(), args }
}

fn args(args: Vec<(&'static str, FindingArg)>) -> BTreeMap<String, String> {
    let text = |arg| match arg {
        FindingArg::Number(number) => number.to_string(),
        FindingArg::Word(word) => word.to_owned(),
    };
    args.into_iter().map(|(name, arg)| (name.to_owned(), text(arg))).collect()
}
