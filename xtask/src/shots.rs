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

use Step::{Arm, Click, Connect, Enter, Go, Gone, Heal, Hover, Pick, Press, Says, Send, Stop, Sync, Wait};

const ROWS: Step = Wait("[data-testid^=row-]");
/// Nothing is being fetched any longer.
const AT_REST: Step = Wait("[data-testid=sync]:not(.is-turning)");

/// The platform's money is there.
const MONEY: Step = Wait("[data-testid=home-money-table] .spark");

/// Every screen. Those of one start are taken one after the other, in this order.
pub const SCREENS: &[Screen] = &[
    Screen { name: "welcome", design: "01a-welcome", start: Start::New, steps: &[Wait("[data-testid=welcome]")] },
    Screen {
        name: "home",
        design: "02-home",
        start: Start::Demo,
        steps: &[Go("/home"), Says("[data-testid=home-kyc]", "Ana Beltrán Ruiz"), AT_REST, MONEY],
    },
    Screen {
        name: "palette",
        design: "15a-palette",
        start: Start::Demo,
        steps: &[
            Go("/home"),
            AT_REST,
            MONEY,
            Press("Control+k"),
            Wait("[data-testid=palette-field]"),
            Press("a"),
            Press("n"),
            Press("a"),
            Says("[role=listbox]", "Ana Beltrán Ruiz"),
        ],
    },
    Screen {
        name: "sync",
        design: "18e-loading",
        start: Start::Demo,
        steps: &[Press("Escape"), Go("/sync"), Wait("[data-testid=sync-coverage-table]"), AT_REST],
    },
    Screen {
        name: "compliance",
        design: "03a-compliance",
        start: Start::Demo,
        steps: &[Go("/compliance"), ROWS, Says("[data-testid^=row-]", "Ana Beltrán Ruiz"), AT_REST],
    },
    Screen {
        name: "transactions",
        design: "09a-transactions",
        start: Start::Demo,
        steps: &[Go("/transactions?view=all"), ROWS, AT_REST],
    },
    Screen {
        name: "wallets",
        design: "09c-wallets",
        start: Start::Demo,
        steps: &[Go("/wallets?view=all"), ROWS, AT_REST],
    },
    Screen {
        name: "disputes",
        design: "11a-disputes",
        start: Start::Demo,
        steps: &[Go("/disputes?view=all"), ROWS, AT_REST],
    },
    Screen {
        name: "reports",
        design: "12a-reports",
        start: Start::Demo,
        steps: &[Go("/reports?view=all"), Wait("[data-testid=empty]"), AT_REST],
    },
    Screen {
        name: "export",
        design: "09a-transactions",
        start: Start::Demo,
        steps: &[
            Go("/transactions?view=failed"),
            ROWS,
            AT_REST,
            Press("e"),
            Wait("[data-testid=export-dialog]"),
            Click("[data-testid=export-format] [data-value=xlsx]"),
        ],
    },
    Screen {
        name: "events",
        design: "13a-events",
        start: Start::Demo,
        steps: &[Go("/events?view=all"), ROWS, AT_REST],
    },
    Screen {
        name: "hooks",
        design: "13b-hooks",
        start: Start::Demo,
        steps: &[
            Go("/hooks?view=not-working"),
            ROWS,
            AT_REST,
            Wait("[data-testid=hook-health]"),
            Press("j"),
            Press("Enter"),
            Wait("[data-testid=hook-arm]"),
        ],
    },
    Screen {
        name: "hook-new",
        design: "12b-report-create",
        start: Start::Demo,
        steps: &[
            Go("/hooks?view=all"),
            ROWS,
            Press("n"),
            Wait("[data-testid=field-url]"),
            Click("[data-testid=form-send]"),
            Wait("[data-testid=form-faults]"),
        ],
    },
    Screen {
        name: "report-create",
        design: "12b-report-create",
        start: Start::Demo,
        steps: &[
            Go("/reports?view=all"),
            Wait("[data-testid=empty]"),
            AT_REST,
            Press("n"),
            Wait("[data-testid=field-from]"),
        ],
    },
    Screen {
        name: "report-file",
        design: "12a-reports",
        start: Start::Demo,
        steps: &[
            Go("/reports?view=all"),
            Wait("[data-testid=empty]"),
            Press("n"),
            Wait("[data-testid=field-from]"),
            Click("[data-testid=form-send]"),
            Wait("[data-testid=report-open]"),
            Gone(".toast"),
            Click("[data-testid=report-open]"),
            Wait("[data-testid=csv] tbody tr"),
        ],
    },
    Screen {
        name: "user-new",
        design: "12b-report-create",
        start: Start::Demo,
        steps: &[Go("/users"), ROWS, AT_REST, Press("n"), Wait("[data-testid=field-birthday]")],
    },
    Screen { name: "cards", design: "09c-wallets", start: Start::Demo, steps: &[Go("/cards?view=all"), ROWS, AT_REST] },
    Screen {
        name: "bank-accounts",
        design: "09c-wallets",
        start: Start::Demo,
        steps: &[Go("/bank-accounts?view=all"), ROWS, AT_REST],
    },
    Screen {
        name: "recipients",
        design: "09c-wallets",
        start: Start::Demo,
        steps: &[Go("/recipients?view=all"), ROWS, AT_REST],
    },
    Screen {
        name: "mandates",
        design: "09c-wallets",
        start: Start::Demo,
        steps: &[Go("/mandates?view=all"), ROWS, AT_REST],
    },
    Screen {
        name: "preauthorizations",
        design: "09c-wallets",
        start: Start::Demo,
        steps: &[Go("/preauthorizations?view=all"), ROWS, AT_REST],
    },
    Screen {
        name: "transaction",
        design: "09b-transaction",
        start: Start::Demo,
        steps: &[
            Go("/transactions?view=failed"),
            ROWS,
            AT_REST,
            Press("j"),
            Press("Enter"),
            Wait("[data-testid=why]"),
            AT_REST,
        ],
    },
    Screen {
        name: "dispute",
        design: "11b-dispute",
        start: Start::Demo,
        steps: &[
            Go("/disputes?view=all"),
            ROWS,
            AT_REST,
            Press("j"),
            Press("Enter"),
            Wait("[data-testid=raw]"),
            AT_REST,
        ],
    },
    Screen {
        name: "compliance-doc",
        design: "03b-compliance-doc",
        start: Start::Demo,
        steps: &[
            Go("/compliance"),
            Says("[data-testid^=row-]", "Ana Beltrán Ruiz"),
            AT_REST,
            Press("j"),
            Press("Enter"),
            Says("[data-testid=inspector]", "Ana Beltrán Ruiz"),
        ],
    },
    Screen {
        name: "upload",
        design: "04a-upload",
        start: Start::Demo,
        steps: &[
            Go("/compliance"),
            Says("[data-testid^=row-]", "Ana Beltrán Ruiz"),
            AT_REST,
            Click("tr[data-row='0'] td:nth-child(3)"),
            Says("[data-testid=inspector]", "Ana Beltrán Ruiz"),
            Click("[data-testid=replace-document]"),
            Wait("[data-testid=upload-sheet]"),
            Pick(Papers::Card),
            Click("[data-testid=choose-files]"),
            Says("[data-testid=pages]", "dni-copia.pdf"),
            Says("[data-testid=pages]", "Mended"),
            Click("[data-testid=upload-paper] [data-value=CARD]"),
            Says("[data-testid=pages]", "front"),
            Click("[data-testid=pages] li:first-child .thumb"),
            Wait("[data-testid=preview-sent] img"),
            Wait("[data-testid=pages] li:first-child .thumb img"),
        ],
    },
    Screen {
        name: "drop",
        design: "04b-drop",
        start: Start::Demo,
        steps: &[
            Gone(".toast"),
            Go("/users?q=dufour"),
            Says("[data-testid^=row-]", "Atelier Dufour"),
            Press("j"),
            Press("o"),
            Wait("[data-testid=user]"),
            Hover,
            Wait("[data-testid=drop-overlay]"),
        ],
    },
    Screen {
        name: "users",
        design: "07-users",
        start: Start::Demo,
        steps: &[
            Go("/users"),
            Says("[data-testid^=row-]", "Sanne Jansen"),
            Press("j"),
            Press("x"),
            Press("j"),
            Press("j"),
            Press("j"),
            Press("x"),
            Wait("[data-testid=bulkbar]"),
        ],
    },
    Screen {
        name: "user",
        design: "08-user",
        start: Start::Demo,
        steps: &[
            Go("/users?q=dufour"),
            Says("[data-testid^=row-]", "Atelier Dufour"),
            Press("j"),
            Press("o"),
            Wait("[data-testid=user]"),
        ],
    },
    Screen {
        name: "locked",
        design: "17-locked",
        start: Start::Demo,
        steps: &[Press("Control+l"), Wait("[data-testid=lock-screen]")],
    },
    Screen { name: "connect", design: "01b-connect", start: MARKET, steps: &[Connect] },
    Screen {
        name: "loading",
        design: "18e-loading",
        start: MARKET,
        steps: &[
            Arm(
                r#"{"method": "GET", "path": "/users", "skip": 1, "times": null, "action": {"kind": "latency", "ms": 9000}}"#,
            ),
            Enter,
            Go("/users"),
            Wait("[data-testid=first-fetch]"),
            ROWS,
        ],
    },
    Screen {
        name: "outbox",
        design: "06-outbox",
        start: MARKET,
        steps: &[
            Heal,
            Go("/compliance"),
            Says("[data-testid=table] tbody", "Ana Beltrán Ruiz"),
            AT_REST,
            Send("mobilier", "REGISTRATION_PROOF", Papers::Page),
            Send("moreau", "IDENTITY_PROOF", Papers::Page),
            Send("hofmann", "REGISTRATION_PROOF", Papers::Page),
            Send("kovač", "IDENTITY_PROOF", Papers::Page),
            Says("[data-testid=outbox-table]", "Ivana Kovač"),
            Wait("[data-testid=outbox-table] tr:last-child .st--ok"),
            Arm(r#"{"method": "POST", "path": "/users/*/kyc/documents/*/pages", "skip": 1, "times": null,
                    "action": {"kind": "throttle", "bytes_per_second": 50000}}"#),
            Send("dufour", "REGISTRATION_PROOF", Papers::Scan),
            Wait("[data-testid=outbox-table] .meter"),
            Arm(r#"{"method": "POST", "path": "/users/*/kyc/documents", "times": 1,
                    "action": {"kind": "status", "status": 400, "burn_key": true}}"#),
            Send("popescu", "IDENTITY_PROOF", Papers::Page),
            Wait("[data-testid=outbox-table] .st--bad"),
            Arm(r#"{"method": "POST", "path": "/users/*/kyc/documents", "times": 1, "action": {"kind": "stall"}}"#),
            Send("beltrán", "IDENTITY_PROOF", Papers::Page),
            Send("werkplaats", "ARTICLES_OF_ASSOCIATION", Papers::Page),
            Send("aalto", "IDENTITY_PROOF", Papers::Page),
            Says("[data-testid=outbox-table]", "Karin Aalto"),
            Gone(".toast"),
            Click("tr[data-upload]:has(.meter) td"),
            Wait("[data-testid=inspector]"),
        ],
    },
    Screen {
        name: "error-ip",
        design: "18d-error-ip",
        start: MARKET,
        steps: &[
            Arm(r#"{"method": "GET", "times": null,
                    "action": {"kind": "status", "status": 403, "body": "{\"Type\": \"ip_not_allowed\", \"Message\": \"no\"}"}}"#),
            Go("/compliance"),
            ROWS,
            Sync,
            Wait(".list ~ * [data-testid=failure], [data-testid=failure]"),
        ],
    },
    Screen {
        name: "offline",
        design: "18a-offline",
        start: MARKET,
        steps: &[Heal, Stop, Go("/compliance"), ROWS, Sync, Wait("[data-testid=offline]")],
    },
    Screen {
        name: "empty",
        design: "18b-empty",
        start: NOTHING,
        steps: &[Connect, Enter, Go("/compliance"), Wait("[data-testid=empty]"), AT_REST],
    },
    Screen {
        name: "outbox-empty",
        design: "18b-empty",
        start: NOTHING,
        steps: &[Go("/outbox"), Wait("[data-testid=outbox-empty]")],
    },
];

/// The screens to take for a name, or all: those before it on the same way are passed, too.
pub fn wanted(start: Start, name: Option<&str>) -> Vec<&'static Screen> {
    let of_start = SCREENS.iter().filter(|screen| screen.start == start);
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
    SCREENS.iter().find(|screen| screen.name == name)
}
