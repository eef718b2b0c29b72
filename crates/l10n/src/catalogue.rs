use std::{collections::BTreeMap, sync::OnceLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

use crate::{Language, Value, language, measure, message::Message};

type Bundle = FluentBundle<FluentResource>;

/// Arguments that name a thing: never printed as a number, whatever they look like.
const NAMES: &[&str] = &["id", "document", "user", "code", "type", "host", "name"];

/// What messages are written with: the language's rules and the functions, no messages.
fn bundle(language: Language) -> &'static Bundle {
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    let cell = match language {
        Language::English => &ENGLISH,
    };
    cell.get_or_init(|| build(language))
}

fn build(language: Language) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
    // The marks around arguments would travel with copied text, and no language here is written from the right.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => Some(measure::number(number.value as i64)),
        _ => None,
    }));
    // The one way either call can fail is a name that is taken; the bundle is new.
    bundle.add_builtins().unwrap_or_default();
    bundle.add_function("BYTES", |positional, _| bytes_of(positional.first())).unwrap_or_default();
    bundle
}

fn bytes_of<'a>(value: Option<&FluentValue<'a>>) -> FluentValue<'a> {
    let count = match value {
        Some(FluentValue::Number(number)) => Some(number.value.max(0.0) as u64),
        Some(FluentValue::String(text)) => text.parse().ok(),
        _ => None,
    };
    count.map_or(FluentValue::Error, |count| FluentValue::from(measure::bytes(count)))
}

fn format(language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let pattern = Message::find(language.messages(), id)?.pattern()?;
    // A missing argument shows as its name in braces, which is as useful as an error here.
    Some(bundle(language).format_pattern(pattern, args, &mut Vec::new()).into_owned())
}

fn resolve(id: &str, args: Option<&FluentArgs<'_>>) -> String {
    format(language(), id, args).or_else(|| format(Language::English, id, args)).unwrap_or_else(|| missing(id))
}

/// Marked, so that a crawl through the application finds it.
fn missing(id: &str) -> String {
    format!("⟦{id}⟧")
}

/// The words of a message without arguments. An unknown id answers itself in ⟦⟧.
pub fn text(id: &str) -> String {
    resolve(id, None)
}

/// The words of a message with arguments.
pub fn text_with(id: &str, args: &[(&str, Value<'_>)]) -> String {
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        fluent.set((*name).to_owned(), value.clone().into_fluent());
    }
    resolve(id, Some(&fluent))
}

/// The words of a message whose arguments crossed as text (failures, findings, fixes): what looks like a number is
/// one, except for names and ids.
pub fn text_args(id: &str, args: &BTreeMap<String, String>) -> String {
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        let value = if NAMES.contains(&name.as_str()) { Value::from(value) } else { Value::of_text(value) };
        fluent.set(name.clone(), value.into_fluent());
    }
    resolve(id, Some(&fluent))
}

/// Whether the catalogue has a message, in the chosen language or the fallback.
pub fn has(id: &str) -> bool {
    [language(), Language::English].iter().any(|language| Message::find(language.messages(), id).is_some())
}

/// The word for a value of a vocabulary, `<prefix>-<value>`; a value without a word is shown as it came.
pub fn word(prefix: &str, value: &str) -> String {
    let id = format!("{prefix}-{value}");
    format(language(), &id, None).or_else(|| format(Language::English, &id, None)).unwrap_or_else(|| value.to_owned())
}

/// Every id of a language with its file, for the tests that look for unused words.
pub fn ids(language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    language.messages().iter().map(|message| (message.file, message.id()))
}
