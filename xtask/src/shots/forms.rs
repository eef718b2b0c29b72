//! Forms, exports, and what people make of a list for themselves.

use super::{
    AT_REST, ROWS, Screen, Start,
    Step::{Choose, Click, Fill, Go, Gone, Press, Wait},
};

/// In the order in which they are taken.
pub const SCREENS: &[Screen] = &[
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
        name: "schedule-create",
        design: "12b-report-create",
        start: Start::Demo,
        steps: &[
            Go("/reports?view=all"),
            AT_REST,
            Click("[data-testid=new-object]"),
            Choose("[data-testid=field-every]", "WEEK"),
            Choose("[data-testid=field-on]", "MON"),
        ],
    },
    Screen {
        name: "user-new",
        design: "12b-report-create",
        start: Start::Demo,
        steps: &[Go("/users"), ROWS, AT_REST, Press("n"), Wait("[data-testid=field-birthday]")],
    },
    Screen {
        name: "columns",
        design: "09a-transactions",
        start: Start::Demo,
        steps: &[Go("/transactions?view=all"), ROWS, AT_REST, Press("v"), Wait("[data-testid=columns]")],
    },
    Screen {
        name: "own-views",
        design: "09a-transactions",
        start: Start::Demo,
        steps: &[
            Go("/transactions?view=failed"),
            ROWS,
            AT_REST,
            Click("[data-testid=save-view]"),
            Fill("[data-testid=view-name]", "To look into"),
            Press("Enter"),
            Gone("[data-testid=view-dialog]"),
            Click("[data-testid=own-views]"),
            Wait("[data-testid=view-rename]"),
        ],
    },
];
