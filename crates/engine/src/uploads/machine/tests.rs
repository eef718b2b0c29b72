use std::collections::BTreeSet;

use journal::{
    drafts::Place,
    outbox::{Bond, Item, Outcome, Waiting},
};
use model::{
    IdempotencyKey, KycDocumentId, KycDocumentStatus, OutboxId, StopReason, UnixSeconds, UploadState, UploadStep,
};

use super::{
    Advance, Call, Effect, Event, Facts, FileFault, KEY_TRUSTED, MOST_TROUBLES, NotNow, PersonAct, Recorded, Refusal,
    SETTLE, Transition, Trouble, advance,
    trouble::back_off,
    world::{World, item},
};
use crate::uploads::view;

/// A journal of one item, driven by hand.
struct Bench {
    item: Item,
    now: UnixSeconds,
    minted: u32,
}

impl Bench {
    fn new() -> Self {
        Self { item: item(2), now: UnixSeconds(1_000_000), minted: 0 }
    }

    fn try_to(&mut self, event: Event) -> Result<Advance, NotNow> {
        self.minted += 1;
        let facts = Facts {
            now: self.now,
            key: IdempotencyKey::try_from(format!("key-0000000000-{:05}", self.minted)).unwrap(),
            successor: OutboxId::new(format!("up_{}", self.minted)),
        };
        let step = advance(self.item.clone(), event, &facts)?;
        self.item = step.item.clone();
        Ok(step)
    }

    fn take(&mut self, event: Event) -> Advance {
        self.try_to(event).expect("the state allows it")
    }

    fn at_page(page: u32) -> Self {
        let mut bench = Self::new();
        bench.take(Event::Turn);
        bench.take(created("kyc_1"));
        for _ in 0..page {
            bench.take(built(bench.page()));
            bench.take(Event::PageAccepted);
        }
        bench
    }

    fn submitting() -> Self {
        Self::at_page(2)
    }

    fn page(&self) -> u32 {
        match self.item.state {
            UploadState::UploadingPage { page, .. } => page,
            ref other => panic!("not at a page: {other:?}"),
        }
    }

    /// As after a crash: the next thing is the item's turn.
    fn turn(&mut self) -> Option<Effect> {
        self.take(Event::Turn).effect
    }
}

fn created(id: &str) -> Event {
    Event::Created { document: KycDocumentId::new(id), taken: false }
}

fn built(page: u32) -> Event {
    Event::PageBuilt { page, bytes: 39_000 }
}

fn key_of(effect: Option<Effect>) -> String {
    match effect {
        Some(Effect::Create { key } | Effect::SendPage { key, .. } | Effect::ReadResponse { key }) => {
            key.as_str().to_owned()
        }
        other => panic!("no key in {other:?}"),
    }
}

fn refusal(status: u16) -> Refusal {
    Refusal { status, kind: "param_error".into(), fields: vec![("Type".into(), "no".into())] }
}

#[test]
fn the_way_when_all_goes_well() {
    let mut bench = Bench::new();
    let step = bench.take(Event::Turn);
    assert_eq!(step.transition, Transition::CreateBegun);
    assert!(matches!(step.effect, Some(Effect::Create { .. })));
    assert!(step.item.steps[0].key.is_some(), "the key is stored before the call is made");
    let step = bench.take(created("kyc_1"));
    assert_eq!(step.effect, Some(Effect::BuildPage { page: 0 }));
    let step = bench.take(built(0));
    assert_eq!(step.transition, Transition::PageBegun);
    assert!(matches!(step.effect, Some(Effect::SendPage { page: 0, .. })));
    assert_eq!(bench.take(Event::PageAccepted).effect, Some(Effect::BuildPage { page: 1 }));
    bench.take(built(1));
    let step = bench.take(Event::PageAccepted);
    assert_eq!(step.transition, Transition::LastPageAccepted);
    assert_eq!(step.effect, Some(Effect::Submit { document: KycDocumentId::new("kyc_1") }));
    let step = bench.take(Event::Submitted(KycDocumentStatus::ValidationAsked));
    assert_eq!((step.item.state, step.effect), (UploadState::Submitted, None));
    assert_eq!(bench.take(Event::Noticed(KycDocumentStatus::Validated)).item.state, UploadState::Validated);
    assert_eq!(bench.take(Event::Noticed(KycDocumentStatus::OutOfDate)).item.state, UploadState::OutOfDate);
}

#[test]
fn an_unknown_outcome_is_asked_for_with_the_same_key_and_then_looked_up() {
    let mut bench = Bench::new();
    let first = key_of(bench.turn());
    assert_eq!(bench.take(Event::Trouble(Call::Create, Trouble::Unknown)).transition, Transition::Waits);
    assert_eq!(bench.turn(), None, "not before its moment");
    bench.now = bench.now.plus(5);
    assert_eq!(key_of(bench.turn()), first, "the same key again");
    let step = bench.take(Event::Trouble(Call::Create, Trouble::Conflict));
    assert_eq!(key_of(step.effect), first, "409: what came of the key is looked up");
    let document = Some(KycDocumentId::new("kyc_9"));
    let step = bench.take(Event::Recorded(Recorded::Success { document }));
    assert_eq!(step.effect, Some(Effect::BuildPage { page: 0 }), "a recorded success is gone on from");
}

#[test]
fn a_recorded_failure_burns_the_key() {
    for (status, stops) in [(500, false), (429, false), (503, false), (400, true), (403, true), (404, true)] {
        let mut bench = Bench::new();
        let first = key_of(bench.turn());
        let step = bench.take(Event::Recorded(Recorded::Failure(refusal(status))));
        assert_eq!(step.item.steps[0].outcome, Some(Outcome::Refused { status }), "{status}");
        assert_eq!(matches!(step.item.state, UploadState::Failed { .. }), stops, "{status}");
        if !stops {
            bench.now = bench.now.plus(10);
            assert_ne!(key_of(bench.turn()), first, "{status}: a burned key is never used again");
        }
    }
}

#[test]
fn a_definite_refusal_says_nothing_of_an_earlier_try_in_doubt() {
    for trouble in [Trouble::RateLimited { until: None }, Trouble::NotAllowed, Trouble::SessionLost, Trouble::NotSent] {
        let mut bench = Bench::new();
        let first = key_of(bench.turn());
        bench.take(Event::Trouble(Call::Create, Trouble::Unknown));
        bench.now = bench.now.plus(10);
        bench.turn();
        bench.take(Event::Trouble(Call::Create, trouble.clone()));
        bench.now = bench.now.plus(1000);
        if matches!(bench.item.state, UploadState::Failed { .. }) {
            bench.take(Event::Person(PersonAct::Retry));
        }
        assert_eq!(key_of(bench.turn()), first, "{trouble:?}: the first try may have created the document");
    }
}

#[test]
fn a_call_that_never_left_does_not_age() {
    let mut bench = Bench::at_page(1);
    bench.take(built(1));
    bench.take(Event::Trouble(Call::SendPage, Trouble::NotSent));
    bench.now = bench.now.plus(5 * 24 * 3600);
    assert_eq!(
        bench.turn(),
        Some(Effect::BuildPage { page: 1 }),
        "offline for days: nothing is lost, nothing abandoned"
    );
    assert!(matches!(bench.take(built(1)).effect, Some(Effect::SendPage { .. })));
}

#[test]
fn past_the_life_of_a_key_a_lost_creation_is_searched() {
    let mut bench = Bench::new();
    bench.turn();
    bench.now = bench.now.plus(KEY_TRUSTED);
    assert_eq!(bench.turn(), Some(Effect::Search { since: UnixSeconds(1_000_000 - 300) }));
    let mut one = Bench { item: bench.item.clone(), ..Bench::new() };
    one.now = bench.now;
    let step = one.take(Event::Found(vec![KycDocumentId::new("kyc_7")]));
    assert_eq!(step.item.documents, [(KycDocumentId::new("kyc_7"), Bond::Adopted)]);
    assert_eq!(step.effect, Some(Effect::BuildPage { page: 0 }));
    let mut none = Bench { item: bench.item.clone(), ..Bench::new() };
    none.now = bench.now.plus(SETTLE);
    none.minted = 50;
    let step = none.take(Event::Found(Vec::new()));
    assert_eq!(step.transition, Transition::CreateBegunAnew);
    assert_eq!(step.item.steps.len(), 2, "a new key");
    let several = vec![KycDocumentId::new("kyc_7"), KycDocumentId::new("kyc_8")];
    let step = bench.take(Event::Found(several));
    assert!(matches!(step.item.state, UploadState::Failed { reason: StopReason::Ambiguous { .. }, .. }));
    let stranger = Event::Person(PersonAct::Adopt { document: KycDocumentId::new("kyc_6") });
    assert_eq!(bench.try_to(stranger), Err(NotNow), "only a candidate can be chosen");
    let choice = Event::Person(PersonAct::Adopt { document: KycDocumentId::new("kyc_8") });
    assert_eq!(bench.take(choice).item.state, UploadState::UploadingPage { page: 0, of: 2 });
}

#[test]
fn without_the_right_to_look_up_a_fresh_loss_is_not_made_twice() {
    let mut bench = Bench::new();
    bench.turn();
    bench.take(Event::Trouble(Call::Create, Trouble::Unknown));
    bench.now = bench.now.plus(5);
    bench.turn();
    bench.take(Event::Trouble(Call::Create, Trouble::Conflict));
    let step = bench.take(Event::Trouble(Call::ReadResponse, Trouble::NotAllowed));
    assert!(matches!(step.effect, Some(Effect::Search { .. })));
    let step = bench.take(Event::Found(Vec::new()));
    assert_eq!(step.item.waits_for, Some(Waiting::StillRunning), "the first call may still be at work");
    bench.now = bench.now.plus(SETTLE);
    bench.turn();
    bench.take(Event::Trouble(Call::Create, Trouble::Conflict));
    bench.take(Event::Trouble(Call::ReadResponse, Trouble::NotAllowed));
    assert_eq!(bench.take(Event::Found(Vec::new())).transition, Transition::CreateBegunAnew);
}

#[test]
fn a_lost_page_that_cannot_be_looked_up_is_left_behind() {
    let mut bench = Bench::at_page(1);
    bench.take(built(1));
    bench.now = bench.now.plus(KEY_TRUSTED);
    let step = bench.take(Event::Turn);
    assert_eq!(step.item.state, UploadState::Abandoned { document: "kyc_1".into() });
    assert_eq!(step.item.documents, [(KycDocumentId::new("kyc_1"), Bond::Abandoned)]);
    let successor = step.successor.expect("a successor");
    assert_eq!(successor.state, UploadState::Ready);
    assert_eq!(successor.replaces, Some(step.item.id));
    assert_eq!(successor.pages, step.item.pages);
    assert!(successor.steps.is_empty() && successor.documents.is_empty(), "new keys, a new document");
}

#[test]
fn a_submission_in_doubt_is_read_not_repeated() {
    let mut bench = Bench::submitting();
    assert_eq!(bench.turn(), Some(Effect::ReadDocument { document: KycDocumentId::new("kyc_1") }));
    let mut again = Bench { item: bench.item.clone(), now: bench.now, minted: 90 };
    assert!(matches!(again.take(Event::Read(KycDocumentStatus::Created)).effect, Some(Effect::Submit { .. })));
    let late = Event::Trouble(Call::Submit, Trouble::Refused(refusal(400)));
    assert!(
        matches!(again.take(late.clone()).effect, Some(Effect::ReadDocument { .. })),
        "the lost one may have worked"
    );
    assert!(matches!(again.take(Event::Read(KycDocumentStatus::Created)).effect, Some(Effect::Submit { .. })));
    assert!(matches!(again.take(late).item.state, UploadState::Failed { step: UploadStep::Submit, .. }));
    assert_eq!(bench.take(Event::Read(KycDocumentStatus::ValidationAsked)).item.state, UploadState::Submitted);
}

#[test]
fn troubles_that_pass_wait_longer_each_time_and_troubles_that_stay_ask_a_person() {
    assert_eq!([0, 1, 2, 7, 8, 31, 99].map(back_off), [2, 4, 8, 256, 300, 300, 300]);
    let mut bench = Bench::new();
    for _ in 0..=MOST_TROUBLES {
        bench.now = bench.now.plus(400);
        bench.take(Event::Turn);
        bench.take(Event::Trouble(Call::Create, Trouble::Unknown));
    }
    assert!(matches!(
        bench.item.state,
        UploadState::Failed { reason: StopReason::TooManyTries { .. }, can_retry: true, .. }
    ));
    let mut offline = Bench::new();
    for _ in 0..200 {
        offline.now = offline.now.plus(400);
        offline.take(Event::Turn);
        offline.take(Event::Trouble(Call::Create, Trouble::NotSent));
    }
    assert_eq!(offline.item.waits_for, Some(Waiting::Network), "without a network it waits for ever");
    assert!(offline.item.next_try_at.is_some());
    offline.take(Event::Online);
    assert!(matches!(offline.turn(), Some(Effect::Create { .. })), "and goes on at once when it is back");
}

#[test]
fn files_that_went_or_changed_stop_it_until_they_are_found() {
    for (fault, can_locate) in [(FileFault::Missing, true), (FileFault::Changed, true), (FileFault::Unusable, false)] {
        let mut bench = Bench::at_page(1);
        let keys = bench.item.steps.len();
        bench.take(Event::FileFault { page: 1, fault });
        assert!(matches!(bench.item.state, UploadState::Failed { step: UploadStep::SendPage(1), .. }));
        assert_eq!(bench.item.steps.len(), keys, "no key is used for a file that cannot be sent");
        let locate = |page| {
            let (path, file_name) = ("/elsewhere/2.jpg".into(), "2.jpg".to_owned());
            Event::Person(PersonAct::Locate { page, path, file_name, place: Place::Lasting })
        };
        assert_eq!(bench.try_to(locate(0)), Err(NotNow));
        assert_eq!(bench.try_to(locate(1)).is_ok(), can_locate, "{fault:?}");
        if can_locate {
            assert_eq!(bench.turn(), Some(Effect::BuildPage { page: 1 }));
        }
    }
}

#[test]
fn a_paused_item_finishes_its_step_and_stands() {
    let mut bench = Bench::new();
    bench.turn();
    bench.take(Event::Person(PersonAct::Pause));
    let step = bench.take(created("kyc_1"));
    assert_eq!((step.item.document.is_some(), step.effect), (true, None), "what came of the step is kept");
    assert_eq!(bench.turn(), None);
    bench.take(Event::Person(PersonAct::Resume));
    assert_eq!(bench.turn(), Some(Effect::BuildPage { page: 0 }));
    bench.take(built(0));
    bench.take(Event::Person(PersonAct::Pause));
    bench.take(Event::Cut);
    bench.take(Event::Person(PersonAct::Resume));
    bench.turn();
    let first = bench.item.steps.last().and_then(|row| row.key.clone()).expect("a key");
    assert_eq!(key_of(bench.take(built(0)).effect), first.as_str(), "a page that was cut off: the same key again");
}

#[test]
fn cancelling_is_honest_about_what_stays() {
    let mut bench = Bench::at_page(1);
    bench.take(Event::Person(PersonAct::Cancel));
    assert_eq!(bench.item.documents, [(KycDocumentId::new("kyc_1"), Bond::Abandoned)]);
    assert_eq!(bench.item.state, UploadState::Cancelled);
    let mut early = Bench::new();
    early.turn();
    early.take(Event::Person(PersonAct::Cancel));
    let step = early.take(created("kyc_2"));
    assert_eq!(step.transition, Transition::LateDocument, "the answer that comes too late is not forgotten");
    assert_eq!(step.item.documents, [(KycDocumentId::new("kyc_2"), Bond::Abandoned)]);
    let mut late = Bench::submitting();
    assert_eq!(late.try_to(Event::Person(PersonAct::Cancel)), Err(NotNow), "validation may have been asked for");
}

#[test]
fn a_document_that_another_item_took_is_made_anew() {
    let mut bench = Bench::new();
    let first = key_of(bench.turn());
    bench.now = bench.now.plus(SETTLE + 1);
    let step = bench.take(Event::Created { document: KycDocumentId::new("kyc_1"), taken: true });
    assert!(step.item.documents.is_empty());
    assert_ne!(key_of(step.effect), first);
}

#[test]
fn what_is_offered_is_what_is_allowed() {
    use ipc::outbox::ItemAction;
    let mut failed = Bench::at_page(1);
    failed.take(Event::FileFault { page: 1, fault: FileFault::Missing });
    let mut done = Bench::submitting();
    done.take(Event::Submitted(KycDocumentStatus::Validated));
    let mut waiting = Bench::new();
    waiting.turn();
    waiting.take(Event::Trouble(Call::Create, Trouble::NotSent));
    let mut paused = Bench::at_page(0);
    paused.take(Event::Person(PersonAct::Pause));
    for bench in [Bench::new(), Bench::at_page(0), Bench::submitting(), failed, done, waiting, paused] {
        let offered = view::actions(&bench.item);
        for (act, action) in [
            (PersonAct::Pause, ItemAction::Pause),
            (PersonAct::Resume, ItemAction::Resume),
            (PersonAct::Cancel, ItemAction::Cancel),
            (PersonAct::Retry, ItemAction::Retry),
            (PersonAct::Dismiss, ItemAction::Dismiss),
        ] {
            let mut copy = Bench { item: bench.item.clone(), now: bench.now, minted: 900 };
            let allowed = copy.try_to(Event::Person(act)).is_ok();
            assert_eq!(offered.contains(&action), allowed, "{action:?} in {:?}", bench.item.state);
        }
    }
}

#[test]
fn whatever_befalls_exactly_one_document_is_submitted_with_exactly_its_pages() {
    let mut seen = BTreeSet::new();
    for seed in 0..40_000 {
        let mut world = World::new(seed);
        world.run();
        world.check(seed);
        seen.extend(world.seen);
    }
    for transition in [
        Transition::CreateBegun,
        Transition::CreateRepeated,
        Transition::Created,
        Transition::Adopted,
        Transition::CreateBegunAnew,
        Transition::PageBegun,
        Transition::PageRepeated,
        Transition::PageAccepted,
        Transition::LastPageAccepted,
        Transition::SubmitRepeated,
        Transition::Submitted,
        Transition::Waits,
        Transition::KeyBurned,
        Transition::Abandoned,
    ] {
        assert!(seen.contains(&transition), "{transition:?} never happened: the misfortunes are too mild");
    }
}
