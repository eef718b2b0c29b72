use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use engine::ports::{Pending, Shell};
use ipc::Event;
use tokio::sync::watch;

/// Windows that only listen: every event is kept, and a picker gives the answers it was given.
#[derive(Clone)]
pub struct TestWindows(Arc<Inner>);

struct Inner {
    events: Mutex<Vec<(String, Event)>>,
    count: watch::Sender<usize>,
    opened: Mutex<Vec<String>>,
    picks: Mutex<Vec<Vec<PathBuf>>>,
    suggested: Mutex<Vec<String>>,
    status_pages: Mutex<u32>,
    no_browser: Mutex<bool>,
    copied: Mutex<Option<String>>,
}

impl Default for TestWindows {
    fn default() -> Self {
        let (count, _) = watch::channel(0);
        Self(Arc::new(Inner {
            events: Mutex::default(),
            count,
            opened: Mutex::default(),
            picks: Mutex::default(),
            suggested: Mutex::default(),
            status_pages: Mutex::default(),
            no_browser: Mutex::default(),
            copied: Mutex::default(),
        }))
    }
}

impl TestWindows {
    /// Every event of a window so far.
    pub fn events_of(&self, window: &str) -> Vec<Event> {
        let events = self.0.events.lock().unwrap();
        events.iter().filter(|(to, _)| to == window).map(|(_, event)| event.clone()).collect()
    }

    /// Labels of the windows that were opened.
    pub fn opened(&self) -> Vec<String> {
        self.0.opened.lock().unwrap().clone()
    }

    /// The picker's next answer.
    pub fn will_pick(&self, paths: Vec<PathBuf>) {
        self.0.picks.lock().unwrap().push(paths);
    }

    /// The names that were suggested for files to be saved.
    pub fn suggested(&self) -> Vec<String> {
        self.0.suggested.lock().unwrap().clone()
    }

    /// How often the status page was opened.
    pub fn status_pages(&self) -> u32 {
        *self.0.status_pages.lock().unwrap()
    }

    /// From now on the system has no browser.
    pub fn lose_browser(&self) {
        *self.0.no_browser.lock().unwrap() = true;
    }

    /// Puts a text on the clipboard.
    pub fn copy(&self, text: &str) {
        *self.0.copied.lock().unwrap() = Some(text.to_owned());
    }

    fn next_pick(&self) -> Vec<PathBuf> {
        let mut picks = self.0.picks.lock().unwrap();
        if picks.is_empty() { Vec::new() } else { picks.remove(0) }
    }

    /// Waits for the next event of any window.
    pub fn changes(&self) -> watch::Receiver<usize> {
        self.0.count.subscribe()
    }
}

impl Shell for TestWindows {
    fn emit(&self, window: &str, event: Event) {
        self.0.events.lock().unwrap().push((window.to_owned(), event));
        self.0.count.send_modify(|count| *count += 1);
    }

    fn open_window(&self, window: &str) {
        self.0.opened.lock().unwrap().push(window.to_owned());
    }

    fn pick_files(&self, _window: &str, _many: bool) -> Pending<Vec<PathBuf>> {
        Box::pin(std::future::ready(self.next_pick()))
    }

    fn pick_target(&self, _window: &str, name: &str) -> Pending<Option<PathBuf>> {
        self.0.suggested.lock().unwrap().push(name.to_owned());
        Box::pin(std::future::ready(self.next_pick().into_iter().next()))
    }

    fn open_status_page(&self) -> Pending<Result<(), &'static str>> {
        let opened = if *self.0.no_browser.lock().unwrap() { Err("https://status.example") } else { Ok(()) };
        *self.0.status_pages.lock().unwrap() += u32::from(opened.is_ok());
        Box::pin(std::future::ready(opened))
    }

    fn copied_text(&self) -> Pending<Option<String>> {
        Box::pin(std::future::ready(self.0.copied.lock().unwrap().clone()))
    }
}
