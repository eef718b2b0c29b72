//! The first screen: open a profile, or connect one in three steps.

mod choose;
mod connect;
mod protect;
mod recovery;

use ipc::{Code, Failure, profiles::CreateProfile};
use leptos::prelude::*;
use model::Environment;

use self::{choose::Choose, connect::Connect, protect::Protect, recovery::Recovery};
use crate::{
    components::{IconName, Link, Steps, StoredWhere, WelcomeFoot, WelcomeFrame, toasts},
    hooks::{Mutation, use_mutation},
    session::{Desk, desk},
};

/// The step at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Choose,
    Connect,
    Protect,
    Recovery,
}

/// What is typed and chosen on the way to a profile. Lives in memory only, and no longer than the screen.
#[derive(Clone, Copy)]
struct Setup {
    desk: Desk,
    step: RwSignal<Step>,
    environment: RwSignal<Environment>,
    label: RwSignal<String>,
    client_id: RwSignal<String>,
    api_key: RwSignal<String>,
    address: RwSignal<String>,
    read_only: RwSignal<bool>,
    passphrase: RwSignal<String>,
    again: RwSignal<String>,
    /// There is no key store that could take the passphrase's place.
    must_protect: RwSignal<bool>,
    /// What the last step says of the key store.
    key_store_words: RwSignal<&'static str>,
    recovery_code: RwSignal<Option<String>>,
    create: Mutation,
}

impl Setup {
    fn new(desk: Desk) -> Self {
        Self {
            desk,
            step: RwSignal::new(Step::Choose),
            environment: RwSignal::new(Environment::Demo),
            label: RwSignal::new(String::new()),
            client_id: RwSignal::new(String::new()),
            api_key: RwSignal::new(String::new()),
            address: RwSignal::new(String::new()),
            read_only: RwSignal::new(false),
            passphrase: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            must_protect: RwSignal::new(false),
            key_store_words: RwSignal::new("protect-sub"),
            recovery_code: RwSignal::new(None),
            create: use_mutation(),
        }
    }

    /// The frame takes the colour of what is being connected.
    fn go(self, step: Step) {
        let environment = (step != Step::Choose).then(|| self.environment.get_untracked());
        self.desk.connecting.set(environment);
        self.create.failure.set(None);
        self.step.set(step);
    }

    fn choose_environment(self, environment: Environment) {
        self.environment.set(environment);
        self.read_only.set(environment.starts_read_only());
        self.desk.connecting.set(Some(environment));
    }

    fn credentials(self) -> ipc::profiles::Credentials {
        let environment = self.environment.get_untracked();
        let address = self.address.get_untracked().trim().to_owned();
        ipc::profiles::Credentials {
            environment,
            client_id: self.client_id.get_untracked().trim().to_owned(),
            api_key: self.api_key.get_untracked().trim().to_owned(),
            address: (environment == Environment::Sandbox && !address.is_empty()).then_some(address),
        }
    }

    /// Creates the profile. The backend opens it at once; this screen stays until the recovery code is noted.
    fn create(self) {
        let environment = self.environment.get_untracked();
        let demo = environment == Environment::Demo;
        let passphrase = self.passphrase.get_untracked();
        let command = CreateProfile {
            label: if demo { l10n::text("environment-demo") } else { self.label.get_untracked().trim().to_owned() },
            credentials: (!demo).then(|| self.credentials()),
            passphrase: (!passphrase.is_empty()).then_some(passphrase),
            read_only: self.read_only.get_untracked(),
        };
        self.desk.hold_welcome(true);
        self.create.run(command, move |created| {
            self.forget();
            match created.recovery_code {
                Some(code) => {
                    self.recovery_code.set(Some(code));
                    self.go(Step::Recovery);
                }
                None => self.enter(),
            }
        });
    }

    /// A failed creation: back to the step that can mend it.
    fn mend(self, failure: &Failure) {
        self.desk.hold_welcome(false);
        let of_connect = |name: &str| matches!(name, "label" | "client_id" | "api_key" | "address");
        let of_key_store = match failure.code {
            Code::NoKeyStore => Some("protect-sub-needed"),
            // It may be unlocked and tried again; a passphrase needs none.
            Code::KeyStoreLocked | Code::KeyStoreDenied | Code::KeyStoreUnusable => Some("protect-sub-locked"),
            _ => None,
        };
        if let Some(words) = of_key_store {
            self.must_protect.set(failure.code == Code::NoKeyStore);
            self.key_store_words.set(words);
            // Also if it is the step at hand: it is drawn anew with the new words.
            self.step.set(Step::Protect);
        } else if failure.fields.iter().any(|field| of_connect(&field.field)) {
            self.step.set(Step::Connect);
        }
    }

    /// Into the profile.
    fn enter(self) {
        self.desk.hold_welcome(false);
        self.desk.refresh_session();
    }

    /// What was typed is not needed any more.
    fn forget(self) {
        for typed in [self.api_key, self.passphrase, self.again] {
            typed.set(String::new());
        }
    }
}

/// The first screen.
#[component]
pub fn Welcome(
    /// Whether there are profiles to open.
    has_profiles: bool,
) -> impl IntoView {
    let desk = desk();
    let setup = Setup::new(desk);
    let where_open = RwSignal::new(false);
    on_cleanup(move || desk.connecting.set(None));
    Effect::new(move |_| {
        if let Some(failure) = setup.create.failure.get() {
            setup.mend(&failure);
        }
    });
    let facts = vec![
        (IconName::Database, l10n::text("welcome-fact-encrypted")),
        (IconName::Key, l10n::text("welcome-fact-keys")),
        (IconName::File, l10n::text("welcome-fact-documents")),
        (IconName::Eye, l10n::text("welcome-fact-read-only")),
    ];
    let version = move || {
        desk.session
            .with(|session| session.value().map(|session| session.version.clone()))
            .map_or_else(String::new, |version| l10n::text_with("welcome-version", &[("version", version.into())]))
    };
    let steps = vec![l10n::text("step-choose"), l10n::text("step-connect"), l10n::text("step-protect")];
    let at = move || match setup.step.get() {
        Step::Choose => 0,
        Step::Connect => 1,
        Step::Protect | Step::Recovery => 2,
    };
    let toasts = toasts();
    view! {
        <WelcomeFrame claim=l10n::text("welcome-claim") facts=facts version=Signal::derive(version)>
            <Steps steps=steps at=Signal::derive(at) />
            {move || match setup.step.get() {
                Step::Choose => view! { <Choose setup=setup has_profiles=has_profiles toasts=toasts /> }.into_any(),
                Step::Connect => view! { <Connect setup=setup /> }.into_any(),
                Step::Protect => view! { <Protect setup=setup /> }.into_any(),
                Step::Recovery => view! { <Recovery setup=setup /> }.into_any(),
            }}
            <WelcomeFoot>
                {l10n::text("welcome-no-telemetry")}" "
                <Link label=l10n::text("welcome-stored-where") on_press=move |()| where_open.set(true) />
            </WelcomeFoot>
        </WelcomeFrame>
        {move || where_open.get().then(|| view! { <StoredWhere on_close=move |()| where_open.set(false) /> })}
    }
}
