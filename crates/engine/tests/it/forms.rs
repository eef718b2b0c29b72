//! Forms: sent once whatever happens on the way, shown in lists at once, and kept where they failed.

use std::{collections::BTreeMap, sync::Arc};

use ipc::{
    Code, Failure,
    forms::{DropForm, GetHookAdvice, HookAdvice, OpenForm, OpenedForm, SendForm, SentForm},
    lists::{GetObject, List},
    profiles::SetReadOnly,
};
use model::{
    Area, Column, Direction, ListQuery, Row, Sort, Window,
    form::{Fault, FormId, FormKind, TURN_OFF, TURN_ON, TURN_VALID, Values},
};
use sandbox::{Action, Fault as Script, World};
use serde_json::Value;
use testkit::Desk;

/// A desk with forms to fill in.
pub(crate) struct Counter {
    pub(crate) desk: Desk,
}

impl Counter {
    pub(crate) async fn open(world: World) -> Self {
        let desk = Desk::with(world).await;
        desk.connect().await;
        Self { desk }
    }

    pub(crate) async fn opened(&self, form: &FormId) -> Result<OpenedForm, Failure> {
        Arc::clone(&self.desk.host).open_form(self.desk.window(), OpenForm { form: form.clone() }).await
    }

    pub(crate) async fn send(&self, form: &FormId, values: &Values) -> Result<SentForm, Failure> {
        self.send_agreed(form, values, false).await
    }

    pub(crate) async fn send_agreed(&self, form: &FormId, values: &Values, agreed: bool) -> Result<SentForm, Failure> {
        let args = SendForm { form: form.clone(), values: values.clone(), agreed };
        let sent = Arc::clone(&self.desk.host).send_form(self.desk.window(), args);
        self.desk.run(sent).await
    }

    /// Sends it; it must be carried out.
    pub(crate) async fn done(&self, form: &FormId, values: &Values) -> String {
        match self.send_agreed(form, values, true).await.unwrap() {
            SentForm::Done { id, .. } => id,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn drop_form(&self, form: &FormId) {
        Arc::clone(&self.desk.host).drop_form(self.desk.window(), DropForm { form: form.clone() }).await.unwrap();
    }

    pub(crate) async fn rows(&self, area: Area) -> Vec<Row> {
        let query = ListQuery {
            area,
            filters: Vec::new(),
            search: String::new(),
            sort: Sort { column: area.age(), direction: Direction::Descending },
            window: Window { offset: 0, limit: 100 },
        };
        Arc::clone(&self.desk.host).list(self.desk.window(), List { query }).await.unwrap().listing.rows
    }

    /// The cells of an object as the local copy has it.
    pub(crate) async fn word(&self, area: Area, id: &str, column: Column) -> Option<String> {
        let held = Arc::clone(&self.desk.host).get_object(self.desk.window(), GetObject { area, id: id.into() }).await;
        held.ok()?.object.row.cell(area, column).as_str().map(str::to_owned)
    }

    /// Calls that changed something, as the simulator heard them.
    pub(crate) fn stored(&self, what: &str) -> Vec<Value> {
        self.desk.sandbox.control().dump()[what].as_array().unwrap().clone()
    }

    pub(crate) fn script(&self, method: &str, path: &str, action: Action) {
        let (method, path) = (Some(method.to_owned()), Some(path.to_owned()));
        self.desk.sandbox.control().fault(Script { method, path, skip: 0, times: Some(1), action });
    }
}

fn hook(event: &str) -> Values {
    Values::default().with("event", event).with("url", "https://shop.example/hooks").with("email", "ops@shop.example")
}

const ADD: FormId = FormId::new(FormKind::AddHook);

/// A refusal, whose key is burned.
fn refusal(body: Option<&str>) -> Action {
    Action::Status {
        status: 400,
        headers: BTreeMap::new(),
        body: body.map(str::to_owned),
        content_type: None,
        after_commit: false,
        burn_key: true,
    }
}

fn faults(failure: &Failure) -> Vec<(&str, Fault)> {
    failure.fields.iter().map(|field| (field.field.as_str(), field.fault.clone().unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hook_is_made_changed_and_turned_and_lists_show_it_at_once() {
    let counter = Counter::open(World::Empty).await;
    let id = counter.done(&ADD, &hook("KYC_FAILED")).await;
    assert_eq!(counter.word(Area::Hooks, &id, Column::Type).await.as_deref(), Some("KYC_FAILED"));
    assert_eq!(counter.opened(&ADD).await.unwrap().values, Values::default(), "the form is empty again");

    let edit = FormId::about(FormKind::EditHook, &id);
    let held = counter.opened(&edit).await.unwrap().values;
    assert_eq!((held.get("url"), held.get("email")), ("https://shop.example/hooks", "ops@shop.example"));
    counter.done(&edit, &held.with("url", "https://new.example/hooks")).await;
    assert_eq!(counter.word(Area::Hooks, &id, Column::Url).await.as_deref(), Some("https://new.example/hooks"));

    let turn = FormId::about(FormKind::TurnHook, &id);
    for (to, column, now) in [
        (TURN_OFF, Column::Status, "DISABLED"),
        (TURN_ON, Column::Status, "ENABLED"),
        (TURN_VALID, Column::Validity, "VALID"),
    ] {
        counter.done(&turn, &Values::default().with("to", to)).await;
        assert_eq!(counter.word(Area::Hooks, &id, column).await.as_deref(), Some(now));
    }
    assert_eq!(counter.stored("hooks").len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_said_at_its_field_before_and_after_sending() {
    let counter = Counter::open(World::Empty).await;
    let refused = counter.send(&ADD, &hook("KYC_FAILED").with("url", "shop")).await.unwrap_err();
    assert_eq!((refused.code, faults(&refused)), (Code::BadFields, vec![("url", Fault::Url)]));
    counter.done(&ADD, &hook("KYC_FAILED")).await;
    let twice = counter.send(&ADD, &hook("KYC_FAILED")).await.unwrap_err();
    assert_eq!(faults(&twice), [("event", Fault::Taken)]);
    // What only the server knows.
    let body = r#"{"Type":"param_error","Message":"m","Id":"x","errors":{"Url":"Blocked host","Odd":"And this"}}"#;
    counter.script("POST", "/hooks", refusal(Some(body)));
    let said = counter.send(&ADD, &hook("KYC_OUTDATED")).await.unwrap_err();
    let expected = [("", Fault::Said("And this".into())), ("url", Fault::Said("Blocked host".into()))];
    let mut found = faults(&said);
    found.sort_by_key(|(name, _)| *name);
    assert_eq!((said.code, found), (Code::RefusedByApi, expected.to_vec()));
    let kept = counter.opened(&ADD).await.unwrap();
    assert_eq!((kept.values.get("event"), kept.in_doubt), ("KYC_OUTDATED", false), "what was typed is still there");
    assert!(kept.kept_at.is_some());
    // With another key: the first one was refused.
    counter.done(&ADD, &kept.values).await;
    assert_eq!(counter.stored("hooks").len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_is_looked_up_and_nothing_is_made_twice() {
    let counter = Counter::open(World::Empty).await;
    // The answer is lost, and so is the one of the look-up: in doubt.
    counter.script("POST", "/hooks", Action::CutAfterCommit);
    let (method, path) = (Some("GET".to_owned()), Some("/responses/*".to_owned()));
    let lost = Script { method, path, skip: 0, times: None, action: Action::CutBeforeCommit };
    counter.desk.sandbox.control().fault(lost);
    let failed = counter.send(&ADD, &hook("KYC_FAILED")).await.unwrap_err();
    assert_eq!(failed.code, Code::OutcomeUnknown);
    let opened = counter.opened(&ADD).await.unwrap();
    assert!(opened.in_doubt && opened.values.get("event") == "KYC_FAILED");
    counter.desk.sandbox.control().clear_faults();
    let counter = Counter { desk: counter.desk.restart().await };
    counter.desk.host.bind_first(&counter.desk.window()).await;
    // Other values were typed meanwhile: they are not sent, and that is said.
    let sent = counter.send(&ADD, &opened.values.with("tag", "later")).await.unwrap();
    let hooks = counter.stored("hooks");
    let id = hooks[0]["id"].as_str().unwrap().to_owned();
    assert_eq!((hooks.len(), sent), (1, SentForm::Done { area: Area::Hooks, id, earlier: true }));
    assert!(!counter.opened(&ADD).await.unwrap().in_doubt);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_arrived_is_not_sent_again() {
    let counter = Counter::open(World::Empty).await;
    let id = counter.done(&ADD, &hook("KYC_FAILED")).await;
    let edit = FormId::about(FormKind::EditHook, &id);
    counter.script("PUT", "/hooks/*", Action::CutAfterCommit);
    counter.done(&edit, &hook("").with("url", "https://new.example/")).await;
    assert_eq!(counter.word(Area::Hooks, &id, Column::Url).await.as_deref(), Some("https://new.example/"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_leaves_a_read_only_profile_and_drafts_can_be_thrown_away() {
    let counter = Counter::open(World::Empty).await;
    counter.script("POST", "/hooks", refusal(None));
    assert!(counter.send(&ADD, &hook("KYC_FAILED")).await.is_err());
    counter.drop_form(&ADD).await;
    assert_eq!(counter.opened(&ADD).await.unwrap().kept_at, None);
    let host = Arc::clone(&counter.desk.host);
    host.set_read_only(counter.desk.window(), SetReadOnly { read_only: true }).await.unwrap();
    assert_eq!(counter.send(&ADD, &hook("KYC_FAILED")).await.unwrap_err().code, Code::ReadOnly);
    assert!(counter.stored("hooks").is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn advice_about_hooks_follows_what_is_done() {
    let counter = Counter::open(World::Demo).await;
    let ask = || async {
        let host = Arc::clone(&counter.desk.host);
        host.get_hook_advice(counter.desk.window(), GetHookAdvice {}).await.ok().filter(|advice| !advice.is_empty())
    };
    let advice = counter.desk.until("the hooks are read", ask).await;
    let invalid = advice.iter().find_map(|one| match one {
        HookAdvice::Invalid(hooks) => Some(hooks.clone()),
        _ => None,
    });
    let (id, event) = invalid.unwrap().remove(0);
    assert_eq!(event, "PAYIN_REFUND_SUCCEEDED");
    let missing = |advice: &[HookAdvice]| {
        advice.iter().any(|one| matches!(one, HookAdvice::Missing(events) if events.contains(&"KYC_FAILED".to_owned())))
    };
    assert!(missing(&advice));
    counter.done(&FormId::about(FormKind::TurnHook, id), &Values::default().with("to", TURN_VALID)).await;
    counter.done(&ADD, &hook("KYC_FAILED")).await;
    let after = ask().await.unwrap();
    assert!(!missing(&after) && !after.iter().any(|one| matches!(one, HookAdvice::Invalid(_))), "{after:?}");
}
