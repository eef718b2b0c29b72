//! Numbers as people read them.

/// A whole number with groups of three: `12,400`.
pub fn number(value: i64) -> String {
    format!("{}{}", sign(value), grouped(value.unsigned_abs()))
}

/// An amount of minor units with so many decimals: `−1,284.50`. The code of its currency is shown apart.
pub fn amount(minor: i64, decimals: u32) -> String {
    let (unit, all) = (10_u64.saturating_pow(decimals), minor.unsigned_abs());
    let whole = grouped(all / unit);
    match decimals {
        0 => format!("{}{whole}", sign(minor)),
        _ => format!("{}{whole}.{:0width$}", sign(minor), all % unit, width = decimals as usize),
    }
}

/// A real minus sign, as wide as a digit.
fn sign(value: i64) -> &'static str {
    if value < 0 { "\u{2212}" } else { "" }
}

fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number of bytes. A kilobyte is 1,024 bytes and a megabyte 1,000,000, as in Mangopay's limits of 32 KB and 7 MB
/// (users-verification.md §3.4). Rounded down, so that a file just under a lower limit never reads as the limit.
pub fn bytes(count: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = count.saturating_mul(10) / unit;
        (tenths / 10, tenths % 10)
    };
    let (value, unit) = match count {
        0..1_024 => return format!("{count} B"),
        1_024..1_000_000 => (tenths(1_024), "KB"),
        1_000_000..1_000_000_000 => (tenths(1_000_000), "MB"),
        _ => (tenths(1_000_000_000), "GB"),
    };
    match value {
        (whole, 0) => format!("{whole} {unit}"),
        (whole, _) if whole >= 100 => format!("{whole} {unit}"),
        (whole, tenth) => format!("{whole}.{tenth} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{amount, bytes, number};

    #[test]
    fn numbers_are_grouped() {
        for (value, shown) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_400, "12,400"), (-1_234_567, "−1,234,567")]
        {
            assert_eq!(number(value), shown);
        }
        assert_eq!(number(i64::MIN), "−9,223,372,036,854,775,808");
    }

    #[test]
    fn amounts_lose_no_digit() {
        for (minor, decimals, shown) in [
            (0, 2, "0.00"),
            (-5, 2, "−0.05"),
            (184_050, 2, "1,840.50"),
            (61_480, 0, "61,480"),
            (i64::MAX, 2, "92,233,720,368,547,758.07"),
            (i64::MIN, 2, "−92,233,720,368,547,758.08"),
            (i64::MIN, 0, "−9,223,372,036,854,775,808"),
        ] {
            assert_eq!(amount(minor, decimals), shown);
        }
    }

    #[test]
    fn limits_read_as_mangopay_names_them_and_less_never_reads_as_the_limit() {
        for (count, shown) in [
            (0, "0 B"),
            (1_023, "1023 B"),
            (1_024, "1 KB"),
            (21_504, "21 KB"),
            (32_767, "31.9 KB"),
            (32_768, "32 KB"),
            (401_408, "392 KB"),
            (3_100_000, "3.1 MB"),
            (7_000_000, "7 MB"),
            (18_400_000, "18.4 MB"),
            (5_000_000_000, "5 GB"),
        ] {
            assert_eq!(bytes(count), shown);
        }
        assert!(bytes(u64::MAX).ends_with(" GB"));
    }
}
