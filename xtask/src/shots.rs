//! The screens that `shot` knows: how to reach each one, and which picture of the design shows the same.

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
}

/// One action on the way to a screen.
pub enum Step {
    /// Go to an address of the interface.
    Go(&'static str),
    /// Wait until this selector is shown.
    Wait(&'static str),
    /// Click what this selector finds.
    Click(&'static str),
    /// Press a chord.
    Press(&'static str),
    /// The picker's next answer: two sample files, which are made for it.
    Pick,
    /// Hold two sample files over the window without letting go.
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

use Step::{Click, Go, Hover, Pick, Press, Wait};

/// Every screen, those of a new computer first.
pub const SCREENS: &[Screen] = &[
    Screen { name: "welcome", design: "01a-welcome", start: Start::New, steps: &[Wait("[data-testid=welcome]")] },
    Screen {
        name: "connect",
        design: "01b-connect",
        start: Start::New,
        steps: &[
            Click("[data-testid=choose-sandbox]"),
            Click("[data-testid=continue]"),
            Wait("[data-testid=connect-client-id]"),
        ],
    },
    Screen {
        name: "compliance",
        design: "03a-compliance",
        start: Start::Demo,
        steps: &[Go("/compliance"), Wait("[data-testid^=row-]")],
    },
    Screen {
        name: "compliance-doc",
        design: "03b-compliance-doc",
        start: Start::Demo,
        steps: &[
            Go("/compliance"),
            Wait("[data-testid^=row-]"),
            Press("j"),
            Press("Enter"),
            Wait("[data-testid=inspector]"),
        ],
    },
    Screen {
        name: "users",
        design: "07-users",
        start: Start::Demo,
        steps: &[Go("/users"), Wait("[data-testid^=row-]")],
    },
    Screen {
        name: "user",
        design: "08-user",
        start: Start::Demo,
        steps: &[Go("/users"), Wait("[data-testid^=row-]"), Press("j"), Press("o"), Wait("[data-testid=user]")],
    },
    Screen {
        name: "upload",
        design: "04a-upload",
        start: Start::Demo,
        steps: &[
            Go("/users"),
            Wait("[data-testid^=row-]"),
            Press("j"),
            Press("o"),
            Wait("[data-testid=user]"),
            Click("[data-testid=upload-document]"),
            Wait("[data-testid=upload-sheet]"),
            Pick,
            Click("[data-testid=choose-files]"),
            Wait("[data-testid=pages] li"),
        ],
    },
    Screen {
        name: "drop",
        design: "04b-drop",
        start: Start::Demo,
        steps: &[Go("/compliance"), Wait("[data-testid^=row-]"), Hover, Wait("[data-testid=drop-overlay]")],
    },
    Screen {
        name: "outbox",
        design: "06-outbox",
        start: Start::Demo,
        steps: &[Go("/outbox"), Wait("[data-testid=outbox]")],
    },
    Screen {
        name: "locked",
        design: "17-locked",
        start: Start::Demo,
        steps: &[Press("Control+l"), Wait("[data-testid=lock-screen]")],
    },
];

/// The screen for a name or an address such as `/compliance`.
pub fn find(name: &str) -> Option<&'static Screen> {
    let name = name.trim_start_matches('/');
    SCREENS.iter().find(|screen| screen.name == name)
}
