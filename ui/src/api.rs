//! The only file that knows the shell: commands out, replies and events in.
//!
//! A command's arguments cross as the bytes of [`ipc::encode`]. A reply is bytes too: first 0 and then the reply's
//! JSON (for a picture: its raw bytes), or 1 and then the failure's JSON.

use ipc::{Bytes, Code, Command, Event, Failure};
use js_sys::{ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

const OK: u8 = 0;
/// The shell's own command for hearing events; all others are types of `ipc`.
const LISTEN: &str = "plugin:event|listen";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = invoke)]
    fn invoke(command: &str, payload: &JsValue) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback)]
    fn transform_callback(handler: &JsValue, once: bool) -> Result<JsValue, JsValue>;
}

/// Sends a command and waits for its reply.
///
/// # Errors
/// The failure that the backend answered; [`Code::Internal`] if it could not be reached at all.
pub async fn call<C: Command>(command: C) -> Result<C::Reply, Failure> {
    ipc::decode(&raw(command).await?)
}

/// Sends a command whose reply is raw bytes.
///
/// # Errors
/// As [`call`].
pub async fn call_bytes<C: Command<Reply = Bytes>>(command: C) -> Result<Vec<u8>, Failure> {
    raw(command).await
}

async fn raw<C: Command>(command: C) -> Result<Vec<u8>, Failure> {
    let payload = Uint8Array::from(ipc::encode(&command)?.as_slice());
    let promise = invoke(C::NAME, &payload).map_err(unreachable_backend)?;
    let answer = JsFuture::from(promise).await.map_err(unreachable_backend)?;
    let bytes = bytes_of(&answer).ok_or_else(|| Failure::new(Code::Malformed))?;
    match bytes.split_first() {
        Some((&OK, reply)) => Ok(reply.to_vec()),
        Some((_, failure)) => Err(ipc::decode::<Failure>(failure)?),
        None => Err(Failure::new(Code::Malformed)),
    }
}

fn unreachable_backend(_: JsValue) -> Failure {
    Failure::new(Code::Internal).retry(ipc::Retry::Now)
}

fn bytes_of(answer: &JsValue) -> Option<Vec<u8>> {
    if let Some(buffer) = answer.dyn_ref::<ArrayBuffer>() {
        return Some(Uint8Array::new(buffer).to_vec());
    }
    if let Some(array) = answer.dyn_ref::<Uint8Array>() {
        return Some(array.to_vec());
    }
    // Where the shell has to fall back to text messages, bytes come as an array of numbers.
    js_sys::Array::is_array(answer).then(|| Uint8Array::new(answer).to_vec())
}

/// Hears every event of the backend from now on. Called once, at the root.
///
/// # Errors
/// [`Code::Internal`] if the backend could not be reached.
pub async fn subscribe(hear: impl Fn(Event) + 'static) -> Result<(), Failure> {
    let handler = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        let payload = Reflect::get(&message, &"payload".into()).ok().and_then(|payload| payload.as_string());
        if let Some(Ok(event)) = payload.map(|text| ipc::decode::<Event>(text.as_bytes())) {
            hear(event);
        }
    });
    let id = transform_callback(handler.as_ref(), false).map_err(unreachable_backend)?;
    // It listens as long as the page lives.
    handler.forget();
    let target = object(&[("kind", "WebviewWindow".into()), ("label", window_label().into())]);
    let args = object(&[("event", ipc::EVENT_NAME.into()), ("target", target.into()), ("handler", id)]);
    let promise = invoke(LISTEN, &args).map_err(unreachable_backend)?;
    JsFuture::from(promise).await.map_err(unreachable_backend)?;
    Ok(())
}

fn window_label() -> String {
    let path = ["__TAURI_INTERNALS__", "metadata", "currentWindow", "label"];
    path.iter()
        .try_fold(JsValue::from(js_sys::global()), |at, name| Reflect::get(&at, &(*name).into()))
        .ok()
        .and_then(|label| label.as_string())
        .unwrap_or_default()
}

fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // A fresh object takes every member.
        Reflect::set(&object, &(*name).into(), value).unwrap_or_default();
    }
    object
}
