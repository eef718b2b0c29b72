//! Sample files for the screens that show files, and a mouse that holds them over the window.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::desktop::{self, Desktop};
use crate::shots::{Papers, Size};
use crate::{paths, steps};

/// An APP1 segment as a telephone writes it: held upright (orientation 6) and with a position.
const HELD_UPRIGHT: &[u8] = b"\xFF\xE1\0\x40Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\
    \x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0";

/// Both sides of an invented card, as drawing instructions on 1640 × 1040.
const FRONT: &str = "fill #a9c3cf rectangle 0,0 1640,120 fill #8ea3ad rectangle 110,230 560,800 fill #cfdde2 \
    circle 335,430 335,560 roundrectangle 190,580 480,800,120,120 fill #5d7480 rectangle 640,250 1180,290 \
    rectangle 640,350 1420,390 rectangle 640,450 1100,490 rectangle 640,550 1320,590 rectangle 640,650 980,690 \
    fill #d8bd77 roundrectangle 1240,660 1500,860,24,24 translate 430,420 rotate -30 fill #ffffff \
    ellipse 0,0 280,150 0,360";
const BACK: &str = "fill #a9c3cf rectangle 110,110 900,150 rectangle 110,210 760,250 rectangle 110,310 840,350 \
    fill #c4d3da rectangle 1060,110 1530,470 fill #5d7480 rectangle 110,640 1530,690 rectangle 110,760 1530,810 \
    rectangle 110,880 1530,930";
/// A page of print on 1240 × 1754.
const PRINT: &str = "fill #35424b rectangle 120,140 640,190 fill #7b8a94 rectangle 120,300 1120,322 rectangle 120,370 \
    1080,392 rectangle 120,440 1120,462 rectangle 120,510 900,532 rectangle 120,650 1120,672 rectangle 120,720 1040,742 \
    rectangle 120,790 1110,812 fill #c9d4d0 rectangle 120,960 1120,1400 fill #7b8a94 rectangle 120,1500 700,1522";

/// Makes what is not there yet, in a folder of the desktop.
fn files(desktop: &Desktop, papers: Papers) -> Result<Vec<PathBuf>> {
    let folder = desktop.folder().join("home/Documents");
    fs::create_dir_all(&folder)?;
    let card = |name: &str, drawing: &str, more: &[&str]| {
        picture(desktop, &folder.join(name), "1640x1040", "#dfe8ea", drawing, more)
    };
    let page = |name: &str| picture(desktop, &folder.join(name), "1240x1754", "#fbfbf8", PRINT, &["-resize", "150%"]);
    match papers {
        Papers::Card => {
            let photo = ["-bordercolor", "#474c54", "-border", "360x280", "-rotate", "-90"];
            let front = card("dni-anverso.jpg", FRONT, &photo)?;
            tag(&front)?;
            Ok(vec![front, card("dni-reverso.jpg", BACK, &[])?, locked(&folder.join("dni-copia.pdf"))?])
        }
        Papers::Scan => Ok(vec![page("extrait-kbis-1.jpg")?, page("extrait-kbis-2.jpg")?, page("extrait-kbis-3.jpg")?]),
        Papers::Page => Ok(vec![page("identity.jpg")?]),
    }
}

fn picture(desktop: &Desktop, file: &Path, size: &str, ground: &str, drawing: &str, more: &[&str]) -> Result<PathBuf> {
    if !file.is_file() {
        let mut draw = desktop.command("convert");
        draw.args(["-size", size, &format!("xc:{ground}"), "-draw", drawing]).args(more);
        // A little grain, as every camera and scanner has it.
        draw.args(["-seed", "5", "-attenuate", "0.3", "+noise", "Gaussian", "-strip", "-quality", "90"]).arg(file);
        steps::quiet(&mut draw)?;
    }
    Ok(file.to_owned())
}

/// Puts the telephone's words in front of a picture's own.
fn tag(file: &Path) -> Result<()> {
    let plain = fs::read(file)?;
    if !plain.starts_with(&HELD_UPRIGHT[..1]) || plain[2..].starts_with(HELD_UPRIGHT) {
        return Ok(());
    }
    let mut tagged = plain[..2].to_vec();
    tagged.extend(HELD_UPRIGHT);
    tagged.extend(&plain[2..]);
    fs::write(file, tagged).context("cannot write a sample")
}

/// A PDF that asks for a password.
fn locked(file: &Path) -> Result<PathBuf> {
    let digits = "5e".repeat(32);
    let mut text =
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
            .to_owned();
    text.push_str(&format!("4 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{digits}>/U<{digits}>>>endobj\n"));
    text.push_str(&"% nobody can read this\n".repeat(4_200));
    text.push_str("trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00112233><00112233>]>>\nstartxref\n0\n%%EOF\n");
    fs::write(file, text)?;
    Ok(file.to_owned())
}

/// Lets the picker answer with sample files.
pub fn answer_picker(desktop: &Desktop, answers: &Path, papers: Papers) -> Result<()> {
    let files = files(desktop, papers)?;
    let lines: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    fs::write(answers, lines.join("\n")).context("cannot write the picker's answer")
}

/// Drags sample files over the window and holds them there, below the words in its middle.
pub fn hover(desktop: &Desktop, (width, height): Size) -> Result<Child> {
    let ready = desktop.folder().join("drag-source.ready");
    if ready.exists() {
        fs::remove_file(&ready)?;
    }
    let mut source = desktop.daemon("/usr/bin/python3");
    source.arg(paths::root().join("tests/e2e/support/drag_source.py"));
    source.arg("--at").arg(format!("{},{}", width + 20, 20)).arg("--ready").arg(&ready);
    let child = source.args(files(desktop, Papers::Scan)?).spawn().context("cannot start the drag source")?;
    desktop::wait_for("the drag source", Duration::from_secs(20), || ready.is_file())?;
    let (from_x, from_y) = (width + 80, 60);
    let (to_x, to_y) = (width / 2, height * 3 / 4);
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
