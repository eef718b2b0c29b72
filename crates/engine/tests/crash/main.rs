//! SIGKILL at every kill point of the upload pipeline, crossed with every call lost before and after its commit, with
//! and without the right to look keys up, and with a restart at once or a day later.
//!
//! The cases are not written down here: each scenario is run once with tracing, and every kill point that it reaches
//! becomes a case. After the restart the simulator must hold exactly one submitted document with exactly its pages; any
//! other document must be one that the journal has as left behind.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests fail loudly")]
#![allow(clippy::print_stdout, reason = "the figures of the run are its result")]

mod files;
mod program;
mod simulator;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use program::{Ended, Profile};
use sandbox::Action;
use simulator::{Simulator, Verdict};

/// A call that a fault can hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Call {
    Create,
    FirstPage,
    LastPage,
    Submit,
    ReadResponse,
    Search,
    ReadDocument,
}

impl Call {
    const ALL: [Self; 7] = [
        Self::Create,
        Self::FirstPage,
        Self::LastPage,
        Self::Submit,
        Self::ReadResponse,
        Self::Search,
        Self::ReadDocument,
    ];
}

/// What becomes of that call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Loss {
    BeforeCommit,
    AfterCommit,
}

impl Loss {
    fn action(self) -> Action {
        match self {
            Self::BeforeCommit => Action::CutBeforeCommit,
            Self::AfterCommit => Action::CutAfterCommit,
        }
    }
}

/// When the program is started again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Restart {
    AtOnce,
    /// Past the 24 hours for which the API remembers a key.
    NextDay,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Scenario {
    fault: Option<(Call, Loss)>,
    may_look_up: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Case {
    scenario: Scenario,
    /// The kill point, from 1; `None`: it is left alone.
    point: Option<u32>,
    restart: Restart,
}

fn scenarios() -> Vec<Scenario> {
    let mut faults = vec![None];
    for call in Call::ALL {
        faults.extend([Loss::BeforeCommit, Loss::AfterCommit].map(|loss| Some((call, loss))));
    }
    let both = |fault| [true, false].map(|may_look_up| Scenario { fault, may_look_up });
    faults.into_iter().flat_map(both).collect()
}

/// Reads of the API are lost only where something made the program read: they are needed in the restart too.
fn is_read(call: Call) -> bool {
    matches!(call, Call::ReadResponse | Call::Search | Call::ReadDocument)
}

/// Runs one case from an empty profile to the end. The kill points reached before the end or the kill come back.
fn run(simulator: &mut Simulator, case: Case) -> (Verdict, Vec<String>) {
    let profile = Profile::new();
    let user = simulator.next_user();
    simulator.arm(case.scenario.fault, case.scenario.may_look_up);
    let first = profile.run(simulator, &user, case.point.unwrap_or(0));
    let mut points = first.points.clone();
    let mut last = first;
    if last.ended == Ended::Killed {
        if !case.scenario.fault.is_some_and(|(call, _)| is_read(call)) {
            simulator.disarm();
        }
        if case.restart == Restart::NextDay {
            simulator.next_day();
        }
        last = profile.run(simulator, &user, 0);
        points.extend(last.points.iter().cloned());
    }
    simulator.disarm();
    let verdict = simulator.judge(&user, &last, &profile);
    // Only a key that cannot be looked up (no right to, or too old) justifies leaving a document behind.
    let justified = !case.scenario.may_look_up || case.restart == Restart::NextDay;
    match verdict {
        Verdict::OneAndLeftBehind if !justified => (Verdict::Duplicate("left behind without need".to_owned()), points),
        verdict => (verdict, points),
    }
}

#[derive(Default)]
struct Tally {
    verdicts: BTreeMap<Verdict, usize>,
    failures: Vec<String>,
    reached: BTreeSet<String>,
}

#[test]
fn killed_anywhere_it_sends_exactly_one_document_with_exactly_its_pages() {
    let started = Instant::now();
    let cases = Mutex::new(derived_cases());
    let total = cases.lock().unwrap().len();
    let tally = Mutex::new(Tally::default());
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut simulator = Simulator::start();
                loop {
                    let Some(case) = cases.lock().unwrap().pop() else { break };
                    let (verdict, points) = run(&mut simulator, case);
                    let mut tally = tally.lock().unwrap();
                    tally.reached.extend(points);
                    if verdict.is_wrong() {
                        tally.failures.push(format!("{case:?}: {verdict:?}"));
                    }
                    *tally.verdicts.entry(verdict).or_default() += 1;
                    done.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    let of = |wanted: fn(&Verdict) -> bool| -> usize {
        tally.verdicts.iter().filter(|(verdict, _)| wanted(verdict)).map(|(_, count)| count).sum()
    };
    println!("crash test: {} scenarios, {total} cases, {} kill points by name", scenarios().len(), tally.reached.len());
    println!("  one document             {}", of(|verdict| *verdict == Verdict::One));
    println!("  one, another left behind {}", of(|verdict| *verdict == Verdict::OneAndLeftBehind));
    println!("  duplicates               {}", of(|verdict| matches!(verdict, Verdict::Duplicate(_))));
    println!("  losses                   {}", of(|verdict| matches!(verdict, Verdict::Loss(_))));
    println!("  {} s", started.elapsed().as_secs());
    assert_eq!(done.into_inner(), total, "every case was run");
    assert!(
        tally.failures.is_empty(),
        "{} failures, the first: {:#?}",
        tally.failures.len(),
        &tally.failures[..tally.failures.len().min(5)]
    );
    for name in [
        "queued",
        "create-begun",
        "create-repeated",
        "created",
        "adopted",
        "page-begun",
        "page-repeated",
        "page-accepted",
        "last-page-accepted",
        "submit-repeated",
        "submitted",
        "waits",
        "abandoned",
    ] {
        for when in ["before", "after"] {
            assert!(
                tally.reached.contains(&format!("{name} {when}")),
                "the kill point {name} {when} was never reached"
            );
        }
    }
}

#[test]
fn the_judge_finds_what_is_there_twice_and_what_is_missing() {
    let mut simulator = Simulator::start();
    let (user, profile) = (simulator.next_user(), Profile::new());
    let run = profile.run(&simulator, &user, 0);
    assert_eq!(simulator.judge(&user, &run, &profile), Verdict::One);
    let stranger = simulator.next_user();
    assert!(matches!(simulator.judge(&stranger, &run, &profile), Verdict::Loss(_)));
    // A second profile knows nothing of the first: it sends the same once more.
    let again = Profile::new().run(&simulator, &user, 0);
    assert!(matches!(simulator.judge(&user, &again, &profile), Verdict::Duplicate(_)));
}

/// Runs every scenario once without a kill; each kill point it reaches is a case for each kind of restart.
fn derived_cases() -> Vec<Case> {
    let todo = Mutex::new(scenarios());
    let cases = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut simulator = Simulator::start();
                loop {
                    let Some(scenario) = todo.lock().unwrap().pop() else { break };
                    let left_alone = Case { scenario, point: None, restart: Restart::AtOnce };
                    let (verdict, points) = run(&mut simulator, left_alone);
                    assert!(!verdict.is_wrong(), "{scenario:?} without any kill: {verdict:?}");
                    let mut cases = cases.lock().unwrap();
                    cases.push(left_alone);
                    for point in 1..=u32::try_from(points.len()).unwrap() {
                        for restart in [Restart::AtOnce, Restart::NextDay] {
                            cases.push(Case { scenario, point: Some(point), restart });
                        }
                    }
                }
            });
        }
    });
    cases.into_inner().unwrap()
}
