//! Which lists of users were read.

use cache::{Batch, OwnerRead, Owners, Part};
use model::UnixSeconds;

use crate::{now, open, place, user};

#[test]
fn users_whose_list_was_not_read_are_found_in_order_and_counted() {
    let place = place();
    let cache = open(&place);
    let users: Vec<_> = ["a", "b", "c"].iter().map(|id| user(id, Part::Listed, 50)).collect();
    now(cache.apply(Batch { users, ..Batch::default() })).unwrap();
    let read = |owner: &str, missing: Option<&str>| OwnerRead {
        stream: "cards".to_owned(),
        owner: owner.to_owned(),
        at: UnixSeconds(100),
        missing: missing.map(str::to_owned),
    };
    let reads = vec![read("a", None), read("b", Some("sca"))];
    now(cache.apply(Batch { reads, ..Batch::default() })).unwrap();
    let without = |again_before: i64, after: i64| {
        let asked = cache.owners_without("cards".to_owned(), Owners::default(), UnixSeconds(again_before), after, 10);
        now(asked).unwrap().into_iter().map(|owner| owner.id).collect::<Vec<_>>()
    };
    assert_eq!(without(0, 0), ["c"]);
    assert_eq!(without(101, 0), ["b", "c"], "what could not be read is asked again after its time");
    assert_eq!(without(101, 2), ["c"], "after a place");
    let oldest = |stream: &str| now(cache.oldest_read(stream.to_owned())).unwrap();
    assert_eq!((oldest("cards"), oldest("wallets")), (Some(UnixSeconds(100)), None));
    let later = OwnerRead { at: UnixSeconds(200), ..read("a", None) };
    now(cache.apply(Batch { reads: vec![later], ..Batch::default() })).unwrap();
    assert_eq!(oldest("cards"), Some(UnixSeconds(200)), "what could not be read is not old");
    let counts = now(cache.owner_counts("cards".to_owned(), Owners::default())).unwrap();
    assert_eq!((counts.owners, counts.read, counts.missing), (3, 1, vec![("sca".to_owned(), 1)]));
    let forgotten = vec!["cards".to_owned()];
    now(cache.apply(Batch { forgotten, ..Batch::default() })).unwrap();
    assert_eq!(without(0, 0), ["a", "b", "c"]);
}

#[test]
fn only_verified_users_are_asked_for_where_a_stream_concerns_no_others() {
    let place = place();
    let cache = open(&place);
    let mut users: Vec<_> = ["light", "regular", "closed"].iter().map(|id| user(id, Part::Listed, 50)).collect();
    users[1].kyc_level = Some("REGULAR".into());
    users[2].kyc_level = Some("REGULAR".into());
    users[2].status = Some("CLOSED".into());
    now(cache.apply(Batch { users, ..Batch::default() })).unwrap();
    let verified = Owners { verified: true, ..Owners::default() };
    let asked = cache.owners_without("renewals".to_owned(), verified, UnixSeconds(0), 0, 10);
    let ids: Vec<_> = now(asked).unwrap().into_iter().map(|owner| owner.id).collect();
    assert_eq!(ids, ["regular"]);
    assert_eq!(now(cache.owner_counts("renewals".to_owned(), verified)).unwrap().owners, 1);
}
