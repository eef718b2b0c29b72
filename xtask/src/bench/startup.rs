//! `bench startup`: from the start of the process to the first row of a table, and the memory of all its processes,
//! beside an empty Tauri window on the same machine in the same run. With the demo world the first list is that of KYC
//! documents; with `--world large` that of a million transactions, opened without a server.

use anyhow::Result;

use super::{Figures, World, median, once, stock::Stage};
use crate::check::cargo;
use crate::{app, paths, steps, ui};

/// Runs of each kind. The first of each warms the file cache and is dropped.
const RUNS: usize = 6;

/// Measures.
pub fn run(stage: &Stage) -> Result<()> {
    let ours = app::build(ui::Profile::Small, app::Flavour::Measured)?;
    steps::step("build an empty window", || {
        steps::run(
            cargo(&["build", "--features", "e2e", "--bin", "empty-window"]).args(app::Flavour::Measured.profile()),
        )
    })?;
    let empty = paths::target().join(app::Flavour::Measured.folder()).join("empty-window");
    // A first start makes the Demo profile and its copy of the world; the measured ones open it as on any other day.
    let (desktop, args) = (&stage.desktop, stage.args());
    let home = match stage.world {
        World::Demo => stage.home.clone(),
        World::Large => stage.at_transactions(),
    };
    let (mut measured, mut compared) = (Figures::default(), Figures::default());
    for number in 0..RUNS {
        let keep = number > 0;
        steps::step(&format!("start {number} of {}", RUNS - 1), || {
            once(desktop, &home, &ours, args, "first-rows", keep.then_some(&mut measured))?;
            once(desktop, &home, &empty, &[], "first-page", keep.then_some(&mut compared))
        })?;
    }
    let page = compared.times.get("first-page").map_or(f64::NAN, |times| median(times));
    println!("\nmedians of {} starts, release build, {} cores", RUNS - 1, std::thread::available_parallelism()?);
    for (mark, times) in &measured.times {
        println!("{mark}\t{:.0}\tms\tempty window: {page:.0} ms to its page", median(times));
    }
    println!("memory\t{:.0}\tMiB PSS\tempty window: {:.0} MiB", median(&measured.memory), median(&compared.memory));
    Ok(())
}
