use model::{ApiId, EventType, UnixSeconds};

use crate::{object::objects, query::query, surface::calls};

objects! {
    /// Something that happened at Mangopay (money-operations.md §14.1). It has no id: the three members together tell
    /// it from others.
    pub struct ApiEvent {
        /// The object concerned; which kind, the type tells.
        #[serde(alias = "RessourceId")]
        pub resource_id: ApiId,
        /// What happened.
        pub event_type: EventType,
        /// When.
        pub date: Option<UnixSeconds>,
    }
}

query! {
    /// Which events to list: of the last 45 days, older bounds are refused (money-operations.md §14.1).
    pub struct EventFilter sorted by "Date" {
        /// Only this type. The documentation requires it, the SDKs do not: probe once without.
        pub event_type: Option<EventType> = "EventType",
    }
}

calls! {
    /// The platform's events. Needs the scope `Client.Developers`, READ.
    list events(; filter: &EventFilter) "/events" => ApiEvent;
}
