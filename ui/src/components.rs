//! The parts that views are composed of. Style classes are named here and nowhere else.

mod banner;
mod button;
mod chart;
mod checklist;
mod chip;
mod choice;
mod compare;
mod csv;
mod dialog;
mod drop;
mod fact_table;
mod field;
mod fold;
mod form;
mod icon;
pub(crate) mod ident;
mod inspector;
mod layout;
mod live;
mod loadable;
mod menu;
mod meter;
mod money;
mod note;
mod outbox_table;
mod page;
mod page_card;
mod panel;
mod picker;
mod preflight;
mod shell;
mod standalone;
mod status;
mod steps;
mod stored_where;
pub mod table;
mod toast;
mod upload;

pub use banner::{Banner, StateBox};
pub use button::{Button, ButtonKind, IconButton, Keys, Link};
pub use chart::{Bar, Bars, Pillar, Pillars, Spark};
pub use checklist::{CheckLine, CheckList};
pub use chip::{AddChip, SetChip};
pub use choice::{Card, EnvironmentCards, EnvironmentSwitch};
pub use compare::{BeforeAfter, Thumbnail};
pub use csv::CsvTable;
pub use dialog::{Confirm, Dialog, Sheet};
pub use drop::{DropZone, MoreFiles, RefusedFiles};
pub use fact_table::{Fact, FactHead, FactTable};
pub use field::{Checkbox, Choice, Field, Hint, Segmented, Select, TextArea, TextInput};
pub use fold::{Fold, Folded};
pub use form::{FormButton, FormFaults, FormFields, ReadOnlyNote};
pub use icon::{Icon, IconName, IconSize, glyph};
pub use ident::{Ident, copy_text};
pub use inspector::{Flag, Inspector, InspectorHead, Quote, Section, Skeleton, provide_widths};
pub use layout::{Row, Stack, Text, TextSize, Tone};
pub use live::Live;
pub use loadable::{Awaited, FailureNotice};
pub use menu::{Menu, MenuItem, MenuRule, Popover};
pub use meter::{Gauge, Meter, Ring};
pub use money::MoneyText;
pub use note::NoteCard;
pub use outbox_table::{FootKeys, OutboxTable, UploadRow};
pub use page::{Above, FlatSplit, FootLine, Page, PageBody, PageHead, Tab, Tabs, UserHead, UserHeadEmpty};
pub use page_card::{Drag, PageCard, PageFace};
pub use panel::{
    CountLink, Details, Grid, Line, Lines, LinkLine, MessageBox, Numbered, Panel, Term, Ticks, TimelineItem,
    TimelineList,
};
pub use picker::{Picker, PickerItem};
pub use preflight::{Preflight, PreflightRow};
pub use shell::{EnvFrame, Shell};
pub use standalone::{
    CodeBox, LockFrame, Narrow, ProfileStrip, SideFacts, SideIcon, StepTitle, TwoColumns, WelcomeFoot, WelcomeFrame,
    Wide,
};
pub use status::Status;
pub use steps::Steps;
pub use stored_where::StoredWhere;
pub use toast::{ToastHost, Toasts, toasts};
pub use upload::{FixLine, FootEnd, FootMeter, PageList, PagesHead, SheetEmpty, TargetGrid, UploadNote};
