use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

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

#[test]
fn every_file_parses_and_no_id_is_given_twice() {
    let mut seen = BTreeMap::new();
    for (name, source) in files() {
        let resource = fluent_syntax::parser::parse(source.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{name}.ftl does not parse: {errors:?}"));
        for entry in resource.body {
            if let fluent_syntax::ast::Entry::Message(message) = entry {
                let id = message.id.name.to_owned();
                assert!(message.value.is_some(), "{name}.ftl: {id} has no words");
                if let Some(first) = seen.insert(id.clone(), name.clone()) {
                    panic!("{id} is in {first}.ftl and in {name}.ftl");
                }
            }
        }
    }
}

#[test]
fn every_file_is_embedded() {
    let embedded: BTreeSet<_> = ids(Language::English).into_iter().map(|(_, id)| id).collect();
    for (name, source) in files() {
        let parsed = fluent_syntax::parser::parse(source.as_str()).unwrap();
        for entry in parsed.body {
            if let fluent_syntax::ast::Entry::Message(message) = entry {
                assert!(embedded.contains(message.id.name), "{name}.ftl is not embedded, or {} is", message.id.name);
                assert!(has(message.id.name), "{} is not in the bundle", message.id.name);
            }
        }
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
