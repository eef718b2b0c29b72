//! Beside a simulator: connecting to it, the first fetch, sending, and what goes wrong.

use super::{
    AT_REST, MARKET, NOTHING, Papers, ROWS, Screen,
    Step::{Arm, Click, Connect, Enter, Go, Gone, Heal, Says, Send, Stop, Sync, Wait},
};

/// In the order in which they are taken.
pub const SCREENS: &[Screen] = &[
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
