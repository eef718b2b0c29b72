//! Lays the catalogue out as a table of messages, each with its own source, so that a message is parsed when it is first
//! shown: parsing all of them takes as long as drawing the first page. A file that does not parse, an id given twice and a
//! message that needs another one end the build.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource},
    parser, serializer,
};

/// A message's id, the file that it is in, and its source by itself.
type Table = BTreeMap<String, (String, String)>;

fn main() -> Result<(), Box<dyn Error>> {
    let locales = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut code = String::new();
    for folder in sorted(&locales)? {
        let language = stem(&folder);
        let mut table = Table::new();
        for file in sorted(&folder)? {
            add(&mut table, &stem(&file), &fs::read_to_string(&file)?)?;
        }
        writeln!(code, "pub(crate) static {}: [Message; {}] = [", language.to_uppercase(), table.len())?;
        for (id, (file, source)) in table {
            writeln!(code, "    Message::new({file:?}, {}, {source:?}),", id.len())?;
        }
        writeln!(code, "];")?;
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("messages.rs"), code)?;
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn add(table: &mut Table, file: &str, text: &str) -> Result<(), Box<dyn Error>> {
    let resource = parser::parse(text).map_err(|(_, errors)| format!("{file}.ftl does not parse: {errors:?}"))?;
    for entry in resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Term(_) | Entry::Junk { .. } => return Err(format!("{file}.ftl: messages alone are read").into()),
        };
        let id = message.id.name.to_owned();
        let value = message.value.as_ref().ok_or_else(|| format!("{file}.ftl: {id} has no words"))?;
        if !message.attributes.is_empty() || !stands_alone(value) {
            return Err(format!("{file}.ftl: {id} needs another message, or has attributes: neither is read").into());
        }
        let alone = Resource { body: vec![Entry::Message(Message { comment: None, ..message })] };
        let kept = (file.to_owned(), serializer::serialize(&alone));
        if let Some((first, _)) = table.insert(id.clone(), kept) {
            return Err(format!("{id} is in {first}.ftl and in {file}.ftl").into());
        }
    }
    Ok(())
}

/// Whether a pattern can be written without another message.
fn stands_alone(pattern: &Pattern<&str>) -> bool {
    pattern.elements.iter().all(|element| match element {
        PatternElement::TextElement { .. } => true,
        PatternElement::Placeable { expression } => expression_stands_alone(expression),
    })
}

fn expression_stands_alone(expression: &Expression<&str>) -> bool {
    match expression {
        Expression::Inline(inline) => inline_stands_alone(inline),
        Expression::Select { selector, variants } => {
            inline_stands_alone(selector) && variants.iter().all(|variant| stands_alone(&variant.value))
        }
    }
}

fn inline_stands_alone(inline: &InlineExpression<&str>) -> bool {
    match inline {
        InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => false,
        InlineExpression::FunctionReference { arguments, .. } => arguments.positional.iter().all(inline_stands_alone),
        InlineExpression::Placeable { expression } => expression_stands_alone(expression),
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::VariableReference { .. } => true,
    }
}
