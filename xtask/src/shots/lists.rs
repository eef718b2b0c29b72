//! Home, and the lists as they are.

use super::{
    AT_REST, MONEY, ROWS, Screen, Start,
    Step::{Go, Press, Says, Wait},
};

/// In the order in which they are taken.
pub const SCREENS: &[Screen] = &[
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
];
