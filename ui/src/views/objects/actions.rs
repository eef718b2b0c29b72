//! What can be done in a list and with one of its objects.

use leptos::prelude::*;
use model::{
    Area, Cell, Column,
    form::{FormId, FormKind, TURN_OFF, TURN_ON, TURN_VALID, Values},
};

use crate::{
    components::{ButtonKind, FormButton, IconName, Numbered, ReadOnlyNote, Section, Text, TextSize},
    present::objects::ObjectRow,
    views::objects::{
        aliases::Aliases,
        dispute::DisputeStory,
        quote::QuoteTerms,
        receipt::ReceiptButton,
        report::{ReportActions, ReportFile},
        wallet::Ledger,
    },
};

/// The button for something new in a list.
#[component]
pub fn NewButton(
    /// The form for it.
    form: FormKind,
) -> impl IntoView {
    view! {
        <ReadOnlyNote />
        <FormButton
            label=l10n::text(&format!("form-{}-open", form.key()))
            form=FormId::new(form)
            kind=ButtonKind::Primary
            icon=IconName::Plus
            keys="N"
            test_id="new-object"
        />
    }
}

/// What can be done with an object, the main thing first.
#[component]
pub fn ObjectActions(row: ObjectRow) -> impl IntoView {
    match row.area {
        Area::Hooks => Some(view! { <HookActions row=row /> }.into_any()),
        Area::Reports => Some(view! { <ReportActions id=row.row.id /> }.into_any()),
        Area::BankAccounts => Some(view! { <AccountActions row=row /> }.into_any()),
        Area::Transactions => Some(view! { <ReceiptButton id=row.row.id /> }.into_any()),
        _ => None,
    }
}

/// What stands above the facts of an object: what is wrong, its file, its story, its price, what its balance is compared
/// with and what fills it.
#[component]
pub fn ObjectExtra(row: ObjectRow) -> impl IntoView {
    let report = (row.area == Area::Reports).then(|| view! { <ReportFile id=row.row.id.clone() /> });
    let dispute = (row.area == Area::Disputes).then(|| view! { <DisputeStory row=row.clone() /> });
    let wallet = (row.area == Area::Wallets).then(|| {
        view! { <Ledger id=row.row.id.clone() /><Aliases id=row.row.id.clone() /> }
    });
    let is_conversion = row.area == Area::Transactions && row.word(Column::Type) == Some("CONVERSION");
    let quote = (is_conversion || row.area == Area::Quotes).then(|| view! { <QuoteTerms row=row.clone() /> });
    let invalid = row.area == Area::Hooks && row.word(Column::Validity) == Some("INVALID");
    let invalid = invalid.then(|| {
        let steps = ["hook-invalid-1", "hook-invalid-2", "hook-invalid-3"].map(l10n::text);
        view! {
            <Section title=l10n::text("detail-why")>
                <Text size=TextSize::Lead block=true test_id="why">{l10n::text("hook-invalid")}</Text>
            </Section>
            <Section title=l10n::text("hook-to-do")><Numbered items=steps.to_vec() /></Section>
        }
    });
    view! { {report}{dispute}{wallet}{quote}{invalid} }
}

#[component]
fn AccountActions(row: ObjectRow) -> impl IntoView {
    let in_use = *row.cell(Column::Active) == Cell::Flag(true);
    in_use.then(|| {
        view! {
            <FormButton
                label=l10n::text("form-bank-account-end-open")
                form=FormId::about(FormKind::EndBankAccount, row.row.id.clone())
                kind=ButtonKind::Danger
                icon=IconName::MinusCircle
                test_id="bank-account-end"
            />
            <ReadOnlyNote />
        }
    })
}

#[component]
fn HookActions(row: ObjectRow) -> impl IntoView {
    let invalid = row.word(Column::Validity) == Some("INVALID");
    let off = row.word(Column::Status) == Some("DISABLED");
    let turn = |to: &str| (FormId::about(FormKind::TurnHook, row.row.id.clone()), Values::default().with("to", to));
    let (arm, arm_preset) = turn(TURN_VALID);
    let (on, on_preset) = turn(TURN_ON);
    let (away, away_preset) = turn(TURN_OFF);
    view! {
        {(invalid && !off).then(|| view! {
            <FormButton label=l10n::text("hook-arm") form=arm preset=arm_preset kind=ButtonKind::Primary icon=IconName::Sync test_id="hook-arm" />
        })}
        {off.then(|| view! {
            <FormButton label=l10n::text("hook-enable") form=on preset=on_preset kind=ButtonKind::Primary icon=IconName::Play test_id="hook-enable" />
        })}
        <FormButton
            label=l10n::text("hook-edit")
            form=FormId::about(FormKind::EditHook, row.row.id.clone())
            icon=IconName::Pencil
            test_id="hook-edit"
        />
        {(!off).then(|| view! {
            <FormButton label=l10n::text("hook-disable") form=away preset=away_preset kind=ButtonKind::Danger icon=IconName::MinusCircle test_id="hook-disable" />
        })}
        <ReadOnlyNote />
    }
}
