//! Hooks (docs/api/money-operations.md §14.2): one for each type of event, none can be deleted.

use super::{Field, Kind};
use crate::EventType;

/// Turns a hook on.
pub const TURN_ON: &str = "ENABLED";
/// Turns a hook off.
pub const TURN_OFF: &str = "DISABLED";
/// Lets a hook deliver again that Mangopay gave up on.
pub const TURN_VALID: &str = "VALID";

const URL: Field = Field::new("url", "Url", Kind::Url).required();
const EMAIL: Field = Field::new("email", "Email", Kind::Email);
const TAG: Field = Field::new("tag", "Tag", Kind::Line(255));

pub(super) const ADD: &[Field] =
    &[Field::new("event", "EventType", Kind::Choice(|_| EventType::KNOWN)).required(), URL, EMAIL, TAG];

pub(super) const EDIT: &[Field] = &[URL, EMAIL, TAG];

pub(super) const TURN: &[Field] =
    &[Field::new("to", "Status", Kind::Choice(|_| &[TURN_ON, TURN_OFF, TURN_VALID])).required()];

/// Events that a back office has to hear of in time: money that failed or came back, deadlines, verification.
pub const RECOMMENDED_EVENTS: &[EventType] = &[
    EventType::KycFailed,
    EventType::KycOutdated,
    EventType::UserKycRenewalRequired,
    EventType::UserOutflowsBlocked,
    EventType::PayoutNormalFailed,
    EventType::PayoutRefundSucceeded,
    EventType::DisputeCreated,
    EventType::DisputeActionRequired,
    EventType::DisputeFurtherActionRequired,
];
