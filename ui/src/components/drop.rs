//! Where files go: the overlay while they are held over the window, the place for more, and those not taken.

use leptos::prelude::*;

use super::{Icon, IconName, IconSize, Keys, Link};

/// Covers the window while files are held over it.
#[component]
pub fn DropZone(
    /// How many files, and how large.
    #[prop(into)]
    title: Signal<String>,
    /// What the first of them are called, and how large each is.
    #[prop(into)]
    names: Signal<Vec<(String, Option<String>)>>,
    /// What letting go does.
    #[prop(into)]
    action: Signal<String>,
    /// More about it.
    #[prop(into)]
    text: Signal<String>,
    /// A promise.
    #[prop(into)]
    note: Signal<String>,
    /// The way without a mouse.
    #[prop(into)]
    without_mouse: (String, String),
) -> impl IntoView {
    let (before, after) = without_mouse;
    view! {
        <div class="overlay drop" data-testid="drop-overlay">
            <section class="drop-box" role="dialog" aria-label=l10n::text("drop-title")>
                <div>
                    <div class="row between">
                        <h2 class="strong drop-title">{move || title.get()}</h2>
                        <span class="t3 row"><Keys keys="Esc" />{l10n::text("drop-cancels")}</span>
                    </div>
                    {move || names.with(|names| (!names.is_empty()).then(|| view! {
                        <div class="files mt-2">{names.iter().map(|(name, size)| chip(name, size.clone())).collect_view()}</div>
                    }))}
                </div>
                <div class="drop-zones drop-zones--one">
                    <div class="drop-zone is-over">
                        <Icon name=IconName::Upload size=IconSize::Huge />
                        <h2>{move || action.get()}</h2>
                        <p class="t2 drop-text">{move || text.get()}</p>
                        <p class="st st--info mt-2"><Icon name=IconName::Info />{move || note.get()}</p>
                    </div>
                </div>
                <p class="t3 row"><Icon name=IconName::Keyboard />{before}<Keys keys="U" />{after}</p>
            </section>
        </div>
    }
}

fn chip(name: &str, size: Option<String>) -> impl IntoView + use<> {
    let scan = name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("pdf"));
    let icon = if scan { IconName::File } else { IconName::Image };
    view! { <span class="filechip"><Icon name=icon /><span class="ell">{name.to_owned()}</span>{size.map(|size| view! { <span class="t3 nowrap">{size}</span> })}</span> }
}

/// The place for more files below the pages.
#[component]
pub fn MoreFiles(
    /// Opens the picker.
    #[prop(into)]
    on_choose: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="morefiles">
            <Icon name=IconName::Upload />
            {l10n::text("upload-drop-more")}" "
            <Link label=l10n::text("upload-choose-files") test_id="choose-files" on_press=on_choose />
        </div>
    }
}

/// Files that were dropped and not taken: name, why.
#[component]
pub fn RefusedFiles(
    /// Name and reason.
    #[prop(into)]
    files: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let line = |(name, why): (String, String)| {
        view! { <li><Icon name=IconName::XCircle /><span><b class="med">{name}</b>" "<span class="t2">{why}</span></span></li> }
    };
    view! {
        <ul class="refused-files" role="alert" data-testid="refused-files">
            {move || files.get().into_iter().map(line).collect_view()}
        </ul>
    }
}
