//! What the browser engine knows: the time, the zone, country names, the clipboard, the page itself. On the host, where
//! presenters are tested, it answers with fixed values.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

fn in_browser() -> bool {
    cfg!(target_arch = "wasm32")
}

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    if in_browser() { js_sys::Date::now() as i64 } else { 0 }
}

/// A number that no other view or window has.
pub fn random() -> u64 {
    if in_browser() { (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64 } else { 0 }
}

/// Minutes that local time is ahead of UTC at a moment (Unix seconds).
pub fn zone_offset_minutes(unix: i64) -> i32 {
    if !in_browser() {
        return 60;
    }
    let date = js_sys::Date::new(&JsValue::from_f64(unix as f64 * 1000.0));
    -(date.get_timezone_offset() as i32)
}

/// The name of the local zone, for example `Europe/Paris`.
pub fn zone_name() -> String {
    if !in_browser() {
        return "Europe/Paris".to_owned();
    }
    let options = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new()).resolved_options();
    js_sys::Reflect::get(&options, &"timeZone".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}

/// The name of a country by its two letters, in the language of the interface.
pub fn country_name(code: &str) -> Option<String> {
    if !in_browser() || code.len() != 2 {
        return None;
    }
    thread_local! {
        static NAMES: Option<(JsValue, js_sys::Function)> = display_names();
    }
    NAMES.with(|names| {
        let (names, of) = names.as_ref()?;
        of.call1(names, &code.to_ascii_uppercase().into()).ok()?.as_string()
    })
}

fn display_names() -> Option<(JsValue, js_sys::Function)> {
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor = js_sys::Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
    let languages = js_sys::Array::of1(&l10n::language().tag().into());
    let names = js_sys::Reflect::construct(&constructor, &js_sys::Array::of2(&languages, &options)).ok()?;
    let of = js_sys::Reflect::get(&names, &"of".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    Some((names, of))
}

fn window() -> Option<web_sys::Window> {
    in_browser().then(web_sys::window).flatten()
}

/// The page.
pub fn document() -> Option<web_sys::Document> {
    window()?.document()
}

/// Sets an attribute of the page's root element.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Refused only for names that are not attribute names.
        root.set_attribute(name, value).unwrap_or_default();
    }
}

/// Scrolls what is found into sight, no further than needed.
pub fn reveal(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(found) = found {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        found.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Replaces an address that is none of ours, such as the page's first one.
pub fn start_at(path: &str, is_ours: impl Fn(&str) -> bool) {
    let Some(window) = web_sys::window() else { return };
    if window.location().pathname().is_ok_and(|path| is_ours(&path)) {
        return;
    }
    let replaced = window
        .history()
        .and_then(|history| history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(path)));
    if replaced.is_err() {
        leptos::logging::error!("the first address could not be set");
    }
}

/// The window's address.
pub fn address() -> Option<web_sys::Url> {
    web_sys::Url::new(&window()?.location().href().ok()?).ok()
}

/// Sets the window's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The window's inner width in CSS pixels.
pub fn width() -> f64 {
    window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64()).unwrap_or(1280.0)
}

/// Puts text on the clipboard; whether that was possible.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    let clipboard = window.navigator().clipboard();
    if AsRef::<JsValue>::as_ref(&clipboard).is_undefined() {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Whether the system prefers dark.
pub fn system_is_dark() -> bool {
    dark_query().is_some_and(|query| query.matches())
}

/// Tells when that changes, as long as the page lives.
pub fn on_system_theme(tell: impl Fn(bool) + 'static) {
    let Some(query) = dark_query() else { return };
    let handler = Closure::<dyn Fn(web_sys::MediaQueryListEvent)>::new(move |event: web_sys::MediaQueryListEvent| {
        tell(event.matches());
    });
    query.set_onchange(Some(handler.as_ref().unchecked_ref()));
    handler.forget();
    // The engine drops listeners of a query that nobody holds.
    std::mem::forget(query);
}

fn dark_query() -> Option<web_sys::MediaQueryList> {
    window()?.match_media("(prefers-color-scheme: dark)").ok().flatten()
}

/// Loads the page anew, at the same address.
pub fn reload() {
    if let Some(Err(_)) = web_sys::window().map(|window| window.location().reload()) {
        leptos::logging::error!("the page could not be loaded anew");
    }
}

/// The element that has the focus.
pub fn focused() -> Option<web_sys::HtmlElement> {
    document()?.active_element()?.dyn_into().ok()
}

/// Moves the focus to the first element that matches a selector; whether there was one.
pub fn focus(selector: &str) -> bool {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    match element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        Some(element) => element.focus().is_ok(),
        None => false,
    }
}

/// The same without scrolling to it: lists decide themselves what is on screen.
pub fn focus_still(selector: &str) -> bool {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    match element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        Some(element) => element.focus_with_options(&options).is_ok(),
        None => false,
    }
}

/// Whether a key press belongs to a field that takes text.
pub fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return false;
    };
    match element.tag_name().as_str() {
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button")),
        "TEXTAREA" | "SELECT" => true,
        _ => element.is_content_editable(),
    }
}

/// Whether text can be typed into it.
pub fn is_field(target: &web_sys::EventTarget) -> bool {
    target.dyn_ref::<web_sys::HtmlInputElement>().is_some()
        || target.dyn_ref::<web_sys::HtmlTextAreaElement>().is_some()
}
