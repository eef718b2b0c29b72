//! `bench scroll`: the table of a million rows, moved through by keyboard and wheel to its very last row in the real
//! window, beside a page that holds as many pixels of static rows as an engine lays out. Frame times are those between
//! two calls of `requestAnimationFrame`, measured in the webview.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{memory, stock::Stage};
use crate::webdriver::Driven;
use crate::{app, steps, ui};

/// Measures frames while something goes on: `begin`, then `end` answers the times between frames in milliseconds.
const FRAMES: &str = "
    const b = window.benchFrames = { times: [], last: 0, on: true };
    const tick = now => {
        if (!b.on) return;
        b.times.push(now - b.last);
        b.last = now;
        requestAnimationFrame(tick);
    };
    requestAnimationFrame(now => { b.last = now; requestAnimationFrame(tick); });
    return true;";
const END: &str = "window.benchFrames.on = false; return window.benchFrames.times;";

/// One notch of a wheel for each of so many frames, as the system sends it; then one leap a second through the whole.
const WHEEL: &str = "
    const scroller = document.querySelector(arguments[0]);
    const frames = arguments[1];
    window.benchDone = false;
    let at = 0;
    const step = () => {
        const event = new WheelEvent('wheel', {deltaY: 120, bubbles: true, cancelable: true});
        if (scroller.dispatchEvent(event)) scroller.scrollTop += 120;
        at += 1;
        if (at < frames) requestAnimationFrame(step); else window.benchDone = true;
    };
    requestAnimationFrame(step);
    return true;";

/// As many static rows as the table has on screen at once, many times over, in the table's own looks.
const STATIC: &str = "
    const table = document.querySelector('[data-testid=table]');
    const row = [...table.querySelectorAll('tbody tr')].find(row => row.dataset.row).outerHTML;
    const page = document.createElement('div');
    page.id = 'bench-static';
    page.style.cssText = 'position:fixed;inset:0;z-index:9999;overflow:auto;background:Canvas';
    page.innerHTML = '<table class=\"table\"><tbody>' + row.repeat(2000) + '</tbody></table>';
    document.body.appendChild(page);
    return true;";

/// Measures.
pub fn run(stage: &Stage) -> Result<()> {
    let ours = app::build(ui::Profile::Small, app::Flavour::Measured)?;
    let transactions = stage.transactions.context("a large world")?;
    let driven = Driven::launch(&stage.desktop, &ours, &[], &stage.at_transactions())?;
    driven.wait("[data-testid^=row-]")?;
    println!("the table has {transactions} rows");
    let last = transactions - 1;

    let keys = steps::step("keyboard: to the end, back, and a page at a time", || {
        measured(&driven, || {
            driven.press("j")?;
            for key in ["End", "Home", "End"] {
                driven.press(key)?;
                driven.settle()?;
            }
            driven.wait(&format!("tr[data-row='{last}']"))?;
            for _ in 0..60 {
                driven.press("PageUp")?;
            }
            driven.press("End")?;
            driven.wait(&format!("tr[data-row='{last}']"))
        })
    })?;
    let wheel = steps::step("wheel: from the first row, then from near the last to the last", || {
        measured(&driven, || {
            driven.press("Home")?;
            driven.wait("tr[data-row='0']")?;
            turn(&driven, "[data-region=list]", 600)?;
            driven.press("End")?;
            driven.press("PageUp")?;
            turn(&driven, "[data-region=list]", 120)?;
            driven.wait(&format!("tr[data-row='{last}']"))
        })
    })?;
    let ours_in_memory = memory(driven.process())? / 1024.0;
    driven.execute(STATIC, json!([]))?;
    let still = steps::step("wheel: a static page", || measured(&driven, || turn(&driven, "#bench-static", 600)))?;

    let part = |times: &[f64], part: f64| {
        let mut sorted = times.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted
            .get(((sorted.len() as f64 * part) as usize).min(sorted.len().saturating_sub(1)))
            .copied()
            .unwrap_or(f64::NAN)
    };
    let slow = |times: &[f64]| 100.0 * times.iter().filter(|time| **time > 33.4).count() as f64 / times.len() as f64;
    println!();
    for (name, times) in [("keyboard", &keys), ("wheel", &wheel)] {
        println!(
            "scroll-{name}-p95\t{:.1}\tms\tstatic page: {:.1} ms; {} frames, p50 {:.1} ms",
            part(times, 0.95),
            part(&still, 0.95),
            times.len(),
            part(times, 0.5)
        );
        println!("scroll-{name}-slow\t{:.2}\t%\tframes over 33 ms; static page: {:.2} %", slow(times), slow(&still));
    }
    println!("scroll-memory\t{ours_in_memory:.0}\tMiB PSS\tafter scrolling to the end, the driver's helpers apart");
    Ok(())
}

fn measured(driven: &Driven, work: impl FnOnce() -> Result<()>) -> Result<Vec<f64>> {
    driven.execute(FRAMES, json!([]))?;
    work()?;
    let times = driven.execute(END, json!([]))?;
    let times = times.as_array().context("frame times")?;
    Ok(times.iter().filter_map(Value::as_f64).collect())
}

fn turn(driven: &Driven, scroller: &str, frames: u32) -> Result<()> {
    driven.execute(WHEEL, json!([scroller, frames]))?;
    crate::desktop::wait_for("the wheel", std::time::Duration::from_secs(120), || {
        driven.execute("return window.benchDone", json!([])).is_ok_and(|done| done == Value::Bool(true))
    })
}
