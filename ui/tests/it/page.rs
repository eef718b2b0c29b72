//! The page under test: mounted anew, waited for, looked at, typed into.

use std::{
    any::Any,
    cell::{Cell, RefCell},
};

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement, NodeList};

use crate::backend;

/// Milliseconds after which a condition counts as one that never holds.
const PATIENCE: f64 = 10_000.0;

/// Milliseconds from one mounting to the next at least: WebKit refuses more than 100 changes of the address in ten
/// seconds, and a test makes up to ten.
const BREATH: f64 = 300.0;

thread_local! {
    /// When the interface was mounted last.
    static OPENED: Cell<f64> = const { Cell::new(0.0) };
    /// What is mounted. A test that failed leaves its own behind.
    static MOUNTED: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Takes away what the test before mounted, with all that it still had to do, and starts without any answers.
pub async fn clear() {
    MOUNTED.take();
    // What was under way ends in the frame after at the latest: every promise is kept at once.
    frame().await;
    frame().await;
    backend::install();
}

/// Mounts the interface at an address and waits until it listens.
pub async fn open(address: &str) {
    until("the engine takes another address", || js_sys::Date::now() - OPENED.get() >= BREATH).await;
    OPENED.set(js_sys::Date::now());
    let history = web_sys::window().unwrap().history().unwrap();
    history.replace_state_with_url(&JsValue::NULL, "", Some(address)).unwrap();
    let mounted = ui::mount().expect("a page has a body");
    MOUNTED.set(Some(Box::new(mounted)));
    until("the interface listens to events", backend::is_heard).await;
}

/// The next frame.
async fn frame() {
    let next = Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(next).await.unwrap();
}

/// Looks at every frame whether something holds.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let from = js_sys::Date::now();
    while !holds() {
        assert!(js_sys::Date::now() - from < PATIENCE, "not so: {what}. The page says: {}", text("body > :not(pre)"));
        frame().await;
    }
}

/// Waits for an element.
pub async fn find(selector: &str) -> HtmlElement {
    until(selector, || has(selector)).await;
    all(selector).swap_remove(0)
}

/// Waits until a part of the page says something.
pub async fn says(selector: &str, words: &str) {
    until(&format!("{selector} says {words:?}"), || text(selector).contains(words)).await;
}

/// Waits until an element has the focus.
pub async fn has_focus(selector: &str) {
    until(&format!("the focus is on {selector}"), || focused().matches(selector).unwrap()).await;
}

/// Whether there is such an element.
pub fn has(selector: &str) -> bool {
    !all(selector).is_empty()
}

/// All such elements, in order.
pub fn all(selector: &str) -> Vec<HtmlElement> {
    let found: NodeList = document().query_selector_all(selector).unwrap();
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// The words of all such elements.
pub fn text(selector: &str) -> String {
    all(selector).iter().filter_map(|element| element.text_content()).collect::<Vec<_>>().join("\n")
}

/// The element with the focus.
pub fn focused() -> Element {
    document().active_element().unwrap()
}

/// Presses a button.
pub async fn click(selector: &str) {
    find(selector).await.click();
}

/// Types into a field.
pub async fn fill(selector: &str, text: &str) {
    let field = find(selector).await;
    field.focus().unwrap();
    // Fields of one line and of several are of different kinds.
    js_sys::Reflect::set(&field, &"value".into(), &text.into()).unwrap();
    dispatch(&field, "new Event('input', { bubbles: true })", text);
}

/// Chooses a value of a list that opens.
pub async fn choose(selector: &str, value: &str) {
    let list = find(selector).await;
    js_sys::Reflect::set(&list, &"value".into(), &value.into()).unwrap();
    dispatch(&list, "new Event('change', { bubbles: true })", value);
}

/// Presses a key where the focus is.
pub fn press(key: &str) {
    dispatch(&focused(), "new KeyboardEvent('keydown', { key: word, bubbles: true, cancelable: true })", key);
}

/// Presses a key with Ctrl where the focus is.
pub fn press_with_control(key: &str) {
    let init = "{ key: word, ctrlKey: true, bubbles: true, cancelable: true }";
    dispatch(&focused(), &format!("new KeyboardEvent('keydown', {init})"), key);
}

/// Presses a key with Shift where the focus is.
pub fn press_with_shift(key: &str) {
    let init = "{ key: word, shiftKey: true, bubbles: true, cancelable: true }";
    dispatch(&focused(), &format!("new KeyboardEvent('keydown', {init})"), key);
}

/// Presses a key with Alt where the focus is.
pub fn press_with_alt(key: &str) {
    let init = "{ key: word, altKey: true, bubbles: true, cancelable: true }";
    dispatch(&focused(), &format!("new KeyboardEvent('keydown', {init})"), key);
}

fn dispatch(target: &Element, event: &str, word: &str) {
    let dispatch = Function::new_with_args("target, word", &format!("target.dispatchEvent({event})"));
    dispatch.call2(&JsValue::NULL, target, &word.into()).unwrap();
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}
