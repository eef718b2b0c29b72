use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// Rows of a page: the most the API gives (money-operations.md §1.5).
const PER_PAGE: usize = 100;

/// A list that changes while it is read.
struct List {
    rows: Vec<u32>,
    next: u32,
}

impl List {
    fn of(count: u32) -> Self {
        Self { rows: (0..count).collect(), next: count }
    }

    fn page(&self, number: u32) -> Seen {
        let from = (number as usize - 1) * PER_PAGE;
        let ids: Vec<String> = self.rows.iter().skip(from).take(PER_PAGE).map(u32::to_string).collect();
        let pages = u32::try_from(self.rows.len().div_ceil(PER_PAGE)).unwrap();
        let is_last = ids.is_empty() || number >= pages;
        Seen { number, ids, unread: 0, pages: Some(pages), total: Some(self.rows.len() as u64), is_last }
    }
}

#[derive(Debug, Clone)]
struct Change {
    added: u8,
    removed: Vec<prop::sample::Index>,
}

/// Some come, some go, and at times as many come as go: then no count tells of it.
fn change() -> impl Strategy<Value = Change> {
    let removed = || proptest::collection::vec(any::<prop::sample::Index>(), 0..4);
    prop_oneof![
        (0_u8..3).prop_map(|added| Change { added, removed: Vec::new() }),
        removed().prop_map(|removed| Change { added: 0, removed }),
        removed().prop_map(|removed| Change { added: u8::try_from(removed.len()).unwrap(), removed }),
        (0_u8..120, removed()).prop_map(|(added, removed)| Change { added, removed }),
    ]
}

proptest! {
    #[test]
    fn what_stays_is_read_whatever_comes_and_goes(
        count in 1_u32..900,
        mut changes in proptest::collection::vec(change(), 0..12),
        kills in proptest::collection::vec(1_usize..12, 0..3),
        at_once in 1_u32..8,
    ) {
        let mut list = List::of(count);
        let mut held = BTreeSet::new();
        let mut walk = Walk::from(Place::default());
        let mut next = walk.first();
        let mut asked: Vec<Seen> = Vec::new();
        let mut steps = 0;
        loop {
            // As many at once as are known of; each is looked up between two changes of the list.
            let horizon = walk.horizon(next, at_once);
            while asked.last().map_or(next, |page| page.number + 1) <= horizon {
                let number = asked.last().map_or(next, |page| page.number + 1);
                asked.push(list.page(number));
                let Some(change) = changes.pop() else { continue };
                for index in change.removed {
                    if !list.rows.is_empty() {
                        list.rows.remove(index.index(list.rows.len()));
                    }
                }
                for _ in 0..change.added {
                    list.rows.push(list.next);
                    list.next += 1;
                }
            }
            let page = asked.remove(0);
            held.extend(page.ids.iter().cloned());
            let then = walk.take(&page);
            steps += 1;
            if kills.contains(&steps) {
                walk = Walk::from(walk.place());
                next = walk.first();
                asked.clear();
                continue;
            }
            match then {
                Next::Page(number) => {
                    if number != next + 1 {
                        asked.clear();
                    }
                    next = number;
                }
                Next::End { .. } if changes.is_empty() => break,
                // The next look: on from where it ended.
                Next::End { .. } => {
                    walk = Walk::from(walk.place());
                    next = walk.first();
                    asked.clear();
                }
                Next::Stuck(guard) => panic!("{guard:?}"),
            }
            prop_assert!(steps < 5_000, "it comes to an end");
        }
        // Changes after the last page was looked up are for the next look.
        let mut walk = Walk::from(walk.place());
        let mut next = walk.first();
        while let Next::Page(number) = { let page = list.page(next); held.extend(page.ids.iter().cloned()); walk.take(&page) } {
            next = number;
        }
        let missing: Vec<&u32> = list.rows.iter().filter(|row| !held.contains(&row.to_string())).collect();
        prop_assert!(missing.is_empty(), "lost: {missing:?}");
    }
}

fn read(mut page: impl FnMut(u32) -> Seen) -> (Next, u32) {
    let mut walk = Walk::from(Place::default());
    let (mut next, mut calls) = (1, 0);
    loop {
        calls += 1;
        match walk.take(&page(next)) {
            Next::Page(number) => next = number,
            end => return (end, calls),
        }
    }
}

#[test]
fn a_server_that_repeats_a_page_is_left_alone() {
    let list = List::of(1_000);
    let (end, calls) = read(|number| Seen { number, ..list.page(number.min(4)) });
    assert_eq!(end, Next::Stuck(Guard::Repeats));
    assert_eq!(calls, 7);
}

#[test]
fn a_server_that_turns_in_a_circle_is_left_alone() {
    let list = List::of(1_000);
    let (end, calls) =
        read(|number| Seen { number, pages: None, total: None, is_last: false, ..list.page(1 + number % 4) });
    assert_eq!(end, Next::Stuck(Guard::Repeats));
    assert!(calls < 10);
}

#[test]
fn a_list_without_end_is_left_alone() {
    let page = |number: u32| Seen {
        number,
        ids: vec![number.to_string()],
        unread: 0,
        pages: Some(3),
        total: Some(300),
        is_last: false,
    };
    let (end, calls) = read(page);
    assert_eq!((end, calls), (Next::Stuck(Guard::Endless), 1_008));
}

#[test]
fn rows_that_are_counted_and_never_shown_are_told_after_a_second_look() {
    let list = List::of(250);
    let (end, calls) = read(|number| Seen { total: Some(260), ..list.page(number) });
    assert_eq!((end, calls), (Next::End { untold: 10 }, 8));
}

#[test]
fn rows_that_come_twice_or_cannot_be_read_count_once() {
    let list = List::of(150);
    let (end, _) = read(|number| {
        let mut page = list.page(number);
        if number == 2 {
            page.ids.pop();
            page.ids.push("7".to_owned());
            page.unread = 1;
        }
        page
    });
    assert_eq!(end, Next::End { untold: 0 });
}

#[test]
fn pages_are_asked_for_together_once_their_number_is_known() {
    let list = List::of(1_000);
    let mut walk = Walk::from(Place::default());
    assert_eq!(walk.horizon(1, 24), 1);
    assert_eq!(walk.take(&list.page(1)), Next::Page(10), "to mark its last row");
    assert_eq!(walk.horizon(10, 24), 10);
    assert_eq!(walk.take(&list.page(10)), Next::Page(1));
    assert_eq!(walk.take(&list.page(1)), Next::Page(2));
    assert_eq!(walk.horizon(2, 24), 10);
    assert_eq!(walk.horizon(2, 4), 5);
}

#[test]
fn a_row_that_slips_while_one_is_added_is_read() {
    let mut list = List::of(250);
    let mut walk = Walk::from(Place::default());
    let mut held = BTreeSet::new();
    let mut take = |walk: &mut Walk, page: &Seen| {
        held.extend(page.ids.iter().cloned());
        walk.take(page)
    };
    for (number, then) in [(1, 3), (3, 1), (1, 2)] {
        assert_eq!(take(&mut walk, &list.page(number)), Next::Page(then));
    }
    // Row 100 is the first of page 1 now, and there are as many as before.
    list.rows.remove(7);
    list.rows.push(250);
    assert_eq!(take(&mut walk, &list.page(2)), Next::Page(3));
    assert_eq!(take(&mut walk, &list.page(3)), Next::Page(1), "the marked row has moved");
    for (number, then) in [(1, 3), (3, 1), (1, 2), (2, 3)] {
        assert_eq!(take(&mut walk, &list.page(number)), Next::Page(then));
    }
    assert!(matches!(take(&mut walk, &list.page(3)), Next::End { .. }));
    assert!(held.contains("100") && held.len() == 251);
}

#[test]
fn a_list_whose_rows_never_keep_still_is_left_alone() {
    let mut list = List::of(1_000);
    let (end, calls) = read(|number| {
        list.rows.remove(0);
        list.rows.push(list.next);
        list.next += 1;
        list.page(number)
    });
    assert_eq!(end, Next::Stuck(Guard::Restless));
    assert!(calls < 20 * MOST_MOVES, "{calls}");
}

#[test]
fn a_last_page_that_is_always_empty_is_no_mark() {
    let list = List::of(250);
    let (end, calls) = read(|number| Seen { pages: Some(5), is_last: number == 5, ..list.page(number) });
    assert_eq!((end, calls), (Next::End { untold: 0 }, 5 + 2 * MOST_UNMARKED));
}
