//! The upload pipeline on a real profile folder, without a window: for the crash test.
//!
//! `headless FOLDER SERVER CLIENT_ID USER NOW POINT FILE…` queues the files as one address proof if that was not done
//! yet, and drives the outbox until nothing is on its way. It dies by SIGKILL at the kill point with the number `POINT`
//! (0: at none). The standard input brings the data key in hexadecimal and the API key, one line each. The clock starts
//! at `NOW` and leaps over every wait. At the end one line of JSON tells what the journal holds.

use std::{
    io::{BufRead, Write},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use engine::{
    Parts, crash,
    ports::{Clock, EventSink, Pending, RandomIds},
    uploads::Uploads,
};
use journal::{
    Journal,
    audit::{self, Verdict},
    drafts::{self, Draft, DraftPage, Page, Place},
    outbox::{self, Item},
};
use model::{DraftId, Environment, KycDocumentType, PageId, ProfileId, UnixSeconds, UserId};
use serde_json::json;
use sqlite::Key;
use tokio::sync::Notify;

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Time stands still while something is done, and leaps over every wait.
struct Leaping(AtomicI64);

impl Clock for Leaping {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, time: Duration) -> Pending<()> {
        self.0.fetch_add(i64::try_from(time.as_secs()).unwrap_or(i64::MAX).max(1), Ordering::SeqCst);
        Box::pin(tokio::task::yield_now())
    }
}

struct ClientClock(Arc<Leaping>);

impl mangopay::Clock for ClientClock {
    fn now(&self) -> UnixSeconds {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> Pending<()> {
        self.0.sleep(duration)
    }
}

struct Bell(Notify);

impl EventSink for Bell {
    fn emit(&self, _: ipc::Event) {
        self.0.notify_one();
    }
}

struct Task {
    folder: PathBuf,
    server: String,
    client_id: String,
    user: UserId,
    now: i64,
    files: Vec<PathBuf>,
    data_key: [u8; 32],
    api_key: String,
}

fn main() -> Result<(), Failed> {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next().ok_or("too few arguments");
    let (folder, server, client_id, user) = (word()?.into(), word()?, word()?, UserId::new(word()?));
    let (now, point) = (word()?.parse()?, word()?.parse()?);
    let files = words.map(PathBuf::from).collect();
    let mut lines = std::io::stdin().lock().lines();
    let mut line = || lines.next().ok_or("no keys on the standard input");
    let (data_key, api_key) = (bytes(&line()??)?, line()??);
    crash::trace();
    crash::set(point);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(run(Task { folder, server, client_id, user, now, files, data_key, api_key }))
}

fn bytes(hex: &str) -> Result<[u8; 32], Failed> {
    let parsed: Result<Vec<u8>, _> =
        (0..hex.len() / 2).map(|at| u8::from_str_radix(hex.get(2 * at..2 * at + 2).unwrap_or("?"), 16)).collect();
    Ok(parsed?.try_into().map_err(|_| "the data key has 32 bytes")?)
}

async fn run(task: Task) -> Result<(), Failed> {
    let clock = Arc::new(Leaping(AtomicI64::new(task.now)));
    let bell = Arc::new(Bell(Notify::new()));
    let client = mangopay::Client::new(mangopay::Options {
        server: mangopay::ServerAddress::parse(&task.server)?,
        client_id: task.client_id.clone(),
        api_key: task.api_key.clone().into(),
        access: mangopay::Access::ReadWrite,
        clock: Arc::new(ClientClock(Arc::clone(&clock))),
        jitter: Arc::new(|| 0.5),
        observer: Arc::new(mangopay::NoObserver),
        user_agent: "Mangrove/crash-test".to_owned(),
        timeouts: mangopay::Timeouts::default(),
        network: mangopay::Network::default(),
    })?;
    let key = Key::new(&task.data_key);
    let journal = Arc::new(Journal::open(&task.folder.join("journal.db"), &key, crash::observer())?);
    let cache = Arc::new(cache::Cache::open(&task.folder.join("cache.db"), &key)?);
    let uploads = Uploads::start(Parts {
        profile: ProfileId::new("crash-test"),
        environment: Environment::Sandbox,
        folder: task.folder.clone(),
        client,
        cache,
        journal: Arc::clone(&journal),
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        ids: Arc::new(RandomIds),
        events: Arc::clone(&bell) as Arc<dyn EventSink>,
    })
    .await
    .map_err(|failure| format!("{failure:?}"))?;
    prepare(&journal, &uploads, &task).await?;
    loop {
        let ringing = bell.0.notified();
        let items: Vec<Item> = journal.read(outbox::active).await.map_err(|error: journal::Error| error)?;
        if !items.iter().any(|item| item.state.is_on_the_way()) {
            break;
        }
        ringing.await;
    }
    uploads.stop().await;
    tell(&journal).await
}

/// As a person would: the files become a draft, and the draft is sent.
async fn prepare(journal: &Journal, uploads: &Uploads, task: &Task) -> Result<(), Failed> {
    let (queued, drafts): (usize, Vec<Draft>) =
        journal.read(|tx| Ok::<_, journal::Error>((outbox::list(tx)?.len(), drafts::list(tx)?))).await?;
    let draft = match drafts.into_iter().next() {
        Some(draft) => draft,
        None if queued > 0 => return Ok(()),
        None => {
            let draft = draft(task)?;
            let stored = draft.clone();
            journal.write(move |tx| drafts::save(tx, &stored)).await.map_err(|error: journal::Error| error)?;
            draft
        }
    };
    uploads.queue(draft).await.map_err(|failure| format!("{failure:?}"))?;
    Ok(())
}

fn draft(task: &Task) -> Result<Draft, Failed> {
    let kind = KycDocumentType::AddressProof;
    let rules = model::file_rules(&kind);
    let mut pages = Vec::new();
    for (number, path) in task.files.iter().enumerate() {
        let content = std::fs::read(path)?;
        let looked = kyc::inspect(&content, None, kyc::Choice::default(), &rules);
        let recipe = looked.recipe.ok_or("a file of the test cannot be sent")?;
        let page = Page {
            id: PageId::new(format!("page-{number}")),
            path: path.clone(),
            file_name: format!("{number}.pdf"),
            size: looked.bytes,
            hash: looked.file_hash,
            recipe: recipe.to_string(),
            place: Place::Lasting,
            page_size: looked.page.map(|page| page.bytes),
        };
        pages.push(DraftPage { page, removed: false, summary: "{}".to_owned() });
    }
    Ok(Draft {
        id: DraftId::new("draft-1"),
        user: Some(task.user.clone()),
        kind: Some(kind),
        tag: None,
        replaces: None,
        paper: None,
        pages,
        created_at: UnixSeconds(task.now),
        changed_at: UnixSeconds(task.now),
    })
}

async fn tell(journal: &Journal) -> Result<(), Failed> {
    let (items, verdict): (Vec<Item>, Verdict) =
        journal.read(|tx| Ok::<_, journal::Error>((outbox::list(tx)?, audit::verify(tx)?))).await?;
    let items: Vec<_> = items
        .iter()
        .map(|item| {
            let documents: Vec<_> = item.documents.iter().map(|(id, _)| id.as_str()).collect();
            json!({ "state": item.state, "document": item.document, "documents": documents })
        })
        .collect();
    let whole = matches!(verdict, Verdict::Whole { .. });
    writeln!(std::io::stdout(), "{}", json!({ "items": items, "audit_is_whole": whole }))?;
    Ok(())
}
