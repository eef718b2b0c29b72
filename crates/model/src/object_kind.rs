//! What an id tells of the object that it names, before anybody is asked.

/// A kind of object that can be read by its id alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ObjectKind {
    /// A user.
    User,
    /// A wallet of a user.
    Wallet,
    /// A pay-in.
    PayIn,
    /// A payout.
    Payout,
    /// A transfer.
    Transfer,
    /// A refund of any kind.
    Refund,
    /// A KYC document.
    KycDocument,
    /// A dispute.
    Dispute,
    /// A card.
    Card,
    /// A direct debit mandate.
    Mandate,
    /// A preauthorisation of seven days.
    Preauthorization,
    /// A repudiation.
    Repudiation,
    /// A settlement of a dispute.
    Settlement,
    /// A declaration of beneficial owners.
    UboDeclaration,
    /// A hook.
    Hook,
    /// A report of the older system.
    Report,
    /// A report of the newer system.
    ServiceReport,
    /// A deposit of thirty days.
    Deposit,
    /// A recipient.
    Recipient,
    /// A currency conversion.
    Conversion,
    /// A hosted identity verification session.
    IdvSession,
    /// A quote for a currency conversion.
    Quote,
    /// A banking alias of a wallet.
    BankingAlias,
}

use ObjectKind as K;

/// The kinds whose older objects have numbers for ids: those before the newer system's, reports of which are the first.
const NUMBERED: &[ObjectKind] = ObjectKind::ALL.split_at(16).0;

/// How ids begin (users-verification.md §0, money-operations.md §1.5), a longer beginning before a shorter one. Objects
/// that can be read with their owner's id only, and those that no list has, name no kind.
const BEGINNINGS: &[(&str, &[ObjectKind])] = &[
    ("user_m_", &[K::User]),
    ("wlt_m_", &[K::Wallet]),
    ("wltbank_m_", &[K::BankingAlias]),
    ("payin_m_", &[K::PayIn]),
    ("po_m_", &[K::Payout]),
    ("po_b_", &[K::Payout]),
    ("xfer_refund_c_", &[K::Refund]),
    ("xfer_m_", &[K::Transfer]),
    ("xfer_c_", &[K::Transfer]),
    ("refund_m_", &[K::Refund]),
    ("repud_m_", &[K::Repudiation]),
    ("cvrquote_", &[K::Quote]),
    ("cvr_", &[K::Conversion]),
    ("hook_m_", &[K::Hook]),
    ("report_m_", &[K::Report]),
    ("report_", &[K::ServiceReport]),
    ("deposit_m_", &[K::Deposit]),
    ("recpayinreg_m_", &[]),
    ("mdt_m_", &[K::Mandate]),
    ("bankacc_m_", &[]),
    ("card_m_", &[K::Card]),
    ("kyc_", &[K::KycDocument]),
    ("idnver_", &[K::IdvSession]),
    ("idnchc_", &[]),
    ("psc_x_", &[]),
    ("rec_", &[K::Recipient]),
    ("int_", &[]),
];

/// The longest text that is taken for an id. The API allows 128 characters; no shape that was seen has half as many.
const LONGEST: usize = 64;
/// So many digits a number that is an id has. Numbers of cards, which have thirteen at least, are none.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=12;
/// The fewest signs after a beginning that is known.
const SHORTEST_REST: usize = 6;

impl ObjectKind {
    /// Every kind, in the order in which an id that does not tell its own is asked for: what people ask for most often
    /// first, and the kinds that never had numbers for ids last.
    pub const ALL: &'static [Self] = &[
        K::User,
        K::Wallet,
        K::PayIn,
        K::Payout,
        K::Transfer,
        K::Refund,
        K::KycDocument,
        K::Dispute,
        K::Card,
        K::Mandate,
        K::Preauthorization,
        K::Repudiation,
        K::Settlement,
        K::UboDeclaration,
        K::Hook,
        K::Report,
        K::ServiceReport,
        K::Deposit,
        K::Recipient,
        K::Conversion,
        K::IdvSession,
        K::Quote,
        K::BankingAlias,
    ];

    /// The kinds that a text may name, if it has the shape of an id and is nothing else: the likeliest first, none for
    /// what cannot be read by its id alone. `None`: it is no id. Case counts, and nothing may stand around it.
    ///
    /// Ids are digits (older objects), a UUID, or a beginning that tells the kind with a ULID, a UUID or other signs
    /// after it. Of a beginning that is not known only the first two are believed: words joined by `_` are many things.
    pub fn of_id(text: &str) -> Option<&'static [Self]> {
        if text.len() > LONGEST {
            return None;
        }
        if text.bytes().all(|sign| sign.is_ascii_digit()) {
            return DIGITS.contains(&text.len()).then_some(NUMBERED);
        }
        if is_uuid(text) {
            return Some(Self::ALL);
        }
        let known = BEGINNINGS.iter().find_map(|(begins, kinds)| Some((text.strip_prefix(begins)?, *kinds)));
        if let Some((rest, kinds)) = known {
            return is_rest(rest).then_some(kinds);
        }
        let (begins, rest) = text.rsplit_once('_')?;
        (is_beginning(begins) && (is_ulid(rest) || is_uuid(rest))).then_some(Self::ALL)
    }
}

fn is_rest(text: &str) -> bool {
    text.len() >= SHORTEST_REST
        && text.bytes().any(|sign| sign.is_ascii_digit())
        && text.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-')
}

/// Small letters and digits in parts joined by `_`, a letter first.
fn is_beginning(text: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit());
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.split('_').all(is_part)
}

/// 26 signs of Crockford's alphabet, the first of them below 8: 128 bits.
fn is_ulid(text: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_digit() || sign.is_ascii_uppercase() && !b"ILOU".contains(&sign);
    text.len() == 26 && text.bytes().all(is_sign) && text.starts_with(|first: char| ('0'..'8').contains(&first))
}

/// 32 hexadecimal digits in five groups.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|sign| sign.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_tell_their_kinds() {
        const ULID: &str = "01M77GX3G0RMRQ78F4GGGDEV00";
        const UUID: &str = "3f2b8c1e-7d2a-4a57-9a35-0c8a6a1f9d11";
        for (begins, kinds) in BEGINNINGS {
            assert_eq!(ObjectKind::of_id(&format!("{begins}{ULID}")), Some(*kinds), "{begins}");
        }
        let all = ObjectKind::ALL;
        for (id, kinds) in [
            ("4659626451", NUMBERED),
            ("8494514", NUMBERED),
            ("135792468012", NUMBERED),
            (UUID, all),
            ("wt_3f2b8c1e-7d2a-4a57-9a35-0c8a6a1f9d11", all),
            ("ubodec_01M77GX3G0RMRQ78F4GGGDEV00", all),
            ("new_kind_2_01M77GX3G0RMRQ78F4GGGDEV00", all),
            ("card_m_Xy7-pQ2", &[K::Card]),
            ("po_m_01M8YM77", &[K::Payout]),
        ] {
            assert_eq!(ObjectKind::of_id(id), Some(kinds), "{id}");
        }
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in [
            "",
            " ",
            "ana",
            "2026",
            "123456",
            "2026-11-21",
            "ana belt",
            "type:payin",
            // Around an id there may be nothing.
            " 135792468",
            "135792468\n",
            "user_m_01M77GX3G0RMRQ78F4GGGDEV00 wlt_m_01M77GX3G0RMRQ78F4GGGDEV00",
            "user_m_01M77GX3G0RMRQ78F4GGGDEV00,",
            "https://example.com/users/user_m_01M77GX3G0RMRQ78F4GGGDEV00",
            // Too short, or a word of a program.
            "user_m_",
            "user_m_01M7",
            "rec_length",
            "int_overflow",
            "FEES_EUR",
            // What must not be seen by anybody.
            "Tr0ub4dor_and_3",
            "my_passw0rd",
            "correct_horse_battery_5taple",
            "sk_live_0123456789abcdefghijklmn",
            "key_01m77gx3g0rmrq78f4gggdev00",
            "dGhpcyBpcyBhIHNlY3JldCBrZXkgb2YgYW4gQVBJIHVzZXI",
            "4970105181818183",
            "4222222222222",
            "FR7630006000011234567890189",
            "+33612345678",
            "ana@example.org",
            "３５７９２４６８",
        ] {
            assert_eq!(ObjectKind::of_id(text), None, "{text}");
        }
        assert_eq!(ObjectKind::of_id(&format!("user_m_{}", "1".repeat(58))), None, "longer than any id");
        assert!(ObjectKind::of_id(&format!("user_m_{}", "1".repeat(57))).is_some());
    }

    #[test]
    fn a_longer_beginning_comes_before_a_shorter_one() {
        for (at, (begins, _)) in BEGINNINGS.iter().enumerate() {
            let hidden = BEGINNINGS[..at].iter().any(|(before, _)| begins.starts_with(before));
            assert!(!hidden, "{begins} is never reached");
        }
    }

    #[test]
    fn every_kind_is_asked_for_once() {
        for (at, kind) in ObjectKind::ALL.iter().enumerate() {
            assert!(!ObjectKind::ALL[..at].contains(kind), "{kind:?}");
        }
        assert!(ObjectKind::ALL.starts_with(NUMBERED) && NUMBERED.last() == Some(&ObjectKind::Report));
        for (begins, kinds) in BEGINNINGS {
            assert!(kinds.iter().all(|kind| ObjectKind::ALL.contains(kind)), "{begins}");
        }
    }
}
