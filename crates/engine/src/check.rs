//! The connection check: a few harmless reads that tell apart why a connection would not work.

use std::time::Duration;

use ipc::{
    Code, Failure,
    profiles::{Check, CheckOutcome, CheckSubject, ConnectionReport},
};
use mangopay::{Client, Error, EventFilter, KycDocumentFilter, Range};

use crate::{failure, ports::Clock};

/// From this many seconds on, a clock is worth a word.
const SKEW_WORTH_A_WORD: i64 = 30;

/// Asks the server, in an order in which each answer makes the next question worth asking.
pub(crate) async fn run(client: &Client, clock: &dyn Clock) -> ConnectionReport {
    let started = std::time::Instant::now();
    let first = client.users(Range::default()).page(1).await;
    let took = started.elapsed();
    let mut checks = base_checks(client, first.as_ref().map(|_| ()), took);
    let mut calls = 2;
    let allowed_at_all = checks.iter().all(|check| !matches!(check.outcome, CheckOutcome::Failed(_)));
    checks.push(Check {
        subject: CheckSubject::ReadUsers,
        outcome: scope(&first.map(|_| ()), allowed_at_all, false),
        value: None,
    });
    if allowed_at_all {
        let documents = client.kyc_documents(&KycDocumentFilter::default()).page(1).await.map(|_| ());
        let events = events(client, clock).await;
        calls += 2;
        checks.push(Check {
            subject: CheckSubject::ReadDocuments,
            outcome: scope(&documents, true, false),
            value: None,
        });
        checks.push(Check { subject: CheckSubject::ReadEvents, outcome: scope(&events, true, true), value: None });
    } else {
        for subject in [CheckSubject::ReadDocuments, CheckSubject::ReadEvents] {
            checks.push(Check { subject, outcome: CheckOutcome::NotTested, value: None });
        }
    }
    checks.push(Check { subject: CheckSubject::SubmitDocuments, outcome: CheckOutcome::NotTested, value: None });
    let usable = checks.iter().all(|check| !matches!(check.outcome, CheckOutcome::Failed(_)));
    let budget = client
        .rate_state()
        .and_then(|rate| rate.windows.first().map(|window| window.made.saturating_add(window.remaining)))
        .and_then(|budget| u32::try_from(budget).ok());
    ConnectionReport { checks, usable, calls, budget }
}

/// The type that is asked for where the server wants one: any will do.
async fn events(client: &Client, clock: &dyn Clock) -> Result<(), Error> {
    let range = Range { after: Some(clock.now().plus(-3600)), ..Range::default() };
    match client.events(&EventFilter { range, event_type: None }).page(1).await {
        Err(Error::Validation(_)) => {
            let event_type = Some(model::EventType::KycSucceeded);
            client.events(&EventFilter { range, event_type }).page(1).await.map(|_| ())
        }
        other => other.map(|_| ()),
    }
}

/// What the first read tells about reachability, clock, address and key.
fn base_checks(client: &Client, first: Result<(), &Error>, took: Duration) -> Vec<Check> {
    let error = first.err();
    let reached = !error
        .is_some_and(|error| error.is_offline() || matches!(error, Error::Transport { .. } | Error::NotAnApi { .. }));
    let denied = matches!(error, Some(Error::AccessDenied { .. }));
    let refused = matches!(error, Some(Error::CredentialsRefused | Error::SessionLost | Error::AccountLocked));
    let failed = |yes: bool| match error {
        Some(error) if yes => CheckOutcome::Failed(failure::api(error)),
        _ => CheckOutcome::Passed,
    };
    let after = |ok: bool, outcome: CheckOutcome| if ok { outcome } else { CheckOutcome::NotTested };
    let skew = client.server_date().map(|date| date.skew());
    let clock = match skew {
        Some(skew) if skew.abs() >= SKEW_WORTH_A_WORD => {
            CheckOutcome::Warned(Failure::new(Code::ClockWrong).with("seconds", skew.abs()))
        }
        Some(_) => CheckOutcome::Passed,
        None => CheckOutcome::NotTested,
    };
    vec![
        Check {
            subject: CheckSubject::Reach,
            outcome: failed(!reached),
            value: reached.then(|| took.as_millis().to_string()),
        },
        Check {
            subject: CheckSubject::Clock,
            outcome: after(reached, clock),
            value: skew.map(|skew| skew.abs().to_string()),
        },
        Check { subject: CheckSubject::Address, outcome: after(reached, failed(denied)), value: None },
        Check { subject: CheckSubject::Credentials, outcome: after(reached && !denied, failed(refused)), value: None },
    ]
}

/// What a read tells about a right. A missing right that only makes things slower is a warning.
fn scope(result: &Result<(), Error>, asked: bool, optional: bool) -> CheckOutcome {
    match result {
        _ if !asked => CheckOutcome::NotTested,
        Ok(()) => CheckOutcome::Passed,
        Err(error) if optional => CheckOutcome::Warned(failure::api(error)),
        Err(error) => CheckOutcome::Failed(failure::api(error)),
    }
}
