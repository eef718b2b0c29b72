//! The parts that views are composed of. Style classes are named here and nowhere else.

mod banner;
mod button;
mod chip;
mod dialog;
mod field;
mod icon;
pub(crate) mod ident;
mod inspector;
mod layout;
mod loadable;
mod menu;
mod meter;
mod page;
mod panel;
mod shell;
mod status;
pub mod table;
mod toast;

pub use banner::{Banner, StateBox};
pub use button::{Button, ButtonKind, IconButton, Keys, Link};
pub use chip::{AddChip, SetChip};
pub use dialog::{Confirm, Dialog, Sheet};
pub use field::{Checkbox, Choice, Field, Hint, Segmented, Select, Switch, TextInput};
pub use icon::{Icon, IconName, IconSize, Sprite};
pub use ident::Ident;
pub use inspector::{Flag, Inspector, InspectorHead, Quote, Section, Skeleton, provide_widths};
pub use layout::{Money, Row, Stack, Text, TextSize, Tone};
pub use loadable::{Awaited, FailureNotice};
pub use menu::{Menu, MenuItem, MenuRule, Popover};
pub use meter::{Meter, Ring};
pub use page::{FlatSplit, Page, PageBody, PageHead, Tab, Tabs, UserHead, UserHeadEmpty};
pub use panel::{Details, Grid, Line, Lines, Panel, Term, Ticks, TimelineItem, TimelineList};
pub use shell::Shell;
pub use status::Status;
pub use toast::{ToastHost, Toasts, toasts};
