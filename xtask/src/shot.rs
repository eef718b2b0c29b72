//! `shot`: the real application, driven to a screen on a virtual desktop with a frozen clock, and saved as a picture.

mod beside;
mod samples;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::desktop::{self, Desktop};
use crate::shots::{self, MOMENT, SCREENS, SIZES, Screen, Size, Start, Step, Theme};
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
    let screens: Vec<&Screen> = match &order.name {
        None => SCREENS.iter().collect(),
        Some(name) => vec![shots::find(name).with_context(|| {
            let known: Vec<_> = SCREENS.iter().map(|screen| screen.name).collect();
            format!("no screen is called `{name}`; there are: {}", known.join(", "))
        })?],
    };
    let variants: Vec<(Size, Theme)> = if order.name.is_some() {
        vec![(order.size.unwrap_or(SIZES[0]), if order.dark { Theme::Dark } else { Theme::Light })]
    } else {
        SIZES.iter().flat_map(|size| [(*size, Theme::Light), (*size, Theme::Dark)]).collect()
    };
    setup::for_desktop()?;
    let binary = app::build(order.profile, app::Flavour::Seams)?;
    let out = paths::root().join("target/shots");
    fs::create_dir_all(&out)?;
    let desktop = Desktop::start()?;
    let mut failed = Vec::new();
    for (size, theme) in variants {
        for start in [Start::New, Start::Demo] {
            let wanted: Vec<&&Screen> = screens.iter().filter(|screen| screen.start == start).collect();
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
    fn take(&self, start: Start, screens: &[&&Screen]) -> Result<Vec<String>> {
        let label = self.file_name(if start == Start::New { "new" } else { "demo" });
        let home = self.desktop.home(&label)?;
        let answers = self.desktop.folder().join(format!("{label}.picked"));
        let mut environment = home;
        let mut seam = |name: &str, value: String| environment.push((format!("MANGROVE_SEAM_{name}"), value));
        seam("CLOCK", MOMENT.to_string());
        seam("THEME", if self.theme == Theme::Dark { "dark" } else { "light" }.to_owned());
        seam("SIZE", format!("{}x{}", self.size.0, self.size.1));
        seam("PICK", answers.to_string_lossy().into_owned());
        let args: Vec<String> = if start == Start::Demo { vec!["--demo".to_owned()] } else { Vec::new() };
        let driven = Driven::launch(self.desktop, self.binary, &args, &environment)?;
        self.check_size(&driven)?;
        let mut failed = Vec::new();
        for screen in screens {
            let name = self.file_name(screen.name);
            let outcome = steps::step(&format!("shot {name}"), || self.one(&driven, screen, &answers));
            if let Err(error) = outcome {
                eprintln!("    {error:#}");
                failed.push(name);
            }
        }
        Ok(failed)
    }

    fn one(&self, driven: &Driven, screen: &Screen, answers: &Path) -> Result<()> {
        let mut held: Option<Child> = None;
        let reached = screen.steps.iter().try_for_each(|step| match step {
            Step::Go(path) => driven.go(path),
            Step::Wait(selector) => driven.wait(selector),
            Step::Click(selector) => driven.click(selector),
            Step::Press(chord) => driven.press(chord),
            Step::Pick => samples::answer_picker(self.desktop, answers),
            Step::Hover => samples::hover(self.desktop, self.size).map(|child| held = Some(child)),
        });
        let taken = driven.settle().and_then(|()| {
            let name = self.file_name(screen.name);
            let suffix = if reached.is_ok() { "" } else { ".not-reached" };
            self.desktop.picture(self.size, &self.out.join(format!("{name}{suffix}.png")))
        });
        if let Some(mut child) = held {
            samples::let_go(self.desktop);
            desktop::end(&mut child);
        }
        // Whatever is open is closed, so that the next screen starts from the page itself.
        for _ in 0..2 {
            driven.press("Escape")?;
        }
        reached.and(taken)
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
