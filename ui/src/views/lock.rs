//! The lock screen. Nothing of the profile is readable here but its label and its environment.

use ipc::{
    Failure,
    profiles::OpenProfile,
    session::{LockCause, LockedProfile, Screen, Unlock, UnlockWith},
};
use leptos::prelude::*;

use crate::{
    components::{
        Button, ButtonKind, FailureNotice, Field, IconName, Link, LockFrame, ProfileStrip, SideFacts, SideIcon, Stack,
        Text, TextInput, TextSize, Tone, Wide, toasts,
    },
    hooks::use_mutation,
    present::{Calendar, failure},
    session::desk,
};

/// Since when and why.
fn cause(locked: &LockedProfile, calendar: &Calendar) -> String {
    let at = locked.since.map(|at| calendar.clock(at));
    match (locked.cause, at) {
        (LockCause::Idle { minutes }, Some(at)) => {
            l10n::text_with("lock-idle", &[("time", at.into()), ("minutes", minutes.into())])
        }
        (LockCause::OnDemand, Some(at)) => l10n::text_with("lock-on-demand", &[("time", at.into())]),
        (LockCause::Started, _) | (_, None) => l10n::text("lock-started"),
    }
}

/// The lock screen.
#[component]
pub fn LockScreen() -> impl IntoView {
    let desk = desk();
    let locked = Memo::new(move |_| {
        desk.session.with(|session| match &session.value()?.screen {
            Screen::Locked(locked) => Some(locked.clone()),
            Screen::Welcome { .. } | Screen::Open(_) => None,
        })
    });
    // What the form hangs on; progress of uploads must not rebuild it under the typing hand.
    let ways = Memo::new(move |_| {
        locked.with(|locked| {
            let locked = locked.as_ref()?;
            Some((locked.id.clone(), locked.has_passphrase, locked.has_key_store, locked.trouble.clone()))
        })
    });
    let why = move || {
        let cause = locked.with(|locked| locked.as_ref().map(|locked| cause(locked, &desk.calendar_now())));
        cause.unwrap_or_default()
    };
    let toasts = toasts();
    let switch = use_mutation();
    Effect::new(move |_| {
        if let Some(failure) = switch.failure.get() {
            toasts.fail(&failure);
        }
    });
    Effect::new(move |_| {
        crate::platform::set_title(&l10n::text_with("window-title", &[("page", l10n::text("lock-title").into())]));
    });
    let strip = move || {
        ways.track();
        locked.get_untracked().map(|locked| {
            view! {
                <ProfileStrip
                    label=locked.label
                    environment=locked.environment
                    action=l10n::text("lock-switch")
                    on_press=move |()| switch.run(OpenProfile { id: None }, |_| ())
                />
            }
        })
    };
    let facts = move || {
        let uploads = locked.with(|locked| {
            let locked = locked.as_ref().filter(|locked| locked.uploads_on_the_way > 0)?;
            let count = [("count", locked.uploads_on_the_way.into())];
            Some(if locked.uploads_go_on {
                let share = f64::from(locked.uploads_done_percent) / 100.0;
                (SideIcon::Ring(share), l10n::text_with("lock-uploads", &count))
            } else {
                (SideIcon::Icon(IconName::Pause), l10n::text_with("lock-uploads-wait", &count))
            })
        });
        uploads.map(|fact| view! { <SideFacts facts=vec![fact] /> })
    };
    view! {
        <LockFrame title=l10n::text("lock-title")>
            <Text tone=Tone::Second block=true test_id="lock-cause">{why}</Text>
            <Stack top=5>{strip}</Stack>
            {move || ways.get().map(|(_, passphrase, key_store, trouble)| match trouble {
                None => view! { <Ways passphrase=passphrase key_store=key_store /> }.into_any(),
                Some(failure) => view! { <Shut failure=failure /> }.into_any(),
            })}
            {facts}
            {move || ways.get().filter(|(.., trouble)| trouble.is_none()).map(|_| view! {
                <Stack top=3><Text tone=Tone::Third size=TextSize::Small block=true>{l10n::text("lock-forgot")}</Text></Stack>
            })}
        </LockFrame>
    }
}

/// Nothing opens it as its files are: why, and another look once they were put back. "Switch" leads elsewhere.
#[component]
fn Shut(failure: Failure) -> impl IntoView {
    let desk = desk();
    view! {
        <Stack top=4><FailureNotice failure=failure /></Stack>
        <Wide>
            <Button
                label=l10n::text("try-again")
                icon=IconName::Sync
                test_id="lock-look-again"
                on_press=move |()| desk.refresh_session()
            />
        </Wide>
    }
}

/// The ways to unlock.
#[component]
fn Ways(passphrase: bool, key_store: bool) -> impl IntoView {
    let desk = desk();
    let unlock = use_mutation();
    let recovering = RwSignal::new(!passphrase && !key_store);
    let typed = RwSignal::new(String::new());
    on_cleanup(move || {
        typed.try_set(String::new());
    });
    let send = move |with: UnlockWith| unlock.run(Unlock { with }, move |_| desk.refresh_session());
    let shows_field = move || passphrase || recovering.get();
    let try_typed = move || {
        let text = typed.get_untracked();
        if text.is_empty() {
            crate::platform::focus("[data-testid='unlock-field']");
        } else if recovering.get_untracked() {
            send(UnlockWith::RecoveryCode(text.trim().to_owned()));
        } else {
            send(UnlockWith::Passphrase(text));
        }
    };
    let field_error = Signal::derive(move || {
        let failure = unlock.failure.get().filter(|failure| !failure.fields.is_empty())?;
        let (what, to_do) = failure::words(&failure);
        Some(format!("{what} {to_do}"))
    });
    let trouble = move || unlock.failure.get().filter(|failure| failure.fields.is_empty());
    // A wrong word is typed anew, not mended.
    Effect::new(move |_| {
        if unlock.failure.with(Option::is_some) {
            crate::platform::focus("[data-testid='unlock-field']");
        }
    });
    let field = move || {
        shows_field().then(|| {
            let by_code = recovering.get();
            let label = if by_code { "recovery-code" } else { "passphrase" };
            request_animation_frame(|| {
                crate::platform::focus("[data-testid='unlock-field']");
            });
            view! {
                <Field label=l10n::text(label) error=field_error>
                    <TextInput
                        value=typed
                        secret=!by_code
                        mono=by_code
                        bad=Signal::derive(move || field_error.with(Option::is_some))
                        autofocus=true
                        test_id="unlock-field"
                        on_enter=move |()| try_typed()
                    />
                </Field>
                <Wide>
                    <Button
                        kind=ButtonKind::Primary
                        label=l10n::text("lock-unlock")
                        icon=IconName::Unlock
                        busy=unlock.busy
                        test_id="unlock"
                        on_press=move |()| try_typed()
                    />
                </Wide>
            }
        })
    };
    let with_store = move || {
        key_store.then(|| {
            let kind = if shows_field() { ButtonKind::Plain } else { ButtonKind::Primary };
            view! {
                <Wide>
                    <Button
                        kind=kind
                        label=l10n::text("lock-unlock-system")
                        icon=IconName::Finger
                        busy=unlock.busy
                        test_id="unlock-key-store"
                        on_press=move |()| send(UnlockWith::KeyStore)
                    />
                </Wide>
            }
        })
    };
    let only_store = !passphrase && key_store;
    if only_store {
        request_animation_frame(|| {
            crate::platform::focus("[data-testid='unlock-key-store']");
        });
    }
    let other = Signal::derive(move || {
        l10n::text(match (recovering.get(), passphrase) {
            (false, _) => "lock-use-recovery",
            (true, true) => "lock-use-passphrase",
            (true, false) => "lock-use-system",
        })
    });
    view! {
        {move || field()}
        {move || with_store()}
        {move || trouble().map(|failure| view! { <Stack top=3><FailureNotice failure=failure /></Stack> })}
        {(passphrase || key_store).then(|| view! {
            <Stack top=3>
                <Link
                    label=other
                    test_id="unlock-other"
                    on_press=move |()| {
                        typed.set(String::new());
                        unlock.failure.set(None);
                        recovering.update(|on| *on = !*on);
                    }
                />
            </Stack>
        })}
    }
}
