//! Rules that several kinds of transactions share: who may take part, and which amounts are possible
//! (docs/api/money-operations.md §2.2, §16; users-verification.md §1.11, §9.2).

use super::{
    amount::{Amount, Currency, MOST},
    codes,
    wallets::Wallet,
};
use crate::{
    answer::Refusal,
    members::Members,
    state::State,
    users::{self, Category, Level, Status, User},
};

/// A required user.
pub(crate) fn user(state: &State, members: &mut Members<'_>, name: &'static str) -> String {
    let id = members.id(name);
    if !id.is_empty() && !state.users.contains_key(&id) {
        members.wrong(name, format!("The user {id} does not exist"));
    }
    id
}

/// 400 `user_closed` for a user who acts although closed (users-verification.md §1.11).
pub(crate) fn living(state: &State, user: &str) -> Result<(), Refusal> {
    users::is_living(state, user).map(|_| ())
}

/// A required wallet of a user.
pub(crate) fn wallet(state: &State, members: &mut Members<'_>, name: &'static str) -> String {
    let id = members.id(name);
    if !id.is_empty() && owner(state, &id).is_none() {
        members.wrong(name, format!("The wallet {id} does not exist"));
    }
    id
}

/// Who owns a wallet; nobody owns the platform's.
pub(crate) fn owner<'a>(state: &'a State, wallet: &str) -> Option<&'a User> {
    state.users.get(state.money.wallets.get(wallet)?.owner.as_ref()?)
}

/// The wallet of an id that was checked before.
pub(crate) fn known<'a>(state: &'a State, wallet: &str) -> Result<&'a Wallet, Refusal> {
    state.money.wallets.get(wallet).ok_or_else(|| Refusal::not_found("Wallet", wallet))
}

/// `CreditedUserId`, which may be left out; the owner of the wallet is meant.
pub(crate) fn credited_user(state: &State, members: &mut Members<'_>, wallet: &str) -> Option<String> {
    let owner = owner(state, wallet).map(|user| user.id.clone());
    let sent = members.text("CreditedUserId", 128);
    if let (Some(sent), Some(owner)) = (&sent, &owner)
        && sent != owner
    {
        members.wrong("CreditedUserId", "CreditedUserId must be the owner of the credited wallet");
    }
    owner
}

/// 400 unless all are in the same currency.
pub(crate) fn same_currency(all: &[(&str, Currency)]) -> Result<(), Refusal> {
    let Some((_, first)) = all.first() else { return Ok(()) };
    match all.iter().find(|(_, currency)| currency != first) {
        None => Ok(()),
        Some((name, currency)) => Err(Refusal::named(
            400,
            "currency_incompatibility",
            "The currencies are not compatible",
            name,
            &format!("{} is not {}", currency.as_str(), first.as_str()),
        )),
    }
}

/// Amounts that no transaction can have.
pub(crate) fn amounts(debited: Amount, fees: Amount) -> Option<&'static str> {
    if debited.amount > MOST || fees.amount > MOST {
        Some("001011")
    } else if debited.amount < 1 {
        Some("001012")
    } else if debited.amount <= fees.amount {
        Some("001014")
    } else {
        None
    }
}

/// Why money cannot come to a user by a pay-in.
pub(crate) fn inflow(user: &User) -> Option<&'static str> {
    match user.status {
        Status::Closed => Some("002602"),
        _ if user.block.inflows => Some("008700"),
        _ => None,
    }
}

/// Why a user cannot send or get a transfer: either block stops it (users-verification.md §9.2).
pub(crate) fn transfer(from: &User, to: &User) -> Option<&'static str> {
    let blocked = |user: &User| user.block.inflows || user.block.outflows;
    if from.status == Status::Closed {
        Some("002601")
    } else if to.status == Status::Closed {
        Some("002602")
    } else if blocked(from) || to.block.inflows {
        Some("008700")
    } else if from.id == to.id {
        None
    } else {
        match (from.category, to.category) {
            (Category::Payer, Category::Payer) => Some("002701"),
            (_, Category::Payer) => Some("002702"),
            _ => None,
        }
    }
}

/// Owners must be verified where the platform is held to it: a switch, since its date depends on the platform. The code is
/// not documented (users-verification.md §1.2).
pub(crate) fn unverified<'a>(state: &State, users: impl IntoIterator<Item = &'a User>) -> Option<&'static str> {
    let unproven = |user: &User| user.category == Category::Owner && user.level == Level::Light;
    let mut users = users.into_iter();
    (state.features.verified_owners && users.any(unproven)).then_some("002997")
}

/// Whether the wallet can be debited.
pub(crate) fn covered(wallet: &Wallet, debited: Amount) -> Option<&'static str> {
    (wallet.available() < debited.amount).then_some(codes::INSUFFICIENT)
}
