//! The lines of a file as they came: wide, numbered, scrolling both ways.

use leptos::prelude::*;

/// A column's name, and whether it holds numbers.
type CsvHead = (String, bool);

/// Lines of a file.
#[component]
pub fn CsvTable(
    /// For screen readers.
    #[prop(into)]
    label: String,
    /// The columns.
    heads: Vec<CsvHead>,
    /// The number of the first line.
    first: u64,
    /// The lines.
    lines: Vec<Vec<String>>,
) -> impl IntoView {
    let numeric: Vec<bool> = heads.iter().map(|(_, number)| *number).collect();
    let heads: Vec<_> = heads
        .into_iter()
        .map(|(name, number)| view! { <th scope="col" class=number.then_some("num")>{name}</th> })
        .collect();
    let lines: Vec<_> = (first..)
        .zip(lines)
        .map(|(number, cells)| {
            let cells: Vec<_> = cells
                .into_iter()
                .zip(numeric.iter().copied().chain(std::iter::repeat(false)))
                .map(|(cell, number)| view! { <td class=number.then_some("num")>{cell}</td> })
                .collect();
            view! { <tr><th scope="row" class="num">{l10n::number(i64::try_from(number).unwrap_or(i64::MAX))}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <div class="csv" tabindex="0" role="region" aria-label=label data-testid="csv">
            <table class="mono">
                <thead><tr><th scope="col" class="num">"#"</th>{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}
