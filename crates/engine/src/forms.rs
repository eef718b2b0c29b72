//! Forms: what a person fills in, and how it is written to the API.
//!
//! A form is declared in [`model::form`]; here is what it is filled with when it is opened, and the one write that it
//! comes to. How a write is carried out exactly once is in [`write`].

mod accounts;
mod hooks;
mod reports;
mod users;
mod write;

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use ipc::{
    Code, Failure, Nothing, Reply,
    forms::{DropForm, OpenForm, OpenedForm, SendForm, SentForm},
};
use journal::forms as kept;
use model::{
    Area,
    form::{Every, Fault, Faults, FormId, FormKind, Kind, Values},
};
use serde_json::Value;

use self::write::Order;
use crate::{
    engine::Engine,
    failure,
    reports::Wanted,
    sync::governor::{Priority, at},
};

/// Forms that are being sent.
#[derive(Default)]
pub(crate) struct Forms(Mutex<BTreeSet<FormId>>);

impl Forms {
    /// Takes a form in hand; `None` while it is in another's.
    fn take(&self, form: &FormId) -> Option<Taken<'_>> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.insert(form.clone()).then(|| Taken { forms: self, form: form.clone() })
    }
}

struct Taken<'a> {
    forms: &'a Forms,
    form: FormId,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.forms.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.form);
    }
}

impl Engine {
    pub(crate) async fn open_form(&self, args: OpenForm) -> Reply<OpenForm> {
        let held = self.held(&args.form).await?;
        let kept = self.kept(&args.form).await?;
        let typed = kept.as_ref().and_then(|kept| serde_json::from_str::<Values>(&kept.typed).ok());
        Ok(OpenedForm {
            values: typed.clone().unwrap_or_else(|| held.clone()),
            held,
            kept_at: kept.as_ref().filter(|_| typed.is_some()).map(|kept| kept.changed_at.0),
            in_doubt: kept.is_some_and(|kept| kept.sent_at.is_some()),
        })
    }

    pub(crate) async fn send_form(&self, args: SendForm) -> Reply<SendForm> {
        let form = args.form;
        if self.is_read_only() {
            return Err(Failure::new(Code::ReadOnly));
        }
        let _taken = self.forms.take(&form).ok_or_else(|| Failure::new(Code::StillRunning))?;
        let held = self.held(&form).await?;
        let values = with_fixed(form.kind, args.values, &held);
        let faults = form.kind.check(&values, self.parts.clock.now());
        if !faults.is_empty() {
            return Err(refusal(faults));
        }
        let values = values.of(form.kind);
        if let Some(every) = Every::of(&values).filter(|_| form.kind == FormKind::NewReport) {
            return self.make_schedule(&form, &values, every).await.map(|()| SentForm::Scheduled);
        }
        let work = async {
            let order = match form.kind {
                FormKind::AddHook | FormKind::EditHook | FormKind::TurnHook => {
                    self.hook_order(&form, &values, &held).await?
                }
                FormKind::NewReport => self.report_order(&values)?,
                FormKind::CloseUser => self.close_order(&form, &held).await?,
                FormKind::EndBankAccount => self.end_account_order(&form, &held),
                FormKind::CategoriseNatural | FormKind::CategoriseLegal => {
                    self.owner_order(&form, &values, &held).await?
                }
                FormKind::AddNatural | FormKind::AddLegal | FormKind::EditNatural | FormKind::EditLegal => {
                    let costs = self.user_costs(&form, &values, &held).await?;
                    if !args.agreed && !costs.is_empty() {
                        return Ok(SentForm::Costs(costs));
                    }
                    self.user_order(&form, &values, &held).await?
                }
            };
            let area = order.area;
            let (id, earlier) = self.carry_out(&form, &values, order).await?;
            if form.kind == FormKind::NewReport {
                self.follow_report(&id, values.get("type"), Wanted::File);
            }
            Ok(SentForm::Done { area, id, earlier })
        };
        at(Priority::Person, Box::pin(work)).await
    }

    pub(crate) async fn drop_form(&self, args: DropForm) -> Reply<DropForm> {
        let _taken = self.forms.take(&args.form).ok_or_else(|| Failure::new(Code::StillRunning))?;
        let stored = self.parts.journal.write(move |tx| kept::delete(tx, &args.form)).await;
        stored.map(|()| Nothing {}).map_err(|error: journal::Error| failure::journal(&error))
    }

    /// What a form has before anything is typed.
    async fn held(&self, form: &FormId) -> Result<Values, Failure> {
        match form.kind {
            FormKind::AddHook => Ok(Values::default()),
            FormKind::EditHook | FormKind::TurnHook => self.held_hook(form).await,
            FormKind::NewReport => self.held_report(form).await,
            FormKind::EndBankAccount => self.held_account(form).await,
            FormKind::AddNatural
            | FormKind::AddLegal
            | FormKind::EditNatural
            | FormKind::EditLegal
            | FormKind::CategoriseNatural
            | FormKind::CategoriseLegal
            | FormKind::CloseUser => self.held_user(form).await,
        }
    }

    /// The object a form is about, as the local copy has it.
    async fn object_of(&self, area: Area, form: &FormId) -> Result<Value, Failure> {
        let id = form.object.clone().ok_or_else(|| Failure::new(Code::NotFound))?;
        let found = self.parts.cache.object(area, id).await.map_err(|error| failure::cache(&error))?;
        let object = found.ok_or_else(|| Failure::new(Code::NotFound))?;
        serde_json::from_str(&object.raw).map_err(|_| Failure::new(Code::Unreadable))
    }

    async fn kept(&self, form: &FormId) -> Result<Option<kept::Kept>, Failure> {
        let form = form.clone();
        let found = self.parts.journal.read(move |tx| kept::get(tx, &form)).await;
        found.map_err(|error: journal::Error| failure::journal(&error))
    }
}

/// What is not typed comes from the object, whatever was sent.
fn with_fixed(kind: FormKind, mut values: Values, held: &Values) -> Values {
    for field in kind.fields().iter().filter(|field| matches!(field.kind, Kind::Fixed)) {
        values.set(field.name, held.get(field.name));
    }
    values
}

/// What is wrong with a form, field by field.
fn refusal(faults: Faults) -> Failure {
    let all = Failure::new(Code::BadFields);
    faults.into_iter().fold(all, |failure, (name, fault)| failure.fault(&name, fault))
}

fn one_refusal(name: &str, fault: Fault) -> Failure {
    refusal(Faults::from([(name.to_owned(), fault)]))
}

/// The text of a member, or nothing.
fn text(object: &Value, name: &str) -> String {
    object[name].as_str().unwrap_or_default().to_owned()
}

/// What was typed where it is another than what the object has; a field that was emptied is sent empty.
fn changed(values: &Values, held: &Values, name: &str) -> Option<String> {
    (values.get(name) != held.get(name)).then(|| values.get(name).to_owned())
}

type OrderOf = Result<Order, Failure>;
