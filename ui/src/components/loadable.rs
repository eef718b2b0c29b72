//! The one component that renders the states of data, and the words of a failure.

use std::sync::Arc;

use ipc::{Failure, Retry};
use leptos::prelude::*;

use super::{Banner, Button, IconName, StateBox, Text, Tone};
use crate::present::{Loadable, failure};

/// Shows data, or that it is on its way, or why it is not there.
#[component]
pub fn Awaited<T, F, V>(
    /// The data.
    #[prop(into)]
    data: Signal<Loadable<T>>,
    /// What it looks like while it is loading.
    #[prop(into)]
    waiting: ViewFn,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// The data's view.
    children: F,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let children = Arc::new(children);
    let value = Memo::new(move |_| data.with(|data| data.value().cloned()));
    let trouble = Memo::new(move |_| data.with(|data| data.failure().cloned()));
    move || {
        let children = Arc::clone(&children);
        match (value.get(), trouble.get()) {
            (Some(value), trouble) => view! {
                {trouble.map(|failure| notice(&failure, false, on_retry))}
                {children(value)}
            }
            .into_any(),
            (None, Some(failure)) => {
                let (what, to_do) = failure::words(&failure);
                view! {
                    <StateBox icon=IconName::Alert title=what text=to_do test_id="failure">
                        {on_retry.filter(|_| failure.retry != Retry::Never).map(|retry| view! {
                            <Button label=l10n::text("try-again") icon=IconName::Sync on_press=retry />
                        })}
                    </StateBox>
                }
                .into_any()
            }
            (None, None) => waiting.run(),
        }
    }
}

/// A failure where the user is looking: what, why and what to do.
#[component]
pub fn FailureNotice(
    /// What went wrong.
    failure: Failure,
    /// Spans the page above the table.
    #[prop(optional)]
    flat: bool,
    /// Tries again; offered unless that makes no sense.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    notice(&failure, flat, on_retry)
}

/// The same, for callers that may or may not be able to try again.
pub(super) fn notice(failure: &Failure, flat: bool, on_retry: Option<Callback<()>>) -> AnyView {
    let (what, to_do) = failure::words(failure);
    let retry = on_retry.filter(|_| failure.retry != Retry::Never);
    view! {
        <Banner tone=Tone::Bad icon=IconName::Alert flat=flat alert=true test_id="failure">
            <Text grow=true><Text strong=true>{what}</Text>" "{to_do}</Text>
            {retry.map(|retry| view! { <Button small=true label=l10n::text("try-again") icon=IconName::Sync on_press=retry /> })}
        </Banner>
    }
    .into_any()
}
