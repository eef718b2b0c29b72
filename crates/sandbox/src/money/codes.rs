//! Result codes and their messages (docs/api/money-operations.md §2.2).

pub(crate) const SUCCESS: &str = "000000";
pub(crate) const INSUFFICIENT: &str = "001001";

const MESSAGES: &[(&str, &str)] = &[
    (SUCCESS, "Success"),
    (INSUFFICIENT, "Unsufficient wallet balance"),
    ("001002", "Author is not the wallet owner"),
    ("001011", "Transaction amount is higher than maximum permitted amount"),
    ("001012", "Transaction amount is lower than minimum permitted amount"),
    ("001013", "Invalid transaction amount"),
    ("001014", "CreditedFunds must be more than 0 (DebitedFunds can not equal Fees)"),
    ("001023", "Author is not the card owner"),
    ("001024", "Author is not the mandate owner"),
    ("001031", "User has cancelled the payment"),
    ("001034", "User has let the payment session expire without paying"),
    ("001401", "Transaction has already been successfully refunded"),
    ("001403", "The transaction is too old to be refunded"),
    ("001404", "No more refunds are possible on this transaction"),
    ("001405", "The initial transaction is less than 7 days old"),
    ("001505", "The capture is higher than the remaining preauthorized amount"),
    ("001806", "The mandate was cancelled by the client"),
    ("001805", "The mandate was cancelled by the user"),
    ("001807", "The mandate session expired before it was confirmed"),
    ("001802", "The bank account details are wrong"),
    ("001830", "The debited account has insufficient funds"),
    ("001833", "The status of the mandate does not allow a payment"),
    ("001835", "The mandate has expired"),
    ("002601", "The owner of the debited wallet is closed"),
    ("002602", "The owner of the credited wallet is closed"),
    ("002701", "A payer cannot make this transaction"),
    ("002702", "A payer cannot receive transfers from owners"),
    ("002703", "Refused because the category of the user is PAYER"),
    ("002981", "The user is not verified"),
    ("002997", "The limit of unverified users is reached"),
    ("002999", "The debited user has reached the limit of unverified users"),
    ("003010", "DebitedFunds above the available amount"),
    ("003011", "Fees above the available amount"),
    ("003012", "The repudiation has already been settled"),
    ("004801", "The wallet could not be debited"),
    ("005403", "The refund is above the initial amount"),
    ("005404", "The refunded fees are above the initial fees"),
    ("005405", "The balance of the fees wallet is too low"),
    ("005407", "The same amount was already refunded within 24 hours"),
    ("005408", "Repudiations exist on this transaction"),
    ("007101", "The strong customer authentication failed"),
    ("007102", "The strong customer authentication expired"),
    ("008002", "Lost card"),
    ("008003", "Stolen card"),
    ("008005", "Security violation"),
    ("008006", "Suspected of fraud by the bank"),
    ("008700", "The user is blocked"),
    ("009103", "PSP configuration error"),
    ("009199", "PSP technical error"),
    ("009499", "Bank technical error"),
    ("009999", "Technical error"),
    ("101025", "The banking alias is not active"),
    ("101101", "Transaction refused by the bank (Do not honor)"),
    ("101102", "Transaction refused by the bank (Amount limit)"),
    ("101103", "Transaction refused by the terminal"),
    ("101104", "Transaction refused by the bank (card limit reached)"),
    ("101105", "The card has expired"),
    ("101106", "The card is not active"),
    ("101108", "Debited and credited wallets must be different"),
    ("101109", "The payment period has expired"),
    ("101110", "The payment has been refused"),
    ("101111", "Maximum number of attempts reached"),
    ("101115", "Debit limit exceeded"),
    ("101199", "Transaction refused"),
    ("101301", "Secure mode: 3DSecure authentication has failed"),
    ("101304", "Secure mode: the 3DSecure authentication session has expired"),
    ("101410", "The card is not active at Mangopay"),
    ("105101", "Invalid card number"),
    ("105103", "Invalid PIN code"),
    ("105202", "Card number: invalid format"),
    ("105203", "Expiry date: missing or invalid format"),
    ("105204", "CVV: missing or invalid format"),
    ("105205", "Callback URL: invalid format"),
    ("105206", "Registration data: invalid format"),
    ("001599", "Token processing error"),
    ("121001", "The bank wire has been refused"),
    ("121002", "The author is not the wallet owner"),
    ("121006", "The bank account is not active"),
    ("121007", "The author is not the owner of the bank account"),
    ("121009", "The payout expired before it was processed"),
    ("121018", "The bank account cannot be paid out to"),
    ("121030", "Verification of payee failed"),
    ("121999", "Generic withdrawal error"),
    ("130007", "Destination Bank is not reachable"),
    ("130008", "Duplicate instant payment"),
    ("130010", "Generic instant payment error"),
    ("130001", "Instant payment is not configured"),
];

/// What is written with a code.
pub(crate) fn message(code: &str) -> &'static str {
    MESSAGES.iter().find(|(known, _)| *known == code).map_or("Generic operation error", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::MESSAGES;

    #[test]
    fn every_code_has_six_digits_and_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (code, text) in MESSAGES {
            assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
            assert!(seen.insert(code) && !text.is_empty(), "{code}");
        }
    }
}
