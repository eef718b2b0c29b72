//! The page's entry: mounts the interface.

fn main() {
    ui::start();
}
