//! The recovery code, shown once.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::Setup;
use crate::{
    components::{Button, ButtonKind, Checkbox, CodeBox, IconName, Narrow, Row, Stack, StepTitle, Text, Tone},
    platform,
};

/// The clipboard is emptied after so long (design, section 7).
const ON_CLIPBOARD: u32 = 60;

/// The code, and the word that it is noted.
#[component]
pub(super) fn Recovery(setup: Setup) -> impl IntoView {
    let noted = RwSignal::new(false);
    let copied = RwSignal::new(None::<u32>);
    let failed = RwSignal::new(false);
    let code = setup.recovery_code.get_untracked().unwrap_or_default();
    let to_copy = code.clone();
    let copy = move || {
        let code = to_copy.clone();
        spawn_local(async move {
            let done = platform::copy(&code).await;
            failed.try_set(!done);
            if done {
                copied.try_set(Some(ON_CLIPBOARD));
            }
        });
    };
    let tick = set_interval_with_handle(
        move || {
            let Some(left) = copied.get_untracked() else { return };
            if left > 1 {
                copied.set(Some(left - 1));
            } else {
                copied.set(None);
                spawn_local(async {
                    platform::copy("").await;
                });
            }
        },
        Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
        if copied.try_get_untracked().flatten().is_some() {
            spawn_local(async {
                platform::copy("").await;
            });
        }
    });
    let note = move || match (copied.get(), failed.get()) {
        (Some(left), _) => l10n::text_with("recovery-copied", &[("seconds", left.into())]),
        (None, true) => l10n::text("copy-failed"),
        (None, false) => String::new(),
    };
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
