//! A wallet's balance beside its movements, in words.

use ipc::{
    sync::MissingReason,
    wallets::{Gap, Verdict, WalletCheck},
};
use l10n::{text, text_with};

use super::{Calendar, Role, StatusWord, number, objects};
use crate::components::IconName;

/// What a comparison comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// In a word.
    pub verdict: StatusWord,
    /// What was compared: name, number, currency.
    pub amounts: Vec<(String, String, String)>,
    /// Why, and what to do.
    pub lines: Vec<String>,
}

/// The words of a comparison.
pub fn told(check: &WalletCheck, calendar: &Calendar) -> Told {
    let mut lines = vec![counted("ledger-held", check.movements)];
    if check.later > 0 {
        lines.push(counted("ledger-later", check.later));
    }
    let verdict = match &check.verdict {
        Verdict::Agrees => StatusWord::new(Role::Ok, IconName::CheckCircle, text("ledger-agrees")),
        Verdict::Differs { by, unheld, since } => {
            lines.push(match since.filter(|_| *unheld > 0) {
                Some(since) => {
                    let args = [("count", (*unheld).into()), ("day", calendar.full_date(since).into())];
                    text_with("ledger-unheld", &args)
                }
                None => text("ledger-unheld-none"),
            });
            lines.push(text("ledger-differs-do"));
            let args = [("amount", number::money(by).into()), ("currency", by.currency.as_str().into())];
            StatusWord::new(Role::Bad, IconName::Alert, text_with("ledger-differs", &args))
        }
        Verdict::Open { gap } => {
            lines.push(why(*gap, calendar));
            StatusWord::new(Role::Idle, IconName::Half, text("ledger-open"))
        }
    };
    let balance = text_with("ledger-balance", &[("moment", calendar.moment(check.balance_at).into())]);
    let amounts = [(balance, &check.balance), (text("ledger-sum"), &check.sum)];
    let amounts = amounts.into_iter().filter_map(|(name, money)| {
        let (shown, currency) = objects::amount(money.as_ref()?, false);
        Some((name, shown, currency))
    });
    Told { verdict, amounts: amounts.collect(), lines }
}

fn counted(id: &str, count: u64) -> String {
    text_with(id, &[("count", count.into())])
}

fn why(gap: Gap, calendar: &Calendar) -> String {
    match gap {
        Gap::NoBalance => text("ledger-gap-no-balance"),
        Gap::NotRead { reason } => text(match reason {
            MissingReason::NotYet => "ledger-gap-not-yet",
            MissingReason::Sca => "ledger-gap-sca",
            MissingReason::NotAllowed => "ledger-gap-not-allowed",
            MissingReason::Refused | MissingReason::NeverShown => "ledger-gap-refused",
        }),
        Gap::Older { from } => text_with("ledger-gap-older", &[("day", calendar.full_date(from).into())]),
        Gap::Others { users } => counted("ledger-gap-others", users),
        Gap::Unfollowed => text("ledger-gap-unfollowed"),
    }
}

#[cfg(test)]
mod tests {
    use model::{Currency, Money};

    use super::*;

    fn money(amount: i64) -> Money {
        Money { amount, currency: Currency::new("EUR") }
    }

    fn check(sum: i64, later: u64, verdict: Verdict) -> WalletCheck {
        let (balance, sum) = (Some(money(1_248_035)), Some(money(sum)));
        WalletCheck { balance, balance_at: 0, sum, movements: 214, later, verdict }
    }

    #[test]
    fn a_difference_alarms_and_a_gap_does_not() {
        let calendar = Calendar::with_zone(0, |_| 0);
        let agrees = told(&check(1_248_035, 1, Verdict::Agrees), &calendar);
        assert_eq!((agrees.verdict.role, agrees.verdict.word.as_str()), (Role::Ok, "They agree"));
        assert_eq!(agrees.lines.len(), 2, "{:?}", agrees.lines);
        let differs = Verdict::Differs { by: money(-1_200), unheld: 2, since: Some(86_400) };
        let differs = told(&check(1_249_235, 0, differs), &calendar);
        assert_eq!(differs.verdict.role, Role::Bad);
        assert_eq!(differs.verdict.word, "They differ by \u{2212}12.00 EUR");
        assert!(differs.lines[1].contains("2 movements") && differs.lines[1].contains("2 Jan 1970"));
        assert_eq!(differs.amounts[1].1, "12,492.35");
        for gap in [
            Gap::NoBalance,
            Gap::NotRead { reason: MissingReason::Sca },
            Gap::Older { from: 0 },
            Gap::Others { users: 3 },
            Gap::Unfollowed,
        ] {
            let open = told(&check(1, 0, Verdict::Open { gap }), &calendar);
            assert_eq!((open.verdict.role, open.lines.len()), (Role::Idle, 2), "{gap:?}");
        }
    }
}
