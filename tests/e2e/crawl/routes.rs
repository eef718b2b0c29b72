//! The routes of the interface, read from its own sources: one that is added there is visited without a word here.

use std::collections::BTreeSet;

/// The router.
const ROUTER: &str = include_str!("../../../ui/src/app.rs");
/// The places that the navigation is made from.
const PLACES: &str = include_str!("../../../ui/src/routes.rs");

/// The router's patterns, such as `/users/:id`.
pub(crate) fn patterns() -> BTreeSet<String> {
    let named = ROUTER.split("path!(\"").skip(1).filter_map(|rest| rest.split('"').next());
    named.map(str::to_owned).collect()
}

/// The addresses of all places.
fn places() -> BTreeSet<String> {
    let code = PLACES.split("#[cfg(test)]").next().unwrap_or_default();
    let is_address = |literal: &&str| {
        let name = literal.strip_prefix('/').unwrap_or_default();
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')
    };
    code.split('"').skip(1).step_by(2).filter(is_address).map(str::to_owned).collect()
}

/// The addresses that the sources spell out.
pub(crate) fn spelt_out() -> BTreeSet<String> {
    let fixed = patterns().into_iter().filter(|pattern| !is_open(pattern));
    fixed.chain(places()).collect()
}

/// Whether a pattern stands for many addresses.
pub(crate) fn is_open(pattern: &str) -> bool {
    pattern.contains([':', '*'])
}

/// Whether an address belongs to a pattern and to none that is more exact.
pub(crate) fn leads(pattern: &str, address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let fits = |pattern: &str| {
        let same = |(wanted, found): (&str, &str)| wanted.starts_with(':') || wanted == found;
        pattern.split('/').count() == path.split('/').count() && pattern.split('/').zip(path.split('/')).all(same)
    };
    fits(pattern) && (!is_open(pattern) || !patterns().iter().any(|other| !is_open(other) && fits(other)))
}

#[test]
fn the_sources_are_understood() {
    let (patterns, spelt_out) = (patterns(), spelt_out());
    assert!(patterns.contains("/users/:id") && patterns.contains("/:list"), "{patterns:?}");
    for address in ["/home", "/users", "/client-wallets", "/ubo-declarations", "/outbox"] {
        assert!(spelt_out.contains(address), "{address} in {spelt_out:?}");
    }
    assert!(spelt_out.len() >= 19, "{spelt_out:?}");
    assert!(leads("/users/:id", "/users/12?tab=cards") && !leads("/users/:id", "/users"));
    assert!(leads("/:list", "/cards?view=all") && !leads("/:list", "/home"));
}
