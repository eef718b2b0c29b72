//! What to ask a user for after a refusal, most important first. From the reasons and flags of
//! users-verification.md §3.6 and the quality rules of §3.10. The words are `ask-<name>` in the catalogue.

use model::{KycDocumentType, RefusedReason};

/// Every name, for the test that wants words for each.
pub const ALL: &[&str] = &[
    "both-sides",
    "colour-corners",
    "code-lines",
    "no-flash",
    "in-date",
    "recent-extract",
    "latest-version",
    "complete-copy",
    "signed",
    "accepted-kind",
    "same-name",
    "right-holder",
    "adult",
    "original",
    "read-message",
    "contact-support",
];

/// What to ask for, at most four things.
pub(crate) fn advice(kind: &KycDocumentType, reason: Option<&RefusedReason>, flags: &[String]) -> Vec<String> {
    let mut asks: Vec<&'static str> = flags.iter().filter_map(|flag| of_flag(flag)).collect();
    if let Some(reason) = reason {
        asks.extend(of_reason(reason, kind));
    }
    let mut seen = Vec::new();
    for ask in asks {
        if !seen.iter().any(|known| known == ask) {
            seen.push(ask.to_owned());
        }
    }
    seen.truncate(4);
    seen
}

fn of_flag(flag: &str) -> Option<&'static str> {
    Some(match flag {
        "009000" | "009001" | "009002" => "contact-support",
        "009003" | "009010" | "009012" | "009013" | "009014" | "009017" => "colour-corners",
        "009004" | "009005" => "code-lines",
        "009006" | "009011" | "009016" => "no-flash",
        "009007" | "009018" => "both-sides",
        "009008" | "009009" | "009019" => "accepted-kind",
        "009015" | "009026" => "original",
        "009020" => "adult",
        "009021" => "in-date",
        "009022" | "009023" | "009024" | "009025" => "same-name",
        _ => return None,
    })
}

fn of_reason(reason: &RefusedReason, kind: &KycDocumentType) -> &'static [&'static str] {
    let identity = *kind == KycDocumentType::IdentityProof;
    match reason {
        RefusedReason::Unreadable if identity => &["both-sides", "colour-corners", "code-lines"],
        RefusedReason::Unreadable => &["complete-copy", "original"],
        RefusedReason::NotAccepted if identity => &["accepted-kind", "both-sides"],
        RefusedReason::NotAccepted => &["accepted-kind", "complete-copy"],
        RefusedReason::HasExpired if identity => &["in-date", "both-sides"],
        RefusedReason::HasExpired => match kind {
            KycDocumentType::RegistrationProof => &["recent-extract"],
            _ => &["latest-version"],
        },
        RefusedReason::Incomplete | RefusedReason::Missing if identity => &["both-sides", "colour-corners"],
        RefusedReason::Incomplete | RefusedReason::Missing => &["complete-copy", "signed"],
        RefusedReason::DoesNotMatchUserData | RefusedReason::DoesNotMatchAccountData => &["same-name", "right-holder"],
        RefusedReason::Falsified => &["contact-support", "original"],
        RefusedReason::Underage => &["adult"],
        RefusedReason::SpecificCase | RefusedReason::Other | RefusedReason::Unknown(_) => &["read-message"],
        RefusedReason::TriggerPeps | RefusedReason::TriggerSanctionLists | RefusedReason::TriggerInterpol => {
            &["contact-support"]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_leads_to_something_to_do() {
        for kind in KycDocumentType::KNOWN {
            for reason in RefusedReason::KNOWN.iter().chain(&["A_NEW_ONE"]) {
                let asks = advice(&(*kind).into(), Some(&(*reason).into()), &[]);
                assert!(!asks.is_empty(), "{reason} of {kind} needs a way out");
                assert!(asks.iter().all(|ask| ALL.contains(&ask.as_str())), "{reason}");
            }
        }
    }

    #[test]
    fn flags_come_first_and_nothing_is_said_twice() {
        let flags = ["009006".to_owned(), "009005".to_owned()];
        let asks = advice(&KycDocumentType::IdentityProof, Some(&RefusedReason::Unreadable), &flags);
        assert_eq!(asks, ["no-flash", "code-lines", "both-sides", "colour-corners"]);
    }

    #[test]
    fn every_flag_of_the_sheet_is_known() {
        for number in 0..=26 {
            assert!(of_flag(&format!("0090{number:02}")).is_some(), "0090{number:02}");
        }
        assert_eq!(of_flag("009099"), None, "a flag of the future adds no advice");
    }
}
