//! Users and what verifies them, cards, bank accounts, recipients.

use mangopay::*;
use model::{
    BankAccountId, Currency, DepositAccountType, EventType, IdvSessionId, KycDocumentId, KycDocumentStatus,
    KycDocumentType, LegalPersonType, PayoutMethodType, PscId, RecipientId, RecipientScope, RecipientStatus,
    RecipientType, ScaContext, UboDeclarationId, UboId, UnixSeconds, UserCategory, UserId,
};

use super::{Case, cases, k};

pub fn u() -> UserId {
    UserId::new("u1")
}

fn doc() -> KycDocumentId {
    KycDocumentId::new("k1")
}

fn dec() -> UboDeclarationId {
    UboDeclarationId::new("d1")
}

pub fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub fn address() -> Address {
    Address { address_line1: some("1 Main St"), city: some("Paris"), country: some("FR"), ..Default::default() }
}

pub fn range() -> Range {
    Range { order: Some(Order::NewestFirst), after: Some(UnixSeconds(5)), before: Some(UnixSeconds(9)) }
}

fn natural() -> NaturalUserData {
    NaturalUserData {
        user_category: Some(UserCategory::Owner),
        terms_and_conditions_accepted: Some(true),
        person: PersonData { first_name: some("Zoë"), birthday: Some(UnixSeconds(-14_169_600)), ..Default::default() },
        income_range: Some(2),
        address: Some(address()),
        sca_context: Some(ScaContext::UserPresent),
        ..Default::default()
    }
}

fn by_person(person: PersonData) -> NaturalUserData {
    NaturalUserData { person, ..Default::default() }
}

fn legal() -> LegalUserData {
    LegalUserData {
        entity: EntityData { legal_person_type: Some(LegalPersonType::Business), ..Default::default() },
        legal_representative: Some(PersonData { email: some("jo@example.com"), ..Default::default() }),
        ..Default::default()
    }
}

fn legacy() -> LegacyLegalUserData {
    LegacyLegalUserData { legal_representative_email: some("jo@example.com"), ..Default::default() }
}

fn account<D>(details: D) -> NewBankAccount<D> {
    NewBankAccount { owner_name: "Zoë".into(), owner_address: address(), tag: None, details }
}

fn ubo() -> UboData {
    UboData {
        first_name: "Jo".into(),
        last_name: "Do".into(),
        address: address(),
        nationality: "FR".into(),
        birthday: UnixSeconds(7),
        birthplace: Birthplace { city: some("Paris"), country: some("FR") },
        is_active: None,
    }
}

fn recipient() -> NewRecipient {
    NewRecipient {
        display_name: "Mine".into(),
        payout_method_type: PayoutMethodType::LocalBankTransfer,
        recipient_type: RecipientType::Individual,
        currency: Currency::new("EUR"),
        country: "FR".into(),
        recipient_scope: Some(RecipientScope::Payout),
        individual_recipient: Some(Contact { first_name: some("Zoë"), ..Default::default() }),
        business_recipient: None,
        local_bank_transfer: Some([("EUR".into(), Some([("IBAN".into(), some("FR76"))].into()))].into()),
        international_bank_transfer: None,
        sca_context: None,
        tag: None,
    }
}

pub fn cases() -> Vec<Case> {
    let mut all = users();
    all.extend(verification());
    all.extend(accounts());
    all
}

cases! {
    fn users;

    list users(range()) "GET /users?Sort=CreationDate:DESC&AfterDate=5&BeforeDate=9";
    one user(&UserId::new("a/ b")) "GET /users/a%2F%20b";
    one natural_user(&u()) "GET /users/natural/u1";
    one legal_user(&u()) "GET /users/legal/u1";
    one user_sca(&u()) "GET /sca/users/u1";
    one natural_user_sca(&u()) "GET /sca/users/natural/u1";
    one legal_user_sca(&u()) "GET /sca/users/legal/u1";
    one create_natural_user(&natural(), &k()) "POST /sca/users/natural" {
        "UserCategory": "OWNER", "TermsAndConditionsAccepted": true, "FirstName": "Zoë", "Birthday": -14_169_600,
        "Address": {"AddressLine1": "1 Main St", "City": "Paris", "Country": "FR"}, "IncomeRange": 2,
        "ScaContext": "USER_PRESENT",
    };
    one create_legal_user(&legal(), &k()) "POST /sca/users/legal" {
        "LegalPersonType": "BUSINESS", "LegalRepresentative": {"Email": "jo@example.com"},
    };
    one update_natural_user(&u(), &by_person(PersonData { phone_number: some("+33"), ..Default::default() }))
        "PUT /sca/users/natural/u1" {"PhoneNumber": "+33"};
    one update_legal_user(&u(), &legal()) "PUT /sca/users/legal/u1" {
        "LegalPersonType": "BUSINESS", "LegalRepresentative": {"Email": "jo@example.com"},
    };
    one categorize_natural_user(&u(), &by_person(PersonData { nationality: some("FR"), ..Default::default() }))
        "PUT /sca/users/natural/u1/category" {"Nationality": "FR"};
    one categorize_legal_user(&u(), &legal()) "PUT /sca/users/legal/u1/category" {
        "LegalPersonType": "BUSINESS", "LegalRepresentative": {"Email": "jo@example.com"},
    };
    done close_natural_user(&u()) "DELETE /users/natural/u1";
    done close_legal_user(&u()) "DELETE /users/legal/u1";
    one create_natural_user_legacy(&NaturalUserData { tag: some("t"), ..Default::default() }, &k())
        "POST /users/natural" {"Tag": "t"};
    one create_legal_user_legacy(&legacy(), &k())
        "POST /users/legal" {"LegalRepresentativeEmail": "jo@example.com"};
    one update_natural_user_legacy(&u(), &NaturalUserData { tag: some("t"), ..Default::default() })
        "PUT /users/natural/u1" {"Tag": "t"};
    one update_legal_user_legacy(&u(), &legacy())
        "PUT /users/legal/u1" {"LegalRepresentativeEmail": "jo@example.com"};
    one enroll_user(&u(), &k()) "POST /sca/users/u1/enrollment" {};
    one manage_consent(&u(), &k()) "POST /sca/users/u1/consent" {};
    one sca_status(&u()) "GET /sca/users/u1/sca-status";
    one regulatory(&u()) "GET /users/u1/Regulatory";
    one block_status(&u()) "GET /users/u1/blockStatus";
    one e_money(&u(), &EMoneyQuery { currency: Some(Currency::new("GBP")) }) "GET /users/u1/emoney?Currency=GBP";
    one e_money_of_year(&u(), Year(2026), &EMoneyQuery::default()) "GET /users/u1/emoney/2026";
    one e_money_of_month(&u(), Year(2026), Month(4), &EMoneyQuery::default()) "GET /users/u1/emoney/2026/04";
    one validate_data_format(&UserDataFormat {
        company_number: CompanyNumberFormat { company_number: "1".into(), country_code: "FR".into() },
    }, &k()) "POST /users/data-formats/validation" {
        "CompanyNumber": {"CompanyNumber": "1", "CountryCode": "FR"},
    };
    one country_authorization("FR") "GET /countries/FR/authorizations";
    array country_authorizations() "GET /countries/authorizations";
}

cases! {
    fn verification;

    list kyc_documents(&KycDocumentFilter {
        statuses: vec![KycDocumentStatus::Created, KycDocumentStatus::Refused], ..Default::default()
    }) "GET /KYC/documents?Status=CREATED,REFUSED";
    list kyc_documents_of(&u(), &KycDocumentFilter {
        types: vec![KycDocumentType::AddressProof], ..Default::default()
    }) "GET /users/u1/KYC/documents?Type=ADDRESS_PROOF";
    one kyc_document(&doc()) "GET /KYC/documents/k1";
    one kyc_document_of(&u(), &doc()) "GET /users/u1/KYC/documents/k1";
    one create_kyc_document(&u(), &NewKycDocument { kind: KycDocumentType::IdentityProof, tag: None }, &k())
        "POST /users/u1/KYC/documents" {"Type": "IDENTITY_PROOF"};
    page send_page(&u(), &doc(), &k()) "POST /users/u1/KYC/documents/k1/pages";
    one submit_kyc_document(&u(), &doc()) "PUT /users/u1/KYC/documents/k1" {"Status": "VALIDATION_ASKED"};
    array consult_kyc_document(&doc(), &k()) "POST /KYC/documents/k1/consult" {};
    one create_ubo_declaration(&u(), &k()) "POST /users/u1/kyc/ubodeclarations" {};
    list ubo_declarations_of(&u(), range())
        "GET /users/u1/kyc/ubodeclarations?Sort=CreationDate:DESC&AfterDate=5&BeforeDate=9";
    one ubo_declaration_of(&u(), &dec()) "GET /users/u1/kyc/ubodeclarations/d1";
    one ubo_declaration(&dec()) "GET /kyc/ubodeclarations/d1";
    one submit_ubo_declaration(&u(), &dec())
        "PUT /users/u1/kyc/ubodeclarations/d1" {"Status": "VALIDATION_ASKED"};
    one create_ubo(&u(), &dec(), &ubo(), &k()) "POST /users/u1/kyc/ubodeclarations/d1/ubos" {
        "FirstName": "Jo", "LastName": "Do", "Nationality": "FR", "Birthday": 7,
        "Address": {"AddressLine1": "1 Main St", "City": "Paris", "Country": "FR"},
        "Birthplace": {"City": "Paris", "Country": "FR"},
    };
    one ubo(&u(), &dec(), &UboId::new("o1")) "GET /users/u1/kyc/ubodeclarations/d1/ubos/o1";
    one update_ubo(&u(), &dec(), &UboId::new("o1"), &UboData { is_active: Some(false), ..ubo() })
        "PUT /users/u1/kyc/ubodeclarations/d1/ubos/o1" {
        "FirstName": "Jo", "LastName": "Do", "Nationality": "FR", "Birthday": 7, "IsActive": false,
        "Address": {"AddressLine1": "1 Main St", "City": "Paris", "Country": "FR"},
        "Birthplace": {"City": "Paris", "Country": "FR"},
    };
    one create_idv_session(&u(), &NewIdvSession {
        return_url: "https://a.example".into(), tag: None, session_language: some("fr-FR"),
    }, &k()) "POST /users/u1/identity-verifications" {
        "ReturnUrl": "https://a.example", "SessionLanguage": "fr-FR",
    };
    one idv_session(&IdvSessionId::new("i1")) "GET /identity-verifications/i1";
    list idv_sessions_of(&u(), Range::default()) "GET /users/u1/identity-verifications";
    one retry_psc(&IdvSessionId::new("i1"), &PscId::new("p1"), &PscRetry {
        date_of_birth: Some(UnixSeconds(1)), ..Default::default()
    }) "PUT /identity-verifications/i1/pscs/p1/retry" {"DateOfBirth": 1};
    one verified_identity(&u()) "GET /users/u1/verified-identity";
    list events(&EventFilter { range: range(), event_type: Some(EventType::KycFailed) })
        "GET /events?Sort=Date:DESC&AfterDate=5&BeforeDate=9&EventType=KYC_FAILED";
}

cases! {
    fn accounts;

    one create_iban_account(&u(), &account(IbanDetails { iban: "FR76".into(), bic: None }), &k())
        "POST /users/u1/bankaccounts/iban" {
        "OwnerName": "Zoë", "OwnerAddress": {"AddressLine1": "1 Main St", "City": "Paris", "Country": "FR"},
        "IBAN": "FR76",
    };
    one create_gb_account(&u(), &account(GbDetails { sort_code: "1".into(), account_number: "2".into() }), &k())
        "POST /users/u1/bankaccounts/gb" {
        "OwnerName": "Zoë", "OwnerAddress": {"AddressLine1": "1 Main St", "City": "Paris", "Country": "FR"},
        "SortCode": "1", "AccountNumber": "2",
    };
    one create_us_account(&u(), &account(UsDetails {
        account_number: "1".into(), aba: "2".into(), deposit_account_type: Some(DepositAccountType::Savings),
    }), &k()) "POST /users/u1/bankaccounts/us" {
        "OwnerName": "Zoë", "OwnerAddress": {"AddressLine1": "1 Main St", "City": "Paris", "Country": "FR"},
        "AccountNumber": "1", "ABA": "2", "DepositAccountType": "SAVINGS",
    };
    one create_ca_account(&u(), &account(CaDetails {
        branch_code: "1".into(), institution_number: "2".into(), account_number: "3".into(), bank_name: "4".into(),
    }), &k()) "POST /users/u1/bankaccounts/ca" {
        "OwnerName": "Zoë", "OwnerAddress": {"AddressLine1": "1 Main St", "City": "Paris", "Country": "FR"},
        "BranchCode": "1", "InstitutionNumber": "2", "AccountNumber": "3", "BankName": "4",
    };
    one create_other_account(&u(), &account(OtherDetails {
        country: "AU".into(), bic: "2".into(), account_number: "3".into(),
    }), &k()) "POST /users/u1/bankaccounts/other" {
        "OwnerName": "Zoë", "OwnerAddress": {"AddressLine1": "1 Main St", "City": "Paris", "Country": "FR"},
        "Country": "AU", "BIC": "2", "AccountNumber": "3",
    };
    list bank_accounts_of(&u(), &BankAccountFilter { active: Some(true), ..Default::default() })
        "GET /users/u1/bankaccounts?Active=true";
    one bank_account(&u(), &BankAccountId::new("b1")) "GET /users/u1/bankaccounts/b1";
    one deactivate_bank_account(&u(), &BankAccountId::new("b1"))
        "PUT /users/u1/bankaccounts/b1" {"Active": false};
    one payout_methods(&PayoutMethodQuery { country: some("FR"), currency: Some(Currency::new("EUR")) })
        "GET /recipients/payout-methods?country=FR&currency=EUR";
    one recipient_schema(&RecipientSchemaQuery {
        payout_method_type: Some(PayoutMethodType::LocalBankTransfer),
        recipient_type: Some(RecipientType::Business),
        currency: Some(Currency::new("EUR")),
        country: some("FR"),
    }) "GET /recipients/schema?payoutMethodType=LocalBankTransfer&recipientType=Business&currency=EUR&country=FR";
    done validate_recipient(&u(), &recipient(), &k()) "POST /users/u1/recipients/validate" {
        "DisplayName": "Mine", "PayoutMethodType": "LocalBankTransfer", "RecipientType": "Individual",
        "Currency": "EUR", "Country": "FR", "RecipientScope": "PAYOUT",
        "IndividualRecipient": {"FirstName": "Zoë"}, "LocalBankTransfer": {"EUR": {"IBAN": "FR76"}},
    };
    one create_recipient(&u(), &recipient(), &k()) "POST /users/u1/recipients" {
        "DisplayName": "Mine", "PayoutMethodType": "LocalBankTransfer", "RecipientType": "Individual",
        "Currency": "EUR", "Country": "FR", "RecipientScope": "PAYOUT",
        "IndividualRecipient": {"FirstName": "Zoë"}, "LocalBankTransfer": {"EUR": {"IBAN": "FR76"}},
    };
    one recipient(&RecipientId::new("r1")) "GET /recipients/r1";
    list recipients_of(&u(), &RecipientFilter { scope: Some(RecipientScope::All), ..Default::default() })
        "GET /users/u1/recipients?RecipientScope=ALL";
    one update_recipient(&RecipientId::new("r1"), &RecipientUpdate { status: RecipientStatus::Deactivated })
        "PUT /recipients/r1" {"Status": "DEACTIVATED"};
}
