use std::sync::atomic::{AtomicU8, Ordering};

use unic_langid::LanguageIdentifier;

use crate::message::{EN, Message};

/// A language that the catalogue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// British English, the language the words are written in first.
    English,
}

static CHOSEN: AtomicU8 = AtomicU8::new(0);

impl Language {
    /// Every language, in the order in which it is offered. The first is the fallback.
    pub const ALL: &'static [Self] = &[Self::English];

    /// The BCP 47 tag, for `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en-GB",
        }
    }

    /// The language's name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
        }
    }

    /// The best language for a tag such as `fr-CA`; the fallback if there is none.
    pub fn for_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let same =
            |language: &&Self| language.tag().split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(primary));
        Self::ALL.iter().find(same).copied().unwrap_or(Self::English)
    }

    pub(crate) fn identifier(self) -> LanguageIdentifier {
        // The tags above are well-formed, which a test proves.
        self.tag().parse().unwrap_or_default()
    }

    /// Its messages, in the order of their ids.
    pub(crate) fn messages(self) -> &'static [Message] {
        match self {
            Self::English => &EN,
        }
    }
}

/// The language that [`crate::text`] answers in.
pub fn language() -> Language {
    let index = usize::from(CHOSEN.load(Ordering::Relaxed));
    Language::ALL.get(index).copied().unwrap_or(Language::English)
}

/// Chooses the language for the whole process.
pub fn set_language(language: Language) {
    let index = Language::ALL.iter().position(|one| *one == language).unwrap_or_default();
    CHOSEN.store(u8::try_from(index).unwrap_or_default(), Ordering::Relaxed);
}
