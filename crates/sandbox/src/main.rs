//! The simulator as a program. `sandbox --help` lists its options; README.md describes the control plane.

use std::{
    fs,
    io::{self, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::{Parser, ValueEnum};
use sandbox::{ClockMode, Options, RateLimits, Sandbox, Scopes, StateStore, World};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Limits {
    Documented,
    Off,
}

/// A simulator of the Mangopay API v2.01.
#[derive(Debug, Parser)]
#[command(name = "sandbox")]
struct Arguments {
    /// Address to listen on; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The platform's ClientId.
    #[arg(long, default_value = "sandbox-client")]
    client_id: String,
    /// Its API key.
    #[arg(long, default_value = "sandbox-key")]
    api_key: String,
    /// What the platform holds at the start: empty, demo or large:N.
    #[arg(long, default_value = "empty")]
    world: World,
    /// File that keeps the state between two runs.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Enforce the documented call limits.
    #[arg(long, value_enum, default_value = "documented")]
    rate_limits: Limits,
    /// Refuse unknown members, unknown query names and wrong JSON types.
    #[arg(long)]
    strict: bool,
    /// Refuse GET /events without EventType.
    #[arg(long, value_enum, default_value = "off")]
    events_need_type: Switch,
    /// Accept Basic credentials on resources.
    #[arg(long, value_enum, default_value = "off")]
    basic: Switch,
    /// Start of the clock: Unix seconds or an RFC 3339 date. It then ticks.
    #[arg(long, value_parser = instant)]
    clock: Option<i64>,
    /// The clock stands still.
    #[arg(long)]
    freeze_clock: bool,
    /// The key holds only these scopes, for example Users.Details:r,Users.Verification:rw.
    #[arg(long, value_parser = Scopes::parse, conflicts_with = "no_developers_scope")]
    scopes: Option<Scopes>,
    /// The key holds every scope except Client.Developers.
    #[arg(long)]
    no_developers_scope: bool,
    /// Virtual seconds between a submission and the outcome its Tag asks for.
    #[arg(long, default_value_t = 0)]
    review_seconds: i64,
    /// Seed of ids and of the demo world.
    #[arg(long)]
    seed: Option<u64>,
    /// Print the endpoints that are simulated, one a line, and end.
    #[arg(long)]
    endpoints: bool,
}

fn instant(text: &str) -> Result<i64, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(seconds);
    }
    time::OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339)
        .map(time::OffsetDateTime::unix_timestamp)
        .map_err(|_| "neither Unix seconds nor an RFC 3339 date".to_owned())
}

/// The state in a file, replaced as a whole.
struct File(PathBuf);

impl StateStore for File {
    fn load(&self) -> io::Result<Option<Vec<u8>>> {
        match fs::read(&self.0) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    fn save(&self, bytes: &[u8]) -> io::Result<()> {
        let mut fresh = self.0.clone().into_os_string();
        fresh.push(".new");
        let fresh = PathBuf::from(fresh);
        let mut file = fs::File::create(&fresh)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        fs::rename(&fresh, &self.0)?;
        match self.0.parent().filter(|p| *p != Path::new("")) {
            Some(folder) if cfg!(unix) => fs::File::open(folder)?.sync_all(),
            _ => Ok(()),
        }
    }
}

fn options(arguments: Arguments) -> Options {
    let usual = Options::default();
    let clock = match (arguments.clock, arguments.freeze_clock) {
        (None, false) => ClockMode::Real,
        (Some(at), false) => ClockMode::Virtual(at),
        (Some(at), true) => ClockMode::Frozen(at),
        (None, true) => ClockMode::Frozen(time::OffsetDateTime::now_utc().unix_timestamp()),
    };
    Options {
        listen: arguments.listen,
        world: arguments.world,
        client_id: arguments.client_id,
        api_key: arguments.api_key,
        clock,
        seed: arguments.seed.unwrap_or(usual.seed),
        scopes: match arguments.scopes {
            Some(scopes) => scopes,
            None if arguments.no_developers_scope => Scopes::all_but("Client.Developers"),
            None => Scopes::All,
        },
        rate_limits: if arguments.rate_limits == Limits::Off { RateLimits::Off } else { RateLimits::Documented },
        strict: arguments.strict,
        events_need_type: arguments.events_need_type == Switch::On,
        basic: arguments.basic == Switch::On,
        data: arguments.data.map(|path| Arc::new(File(path)) as Arc<dyn StateStore>),
        control: true,
        review_seconds: arguments.review_seconds,
        ..usual
    }
}

async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start(options).await?;
    let mut out = io::stdout();
    writeln!(out, "listening on {}", sandbox.base_url())?;
    out.flush()?;
    std::future::pending::<()>().await;
    sandbox.stop().await;
    Ok(())
}

fn endpoints() -> io::Result<()> {
    sandbox::endpoints().iter().try_for_each(|endpoint| writeln!(io::stdout(), "{endpoint}"))
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.endpoints {
        return if endpoints().is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let options = options(arguments);
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(run(options)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let mut text = error.to_string();
            let mut source = error.source();
            while let Some(cause) = source {
                text.push_str(": ");
                text.push_str(&cause.to_string());
                source = cause.source();
            }
            if writeln!(io::stderr(), "sandbox: {text}").is_err() {
                return ExitCode::from(2);
            }
            ExitCode::FAILURE
        }
    }
}
