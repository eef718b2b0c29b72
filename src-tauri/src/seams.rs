//! The places where a test or a build option steps in: answers of the picker, a frozen clock, the window's size, the
//! simulator of the Demo profile. Without the feature `seams` no environment variable has any effect.

use std::{path::PathBuf, sync::Arc};

use engine::ports::{Clock, Demo, FrozenClock, SystemClock};
use ipc::session::Theme;

/// What the environment asks for. Empty in every build without the feature `seams`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seams {
    clock: Option<i64>,
    theme: Option<Theme>,
    pick: Option<PathBuf>,
    size: Option<(f64, f64)>,
    marks: bool,
    start: Option<PathBuf>,
    driven: bool,
}

impl Seams {
    /// Reads the seams once, at start.
    #[cfg(feature = "seams")]
    #[allow(clippy::disallowed_methods, reason = "setup: read once, test builds only")]
    pub(crate) fn read() -> Self {
        let var = |name: &str| std::env::var(format!("MANGROVE_SEAM_{name}")).ok().filter(|text| !text.is_empty());
        let size = var("SIZE").and_then(|text| {
            let (width, height) = text.split_once('x')?;
            Some((width.parse().ok()?, height.parse().ok()?))
        });
        Self {
            clock: var("CLOCK").and_then(|text| text.parse().ok()),
            theme: match var("THEME").as_deref() {
                Some("dark") => Some(Theme::Dark),
                Some("light") => Some(Theme::Light),
                _ => None,
            },
            pick: var("PICK").map(PathBuf::from),
            size,
            marks: var("MARKS").is_some(),
            start: var("START").map(PathBuf::from),
            // Set by tauri-driver, read by Tauri itself.
            driven: std::env::var("TAURI_WEBVIEW_AUTOMATION").is_ok_and(|value| value == "true"),
        }
    }

    /// No seams in this build.
    #[cfg(not(feature = "seams"))]
    pub(crate) fn read() -> Self {
        Self::default()
    }

    /// The clock: frozen if a test asks for it.
    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        match self.clock {
            Some(moment) => Arc::new(FrozenClock(model_moment(moment))),
            None => Arc::new(SystemClock),
        }
    }

    /// The theme a test asks for.
    pub(crate) fn theme(&self) -> Option<Theme> {
        self.theme
    }

    /// The picker's answer, if a test gives one: the lines of a file, which is taken away, so that each answer is
    /// given once. An empty file is a cancelled picker.
    pub(crate) fn picked(&self) -> Option<Vec<PathBuf>> {
        let file = self.pick.as_ref()?;
        let answer = std::fs::read_to_string(file).ok()?;
        std::fs::remove_file(file).ok()?;
        Some(answer.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect())
    }

    /// The address at which a window begins, without its slash.
    pub(crate) fn start(&self) -> PathBuf {
        self.start.clone().unwrap_or_else(|| "index.html".into())
    }

    /// The size of the window's content.
    pub(crate) fn size(&self) -> Option<(f64, f64)> {
        self.size
    }

    /// Whether a WebDriver drives the window. WebKitGTK cannot automate a window whose web data is in memory only.
    pub(crate) fn driven(&self) -> bool {
        self.driven
    }

    /// Whether the moments of start-up are told.
    pub(crate) fn marks(&self) -> bool {
        self.marks
    }
}

fn model_moment(moment: i64) -> engine::UnixSeconds {
    engine::UnixSeconds(moment)
}

/// Tells a moment of start-up to whoever started the program: one line on standard error.
pub(crate) fn mark(name: &str) {
    use std::io::Write as _;
    writeln!(std::io::stderr(), "mark {name}").ok();
}

/// The simulator of the Demo profile.
pub(crate) fn demo() -> Arc<dyn Demo> {
    Arc::new(Simulator)
}

struct Simulator;

#[cfg(not(feature = "demo"))]
mod no_simulator {
    use std::sync::Arc;

    use engine::ports::{Clock, Demo, DemoServer, DemoState, Pending};

    impl Demo for super::Simulator {
        fn start(&self, _state: Arc<dyn DemoState>, _clock: Arc<dyn Clock>) -> Pending<Option<DemoServer>> {
            Box::pin(std::future::ready(None))
        }
    }
}

#[cfg(feature = "demo")]
mod simulator {
    use std::{io, sync::Arc};

    use engine::ports::{Clock, Demo, DemoServer, DemoState, Ids, Pending, RandomIds};
    use sandbox::{ClockMode, Options, RateLimits, Sandbox, StateStore, World};

    /// The profile's journal as the simulator's store.
    struct Stored(Arc<dyn DemoState>);

    impl StateStore for Stored {
        fn load(&self) -> io::Result<Option<Vec<u8>>> {
            Ok(self.0.load())
        }

        fn save(&self, bytes: &[u8]) -> io::Result<()> {
            self.0.save(bytes);
            Ok(())
        }
    }

    impl Demo for super::Simulator {
        fn start(&self, state: Arc<dyn DemoState>, clock: Arc<dyn Clock>) -> Pending<Option<DemoServer>> {
            Box::pin(async move {
                // New for every start: nobody else on this computer can use the simulator.
                let api_key = RandomIds.id("demo");
                let client_id = "halleverte".to_owned();
                let started = Sandbox::start(Options {
                    world: World::Demo,
                    client_id: client_id.clone(),
                    api_key: api_key.clone(),
                    clock: if clock.is_frozen() { ClockMode::Frozen(clock.now().0) } else { ClockMode::Real },
                    // Nobody's payments share this server, and a first look at the product should not take an hour.
                    rate_limits: RateLimits::Off,
                    // A clock that stands still would leave a report in the making for ever.
                    report_seconds: if clock.is_frozen() { 0 } else { 2 },
                    data: Some(Arc::new(Stored(state))),
                    control: false,
                    ..Options::default()
                })
                .await;
                match started {
                    Ok(server) => Some(DemoServer {
                        address: server.base_url(),
                        client_id,
                        api_key: api_key.into(),
                        running: Box::new(server),
                    }),
                    Err(error) => {
                        tracing::error!(%error, "the simulator could not be started");
                        None
                    }
                }
            })
        }
    }
}
