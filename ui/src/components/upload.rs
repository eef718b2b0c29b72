//! The parts of the upload sheet that hold the others.

use leptos::prelude::*;

use super::{Button, Icon, IconName, IconSize, Keys, Meter, Status, Tone};
use crate::present::StatusWord;

/// User and type side by side.
#[component]
pub fn TargetGrid(children: Children) -> impl IntoView {
    view! { <div class="upload-target">{children()}</div> }
}

/// The head of the pages, with the keys that move them and the button that adds.
#[component]
pub fn PagesHead(
    /// Adds files.
    #[prop(into)]
    on_add: Callback<()>,
    /// The picker is open.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="row between pages-head">
            <h3 class="med">{l10n::text("upload-pages")}</h3>
            <span class="row">
                <span class="t3 small"><Keys keys="Alt ↑ ↓" />" "{l10n::text("upload-to-reorder")}</span>
                <Button small=true label=l10n::text("upload-add-files") icon=IconName::Plus busy=busy test_id="add-files" on_press=on_add />
            </span>
        </div>
    }
}

/// The pages in order.
#[component]
pub fn PageList(children: Children) -> impl IntoView {
    view! { <ol data-testid="pages">{children()}</ol> }
}

/// What is changed before sending.
#[component]
pub fn FixLine(
    /// The sentence.
    #[prop(into)]
    words: Signal<String>,
    /// What can be done about it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="row mt-2 fix-line" data-testid="fixes">
            <Icon name=IconName::Wand size=IconSize::Small tone=Tone::Third />
            <span class="t2 grow">{move || words.get()}</span>
            {children()}
        </div>
    }
}

/// A quiet paragraph of the sheet.
#[component]
pub fn UploadNote(
    /// The words.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! { <p class="t2 mt-2">{move || words.get()}</p> }
}

/// Fills the right column while there is nothing to show.
#[component]
pub fn SheetEmpty(
    /// The words.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="sheet-empty">
            <div><Icon name=IconName::Image size=IconSize::Huge /><p class="mt-2">{move || words.get()}</p></div>
        </div>
    }
}

/// How near the largest file is to the limit.
#[component]
pub fn FootMeter(
    /// The words above.
    #[prop(into)]
    words: Signal<String>,
    /// The share of the limit.
    #[prop(into)]
    share: Signal<f64>,
    /// The number of files, in words.
    #[prop(into)]
    files: Signal<String>,
    /// A promise.
    #[prop(into)]
    note: String,
) -> impl IntoView {
    let tone = Signal::derive(move || if share.get() > 1.0 { Tone::Bad } else { Tone::Accent });
    view! {
        <div class="foot-meter">
            <div class="row between small"><span class="t2">{move || words.get()}</span></div>
            <div class="mt-1"><Meter share=share label=words tone=tone /></div>
        </div>
        <div class="small t2 nowrap">{move || files.get()}<br /><span class="t3">{note}</span></div>
    }
}

/// What stands in the way or what will be sent, and the buttons.
#[component]
pub fn FootEnd(
    /// The line before the buttons.
    #[prop(into)]
    line: Signal<Option<StatusWord>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="row foot-end" data-testid="upload-line">
            {move || line.get().map(|line| view! { <span class="small"><Status of=line /></span> })}
            {children()}
        </div>
    }
}
