//! What the shell is to the interface: `window.__TAURI_INTERNALS__`, with canned replies framed as `ui/src/api.rs` says.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use ipc::{
    Code, Command, Event, Failure,
    session::{GetSession, Subscribe},
};
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// From a command's bytes to the bytes of its reply.
type Answer = Rc<dyn Fn(&[u8]) -> Vec<u8>>;

#[derive(Default)]
struct Backend {
    answers: BTreeMap<&'static str, Answer>,
    asked: Vec<String>,
    unknown: BTreeSet<String>,
    callbacks: Vec<Function>,
    listener: Option<Function>,
    told: u32,
}

thread_local! {
    static BACKEND: RefCell<Backend> = RefCell::default();
}

/// Puts a backend without any answers in the place of the one before.
pub fn install() {
    BACKEND.take();
    let invoke =
        Closure::<dyn Fn(String, JsValue) -> Promise>::new(|command: String, payload| reply(&command, &payload));
    let transform = Closure::<dyn Fn(Function, bool) -> u32>::new(|callback, _| {
        BACKEND.with_borrow_mut(|backend| {
            backend.callbacks.push(callback);
            backend.callbacks.len() as u32 - 1
        })
    });
    let members = [("invoke", invoke.into_js_value()), ("transformCallback", transform.into_js_value())];
    set(&js_sys::global(), "__TAURI_INTERNALS__", &object(&members));
    let subscribe: Answer = Rc::new(|bytes| {
        let asked: Subscribe = ipc::decode(bytes).unwrap();
        let callback = asked.channel.strip_prefix(Subscribe::CHANNEL).and_then(|number| number.parse::<usize>().ok());
        let session = BACKEND.with_borrow_mut(|backend| {
            backend.listener = backend.callbacks.get(callback.unwrap()).cloned();
            backend.answers.get(GetSession::NAME).cloned()
        });
        // It answers what the window shows, as the question for that does.
        session.expect("a session")(&ipc::encode(&GetSession {}).unwrap())
    });
    BACKEND.with_borrow_mut(|backend| backend.answers.insert(Subscribe::NAME, subscribe));
}

/// Answers a command from now on.
pub fn answer<C: Command + 'static>(reply: impl Fn(C) -> Result<C::Reply, Failure> + 'static) {
    let frame = move |bytes: &[u8]| match ipc::decode(bytes).and_then(&reply) {
        Ok(reply) => framed(0, &reply),
        Err(failure) => framed(1, &failure),
    };
    BACKEND.with_borrow_mut(|backend| backend.answers.insert(C::NAME, Rc::new(frame)));
}

/// Refuses a command from now on.
pub fn refuse<C: Command + 'static>(failure: Failure) {
    answer::<C>(move |_| Err(failure.clone()));
}

/// How often a command was asked.
pub fn asked<C: Command>() -> usize {
    BACKEND.with_borrow(|backend| backend.asked.iter().filter(|name| *name == C::NAME).count())
}

/// Commands that no answer was given for: a test that needs them has to say what they answer.
pub fn unknown() -> BTreeSet<String> {
    BACKEND.with_borrow(|backend| backend.unknown.clone())
}

/// Whether the interface listens to events.
pub fn is_heard() -> bool {
    BACKEND.with_borrow(|backend| backend.listener.is_some())
}

/// Tells the interface a fact.
pub fn emit(event: &Event) {
    emit_all(&[event]);
}

/// Tells the interface facts; the last one arrives first, as may happen where messages overtake each other.
pub fn emit_all(events: &[&Event]) {
    let (listener, first) = BACKEND.with_borrow_mut(|backend| {
        let first = backend.told;
        backend.told += events.len() as u32;
        (backend.listener.clone().expect("nobody listens to events"), first)
    });
    for (index, event) in (first..).zip(events).collect::<Vec<_>>().into_iter().rev() {
        let text = String::from_utf8(ipc::encode(event).unwrap()).unwrap();
        let message = object(&[("index", index.into()), ("message", text.into())]);
        listener.call1(&JsValue::NULL, &message).unwrap();
    }
}

fn reply(command: &str, payload: &JsValue) -> Promise {
    let bytes = payload.dyn_ref::<Uint8Array>().expect("arguments cross as bytes").to_vec();
    let answer = BACKEND.with_borrow_mut(|backend| {
        backend.asked.push(command.to_owned());
        let answer = backend.answers.get(command).cloned();
        if answer.is_none() {
            backend.unknown.insert(command.to_owned());
        }
        answer
    });
    let reply = answer.map_or_else(|| framed(1, &Failure::new(Code::Malformed)), |answer| answer(&bytes));
    let reply: JsValue = Uint8Array::from(reply.as_slice()).buffer().into();
    Promise::resolve(&reply)
}

fn framed(sort: u8, value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = vec![sort];
    bytes.extend(ipc::encode(value).unwrap());
    bytes
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        set(&object, name, value);
    }
    object.into()
}

fn set(on: &JsValue, name: &str, value: &JsValue) {
    Reflect::set(on, &name.into(), value).unwrap();
}
