use ipc::uploads::{PreviewPage, Which};
use leptos::{prelude::*, task::spawn_local};
use model::{DraftId, PageId};

use crate::api;

/// Which picture of which page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureOf {
    /// The draft.
    pub draft: DraftId,
    /// The page.
    pub page: PageId,
    /// As received or as sent.
    pub which: Which,
    /// Longest edge in pixels.
    pub edge: u32,
    /// Changes whenever the picture would look different.
    pub revision: u32,
}

/// A picture on its way to the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// There is none to show.
    None,
    /// Asked for.
    Waiting,
    /// Here, under this address of the page's own memory.
    Ready(String),
    /// It could not be made.
    Failed,
}

/// Asks for a picture, and again when what is asked for changes. Its memory is given back when the next one comes and
/// when the view goes.
pub fn use_picture(of: Memo<Option<PictureOf>>) -> ReadSignal<Picture> {
    let (picture, set_picture) = signal(Picture::None);
    let address = StoredValue::new(None::<String>);
    let generation = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let this = generation.get_value().wrapping_add(1);
        generation.set_value(this);
        let Some(of) = of.get() else {
            release(address);
            set_picture.set(Picture::None);
            return;
        };
        if address.with_value(Option::is_none) {
            set_picture.set(Picture::Waiting);
        }
        spawn_local(async move {
            let PictureOf { draft, page, which, edge, .. } = of;
            let answer = api::call_bytes(PreviewPage { draft, page, which, edge }).await;
            if generation.try_get_value() != Some(this) {
                return;
            }
            release(address);
            match answer.ok().and_then(|bytes| object_url(&bytes)) {
                Some(made) => {
                    address.set_value(Some(made.clone()));
                    set_picture.set(Picture::Ready(made));
                }
                None => set_picture.set(Picture::Failed),
            }
        });
    });
    on_cleanup(move || release(address));
    picture
}

fn release(address: StoredValue<Option<String>>) {
    let old = address.try_update_value(Option::take).flatten();
    if let Some(old) = old {
        // Refused only for what is not an address.
        web_sys::Url::revoke_object_url(&old).unwrap_or_default();
    }
}

/// PNG or JPEG by its first bytes; an image element looks at the content anyway.
fn object_url(bytes: &[u8]) -> Option<String> {
    let kind = if bytes.starts_with(&[0x89, b'P']) { "image/png" } else { "image/jpeg" };
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    web_sys::Url::create_object_url_with_blob(&blob).ok()
}
