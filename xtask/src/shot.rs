//! `shot`: the real application, driven to a screen on a virtual desktop with a frozen clock, and saved as a picture.

mod beside;
mod samples;
mod simulator;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;

use anyhow::{Context, Result, bail};
use serde_json::json;

use self::simulator::{API_KEY, CLIENT_ID, Simulator};
use crate::desktop::{self, Desktop};
use crate::shots::{self, MOMENT, SIZES, Screen, Size, Start, Step, Theme};
use crate::webdriver::Driven;
use crate::{app, paths, setup, steps, ui};

/// What to take.
pub struct Order {
    /// A screen's name, or `None` for all.
    pub name: Option<String>,
    /// The dark theme, for one screen.
    pub dark: bool,
    /// The window's size, for one screen.
    pub size: Option<Size>,
    /// The design's folder, to lay its pictures beside ours.
    pub beside: Option<PathBuf>,
    /// How the frontend is compiled.
    pub profile: ui::Profile,
}

/// Takes the pictures.
pub fn run(order: &Order) -> Result<()> {
    let name = match &order.name {
        None => None,
        Some(name) => Some(shots::find(name).map(|screen| screen.name).with_context(|| {
            let known: Vec<_> = shots::screens().map(|screen| screen.name).collect();
            format!("no screen is called `{name}`; there are: {}", known.join(", "))
        })?),
    };
    let variants: Vec<(Size, Theme)> = if order.name.is_some() {
        vec![(order.size.unwrap_or(SIZES[0]), if order.dark { Theme::Dark } else { Theme::Light })]
    } else {
        SIZES.iter().flat_map(|size| [(*size, Theme::Light), (*size, Theme::Dark)]).collect()
    };
    setup::for_desktop()?;
    let binary = app::build(order.profile, app::Flavour::Seams)?;
    Simulator::build()?;
    let out = paths::root().join("target/shots");
    fs::create_dir_all(&out)?;
    let desktop = Desktop::start()?;
    let mut failed = Vec::new();
    for (size, theme) in variants {
        for start in Start::ALL {
            let wanted = shots::wanted(start, name);
            if !wanted.is_empty() {
                failed.extend(
                    Studio { desktop: &desktop, binary: &binary, out: &out, size, theme }.take(start, &wanted)?,
                );
            }
        }
    }
    if let Some(design) = &order.beside {
        beside::lay(&desktop, design, &out)?;
    }
    println!("pictures: {}", out.display());
    if !failed.is_empty() {
        bail!("could not reach: {}", failed.join(", "));
    }
    Ok(())
}

/// One size and theme.
struct Studio<'a> {
    desktop: &'a Desktop,
    binary: &'a Path,
    out: &'a Path,
    size: Size,
    theme: Theme,
}

impl Studio<'_> {
    /// Starts the application once and takes the screens one after the other; the names of those not reached.
    fn take(&self, start: Start, screens: &[&Screen]) -> Result<Vec<String>> {
        let label = self.file_name(start.label());
        let home = self.desktop.home(&label)?;
        let answers = self.desktop.folder().join(format!("{label}.picked"));
        let mut environment = home;
        let mut seam = |name: &str, value: String| environment.push((format!("MANGROVE_SEAM_{name}"), value));
        seam("CLOCK", MOMENT.to_string());
        seam("THEME", if self.theme == Theme::Dark { "dark" } else { "light" }.to_owned());
        seam("SIZE", format!("{}x{}", self.size.0, self.size.1));
        seam("PICK", answers.to_string_lossy().into_owned());
        let simulator = match start {
            Start::Beside(world) => Some(Simulator::start(self.desktop, world)?),
            Start::New | Start::Demo => None,
        };
        let args: Vec<String> = if start == Start::Demo { vec!["--demo".to_owned()] } else { Vec::new() };
        let driven = Driven::launch(self.desktop, self.binary, &args, &environment)?;
        self.check_size(&driven)?;
        let mut sitting = Sitting { studio: self, driven, answers, simulator, held: None };
        let mut failed = Vec::new();
        for screen in screens {
            let name = self.file_name(screen.name);
            let outcome = steps::step(&format!("shot {name}"), || sitting.one(screen));
            if let Err(error) = outcome {
                eprintln!("    {error:#}");
                failed.push(name);
            }
        }
        Ok(failed)
    }

    fn check_size(&self, driven: &Driven) -> Result<()> {
        let (width, height) = self.size;
        let fits = || {
            driven
                .execute("return [innerWidth, innerHeight]", json!([]))
                .is_ok_and(|size| size == json!([width, height]))
        };
        desktop::wait_for(&format!("a window of {width}x{height}"), std::time::Duration::from_secs(20), fits)
    }

    /// `name`, `name.dark`, `name.1024`, `name.1024.dark`.
    fn file_name(&self, name: &str) -> String {
        let size = if self.size == SIZES[0] { String::new() } else { format!(".{}", self.size.0) };
        let theme = if self.theme == Theme::Dark { ".dark" } else { "" };
        format!("{name}{size}{theme}")
    }
}

/// One run of the application, and what stands beside it.
struct Sitting<'a> {
    studio: &'a Studio<'a>,
    driven: Driven,
    answers: PathBuf,
    simulator: Option<Simulator>,
    /// The mouse that holds files.
    held: Option<Child>,
}

impl Sitting<'_> {
    fn one(&mut self, screen: &Screen) -> Result<()> {
        let reached = screen.steps.iter().try_for_each(|step| self.go(*step));
        let studio = self.studio;
        let taken = self.driven.settle().and_then(|()| {
            let name = studio.file_name(screen.name);
            let suffix = if reached.is_ok() { "" } else { ".not-reached" };
            studio.desktop.picture(studio.size, &studio.out.join(format!("{name}{suffix}.png")))
        });
        if let Some(mut child) = self.held.take() {
            samples::let_go(studio.desktop);
            // The source has to live until it has told the window that its files left.
            self.driven.wait_gone("[data-testid=drop-overlay]")?;
            desktop::end(&mut child);
        }
        // Whatever is open is closed, so that the next screen starts from the page itself.
        for _ in 0..2 {
            self.driven.press("Escape")?;
            // What was typed is not kept.
            if self.driven.shows(&by_id("confirm")) {
                self.driven.click(&by_id("confirm"))?;
            }
        }
        reached.and(taken)
    }

    fn go(&mut self, step: Step) -> Result<()> {
        let (desktop, size) = (self.studio.desktop, self.studio.size);
        match step {
            Step::Go(path) => self.driven.go(path),
            Step::Wait(selector) => self.driven.wait(selector),
            Step::Says(selector, words) => self.driven.wait_for_words(selector, words),
            Step::Gone(selector) => self.driven.wait_gone(selector),
            Step::Click(selector) => self.driven.click(selector),
            Step::Press(chord) => self.driven.press(chord),
            Step::Fill(selector, text) => self.driven.fill(selector, text),
            Step::Choose(selector, value) => self.driven.choose(selector, value),
            Step::Connect => self.connect(),
            Step::Enter => self.enter(),
            Step::Pick(papers) => samples::answer_picker(desktop, &self.answers, papers),
            Step::Send(words, kind, papers) => self.send(words, kind, papers),
            Step::Arm(faults) => self.simulator()?.arm(faults),
            Step::Heal => self.simulator()?.heal(),
            Step::Stop => self.simulator.as_mut().context("there is no simulator")?.stop(),
            Step::Sync => self.click_all(&["sync", "sync-now"]),
            Step::Hover => samples::hover(desktop, size).map(|child| self.held = Some(child)),
        }
    }

    fn simulator(&self) -> Result<&Simulator> {
        self.simulator.as_ref().context("there is no simulator")
    }

    fn click_all(&self, ids: &[&str]) -> Result<()> {
        ids.iter().try_for_each(|id| self.driven.click(&by_id(id)))
    }

    fn connect(&self) -> Result<()> {
        let address = self.simulator()?.address();
        self.click_all(&["choose-sandbox", "continue", "connect-advanced"])?;
        for (field, text) in [
            ("connect-label", "Halle Verte test"),
            ("connect-client-id", CLIENT_ID),
            ("connect-api-key", API_KEY),
            ("connect-address", address),
        ] {
            self.driven.fill(&by_id(field), text)?;
        }
        self.click_all(&["connect-continue"])?;
        self.driven.wait(&by_id("connect-check-again"))
    }

    fn enter(&self) -> Result<()> {
        self.click_all(&["connect-continue", "protect-create", "recovery-written"])?;
        self.driven.click("[data-testid=recovery-done]:not([aria-disabled=true])")?;
        self.driven.wait(&by_id("table"))
    }

    /// From the list of users to the outbox.
    fn send(&self, words: &str, kind: &str, papers: shots::Papers) -> Result<()> {
        self.driven.go(&format!("/users?q={words}"))?;
        self.driven.wait("[data-testid=table][aria-rowcount='2'] [data-testid^=row-]")?;
        self.driven.press("j")?;
        self.driven.press("o")?;
        self.driven.wait(&by_id("user"))?;
        samples::answer_picker(self.studio.desktop, &self.answers, papers)?;
        self.click_all(&["upload-document"])?;
        self.driven.choose(&by_id("upload-type"), kind)?;
        self.click_all(&["choose-files"])?;
        self.driven.click("[data-testid=submit-draft]:not([aria-disabled=true])")?;
        self.driven.wait_gone(&by_id("upload-sheet"))?;
        self.click_all(&["nav-outbox"])?;
        self.driven.wait(&by_id("outbox-table"))
    }
}

fn by_id(name: &str) -> String {
    format!("[data-testid={name}]")
}
