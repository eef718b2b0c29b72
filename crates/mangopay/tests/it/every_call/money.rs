//! Wallets, transactions, transfers, payouts, refunds, disputes and what settles them, conversions.

use mangopay::*;
use model::{
    BankAccountId, CardId, ChargeBearer, ConversionFeesType, ConversionId, Currency, DepositId, DisputeDocumentId,
    DisputeDocumentType, DisputeId, DisputeStatus, DisputeType, FundsType, KycDocumentStatus, MandateId, Money,
    PayInId, PaymentRefReason, PayoutId, PayoutMode, PreauthorizationId, QuoteId, RecipientId, RefundId, RepudiationId,
    ScaContext, SettlementId, TransactionNature, TransactionStatus, TransactionType, TransferId, WalletId,
};

use super::{
    Case, cases, k,
    people::{range, some, u},
};

pub fn w() -> WalletId {
    WalletId::new("w1")
}

pub fn euros(amount: i64) -> Money {
    Money { amount, currency: Currency::new("EUR") }
}

fn d() -> DisputeId {
    DisputeId::new("d1")
}

fn payout() -> NewPayout {
    NewPayout {
        author_id: u(),
        debited_funds: euros(i64::MAX),
        fees: euros(0),
        debited_wallet_id: w(),
        recipient_id: Some(RecipientId::new("r1")),
        bank_account_id: None,
        bank_wire_ref: some("INV 42"),
        payout_mode_requested: Some(PayoutMode::InstantPaymentOnly),
        payment_ref: Some(PaymentRef {
            reason_type: Some(PaymentRefReason::PayinRefund),
            reference_id: Some(PayInId::new("p1")),
        }),
        charge_bearer: Some(ChargeBearer::Sha),
        tag: None,
    }
}

fn refund() -> NewRefund {
    NewRefund {
        author_id: u(),
        debited_funds: Some(euros(2500)),
        fees: Some(euros(-500)),
        statement_descriptor: None,
        tag: None,
    }
}

fn dollars() -> ConversionFunds {
    ConversionFunds { currency: Some(Currency::new("USD")), amount: None }
}

pub fn cases() -> Vec<Case> {
    let mut all = wallets();
    all.extend(movements());
    all.extend(disputes());
    all.extend(conversions());
    all
}

cases! {
    fn wallets;

    one create_wallet(&NewWallet {
        owners: vec![u()], description: "Mine".into(), currency: Currency::new("EUR"), tag: None,
    }, &k()) "POST /wallets" {"Owners": ["u1"], "Description": "Mine", "Currency": "EUR"};
    one update_wallet(&w(), &WalletUpdate { tag: some("t"), ..Default::default() })
        "PUT /wallets/w1" {"Tag": "t"};
    one wallet(&w(), &WalletQuery { sca_context: Some(ScaContext::UserPresent) })
        "GET /wallets/w1?ScaContext=USER_PRESENT";
    list wallets_of(&u(), &WalletFilter { sca_context: Some(ScaContext::UserNotPresent), ..Default::default() })
        "GET /users/u1/wallets?ScaContext=USER_NOT_PRESENT";
    list transactions_of_user(&u(), &TransactionFilter {
        range: range(),
        statuses: vec![TransactionStatus::Succeeded, TransactionStatus::Failed],
        types: vec![TransactionType::Payin],
        natures: vec![TransactionNature::Refund, TransactionNature::Unknown("NEW".into())],
        result_codes: vec!["001001".into(), "101101".into()],
        sca_context: Some(ScaContext::UserPresent),
    }) "GET /users/u1/transactions?Sort=CreationDate:DESC&AfterDate=5&BeforeDate=9&Status=SUCCEEDED,FAILED&Type=PAYIN&Nature=REFUND,NEW&ResultCode=001001,101101&ScaContext=USER_PRESENT";
    list transactions_of_wallet(&w(), &TransactionFilter::default()) "GET /wallets/w1/transactions";
    list transactions_of_bank_account(&BankAccountId::new("b1"), &TransactionFilter::default())
        "GET /bankaccounts/b1/transactions";
    list transactions_of_card(&CardId::new("c1"), &TransactionFilter::default()) "GET /cards/c1/transactions";
    list transactions_of_fingerprint("f1", &TransactionFilter::default())
        "GET /cards/fingerprints/f1/transactions";
    list transactions_of_mandate(&MandateId::new("m1"), &TransactionFilter::default())
        "GET /mandates/m1/transactions";
    list transactions_of_preauthorization(&PreauthorizationId::new("p1"), &TransactionFilter::default())
        "GET /preauthorizations/p1/transactions";
    list transactions_of_deposit(&DepositId::new("d1"), &TransactionFilter::default())
        "GET /deposit-preauthorizations/d1/transactions";
    list transactions_of_extended_preauthorization(&DepositId::new("d1"), &TransactionFilter::default())
        "GET /extended-preauthorizations/d1/transactions";
    list transactions_of_dispute(&d(), &TransactionFilter::default()) "GET /disputes/d1/transactions";
}

cases! {
    fn movements;

    one create_transfer(&NewTransfer {
        author_id: u(),
        debited_funds: euros(100),
        fees: euros(1),
        debited_wallet_id: w(),
        credited_wallet_id: WalletId::new("w2"),
        credited_user_id: None,
        sca_context: Some(ScaContext::UserPresent),
        tag: some("t"),
    }, &k()) "POST /transfers" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 100},
        "Fees": {"Currency": "EUR", "Amount": 1}, "DebitedWalletId": "w1", "CreditedWalletId": "w2",
        "ScaContext": "USER_PRESENT", "Tag": "t",
    };
    one transfer(&TransferId::new("x1")) "GET /transfers/x1";
    one create_payout(&payout(), &k()) "POST /payouts/bankwire" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 9_223_372_036_854_775_807i64},
        "Fees": {"Currency": "EUR", "Amount": 0}, "DebitedWalletId": "w1", "RecipientId": "r1",
        "BankWireRef": "INV 42", "PayoutModeRequested": "INSTANT_PAYMENT_ONLY", "ChargeBearer": "SHA",
        "PaymentRef": {"ReasonType": "PAYIN_REFUND", "ReferenceId": "p1"},
    };
    one payout(&PayoutId::new("o1")) "GET /payouts/o1";
    one payout_with_mode(&PayoutId::new("o1")) "GET /payouts/bankwire/o1";
    one payout_reachability(&NewPayout {
        bank_account_id: Some(BankAccountId::new("b1")), recipient_id: None, bank_wire_ref: None,
        payment_ref: None, charge_bearer: None, payout_mode_requested: Some(PayoutMode::InstantPayment),
        ..payout()
    }, &k()) "POST /payouts/reachability" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 9_223_372_036_854_775_807i64},
        "Fees": {"Currency": "EUR", "Amount": 0}, "DebitedWalletId": "w1", "BankAccountId": "b1",
        "PayoutModeRequested": "INSTANT_PAYMENT",
    };
    one refund_pay_in(&PayInId::new("p1"), &refund(), &k()) "POST /payins/p1/refunds" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 2500},
        "Fees": {"Currency": "EUR", "Amount": -500},
    };
    one refund_transfer(&TransferId::new("x1"), &NewRefund { debited_funds: None, fees: None, ..refund() }, &k())
        "POST /transfers/x1/refunds" {"AuthorId": "u1"};
    one refund(&RefundId::new("f1")) "GET /refunds/f1";
    list refunds_of_pay_in(&PayInId::new("p1"), &RefundFilter {
        statuses: vec![TransactionStatus::Succeeded], result_codes: vec!["000000".into()], ..Default::default()
    }) "GET /payins/p1/refunds?Status=SUCCEEDED&ResultCode=000000";
    list refunds_of_transfer(&TransferId::new("x1"), &RefundFilter::default()) "GET /transfers/x1/refunds";
    list refunds_of_payout(&PayoutId::new("o1"), &RefundFilter::default()) "GET /payouts/o1/refunds";
    list refunds_of_repudiation(&RepudiationId::new("r1"), &RefundFilter::default())
        "GET /repudiations/r1/refunds";
    one repudiation(&RepudiationId::new("r1")) "GET /repudiations/r1";
    one create_settlement(&RepudiationId::new("r1"), &NewSettlement {
        author_id: u(), debited_funds: euros(10), fees: euros(0), tag: None,
    }, &k()) "POST /repudiations/r1/settlementtransfer" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 10},
        "Fees": {"Currency": "EUR", "Amount": 0},
    };
    one settlement(&SettlementId::new("s1")) "GET /settlements/s1";
}

cases! {
    fn disputes;

    one dispute(&d()) "GET /disputes/d1";
    list disputes(&DisputeFilter {
        statuses: vec![DisputeStatus::PendingClientAction, DisputeStatus::ReopenedPendingClientAction],
        types: vec![DisputeType::Contestable, DisputeType::Retrieval],
        ..Default::default()
    }) "GET /disputes?Status=PENDING_CLIENT_ACTION,REOPENED_PENDING_CLIENT_ACTION&DisputeType=CONTESTABLE,RETRIEVAL";
    list disputes_of_user(&u(), &DisputeFilter::default()) "GET /users/u1/disputes";
    list disputes_of_wallet(&w(), &DisputeFilter::default()) "GET /wallets/w1/disputes";
    list disputes_of_pay_in(&PayInId::new("p1"), &DisputeFilter::default()) "GET /payins/p1/disputes";
    list disputes_pending_settlement() "GET /disputes/pendingsettlement";
    one update_dispute(&d(), &DisputeUpdate { tag: "t".into() }) "PUT /disputes/d1" {"Tag": "t"};
    one submit_dispute(&d(), &Contest { contested_funds: Some(euros(5000)) })
        "PUT /disputes/d1/submit" {"ContestedFunds": {"Currency": "EUR", "Amount": 5000}};
    one close_dispute(&d()) "PUT /disputes/d1/close" {};
    one create_dispute_document(&d(), &NewDisputeDocument {
        kind: DisputeDocumentType::UserCorrespondance, tag: None,
    }, &k()) "POST /disputes/d1/documents" {"Type": "USER_CORRESPONDANCE"};
    page send_dispute_page(&d(), &DisputeDocumentId::new("o1"), &k()) "POST /disputes/d1/documents/o1/pages";
    one submit_dispute_document(&d(), &DisputeDocumentId::new("o1"))
        "PUT /disputes/d1/documents/o1" {"Status": "VALIDATION_ASKED"};
    one dispute_document(&DisputeDocumentId::new("o1")) "GET /dispute-documents/o1";
    list documents_of_dispute(&d(), &DisputeDocumentFilter::default()) "GET /disputes/d1/documents";
    list dispute_documents(&DisputeDocumentFilter {
        statuses: vec![KycDocumentStatus::Refused], types: vec![DisputeDocumentType::Invoice],
        ..Default::default()
    }) "GET /dispute-documents?Status=REFUSED&Type=INVOICE";
    array consult_dispute_document(&DisputeDocumentId::new("o1"), &k())
        "POST /dispute-documents/o1/consult" {};
}

cases! {
    fn conversions;

    one conversion_rate(&Currency::new("EUR"), &Currency::new("USD")) "GET /conversions/rate/EUR/USD";
    one create_quote(&NewQuote {
        debited_funds: ConversionFunds { currency: Some(Currency::new("EUR")), amount: Some(900) },
        credited_funds: dollars(),
        duration: 300,
        fees: Some(ConversionFees {
            currency: Some(Currency::new("EUR")),
            kind: Some(ConversionFeesType::Percentage),
            value: Some(Scalar::new("1.5")),
            amount: None,
        }),
        user_margin: None,
        tag: None,
    }, &k()) "POST /conversions/quote" {
        "DebitedFunds": {"Currency": "EUR", "Amount": 900}, "CreditedFunds": {"Currency": "USD"}, "Duration": 300,
        "Fees": {"Currency": "EUR", "Type": "PERCENTAGE", "Value": 1.5},
    };
    one quote(&QuoteId::new("q1")) "GET /conversions/quote/q1";
    one create_quoted_conversion(&NewQuotedConversion {
        quote_id: QuoteId::new("q1"), author_id: u(), debited_wallet_id: w(),
        credited_wallet_id: WalletId::new("w2"), tag: None,
    }, &k()) "POST /conversions/quoted-conversion" {
        "QuoteId": "q1", "AuthorId": "u1", "DebitedWalletId": "w1", "CreditedWalletId": "w2",
    };
    one create_instant_conversion(&NewInstantConversion {
        author_id: u(), debited_wallet_id: w(), credited_wallet_id: WalletId::new("w2"),
        debited_funds: euros(900), credited_funds: dollars(), fees: None, user_margin: None, tag: None,
    }, &k()) "POST /conversions/instant-conversion" {
        "AuthorId": "u1", "DebitedWalletId": "w1", "CreditedWalletId": "w2",
        "DebitedFunds": {"Currency": "EUR", "Amount": 900}, "CreditedFunds": {"Currency": "USD"},
    };
    one create_client_quoted_conversion(&NewClientQuotedConversion {
        quote_id: QuoteId::new("q1"), debited_wallet_type: FundsType::Fees,
        credited_wallet_type: FundsType::Credit, tag: None,
    }, &k()) "POST /clients/conversions/quoted-conversion" {
        "QuoteId": "q1", "DebitedWalletType": "FEES", "CreditedWalletType": "CREDIT",
    };
    one create_client_instant_conversion(&NewClientInstantConversion {
        debited_wallet_type: FundsType::Fees, debited_funds: euros(1), credited_wallet_type: FundsType::Credit,
        credited_funds: dollars(), tag: None,
    }, &k()) "POST /clients/conversions/instant-conversion" {
        "DebitedWalletType": "FEES", "DebitedFunds": {"Currency": "EUR", "Amount": 1},
        "CreditedWalletType": "CREDIT", "CreditedFunds": {"Currency": "USD"},
    };
    one conversion(&ConversionId::new("v1")) "GET /conversions/v1";
}
