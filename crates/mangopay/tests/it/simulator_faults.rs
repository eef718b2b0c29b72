//! Calls of every type against every fault that the simulator can script: what the caller is told, what is looked up, and
//! that each write is there once in the end, whatever was lost on the way.

use std::{collections::BTreeMap, fmt::Write as _, io::Write as _, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use mangopay::{
    Access, Client, Clock, Error, NaturalUserData, Network, NewKycDocument, NewWallet, Options, PageBody, Range,
    Recorded, ServerAddress, Timeouts,
};
use model::{Currency, IdempotencyKey, KycDocumentId, KycDocumentType, UnixSeconds, UserId};
use sandbox::{Action, Control, Fault, Sandbox, World};
use zeroize::Zeroizing;

use crate::{
    simulator::{frozen, key, seller},
    support::Recorder,
};

/// A type of call; each has its own way to be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Object,
    List,
    Creation,
    DocumentCreation,
    Page,
    Change,
    Submission,
}

const KINDS: [Kind; 7] =
    [Kind::Object, Kind::List, Kind::Creation, Kind::DocumentCreation, Kind::Page, Kind::Change, Kind::Submission];

impl Kind {
    fn is_read(self) -> bool {
        matches!(self, Self::Object | Self::List)
    }

    fn has_key(self) -> bool {
        matches!(self, Self::Creation | Self::DocumentCreation | Self::Page)
    }
}

/// What the caller is told, and what has to be done then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// It succeeded.
    Done,
    /// It was sent again by itself, and succeeded.
    Retried,
    /// The error came out; nothing was done.
    Told,
    /// Open; the look-up found it done.
    FoundDone,
    /// Open; the look-up found nothing, and it was sent again.
    FoundNothing,
    /// Open; the look-up found a refusal, and it was sent again under another key.
    FoundRefused,
}

struct Scripted {
    name: &'static str,
    action: Action,
    read: Outcome,
    /// Of a write that can be looked up under its key, and of one whose object is read.
    write: [Outcome; 2],
}

fn faults() -> Vec<Scripted> {
    use Outcome::{Done, FoundDone, FoundNothing, FoundRefused, Retried, Told};
    let status = |after_commit, burn_key| Action::Status {
        status: 500,
        headers: BTreeMap::new(),
        body: None,
        content_type: None,
        after_commit,
        burn_key,
    };
    let all = |name, action, outcome| Scripted { name, action, read: outcome, write: [outcome; 2] };
    let open = |name, action, read, keyed, read_back| Scripted { name, action, read, write: [keyed, read_back] };
    vec![
        all("slow to begin", Action::Latency { ms: 20 }, Done),
        all("slow to end", Action::SlowResponse { ms: 1 }, Done),
        all("429", Action::RateLimited { reset_seconds: 1 }, Retried),
        all("token ends amid the body", Action::ExpireToken { after_bytes: 0 }, Retried),
        open("500 before it was done", status(false, false), Retried, FoundNothing, FoundNothing),
        open("500 after it was done", status(true, false), Retried, FoundDone, FoundDone),
        open("500 recorded", status(false, true), Retried, FoundRefused, FoundNothing),
        open("503 of a proxy", Action::Html { status: 503 }, Retried, FoundNothing, FoundNothing),
        open("200 of a portal", Action::Html { status: 200 }, Told, FoundNothing, FoundNothing),
        open("cut before it was done", Action::CutBeforeCommit, Retried, FoundNothing, FoundNothing),
        open("cut after it was done", Action::CutAfterCommit, Retried, FoundDone, FoundDone),
        open("cut amid the answer", Action::TruncateResponse, Retried, FoundDone, FoundDone),
        open("no answer, not done", Action::Stall { after_commit: false }, Retried, FoundNothing, FoundNothing),
        open("no answer, done", Action::Stall { after_commit: true }, Retried, FoundDone, FoundDone),
    ]
}

/// The simulator's clock, as the client's: who waits moves it on.
struct SameClock(Control);

impl Clock for SameClock {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.0.now())
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.advance(i64::try_from(duration.as_secs()).unwrap()).unwrap();
        Box::pin(std::future::ready(()))
    }
}

/// A simulator with a user, and a document where the call is about one.
struct Scene {
    sandbox: Sandbox,
    client: Client,
    user: UserId,
    document: Option<KycDocumentId>,
}

impl Scene {
    async fn of(kind: Kind) -> Self {
        let sandbox = frozen(World::Empty).await;
        // Waits for an answer that never comes pass on the machine's clock; all others on the simulator's.
        let soon = Duration::from_millis(1_500);
        let client = Client::new(Options {
            server: ServerAddress::parse(&sandbox.base_url()).unwrap(),
            client_id: "acme".into(),
            api_key: "the key".into(),
            access: Access::ReadWrite,
            clock: Arc::new(SameClock(sandbox.control())),
            jitter: Arc::new(|| 0.0),
            observer: Arc::new(Recorder::default()),
            user_agent: "Mangrove/test".into(),
            timeouts: Timeouts { no_progress: soon, answer: soon, call: soon, ..Default::default() },
            network: Network::default(),
        })
        .unwrap();
        let user = client.create_natural_user(&seller(), &key(1)).await.unwrap().value.id;
        let mut scene = Self { sandbox, client, user, document: None };
        if matches!(kind, Kind::Page | Kind::Submission) {
            let made = scene.client.create_kyc_document(&scene.user, &proof(), &key(2)).await.unwrap();
            scene.document = Some(made.value.id);
        }
        if kind == Kind::Submission {
            scene.make(Kind::Page, &key(3)).await.unwrap();
        }
        scene
    }

    async fn make(&self, kind: Kind, key: &IdempotencyKey) -> Result<(), Error> {
        let (client, user) = (&self.client, &self.user);
        match kind {
            Kind::Object => client.user(user).await.map(drop),
            Kind::List => client.users(Range::default()).page(1).await.map(drop),
            Kind::Creation => client.create_wallet(&self.wallet(), key).await.map(drop),
            Kind::DocumentCreation => client.create_kyc_document(user, &proof(), key).await.map(drop),
            Kind::Page => {
                let mut bytes = b"%PDF-1.4\n".to_vec();
                bytes.resize(40_000, b' ');
                let page = PageBody::new(Zeroizing::new(bytes));
                client.send_page(user, self.document(), key, &page, &mut |_| {}).await
            }
            Kind::Change => client.update_natural_user(user, &change()).await.map(drop),
            Kind::Submission => client.submit_kyc_document(user, self.document()).await.map(drop),
        }
    }

    fn wallet(&self) -> NewWallet {
        let owners = vec![self.user.clone()];
        NewWallet { owners, description: "Sales".into(), currency: Currency::new("EUR"), tag: None }
    }

    fn document(&self) -> &KycDocumentId {
        self.document.as_ref().unwrap()
    }

    /// How often the write is there, as the simulator tells it.
    fn effects(&self, kind: Kind) -> usize {
        let dump = self.sandbox.control().dump();
        let of = |list: &str| dump[list].as_array().cloned().unwrap_or_default();
        match kind {
            Kind::Object | Kind::List => 0,
            Kind::Creation => of("wallets").len(),
            Kind::DocumentCreation => of("documents").len(),
            Kind::Page => of("documents")[0]["pages"].as_array().map_or(0, Vec::len),
            Kind::Change => usize::from(dump.to_string().contains(RENAMED)),
            Kind::Submission => usize::from(of("documents")[0]["status"] == "VALIDATION_ASKED"),
        }
    }

    /// Does what a caller does who does not know what became of a write.
    async fn settle(&self, kind: Kind) -> Outcome {
        if !kind.has_key() {
            if self.effects(kind) > 0 {
                return Outcome::FoundDone;
            }
            self.make(kind, &key(10)).await.unwrap();
            return Outcome::FoundNothing;
        }
        match self.client.response(&key(10)).await.unwrap() {
            Recorded::Answer(recorded) if recorded.is_success() => Outcome::FoundDone,
            Recorded::Answer(_) => {
                let again = self.make(kind, &key(10)).await.unwrap_err();
                assert!(matches!(again, Error::Conflict(_)), "the key is used up: {again:?}");
                self.make(kind, &key(11)).await.unwrap();
                Outcome::FoundRefused
            }
            Recorded::NotRecorded => {
                self.make(kind, &key(10)).await.unwrap();
                Outcome::FoundNothing
            }
        }
    }
}

const RENAMED: &str = "Wałęsa-Nowak";

fn proof() -> NewKycDocument {
    NewKycDocument { kind: KycDocumentType::IdentityProof, tag: None }
}

fn change() -> NaturalUserData {
    let person = mangopay::PersonData { last_name: Some(RENAMED.to_owned()), ..Default::default() };
    NaturalUserData { terms_and_conditions_accepted: Some(true), person, ..Default::default() }
}

async fn outcome(scene: &Scene, kind: Kind) -> Outcome {
    let control = scene.sandbox.control();
    control.clear_calls();
    let result = scene.make(kind, &key(10)).await;
    let tries = control.calls().iter().filter(|call| !call.path.contains("oauth")).count();
    control.clear_faults();
    match result {
        Ok(()) if tries == 1 => Outcome::Done,
        Ok(()) => Outcome::Retried,
        Err(Error::UnknownOutcome { .. }) if !kind.is_read() => {
            assert_eq!(tries, 1, "{kind:?} was not sent again blindly");
            scene.settle(kind).await
        }
        Err(Error::NotAnApi { .. } | Error::Transport { .. }) if kind.is_read() => Outcome::Told,
        Err(error) => panic!("{kind:?}: {error:?}"),
    }
}

fn expected(kind: Kind, scripted: &Scripted) -> Outcome {
    match (kind, scripted.name) {
        // The answer to a page has nothing inside that could be cut off.
        (Kind::Page, "cut amid the answer") => Outcome::Done,
        _ if kind.is_read() => scripted.read,
        _ => scripted.write[usize::from(!kind.has_key())],
    }
}

#[tokio::test]
async fn every_type_of_call_survives_every_fault_of_the_simulator_and_writes_once() {
    let mut text = String::new();
    for scripted in faults() {
        write!(text, "{:28}", scripted.name).unwrap();
        for kind in KINDS {
            let scene = Scene::of(kind).await;
            let (method, path) = (None, None);
            let action = scripted.action.clone();
            scene.sandbox.control().fault(Fault { method, path, skip: 0, times: Some(1), action });
            let seen = outcome(&scene, kind).await;
            let expected = expected(kind, &scripted);
            assert_eq!(seen, expected, "{kind:?} on {}", scripted.name);
            assert_eq!(scene.effects(kind), usize::from(!kind.is_read()), "{kind:?} on {}: once", scripted.name);
            write!(text, "{:18}", format!("{seen:?}")).unwrap();
        }
        text.push('\n');
    }
    std::io::stdout().write_all(text.as_bytes()).unwrap();
}
