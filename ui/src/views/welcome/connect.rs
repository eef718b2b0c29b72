//! Step 2: what is needed to connect, and what the server says to it.

use ipc::{
    Failure,
    profiles::{CheckConnection, ConnectionReport, Credentials},
};
use leptos::prelude::*;
use model::Environment;

use super::{Setup, Step};
use crate::{
    components::{
        Button, ButtonKind, CheckList, Checkbox, EnvironmentSwitch, FailureNotice, Field, IconName, Link, Row, Stack,
        StepTitle, TextInput, TwoColumns,
    },
    hooks::use_mutation,
    present::{connection, failure},
};

/// The server whose name the check list shows.
fn server(environment: Environment, address: &str) -> String {
    let typed = address.trim();
    match environment {
        Environment::Sandbox if !typed.is_empty() => {
            let host = typed.split_once("://").map_or(typed, |(_, rest)| rest);
            host.split('/').next().unwrap_or(host).to_owned()
        }
        Environment::Sandbox | Environment::Demo => "api.sandbox.mangopay.com".to_owned(),
        Environment::Production => "api.mangopay.com".to_owned(),
    }
}

/// The error of a field: from the last check, or from the last creation.
fn error_of(first: Option<Failure>, second: Option<Failure>, name: &str) -> Option<String> {
    [first, second].into_iter().flatten().find_map(|failure| failure::field(&failure, name))
}

/// The form and the connection check.
#[component]
pub(super) fn Connect(setup: Setup) -> impl IntoView {
    let advanced = RwSignal::new(!setup.address.get_untracked().is_empty());
    let check = use_mutation();
    // The report with what it was made for: any change of the form makes it old.
    let report = RwSignal::new(None::<(Credentials, ConnectionReport)>);
    let typed = move || {
        setup.environment.track();
        [setup.client_id, setup.api_key, setup.address].iter().for_each(Track::track);
        setup.credentials()
    };
    let current = Memo::new(move |_| {
        let typed = typed();
        report.with(|report| report.as_ref().filter(|(of, _)| *of == typed).map(|(_, report)| report.clone()))
    });
    let run = move || {
        let credentials = setup.credentials();
        let of = credentials.clone();
        check.run(CheckConnection { credentials }, move |answer| report.set(Some((of, answer))));
    };
    let usable = Memo::new(move |_| current.with(|report| report.as_ref().is_some_and(|report| report.usable)));
    let labelled = move || !setup.label.with(|label| label.trim().is_empty());
    let label_missing = RwSignal::new(false);
    let go_on = move || {
        if !labelled() {
            label_missing.set(true);
            crate::platform::focus("[data-testid='connect-label']");
        } else if usable.get_untracked() {
            setup.go(Step::Protect);
        } else {
            run();
        }
    };
    let error = move |name: &'static str| {
        Signal::derive(move || error_of(check.failure.get(), setup.create.failure.get(), name))
    };
    let label_error = Signal::derive(move || {
        let missing = (label_missing.get() && !labelled()).then(|| l10n::text("failure-required"));
        missing.or_else(|| error("label").get())
    });
    let (client_error, key_error, address_error) = (error("client_id"), error("api_key"), error("address"));
    let is_bad = |error: Signal<Option<String>>| Signal::derive(move || error.with(Option::is_some));
    // Trouble without a field of its own.
    let trouble = move || check.failure.get().filter(|failure| failure.fields.is_empty());
    let lines = Signal::derive(move || {
        let server = server(setup.environment.get(), &setup.address.get());
        match (check.busy.get(), current.get()) {
            (true, _) => connection::waiting(&server, true),
            (false, Some(report)) => connection::lines(&report, &server),
            (false, None) => connection::waiting(&server, false),
        }
    });
    let summary = Signal::derive(move || match (check.busy.get(), current.get()) {
        (true, _) => l10n::text("check-running-summary"),
        (false, Some(report)) => connection::summary(&report),
        (false, None) => l10n::text("check-not-run"),
    });
    let note = Signal::derive(move || match current.get() {
        Some(report) => connection::note(&report),
        None => l10n::text("check-note-before"),
    });
    let production = move || setup.environment.get() == Environment::Production;
    let primary = Signal::derive(move || {
        l10n::text(match (usable.get(), production() || setup.read_only.get()) {
            (false, _) => "connect-check",
            (true, true) => "continue-read-only",
            (true, false) => "continue",
        })
    });
    let form = move || {
        view! {
        <EnvironmentSwitch
            label=l10n::text("connect-environment")
            offered=vec![Environment::Sandbox, Environment::Production]
            chosen=setup.environment
            on_change=move |environment| setup.choose_environment(environment)
        />
        <Field label=l10n::text("connect-label") error=label_error>
            <TextInput value=setup.label bad=is_bad(label_error) autofocus=true test_id="connect-label" on_enter=move |()| go_on() />
        </Field>
        <Field label=l10n::text("connect-client-id") error=client_error>
            <TextInput value=setup.client_id mono=true bad=is_bad(client_error) test_id="connect-client-id" on_enter=move |()| go_on() />
        </Field>
        <Field label=l10n::text("connect-api-key") hint=l10n::text("connect-api-key-hint") hint_icon=IconName::Key error=key_error>
            <TextInput value=setup.api_key secret=true mono=true bad=is_bad(key_error) test_id="connect-api-key" on_enter=move |()| go_on() />
        </Field>
        {move || (!production()).then(|| view! {
            {move || if advanced.get() {
                view! {
                    <Field
                        label=l10n::text("connect-address")
                        note=l10n::text("optional")
                        hint=l10n::text("connect-address-hint")
                        error=address_error
                    >
                        <TextInput
                            value=setup.address
                            mono=true
                            placeholder="https://api.sandbox.mangopay.com"
                            bad=is_bad(address_error)
                            test_id="connect-address"
                            on_enter=move |()| go_on()
                        />
                    </Field>
                }.into_any()
            } else {
                view! {
                    <Stack top=4>
                        <Link label=l10n::text("connect-advanced") test_id="connect-advanced" on_press=move |()| advanced.set(true) />
                    </Stack>
                }.into_any()
            }}
            <Stack top=4>
                <Checkbox
                    label=l10n::text("connect-read-only")
                    checked=setup.read_only
                    test_id="connect-read-only"
                    on_change=move |on| setup.read_only.set(on)
                />
            </Stack>
        })}
        {move || trouble().map(|failure| view! {
            <Stack top=4><FailureNotice failure=failure on_retry=Callback::new(move |()| run()) /></Stack>
        })}
        <Row top=4 between=true wrap=true>
            <Row>
                <Button label=l10n::text("back") icon=IconName::ChevL on_press=move |()| setup.go(Step::Choose) />
                {move || usable.get().then(|| view! {
                    <Button label=l10n::text("connect-check-again") icon=IconName::Sync disabled=check.busy test_id="connect-check-again" on_press=move |()| run() />
                })}
            </Row>
            <Button kind=ButtonKind::Primary label=primary busy=check.busy test_id="connect-continue" on_press=move |()| go_on() />
        </Row>
    }.into_any()
    };
    Effect::new(move |_| {
        request_animation_frame(|| {
            crate::platform::focus("[data-testid='connect-label']");
        });
    });
    let checks = move || {
        view! {
            <CheckList title=l10n::text("connect-check-title") summary=summary lines=lines note=note />
        }
        .into_any()
    };
    view! {
        <StepTitle words=l10n::text("connect-title") />
        <TwoColumns left=Box::new(form) right=Box::new(checks) />
    }
}
