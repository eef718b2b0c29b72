//! Entry points for fuzzing: any bytes in, no panic and no promise broken.

use model::FileRules;

use crate::{
    inspect::inspect,
    page::build,
    preview::{Which, preview},
    recipe::{Choice, QuarterTurns},
};

/// Inspects `data` under loose rules, builds what can be built and shows both sides.
///
/// # Panics
/// If a promise of this crate is broken: a recipe that cannot be followed, or a page other than the one announced.
pub fn fuzz_inspect(data: &[u8]) {
    let rules = FileRules { min_bytes: 1, max_bytes: 200_000, max_files: 5 };
    let choice = Choice { auto_orient: true, turns: QuarterTurns::new(data.len() as i32 % 4) };
    let inspection = inspect(data, Some("jpg"), choice, &rules);
    assert_eq!(inspection.recipe.is_some(), inspection.page.is_some(), "a recipe means a page");
    assert_eq!(inspection.recipe.is_none(), inspection.is_blocked(), "no recipe means a reason");
    let Some(recipe) = inspection.recipe else { return };
    let built = build(data, &recipe, &rules).ok().map(|page| page.facts());
    assert_eq!(built, inspection.page, "the page must be the one announced");
    for which in [Which::Received, Which::Sent] {
        if let Ok(preview) = preview(data, &recipe, 64, which) {
            assert!(preview.width.max(preview.height) <= 64, "previews keep to their size");
        }
    }
}
