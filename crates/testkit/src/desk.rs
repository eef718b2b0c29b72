use std::{future::Future, path::PathBuf, sync::Arc, time::Duration};

use engine::{
    Caller, Host, HostParts, KeyStore,
    ports::{Clock, Demo, DemoServer, DemoState, Pending, RandomIds},
};
use ipc::profiles::{CreateProfile, Credentials};
use model::Environment;
use sandbox::{ClockMode, Options, RateLimits, Sandbox, World};
use tempfile::TempDir;

use crate::{DESIGN_MOMENT, MemoryKeyStore, TestClock, TestWindows};

/// A build without a simulator.
pub struct NoDemo;

impl Demo for NoDemo {
    fn start(&self, _state: Arc<dyn DemoState>, _clock: Arc<dyn Clock>) -> Pending<Option<DemoServer>> {
        Box::pin(std::future::ready(None))
    }
}

/// A host on a temporary folder, with one simulator to connect to.
pub struct Desk {
    /// The process under test.
    pub host: Arc<Host>,
    /// Its windows.
    pub windows: TestWindows,
    /// Its clock.
    pub clock: TestClock,
    /// Its key store.
    pub store: Arc<MemoryKeyStore>,
    /// The simulator.
    pub sandbox: Sandbox,
    folder: Arc<TempDir>,
}

/// The first window.
pub const WINDOW: &str = "main-1";
/// The key of the simulator.
pub const API_KEY: &str = "sandbox-key";
/// The client id of the simulator.
pub const CLIENT_ID: &str = "sandbox-client";

impl Desk {
    /// A desk beside a simulator of this world, without rate limits.
    pub async fn with(world: World) -> Self {
        Self::with_options(Options { world, rate_limits: RateLimits::Off, ..Options::default() }).await
    }

    /// A desk beside a simulator with these options; its clock stands still at the design's moment.
    pub async fn with_options(options: Options) -> Self {
        let sandbox = Sandbox::start(Options {
            client_id: CLIENT_ID.to_owned(),
            api_key: API_KEY.to_owned(),
            clock: ClockMode::Frozen(DESIGN_MOMENT),
            strict: true,
            ..options
        })
        .await
        .unwrap();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let (clock, store) = (TestClock::at(DESIGN_MOMENT), Arc::new(MemoryKeyStore::default()));
        let windows = TestWindows::default();
        let host = host(folder.path().to_owned(), Arc::clone(&store) as _, Arc::new(clock.clone()), &windows);
        Self { host, windows, clock, store, sandbox, folder }
    }

    /// The first window.
    pub fn window(&self) -> Caller {
        Caller::new(WINDOW)
    }

    /// The data folder.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// What a person types to connect to the simulator.
    pub fn credentials(&self) -> Credentials {
        credentials(&self.sandbox)
    }

    /// Connects the first window to the simulator.
    pub async fn connect(&self) -> ipc::profiles::CreatedProfile {
        self.connect_with(None).await
    }

    /// Connects with a passphrase.
    pub async fn connect_with(&self, passphrase: Option<&str>) -> ipc::profiles::CreatedProfile {
        let args = CreateProfile { passphrase: passphrase.map(str::to_owned), ..connection(&self.sandbox) };
        Arc::clone(&self.host).create_profile(self.window(), args).await.unwrap()
    }

    /// Ends the process and starts another one on the same folder, key store and clock.
    pub async fn restart(self) -> Self {
        self.host.shut_down().await;
        let Self { host: old, windows: _, clock, store, sandbox, folder } = self;
        drop(old);
        let windows = TestWindows::default();
        let host = host(folder.path().to_owned(), Arc::clone(&store) as _, Arc::new(clock.clone()), &windows);
        Self { host, windows, clock, store, sandbox, folder }
    }

    /// Waits until a question, asked again at each event and each virtual second, is answered with something. Gives
    /// up after a minute.
    pub async fn until<T, F: Future<Output = Option<T>>>(&self, what: &str, mut ask: impl FnMut() -> F) -> T {
        let asked = async {
            loop {
                if let Some(answer) = ask().await {
                    return answer;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        match tokio::time::timeout(Duration::from_secs(60), self.run(asked)).await {
            Ok(answer) => answer,
            Err(_) => panic!("waited a minute for: {what}"),
        }
    }

    /// Lets the world's time pass while something is under way, here and at the simulator: a virtual second for each
    /// few real milliseconds, so that pauses cost nothing.
    pub async fn run<T>(&self, work: impl Future<Output = T>) -> T {
        let control = self.sandbox.control();
        run_each(work, || {
            self.clock.advance(1);
            control.advance(1).unwrap();
        })
        .await
    }
}

/// As [`Desk::run`], for a clock alone.
pub async fn run_with<T>(clock: &TestClock, work: impl Future<Output = T>) -> T {
    run_each(work, || clock.advance(1)).await
}

async fn run_each<T>(work: impl Future<Output = T>, second: impl Fn()) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(Duration::from_millis(5)) => second(),
        }
    }
}

/// What a person types to connect to a simulator.
fn credentials(sandbox: &Sandbox) -> Credentials {
    Credentials {
        environment: Environment::Sandbox,
        client_id: CLIENT_ID.to_owned(),
        api_key: API_KEY.to_owned(),
        address: Some(sandbox.base_url()),
    }
}

/// A profile connected to a simulator, guarded by the key store alone.
pub fn connection(sandbox: &Sandbox) -> CreateProfile {
    let credentials = Some(credentials(sandbox));
    CreateProfile { label: "Test platform".to_owned(), credentials, passphrase: None, read_only: false }
}

/// A simulator of a large world so far away, without rate limits, on the system's clock.
pub async fn large(users: u32, latency: Duration) -> Sandbox {
    let options = Options {
        world: World::Large(users),
        client_id: CLIENT_ID.to_owned(),
        api_key: API_KEY.to_owned(),
        rate_limits: RateLimits::Off,
        latency,
        ..Options::default()
    };
    Sandbox::start(options).await.unwrap()
}

/// A host on a folder.
pub fn host(folder: PathBuf, key_store: Arc<dyn KeyStore>, clock: Arc<dyn Clock>, windows: &TestWindows) -> Arc<Host> {
    Host::new(HostParts {
        folder,
        key_store,
        clock,
        ids: Arc::new(RandomIds),
        shell: Arc::new(windows.clone()),
        demo: Arc::new(NoDemo),
        version: "0.0.0".to_owned(),
        theme: None,
        on_mark: None,
    })
    .unwrap()
}
