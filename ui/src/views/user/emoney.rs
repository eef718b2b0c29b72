//! A user's e-money: asked for when the panel is opened, and not before.

use ipc::emoney::{EMoney, OpenEMoney};
use leptos::prelude::*;
use model::{Area, Currency, UserId};

use crate::{
    api,
    components::{
        Awaited, FactTable, FailureNotice, IconName, Line, Lines, Link, Panel, Segmented, Select, Skeleton, Tone,
    },
    hooks::{Asked, use_ask, use_repetition},
    present::{Calendar, emoney as present},
    session::desk,
};

/// What is shown of the e-money of the user in view. It lives as long as the page: a panel that is drawn anew stays open.
#[derive(Clone, Copy)]
pub(super) struct UserEMoney {
    user: Memo<UserId>,
    asked: Asked<EMoney>,
    /// Whose panel is open.
    opened: RwSignal<Option<UserId>>,
    /// The year whose months are shown, as the value of the choice.
    year: RwSignal<String>,
    currency: RwSignal<Option<Currency>>,
    /// Tries made by hand.
    tries: RwSignal<u32>,
}

/// The e-money of a user that may change.
pub(super) fn use_e_money(user: Memo<UserId>) -> UserEMoney {
    let desk = desk();
    let opened = RwSignal::new(None);
    let (year, currency) = (RwSignal::new(present::YEARS.to_owned()), RwSignal::new(None));
    let tries = RwSignal::new(0_u32);
    let asked_before = use_repetition();
    let asked = use_ask(move || {
        let user = user.get();
        if opened.get().as_ref() != Some(&user) {
            return None;
        }
        desk.rows_version(Area::Users);
        let (year, currency) = (year.get(), currency.get());
        let again = asked_before(&(user.clone(), year.clone(), currency.clone(), tries.get()));
        Some(api::call(OpenEMoney { user, currency, year: year.parse().ok(), again }))
    });
    UserEMoney { user, asked, opened, year, currency, tries }
}

impl UserEMoney {
    fn is_open(self) -> bool {
        self.opened.get().is_some_and(|opened| opened == self.user.get())
    }

    fn turn(self) {
        if untrack(move || self.is_open()) {
            self.opened.set(None);
        } else {
            self.year.set(present::YEARS.to_owned());
            self.currency.set(None);
            self.opened.set(Some(self.user.get_untracked()));
        }
    }
}

/// The panel, shut until somebody opens it.
#[component]
pub(super) fn EMoneyPanel(emoney: UserEMoney) -> impl IntoView {
    let is_open = Memo::new(move |_| emoney.is_open());
    let label = Signal::derive(move || l10n::text(if is_open.get() { "emoney-hide" } else { "emoney-show" }));
    let end = move || view! { <Link label=label on_press=move |()| emoney.turn() test_id="emoney-turn" /> };
    view! {
        <Panel title=l10n::text("users-emoney") end=end test_id="emoney">
            {move || if is_open.get() {
                view! { <Opened emoney=emoney /> }.into_any()
            } else {
                view! { <Lines><Line icon=(IconName::Info, Tone::Third) label=l10n::text("emoney-intro") /></Lines> }.into_any()
            }}
        </Panel>
    }
}

#[component]
fn Opened(emoney: UserEMoney) -> impl IntoView {
    let desk = desk();
    let told = move |of: fn(&EMoney) -> Vec<String>| {
        Memo::new(move |_| emoney.asked.data.with(|data| data.value().map(of).unwrap_or_default()))
    };
    let years = told(|told| told.years.iter().map(ToString::to_string).collect());
    let currencies = told(|told| told.currencies.iter().map(ToString::to_string).collect());
    let shown = Memo::new(move |_| {
        let shown = emoney.asked.data.with(|data| data.value().map(|told| told.currency.to_string()));
        shown.unwrap_or_default()
    });
    let choices = Signal::derive(move || {
        let years: Vec<u16> = years.get().iter().filter_map(|year| year.parse().ok()).collect();
        present::choices(&years)
    });
    let which = move || {
        view! {
            <Select
                value=emoney.year
                choices=choices
                label=l10n::text("emoney-which")
                test_id="emoney-year"
                on_change=move |year: String| emoney.year.set(year)
            />
        }
    };
    // One currency needs no choice.
    let currency = move || {
        let codes = currencies.get();
        (codes.len() > 1).then(|| {
            let choices: Vec<_> = codes.into_iter().map(|code| (code.clone(), code)).collect();
            let end = move || {
                view! {
                    <Segmented
                        label=l10n::text("emoney-currency")
                        choices=choices.clone()
                        value=shown
                        on_change=move |code: String| emoney.currency.set(Some(Currency::new(code)))
                        test_id="emoney-currency"
                    />
                }
            };
            view! { <Line label=l10n::text("emoney-currency") end=end /> }
        })
    };
    let retry = move |()| emoney.tries.update(|tries| *tries += 1);
    view! {
        <Lines>
            <Line label=l10n::text("emoney-which") end=which />
            {currency}
        </Lines>
        <Awaited
            data=emoney.asked.data
            waiting=|| view! { <Skeleton lines=3 /> }
            on_retry=retry
            children=move |told: EMoney| {
                view! { <Periods told=told calendar=desk.calendar_now() on_retry=Callback::new(retry) /> }
            }
        />
    }
}

#[component]
fn Periods(told: EMoney, calendar: Calendar, on_retry: Callback<()>) -> impl IntoView {
    let rows = present::rows(&told, &calendar);
    let reading = told.under_way.then(|| {
        view! {
            <Lines>
                <Line icon=(IconName::Sync, Tone::Info) label=l10n::text("emoney-reading") test_id="emoney-reading" />
            </Lines>
        }
    });
    let trouble = told.trouble.filter(|_| !told.under_way).map(|failure| {
        view! { <FailureNotice failure=failure flat=true on_retry=on_retry /> }
    });
    view! {
        {trouble}
        <FactTable label=l10n::text("users-emoney") heads=present::heads() rows=rows test_id="emoney-table" />
        {reading}
    }
}
