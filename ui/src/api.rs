//! The only file that knows the shell: commands out, replies and events in.
//!
//! A command's arguments cross as the bytes of [`ipc::encode`]. A reply is bytes too: first 0 and then the reply's
//! JSON (for a picture: its raw bytes), or 1 and then the failure's JSON.

use std::{cell::RefCell, collections::BTreeMap};

use ipc::{
    Bytes, Code, Command, Event, Failure,
    session::{Session, Subscribe},
};
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

const OK: u8 = 0;

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
    let payload = ipc::encode(&command)?;
    if let Some(promise) = take_ahead(C::NAME, &payload)
        && let Ok(reply) = reply(promise).await
    {
        return Ok(reply);
    }
    reply(send(C::NAME, &payload)?).await
}

fn send(command: &str, payload: &[u8]) -> Result<js_sys::Promise, Failure> {
    invoke(command, &Uint8Array::from(payload)).map_err(unreachable_backend)
}

async fn reply(promise: js_sys::Promise) -> Result<Vec<u8>, Failure> {
    let answer = JsFuture::from(promise).await.map_err(unreachable_backend)?;
    let bytes = bytes_of(&answer).ok_or_else(|| Failure::new(Code::Malformed))?;
    match bytes.split_first() {
        Some((&OK, reply)) => Ok(reply.to_vec()),
        Some((_, failure)) => Err(ipc::decode::<Failure>(failure)?),
        None => Err(Failure::new(Code::Malformed)),
    }
}

/// A command that was sent ahead, with the reply on its way.
struct Ahead {
    name: &'static str,
    payload: Vec<u8>,
    reply: js_sys::Promise,
}

thread_local! {
    static AHEAD: RefCell<Option<Ahead>> = const { RefCell::new(None) };
}

/// Sends a command before whoever needs its reply is there. The next [`call`] takes the reply if it asks for just this;
/// if it asks the same for something else, the reply is thrown away.
pub fn ask_ahead<C: Command>(command: &C) {
    let Ok(payload) = ipc::encode(command) else { return };
    if let Ok(reply) = send(C::NAME, &payload) {
        AHEAD.set(Some(Ahead { name: C::NAME, payload, reply }));
    }
}

/// Nobody will need what was asked for ahead.
pub fn forget_ahead() {
    AHEAD.set(None);
}

fn take_ahead(name: &str, payload: &[u8]) -> Option<js_sys::Promise> {
    let ahead = AHEAD.with_borrow_mut(|ahead| ahead.take_if(|ahead| ahead.name == name))?;
    (ahead.payload == payload).then_some(ahead.reply)
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

/// Hears every event for this window from now on; answers what the window shows. Called once, at the root.
///
/// # Errors
/// [`Code::Internal`] if the backend could not be reached.
pub async fn subscribe(hear: impl Fn(Event) + 'static) -> Result<Session, Failure> {
    let in_order = RefCell::new(InOrder::default());
    let handler = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        let member = |name: &str| Reflect::get(&message, &name.into()).ok();
        let index = member("index").and_then(|index| index.as_f64());
        let text = member("message").and_then(|text| text.as_string());
        // The last message of a channel has no text; nothing comes after it.
        let (Some(index), Some(text)) = (index, text) else { return };
        let ready = in_order.borrow_mut().take(index as u64, text);
        for text in ready {
            if let Ok(event) = ipc::decode::<Event>(text.as_bytes()) {
                hear(event);
            }
        }
    });
    let callback = transform_callback(handler.as_ref(), false).map_err(unreachable_backend)?;
    let callback = callback.as_f64().ok_or_else(|| Failure::new(Code::Internal))?;
    // It listens as long as the page lives.
    handler.forget();
    call(Subscribe { channel: format!("{}{callback}", Subscribe::CHANNEL) }).await
}

/// Messages of a channel carry their place, because long ones are fetched and overtaken by short ones.
#[derive(Default)]
struct InOrder {
    next: u64,
    waiting: BTreeMap<u64, String>,
}

impl InOrder {
    /// Takes a message in; those whose turn it is come out.
    fn take(&mut self, index: u64, text: String) -> Vec<String> {
        self.waiting.insert(index, text);
        let mut ready = Vec::new();
        while let Some(text) = self.waiting.remove(&self.next) {
            self.next += 1;
            ready.push(text);
        }
        ready
    }
}
