//! The language of the search field: words, and operators that narrow them (`type:payin status:failed amount:>100`).

use serde::{Deserialize, Serialize};

use crate::{Area, Column, Condition, Filter};

/// What a search asks for. Everything must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Words to be found anywhere: as the beginning of a word of a text, or as a piece of an id.
    pub words: Vec<String>,
    /// Words to be found in one column of text.
    pub texts: Vec<(Column, String)>,
    /// Whose objects: a user's id, or words of a name. The local index finds the users.
    pub users: Vec<String>,
    /// The areas named by `type:`; empty: all.
    kinds: Vec<Sought>,
    /// Conditions that name a column, whatever the area.
    asked: Vec<Asked>,
    /// Amounts: of the area's first amount.
    amounts: Vec<(Option<Column>, Range)>,
    /// Days: of the area's age.
    days: Vec<(Option<i64>, Option<i64>)>,
    /// Wallets on either side.
    wallets: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sought {
    area: Area,
    filter: Option<(Column, &'static str)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    column: Column,
    condition: Condition,
}

type Range = (Option<i64>, Option<i64>);

/// Why a search cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchError {
    /// Where the trouble begins, in characters.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What it is.
    pub trouble: SearchTrouble,
}

/// What is wrong with a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchTrouble {
    /// There is no such operator; put the word in quotes to search for it.
    UnknownOperator,
    /// The operator has nothing after it.
    NoValue,
    /// `type:` knows no such thing.
    UnknownType,
    /// An amount is a number: `>100`, `<=9.50`, `10..20`.
    NotAnAmount,
    /// A day is `2026-11-21`, `2026-11` or `2026`.
    NotADay,
    /// A country has two letters.
    NotACountry,
}

impl SearchTrouble {
    /// Everything that can be wrong.
    pub const ALL: &'static [Self] =
        &[Self::UnknownOperator, Self::NoValue, Self::UnknownType, Self::NotAnAmount, Self::NotADay, Self::NotACountry];
}

/// A name, the area it means, and the value that tells its objects from the others there.
type Kind = (&'static str, Area, Option<(Column, &'static str)>);

/// What `type:` understands beside the names of the areas.
const KINDS: &[Kind] = &[
    ("payin", Area::Transactions, Some((Column::Type, "PAYIN"))),
    ("transfer", Area::Transactions, Some((Column::Type, "TRANSFER"))),
    ("payout", Area::Transactions, Some((Column::Type, "PAYOUT"))),
    ("conversion", Area::Transactions, Some((Column::Type, "CONVERSION"))),
    ("refund", Area::Transactions, Some((Column::Nature, "REFUND"))),
    ("repudiation", Area::Transactions, Some((Column::Nature, "REPUDIATION"))),
    ("settlement", Area::Transactions, Some((Column::Nature, "SETTLEMENT"))),
    ("natural", Area::Users, Some((Column::PersonType, "NATURAL"))),
    ("legal", Area::Users, Some((Column::PersonType, "LEGAL"))),
    ("kyc", Area::KycDocuments, None),
    ("deposit", Area::Preauthorizations, Some((Column::Type, "DEPOSIT"))),
    ("ubo", Area::UboDeclarations, None),
    ("idv", Area::IdvSessions, None),
    ("account", Area::BankAccounts, None),
    ("quote", Area::Quotes, None),
    ("alias", Area::BankingAliases, None),
    ("aliases", Area::BankingAliases, None),
];

/// Operators whose value is a word of the API.
const WORDS: &[(&str, Column)] = &[
    ("status", Column::Status),
    ("nature", Column::Nature),
    ("result", Column::ResultCode),
    ("code", Column::ResultCode),
    ("reason", Column::RefusedReason),
    ("currency", Column::Currency),
    ("category", Column::Category),
    ("level", Column::KycLevel),
    ("person", Column::PersonType),
    ("payment", Column::PaymentType),
];

/// Operators whose value is looked for in one text, or is an id.
const TEXTS: &[(&str, Column)] = &[("name", Column::Name), ("email", Column::Email), ("tag", Column::Tag)];
const IDS: &[(&str, Column)] = &[
    ("card", Column::CardId),
    ("mandate", Column::MandateId),
    ("dispute", Column::DisputeId),
    ("initial", Column::InitialId),
    ("fingerprint", Column::Fingerprint),
];

impl Search {
    /// Every operator, for help and completion.
    pub fn operators() -> impl Iterator<Item = &'static str> {
        let named = ["type", "user", "wallet", "amount", "fees", "country", "before", "after", "on"];
        named.into_iter().chain([WORDS, TEXTS, IDS].into_iter().flatten().map(|(name, _)| *name))
    }

    /// Reads what was typed. `after:` includes its day, `before:` does not; days are those of UTC. Amounts are in whole
    /// units (`amount:>100` is more than 100 euros); `currency:jpy` beside them makes them yen, which have no cents.
    ///
    /// # Errors
    /// [`SearchError`] with the place of what cannot be read.
    pub fn read(text: &str) -> Result<Self, SearchError> {
        let tokens = tokens(text);
        let yen = tokens
            .iter()
            .any(|token| token.operator.as_deref() == Some("currency") && token.value.eq_ignore_ascii_case("jpy"));
        let mut search = Self::default();
        for token in &tokens {
            search.take(token, if yen { 0 } else { 2 }).map_err(|trouble| SearchError {
                from: token.from,
                to: token.to,
                trouble,
            })?;
        }
        Ok(search)
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether anything but words narrows it.
    pub fn has_filters(&self) -> bool {
        let Self { words: _, texts: _, users, kinds, asked, amounts, days, wallets } = self;
        let nothing =
            users.is_empty() && asked.is_empty() && amounts.is_empty() && days.is_empty() && wallets.is_empty();
        !nothing || kinds.iter().any(|kind| kind.filter.is_some())
    }

    /// The filters an area must pass, without [`users`](Self::users): each set by itself, of which one must hold. None
    /// at all if nothing in the area can match.
    pub fn filters(&self, area: Area) -> Vec<Vec<Filter>> {
        let mut sets = vec![Vec::new()];
        let any = |column: Column, values: Vec<String>| Filter { column, condition: Condition::AnyOf(values) };
        if !self.kinds.is_empty() {
            let kinds: Vec<_> = self.kinds.iter().filter(|kind| kind.area == area).collect();
            sets = kinds
                .iter()
                .map(|kind| kind.filter.iter().map(|(column, value)| any(*column, vec![(*value).to_owned()])).collect())
                .collect();
        }
        let add = |sets: &mut Vec<Vec<Filter>>, filter: Filter| {
            if area.uses(filter.column).is_some_and(|used| used.filters) {
                sets.iter_mut().for_each(|set| set.push(filter.clone()));
            } else {
                sets.clear();
            }
        };
        for Asked { column, condition } in &self.asked {
            add(&mut sets, Filter { column: *column, condition: condition.clone() });
        }
        for (column, (from, to)) in &self.amounts {
            let first = [Column::Debited, Column::Balance].into_iter().find(|column| area.uses(*column).is_some());
            match column.or(first) {
                Some(column) => add(&mut sets, Filter { column, condition: Condition::Between(*from, *to) }),
                None => sets.clear(),
            }
        }
        for (from, to) in &self.days {
            add(&mut sets, Filter { column: area.age(), condition: Condition::Between(*from, *to) });
        }
        for wallet in &self.wallets {
            let columns: &[Column] = match area {
                Area::Wallets | Area::ClientWallets => &[Column::Id],
                Area::Transactions => &[Column::DebitedWalletId, Column::CreditedWalletId],
                Area::BankingAliases => &[Column::WalletId],
                _ => &[],
            };
            let with = |set: &Vec<Filter>, column: &Column| {
                let mut set = set.clone();
                set.push(any(*column, vec![wallet.clone()]));
                set
            };
            sets = sets.iter().flat_map(|set| columns.iter().map(move |column| with(set, column))).collect();
        }
        if self.texts.iter().any(|(column, _)| !area.uses(*column).is_some_and(|used| used.searched))
            || !self.users.is_empty() && !area.uses(Column::UserId).is_some_and(|used| used.filters)
        {
            sets.clear();
        }
        sets
    }

    fn take(&mut self, token: &Token, digits: u32) -> Result<(), SearchTrouble> {
        let value = token.value.as_str();
        let Some(operator) = token.operator.as_deref() else {
            self.words.extend(value.split_whitespace().map(str::to_owned));
            return Ok(());
        };
        let named =
            |list: &[(&str, Column)]| list.iter().find(|(name, _)| *name == operator).map(|(_, column)| *column);
        let list = || value.split(',').map(str::trim).filter(|one| !one.is_empty());
        let known = Self::operators().any(|name| name == operator);
        if known && list().next().is_none() {
            return Err(SearchTrouble::NoValue);
        }
        let any = |column, values| Asked { column, condition: Condition::AnyOf(values) };
        match operator {
            "type" => list().try_for_each(|one| self.kind(one))?,
            "user" => self.users.push(value.to_owned()),
            "wallet" => self.wallets.push(value.to_owned()),
            "amount" => self.amounts.push((None, amount(value, digits).ok_or(SearchTrouble::NotAnAmount)?)),
            "fees" => {
                self.amounts.push((Some(Column::Fees), amount(value, digits).ok_or(SearchTrouble::NotAnAmount)?));
            }
            "country" => {
                let codes: Vec<String> = list().map(str::to_ascii_uppercase).collect();
                if codes.iter().any(|code| code.len() != 2 || !code.bytes().all(|letter| letter.is_ascii_alphabetic()))
                {
                    return Err(SearchTrouble::NotACountry);
                }
                self.asked.push(any(Column::Country, codes));
            }
            "before" | "after" | "on" => {
                let (from, to) = days(value).ok_or(SearchTrouble::NotADay)?;
                self.days.push(match operator {
                    "before" => (None, Some(from)),
                    "after" => (Some(from), None),
                    _ => (Some(from), Some(to)),
                });
            }
            _ => {
                if let Some(column) = named(WORDS) {
                    let words = list().map(|word| word.to_ascii_uppercase().replace('-', "_"));
                    self.asked.push(any(column, words.collect()));
                } else if let Some(column) = named(IDS) {
                    self.asked.push(any(column, list().map(str::to_owned).collect()));
                } else if let Some(column) = named(TEXTS) {
                    self.texts.push((column, value.to_owned()));
                } else {
                    return Err(SearchTrouble::UnknownOperator);
                }
            }
        }
        Ok(())
    }

    /// A kind by its name: singular or plural, with or without dashes.
    fn kind(&mut self, name: &str) -> Result<(), SearchTrouble> {
        let plain = |text: &str| text.to_ascii_lowercase().replace(['-', '_'], "").trim_end_matches('s').to_owned();
        let wanted = plain(name);
        let kind = KINDS.iter().find(|(kind, ..)| plain(kind) == wanted);
        let area = Area::ALL.iter().find(|area| plain(area.key()) == wanted);
        let sort = match (kind, area) {
            (Some((_, area, filter)), _) => Sought { area: *area, filter: *filter },
            (None, Some(area)) => Sought { area: *area, filter: None },
            (None, None) => return Err(SearchTrouble::UnknownType),
        };
        self.kinds.push(sort);
        Ok(())
    }
}

struct Token {
    operator: Option<String>,
    value: String,
    from: u32,
    to: u32,
}

/// Parts between spaces; quotes hold a part together and hide a colon. An address (`https://…`) and a time (`10:30`)
/// are words.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().zip(0_u32..).peekable();
    while let Some((first, from)) = letters.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut token = Token { operator: None, value: String::new(), from, to: from + 1 };
        let (mut quoted, mut plain) = (first == '"', first != '"');
        if !quoted {
            token.value.push(first);
        }
        while let Some((letter, at)) = letters.next_if(|(letter, _)| quoted || !letter.is_whitespace()) {
            token.to = at + 1;
            let slashes = letters.peek().is_some_and(|(next, _)| *next == '/');
            match letter {
                '"' => quoted = !quoted,
                ':' if plain && !quoted && token.operator.is_none() && !slashes && is_name(&token.value) => {
                    token.operator = Some(std::mem::take(&mut token.value).to_ascii_lowercase());
                }
                letter => token.value.push(letter),
            }
            plain &= letter != '"';
        }
        tokens.push(token);
    }
    tokens
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_alphabetic())
}

/// `>100`, `>=100`, `<100`, `<=100`, `=100`, `100`, `10..20`, in minor units, from (included) to (not included).
fn amount(text: &str, digits: u32) -> Option<Range> {
    let number = |text: &str| minor(text, digits);
    let end = |text: &str| if text.is_empty() { Some(None) } else { number(text).map(Some) };
    if let Some((from, to)) = text.split_once("..") {
        let (from, to) = (end(from)?, end(to)?);
        return (from.is_some() || to.is_some()).then(|| (from, to.map(|to| to.saturating_add(1))));
    }
    let after = |sign: &str| text.strip_prefix(sign).map(number);
    Some(match (after(">="), after("<="), after(">"), after("<"), after("=")) {
        (Some(from), ..) => (Some(from?), None),
        (_, Some(to), ..) => (None, Some(to?.saturating_add(1))),
        (_, _, Some(from), ..) => (Some(from?.saturating_add(1)), None),
        (_, _, _, Some(to), _) => (None, Some(to?)),
        (.., exactly) => {
            let exactly = exactly.unwrap_or_else(|| number(text))?;
            (Some(exactly), Some(exactly.saturating_add(1)))
        }
    })
}

/// A decimal number with a point or a comma as minor units; more places than the currency has are refused.
fn minor(text: &str, digits: u32) -> Option<i64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let places = usize::try_from(digits).ok()?;
    let plain = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(part) || part.len() > places {
        return None;
    }
    let value: i64 = format!("{whole}{part:0<places$}").parse().ok()?;
    Some(if negative { -value } else { value })
}

/// The seconds from the beginning of a day, month or year to its end.
fn days(text: &str) -> Option<(i64, i64)> {
    let mut parts = text.split('-');
    let number = |text: &str, length| {
        (text.len() == length && text.bytes().all(|digit| digit.is_ascii_digit())).then(|| text.parse::<i64>().ok())?
    };
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|text| number(text, 2).filter(|month| (1..=12).contains(month)).ok_or(()));
    let day = parts.next().map(|text| number(text, 2).filter(|day| *day >= 1).ok_or(()));
    let (month, day) = (month.transpose().ok()?, day.transpose().ok()?);
    if parts.next().is_some() {
        return None;
    }
    let after = |year: i64, month: i64| if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let (from, to) = match (month, day) {
        (Some(month), Some(day)) => {
            let first = day_number(year, month);
            let (next_year, next_month) = after(year, month);
            let at = first + day - 1;
            (at < day_number(next_year, next_month)).then_some((at, at + 1))?
        }
        (Some(month), None) => {
            let (next_year, next_month) = after(year, month);
            (day_number(year, month), day_number(next_year, next_month))
        }
        (None, _) => (day_number(year, 1), day_number(year + 1, 1)),
    };
    Some((from * 86_400, to * 86_400))
}

/// Days from 1970 to the first of a month in the Gregorian calendar.
fn day_number(year: i64, month: i64) -> i64 {
    // Years are counted from March, so that the leap day is the last of the year.
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let days_of_years = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    days_of_years + (153 * month + 2) / 5 - 719_468
}

#[cfg(test)]
mod tests;
