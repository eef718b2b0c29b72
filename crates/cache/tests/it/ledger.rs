//! What the movements of a wallet come to.

use cache::{Batch, Movements, ObjectRow, Unheld};
use model::{Area, Cell, Column, Currency, UnixSeconds};

use crate::objects::{link, money, object, word};
use crate::{apply, event, now, open, place};

/// A movement of so much between wallets, less fees; executed when.
fn movement(id: &str, status: &str, wallets: (&str, &str), amount: (i64, i64, &str), executed: i64) -> ObjectRow {
    let ((from, to), (debited, fees, code)) = (wallets, amount);
    let wallet = |id: &str| if id.is_empty() { Cell::Nothing } else { link(id) };
    let cells = vec![
        (Column::Status, word(status)),
        (Column::Debited, money(debited, code)),
        (Column::Credited, money(debited - fees, code)),
        (Column::Fees, money(fees, code)),
        (Column::DebitedWalletId, wallet(from)),
        (Column::CreditedWalletId, wallet(to)),
        (Column::Executed, Cell::Moment(UnixSeconds(executed))),
    ];
    object(Area::Transactions, id, cells)
}

fn sum(code: &str, sum: i64, count: u64, later: (i64, u64)) -> Movements {
    Movements { currency: Currency::new(code), sum, count, later_sum: later.0, later: later.1 }
}

#[test]
fn what_arrives_less_what_leaves_by_currency_fees_left_out_and_failures_too() {
    let place = place();
    let cache = open(&place);
    let objects = vec![
        movement("in", "SUCCEEDED", ("", "w"), (10_000, 300, "EUR"), 100),
        movement("out", "SUCCEEDED", ("w", ""), (4_000, 50, "EUR"), 200),
        movement("over", "SUCCEEDED", ("w", "other"), (1_000, 10, "EUR"), 300),
        // A refund that gives fees back leaves with its debited amount all the same.
        movement("back", "SUCCEEDED", ("w", ""), (500, -20, "EUR"), 400),
        movement("failed", "FAILED", ("", "w"), (9_999, 0, "EUR"), 150),
        movement("waits", "CREATED", ("w", ""), (9_999, 0, "EUR"), 150),
        movement("yen", "SUCCEEDED", ("", "w"), (7, 0, "JPY"), 100),
        movement("elsewhere", "SUCCEEDED", ("", "another"), (5, 0, "EUR"), 100),
    ];
    apply(&cache, Batch { objects, ..Batch::default() });
    let of = |wallet: &str, at| now(cache.movements(wallet.to_owned(), UnixSeconds(at))).unwrap();
    let yen = sum("JPY", 7, 1, (0, 0));
    assert_eq!(of("w", 400), [sum("EUR", 9_700 - 4_000 - 1_000 - 500, 4, (0, 0)), yen.clone()]);
    assert_eq!(of("w", 250), [sum("EUR", 4_200, 4, (-1_500, 2)), yen], "what came later is told apart");
    assert_eq!(of("other", 400), [sum("EUR", 990, 1, (0, 0))]);
    assert!(of("nobody", 400).is_empty());
}

#[test]
fn the_largest_amounts_cancel_out_and_do_not_overflow() {
    let place = place();
    let cache = open(&place);
    let most = i64::MAX;
    let objects = vec![
        movement("in-1", "SUCCEEDED", ("", "w"), (most, 0, "EUR"), 1),
        movement("in-2", "SUCCEEDED", ("", "w"), (most, 0, "EUR"), 1),
        movement("out-1", "SUCCEEDED", ("w", ""), (most, 0, "EUR"), 1),
    ];
    apply(&cache, Batch { objects, ..Batch::default() });
    let of = |wallet: &str| now(cache.movements(wallet.to_owned(), UnixSeconds(9))).unwrap();
    assert_eq!(of("w"), [sum("EUR", most, 3, (0, 0))]);
    let more = movement("out-2", "SUCCEEDED", ("w", ""), (most, 0, "EUR"), 1);
    apply(&cache, Batch { objects: vec![more], ..Batch::default() });
    assert_eq!(of("w"), [sum("EUR", 0, 4, (0, 0))]);
}

#[test]
fn movements_that_only_events_name_are_counted_once() {
    let place = place();
    let cache = open(&place);
    let objects = vec![movement("held", "SUCCEEDED", ("", "w"), (1, 0, "EUR"), 1)];
    let events = vec![
        event("PAYIN_NORMAL_SUCCEEDED", "held", 100),
        event("PAYIN_NORMAL_SUCCEEDED", "early", 50),
        event("PAYOUT_NORMAL_SUCCEEDED", "missing", 300),
        event("INSTANT_PAYOUT_SUCCEEDED", "missing", 310),
        event("PAYIN_NORMAL_SUCCEEDED", "gone", 200),
        event("PAYIN_NORMAL_FAILED", "failed", 200),
    ];
    apply(&cache, Batch { objects, events, ..Batch::default() });
    let types = vec!["PAYIN_NORMAL_SUCCEEDED", "PAYOUT_NORMAL_SUCCEEDED", "INSTANT_PAYOUT_SUCCEEDED"];
    let unheld = |since| now(cache.unheld(types.clone(), UnixSeconds(since))).unwrap();
    assert_eq!(unheld(100), Unheld { count: 2, since: Some(UnixSeconds(200)) });
    assert_eq!(unheld(301), Unheld { count: 1, since: Some(UnixSeconds(310)) });
    assert_eq!(unheld(900), Unheld::default());
}
