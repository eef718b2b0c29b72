//! What was bought and sold: the wallets of the demo world and thirteen months of movements, booked one after the other so
//! that every balance is the sum of what stands in the book. Nothing here changes users or documents.

mod holds;
mod orders;
mod outflows;
mod quarrels;
mod stalls;

use std::collections::BTreeMap;

use super::{DAY, Stage};
use crate::{
    ids::Dice,
    money::{
        amount::{Amount, Currency},
        book::{Kind, Transaction},
    },
    state::State,
};
use stalls::{Buyer, Seller};

/// Days of history: what views still show.
const DAYS: i64 = 390;
/// Events older than this are not kept: nobody can ask for them.
const TOLD: i64 = 60 * DAY;

/// Something that happens at its time.
#[derive(Debug, Clone)]
enum Act {
    /// A buyer pays for an order of a seller: buyer, seller.
    Order(usize, usize),
    /// The order's money goes on to the seller: pay-in, buyer, seller.
    Forward(String, usize, usize),
    /// The order is taken back: transfer and pay-in.
    TakeBack(String, String),
    /// A seller is paid out.
    Payout(usize),
    /// The bank answers to a payout; a code other than success fails it.
    Answer(String, &'static str),
    /// The bank returns a payout.
    Return(String, &'static str, &'static str),
    /// A buyer charges up by bank wire; whether the money comes.
    Wire(usize, bool),
    /// A buyer's purchase on the payment page; whether it is completed.
    Web(usize, bool),
    /// Money on a virtual account of a seller.
    External(usize),
    /// A seller converts.
    Convert(usize),
    /// Mandate of a buyer: creation.
    Mandate(usize),
    /// A direct debit under a mandate, by its number.
    Debit(usize),
    /// A registration's charge, by its number.
    Charge(usize),
    /// Money held on a card, by the number of the plan.
    Hold(usize),
    /// A step of a dispute, by the number of its case.
    Quarrel(usize, quarrels::Step),
}

/// The world while it is being told.
struct Till<'a, 'b> {
    stage: &'a mut Stage<'b>,
    dice: Dice,
    acts: BTreeMap<(i64, u64), Act>,
    next: u64,
    buyers: Vec<Buyer>,
    sellers: Vec<Seller>,
    /// Mandates by the number of their buyer.
    mandates: BTreeMap<usize, String>,
    recurring: Vec<String>,
    orders: i64,
    cases: Vec<quarrels::Case>,
}

/// Fills the book.
pub(super) fn tell(stage: &mut Stage<'_>) {
    let dice = Dice::new(stage.state.dice.clone().next() ^ 0x7A1E);
    let kept = stage.state.now;
    let mut till = Till {
        stage,
        dice,
        acts: BTreeMap::new(),
        next: 0,
        buyers: Vec::new(),
        sellers: Vec::new(),
        mandates: BTreeMap::new(),
        recurring: Vec::new(),
        orders: 10_000,
        cases: Vec::new(),
    };
    stalls::open(&mut till);
    orders::plan(&mut till);
    outflows::plan(&mut till);
    holds::plan(&mut till);
    quarrels::plan(&mut till);
    till.run();
    stalls::of_old(&mut till);
    let state = &mut *till.stage.state;
    state.now = kept;
    let oldest = kept - TOLD;
    state.events.retain(|event| event.date > oldest);
    state.events.sort_by_key(|event| event.date);
}

impl Till<'_, '_> {
    /// The end of what has happened.
    fn end(&self) -> i64 {
        self.stage.now()
    }

    fn plan(&mut self, at: i64, act: Act) {
        self.next += 1;
        self.acts.insert((at, self.next), act);
    }

    /// A time of day on which people shop, `days` before the end.
    fn day(&mut self, days: i64) -> i64 {
        let midnight = (self.end() - days * DAY).div_euclid(DAY) * DAY;
        midnight + self.dice.between(7 * 3_600, 21 * 3_600)
    }

    fn run(&mut self) {
        let end = self.end();
        while let Some(((at, _), act)) = self.acts.pop_first() {
            if at > end {
                return;
            }
            self.stage.state.now = at;
            self.perform(at, act);
        }
    }

    fn perform(&mut self, at: i64, act: Act) {
        match act {
            Act::Order(buyer, seller) => orders::order(self, buyer, seller, at),
            Act::Forward(payin, buyer, seller) => orders::forward(self, &payin, buyer, seller, at),
            Act::TakeBack(transfer, payin) => orders::take_back(self, &transfer, &payin, at),
            Act::Web(buyer, done) => orders::web(self, buyer, done, at),
            Act::Wire(buyer, comes) => orders::wire(self, buyer, comes, at),
            Act::External(seller) => orders::external(self, seller, at),
            Act::Payout(seller) => outflows::payout(self, seller, at),
            Act::Answer(payout, code) => outflows::answer(self, &payout, code, at),
            Act::Return(payout, reason, message) => outflows::give_back(self, &payout, reason, message, at),
            Act::Convert(seller) => outflows::convert(self, seller, at),
            Act::Mandate(buyer) => holds::mandate(self, buyer, at),
            Act::Debit(buyer) => holds::debit(self, buyer, at),
            Act::Charge(number) => holds::charge(self, number, at),
            Act::Hold(number) => holds::hold(self, number, at),
            Act::Quarrel(case, step) => quarrels::happen(self, case, step, at),
        }
    }

    /// Work that draws ids from the world, with this part's own dice: those of users and documents stay what they are.
    fn drawing<T>(&mut self, work: impl FnOnce(&mut State) -> T) -> T {
        std::mem::swap(&mut self.stage.state.dice, &mut self.dice);
        let done = work(self.stage.state);
        std::mem::swap(&mut self.stage.state.dice, &mut self.dice);
        done
    }

    /// What a wallet could still pay.
    fn available(&self, wallet: &str) -> i64 {
        self.stage.state.money.wallets.get(wallet).map_or(0, crate::money::wallets::Wallet::available)
    }

    /// A new transaction, not yet written down.
    fn draft(&mut self, prefix: &str, stem: &str, kind: Kind, author: &str, funds: (i64, i64), at: i64) -> Transaction {
        let id = self.dice.id(prefix, at);
        let (debited, fees) = (Amount::new(Currency::EUR, funds.0), Amount::new(Currency::EUR, funds.1));
        Transaction::new(id, stem, kind, author, debited, fees)
    }
}
