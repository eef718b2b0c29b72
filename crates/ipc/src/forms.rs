//! Forms: what a person fills in before something is written to the API. The forms themselves are declared in
//! [`model::form`].

use model::{
    Area,
    form::{Cost, FormId, Values},
};
use serde::{Deserialize, Serialize};

/// Asks what stands in a form: what was typed and not sent, else what the object has.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenForm {
    /// Which form.
    pub form: FormId,
}

/// A form as it is opened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedForm {
    /// What stands in it.
    pub values: Values,
    /// What it would have without anything typed: what the object has, or the usual values.
    pub held: Values,
    /// When what was typed was kept, Unix seconds; `None` if nothing was.
    pub kept_at: Option<i64>,
    /// It was sent, and what came of it is not known: sending again asks first.
    pub in_doubt: bool,
}

model::debug_only!(OpenedForm { kept_at, in_doubt });

/// Sends a form. Nothing is sent twice: what came of an earlier try is looked up first.
#[derive(Clone, Serialize, Deserialize)]
pub struct SendForm {
    /// Which form.
    pub form: FormId,
    /// What stands in it.
    pub values: Values,
    /// What the change costs was seen and agreed to.
    pub agreed: bool,
}

model::debug_only!(SendForm { form, agreed });

/// What came of sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentForm {
    /// It was carried out.
    Done {
        /// The list of the object.
        area: Area,
        /// The object.
        id: String,
        /// An earlier try had arrived, with other values than those that were sent now: these were not carried out.
        earlier: bool,
    },
    /// Nothing was sent: it is carried out by itself, from its next time on.
    Scheduled,
    /// Nothing was sent: the change costs something, by these fields. Send it once more, agreed.
    Costs(Vec<(Cost, Vec<String>)>),
}

/// Throws away what was typed and not sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DropForm {
    /// Which form.
    pub form: FormId,
}

/// Asks what is to be said about the platform's hooks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetHookAdvice {}

/// Something to be said about hooks. Types of events as the API spells them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HookAdvice {
    /// Mangopay gave up on these hooks: id and type.
    Invalid(Vec<(String, String)>),
    /// These are turned off.
    Disabled(Vec<(String, String)>),
    /// Events that a back office should hear of, and no hook tells.
    Missing(Vec<String>),
    /// Events that happened of late and no hook tells, with how many.
    Unheard(Vec<(String, u64)>),
}
