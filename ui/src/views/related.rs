//! The lists that lead to an object, with how many of their rows do.

use std::time::Duration;

use ipc::documents::CountRows;
use leptos::prelude::*;
use model::Area;

use crate::{
    api,
    components::{Banner, IconName, Line, Lines, Link, Text, Tone},
    hooks::{use_ask, use_calm},
    present::objects::{Related, related},
    session::desk,
};

/// While everything moves, they are counted anew so often.
const EVERY: Duration = Duration::from_secs(1);

/// The lists that lead to an object and how many of their rows do; those without any are left out.
pub fn use_related(area: Area, id: &str) -> Memo<Vec<(Related, u32)>> {
    use_counted(related(area, id))
}

/// The same of given lists.
fn use_counted(all: Vec<Related>) -> Memo<Vec<(Related, u32)>> {
    let (desk, all) = (desk(), StoredValue::new(all));
    // A number leads to the rows that it counts, so it follows them.
    let version = move || {
        all.with_value(|all| all.iter().fold(0_u32, |sum, one| sum.wrapping_add(desk.rows_version(one.query.area))))
    };
    let changed = use_calm(version, EVERY);
    let counts = use_ask(move || {
        changed.track();
        let queries: Vec<_> = all.with_value(|all| all.iter().map(|one| one.query.clone()).collect());
        (!queries.is_empty()).then(|| api::call(CountRows { queries }))
    });
    Memo::new(move |_| {
        let counts = counts.data.with(|data| data.value().cloned()).unwrap_or_default();
        let some = |(one, count): (Related, Option<u32>)| Some((one, count.filter(|count| *count > 0)?));
        all.with_value(|all| all.iter().cloned().zip(counts).filter_map(some).collect())
    })
}

/// Says that further disputes use the card of one, if there are any.
#[component]
pub fn SameCard(
    /// All disputes on the card.
    disputes: Related,
) -> impl IntoView {
    let counted = use_counted(vec![disputes]);
    move || {
        let (disputes, count) = counted.get().into_iter().next().filter(|(_, count)| *count > 1)?;
        let words = l10n::text_with("dispute-same-card", &[("count", (count - 1).into())]);
        Some(view! {
            <Banner tone=Tone::Warn icon=IconName::Alert spaced=true test_id="same-card">
                <Text grow=true>{words}</Text>
                <Link label=l10n::text("home-open") href=disputes.path />
            </Banner>
        })
    }
}

/// A line for each, whose number leads to the rows that it counts.
#[component]
pub fn RelatedLines(
    /// The lists.
    related: Vec<(Related, u32)>,
) -> impl IntoView {
    let lines: Vec<_> = related
        .into_iter()
        .map(|(one, count)| {
            let (path, shown) = (one.path, l10n::number(i64::from(count)));
            let end = move || view! { <Link label=shown.clone() href=path.clone() /> };
            view! { <Line label=one.label end=end /> }
        })
        .collect();
    view! { <Lines>{lines}</Lines> }
}
