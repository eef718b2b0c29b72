//! Step 1: which profile, or which environment.

use ipc::profiles::{ListProfiles, OpenProfile, ProfileCard};
use leptos::prelude::*;
use model::Environment;

use super::{Setup, Step};
use crate::{
    api,
    components::{
        Awaited, Button, ButtonKind, Card, EnvironmentCards, FailureNotice, IconName, Narrow, ProfileStrip, Row, Stack,
        StepTitle, Text, Toasts, Tone,
    },
    hooks::{use_ask, use_mutation},
};

fn card(environment: Environment) -> Card {
    let words = |part: &str| l10n::text(&format!("welcome-{}-{part}", environment.as_str()));
    Card {
        environment,
        title: l10n::word("environment", environment.as_str()),
        text: words("text"),
        note: words("note"),
    }
}

/// Existing profiles first, then the three environments.
#[component]
pub(super) fn Choose(setup: Setup, has_profiles: bool, toasts: Toasts) -> impl IntoView {
    let go_on = move || match setup.environment.get_untracked() {
        Environment::Demo => setup.create(),
        environment => {
            setup.choose_environment(environment);
            setup.go(Step::Connect);
        }
    };
    let cards = [Environment::Demo, Environment::Sandbox, Environment::Production].map(card).to_vec();
    let title = l10n::text(if has_profiles { "welcome-title-again" } else { "welcome-title" });
    view! {
        <StepTitle words=title sub=l10n::text("welcome-sub") />
        {has_profiles.then(|| view! { <Profiles toasts=toasts /> })}
        <EnvironmentCards
            label=l10n::text("welcome-choices")
            cards=cards
            chosen=setup.environment
            on_enter=move |()| go_on()
        />
        {move || setup.create.failure.get().map(|failure| view! {
            <Narrow top=4><FailureNotice failure=failure on_retry=Callback::new(move |()| go_on()) /></Narrow>
        })}
        <Narrow top=5>
            <Row between=true>
                <Text tone=Tone::Third>""</Text>
                <Button
                    kind=ButtonKind::Primary
                    label=l10n::text("continue")
                    icon_after=IconName::Right
                    busy=setup.create.busy
                    test_id="continue"
                    on_press=move |()| go_on()
                />
            </Row>
        </Narrow>
    }
}

/// The profiles of this computer.
#[component]
fn Profiles(toasts: Toasts) -> impl IntoView {
    let profiles = use_ask(|| Some(api::call(ListProfiles {})));
    let open = use_mutation();
    Effect::new(move |_| {
        if let Some(failure) = open.failure.get() {
            toasts.fail(&failure);
        }
    });
    let strip = move |profile: ProfileCard| {
        let id = profile.id.clone();
        let test_id = format!("open-{}", profile.id);
        view! {
            <ProfileStrip
                label=profile.label
                environment=profile.environment
                action=l10n::text("welcome-open")
                primary=true
                test_id=test_id
                on_press=move |()| open.run(OpenProfile { id: Some(id.clone()) }, |_| ())
            />
        }
    };
    let strips = move |profiles: Vec<ProfileCard>| profiles.into_iter().map(strip).collect_view();
    view! {
        <Narrow top=4>
            <Awaited
                data=profiles.data
                waiting=|| ()
                on_retry=move |()| profiles.reload()
                children=strips
            />
            <Stack top=5><Text medium=true block=true>{l10n::text("welcome-or-connect")}</Text></Stack>
        </Narrow>
    }
}
