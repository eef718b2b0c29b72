//! What the checks found about a page, with the limits.

use leptos::prelude::*;

use super::Status;
use crate::present::StatusWord;

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreflightRow {
    /// What was checked, with its outcome's icon.
    pub name: StatusWord,
    /// What was found.
    pub value: String,
    /// What is asked for.
    pub limit: String,
}

/// Checks in a table.
#[component]
pub fn Preflight(
    /// What is checked, for screen readers.
    #[prop(into)]
    caption: Signal<String>,
    /// The checks, worst first.
    #[prop(into)]
    rows: Signal<Vec<PreflightRow>>,
) -> impl IntoView {
    let row = |row: PreflightRow| {
        let title = row.name.word.clone();
        view! {
            <tr>
                <td title=title><Status of=row.name /></td>
                <td class="num value">{row.value}</td>
                <td>{row.limit}</td>
            </tr>
        }
    };
    view! {
        <table class="preflight mt-3" data-testid="preflight">
            <caption class="vh">{move || caption.get()}</caption>
            <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
