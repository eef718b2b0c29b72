//! Lays our pictures beside the design's, as pictures and as one page.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::desktop::Desktop;
use crate::shots;
use crate::steps;

/// The endings of our files and of the design's.
const VARIANTS: &[&str] = &["", ".dark", ".1024", ".1024.dark"];

/// Writes `beside/<name>.png` (ours left, the design right) and `beside/index.html`.
pub fn lay(desktop: &Desktop, design: &Path, out: &Path) -> Result<()> {
    let pictures = if design.join("screenshots").is_dir() { design.join("screenshots") } else { design.to_owned() };
    let folder = out.join("beside");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut page = "<!doctype html><meta charset=utf-8><title>Ours and the design</title>\
         <style>body{font:14px sans-serif;background:#888}img{width:100%}h2{margin:24px 0 4px}</style>\n"
        .to_owned();
    for screen in shots::screens() {
        for variant in VARIANTS {
            let name = format!("{}{variant}", screen.name);
            let ours = out.join(format!("{name}.png"));
            if !ours.is_file() {
                continue;
            }
            let theirs = pictures.join(format!("{}{variant}.png", screen.design));
            let to = folder.join(format!("{name}.png"));
            if theirs.is_file() {
                let mut join = desktop.command("convert");
                join.arg(&ours).arg(&theirs).args(["-background", "grey", "-gravity", "north", "+append"]).arg(&to);
                steps::quiet(&mut join)?;
            } else {
                fs::copy(&ours, &to)?;
            }
            let note = if theirs.is_file() { "ours | design" } else { "ours; the design has no picture of this" };
            page.push_str(&format!("<h2>{name}</h2><p>{note}</p><img src=\"{name}.png\" alt=\"{name}\">\n"));
        }
    }
    fs::write(folder.join("index.html"), page)?;
    println!("side by side: {}", folder.join("index.html").display());
    Ok(())
}
