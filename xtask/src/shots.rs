//! The screens that `shot` knows: how to reach each one, and which picture of the design shows the same.

mod connected;
mod forms;
mod lists;
mod objects;

/// A theme of the interface.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A size of the window's content in pixels.
pub type Size = (u32, u32);

/// The sizes that `shot --all` takes.
pub const SIZES: &[Size] = &[(1280, 800), (1024, 680)];

/// The moment at which every picture is taken: 24 November 2026, 10:42 in Paris, as in the design.
pub const MOMENT: i64 = 1_795_513_320;

/// How the application is started for a screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// As on a new computer: no profile.
    New,
    /// With the Demo profile open.
    Demo,
    /// As on a new computer, beside a simulator with a world. The screens are steps on one way: the first connects.
    Beside(&'static str),
}

impl Start {
    /// All, in the order they are taken.
    pub const ALL: [Self; 4] = [Self::New, Self::Demo, MARKET, NOTHING];

    /// Part of folder names.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Demo => "with-demo",
            Self::Beside(world) => world,
        }
    }
}

/// Beside the simulated marketplace.
const MARKET: Start = Start::Beside("demo");
/// Beside a simulated account without anybody.
const NOTHING: Start = Start::Beside("empty");

/// Sample files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Papers {
    /// A card: a photo that lies on its side, the back, and a PDF with a password.
    Card,
    /// Three scanned pages.
    Scan,
    /// One.
    Page,
}

/// One action on the way to a screen.
#[derive(Clone, Copy)]
pub enum Step {
    /// Go to an address of the interface.
    Go(&'static str),
    /// Wait until this selector is shown.
    Wait(&'static str),
    /// Wait until something for this selector says this.
    Says(&'static str, &'static str),
    /// Wait until nothing for this selector is shown.
    Gone(&'static str),
    /// Click what this selector finds.
    Click(&'static str),
    /// Press a chord.
    Press(&'static str),
    /// Type this into the field for this selector.
    Fill(&'static str, &'static str),
    /// Take this of the choices for this selector.
    Choose(&'static str, &'static str),
    /// Connect to the simulator, as far as the result of the check.
    Connect,
    /// From there to the open profile.
    Enter,
    /// The picker's next answer.
    Pick(Papers),
    /// Submit a document for the user found by these words, of this type, with these files.
    Send(&'static str, &'static str, Papers),
    /// Arm faults of the simulator.
    Arm(&'static str),
    /// Disarm them.
    Heal,
    /// End the simulator.
    Stop,
    /// Ask the server now.
    Sync,
    /// Hold sample files over the window without letting go.
    Hover,
}

/// A screen.
pub struct Screen {
    /// Its name on the command line and in file names.
    pub name: &'static str,
    /// The picture of the design without size, theme and ending.
    pub design: &'static str,
    /// How the application is started.
    pub start: Start,
    /// The way there.
    pub steps: &'static [Step],
}

use Step::{Press, Wait};

const ROWS: Step = Wait("[data-testid^=row-]");
/// Nothing is being fetched any longer.
const AT_REST: Step = Wait("[data-testid=sync]:not(.is-turning)");

/// The platform's money is there.
const MONEY: Step = Wait("[data-testid=home-money-table] .spark");

/// The first of all.
const FIRST: &[Screen] =
    &[Screen { name: "welcome", design: "01a-welcome", start: Start::New, steps: &[Wait("[data-testid=welcome]")] }];

/// The last of those with the Demo profile: after it the profile is locked.
const LAST: &[Screen] = &[Screen {
    name: "locked",
    design: "17-locked",
    start: Start::Demo,
    steps: &[Press("Control+l"), Wait("[data-testid=lock-screen]")],
}];

/// Every screen. Those of one start are taken one after the other, in this order.
pub fn screens() -> impl Iterator<Item = &'static Screen> {
    [FIRST, lists::SCREENS, objects::SCREENS, forms::SCREENS, LAST, connected::SCREENS].into_iter().flatten()
}

/// The screens to take for a name, or all: those before it on the same way are passed, too.
pub fn wanted(start: Start, name: Option<&str>) -> Vec<&'static Screen> {
    let of_start = screens().filter(|screen| screen.start == start);
    match (name, start) {
        (None, _) => of_start.collect(),
        (Some(name), Start::Beside(_)) => {
            let all: Vec<_> = of_start.collect();
            let last = all.iter().position(|screen| screen.name == name);
            last.map(|last| all[..=last].to_vec()).unwrap_or_default()
        }
        (Some(name), Start::New | Start::Demo) => of_start.filter(|screen| screen.name == name).collect(),
    }
}

/// The screen for a name or an address such as `/compliance`.
pub fn find(name: &str) -> Option<&'static Screen> {
    let name = name.trim_start_matches('/');
    screens().find(|screen| screen.name == name)
}
