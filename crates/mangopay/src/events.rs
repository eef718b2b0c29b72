use model::{ApiId, EventType, UnixSeconds};
use serde::Deserialize;

use crate::{Client, Listing, Range, request::Request, wire};

/// Something that happened at Mangopay (money-operations.md §14.1). It has no id: the three members together tell it
/// from others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ApiEvent {
    /// The object concerned; which kind, the type tells.
    #[serde(alias = "RessourceId")]
    pub resource_id: ApiId,
    /// What happened.
    pub event_type: EventType,
    /// When.
    #[serde(default, deserialize_with = "wire::moment")]
    pub date: Option<UnixSeconds>,
}

/// Which events to list: of the last 45 days, older bounds are refused (money-operations.md §14.1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventFilter {
    /// Order and bounds, by date.
    pub range: Range,
    /// Only this type. The documentation requires it, the SDKs do not: probe once without.
    pub event_type: Option<EventType>,
}

impl Client {
    /// The platform's events. Needs the scope `Client.Developers`, READ.
    pub fn events(&self, filter: &EventFilter) -> Listing<ApiEvent> {
        let mut query = filter.range.query("Date");
        if let Some(event_type) = &filter.event_type {
            query.push(("EventType", event_type.to_string()));
        }
        Listing::new(self.clone(), Request { query, ..Request::get("/events", &[]) })
    }
}
