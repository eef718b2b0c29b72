//! What a user may do: blocked flows, the renewal of documents, strong authentication, consent.

use ipc::users::{BlockStatus, Enrolment, FactValue, LinkPurpose, ScaState, UserLink, UserRow};
use l10n::{text, text_with, word};
use model::{ConsentState, UserCategory, UserStatus};

use super::{Calendar, Role, StatusWord};
use crate::components::IconName;

/// Days before a renewal's deadline from which on somebody has to look at it (design, section 5).
const SOON: i64 = 7;

/// One line of the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingLine {
    /// For tests.
    pub name: &'static str,
    /// What it is about.
    pub label: String,
    /// How that stands.
    pub state: StatusWord,
}

fn line(name: &'static str, label: String, role: Role, icon: IconName, words: String) -> StandingLine {
    StandingLine { name, label, state: StatusWord::new(role, icon, words) }
}

/// The lines of the panel, from what is held.
pub fn lines(
    row: &UserRow,
    block: Option<&BlockStatus>,
    sca: Option<&ScaState>,
    calendar: &Calendar,
) -> Vec<StandingLine> {
    let mut lines = Vec::new();
    match block {
        Some(block) => regulatory(&mut lines, block, calendar),
        None => lines.push(unread("standing-regulatory", text("users-standing"))),
    }
    authentication(&mut lines, row, sca, calendar);
    lines
}

fn unread(name: &'static str, label: String) -> StandingLine {
    line(name, label, Role::Idle, IconName::Dashed, text("users-standing-not-read"))
}

fn regulatory(lines: &mut Vec<StandingLine>, block: &BlockStatus, calendar: &Calendar) {
    for (name, label, blocked) in
        [("standing-in", text("standing-in"), block.inflows), ("standing-out", text("standing-out"), block.outflows)]
    {
        lines.push(if blocked {
            line(name, label, Role::Bad, IconName::Lock, text("standing-blocked"))
        } else {
            line(name, label, Role::Ok, IconName::Unlock, text("standing-open"))
        });
    }
    let verified = block.verified.as_ref().map_or_else(|| text("standing-not-told"), |day| told(day, calendar));
    lines.push(line("standing-verified", text("standing-verified"), Role::Idle, IconName::Calendar, verified));
    let (role, words) = match &block.renewal {
        None => (Role::Idle, text("standing-renewal-none")),
        Some(FactValue::Day(at)) => {
            let args = [("when", calendar.until_day(*at).into()), ("day", calendar.day(*at).into())];
            (urgency(*at, calendar), text_with("standing-renewal-when", &args))
        }
        Some(other) => (Role::Warn, told(other, calendar)),
    };
    lines.push(line("standing-renewal", text("standing-renewal"), role, IconName::Hourglass, words));
}

fn told(value: &FactValue, calendar: &Calendar) -> String {
    match value {
        FactValue::Day(at) => calendar.day(*at),
        FactValue::Text(words) => words.clone(),
        _ => text("standing-not-told"),
    }
}

/// Late is bad, the last week is to be looked at.
pub fn urgency(deadline: i64, calendar: &Calendar) -> Role {
    match calendar.days_to(deadline) {
        ..0 => Role::Bad,
        0..=SOON => Role::Warn,
        _ => Role::Idle,
    }
}

fn authentication(lines: &mut Vec<StandingLine>, row: &UserRow, sca: Option<&ScaState>, calendar: &Calendar) {
    let (name, label) = ("standing-sca", text("standing-sca"));
    let is_due = row.status == UserStatus::PendingUserAction;
    let enrolment = match sca {
        _ if row.category == UserCategory::Payer => {
            lines.push(line(name, label, Role::Idle, IconName::MinusCircle, text("standing-sca-payer")));
            return;
        }
        None => {
            lines.push(unread(name, label));
            return;
        }
        Some(sca) => sca.enrolment.as_ref(),
    };
    lines.push(match enrolment {
        _ if is_due => line(name, label, Role::Warn, IconName::Clock, text("standing-sca-due")),
        None => line(name, label, Role::Idle, IconName::Dashed, text("standing-sca-never")),
        Some(Enrolment { is_done: false, .. }) => {
            line(name, label, Role::Warn, IconName::Clock, text("standing-sca-none"))
        }
        Some(Enrolment { done_at: None, .. }) => {
            line(name, label, Role::Ok, IconName::CheckCircle, text("standing-sca-done"))
        }
        Some(Enrolment { done_at: Some(at), .. }) => {
            let words = text_with("standing-sca-since", &[("day", calendar.full_date(*at).into())]);
            line(name, label, Role::Ok, IconName::CheckCircle, words)
        }
    });
    let consents = enrolment.map(|enrolment| enrolment.consents.as_slice()).unwrap_or_default();
    if consents.is_empty() {
        let (label, words) = (text("standing-consent"), text("standing-consent-none"));
        lines.push(line("standing-consent", label, Role::Idle, IconName::MinusCircle, words));
    }
    lines.extend(consents.iter().map(|consent| {
        let (role, icon) = match consent.state {
            ConsentState::Active => (Role::Ok, IconName::CheckCircle),
            ConsentState::Inactive => (Role::Idle, IconName::MinusCircle),
            ConsentState::Unknown(_) => (Role::Info, IconName::Info),
        };
        let words = word("consent-state", consent.state.as_str());
        line("standing-consent", word("consent", &consent.to), role, icon, words)
    }));
}

/// "Renewal in 55 days, 18 Jan 2027": what the head of a profile says if documents must be renewed.
pub fn renewal(block: &BlockStatus, calendar: &Calendar) -> Option<StatusWord> {
    let Some(FactValue::Day(at)) = block.renewal else { return None };
    let args = [("when", calendar.until_day(at).into()), ("day", calendar.day(at).into())];
    Some(StatusWord::new(urgency(at, calendar), IconName::Hourglass, text_with("users-renewal", &args)))
}

/// Whether there are links for a user: payers never authenticate, and nobody acts who is closed.
pub fn takes_links(row: &UserRow) -> bool {
    row.category != UserCategory::Payer && row.status != UserStatus::Closed
}

/// What is known already of what a link is for, if that is worth knowing before one is made.
pub fn known(purpose: LinkPurpose, sca: Option<&ScaState>, calendar: &Calendar) -> Option<String> {
    let enrolment = sca?.enrolment.as_ref()?;
    match purpose {
        LinkPurpose::Enrolment if !enrolment.is_done => None,
        LinkPurpose::Enrolment => Some(match enrolment.done_at {
            Some(at) => text_with("user-link-enrolled-since", &[("day", calendar.full_date(at).into())]),
            None => text("user-link-enrolled"),
        }),
        LinkPurpose::Consent => {
            let given = enrolment.consents.iter().filter(|consent| consent.state == ConsentState::Active);
            let given: Vec<_> = given.map(|consent| word("consent", &consent.to)).collect();
            (!given.is_empty()).then(|| text_with("user-link-consented", &[("what", given.join(", ").into())]))
        }
    }
}

/// How long a link works still, in whole minutes begun; `None` once it has ended.
pub fn left(link: &UserLink, calendar: &Calendar, now: i64) -> Option<String> {
    let seconds = link.ends_at.saturating_sub(now);
    let minutes = seconds.saturating_add(59) / 60;
    let args = [("minutes", minutes.into()), ("moment", calendar.clock(link.ends_at).into())];
    (seconds > 0).then(|| text_with("user-link-left", &args))
}

/// How old the oldest of it is.
pub fn age(block: Option<&BlockStatus>, sca: Option<&ScaState>, calendar: &Calendar) -> Option<String> {
    let read = [block.and_then(|block| block.fetched_at), sca.map(|sca| sca.fetched_at)];
    let oldest = read.into_iter().flatten().min()?;
    Some(text_with("users-standing-as-of", &[("age", calendar.ago(oldest).into())]))
}

#[cfg(test)]
mod tests {
    use ipc::users::Consent;
    use model::{KycLevel, PersonType, UserId};

    use super::*;

    const NOW: i64 = 1_795_513_320;
    const DAY: i64 = 86_400;

    fn row(category: UserCategory) -> UserRow {
        UserRow {
            id: UserId::new("user_m_1"),
            name: None,
            email: None,
            person_type: PersonType::Natural,
            legal_form: None,
            category,
            status: UserStatus::Active,
            kyc_level: KycLevel::Regular,
            country: None,
            created: 0,
            renewal: None,
        }
    }

    fn block(renewal: Option<FactValue>) -> BlockStatus {
        BlockStatus {
            inflows: false,
            outflows: true,
            action_code: None,
            verified: Some(FactValue::Day(1_705_276_800)),
            renewal,
            fetched_at: Some(NOW - 120),
        }
    }

    fn said(lines: &[StandingLine], name: &str) -> (Role, String) {
        let line = lines.iter().find(|line| line.name == name).expect("the line is there");
        (line.state.role, line.state.word.clone())
    }

    #[test]
    fn a_renewal_is_said_in_days_and_the_nearer_the_louder() {
        let calendar = Calendar::with_zone(NOW, |_| -300);
        let today = NOW.div_euclid(DAY) * DAY;
        for (days, role, when) in [
            (55, Role::Idle, "in 55 days"),
            (7, Role::Warn, "in 7 days"),
            (0, Role::Warn, "today"),
            (-3, Role::Bad, "3 days late"),
        ] {
            let block = block(Some(FactValue::Day(today + days * DAY)));
            let lines = lines(&row(UserCategory::Owner), Some(&block), None, &calendar);
            let (found, words) = said(&lines, "standing-renewal");
            assert!(found == role && words.starts_with(when), "{days}: {found:?} {words}");
            assert_eq!(renewal(&block, &calendar).map(|word| word.role), Some(role));
        }
        let lines = lines(&row(UserCategory::Owner), Some(&block(None)), None, &calendar);
        assert_eq!(said(&lines, "standing-renewal").1, "Not asked for");
        assert_eq!(said(&lines, "standing-out"), (Role::Bad, "Blocked".to_owned()));
        assert_eq!(said(&lines, "standing-verified").1, "15 Jan 2024");
    }

    #[test]
    fn an_enrolment_and_each_consent_have_a_line() {
        let calendar = Calendar::with_zone(NOW, |_| 0);
        let consents = vec![Consent { to: "transfers".to_owned(), state: ConsentState::Inactive }];
        let enrolment = Enrolment { is_done: true, done_at: Some(1_705_276_800), consent_at: None, consents };
        let sca = ScaState { enrolment: Some(enrolment), fetched_at: NOW - 7_200 };
        let lines_of = |row: &UserRow, sca: Option<&ScaState>| lines(row, None, sca, &calendar);
        let owner = row(UserCategory::Owner);
        let told = lines_of(&owner, Some(&sca));
        assert_eq!(said(&told, "standing-sca"), (Role::Ok, "Enrolled 15 Jan 2024".to_owned()));
        assert_eq!(said(&told, "standing-consent"), (Role::Idle, "No consent".to_owned()));
        let due = UserRow { status: UserStatus::PendingUserAction, ..owner.clone() };
        assert_eq!(said(&lines_of(&due, Some(&sca)), "standing-sca").0, Role::Warn);
        let never = ScaState { enrolment: None, fetched_at: NOW };
        assert_eq!(said(&lines_of(&owner, Some(&never)), "standing-sca").1, "Never asked for");
        assert_eq!(said(&lines_of(&owner, None), "standing-sca").1, "Not read from Mangopay yet");
        let payer = lines_of(&row(UserCategory::Payer), None);
        assert_eq!(said(&payer, "standing-sca").1, "Not needed for payers");
        let age = age(Some(&block(None)), Some(&sca), &calendar).expect("an age");
        assert!(age.contains("2 h"), "the oldest decides: {age}");
    }

    #[test]
    fn a_link_is_for_those_who_may_act_and_says_what_is_known_and_how_long_it_works() {
        assert!(takes_links(&row(UserCategory::Owner)) && !takes_links(&row(UserCategory::Payer)));
        let closed = UserRow { status: UserStatus::Closed, ..row(UserCategory::Owner) };
        assert!(!takes_links(&closed));
        let calendar = Calendar::with_zone(NOW, |_| 0);
        let state = |is_done, state| {
            let consents = vec![Consent { to: "transfers".to_owned(), state }];
            let enrolment = Enrolment { is_done, done_at: Some(1_705_276_800), consent_at: None, consents };
            ScaState { enrolment: Some(enrolment), fetched_at: NOW }
        };
        let said = |purpose, state: &ScaState| known(purpose, Some(state), &calendar);
        let (new, old) = (state(false, ConsentState::Inactive), state(true, ConsentState::Active));
        assert_eq!((said(LinkPurpose::Enrolment, &new), said(LinkPurpose::Consent, &new)), (None, None));
        assert!(said(LinkPurpose::Enrolment, &old).is_some_and(|words| words.contains("15 Jan 2024")));
        assert!(said(LinkPurpose::Consent, &old).is_some_and(|words| words.contains("Make transfers")));
        let link = UserLink { url: "https://sca.example/?token=1".to_owned(), ends_at: NOW + 600 };
        let words = |now| left(&link, &calendar, now);
        assert!(words(NOW).is_some_and(|words| words.contains("10 minutes")));
        assert!(words(NOW + 541).is_some_and(|words| words.contains("another minute")));
        assert_eq!(words(NOW + 600), None);
    }
}
