//! Forms: what a person fills in before something is written to the API.
//!
//! A form is a declaration. The interface draws it and the engine sends it; both ask the same rules here, so that nothing
//! leaves that is known to come back refused. Values are held as they were typed.

mod hooks;
mod kinds;
mod reports;
mod users;

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use crate::UnixSeconds;

pub use hooks::{RECOMMENDED_EVENTS, TURN_OFF, TURN_ON, TURN_VALID};
pub use reports::{Every, ReportSystem, report_columns, report_currencies, usual_report_columns};
pub use users::{Cost, costs};

/// What is typed into a flag that is on.
pub const YES: &str = "yes";

macro_rules! forms {
    ($($(#[$meta:meta])* $variant:ident = $key:literal, $fields:expr, $across:expr;)+) => {
        /// What is filled in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum FormKind {
            $($(#[$meta])* #[serde(rename = $key)] $variant,)+
        }

        impl FormKind {
            /// Every form.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in stores, and the prefix of its words in the catalogue after `form-`.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// Its fields.
            pub const fn fields(self) -> &'static [Field] {
                match self { $(Self::$variant => $fields,)+ }
            }

            /// What is wrong between fields.
            fn across(self) -> fn(&Values, UnixSeconds) -> Faults {
                match self { $(Self::$variant => $across,)+ }
            }
        }
    };
}

forms! {
    /// A new hook.
    AddHook = "hook", hooks::ADD, nothing;
    /// Another address, e-mail address or tag for a hook.
    EditHook = "hook-edit", hooks::EDIT, nothing;
    /// Turning a hook off, on, or letting it deliver again.
    TurnHook = "hook-turn", hooks::TURN, nothing;
    /// A report of either system.
    NewReport = "report", reports::NEW, reports::across;
    /// A new natural user.
    AddNatural = "natural", users::ADD_NATURAL, users::across;
    /// A new legal user.
    AddLegal = "legal", users::ADD_LEGAL, users::across;
    /// Changes of a natural user.
    EditNatural = "natural-edit", users::EDIT_NATURAL, users::across;
    /// Changes of a legal user.
    EditLegal = "legal-edit", users::EDIT_LEGAL, users::across;
    /// Making an owner of a natural payer.
    CategoriseNatural = "natural-owner", users::CATEGORISE_NATURAL, users::across;
    /// Making an owner of a legal payer.
    CategoriseLegal = "legal-owner", users::CATEGORISE_LEGAL, users::across;
    /// Closing a user's account for good.
    CloseUser = "user-close", users::CLOSE, nothing;
    /// Putting a user's bank account out of use for good.
    EndBankAccount = "bank-account-end", users::END_BANK_ACCOUNT, nothing;
}

fn nothing(_: &Values, _: UnixSeconds) -> Faults {
    Faults::new()
}

/// A form and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FormId {
    /// Which form.
    pub kind: FormKind,
    /// The object that is changed, or made once more.
    pub object: Option<String>,
}

impl FormId {
    /// A form for something new.
    pub const fn new(kind: FormKind) -> Self {
        Self { kind, object: None }
    }

    /// A form about an object.
    pub fn about(kind: FormKind, object: impl Into<String>) -> Self {
        Self { kind, object: Some(object.into()) }
    }
}

/// What was typed, by the fields' names.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// What was typed into a field, without spaces around it; empty if nothing was.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// What was typed, unless that is nothing.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// As [`some`](Self::some), owned.
    pub fn text(&self, name: &str) -> Option<String> {
        self.some(name).map(str::to_owned)
    }

    /// What stands in a field that is there, even if that is nothing: what was there is to go.
    pub fn told(&self, name: &str) -> Option<String> {
        self.0.get(name).map(|value| value.trim().to_owned())
    }

    /// What was typed, to the letter.
    pub fn typed(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Whether a flag is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.get(name) == YES
    }

    /// The values chosen in a field that takes several.
    pub fn list(&self, name: &str) -> Vec<&str> {
        self.get(name).split(',').map(str::trim).filter(|value| !value.is_empty()).collect()
    }

    /// The day typed into a field.
    pub fn day(&self, name: &str) -> Option<UnixSeconds> {
        UnixSeconds::of_day(self.get(name))
    }

    /// Puts something into a field.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// As [`set`](Self::set), while building.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// Whether two are the same to a form: spaces around and empty fields do not count.
    pub fn same(&self, other: &Self) -> bool {
        let told = |values: &Self| -> BTreeMap<String, String> {
            values.0.keys().filter_map(|name| Some((name.clone(), values.text(name)?))).collect()
        };
        told(self) == told(other)
    }

    /// Keeps what the form takes.
    #[must_use]
    pub fn of(&self, kind: FormKind) -> Self {
        let taken = kind.fields().iter().filter(|field| (field.need)(self) != Need::Absent);
        Self(taken.filter_map(|field| Some((field.name.to_owned(), self.text(field.name)?))).collect())
    }
}

// Names and addresses of people.
impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// What may be chosen, which may follow from other fields.
pub type Choices = fn(&Values) -> &'static [&'static str];

/// What a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A line of at most so many characters.
    Line(usize),
    /// The name of a person, of at most so many characters.
    Name(usize),
    /// An e-mail address.
    Email,
    /// An address of the web.
    Url,
    /// A telephone number.
    Phone,
    /// A day: `2026-11-24`.
    Day,
    /// A country, two letters.
    Country,
    /// One of several.
    Choice(Choices),
    /// Some of several, with commas between them.
    Several(Choices),
    /// On or off.
    Flag,
    /// Not typed: what the other fields' rules need to know.
    Fixed,
}

/// Whether a field is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must be filled in.
    Required,
    /// It may be.
    Optional,
    /// The form has no such field now.
    Absent,
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name among the values, and in the catalogue.
    pub name: &'static str,
    /// Its name in the API, by which the server says what it does not like.
    pub wire: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether it is asked for.
    pub need: fn(&Values) -> Need,
}

impl Field {
    const fn new(name: &'static str, wire: &'static str, kind: Kind) -> Self {
        Self { name, wire, kind, need: |_| Need::Optional }
    }

    const fn required(self) -> Self {
        Self { need: |_| Need::Required, ..self }
    }

    const fn when(self, need: fn(&Values) -> Need) -> Self {
        Self { need, ..self }
    }
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing was typed.
    Required,
    /// More than this many characters.
    TooLong(usize),
    /// No e-mail address.
    Email,
    /// No address of the web that begins with `http://` or `https://`.
    Url,
    /// No telephone number.
    Phone,
    /// No day.
    Day,
    /// Not among the choices.
    Choice,
    /// A day that is still to come.
    Future,
    /// A day in a century that nobody living was born in.
    LongPast,
    /// The end does not come after the beginning.
    Order,
    /// More than this many months.
    Longer(u32),
    /// More than this many months ago.
    Older(u32),
    /// Two fields that cannot be filled in together.
    NotBoth,
    /// A name that has a company's legal form in it.
    CompanyInName,
    /// A mailbox that belongs to no one person.
    SharedMailbox,
    /// More than twelve digits on end.
    Digits,
    /// Not how company numbers of the country look.
    CompanyNumber,
    /// A made-up name.
    MadeUp,
    /// There is one already.
    Taken,
    /// Wallets of the user that still hold money.
    HasMoney,
    /// What the server said.
    Said(String),
}

impl Fault {
    /// Its key in the catalogue, after `fault-`.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong(_) => "too-long",
            Self::Email => "email",
            Self::Url => "url",
            Self::Phone => "phone",
            Self::Day => "day",
            Self::Choice => "choice",
            Self::Future => "future",
            Self::LongPast => "long-past",
            Self::Order => "order",
            Self::Longer(_) => "longer",
            Self::Older(_) => "older",
            Self::NotBoth => "not-both",
            Self::CompanyInName => "company-in-name",
            Self::SharedMailbox => "shared-mailbox",
            Self::Digits => "digits",
            Self::CompanyNumber => "company-number",
            Self::MadeUp => "made-up",
            Self::Taken => "taken",
            Self::HasMoney => "has-money",
            Self::Said(_) => "said",
        }
    }
}

/// What is wrong, by field.
pub type Faults = BTreeMap<String, Fault>;

impl FormKind {
    /// A field by its name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// A field by what the API calls it. Dots do not count: the two shapes of a user differ in
    /// them; nor does what a filter stands in.
    pub fn field_of_wire(self, wire: &str) -> Option<&'static Field> {
        let plain = |text: &str| {
            let text: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            text.strip_prefix("Filters").map_or(text.clone(), str::to_owned).to_lowercase()
        };
        let wanted = plain(wire);
        self.fields().iter().find(|field| !field.wire.is_empty() && plain(field.wire) == wanted)
    }

    /// What is wrong with what was typed.
    pub fn check(self, values: &Values, now: UnixSeconds) -> Faults {
        let mut faults = (self.across())(values, now);
        for field in self.fields() {
            let need = (field.need)(values);
            let fault = match values.some(field.name) {
                _ if need == Need::Absent => None,
                None => (need == Need::Required).then_some(Fault::Required),
                Some(value) => kinds::fault(field.kind, value, values),
            };
            if let Some(fault) = fault {
                faults.insert(field.name.to_owned(), fault);
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests;
