//! A list of questions with their answers: the connection check.

use leptos::prelude::*;

use super::{Icon, IconName, Tone};

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckLine {
    /// Ok, warn or bad; anything else is quiet.
    pub tone: Tone,
    /// The icon.
    pub icon: IconName,
    /// The question.
    pub words: String,
    /// At the end of the line.
    pub value: String,
    /// Why, and what to do.
    pub why: Option<String>,
    /// For tests.
    pub test_id: String,
}

/// Questions and answers in a panel.
#[component]
pub fn CheckList(
    /// The title.
    #[prop(into)]
    title: String,
    /// At the end of the title's line.
    #[prop(into)]
    summary: Signal<String>,
    /// The lines.
    #[prop(into)]
    lines: Signal<Vec<CheckLine>>,
    /// Below the list.
    #[prop(into)]
    note: Signal<String>,
) -> impl IntoView {
    let line = |line: CheckLine| {
        let class = match line.tone {
            Tone::Ok => "ok",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
            Tone::Inherit | Tone::Second | Tone::Third | Tone::Accent | Tone::Info => "idle",
        };
        view! {
            <li class=class data-testid=line.test_id>
                <Icon name=line.icon />
                <b>{line.words}</b>
                <span class="val">{line.value}</span>
                {line.why.map(|why| view! { <span class="why small">{why}</span> })}
            </li>
        }
    };
    view! {
        <div class="row between list-title">
            <h2 class="h3">{title}</h2>
            <span class="t3 small" role="status">{move || summary.get()}</span>
        </div>
        <ul class="diag panel" data-testid="connection-checks">{move || lines.get().into_iter().map(line).collect_view()}</ul>
        <p class="hint mt-2">{move || note.get()}</p>
    }
}
