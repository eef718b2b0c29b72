//! The recovery code, shown once.

use leptos::prelude::*;

use super::Setup;
use crate::{
    components::{Button, ButtonKind, Checkbox, CodeBox, IconName, Narrow, Row, Stack, StepTitle, Text, Tone},
    hooks::{Leaving, use_clipboard},
};

/// The code, and the word that it is noted.
#[component]
pub(super) fn Recovery(setup: Setup) -> impl IntoView {
    let noted = RwSignal::new(false);
    // A secret does not outlive the view that shows it.
    let clipboard = use_clipboard(Leaving::Empties);
    let code = setup.recovery_code.get_untracked().unwrap_or_default();
    let to_copy = code.clone();
    let copy = move || clipboard.copy(to_copy.clone());
    let note = move || clipboard.note().unwrap_or_default();
    view! {
        <StepTitle words=l10n::text("recovery-title") sub=l10n::text("recovery-sub") />
        <Narrow top=5>
            <CodeBox text=code label=l10n::text("recovery-title") test_id="recovery-code" />
            <Row top=3>
                <Button label=l10n::text("recovery-copy") icon=IconName::Copy test_id="recovery-copy" on_press=move |()| copy() />
                <Text tone=Tone::Third>{note}</Text>
            </Row>
            <Stack top=5>
                <Checkbox label=l10n::text("recovery-noted") checked=noted test_id="recovery-written" on_change=move |on| noted.set(on) />
            </Stack>
            <Row top=4 between=true>
                <Text tone=Tone::Third>{move || if noted.get() { String::new() } else { l10n::text("recovery-why") }}</Text>
                <Button
                    kind=ButtonKind::Primary
                    label=l10n::text("recovery-open")
                    disabled=Signal::derive(move || !noted.get())
                    test_id="recovery-done"
                    on_press=move |()| setup.enter()
                />
            </Row>
        </Narrow>
    }
}
