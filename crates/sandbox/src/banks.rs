//! Bank details: IBANs, BICs and the countries that have them. Check digits are real even in Sandbox
//! (docs/api/users-verification.md §7).

/// Length of an IBAN by country (the registry of ISO 13616).
const IBANS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 \
    EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 \
    LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 \
    SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20";

/// Countries of the single euro payments area, whose payees can be verified (§6.5).
const SEPA: &str = "AD AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MT NL NO PL PT RO SE \
    SI SK SM VA";

/// The IBAN without spaces and in upper case, if its country, length and check digits are right.
pub(crate) fn iban(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let country = plain.get(..2)?;
    let entry = IBANS.split_ascii_whitespace().find(|e| e.starts_with(country))?;
    let length: usize = entry.get(2..)?.parse().ok()?;
    if plain.len() != length || !plain.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let turned = plain.bytes().cycle().skip(4).take(length);
    let rest = turned.fold(0_u32, |rest, b| match b {
        b'0'..=b'9' => (rest * 10 + u32::from(b - b'0')) % 97,
        _ => (rest * 100 + u32::from(b - b'A') + 10) % 97,
    });
    (rest == 1).then_some(plain)
}

/// An IBAN with right check digits for a country and what follows them.
pub(crate) fn with_check_digits(country: &str, account: &str) -> String {
    let value = |b: u8| if b.is_ascii_digit() { u32::from(b - b'0') } else { u32::from(b - b'A') + 10 };
    let all = account.bytes().chain(country.bytes()).chain(*b"00");
    let rest = all.fold(0_u32, |rest, b| {
        let value = value(b);
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    });
    format!("{country}{:02}{account}", 98 - rest)
}

/// Whether accounts of this country have an IBAN.
pub(crate) fn has_iban(country: &str) -> bool {
    IBANS.split_ascii_whitespace().any(|e| e.starts_with(country))
}

pub(crate) fn is_sepa(country: &str) -> bool {
    SEPA.split_ascii_whitespace().any(|c| c == country)
}

/// Eight or eleven characters: bank, country, place, branch.
pub(crate) fn is_bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes[..6].iter().all(u8::is_ascii_uppercase)
        && bytes[6..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{has_iban, iban, is_bic, with_check_digits};

    #[test]
    fn check_digits_are_checked() {
        assert_eq!(iban("FR76 3000 4000 0312 3456 7890 143").as_deref(), Some("FR7630004000031234567890143"));
        for wrong in
            ["FR7630004000031234567890144", "FR763000400003123456789014", "ZZ7630004000031234567890143", "F", ""]
        {
            assert_eq!(iban(wrong), None, "{wrong}");
        }
        let made = with_check_digits("DE", "370400440532013000");
        assert_eq!((made.as_str(), iban(&made).is_some()), ("DE89370400440532013000", true));
        let made = with_check_digits("GB", "WEST12345698765432");
        assert_eq!((made.as_str(), iban(&made).is_some()), ("GB82WEST12345698765432", true));
        assert!(has_iban("FR") && !has_iban("US"));
    }

    #[test]
    fn bics_have_their_shape() {
        assert!(is_bic("BNPAFRPP") && is_bic("CMBRFR2BXXX"));
        assert!(!is_bic("BNPAFRP") && !is_bic("bnpafrpp") && !is_bic("1NPAFRPP"));
    }
}
