//! Step 3: what protects the profile on this computer.

use leptos::prelude::*;
use model::Environment;

use super::{Setup, Step};
use crate::{
    components::{
        Button, ButtonKind, FailureNotice, Field, Hint, IconName, Narrow, Row, Stack, Status, StepTitle, Text,
        TextInput, Ticks, Tone,
    },
    present::{failure, passphrase},
};

/// The passphrase, where one is wanted or needed.
#[component]
pub(super) fn Protect(setup: Setup) -> impl IntoView {
    let needed = setup.must_protect;
    let tried = RwSignal::new(false);
    let differs = move || setup.again.with(|again| setup.passphrase.with(|passphrase| again != passphrase));
    let empty = move || setup.passphrase.with(String::is_empty);
    let again_error = Signal::derive(move || (tried.get() && differs()).then(|| l10n::text("passphrase-differs")));
    let error = Signal::derive(move || {
        let missing = (tried.get() && needed.get() && empty()).then(|| l10n::text("failure-required"));
        missing.or_else(|| failure::field(&setup.create.failure.get()?, "passphrase"))
    });
    let trouble = move || setup.create.failure.get().filter(|failure| failure.fields.is_empty() || needed.get());
    let go_on = move || {
        tried.set(true);
        let short = setup.passphrase.with(|typed| !typed.is_empty() && typed.chars().count() < passphrase::SHORTEST);
        if !(short || differs() || (needed.get_untracked() && empty())) {
            setup.create();
        }
    };
    let strength = Memo::new(move |_| setup.passphrase.with(|typed| passphrase::strength(typed)));
    let back = if setup.environment.get_untracked() == Environment::Demo { Step::Choose } else { Step::Connect };
    Effect::new(move |_| {
        request_animation_frame(|| {
            crate::platform::focus("[data-testid='protect-passphrase']");
        });
    });
    let action = move || l10n::text(if empty() && !needed.get() { "protect-create-without" } else { "protect-create" });
    let note = if needed.get_untracked() { String::new() } else { l10n::text("optional") };
    view! {
        <StepTitle
            words=l10n::text("protect-title")
            sub=l10n::text(setup.key_store_words.get_untracked())
        />
        <Narrow top=5>
            <Ticks items=vec![
                (IconName::Lock, Tone::Inherit, l10n::text("protect-fact-passphrase")),
                (IconName::Key, Tone::Inherit, l10n::text("protect-fact-recovery")),
            ] />
            <Stack top=4>
                <Field label=l10n::text("passphrase") note=note error=error>
                    <TextInput value=setup.passphrase secret=true test_id="protect-passphrase" on_enter=move |()| go_on() />
                </Field>
                {move || strength.get().map(|word| view! { <Stack top=1><Status of=word test_id="passphrase-strength" /></Stack> })}
            </Stack>
            {move || (!empty()).then(|| view! {
                <Stack top=4>
                    <Field label=l10n::text("passphrase-again") error=again_error>
                        <TextInput value=setup.again secret=true test_id="protect-again" on_enter=move |()| go_on() />
                    </Field>
                </Stack>
            })}
            {move || (empty() && !needed.get()).then(|| view! { <Hint text=l10n::text("protect-without-hint") /> })}
            {move || trouble().map(|failure| view! { <Stack top=4><FailureNotice failure=failure /></Stack> })}
            <Row top=5 between=true>
                <Button label=l10n::text("back") icon=IconName::ChevL on_press=move |()| setup.go(back) />
                <Row>
                    {move || setup.create.busy.get().then(|| view! { <Text tone=Tone::Third>{l10n::text("protect-busy")}</Text> })}
                    <Button
                        kind=ButtonKind::Primary
                        label=Signal::derive(action)
                        busy=setup.create.busy
                        test_id="protect-create"
                        on_press=move |()| go_on()
                    />
                </Row>
            </Row>
        </Narrow>
    }
}
