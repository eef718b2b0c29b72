//! Pictures of pages: the thumbnail of a card, and the page as it came beside the page as it will be sent.

use leptos::prelude::*;

use super::{Icon, IconName, IconSize};
use crate::hooks::{Picture, PictureOf, use_picture};

/// A small picture of a page.
#[component]
pub fn Thumbnail(
    /// Which picture.
    #[prop(into)]
    of: Memo<Option<PictureOf>>,
    /// What it shows.
    #[prop(into)]
    label: Signal<String>,
    /// Stands in while there is none.
    #[prop(into)]
    icon: Signal<IconName>,
) -> impl IntoView {
    let picture = use_picture(of);
    view! {
        <div class="thumb">
            {move || match picture.get() {
                Picture::Ready(address) => view! { <img src=address alt=move || label.get() draggable="false" /> }.into_any(),
                Picture::Waiting => view! { <span class="sk"></span> }.into_any(),
                Picture::None | Picture::Failed => view! { <Icon name=icon size=IconSize::Large /> }.into_any(),
            }}
        </div>
    }
}

/// A page before and after.
#[component]
pub fn BeforeAfter(
    /// As it came.
    before: Memo<Option<PictureOf>>,
    /// As it will be sent.
    after: Memo<Option<PictureOf>>,
    /// Format and size as it came.
    #[prop(into)]
    before_facts: Signal<String>,
    /// Format and size as it will be sent.
    #[prop(into)]
    after_facts: Signal<String>,
) -> impl IntoView {
    let figure = |of: Memo<Option<PictureOf>>, key: &'static str, facts: Signal<String>, sent: bool| {
        let picture = use_picture(of);
        let alt = l10n::text(key);
        view! {
            <figure data-testid=key>
                <div class="picture">
                    {move || match picture.get() {
                        Picture::Ready(address) => view! { <img src=address alt=alt.clone() draggable="false" /> }.into_any(),
                        Picture::Waiting => view! { <span class="t3">{l10n::text("working")}</span> }.into_any(),
                        Picture::None | Picture::Failed => view! { <span class="t3">{l10n::text("preview-none")}</span> }.into_any(),
                    }}
                </div>
                <figcaption>
                    <span class=sent.then_some("is-sent")>{l10n::text(key)}</span>
                    <span>{move || facts.get()}</span>
                </figcaption>
            </figure>
        }
    };
    view! {
        <div class="ba mt-2">
            {figure(before, "preview-received", before_facts, false)}
            {figure(after, "preview-sent", after_facts, true)}
        </div>
    }
}
