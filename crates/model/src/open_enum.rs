/// Declares an enum whose values a remote party may extend. Known values are unit variants; any other text is kept
/// as `Unknown`, shown as it came and written back unchanged.
macro_rules! open_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$vmeta])* #[doc = concat!("`", $text, "`")] $variant,)+
            /// A value that this version does not know.
            Unknown(String),
        }

        impl $name {
            /// Every value this version knows, in the order of the reference sheet.
            pub const KNOWN: &'static [&'static str] = &[$($text),+];

            /// The value as the API spells it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer).map(|text| Self::from(text.as_ref()))
            }
        }
    };
}

pub(crate) use open_enum;

#[cfg(test)]
mod tests {
    use crate::KycDocumentStatus;

    #[test]
    fn unknown_values_survive_a_round_trip() {
        let status: KycDocumentStatus = serde_json::from_str("\"FROZEN\"").unwrap();
        assert_eq!(status, KycDocumentStatus::Unknown("FROZEN".into()));
        assert_eq!(serde_json::to_string(&status).unwrap(), "\"FROZEN\"", "what the API sent is what we keep");
    }

    #[test]
    fn every_known_value_maps_to_itself() {
        for text in KycDocumentStatus::KNOWN {
            let status = KycDocumentStatus::from(*text);
            assert_eq!(status.as_str(), *text);
            assert!(!matches!(status, KycDocumentStatus::Unknown(_)), "{text} must not be unknown");
        }
    }
}
