//! Rows, stacks and text in the roles of the design.

use leptos::prelude::*;

/// The colour role of text or of an icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As its surroundings.
    #[default]
    Inherit,
    /// Second level.
    Second,
    /// Lowest level.
    Third,
    /// The accent.
    Accent,
    /// Good.
    Ok,
    /// To be looked at.
    Warn,
    /// Bad.
    Bad,
    /// Going on.
    Info,
}

impl Tone {
    /// The class with a space before it, to be appended.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Inherit => "",
            Self::Second => " t2",
            Self::Third => " t3",
            Self::Accent => " c-accent",
            Self::Ok => " c-ok",
            Self::Warn => " c-warn",
            Self::Bad => " c-bad",
            Self::Info => " c-info",
        }
    }
}

/// The size of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    /// 13/20.
    #[default]
    Body,
    /// 12/16.
    Small,
    /// 14/20.
    Lead,
}

/// A piece of text in one role.
#[component]
pub fn Text(
    /// Its colour role.
    #[prop(optional)]
    tone: Tone,
    /// Its size.
    #[prop(optional)]
    size: TextSize,
    /// Semi-bold.
    #[prop(optional)]
    strong: bool,
    /// Medium.
    #[prop(optional)]
    medium: bool,
    /// Takes the room that is left, and ends in an ellipsis where that is too little.
    #[prop(optional)]
    grow: bool,
    /// Ends in an ellipsis.
    #[prop(optional)]
    ellipsis: bool,
    /// In the fixed-width face.
    #[prop(optional)]
    mono: bool,
    /// As a paragraph of its own.
    #[prop(optional)]
    block: bool,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    children: Children,
) -> impl IntoView {
    let mut class = tone.class().to_owned();
    class.push_str(match size {
        TextSize::Body => "",
        TextSize::Small => " small",
        TextSize::Lead => " lead",
    });
    for (set, name) in [(strong, " strong"), (medium, " med"), (grow, " grow"), (ellipsis, " ell"), (mono, " mono")] {
        if set {
            class.push_str(name);
        }
    }
    if block {
        view! { <p class=class data-testid=test_id>{children()}</p> }.into_any()
    } else {
        view! { <span class=class data-testid=test_id>{children()}</span> }.into_any()
    }
}

/// Things side by side.
#[component]
pub fn Row(
    /// The gap in pixels: 6, 8 or 12.
    #[prop(default = 8)]
    gap: u8,
    /// Pushed to both ends.
    #[prop(optional)]
    between: bool,
    /// Goes on in further lines.
    #[prop(optional)]
    wrap: bool,
    /// Takes the room that is left.
    #[prop(optional)]
    grow: bool,
    /// Space above, in steps of the design: 0 to 5.
    #[prop(optional)]
    top: u8,
    children: Children,
) -> impl IntoView {
    let gap = match gap {
        0..=6 => " row-6",
        12.. => " row-12",
        _ => "",
    };
    let class = format!(
        "row{gap}{}{}{}{}",
        if between { " between" } else { "" },
        if wrap { " wrap" } else { "" },
        if grow { " grow" } else { "" },
        space_above(top),
    );
    view! { <div class=class>{children()}</div> }
}

/// Things below each other.
#[component]
pub fn Stack(
    /// Space above, in steps of the design: 0 to 5.
    #[prop(optional)]
    top: u8,
    /// Takes the room that is left of a row.
    #[prop(optional)]
    grow: bool,
    children: Children,
) -> impl IntoView {
    let class = format!("{}{}", if grow { "grow" } else { "" }, space_above(top));
    view! { <div class=class>{children()}</div> }
}

pub(super) fn space_above(step: u8) -> &'static str {
    match step {
        0 => "",
        1 => " mt-1",
        2 => " mt-2",
        3 => " mt-3",
        4 => " mt-4",
        _ => " mt-5",
    }
}
