//! The large world: any number of users with a wallet and about ten movements each, made up when they are asked for and
//! forgotten again unless they are changed. The same seed, number and start give the same world.
//!
//! An id tells who it belongs to: its last characters are a mark, the user's number and the object's. Of all lists only
//! `GET /users` and those below a user or wallet know the users that nobody has touched; reports of wallets and
//! transactions do too.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{DAY, address, folk, members};
use crate::{
    ids::Dice,
    money::{
        amount::{Amount, Currency},
        book::{Kind, Nature, Status as Stage, Transaction},
        wallets::Wallet,
    },
    request::Call,
    state::State,
    users::{Category, Person, User},
};

/// The span over which users arrived.
const SPAN: i64 = 390 * DAY;
/// Movements of one user: at least, and how many more at most.
const LEAST: u64 = 8;
const MORE: u64 = 5;
/// Numbers kept free for the objects of one user.
const NUMBERS: u64 = 16;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What the world is made from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Large {
    count: u32,
    seed: u64,
    /// Where the history ends.
    start: i64,
    /// Users that were changed, and are kept.
    kept: BTreeSet<u32>,
}

/// What was brought for one call: the users, and how long the book was before.
pub(crate) struct Brought {
    users: Vec<u32>,
    book: usize,
}

/// Makes a large world of an empty state.
pub(crate) fn fill(state: &mut State, count: u32, seed: u64, now: i64) {
    state.platform = "Halle Verte".to_owned();
    state.next = u64::from(count) * NUMBERS;
    state.large = Some(Large { count, seed, start: now, kept: BTreeSet::new() });
}

fn written(mut value: u64, places: usize) -> String {
    let mut text = vec![b'0'; places];
    for place in text.iter_mut().rev() {
        *place = ALPHABET[usize::try_from(value & 31).unwrap_or(0)];
        value >>= 5;
    }
    String::from_utf8(text).unwrap_or_default()
}

fn read(text: &str) -> Option<u64> {
    text.bytes().try_fold(0_u64, |value, b| {
        let digit = ALPHABET.iter().position(|a| *a == b)?;
        Some(value << 5 | u64::try_from(digit).ok()?)
    })
}

impl Large {
    fn dice(&self, index: u32) -> Dice {
        Dice::new(Dice::new(self.seed ^ u64::from(index).wrapping_mul(0x9E37_79B9)).next())
    }

    fn created(&self, index: u32) -> i64 {
        self.start - SPAN + i64::from(index) * (SPAN - DAY) / i64::from(self.count.max(1))
    }

    /// Ten characters of time, eight of a mark, six of the user's number, two of the object's.
    fn id(&self, prefix: &str, index: u32, object: u64, at: i64) -> String {
        let millis = u64::try_from(at.max(0)).unwrap_or(0) * 1_000;
        let mark = self.mark(index);
        format!("{prefix}_{}{mark}{}{}", written(millis, 10), written(u64::from(index), 6), written(object, 2))
    }

    fn mark(&self, index: u32) -> String {
        written(self.dice(index).next() >> 20, 8)
    }

    fn user_id(&self, index: u32) -> String {
        self.id("user_m", index, 0, self.created(index))
    }

    /// The user that an id belongs to.
    fn owner(&self, id: &str) -> Option<u32> {
        let tail = id.rsplit_once('_')?.1;
        let (mark, number) = (tail.get(10..18)?, tail.get(18..24)?);
        let index = u32::try_from(read(number)?).ok().filter(|index| *index < self.count)?;
        (tail.len() == 26 && mark == self.mark(index)).then_some(index)
    }

    fn user(&self, index: u32) -> User {
        let mut dice = self.dice(index);
        dice.next();
        let created = self.created(index);
        let payer = dice.below(10) < 6;
        let land = dice.pick(&folk::LANDS);
        let (first, last) = land.person(&mut dice);
        let (town, code) = *dice.pick(land.towns);
        let mail = format!("{}.{}{index}@large.example", folk::plain(first), folk::plain(last));
        let street = land.street(&mut dice);
        let data = if payer {
            json!({ "FirstName": first, "LastName": last, "Email": mail })
        } else {
            json!({
                "FirstName": first, "LastName": last, "Email": mail, "Tag": format!("seller-{index:06}"),
                "Birthday": dice.between(-180, 360) * 30 * DAY, "Nationality": land.code,
                "CountryOfResidence": land.code, "Address": address(&street, code, town, land.code),
            })
        };
        let category = if payer { Category::Payer } else { Category::Owner };
        let number = u64::from(index) * NUMBERS;
        User::active(self.user_id(index), number, created, Person::Natural, category, true, members(data))
    }

    /// A wallet with pay-ins, some of them refused or refunded: its balance is their sum.
    fn purse(&self, index: u32) -> (Wallet, Vec<Transaction>) {
        let mut dice = self.dice(index);
        for _ in 0..32 {
            dice.next();
        }
        let (user, since) = (self.user_id(index), self.created(index));
        let first = u64::from(index) * NUMBERS + 1;
        let mut wallet = Wallet {
            id: self.id("wlt_m", index, 1, since),
            number: first,
            created: since,
            owner: Some(user.clone()),
            description: Some("Purchases".to_owned()),
            tag: None,
            currency: Currency::EUR,
            balance: 0,
            held: 0,
        };
        let count = LEAST + dice.below(MORE);
        let step = (self.start - since - 3_600).max(60) / i64::try_from(count + 1).unwrap_or(1);
        let mut all: Vec<Transaction> = Vec::new();
        for n in 0..count {
            let at = since + step * i64::try_from(n + 1).unwrap_or(1);
            let object = n + 2;
            let refund =
                all.last().filter(|t| n % 4 == 3 && t.nature == Nature::Regular && t.status == Stage::Succeeded);
            let mut next = if let Some(paid) = refund {
                let funds = paid.debited;
                let id = self.id("refund_m", index, object, at);
                let mut back = Transaction::new(id, "PAYIN_REFUND", Kind::Payout, &user, funds, funds.with(0));
                back.nature = Nature::Refund;
                back.from = Some(wallet.id.clone());
                back.initial = Some(paid.as_initial());
                back.put(
                    "RefundReason",
                    json!({ "RefundReasonType": "INITIALIZED_BY_CLIENT", "RefundReasonMessage": null }),
                );
                back
            } else {
                let funds = Amount::new(Currency::EUR, dice.between(900, 40_000));
                let id = self.id("payin_m", index, object, at);
                let mut paid = Transaction::new(id, "PAYIN_NORMAL", Kind::Payin, &user, funds, funds.with(0));
                paid.credited_user = Some(user.clone());
                paid.to = Some(wallet.id.clone());
                paid.put("PaymentType", json!("BANK_WIRE"));
                paid.put("ExecutionType", json!("DIRECT"));
                paid
            };
            next.number = first + n + 1;
            next.created = at;
            if next.nature == Nature::Regular && dice.below(9) == 0 {
                next.status = Stage::Failed;
                next.code = Some("101110".to_owned());
            } else {
                next.status = Stage::Succeeded;
                next.code = Some("000000".to_owned());
                next.executed = Some(at + 60);
                let sign = if next.nature == Nature::Refund { -1 } else { 1 };
                wallet.balance += sign * next.debited.amount;
            }
            all.push(next);
        }
        (wallet, all)
    }

    /// Users that nobody has touched: what lists need of them.
    pub(crate) fn others(&self) -> impl Iterator<Item = (i64, u64, u32)> + '_ {
        let free = (0..self.count).filter(|index| !self.kept.contains(index));
        free.map(|index| (self.created(index), u64::from(index) * NUMBERS, index))
    }

    /// What each of them has.
    pub(crate) fn purses(&self) -> impl Iterator<Item = (Wallet, Vec<Transaction>)> + '_ {
        self.others().map(|(_, _, index)| self.purse(index))
    }

    /// Takes out a user that nobody has touched. Tells whether it was there.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        self.owner(id).is_some_and(|index| self.kept.insert(index))
    }

    /// One of them.
    pub(crate) fn other(&self, index: u32) -> User {
        self.user(index)
    }
}

/// Brings the users that a call is about.
pub(crate) fn bring(state: &mut State, call: &Call<'_>) -> Option<Brought> {
    fn texts<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
        match value {
            Value::String(text) => out.push(text),
            Value::Array(list) => list.iter().for_each(|one| texts(one, out)),
            Value::Object(map) => map.values().for_each(|one| texts(one, out)),
            _ => {}
        }
    }
    let large = state.large.as_ref()?;
    let mut named: Vec<&str> = call.ids.iter().map(|(_, id)| id.as_str()).collect();
    call.body.values().for_each(|value| texts(value, &mut named));
    let wanted: BTreeSet<u32> = named.into_iter().filter_map(|id| large.owner(id)).collect();
    let users: Vec<u32> = wanted.into_iter().filter(|index| !large.kept.contains(index)).collect();
    let made: Vec<_> = users.iter().map(|index| (large.user(*index), large.purse(*index))).collect();
    let book = state.money.book.all().len();
    for (user, (wallet, list)) in made {
        state.users.insert(user.id.clone(), user);
        state.money.bring(wallet, list);
    }
    Some(Brought { users, book })
}

/// After the call: a read leaves nothing behind, a write keeps its users.
pub(crate) fn put_away(state: &mut State, brought: Brought, keep: bool) {
    let Some(large) = state.large.as_mut() else { return };
    if keep {
        large.kept.extend(brought.users);
        return;
    }
    let ids: Vec<(String, String)> = brought
        .users
        .iter()
        .map(|index| (large.user_id(*index), large.id("wlt_m", *index, 1, large.created(*index))))
        .collect();
    for (user, wallet) in ids {
        state.users.remove(&user);
        state.money.forget(&user, &wallet);
    }
    state.money.book.truncate(brought.book);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Large;

    #[test]
    fn ids_tell_whose_they_are() {
        let large = Large { count: 100_000, seed: 7, start: 1_795_513_320, kept: BTreeSet::new() };
        for index in [0, 1, 31, 32, 99_999] {
            let (wallet, list) = large.purse(index);
            assert_eq!(large.owner(&large.user_id(index)), Some(index));
            assert_eq!(large.owner(&wallet.id), Some(index));
            assert!((8..=13).contains(&list.len()));
            assert!(list.iter().all(|t| large.owner(&t.id) == Some(index) && t.created <= large.start));
            assert!(wallet.balance >= 0);
        }
        assert_eq!(large.owner("user_m_01M77GX3G0RMRQ78F4GGGDEV00"), None);
        assert_eq!(large.owner("user_m_short"), None);
    }
}
