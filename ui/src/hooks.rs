//! Patterns of behaviour shared by views: asking, doing, keys, dialogs.

mod ask;
mod calm;
mod clipboard;
mod form;
mod goto;
mod keys;
mod mark;
mod modal;
mod mutation;
mod picture;

pub use ask::{Asked, use_ask, use_repetition};
pub use calm::use_calm;
pub use clipboard::{Clipboard, Leaving, use_clipboard};
pub use form::{Form, Written, use_form};
pub use goto::{Goto, use_goto};
pub use keys::{Layers, layers, use_keys};
pub use mark::mark;
pub use modal::use_modal;
pub use mutation::{Mutation, use_mutation};
pub use picture::{Picture, PictureOf, use_picture};
