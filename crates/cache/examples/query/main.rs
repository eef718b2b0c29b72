//! What list queries cost at size, with a key and without: `cargo xtask bench query` runs it. It fills a cache through
//! the cache's own writers, copies it without a key, and asks both the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a measuring program: it stops at the first surprise and speaks on the terminal"
)]

mod asked;
mod world;

use std::collections::BTreeMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Instant;

use asked::{Asked, Class};
use cache::{Cache, Key, SETTINGS};
use sqlite::Settings;
use world::{Dice, World};

/// How often each query is asked, each time with other values.
const ROUNDS: u64 = 60;
/// Rounds before measuring.
const WARM: u64 = 5;

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// A minimal executor.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().expect("a folder to work in"));
    let sizes: Vec<u64> = args.map(|size| size.parse().expect("a number of transactions")).collect();
    let mut lines = Vec::new();
    let mut growth: BTreeMap<Class, Vec<f64>> = BTreeMap::new();
    for (at, size) in sizes.iter().enumerate() {
        let last = at + 1 == sizes.len();
        let place = folder.join(format!("{size}"));
        let world = World { transactions: *size };
        let key = Key::new(&[7; 32]);
        let (keyed, plain) = (place.join("keyed.db"), place.join("plain.db"));
        if !keyed.exists() {
            println!("making {size} transactions");
            std::fs::create_dir_all(&place).unwrap();
            fill(&world, &keyed, &key);
        }
        if !plain.exists() {
            copy(&keyed, &key, &plain);
        }
        let times = measure(&world, &[(&keyed, &key), (&plain, &Key::none())]);
        println!("\n{size} transactions, {} MiB", std::fs::metadata(&keyed).unwrap().len() >> 20);
        let head = format!("{:>8} {:>8} {:>8} {:>8}", "p50", "p95", "p99", "p99 cpu");
        println!("{:>42}  {head}   {head}   without a key, cost of the key", "ms");
        for (asked, [with, without]) in &times {
            let name = asked.name();
            println!("{name:>42}  {}   {}   {:.2} x", with.line(), without.line(), with.over(without));
        }
        for class in Class::ALL {
            let mut all = [Times::default(), Times::default()];
            for (_, own) in times.iter().filter(|(asked, _)| asked.class() == class) {
                all.iter_mut().zip(own).for_each(|(all, own)| all.extend(own));
            }
            let [with, without] = &all;
            growth.entry(class).or_default().push(percentile(&with.wall, 50));
            if last {
                let (part, name) = (class.judged(), class.name());
                lines.push(format!(
                    "{name}-p{part}\t{:.2}\tms\tgoal {} ms; {:.2} ms without a key",
                    percentile(&with.wall, part),
                    class.goal(),
                    percentile(&without.wall, part)
                ));
                lines.push(format!(
                    "{name}-cpu-p{part}\t{:.2}\tms\tthe same answers in processor time; {:.2} ms without a key",
                    percentile(&with.cpu, part),
                    percentile(&without.cpu, part)
                ));
                lines.push(format!(
                    "{name}-cost-of-key\t{:.2}\tx\tgoal 1.5: processor time in all, with a key over without",
                    with.over(without)
                ));
            }
        }
    }
    println!();
    for (class, medians) in growth {
        let medians: Vec<String> = medians.iter().map(|median| format!("{median:.2}")).collect();
        lines.push(format!("{}-growth\t{}\tms p50\tat {sizes:?} transactions", class.name(), medians.join(" ")));
    }
    for line in lines {
        println!("{line}");
    }
}

fn fill(world: &World, path: &Path, key: &Key) {
    let cache = Cache::open(path, key).unwrap();
    let begun = Instant::now();
    let mut rows = 0;
    for batch in world.batches() {
        rows += batch.objects.len() + batch.users.len() + batch.documents.len();
        now(cache.apply(batch)).unwrap();
    }
    let took = begun.elapsed();
    println!("filled {rows} rows in {took:.1?}, {:.0} rows/s", rows as f64 / took.as_secs_f64());
    // As the engine does when a sync has come to its end.
    now(cache.tidy()).unwrap();
    cache.close();
    println!("tidied and closed in {:.1?}", begun.elapsed() - took);
}

/// The same pages, in clear.
fn copy(from: &Path, key: &Key, to: &Path) {
    let settings = Settings { create: false, ..SETTINGS };
    let connection = sqlite::open(from, key, &settings).unwrap();
    // The connection may open files, not make them.
    std::fs::File::create(to).unwrap();
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    connection.execute("ATTACH DATABASE ?1 AS plain KEY ''", [to.to_str().unwrap()]).unwrap();
    connection.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(())).unwrap();
    connection
        .execute_batch(&format!(
            "PRAGMA plain.user_version = {version}; PRAGMA plain.application_id = {}; DETACH plain",
            settings.application_id
        ))
        .unwrap();
}

/// Milliseconds of each answer: by the clock, and of the processor alone, which other work on the machine does not
/// stretch.
#[derive(Default)]
struct Times {
    wall: Vec<f64>,
    cpu: Vec<f64>,
}

impl Times {
    fn extend(&mut self, other: &Self) {
        self.wall.extend(&other.wall);
        self.cpu.extend(&other.cpu);
    }

    fn line(&self) -> String {
        let wall = [50, 95, 99].map(|part| format!("{:8.2}", percentile(&self.wall, part)));
        format!("{} {:8.2}", wall.join(" "), percentile(&self.cpu, 99))
    }

    fn over(&self, other: &Self) -> f64 {
        self.cpu.iter().sum::<f64>() / other.cpu.iter().sum::<f64>()
    }
}

/// Asks all files the same in turn, so that whatever else the machine does meets each of them.
fn measure(world: &World, files: &[(&Path, &Key); 2]) -> BTreeMap<Asked, [Times; 2]> {
    let caches = files.map(|(path, key)| Cache::open(path, key).unwrap());
    let mut times: BTreeMap<Asked, [Times; 2]> = BTreeMap::new();
    let mut dice = [Dice::new(11), Dice::new(11)];
    for round in 0..WARM + ROUNDS {
        for asked in Asked::ALL.iter().copied() {
            for (at, cache) in caches.iter().enumerate() {
                let before = worked();
                let begun = Instant::now();
                asked.ask(cache, world, &mut dice[at]);
                let wall = begun.elapsed().as_secs_f64() * 1000.0;
                if round >= WARM {
                    let times = &mut times.entry(asked).or_default()[at];
                    times.wall.push(wall);
                    times.cpu.push(worked() - before);
                }
            }
        }
    }
    caches.iter().for_each(Cache::close);
    times
}

/// Milliseconds that all threads of this process have had a processor, where the system tells (Linux).
fn worked() -> f64 {
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else { return f64::NAN };
    let of_task = |task: std::io::Result<std::fs::DirEntry>| -> Option<f64> {
        let text = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse().ok()
    };
    tasks.filter_map(of_task).sum::<f64>() / 1_000_000.0
}

fn percentile(times: &[f64], part: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[((sorted.len() * part).div_ceil(100)).saturating_sub(1).min(sorted.len() - 1)]
}
