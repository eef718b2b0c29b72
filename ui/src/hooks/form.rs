use std::collections::{BTreeMap, BTreeSet};

use ipc::{
    Failure,
    forms::{OpenForm, SendForm, SentForm},
};
use leptos::prelude::*;
use model::{
    Area, UnixSeconds,
    form::{Cost, Fault, Faults, Field, FormId, FormKind, Kind, Need, Values},
};

use super::{Asked, Mutation, use_ask, use_mutation};
use crate::{api, platform, present::forms};

/// What a form came to.
pub struct Written {
    /// The list of the object.
    pub area: Area,
    /// The object; `None` if it is made later, by itself.
    pub id: Option<String>,
    /// An earlier try had arrived, and what was typed since was not sent.
    pub earlier: bool,
}

/// What stands in a form, what is wrong with it, and what came of sending it.
#[derive(Clone, Copy)]
pub struct Form {
    /// Which form.
    pub kind: FormKind,
    id: StoredValue<FormId>,
    fields: StoredValue<BTreeMap<&'static str, RwSignal<String>>>,
    /// What it is opened with.
    pub opened: Asked<ipc::forms::OpenedForm>,
    /// Whether it is filled.
    pub ready: RwSignal<bool>,
    /// What stood in it when it was opened.
    start: RwSignal<Values>,
    faults: Memo<Faults>,
    touched: RwSignal<BTreeSet<&'static str>>,
    tried: RwSignal<bool>,
    /// What was sent last, and why it was refused.
    refused: RwSignal<Option<(Values, Failure)>>,
    sent: StoredValue<Values>,
    /// What the change costs, while that waits to be agreed to.
    pub costs: RwSignal<Vec<(Cost, Vec<String>)>>,
    /// The sending.
    pub sending: Mutation,
}

/// Opens a form. `preset` is put over what it is opened with.
pub fn use_form(id: FormId, preset: Values, now: UnixSeconds) -> Form {
    let kind = id.kind;
    let signals: BTreeMap<_, _> =
        kind.fields().iter().map(|field| (field.name, RwSignal::new(String::new()))).collect();
    let fields = StoredValue::new(signals);
    let asked = id.clone();
    let opened = use_ask(move || Some(api::call(OpenForm { form: asked.clone() })));
    let faults = Memo::new(move |_| kind.check(&typed(fields), now));
    let form = Form {
        kind,
        id: StoredValue::new(id),
        fields,
        opened,
        ready: RwSignal::new(false),
        start: RwSignal::new(Values::default()),
        faults,
        touched: RwSignal::new(BTreeSet::new()),
        tried: RwSignal::new(false),
        refused: RwSignal::new(None),
        sent: StoredValue::new(Values::default()),
        costs: RwSignal::new(Vec::new()),
        sending: use_mutation(),
    };
    Effect::new(move |_| {
        let found = opened.data.with(|data| data.value().cloned());
        if let Some(found) = found.filter(|_| !form.ready.get_untracked()) {
            form.fill(&found.values);
            form.fill(&preset);
            form.start.set(untrack(|| form.values()));
            form.ready.set(true);
            form.begin();
        }
    });
    Effect::new(move |_| {
        if let Some(failure) = form.sending.failure.get() {
            form.refused.set(Some((form.sent.get_value(), failure)));
            form.show_first();
        }
    });
    form
}

fn typed(fields: StoredValue<BTreeMap<&'static str, RwSignal<String>>>) -> Values {
    fields.with_value(|fields| {
        fields.iter().fold(Values::default(), |values, (name, field)| values.with(name, field.get()))
    })
}

impl Form {
    /// What stands in it now; follows what is typed.
    pub fn values(self) -> Values {
        typed(self.fields)
    }

    /// A field's text.
    pub fn field(self, name: &str) -> RwSignal<String> {
        self.fields.with_value(|fields| fields.get(name).copied()).unwrap_or_else(|| RwSignal::new(String::new()))
    }

    fn fill(self, values: &Values) {
        self.fields.with_value(|fields| {
            for (name, field) in fields {
                let value = values.typed(name);
                if !value.is_empty() {
                    field.set(value.to_owned());
                }
            }
        });
    }

    /// Whether something was typed that is not kept anywhere.
    pub fn is_changed(self) -> bool {
        untrack(|| self.ready.get() && !self.values().same(&self.start.get()))
    }

    /// Whether a field is asked for.
    pub fn needs(self, field: &Field) -> Need {
        (field.need)(&self.values())
    }

    /// Somebody was in a field and left it.
    pub fn touch(self, name: &'static str) {
        if !self.field(name).with_untracked(String::is_empty) {
            self.touched.update(|touched| {
                touched.insert(name);
            });
        }
    }

    /// What is wrong with a field, once that is worth saying: what the server said of what still stands there, else what
    /// its rules say.
    pub fn fault(self, name: &'static str) -> Option<Fault> {
        let said = self.refused.with(|refused| {
            let (sent, failure) = refused.as_ref()?;
            let same = sent.get(name) == self.field(name).with(|now| now.trim().to_owned());
            failure.fields.iter().find(|field| field.field == name && same)?.fault.clone()
        });
        let tell = || self.tried.get() || self.touched.with(|touched| touched.contains(name));
        said.or_else(|| tell().then(|| self.faults.with(|faults| faults.get(name).cloned())).flatten())
    }

    /// The fields with something wrong, from top to bottom.
    pub fn wrong(self) -> Vec<&'static str> {
        if !self.tried.get() {
            return Vec::new();
        }
        forms::order(self.kind).filter(|name| self.fault(name).is_some()).collect()
    }

    /// Why it was refused as a whole, until the next try.
    pub fn refusal(self) -> Option<Failure> {
        self.sending.failure.get()
    }

    /// Whether it may be sent; if not, the way to what is wrong is shown.
    pub fn is_fine(self) -> bool {
        if !untrack(|| self.ready.get()) {
            return false;
        }
        self.tried.set(true);
        let fine = untrack(|| self.faults.with(Faults::is_empty));
        if !fine {
            self.show_first();
        }
        fine
    }

    /// What is to be sent, in words.
    pub fn changes(self) -> Vec<(String, String)> {
        untrack(|| forms::changes(self.kind, &self.start.get(), &self.values()))
    }

    /// Sends it, unless something is wrong. `agreed`: what it costs was seen. `done` gets the object.
    pub fn send(self, agreed: bool, done: impl FnOnce(Written) + 'static) {
        if !self.is_fine() {
            return;
        }
        let values = untrack(|| self.values());
        self.sent.set_value(values.clone());
        self.costs.set(Vec::new());
        let command = SendForm { form: self.id.get_value(), values, agreed };
        self.sending.run(command, move |sent| match sent {
            SentForm::Done { area, id, earlier } => done(Written { area, id: Some(id), earlier }),
            SentForm::Scheduled => done(Written { area: Area::Reports, id: None, earlier: false }),
            SentForm::Costs(costs) => drop(self.costs.try_set(costs)),
        });
    }

    /// Moves the focus to where typing begins: the first field that is asked for and empty, else the first.
    fn begin(self) {
        request_animation_frame(move || {
            let asked = |name: &&'static str| {
                self.kind.field(name).is_some_and(|field| {
                    !matches!(field.kind, Kind::Fixed) && untrack(|| self.needs(field)) != Need::Absent
                })
            };
            let names: Vec<_> = forms::order(self.kind).filter(asked).collect();
            let empty = names.iter().find(|name| self.field(name).with_untracked(String::is_empty));
            if let Some(name) = empty.or(names.first()) {
                platform::focus(&format!("[data-testid='field-{name}']"));
            }
        });
    }

    /// Moves the focus to the first field with something wrong.
    fn show_first(self) {
        request_animation_frame(move || {
            let first = untrack(|| forms::order(self.kind).find(|name| self.fault(name).is_some()));
            if let Some(name) = first {
                platform::focus(&format!("[data-testid='field-{name}']"));
            }
        });
    }
}
