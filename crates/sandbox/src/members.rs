//! Reading the members of a body. Tolerant by default: `"10"`, `1` and `true` are coerced and unknown members are
//! ignored, as the official SDKs need. Strict: wrong JSON types and unknown members are refused as well.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{answer::Refusal, countries};

/// Collects members and what is wrong with them.
pub(crate) struct Members<'a> {
    from: &'a Map<String, Value>,
    prefix: &'static str,
    strict: bool,
    known: Vec<&'static str>,
    errors: BTreeMap<String, String>,
}

impl<'a> Members<'a> {
    pub(crate) fn new(from: &'a Map<String, Value>, prefix: &'static str, strict: bool) -> Self {
        Self { from, prefix, strict, known: Vec::new(), errors: BTreeMap::new() }
    }

    pub(crate) fn wrong(&mut self, name: &str, text: impl Into<String>) {
        self.errors.insert(format!("{}{name}", self.prefix), text.into());
    }

    pub(crate) fn missing(&mut self, name: &str) {
        self.wrong(name, format!("The {}{name} field is required.", self.prefix));
    }

    pub(crate) fn has_error(&self, name: &str) -> bool {
        self.errors.contains_key(&format!("{}{name}", self.prefix))
    }

    /// The member if present; null counts as absent.
    pub(crate) fn raw(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.from.get(name).filter(|v| !v.is_null())
    }

    /// A member that may be sent but is not used.
    pub(crate) fn accept(&mut self, names: &[&'static str]) {
        self.known.extend_from_slice(names);
    }

    /// Text of at most `max` characters.
    pub(crate) fn text(&mut self, name: &'static str, max: usize) -> Option<String> {
        let text = match self.raw(name)? {
            Value::String(text) => text.clone(),
            Value::Number(n) if !self.strict => n.to_string(),
            Value::Bool(b) if !self.strict => b.to_string(),
            _ => {
                self.wrong(name, "The value must be a string");
                return None;
            }
        };
        if text.chars().count() > max {
            self.wrong(name, format!("The value must have at most {max} characters"));
            return None;
        }
        Some(text)
    }

    /// One of `known`, exactly.
    pub(crate) fn one_of(&mut self, name: &'static str, known: &[&'static str]) -> Option<&'static str> {
        let text = self.text(name, usize::MAX)?;
        let found = known.iter().copied().find(|k| *k == text);
        if found.is_none() {
            self.wrong(name, format!("Error converting value \"{text}\" to {name}"));
        }
        found
    }

    pub(crate) fn int(&mut self, name: &'static str) -> Option<i64> {
        let found = match self.raw(name)? {
            Value::Number(n) => n.as_i64(),
            Value::String(text) if !self.strict => text.trim().parse().ok(),
            Value::Bool(b) if !self.strict => Some(i64::from(*b)),
            _ => None,
        };
        if found.is_none() {
            self.wrong(name, "The value must be a whole number");
        }
        found
    }

    pub(crate) fn boolean(&mut self, name: &'static str) -> Option<bool> {
        let found = match self.raw(name)? {
            Value::Bool(b) => Some(*b),
            Value::Number(n) if !self.strict => n.as_i64().map(|n| n != 0),
            Value::String(text) if !self.strict => match text.to_ascii_lowercase().as_str() {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        };
        if found.is_none() {
            self.wrong(name, "The value must be true or false");
        }
        found
    }

    /// A required member: what was read, or a note that it is missing. The default is never used, since
    /// [`Members::finish`] refuses.
    pub(crate) fn need<T: Default>(&mut self, name: &str, read: Option<T>) -> T {
        if read.is_none() && !self.has_error(name) {
            self.missing(name);
        }
        read.unwrap_or_default()
    }

    /// A nested object, read by `read`; errors inside it are named `prefix` and the member.
    pub(crate) fn object<T>(
        &mut self,
        name: &'static str,
        prefix: &'static str,
        read: impl FnOnce(&mut Members<'_>) -> T,
    ) -> Option<T> {
        let Value::Object(from) = self.raw(name)? else {
            self.wrong(name, "The value must be an object");
            return None;
        };
        let mut inner = Members::new(from, prefix, self.strict);
        let found = read(&mut inner);
        self.take(inner);
        Some(found)
    }

    /// Text of 1 to `max` characters.
    pub(crate) fn name(&mut self, name: &'static str, max: usize) -> Option<String> {
        let text = self.text(name, max)?;
        if text.trim().is_empty() {
            self.missing(name);
            return None;
        }
        Some(text)
    }

    /// An e-mail address; no run of more than 12 digits (users-verification.md §1.4).
    pub(crate) fn email(&mut self, name: &'static str) -> Option<String> {
        let text = self.text(name, 255)?;
        let longest = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
        let shape = text.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains('@')
                && !text.contains(char::is_whitespace)
        });
        if !shape || longest > 12 {
            self.wrong(name, "The field Email must match a valid e-mail address");
            return None;
        }
        Some(text)
    }

    /// A country by its two-letter code, not one whose users are refused (users-verification.md §9.4, §12).
    pub(crate) fn country(&mut self, name: &'static str) -> Option<String> {
        let text = self.text(name, usize::MAX)?;
        if !countries::exists(&text) {
            self.wrong(name, format!("Error converting value \"{text}\" to CountryIso"));
            return None;
        }
        if countries::is_blocked(&text) {
            self.wrong(name, format!("The country {text} is blocked for user creation"));
            return None;
        }
        Some(text)
    }

    /// A phone number: E.164, or local digits, which then need `country`.
    pub(crate) fn phone(&mut self, name: &'static str, country: Option<&str>) -> Option<String> {
        let text = self.text(name, 32)?;
        let digits = text.strip_prefix('+').unwrap_or(&text);
        let fine = (4..=15).contains(&digits.chars().filter(char::is_ascii_digit).count())
            && digits.chars().all(|c| c.is_ascii_digit() || " -().".contains(c));
        if !fine {
            self.wrong(name, "The phone number is not valid");
            return None;
        }
        if !text.starts_with('+') && country.is_none() {
            self.missing("PhoneNumberCountry");
        }
        Some(text)
    }

    /// An address: lines, city, code and country go together; a region in the US, CA and MX (§1.3).
    pub(crate) fn address(&mut self, name: &'static str, prefix: &'static str) -> Option<Value> {
        let from = match self.raw(name)? {
            Value::Object(map) => map,
            _ => {
                self.wrong(name, "The value must be an object");
                return None;
            }
        };
        if from.values().all(Value::is_null) {
            return None;
        }
        let mut inner = Members::new(from, prefix, self.strict);
        let line1 = inner.name("AddressLine1", 255);
        let line2 = inner.text("AddressLine2", 255);
        let city = inner.name("City", 255);
        let region = inner.text("Region", 255);
        let code = inner.name("PostalCode", 50);
        let country = inner.country("Country");
        for (field, absent) in [
            ("AddressLine1", line1.is_none()),
            ("City", city.is_none()),
            ("PostalCode", code.is_none()),
            ("Country", country.is_none()),
            ("Region", matches!(country.as_deref(), Some("US" | "CA" | "MX")) && region.is_none()),
        ] {
            if absent && !inner.has_error(field) {
                inner.missing(field);
            }
        }
        self.take(inner);
        Some(json!({
            "AddressLine1": line1, "AddressLine2": line2, "City": city, "Region": region, "PostalCode": code,
            "Country": country,
        }))
    }

    /// Takes over what an inner reader found.
    pub(crate) fn take(&mut self, inner: Members<'_>) {
        self.errors.extend(inner.closed());
    }

    /// The errors, unknown members among them when strict.
    fn closed(mut self) -> BTreeMap<String, String> {
        if self.strict {
            for name in self.from.keys().filter(|n| !self.known.contains(&n.as_str())) {
                self.errors.insert(format!("{}{name}", self.prefix), "This member is not known".to_owned());
            }
        }
        self.errors
    }

    /// 400 `param_error` if anything was wrong.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        let errors = self.closed();
        if errors.is_empty() { Ok(()) } else { Err(Refusal::fields(errors)) }
    }
}
