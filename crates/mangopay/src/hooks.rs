use model::{EventType, HookId, HookStatus, HookValidity, UnixSeconds};

use crate::{
    Link, Range,
    object::{bodies, objects},
    surface::calls,
};

objects! {
    /// Whom Mangopay tells of events of one type (money-operations.md §14.2).
    pub struct Hook {
        /// The hook's id.
        pub id: HookId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// Who is told. It may carry a secret of the platform.
        pub url: Option<Link>,
        /// Whether it is on.
        pub status: Option<HookStatus>,
        /// Whether it still delivers: after a hundred failures it does not.
        pub validity: Option<HookValidity>,
        /// Of what it tells.
        pub event_type: Option<EventType>,
        /// Who is written to when it fails.
        pub email: Option<String>,
    }
}

bodies! {
    /// A hook to be created: one for each type of event.
    pub struct NewHook {
        /// Of what it tells.
        pub event_type: EventType,
        /// Who is told, at most 255 characters.
        pub url: String,
        /// Who is written to when it fails.
        pub email: Option<String>,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// What shall change in a hook; `None` stays as it is.
    #[derive(Default)]
    pub struct HookUpdate {
        /// Who is told.
        pub url: Option<String>,
        /// Whether it is on.
        pub status: Option<HookStatus>,
        /// `VALID` lets it deliver again.
        pub validity: Option<HookValidity>,
        /// Who is written to when it fails.
        pub email: Option<String>,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

calls! {
    /// Creates a hook. There is no call that deletes one.
    post create_hook(; hook: &NewHook) "/hooks" => Hook;
    /// One hook.
    get hook(hook: &HookId) "/hooks/{HookId}" => Hook;
    /// The hooks of the platform.
    list hooks(; range: Range) "/hooks" => Hook;
    /// Changes a hook.
    put update_hook(hook: &HookId; update: &HookUpdate) "/hooks/{HookId}" => Hook;
}
