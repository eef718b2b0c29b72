//! Hooks: made, changed, turned off and on; and what is to be said about them.

use std::collections::{BTreeMap, BTreeSet};

use ipc::{
    Failure, Reply,
    forms::{GetHookAdvice, HookAdvice},
};
use mangopay::{HookUpdate, NewHook};
use model::{
    Area, Column, Condition, Direction, EventType, Filter, HookId, HookStatus, HookValidity, ListQuery, Sort, SumQuery,
    Window,
    form::{Fault, FormId, FormKind, RECOMMENDED_EVENTS, TURN_VALID, Values},
};
use serde_json::Value;

use super::{
    OrderOf, changed, one_refusal, text,
    write::{Call, Order, Write, json},
};
use crate::{engine::Engine, failure};

/// Events of these days count as those of late.
const OF_LATE: i64 = 7 * 86_400;

impl Engine {
    pub(super) async fn held_hook(&self, form: &FormId) -> Result<Values, Failure> {
        let hook = self.object_of(Area::Hooks, form).await?;
        let told = [("url", "Url"), ("email", "Email"), ("tag", "Tag")];
        let told = told.into_iter().filter(|_| form.kind == FormKind::EditHook);
        Ok(told.fold(Values::default(), |values, (name, wire)| values.with(name, text(&hook, wire))))
    }

    pub(super) async fn hook_order(&self, form: &FormId, values: &Values, held: &Values) -> OrderOf {
        let order = |action, write| Ok(Order { area: Area::Hooks, kind: "hook", action, write, also: None });
        match form.kind {
            FormKind::AddHook => {
                let event = values.get("event");
                // The one that is there may be what an earlier try made.
                let in_doubt = self.kept(form).await?.is_some_and(|kept| kept.sent_at.is_some());
                if !in_doubt && self.hooks().await?.iter().any(|hook| hook.event == event) {
                    return Err(one_refusal("event", Fault::Taken));
                }
                let hook = NewHook {
                    event_type: EventType::from(event),
                    url: values.get("url").to_owned(),
                    email: values.text("email"),
                    tag: values.text("tag"),
                };
                order(
                    "hook.created",
                    Write::Create(Box::new(move |client, key| {
                        let hook = hook.clone();
                        Box::pin(async move { client.create_hook(&hook, &key).await.map(json) })
                    })),
                )
            }
            FormKind::TurnHook => {
                let to = values.get("to");
                let update = if to == TURN_VALID {
                    HookUpdate { validity: Some(HookValidity::Valid), ..HookUpdate::default() }
                } else {
                    HookUpdate { status: Some(HookStatus::from(to)), ..HookUpdate::default() }
                };
                order("hook.turned", change(form, update))
            }
            _ => {
                let update = HookUpdate {
                    url: changed(values, held, "url"),
                    email: changed(values, held, "email"),
                    tag: changed(values, held, "tag"),
                    ..HookUpdate::default()
                };
                order("hook.changed", change(form, update))
            }
        }
    }

    /// The platform's hooks, as the local copy has them.
    async fn hooks(&self) -> Result<Vec<Hook>, Failure> {
        let query = ListQuery {
            area: Area::Hooks,
            filters: Vec::new(),
            search: String::new(),
            sort: Sort { column: Column::Created, direction: Direction::Ascending },
            window: Window { offset: 0, limit: Window::MOST },
        };
        let found = self.parts.cache.rows(query).await.map_err(|error| failure::cache(&error))?;
        let hook = |row: &model::Row| {
            let word = |column| row.cell(Area::Hooks, column).as_str().unwrap_or_default().to_owned();
            Hook {
                id: row.id.clone(),
                event: word(Column::Type),
                status: HookStatus::from(word(Column::Status)),
                validity: HookValidity::from(word(Column::Validity)),
            }
        };
        Ok(found.rows.iter().map(hook).collect())
    }

    pub(crate) async fn get_hook_advice(&self, _: GetHookAdvice) -> Reply<GetHookAdvice> {
        let hooks = self.hooks().await?;
        // Before the list was read nothing can be said to be missing.
        if self.sync.freshness(Area::Hooks).await?.complete_at.is_none() {
            return Ok(Vec::new());
        }
        let events = self.events_of_late(&hooks).await?;
        Ok(advice(&hooks, &events))
    }

    /// Types of events of late that no hook tells, with how many.
    async fn events_of_late(&self, hooks: &[Hook]) -> Result<BTreeMap<String, u64>, Failure> {
        let told: BTreeSet<&str> = hooks.iter().map(|hook| hook.event.as_str()).collect();
        let query = SumQuery { area: Area::Events, filters: Vec::new(), by: vec![Column::Type], days: None };
        let sums = self.parts.cache.sums(vec![query]).await.map_err(|error| failure::cache(&error))?;
        let seen = sums.into_iter().flatten().filter(|sum| sum.count > 0);
        let types: Vec<String> = seen
            .filter_map(|sum| sum.by.first()?.as_str().map(str::to_owned))
            .filter(|kind| !told.contains(kind.as_str()))
            .collect();
        let since = self.parts.clock.now().plus(-OF_LATE).0;
        let queries = types.iter().map(|kind| ListQuery {
            area: Area::Events,
            filters: vec![
                Filter { column: Column::Type, condition: Condition::AnyOf(vec![kind.clone()]) },
                Filter { column: Column::Date, condition: Condition::Between(Some(since), None) },
            ],
            search: String::new(),
            sort: Sort { column: Column::Date, direction: Direction::Descending },
            window: Window { offset: 0, limit: 0 },
        });
        let counts = self.parts.cache.counts(queries.collect()).await.map_err(|error| failure::cache(&error))?;
        Ok(types.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect())
    }
}

/// A hook, as far as advice goes.
struct Hook {
    id: String,
    event: String,
    status: HookStatus,
    validity: HookValidity,
}

/// What is to be said, the most pressing first.
fn advice(hooks: &[Hook], events: &BTreeMap<String, u64>) -> Vec<HookAdvice> {
    let those = |which: fn(&Hook) -> bool| -> Vec<(String, String)> {
        hooks.iter().filter(|hook| which(hook)).map(|hook| (hook.id.clone(), hook.event.clone())).collect()
    };
    let invalid = those(|hook| hook.validity == HookValidity::Invalid);
    let disabled = those(|hook| hook.status == HookStatus::Disabled && hook.validity != HookValidity::Invalid);
    let told = |kind: &str| hooks.iter().any(|hook| hook.event == kind);
    let missing: Vec<String> =
        RECOMMENDED_EVENTS.iter().map(EventType::as_str).filter(|kind| !told(kind)).map(str::to_owned).collect();
    let mut unheard: Vec<(String, u64)> = events
        .iter()
        .filter(|(kind, _)| !told(kind) && !missing.contains(kind))
        .map(|(kind, count)| (kind.clone(), *count))
        .collect();
    unheard.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let mut all = Vec::new();
    if !invalid.is_empty() {
        all.push(HookAdvice::Invalid(invalid));
    }
    if !disabled.is_empty() {
        all.push(HookAdvice::Disabled(disabled));
    }
    if !missing.is_empty() {
        all.push(HookAdvice::Missing(missing));
    }
    if !unheard.is_empty() {
        all.push(HookAdvice::Unheard(unheard));
    }
    all
}

fn change(form: &FormId, update: HookUpdate) -> Write {
    let id = HookId::new(form.object.clone().unwrap_or_default());
    let body = serde_json::to_value(&update).unwrap_or(Value::Null);
    let read_id = id.clone();
    let send: Call = Box::new(move |client| {
        let (id, update) = (id.clone(), update.clone());
        Box::pin(async move { client.update_hook(&id, &update).await.map(json) })
    });
    let read: Call = Box::new(move |client| {
        let id = read_id.clone();
        Box::pin(async move { client.hook(&id).await.map(json) })
    });
    Write::Change { body, send, read }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hook(event: &str, status: &str, validity: &str) -> Hook {
        Hook { id: format!("hook_{event}"), event: event.into(), status: status.into(), validity: validity.into() }
    }

    #[test]
    fn advice_names_each_hook_once_and_each_event_once() {
        let hooks = [
            hook("KYC_FAILED", "ENABLED", "INVALID"),
            hook("KYC_OUTDATED", "DISABLED", "INVALID"),
            hook("PAYOUT_NORMAL_FAILED", "DISABLED", "VALID"),
            hook("DISPUTE_CREATED", "ENABLED", "UNKNOWN"),
        ];
        let events =
            [("KYC_FAILED", 2), ("DISPUTE_ACTION_REQUIRED", 1), ("PAYIN_NORMAL_CREATED", 5), ("SPLIT_CREATED", 9)];
        let events = events.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect();
        let said = advice(&hooks, &events);
        let HookAdvice::Invalid(invalid) = &said[0] else { panic!("{said:?}") };
        assert_eq!(invalid.len(), 2);
        assert_eq!(
            said[1],
            HookAdvice::Disabled(vec![("hook_PAYOUT_NORMAL_FAILED".into(), "PAYOUT_NORMAL_FAILED".into())])
        );
        let HookAdvice::Missing(missing) = &said[2] else { panic!("{said:?}") };
        assert!(missing.contains(&"DISPUTE_ACTION_REQUIRED".to_owned()) && !missing.contains(&"KYC_FAILED".to_owned()));
        assert_eq!(said[3], HookAdvice::Unheard(vec![("SPLIT_CREATED".into(), 9), ("PAYIN_NORMAL_CREATED".into(), 5)]));
    }
}
