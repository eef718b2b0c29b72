//! Pay-ins, cards, funds set aside, mandates.

use mangopay::*;
use model::{
    BankAccountId, CardId, CardRegistrationId, CardType, CardValidationId, Currency, DepositId, MandateId,
    MandateStatus, PayInId, PreauthorizationId, PreauthorizationPaymentStatus, PreauthorizationStatus, RecipientId,
    RecurringFrequency, RecurringId, RecurringStatus, SecureMode,
};

use super::{
    Case, cases, k,
    money::{euros, w},
    people::{some, u},
};

fn card() -> CardId {
    CardId::new("c1")
}

fn deposit() -> DepositId {
    DepositId::new("d1")
}

fn browser() -> BrowserInfo {
    BrowserInfo { java_enabled: Some(true), time_zone_offset: Some(Scalar::new("60")), ..Default::default() }
}

fn checkout() -> Checkout {
    Checkout {
        secure_mode_return_url: "https://a.example".into(),
        browser_info: browser(),
        ip_address: "::1".into(),
        secure_mode: None,
        preferred_card_network: None,
        payment_category: None,
    }
}

fn order() -> PayInOrder {
    PayInOrder {
        author_id: u(),
        debited_funds: euros(10),
        fees: euros(0),
        credited_wallet_id: w(),
        credited_user_id: None,
        statement_descriptor: None,
        flow_descriptor: None,
        tag: None,
    }
}

fn preauthorization() -> NewPreauthorization {
    NewPreauthorization {
        author_id: u(),
        debited_funds: euros(500),
        card_id: card(),
        checkout: Checkout { secure_mode: Some(SecureMode::Force), ..checkout() },
        billing: None,
        shipping: None,
        statement_descriptor: None,
        flow_descriptor: None,
        tag: None,
    }
}

fn paypal_deposit() -> NewPayPalDeposit {
    NewPayPalDeposit {
        author_id: u(),
        debited_funds: euros(500),
        return_url: "https://a.example".into(),
        cancel_url: None,
        line_items: vec![LineItem { name: some("Shoes"), quantity: Some(1), ..Default::default() }],
        shipping: None,
        shipping_preference: None,
        culture: None,
        reference: None,
        statement_descriptor: None,
        flow_descriptor: None,
        tag: None,
    }
}

fn cancelled() -> PreauthorizationUpdate {
    PreauthorizationUpdate { payment_status: PreauthorizationPaymentStatus::Canceled, tag: None }
}

fn waiting() -> PreauthorizationFilter {
    PreauthorizationFilter {
        statuses: vec![PreauthorizationStatus::Succeeded],
        payment_statuses: vec![PreauthorizationPaymentStatus::Waiting],
        result_codes: vec!["000000".into()],
        ..Default::default()
    }
}

pub fn cases() -> Vec<Case> {
    let mut all = pay_ins();
    all.extend(cards());
    all.extend(set_aside());
    all
}

cases! {
    fn pay_ins;

    one pay_in(&PayInId::new("p1")) "GET /payins/p1";
    one card_of_web_pay_in(&PayInId::new("p1")) "GET /payins/card/web/p1/extended";
    one add_tracking(&PayInId::new("p1"), &Tracking {
        tracking_number: some("1Z"), carrier: some("DHL"), notify_buyer: Some(true),
    }) "PUT /payins/p1/trackings" {"TrackingNumber": "1Z", "Carrier": "DHL", "NotifyBuyer": true};
    one create_bank_wire(&NewBankWire {
        author_id: u(), credited_wallet_id: w(), declared_debited_funds: euros(3000), declared_fees: euros(100),
        credited_user_id: None, tag: None,
        flow_descriptor: Some(FlowDescriptor {
            flow_id: None, beneficiaries: Some(vec![Beneficiary { user_id: Some(u()) }]),
        }),
    }, &k()) "POST /payins/bankwire/direct" {
        "AuthorId": "u1", "CreditedWalletId": "w1", "DeclaredDebitedFunds": {"Currency": "EUR", "Amount": 3000},
        "DeclaredFees": {"Currency": "EUR", "Amount": 100}, "FlowDescriptor": {"Beneficiaries": [{"UserId": "u1"}]},
    };
    one create_card_web(&NewCardWeb {
        order: order(), return_url: "https://a.example".into(), card_type: CardType::CbVisaMastercard,
        culture: "FR".into(), secure_mode: None, billing: None, shipping: None,
    }, &k()) "POST /payins/card/web" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 10},
        "Fees": {"Currency": "EUR", "Amount": 0}, "CreditedWalletId": "w1", "ReturnURL": "https://a.example",
        "CardType": "CB_VISA_MASTERCARD", "Culture": "FR",
    };
    one create_card_direct(&NewCardDirect {
        order: order(), card_id: card(), billing: None, shipping: None,
        checkout: Checkout { preferred_card_network: some("CB"), ..checkout() },
    }, &k()) "POST /payins/card/direct" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 10},
        "Fees": {"Currency": "EUR", "Amount": 0}, "CreditedWalletId": "w1", "CardId": "c1",
        "SecureModeReturnURL": "https://a.example", "BrowserInfo": {"JavaEnabled": true, "TimeZoneOffset": 60},
        "IpAddress": "::1", "PreferredCardNetwork": "CB",
    };
    one create_direct_debit(&NewDirectDebit { order: order(), mandate_id: MandateId::new("m1") }, &k()) "POST /payins/directdebit/direct" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 10},
        "Fees": {"Currency": "EUR", "Amount": 0}, "CreditedWalletId": "w1", "MandateId": "m1",
    };
    one capture_preauthorization(&NewPreauthorizedPayIn {
        order: order(), preauthorization_id: PreauthorizationId::new("p1"),
    }, &k()) "POST /payins/preauthorized/direct" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 10}, "Fees": {"Currency": "EUR", "Amount": 0},
        "CreditedWalletId": "w1", "PreauthorizationId": "p1",
    };
    one capture_deposit(&NewDepositPayIn { order: order(), deposit_id: deposit() }, &k()) "POST /payins/deposit-preauthorized/direct/full-capture" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 10},
        "Fees": {"Currency": "EUR", "Amount": 0}, "CreditedWalletId": "w1", "DepositId": "d1",
    };
    one create_recurring_pay_in(&NewRecurringPayIn {
        registration_id: RecurringId::new("r1"), debited_funds: Some(euros(10)), fees: Some(euros(0)),
        statement_descriptor: None, tag: None, checkout: None,
    }, &k()) "POST /payins/recurring/card/direct" {
        "RecurringPayinRegistrationId": "r1", "DebitedFunds": {"Currency": "EUR", "Amount": 10},
        "Fees": {"Currency": "EUR", "Amount": 0},
    };
    one create_recurring(&NewRecurring {
        author_id: u(), card_id: card(), credited_wallet_id: w(), first_transaction_debited_funds: euros(10),
        first_transaction_fees: euros(0), credited_user_id: None, next_transaction_debited_funds: None,
        next_transaction_fees: None, frequency: Some(RecurringFrequency::TwiceAMonth), end_date: None,
        fixed_next_amount: Some(true), fractioned_payment: None, free_cycles: None, billing: None, shipping: None,
    }, &k()) "POST /recurringpayinregistrations" {
        "AuthorId": "u1", "CardId": "c1", "CreditedWalletId": "w1",
        "FirstTransactionDebitedFunds": {"Currency": "EUR", "Amount": 10},
        "FirstTransactionFees": {"Currency": "EUR", "Amount": 0}, "Frequency": "TwiceAMonth",
        "FixedNextAmount": true,
    };
    one recurring(&RecurringId::new("r1")) "GET /recurringpayinregistrations/r1";
    one update_recurring(&RecurringId::new("r1"), &RecurringUpdate {
        status: Some(RecurringStatus::Ended), ..Default::default()
    }) "PUT /recurringpayinregistrations/r1" {"Status": "ENDED"};
}

cases! {
    fn cards;

    one create_card_registration(&NewCardRegistration {
        user_id: u(), currency: Currency::new("EUR"), card_type: Some(CardType::Amex), card_holder_name: None,
        tag: None,
    }, &k()) "POST /cardregistrations" {"UserId": "u1", "Currency": "EUR", "CardType": "AMEX"};
    one card_registration(&CardRegistrationId::new("g1")) "GET /cardregistrations/g1";
    one update_card_registration(&CardRegistrationId::new("g1"), &CardRegistrationUpdate {
        registration_data: Link::new("data=x"),
    }) "PUT /cardregistrations/g1" {"RegistrationData": "data=x"};
    list cards_of(&u(), &CardFilter { active: Some(false), ..Default::default() })
        "GET /users/u1/cards?Active=false";
    one card(&card()) "GET /cards/c1";
    one update_card(&card(), &CardUpdate { active: Some(false), ..Default::default() })
        "PUT /cards/c1" {"Active": false};
    list cards_of_fingerprint("f1", Range::default()) "GET /cards/fingerprints/f1";
    one validate_card(&card(), &NewCardValidation {
        author_id: u(), tag: None,
        checkout: Checkout { payment_category: some("ECommerce"), ..checkout() },
    }, &k()) "POST /cards/c1/validation" {
        "AuthorId": "u1", "SecureModeReturnURL": "https://a.example", "IpAddress": "::1",
        "BrowserInfo": {"JavaEnabled": true, "TimeZoneOffset": 60}, "PaymentCategory": "ECommerce",
    };
    one card_validation(&card(), &CardValidationId::new("v1")) "GET /cards/c1/validation/v1";
}

cases! {
    fn set_aside;

    one create_preauthorization(&preauthorization(), &k()) "POST /preauthorizations/card/direct" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 500}, "CardId": "c1",
        "SecureModeReturnURL": "https://a.example", "BrowserInfo": {"JavaEnabled": true, "TimeZoneOffset": 60},
        "IpAddress": "::1", "SecureMode": "FORCE",
    };
    one preauthorization(&PreauthorizationId::new("p1")) "GET /preauthorizations/p1";
    one update_preauthorization(&PreauthorizationId::new("p1"), &cancelled())
        "PUT /preauthorizations/p1" {"PaymentStatus": "CANCELED"};
    list preauthorizations_of(&u(), &waiting())
        "GET /users/u1/preauthorizations?Status=SUCCEEDED&PaymentStatus=WAITING&ResultCode=000000";
    list preauthorizations_of_card(&card(), &PreauthorizationFilter::default()) "GET /cards/c1/preauthorizations";
    one create_deposit(&preauthorization(), &k()) "POST /deposit-preauthorizations/card/direct" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 500}, "CardId": "c1",
        "SecureModeReturnURL": "https://a.example", "BrowserInfo": {"JavaEnabled": true, "TimeZoneOffset": 60},
        "IpAddress": "::1", "SecureMode": "FORCE",
    };
    one create_paypal_deposit(&paypal_deposit(), &k())
        "POST /deposit-preauthorizations/payment-methods/paypal" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 500}, "ReturnURL": "https://a.example",
        "LineItems": [{"Name": "Shoes", "Quantity": 1}],
    };
    one deposit(&deposit()) "GET /deposit-preauthorizations/d1";
    one update_deposit(&deposit(), &cancelled())
        "PUT /deposit-preauthorizations/d1" {"PaymentStatus": "CANCELED"};
    list deposits_of(&u(), &waiting())
        "GET /users/u1/deposit-preauthorizations?Status=SUCCEEDED&PaymentStatus=WAITING&ResultCode=000000";
    list deposits_of_card(&card(), &PreauthorizationFilter::default())
        "GET /cards/c1/deposit-preauthorizations";
    one create_extended_preauthorization(&preauthorization(), &k())
        "POST /extended-preauthorizations/card/direct" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 500}, "CardId": "c1",
        "SecureModeReturnURL": "https://a.example", "BrowserInfo": {"JavaEnabled": true, "TimeZoneOffset": 60},
        "IpAddress": "::1", "SecureMode": "FORCE",
    };
    one create_paypal_extended_preauthorization(&paypal_deposit(), &k())
        "POST /extended-preauthorizations/payment-methods/paypal" {
        "AuthorId": "u1", "DebitedFunds": {"Currency": "EUR", "Amount": 500}, "ReturnURL": "https://a.example",
        "LineItems": [{"Name": "Shoes", "Quantity": 1}],
    };
    one extended_preauthorization(&deposit()) "GET /extended-preauthorizations/d1";
    one update_extended_preauthorization(&deposit(), &cancelled())
        "PUT /extended-preauthorizations/d1" {"PaymentStatus": "CANCELED"};
    list extended_preauthorizations_of(&u(), &PreauthorizationFilter::default())
        "GET /users/u1/extended-preauthorizations";
    list extended_preauthorizations_of_card(&card(), &PreauthorizationFilter::default())
        "GET /cards/c1/extended-preauthorizations";
    one create_mandate(&NewMandate {
        recipient_id: Some(RecipientId::new("r1")), bank_account_id: None, culture: "FR".into(),
        return_url: "https://a.example".into(), tag: None,
    }, &k()) "POST /mandates/directdebit/web" {
        "RecipientId": "r1", "Culture": "FR", "ReturnURL": "https://a.example",
    };
    one mandate(&MandateId::new("m1")) "GET /mandates/m1";
    list mandates(&MandateFilter { statuses: vec![MandateStatus::Active], ..Default::default() })
        "GET /mandates?Status=ACTIVE";
    list mandates_of(&u(), &MandateFilter::default()) "GET /users/u1/mandates";
    list mandates_of_bank_account(&u(), &BankAccountId::new("b1"), &MandateFilter::default())
        "GET /users/u1/bankaccounts/b1/mandates";
    list mandates_of_recipient(&u(), &RecipientId::new("r1"), &MandateFilter::default())
        "GET /users/u1/recipients/r1/mandates";
    one cancel_mandate(&MandateId::new("m1")) "PUT /mandates/m1/cancel" {};
}
