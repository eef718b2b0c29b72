//! Sample files for the screens that show files, and a mouse that holds them over the window.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::desktop::{self, Desktop};
use crate::shots::Size;
use crate::{paths, steps};

/// Two made-up pages of an identity card, in a folder of the desktop.
fn files(desktop: &Desktop) -> Result<Vec<PathBuf>> {
    let folder = desktop.folder().join("home/Documents");
    fs::create_dir_all(&folder)?;
    let mut made = Vec::new();
    for (name, words) in [("id-front.jpg", "SPECIMEN\\nfront"), ("id-back.jpg", "SPECIMEN\\nback")] {
        let file = folder.join(name);
        if !file.is_file() {
            let mut draw = desktop.command("convert");
            draw.args(["-size", "1754x1240", "plasma:#dfe8e4-#b9c9d6", "-font", "DejaVu-Sans", "-pointsize", "120"]);
            draw.args(["-fill", "#1f3a34", "-gravity", "center", "-annotate", "0", words, "-quality", "92"]).arg(&file);
            steps::quiet(&mut draw)?;
        }
        made.push(file);
    }
    Ok(made)
}

/// Lets the picker answer with the sample files.
pub fn answer_picker(desktop: &Desktop, answers: &Path) -> Result<()> {
    let lines: Vec<String> = files(desktop)?.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    fs::write(answers, lines.join("\n")).context("cannot write the picker's answer")
}

/// Drags the sample files over the middle of the window and holds them there.
pub fn hover(desktop: &Desktop, (width, height): Size) -> Result<Child> {
    let ready = desktop.folder().join("drag-source.ready");
    if ready.exists() {
        fs::remove_file(&ready)?;
    }
    let mut source = desktop.daemon("/usr/bin/python3");
    source.arg(paths::root().join("tests/e2e/support/drag_source.py"));
    source.arg("--at").arg(format!("{},{}", width + 20, 20)).arg("--ready").arg(&ready).args(files(desktop)?);
    let child = source.spawn().context("cannot start the drag source")?;
    desktop::wait_for("the drag source", Duration::from_secs(20), || ready.is_file())?;
    let (from_x, from_y) = (width + 80, 60);
    let (to_x, to_y) = (width / 2, height / 2);
    let mut way = vec![format!("mousemove {from_x} {from_y}"), "mousedown 1".to_owned()];
    way.extend((1..=12).map(|part| {
        let x = i64::from(from_x) + (i64::from(to_x) - i64::from(from_x)) * part / 12;
        let y = i64::from(from_y) + (i64::from(to_y) - i64::from(from_y)) * part / 12;
        format!("mousemove {x} {y} sleep 0.05")
    }));
    let mut mouse = desktop.command("xdotool");
    mouse.args(way.join(" ").split(' '));
    steps::quiet(&mut mouse)?;
    Ok(child)
}

/// Ends a hover without a drop.
pub fn let_go(desktop: &Desktop) {
    let mut mouse = desktop.command("xdotool");
    if steps::quiet(mouse.args(["key", "Escape", "mouseup", "1"])).is_err() {
        eprintln!("    the mouse button could not be released");
    }
}
