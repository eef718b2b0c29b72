//! Thirty queries that stand for what the views ask.

use cache::Cache;
use model::{Area, Column, Condition, Direction, Filter, ListQuery, Search, Sort, SumQuery, Total, Window};

use crate::now;
use crate::world::{BEGIN, Dice, SPAN, World};

/// What a query is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    FirstWindow,
    KeptTotal,
    Home,
    Counted,
    DeepWindow,
    Search,
}

impl Class {
    pub(crate) const ALL: [Self; 6] =
        [Self::FirstWindow, Self::KeptTotal, Self::Home, Self::Counted, Self::DeepWindow, Self::Search];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::FirstWindow => "first-window",
            Self::KeptTotal => "kept-total",
            Self::Home => "home",
            Self::Counted => "counted-total",
            Self::DeepWindow => "deep-window",
            Self::Search => "search",
        }
    }

    /// The percentile it is judged by, and the most milliseconds there.
    pub(crate) fn judged(self) -> usize {
        if self == Self::Search { 95 } else { 99 }
    }

    pub(crate) fn goal(self) -> u32 {
        match self {
            Self::FirstWindow | Self::KeptTotal | Self::Home => 16,
            Self::Counted => 300,
            Self::DeepWindow => 400,
            Self::Search => 30,
        }
    }
}

macro_rules! asked {
    ($($name:ident $class:ident $text:literal),+ $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Asked { $($name),+ }

        impl Asked {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),+];

            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            pub(crate) fn class(self) -> Class {
                match self { $(Self::$name => Class::$class),+ }
            }
        }
    };
}

asked! {
    Newest FirstWindow "transactions, newest",
    Oldest FirstWindow "transactions, oldest",
    Largest FirstWindow "transactions by amount",
    ByExecution FirstWindow "transactions by execution",
    ByStatus FirstWindow "transactions by status",
    ByResult FirstWindow "transactions by result code",
    Failed FirstWindow "one status, newest",
    FailedPayouts FirstWindow "status and type, newest",
    RareByAmount FirstWindow "nature and status by amount",
    CommonByFees FirstWindow "type and currency by fees",
    OneDay FirstWindow "one day by amount",
    OneMonthFailed FirstWindow "one month and status by execution",
    OfUser FirstWindow "a user's, newest",
    OfSellerByAmount FirstWindow "a big seller's by amount",
    OfWallet FirstWindow "a wallet's and one type",
    OneResult FirstWindow "result code and type by amount",
    AmountRange FirstWindow "amounts between, newest",
    UsersByName FirstWindow "users by name",
    WalletsByBalance FirstWindow "wallets of a currency by balance",
    DocumentsRefused FirstWindow "refused documents by decision",
    KeptOne KeptTotal "total of status, type and nature",
    KeptMonth KeptTotal "total of a month and status",
    HomeFees Home "fees by currency and day, a month",
    HomeStates Home "counts by status and type",
    CountedUser Counted "total of a seller's above an amount",
    CountedExecution Counted "total by execution between",
    DeepAmount DeepWindow "middle of all by amount",
    DeepFailed DeepWindow "far into one status and currency",
    SearchName Search "a name",
    SearchId Search "middle of an id",
    SearchTag Search "a number in a tag",
    SearchOperators Search "type, status and amount with a word",
}

const TYPES: [&str; 3] = ["PAYIN", "TRANSFER", "PAYOUT"];

fn any(column: Column, value: &str) -> Filter {
    Filter { column, condition: Condition::AnyOf(vec![value.to_owned()]) }
}

fn between(column: Column, from: i64, to: i64) -> Filter {
    Filter { column, condition: Condition::Between(Some(from), Some(to)) }
}

impl Asked {
    /// Asks, with values from the dice.
    pub(crate) fn ask(self, cache: &Cache, world: &World, dice: &mut Dice) {
        let user = World::id("user", dice.roll(world.users()));
        let day = BEGIN + dice.number(SPAN - 3_000_000);
        let month = |days: i64| between(Column::Created, day, day + days * 86_400);
        let down = Direction::Descending;
        let list =
            |filters: Vec<Filter>, column, direction| listed(cache, Area::Transactions, filters, column, direction, 0);
        match self {
            Self::Newest => list(Vec::new(), Column::Created, down),
            Self::Oldest => list(Vec::new(), Column::Created, Direction::Ascending),
            Self::Largest => list(Vec::new(), Column::Debited, down),
            Self::ByExecution => list(Vec::new(), Column::Executed, down),
            Self::ByStatus => list(Vec::new(), Column::Status, dice.pick(&[down, Direction::Ascending])),
            Self::ByResult => list(Vec::new(), Column::ResultCode, down),
            Self::Failed => list(vec![any(Column::Status, dice.pick(&["FAILED", "CREATED"]))], Column::Created, down),
            Self::FailedPayouts => {
                let kind = dice.pick(&TYPES);
                list(vec![any(Column::Status, "FAILED"), any(Column::Type, kind)], Column::Created, down);
            }
            Self::RareByAmount => {
                let nature = dice.pick(&["REPUDIATION", "SETTLEMENT", "REFUND"]);
                list(vec![any(Column::Nature, nature), any(Column::Status, "FAILED")], Column::Debited, down);
            }
            Self::CommonByFees => {
                let (kind, currency) = (dice.pick(&TYPES), dice.pick(&["EUR", "GBP", "CHF"]));
                list(vec![any(Column::Type, kind), any(Column::Currency, currency)], Column::Fees, down);
            }
            Self::OneDay => list(vec![month(1)], Column::Debited, down),
            Self::OneMonthFailed => list(vec![month(30), any(Column::Status, "FAILED")], Column::Executed, down),
            Self::OfUser => list(vec![any(Column::UserId, &user)], Column::Created, down),
            Self::OfSellerByAmount => {
                let seller = World::id("user", dice.roll(5));
                list(vec![any(Column::UserId, &seller)], Column::Debited, down);
            }
            Self::OfWallet => {
                let wallet = World::id("wlt", dice.roll(world.users()));
                list(
                    vec![any(Column::CreditedWalletId, &wallet), any(Column::Type, "TRANSFER")],
                    Column::Debited,
                    down,
                );
            }
            Self::OneResult => {
                let code = dice.pick(&["101101", "001999", "105202"]);
                list(vec![any(Column::ResultCode, code), any(Column::Type, "PAYIN")], Column::Debited, down);
            }
            Self::AmountRange => {
                let from = dice.number(100_000);
                list(vec![between(Column::Debited, from, from + 5_000)], Column::Created, down);
            }
            Self::UsersByName => listed(cache, Area::Users, Vec::new(), Column::Name, down, 0),
            Self::WalletsByBalance => {
                let currency = dice.pick(&["EUR", "GBP", "CHF"]);
                listed(cache, Area::Wallets, vec![any(Column::Currency, currency)], Column::Balance, down, 0);
            }
            Self::DocumentsRefused => {
                listed(cache, Area::KycDocuments, vec![any(Column::Status, "REFUSED")], Column::Processed, down, 0);
            }
            Self::KeptOne => {
                let (kind, nature) = (dice.pick(&TYPES), dice.pick(&["REGULAR", "REFUND"]));
                let filters = vec![any(Column::Type, kind), any(Column::Nature, nature), any(Column::Status, "FAILED")];
                counted(cache, filters);
            }
            Self::KeptMonth => counted(cache, vec![month(30), any(Column::Status, "SUCCEEDED")]),
            Self::HomeFees => {
                let from = day / 86_400;
                sums(cache, vec![Column::Currency], Some((from, from + 30)));
            }
            Self::HomeStates => sums(cache, vec![Column::Status, Column::Type], None),
            Self::CountedUser => {
                let seller = World::id("user", dice.roll(5));
                counted(cache, vec![any(Column::UserId, &seller), between(Column::Fees, 1_000, i64::MAX)]);
            }
            Self::CountedExecution => {
                counted(cache, vec![between(Column::Executed, day, BEGIN + SPAN), any(Column::Status, "SUCCEEDED")]);
            }
            Self::DeepAmount => deep(cache, world, Vec::new(), Column::Debited, dice, 100),
            Self::DeepFailed => {
                let filters = vec![any(Column::Status, "SUCCEEDED"), any(Column::Currency, "EUR")];
                deep(cache, world, filters, Column::Fees, dice, 70);
            }
            Self::SearchName => search(cache, &World::name(dice.roll(world.users())).to_lowercase()),
            Self::SearchId => {
                let id = World::id("xfr", dice.roll(world.transactions));
                search(cache, &id[id.len() - 9..id.len() - 2]);
            }
            Self::SearchTag => search(cache, &format!("order-{}", dice.roll(90_000))),
            Self::SearchOperators => {
                let kind = dice.pick(&TYPES).to_lowercase();
                search(
                    cache,
                    &format!("type:{kind} status:failed amount:>100 {}", dice.pick(&["lyon", "porto", "koln"])),
                );
            }
        }
    }
}

fn listed(cache: &Cache, area: Area, filters: Vec<Filter>, column: Column, direction: Direction, offset: u64) {
    let window = Window { offset: u32::try_from(offset).unwrap(), limit: 60 };
    let query = ListQuery { area, filters, search: String::new(), sort: Sort { column, direction }, window };
    let listing = now(cache.rows(query)).unwrap();
    assert!(listing.rows.len() <= 60 && listing.total != Total::Known(u64::MAX));
}

fn deep(cache: &Cache, world: &World, filters: Vec<Filter>, column: Column, dice: &mut Dice, percent: u64) {
    let offset = world.transactions * percent / 200 + dice.roll(world.transactions / 20);
    listed(cache, Area::Transactions, filters, column, Direction::Descending, offset);
}

fn counted(cache: &Cache, filters: Vec<Filter>) {
    let query = ListQuery {
        area: Area::Transactions,
        filters,
        search: String::new(),
        sort: Sort { column: Column::Created, direction: Direction::Descending },
        window: Window { offset: 0, limit: 0 },
    };
    let (_counting, answer) = cache.count(query);
    now(answer).unwrap();
}

fn sums(cache: &Cache, by: Vec<Column>, days: Option<(i64, i64)>) {
    let query = SumQuery { area: Area::Transactions, filters: Vec::new(), by, days };
    assert!(!now(cache.sums(vec![query])).unwrap()[0].is_empty());
}

fn search(cache: &Cache, text: &str) {
    now(cache.search(Search::read(text).unwrap(), 50)).unwrap();
}
