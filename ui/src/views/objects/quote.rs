//! A conversion beside its list with the quote it was made at, and a quote beside its own: the price and what it holds.

use ipc::quotes::{OpenQuote, QuoteOf, QuoteState};
use leptos::prelude::*;
use model::{Area, ConversionId, QuoteId};

use super::inspector::value;
use crate::{
    api,
    components::{Awaited, Details, FailureNotice, Hint, Section, Skeleton, Status, Term},
    hooks::{use_ask, use_repetition},
    present::{Calendar, objects::ObjectRow, quotes as present},
    session::desk,
};

/// The terms of a quote; asked for anew whenever it or its conversion may have changed.
#[component]
pub fn QuoteTerms(
    /// A quote or a conversion.
    row: ObjectRow,
) -> impl IntoView {
    let desk = desk();
    // A quote's own list tells the rest of it beside.
    let whole = row.area != Area::Quotes;
    let of = match whole {
        true => QuoteOf::Conversion(ConversionId::new(row.row.id.as_str())),
        false => QuoteOf::Quote(QuoteId::new(row.row.id.as_str())),
    };
    let tries = RwSignal::new(0_u32);
    let asked_before = use_repetition();
    let state = use_ask(move || {
        desk.rows_version(Area::Quotes);
        desk.rows_version(Area::Transactions);
        let again = asked_before(&tries.get());
        Some(api::call(OpenQuote { of: of.clone(), again }))
    });
    let retry = Callback::new(move |()| tries.update(|tries| *tries += 1));
    let title = l10n::text(if whole { "quotes-one" } else { "quote-terms" });
    view! {
        <Section title=title test_id="quote">
            <Awaited
                data=state.data
                waiting=|| view! { <Skeleton lines=4 /> }
                on_retry=retry
                children=move |state: QuoteState| {
                    view! { <Terms state=state whole=whole calendar=desk.calendar_now() on_retry=retry /> }
                }
            />
        </Section>
    }
}

#[component]
fn Terms(state: QuoteState, whole: bool, calendar: Calendar, on_retry: Callback<()>) -> impl IntoView {
    let QuoteState { quote, is_instant, under_way, trouble } = state;
    let is_held = quote.is_some();
    let desk = desk();
    let terms = quote.map(|quote| {
        let facts: Vec<_> = present::facts(&quote, whole, &calendar)
            .into_iter()
            .map(|(name, fact)| view! { <Term name=name>{value(fact)}</Term> })
            .collect();
        // Its time may pass while somebody looks at it.
        let status = Memo::new(move |_| {
            desk.now.track();
            present::status(&quote, &desk.calendar_now())
        });
        view! {
            <Status of=status test_id="quote-status" />
            <Details>{facts}</Details>
        }
    });
    let trouble = trouble.filter(|_| !under_way);
    let hint = if is_instant {
        Some("quote-instant")
    } else if under_way && !is_held {
        Some("quote-reading")
    } else if trouble.is_none() && !is_held {
        Some("quote-not-read")
    } else {
        None
    };
    view! {
        {trouble.map(|failure| view! { <FailureNotice failure=failure on_retry=on_retry /> })}
        {terms}
        {hint.map(|id| view! { <Hint text=l10n::text(id) /> })}
    }
}
