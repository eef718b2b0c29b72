//! Writes the second migration's text, made from the declarations.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(cache::second_migration().as_bytes())
}
