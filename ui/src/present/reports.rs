//! Files of reports in words.

use ipc::reports::ReportFile;
use l10n::text_with;
use model::{Currency, Money};

use super::objects;

/// "1,204 lines, 17 columns, 214 KB".
pub fn size(file: &ReportFile) -> String {
    let args = [
        ("lines", file.lines.into()),
        ("columns", (file.columns.len() as u64).into()),
        ("size", l10n::bytes(file.bytes).into()),
    ];
    text_with("report-size", &args)
}

/// What the amounts come to: column, amount, currency.
pub fn sums(file: &ReportFile) -> Vec<(String, String, String)> {
    let sum = |(column, currency, amount): &(String, String, i64)| {
        let money = Money { amount: *amount, currency: Currency::new(currency.clone()) };
        let (shown, code) = objects::amount(&money, false);
        (column.clone(), shown, code)
    };
    file.sums.iter().map(sum).collect()
}

/// "23 h left", "12 days left": how long a file can still be downloaded.
pub fn left(ends_at: i64, now: i64) -> String {
    let hours = (ends_at - now).max(0) / 3_600;
    if hours < 48 {
        text_with("report-left-hours", &[("count", hours.into())])
    } else {
        text_with("report-left-days", &[("count", (hours / 24).into())])
    }
}

/// Whether a column holds numbers.
pub fn is_number(column: &str) -> bool {
    column.ends_with("Amount") || column.ends_with("Count")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_keep_currencies_apart() {
        let file = ReportFile {
            columns: vec!["Id".into(), "FeesAmount".into(), "FeesCurrency".into()],
            lines: 1_204,
            bytes: 2_140,
            sums: vec![("FeesAmount".into(), "EUR".into(), 123_456), ("FeesAmount".into(), "JPY".into(), 12)],
            kept_at: 0,
        };
        let told = sums(&file);
        assert_eq!(told[0], ("FeesAmount".into(), "1,234.56".into(), "EUR".into()));
        assert_eq!(told[1], ("FeesAmount".into(), "12".into(), "JPY".into()));
        assert_eq!((left(86_400, 3_600), left(31 * 86_400, 0)), ("23 h left".to_owned(), "31 days left".to_owned()));
        assert!(size(&file).starts_with("1,204 lines, 3 columns"), "{}", size(&file));
    }
}
