use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use fluent_bundle::{FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use l10n::{Language, Value, has, ids, text, text_args, text_with, word};

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// The table of messages is made by the build; what it holds is what the files say, read all at once by the library.
#[test]
fn every_message_of_the_files_reads_as_it_is_written() {
    let mut whole = FluentBundle::new(vec![Language::English.tag().parse().unwrap()]);
    whole.set_use_isolating(false);
    let mut ids_of_files = BTreeSet::new();
    for (name, source) in files() {
        let resource = FluentResource::try_new(source).unwrap_or_else(|(_, errors)| panic!("{name}.ftl: {errors:?}"));
        ids_of_files.extend(resource.entries().filter_map(|entry| match entry {
            Entry::Message(message) => Some((name.clone(), message.id.name.to_owned())),
            _ => None,
        }));
        whole.add_resource(resource).unwrap();
    }
    let ours: BTreeSet<_> = ids(Language::English).map(|(file, id)| (file.to_owned(), id.to_owned())).collect();
    assert_eq!(ours, ids_of_files);
    whole.add_function("BYTES", |_, _| FluentValue::Error).unwrap();
    whole.add_builtins().unwrap();
    for (_, id) in &ours {
        let pattern = whole.get_message(id).unwrap().value().unwrap();
        let words = whole.format_pattern(pattern, None, &mut Vec::new());
        assert!(has(id) && text(id) == words, "{id}: {} instead of {words}", text(id));
    }
}

#[test]
fn words_are_british_plain_and_calm() {
    for (name, source) in files() {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let words = line.split_once('=').map_or(line, |(_, words)| words);
            assert!(!words.contains('!'), "{name}.ftl: no exclamation marks: {line}");
            for banned in ["oops", "Oops", "color", "license ", "canceled", "authorize", "recognized", "initialize"] {
                assert!(!words.contains(banned), "{name}.ftl: {banned:?} in: {line}");
            }
            assert!(!words.contains("..."), "{name}.ftl: an ellipsis is one character: {line}");
            assert!(!words.contains('\''), "{name}.ftl: a typographic apostrophe: {line}");
        }
    }
}

#[test]
fn values_are_put_in_as_people_read_them() {
    let args = BTreeMap::from([("bytes".to_owned(), "21504".to_owned()), ("min".to_owned(), "32768".to_owned())]);
    let words = text_args("finding-too-small", &args);
    assert!(words.contains("21 KB") && words.contains("32 KB"), "{words}");
    let id = BTreeMap::from([("document".to_owned(), "123456789".to_owned())]);
    assert!(text_args("state-abandoned-note", &id).contains("123456789"), "an id is not a number");
    let two = text_with("upload-summary-pages", &[("count", Value::Number(2))]);
    let one = text_with("upload-summary-pages", &[("count", Value::Number(1))]);
    assert_ne!(two.replace('2', "1"), one, "plural forms");
}

#[test]
fn what_has_no_words_shows_what_it_is() {
    assert_eq!(text("no-such-message"), "⟦no-such-message⟧");
    assert_eq!(word("status-kyc", "FROZEN"), "FROZEN", "a value that the API added is shown as it came");
}

#[test]
fn languages_are_found_by_tag() {
    for language in Language::ALL {
        let parsed: unic_langid::LanguageIdentifier = language.tag().parse().expect("a well-formed tag");
        assert_eq!(parsed.to_string(), language.tag());
    }
    assert_eq!(Language::for_tag("en-US"), Language::English);
    assert_eq!(Language::for_tag("fr_CA"), Language::English, "the fallback while there is one language");
    l10n::set_language(Language::English);
    assert_eq!(l10n::language(), Language::English);
}
