//! A deterministic platform: the shapes and proportions of `large:N`, made as fast as they can be written.

use cache::{Batch, DocumentRow, ObjectRow, Part, UserRow};
use model::{Area, Cell, Column, Currency, KycDocumentId, Money, Origin, UnixSeconds, UserId};

/// The first moment, and seconds from one transaction to the next at a million: a year and two months.
pub(crate) const BEGIN: i64 = 1_720_000_000;
pub(crate) const SPAN: i64 = 37_000_000;
const PER_BATCH: u64 = 2_000;

/// Numbers from a seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    pub(crate) fn number(&mut self, sides: i64) -> i64 {
        i64::try_from(self.roll(sides.unsigned_abs())).unwrap()
    }

    pub(crate) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.roll(of.len() as u64)).unwrap()]
    }

    /// One of these, each with its weight.
    fn weighed<T: Copy>(&mut self, of: &[(T, u64)]) -> T {
        let mut left = self.roll(of.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in of {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *value,
            }
        }
        of[0].0
    }
}

const FIRST: [&str; 16] = [
    "Éléonore",
    "Søren",
    "Łukasz",
    "Zoé",
    "Ana",
    "Jürgen",
    "Chloé",
    "Marta",
    "Noël",
    "Ingrid",
    "Paul",
    "Ines",
    "Émile",
    "Aoife",
    "Giulia",
    "Tomáš",
];
const LAST: [&str; 16] = [
    "Müßler", "Ærø", "Żółć", "Dupont", "García", "O'Brien", "Lefèvre", "Nowak", "Rossi", "Schäfer", "Jansen", "Novák",
    "Martin", "Bernard", "Keller", "Silva",
];
const CURRENCIES: [(&str, u64); 4] = [("EUR", 80), ("GBP", 12), ("USD", 6), ("CHF", 2)];
const FAULTS: [&str; 6] = ["101101", "101110", "121999", "001999", "105202", "008999"];

pub(crate) struct World {
    pub(crate) transactions: u64,
}

impl World {
    pub(crate) fn users(&self) -> u64 {
        self.transactions / 10
    }

    /// The id of the nth object of a kind: 26 characters after the prefix, as the API's.
    pub(crate) fn id(prefix: &str, n: u64) -> String {
        let mut dice = Dice::new(n ^ (prefix.len() as u64 * 77));
        let tail: String = (0..16).map(|_| char::from(dice.pick(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"))).collect();
        format!("{prefix}_m_01J{:07}{tail}", n)
    }

    pub(crate) fn name(n: u64) -> String {
        let mut dice = Dice::new(n);
        format!("{} {} {n}", dice.pick(&FIRST), dice.pick(&LAST))
    }

    /// Everything, in the order in which a first sync brings it.
    pub(crate) fn batches(&self) -> impl Iterator<Item = Batch> + '_ {
        let users = chunks(self.users(), |n| Batch { users: vec![user(n)], ..Batch::default() });
        let documents =
            chunks(self.transactions / 20, |n| Batch { documents: vec![self.document(n)], ..Batch::default() });
        let objects = move |count, make: fn(&Self, u64) -> ObjectRow| {
            chunks(count, move |n| Batch { objects: vec![make(self, n)], ..Batch::default() })
        };
        users
            .chain(documents)
            .chain(objects(self.users(), Self::wallet))
            .chain(objects(self.transactions / 20, Self::card))
            .chain(objects(self.transactions / 500, Self::dispute))
            .chain(objects(self.transactions, Self::transaction))
    }

    fn created(&self, n: u64, dice: &mut Dice) -> i64 {
        BEGIN
            + i64::try_from(u128::from(n) * SPAN.unsigned_abs() as u128 / u128::from(self.transactions)).unwrap()
            + dice.number(400)
    }

    fn transaction(&self, n: u64) -> ObjectRow {
        let mut dice = Dice::new(n ^ 0xfeed);
        let kind = dice.weighed(&[("PAYIN", 50), ("TRANSFER", 32), ("PAYOUT", 16), ("CONVERSION", 2)]);
        let nature = dice.weighed(&[("REGULAR", 960), ("REFUND", 30), ("REPUDIATION", 6), ("SETTLEMENT", 4)]);
        let status = dice.weighed(&[("SUCCEEDED", 930), ("FAILED", 60), ("CREATED", 10)]);
        let result = if status == "FAILED" { dice.pick(&FAULTS) } else { "000000" };
        let created = self.created(n, &mut dice);
        let amount = 100 + dice.number(400) * dice.number(400);
        let currency = dice.weighed(&CURRENCIES);
        let users = self.users().max(1);
        // A few sellers have much of the trade.
        let user = if dice.roll(20) == 0 { dice.roll(5.min(users)) } else { dice.roll(users) };
        let money = |amount| Cell::Money(Money { amount, currency: Currency::new(currency) });
        let mut cells = vec![
            (Column::Type, word(kind)),
            (Column::Nature, word(nature)),
            (Column::Status, word(status)),
            (Column::ResultCode, word(result)),
            (Column::Created, moment(created)),
            (Column::Debited, money(amount)),
            (Column::Credited, money(amount - amount / 20)),
            (Column::Fees, money(amount / 20)),
            (Column::UserId, Cell::Link(World::id("user", user))),
            (Column::CreditedUserId, Cell::Link(World::id("user", dice.roll(users)))),
            (Column::PaymentType, word(dice.pick(&["CARD", "BANK_WIRE", "DIRECT_DEBIT"]))),
        ];
        if status != "CREATED" {
            cells.push((Column::Executed, moment(created + dice.number(90_000))));
        }
        if kind != "PAYIN" {
            cells.push((Column::DebitedWalletId, Cell::Link(World::id("wlt", user))));
        }
        if kind != "PAYOUT" {
            cells.push((Column::CreditedWalletId, Cell::Link(World::id("wlt", dice.roll(users)))));
        }
        if dice.roll(10) < 6 {
            let shop = dice.pick(&["Lyon", "Köln", "Porto", "Gdańsk"]);
            cells.push((Column::Tag, Cell::Text(format!("order-{} boutique {shop}", dice.roll(9_000_000)))));
        }
        let id = World::id("xfr", n);
        let raw = format!(
            "{{\"Id\":\"{id}\",\"Type\":\"{kind}\",\"Nature\":\"{nature}\",\"Status\":\"{status}\",\"CreationDate\":{created},\
             \"DebitedFunds\":{{\"Currency\":\"{currency}\",\"Amount\":{amount}}},\"filler\":\"{}\"}}",
            "0123456789abcdef".repeat(36)
        );
        ObjectRow {
            area: Area::Transactions,
            id,
            part: Part::Detail,
            cells,
            raw,
            origin: Origin::Api,
            fetched_at: UnixSeconds(BEGIN + SPAN),
        }
    }

    fn wallet(&self, n: u64) -> ObjectRow {
        let mut dice = Dice::new(n ^ 0xa11);
        let currency = dice.weighed(&CURRENCIES);
        let cells = vec![
            (Column::UserId, Cell::Link(World::id("user", n))),
            (Column::Balance, Cell::Money(Money { amount: dice.number(900_000), currency: Currency::new(currency) })),
            (Column::Description, Cell::Text(format!("Wallet of {}", World::name(n)))),
            (Column::FundsType, word("DEFAULT")),
            (Column::Created, moment(self.created(n * 10, &mut dice))),
        ];
        plain(Area::Wallets, World::id("wlt", n), cells)
    }

    fn card(&self, n: u64) -> ObjectRow {
        let mut dice = Dice::new(n ^ 0xca4d);
        let cells = vec![
            (Column::UserId, Cell::Link(World::id("user", dice.roll(self.users().max(1))))),
            (Column::Alias, Cell::Text(format!("497010XXXXXX{:04}", dice.roll(10_000)))),
            (Column::Provider, word(dice.pick(&["VISA", "MASTERCARD", "AMEX"]))),
            (Column::Validity, word(dice.pick(&["VALID", "UNKNOWN", "INVALID"]))),
            (Column::Active, Cell::Flag(dice.roll(9) > 0)),
            (Column::Fingerprint, word(&format!("{:x}", dice.roll(1 << 40)))),
            (Column::Created, moment(self.created(n * 20, &mut dice))),
        ];
        plain(Area::Cards, World::id("card", n), cells)
    }

    fn dispute(&self, n: u64) -> ObjectRow {
        let mut dice = Dice::new(n ^ 0xd15);
        let created = self.created(n * 500, &mut dice);
        let cells = vec![
            (Column::Status, word(dice.pick(&["CREATED", "PENDING_CLIENT_ACTION", "CLOSED", "SUBMITTED"]))),
            (Column::Type, word(dice.pick(&["CONTESTABLE", "NOT_CONTESTABLE", "RETRIEVAL"]))),
            (Column::RefusedReason, word(dice.pick(&["FRAUD", "DUPLICATE", "UNKNOWN"]))),
            (Column::Deadline, moment(created + 600_000)),
            (Column::Debited, Cell::Money(Money { amount: dice.number(90_000), currency: Currency::new("EUR") })),
            (Column::InitialId, Cell::Link(World::id("xfr", n * 500))),
            (Column::Created, moment(created)),
        ];
        plain(Area::Disputes, World::id("dis", n), cells)
    }

    fn document(&self, n: u64) -> DocumentRow {
        let mut dice = Dice::new(n ^ 0xd0c);
        let created = self.created(n * 20, &mut dice);
        let status = dice.weighed(&[("VALIDATED", 80), ("REFUSED", 12), ("VALIDATION_ASKED", 6), ("CREATED", 2)]);
        DocumentRow {
            id: KycDocumentId::new(World::id("kyc", n)),
            user_id: UserId::new(World::id("user", dice.roll(self.users().max(1)))),
            kind: dice.pick(&["IDENTITY_PROOF", "REGISTRATION_PROOF"]).into(),
            status: status.into(),
            refused_reason: (status == "REFUSED")
                .then(|| dice.pick(&["DOCUMENT_UNREADABLE", "DOCUMENT_HAS_EXPIRED"]).into()),
            refused_message: None,
            flags: Vec::new(),
            tag: None,
            created: Some(UnixSeconds(created)),
            processed: Some(UnixSeconds(created + 90_000)),
            raw: format!("{{\"Id\":\"{n}\"}}"),
            fetched_at: UnixSeconds(BEGIN + SPAN),
        }
    }
}

fn user(n: u64) -> UserRow {
    let mut dice = Dice::new(n);
    let natural = dice.roll(5) > 0;
    let id = World::id("user", n);
    UserRow {
        part: Part::Detail,
        person_type: Some(if natural { "NATURAL" } else { "LEGAL" }.into()),
        name: Some(World::name(n)),
        email: Some(format!("user{n}@halle-verte.example")),
        tag: None,
        legal_form: (!natural).then(|| "BUSINESS".into()),
        category: Some(dice.pick(&["OWNER", "PAYER"]).into()),
        status: Some("ACTIVE".into()),
        kyc_level: Some(dice.pick(&["LIGHT", "REGULAR"]).into()),
        country: Some(dice.pick(&["FR", "DE", "ES", "LU", "BE"]).to_owned()),
        created: Some(UnixSeconds(BEGIN + dice.number(SPAN))),
        raw: format!("{{\"Id\":\"{id}\",\"filler\":\"{}\"}}", "0123456789abcdef".repeat(60)),
        id: UserId::new(id),
        fetched_at: UnixSeconds(BEGIN + SPAN),
    }
}

fn plain(area: Area, id: String, cells: Vec<(Column, Cell)>) -> ObjectRow {
    let raw = format!("{{\"Id\":\"{id}\",\"filler\":\"{}\"}}", "0123456789abcdef".repeat(20));
    ObjectRow { area, id, part: Part::Detail, cells, raw, origin: Origin::Api, fetched_at: UnixSeconds(BEGIN + SPAN) }
}

fn word(text: &str) -> Cell {
    Cell::Word(text.to_owned())
}

fn moment(at: i64) -> Cell {
    Cell::Moment(UnixSeconds(at))
}

/// Single rows gathered into batches.
fn chunks<'a>(count: u64, make: impl Fn(u64) -> Batch + 'a) -> impl Iterator<Item = Batch> + 'a {
    let firsts = (0..count).step_by(usize::try_from(PER_BATCH).unwrap());
    firsts.map(move |first| {
        let mut batch = Batch::default();
        for one in (first..count.min(first + PER_BATCH)).map(&make) {
            batch.users.extend(one.users);
            batch.documents.extend(one.documents);
            batch.objects.extend(one.objects);
        }
        batch
    })
}
