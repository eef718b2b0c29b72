use std::sync::OnceLock;

use fluent_syntax::{
    ast::{Entry, Pattern},
    parser,
};

/// A message of the catalogue, parsed when it is first shown.
pub(crate) struct Message {
    /// The file that it is in, without its ending.
    pub(crate) file: &'static str,
    id_length: usize,
    source: &'static str,
    pattern: OnceLock<Option<Pattern<&'static str>>>,
}

impl Message {
    const fn new(file: &'static str, id_length: usize, source: &'static str) -> Self {
        Self { file, id_length, source, pattern: OnceLock::new() }
    }

    /// The id, which its source begins with.
    pub(crate) fn id(&self) -> &'static str {
        self.source.get(..self.id_length).unwrap_or_default()
    }

    /// Its words; `None` only for a source that does not parse, which the build refuses.
    pub(crate) fn pattern(&'static self) -> Option<&'static Pattern<&'static str>> {
        let parse = || {
            let resource = parser::parse_runtime(self.source).ok()?;
            resource.body.into_iter().find_map(|entry| match entry {
                Entry::Message(message) => message.value,
                _ => None,
            })
        };
        self.pattern.get_or_init(parse).as_ref()
    }

    /// The message of a table with this id.
    pub(crate) fn find(table: &'static [Self], id: &str) -> Option<&'static Self> {
        table.binary_search_by(|message| message.id().cmp(id)).ok().and_then(|at| table.get(at))
    }
}

// Made by the build script: a table for each language, in the order of ids.
include!(concat!(env!("OUT_DIR"), "/messages.rs"));
