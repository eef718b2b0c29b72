//! The icons: one set on a 16 px grid, drawn where they are used. (A sprite of symbols would give each use a shadow tree
//! with styles of its own, which costs twice as much to make.)

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident => $body:literal;)+) => {
        /// The name of an icon.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, dead_code, reason = "the names say what the icons show; the set is the design's")]
        pub enum IconName { $($name),+ }

        impl IconName {
            /// Its drawing, as SVG.
            fn drawing(self) -> &'static str {
                match self { $(Self::$name => $body),+ }
            }
        }
    };
}

icons! {
    Home => r#"<path d="M2.5 7.3 8 2.6l5.5 4.7V13a.5.5 0 0 1-.5.5H9.8V9.8H6.2v3.7H3a.5.5 0 0 1-.5-.5z"/>"#;
    Shield => r#"<path d="M8 1.8l5.2 1.9v3.9c0 3.2-2.1 5.4-5.2 6.6-3.1-1.2-5.2-3.4-5.2-6.6V3.7zM5.6 8l1.7 1.7 3.1-3.3"/>"#;
    Hourglass => r#"<path d="M4 2h8M4 14h8M5 2v2.3C5 6.5 8 6.8 8 8s3 1.5 3 3.7V14M11 2v2.3C11 6.5 8 6.8 8 8s-3 1.5-3 3.7V14"/>"#;
    Users => r#"<path d="M6 7.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM1.5 13.6c0-2.4 2-4 4.5-4s4.5 1.6 4.5 4M10.6 2.6a2.6 2.6 0 0 1 0 4.8M12.2 9.9c1.4.6 2.3 1.9 2.3 3.7"/>"#;
    User => r#"<path d="M8 7.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.8 13.8c0-2.5 2.3-4.1 5.2-4.1s5.2 1.6 5.2 4.1"/>"#;
    Building => r#"<path d="M3.5 13.5V2.5h6v11M9.5 6.5h3v7M2 13.5h12M5.6 5.2h1.8M5.6 7.7h1.8M5.6 10.2h1.8"/>"#;
    Tx => r#"<path d="M2.5 5.2h10.6M10.4 2.5l2.7 2.7-2.7 2.7M13.5 10.8H2.9M5.6 8.1l-2.7 2.7 2.7 2.7"/>"#;
    Wallet => r#"<path d="M2.5 4.6v7.9a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V7a1 1 0 0 0-1-1h-8.6a1.4 1.4 0 0 1-1.4-1.4 1.8 1.8 0 0 1 1.8-1.8h7.2M10.9 9.7h.01"/>"#;
    Scale => r#"<path d="M8 2.2v11.3M5 13.5h6M3 4.2h10M3 4.2 1.4 8.9a1.8 1.8 0 0 0 3.2 0zM13 4.2l-1.6 4.7a1.8 1.8 0 0 0 3.2 0z"/>"#;
    Report => r#"<path d="M3.5 1.8h6l3 3v9.4h-9zM9.3 2v3h3M6 11.6V9.4M8 11.6V7.6M10 11.6v-1.2"/>"#;
    Pulse => r#"<path d="M1.5 8.5h3l2-5.5 3 10 2-4.5h3"/>"#;
    Hook => r#"<path d="M10.4 1.9a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM10.4 5.3v5.1a3.5 3.5 0 0 1-7 0V8.2l2.2 2.2"/>"#;
    Outbox => r#"<path d="M2 9.7v2.8a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V9.7M8 10.4V2.5M4.9 5.6 8 2.5l3.1 3.1"/>"#;
    Sync => r#"<path d="M13.3 6.4A5.5 5.5 0 0 0 3.5 4.9M2.7 9.6a5.5 5.5 0 0 0 9.8 1.5M3.4 2.3v2.7h2.7M12.6 13.7V11H9.9"/>"#;
    Search => r#"<path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14"/>"#;
    Lock => r#"<path d="M3.6 7.2h8.8v6.3H3.6zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2"/>"#;
    Unlock => r#"<path d="M3.6 7.2h8.8v6.3H3.6zM5.3 7.2V5a2.7 2.7 0 0 1 5.2-1"/>"#;
    CloudOff => r#"<path d="M5.3 5.4a3.6 3.6 0 0 0-.8 7.1h7.3M7.3 4.1a3.6 3.6 0 0 1 4.3 3.2 2.7 2.7 0 0 1 1.9 4.4M2 2l12 12"/>"#;
    Cloud => r#"<path d="M4.5 12.5a3.2 3.2 0 0 1-.2-6.4 4 4 0 0 1 7.5.9 2.8 2.8 0 0 1-.3 5.5z"/>"#;
    ChevD => r#"<path d="M4 6.2 8 10l4-3.8"/>"#;
    ChevR => r#"<path d="M6.2 4 10 8l-3.8 4"/>"#;
    ChevL => r#"<path d="M9.8 4 6 8l3.8 4"/>"#;
    ChevU => r#"<path d="M4 9.8 8 6l4 3.8"/>"#;
    Updown => r#"<path d="M5 6.2 8 3.4l3 2.8M5 9.8l3 2.8 3-2.8"/>"#;
    Up => r#"<path d="M8 13V3M4.3 6.7 8 3l3.7 3.7"/>"#;
    Down => r#"<path d="M8 3v10M4.3 9.3 8 13l3.7-3.7"/>"#;
    Right => r#"<path d="M3 8h10M9.3 4.3 13 8l-3.7 3.7"/>"#;
    Plus => r#"<path d="M8 3v10M3 8h10"/>"#;
    X => r#"<path d="M4 4l8 8M12 4l-8 8"/>"#;
    Check => r#"<path d="M3 8.5 6.3 12 13 4.5"/>"#;
    CheckCircle => r#"<path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.4 8.2l1.8 1.8 3.4-3.7"/>"#;
    XCircle => r#"<path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6 6l4 4M10 6l-4 4"/>"#;
    Clock => r#"<path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.4"/>"#;
    MinusCircle => r#"<path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM5.4 8h5.2"/>"#;
    Alert => r#"<path d="M8 2.2 14.4 13.4H1.6zM8 6.4v3.2M8 11.5h.01"/>"#;
    Info => r#"<path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.4v3.4M8 5.2h.01"/>"#;
    Calendar => r#"<path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3"/>"#;
    Expired => r#"<path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8v3.8M8 11.2h.01"/>"#;
    Filter => r#"<path d="M2 3.8h12M4.4 8h7.2M6.8 12.2h2.4"/>"#;
    Columns => r#"<path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10"/>"#;
    Download => r#"<path d="M8 2.5v7.9M4.9 7.3 8 10.4l3.1-3.1M2.5 13.5h11"/>"#;
    Upload => r#"<path d="M8 10.4V2.5M4.9 5.6 8 2.5l3.1 3.1M2.5 13.5h11"/>"#;
    Copy => r#"<path d="M5.6 5.6h7.9v7.9H5.6zM10.4 5.6V2.5H2.5v7.9h3.1"/>"#;
    External => r#"<path d="M9.2 2.5h4.3v4.3M13.5 2.5 7.4 8.6M11.6 9.2v4.3H2.5V4.4h4.3"/>"#;
    Rotate => r#"<path d="M13 8.2a5 5 0 1 1-1.5-3.6M13.1 1.9v3h-3"/>"#;
    File => r#"<path d="M4 1.8h5l3.2 3.2v9.2H4zM9 2v3h3"/>"#;
    Files => r#"<path d="M5.5 1.8h4.2l2.8 2.8v6.9h-7zM9.5 2v2.8h2.8M3.2 4.5v9.7h6.9"/>"#;
    Image => r#"<path d="M2.2 3h11.6v10H2.2zM5.4 6.8a.9.9 0 1 0 0-1.8.9.9 0 0 0 0 1.8zM2.4 11.5l3.3-3 2.4 2.2 2.6-2.9 3 3.2"/>"#;
    Id => r#"<path d="M1.8 3.4h12.4v9.2H1.8zM5.3 8.1a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8zM3.2 10.7c.2-1 1.1-1.6 2.1-1.6s1.9.6 2.1 1.6M9.5 6.5h2.8M9.5 9h2"/>"#;
    Key => r#"<path d="M10.3 9.3a3.6 3.6 0 1 0-3.5-2.6L2 11.5V14h2.5v-1.5h1.6V11h1.4l1-1M11.2 4.8h.01"/>"#;
    Globe => r#"<path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2.2 8h11.6M8 2c1.8 1.9 2.5 3.9 2.5 6S9.8 12.1 8 14c-1.8-1.9-2.5-3.9-2.5-6S6.2 3.9 8 2z"/>"#;
    Bell => r#"<path d="M4 11.5V7a4 4 0 0 1 8 0v4.5M2.5 11.5h11M6.8 13.8h2.4"/>"#;
    Pause => r#"<path d="M5.5 3.5v9M10.5 3.5v9"/>"#;
    Play => r#"<path d="M5 3l8 5-8 5z"/>"#;
    Trash => r#"<path d="M2.8 4.2h10.4M6 4.2V2.5h4v1.7M4.2 4.2l.6 9.3h6.4l.6-9.3M6.7 6.8v4.2M9.3 6.8v4.2"/>"#;
    Pencil => r#"<path d="M10.6 2.6l2.8 2.8-7.8 7.8-3.3.5.5-3.3zM9 4.2 11.8 7"/>"#;
    Bookmark => r#"<path d="M4 2.2h8v11.6l-4-2.9-4 2.9z"/>"#;
    Link => r#"<path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7l.9-.9"/>"#;
    Card => r#"<path d="M1.8 3.6h12.4v8.8H1.8zM1.8 6.6h12.4M4 10h2.5"/>"#;
    Bank => r#"<path d="M2 6.2 8 2.5l6 3.7zM3.6 6.2v5.6M6.5 6.2v5.6M9.5 6.2v5.6M12.4 6.2v5.6M2 13.5h12"/>"#;
    Flask => r#"<path d="M6 2h4M6.7 2v4L3 12.4A1 1 0 0 0 3.9 14h8.2a1 1 0 0 0 .9-1.6L9.3 6V2M4.7 10h6.6"/>"#;
    Bolt => r#"<path d="M9 1.8 3.6 9H8l-1 5.2L12.4 7H8z"/>"#;
    Demo => r#"<path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.7 5.6 10.3 8l-3.6 2.4z"/>"#;
    Keyboard => r#"<path d="M1.5 4h13v8h-13zM4 6.6h.01M6.7 6.6h.01M9.3 6.6h.01M12 6.6h.01M4.5 9.5h7"/>"#;
    Panel => r#"<path d="M2 3h12v10H2zM9.8 3v10"/>"#;
    Sidebar => r#"<path d="M2 3h12v10H2zM6 3v10"/>"#;
    History => r#"<path d="M2.6 8.2a5.4 5.4 0 1 0 1.7-4.1L2.6 5.7M2.5 2.6v3.2h3.2M8 5.2V8l2.1 1.3"/>"#;
    Doctor => r#"<path d="M3.8 3h8.4v11H3.8zM6 1.8h4v2.4H6zM5.4 9.4h1.4l1-2.3 1.2 3.6.8-1.3h.9"/>"#;
    In => r#"<path d="M12 4 4.4 11.6M4.4 5.8v5.8h5.8"/>"#;
    Out => r#"<path d="M4 12l7.6-7.6M5.8 4.4h5.8v5.8"/>"#;
    Refund => r#"<path d="M5.6 3 2.5 6.2l3.1 3.1M2.5 6.2H10a3.6 3.6 0 0 1 0 7.2H6.4"/>"#;
    Focus => r#"<path d="M2.5 5.4V2.5h2.9M10.6 2.5h2.9v2.9M13.5 10.6v2.9h-2.9M5.4 13.5H2.5v-2.9M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"/>"#;
    Max => r#"<path d="M9.6 2.5h3.9v3.9M6.4 13.5H2.5V9.6M13.5 2.5 9.2 6.8M2.5 13.5l4.3-4.3"/>"#;
    Sun => r#"<path d="M8 10.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1"/>"#;
    Moon => r#"<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z"/>"#;
    Wand => r#"<path d="M2.8 13.2 9.5 6.5M11.3 2v2.4M11.3 7.4v2.2M7.5 4.8h2.2M12.8 4.8H15M8.8 2.3l.9.9M13.8 2.3l-.9.9"/>"#;
    Flag => r#"<path d="M3.5 14V2.5h8.7L10.4 5.5l1.8 3H3.5"/>"#;
    Note => r#"<path d="M3 2.5h10v7.5L9.8 13.5H3zM9.8 13.3V10H13"/>"#;
    Eye => r#"<path d="M1.5 8S3.8 3.6 8 3.6 14.5 8 14.5 8 12.2 12.4 8 12.4 1.5 8 1.5 8zM8 9.9a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8z"/>"#;
    EyeOff => r#"<path d="M6.3 3.9A6.7 6.7 0 0 1 8 3.6c4.2 0 6.5 4.4 6.5 4.4a11 11 0 0 1-2 2.5M4 5.2A10.6 10.6 0 0 0 1.5 8S3.8 12.4 8 12.4c1.2 0 2.3-.4 3.2-.9M2.5 2.5l11 11"/>"#;
    Hash => r#"<path d="M6 2 4.8 14M11.2 2 10 14M2.5 5.5h11.2M2.2 10.5h11.2"/>"#;
    Server => r#"<path d="M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01"/>"#;
    Database => r#"<path d="M13 3.8c0 1-2.2 1.8-5 1.8S3 4.8 3 3.8 5.2 2 8 2s5 .8 5 1.8zM3 3.8v8.4c0 1 2.2 1.8 5 1.8s5-.8 5-1.8V3.8M3 8c0 1 2.2 1.8 5 1.8S13 9 13 8"/>"#;
    Mail => r#"<path d="M1.8 3.5h12.4v9H1.8zM2 4l6 4.8L14 4"/>"#;
    Send => r#"<path d="M14 2 6.8 9.2M14 2 9.6 14 6.8 9.2 2 6.4z"/>"#;
    Renew2 => r#"<path d="M2.6 8a5.4 5.4 0 0 1 9.6-3.4M13.4 8a5.4 5.4 0 0 1-9.6 3.4M12.5 2v2.8H9.7M3.5 14v-2.8h2.8"/>"#;
    Folder => r#"<path d="M1.8 12.5v-9h4.4l1.5 1.8h6.5v7.2z"/>"#;
    List => r#"<path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01"/>"#;
    Print => r#"<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>"#;
    Help => r#"<path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.3 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.9.7-.9 1.3M8 11.3h.01"/>"#;
    Settings => r#"<path d="M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6M10.2 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM5.8 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z"/>"#;
    Finger => r#"<path d="M4.2 12.6c.7-1.3 1-2.8 1-4.4a2.8 2.8 0 0 1 5.6 0c0 .9 0 1.7-.2 2.5M8 8.2c0 2.2-.5 4.1-1.5 5.6M10 13.2l-.5 1M2.6 9.9c.1-.6.1-1.1.1-1.7a5.3 5.3 0 0 1 9-3.9M13 6.5c.2.6.3 1.1.3 1.7 0 1.2-.1 2.3-.4 3.4"/>"#;
    Palette => r#"<path d="M8 14A6 6 0 1 1 14 8c0 1.6-1.3 2-2.4 2h-1.3a1.3 1.3 0 0 0-1 2.2c.6.7.1 1.8-1.3 1.8zM5 8.3h.01M6.3 5.4h.01M9.7 5.4h.01"/>"#;
    Dashed => r#"<circle cx="8" cy="8" r="6" stroke-dasharray="2.4 2.3"/>"#;
    Half => r#"<circle cx="8" cy="8" r="6"/><path d="M8 4.6a3.4 3.4 0 0 1 0 6.8z" fill="currentColor" stroke="none"/>"#;
    More => r#"<g fill="currentColor" stroke="none"><circle cx="3.5" cy="8" r="1.2"/><circle cx="8" cy="8" r="1.2"/><circle cx="12.5" cy="8" r="1.2"/></g>"#;
    Grip => r#"<g fill="currentColor" stroke="none"><circle cx="6" cy="4" r="1.1"/><circle cx="10" cy="4" r="1.1"/><circle cx="6" cy="8" r="1.1"/><circle cx="10" cy="8" r="1.1"/><circle cx="6" cy="12" r="1.1"/><circle cx="10" cy="12" r="1.1"/></g>"#;
    Mark => r#"<path d="M8 6.7V9M8 9c-2.8 0-4.6 1.8-4.8 5.2M8 9c2.8 0 4.6 1.8 4.8 5.2M8 9v5.2M5.7 14.2c.1-2.2.9-3.9 2.3-5.2M10.3 14.2c-.1-2.2-.9-3.9-2.3-5.2M2.6 6.7C2.6 4 5 1.8 8 1.8s5.4 2.2 5.4 4.9z"/>"#;
}

/// How large an icon is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IconSize {
    /// 14 px, within lines of text.
    Small,
    /// 16 px.
    #[default]
    Normal,
    /// 20 px.
    Large,
    /// 24 px.
    Huge,
}

/// An icon. It says nothing to a screen reader: words stand beside it or on its button.
#[component]
pub fn Icon(
    /// Which.
    #[prop(into)]
    name: Signal<IconName>,
    /// How large.
    #[prop(optional)]
    size: IconSize,
    /// Its colour, where it is not the text's.
    #[prop(optional)]
    tone: super::Tone,
) -> impl IntoView {
    let size = match size {
        IconSize::Small => " i-14",
        IconSize::Normal => "",
        IconSize::Large => " i-20",
        IconSize::Huge => " i-24",
    };
    let class = format!("i{size}{}", tone.class());
    view! {
        <svg class=class viewBox="0 0 16 16" aria-hidden="true" inner_html=move || name.get().drawing()></svg>
    }
}

/// An icon that stays what it is, without the upkeep of one that may change: for rows, of which many come and go.
pub fn glyph(name: IconName) -> impl IntoView {
    view! { <svg class="i" viewBox="0 0 16 16" aria-hidden="true" inner_html=name.drawing()></svg> }
}
