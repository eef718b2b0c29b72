//! Every call against every fault: tried again, told, or open until it is looked up. No write is ever made twice.

use std::{collections::BTreeMap, fmt::Write as _, io::Write as _};

use mangopay::{Client, Error, Recorded, TransportKind};
use tokio::net::TcpListener;

use crate::{
    every_call::{Case, every_case},
    raw::{Act, RawServer},
    support::{Rig, failing_body as body, key},
};

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// It succeeded at the first try.
    Done,
    /// It was sent again, and succeeded.
    Retried,
    /// The error came out, and nothing was done by the server.
    Told(&'static str),
    /// Whether it was done is open: it must be looked up.
    Open,
}

/// How a call answers for faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// It changes nothing.
    Read,
    /// It changes something and brings an object.
    Write,
    /// It changes something and brings nothing.
    Silent,
}

impl Class {
    fn of(case: &Case) -> Self {
        match (case.is_write(), case.answer) {
            (false, _) => Self::Read,
            (true, "") => Self::Silent,
            (true, _) => Self::Write,
        }
    }
}

struct Fault {
    name: &'static str,
    act: Act,
    /// Of a read, of a write and of a silent one.
    outcomes: [Outcome; 3],
}

fn faults() -> Vec<Fault> {
    use Outcome::{Done, Open, Retried, Told};
    let fault = |name, act, read, write, silent| Fault { name, act, outcomes: [read, write, silent] };
    let all = |name, act, outcome| fault(name, act, outcome, outcome, outcome);
    let answer = |status, name: &str| Act::answer(status, &body(name));
    let page = "<html><body>Welcome to the hotel</body></html>";
    let sca = "www-authenticate: PendingUserAction RedirectUrl=https://sca.example/?token=1 x";
    vec![
        all("429", Act::AnswerWith { status: 429, header: "retry-after: 5", body: body("rate_limit") }, Retried),
        fault("500", answer(500, "server"), Retried, Open, Open),
        fault("503 of a proxy", Act::answer(503, page), Retried, Open, Open),
        fault("lost after it was done", Act::CloseAfterBody, Retried, Open, Open),
        fault("lost amid the answer", Act::Cut { promised: 100, body: "{\"Id\"".into() }, Retried, Open, Open),
        all("401, then a new token", answer(401, "invalid_credentials"), Retried),
        all("400", answer(400, "param_error"), Told("validation")),
        all("400 of a closed user", answer(400, "user_closed"), Told("validation")),
        all("401 for authentication", Act::AnswerWith { status: 401, header: sca, body: String::new() }, Told("sca")),
        all("403", answer(403, "forbidden"), Told("scope")),
        all("404", answer(404, "not_found"), Told("not found")),
        all("405", Act::answer(405, ""), Told("validation")),
        all("409", answer(409, "conflict"), Told("conflict")),
        all("413", Act::answer(413, page), Told("validation")),
        fault("408 of a proxy", Act::answer(408, ""), Told("no API"), Open, Open),
        fault(
            "302",
            Act::AnswerWith { status: 302, header: "location: /elsewhere", body: String::new() },
            Told("no API"),
            Open,
            Open,
        ),
        fault("200 of a portal", Act::answer(200, page), Told("no API"), Open, Open),
        fault("200 with half of it", Act::answer(200, "{\"Id\":\"1\","), Told("unreadable"), Open, Done),
        fault("200 with nothing", Act::answer(200, ""), Told("unreadable"), Open, Done),
        fault("204", Act::answer(204, ""), Told("unreadable"), Open, Done),
    ]
}

fn outcome(function: &str, result: &Result<(), Error>, tries: usize) -> Outcome {
    match result {
        Ok(()) if tries == 1 => Outcome::Done,
        Ok(()) => Outcome::Retried,
        Err(Error::UnknownOutcome { .. }) => Outcome::Open,
        Err(Error::Validation(_)) => Outcome::Told("validation"),
        Err(Error::ScaRequired { .. }) => Outcome::Told("sca"),
        Err(Error::ScopeMissing(_)) => Outcome::Told("scope"),
        Err(Error::NotFound(_)) => Outcome::Told("not found"),
        Err(Error::Conflict(_)) => Outcome::Told("conflict"),
        Err(Error::NotAnApi { .. }) => Outcome::Told("no API"),
        Err(Error::Unreadable { .. }) => Outcome::Told("unreadable"),
        Err(error) => panic!("{function}: {error:?}"),
    }
}

/// What a fault comes to for one call, where the call is of its own kind.
fn expected(case: &Case, fault: &Fault) -> Outcome {
    match (case.function, fault.name) {
        // Nothing recorded is an answer of its own.
        ("response", "404") => Outcome::Done,
        _ => fault.outcomes[Class::of(case) as usize],
    }
}

async fn look_up(server: &RawServer, client: &Client, function: &str) {
    server.plan(vec![Act::answer(200, r#"{"StatusCode":"200","Resource":{"Id":"1"}}"#)]);
    match client.response(&key()).await {
        Ok(Recorded::Answer(recorded)) => assert!(recorded.is_success(), "{function}"),
        other => panic!("{function}: {other:?}"),
    }
}

#[tokio::test]
async fn every_call_meets_every_fault() {
    let server = RawServer::start(Vec::new()).await;
    let client = &server.rig.client;
    let mut table: BTreeMap<(usize, Class), BTreeMap<Outcome, usize>> = BTreeMap::new();
    for (row, fault) in faults().iter().enumerate() {
        for case in every_case() {
            let expected = expected(&case, fault);
            let mut acts = vec![fault.act.clone()];
            if expected == Outcome::Retried {
                let answer = if case.function == "response" { r#"{"StatusCode":"200"}"# } else { case.answer };
                acts.push(Act::answer(200, answer));
            }
            server.plan(acts);
            let result = (case.call)(client.clone()).await;
            let sent = server.received();
            let seen = outcome(case.function, &result, sent.len());
            assert_eq!(seen, expected, "{} on {}: {result:?}", case.function, fault.name);
            // All that is sent again was refused before: by the rate limit, or for its token.
            let refused = matches!(fault.name, "429" | "401, then a new token");
            assert!(
                !case.is_write() || sent.len() == 1 || refused,
                "{} was made twice on {}",
                case.function,
                fault.name
            );
            for again in sent.windows(2) {
                assert_eq!(again[0].header("idempotency-key"), again[1].header("idempotency-key"), "the same key");
                assert_eq!(again[0].body, again[1].body, "{}: the same body", case.function);
            }
            if seen == Outcome::Open && case.is_keyed() {
                look_up(&server, client, case.function).await;
            }
            *table.entry((row, Class::of(&case))).or_default().entry(seen).or_default() += 1;
        }
    }
    let mut text = String::new();
    for (row, fault) in faults().iter().enumerate() {
        let cell = |class| table[&(row, class)].iter().map(|(outcome, count)| format!("{outcome:?} {count}"));
        let cells = [Class::Read, Class::Write, Class::Silent].map(|class| cell(class).collect::<Vec<_>>().join(", "));
        let [read, write, silent] = cells;
        writeln!(text, "{:26}{read:44}{write:28}{silent}", fault.name).unwrap();
    }
    std::io::stdout().write_all(text.as_bytes()).unwrap();
}

#[tokio::test]
async fn without_a_connection_every_call_is_tried_again_and_nothing_is_open() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let rig = Rig::at(&format!("http://{}", listener.local_addr().unwrap()), mangopay::Timeouts::default());
    drop(listener);
    for case in every_case() {
        let error = (case.call)(rig.client.clone()).await.unwrap_err();
        let told = matches!(error, Error::Transport { kind: TransportKind::Connect, .. });
        assert!(told && error.is_offline(), "{}: {error:?}", case.function);
        assert_eq!(rig.clock.waits.lock().unwrap().drain(..).count(), 3, "{}: four tries", case.function);
    }
}

#[tokio::test]
async fn a_token_that_is_refused_twice_ends_the_session_for_every_call() {
    let server = RawServer::start(Vec::new()).await;
    for case in every_case() {
        server.plan(vec![Act::answer(401, &body("invalid_credentials")); 2]);
        let error = (case.call)(server.rig.client.clone()).await.unwrap_err();
        assert!(matches!(error, Error::SessionLost), "{}: {error:?}", case.function);
        assert_eq!(server.received().len(), 2, "{}", case.function);
    }
}
