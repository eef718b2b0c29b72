//! Writes the schema that the declarations ask for: what a new migration has to lead to.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(cache::declared_schema().as_bytes())
}
