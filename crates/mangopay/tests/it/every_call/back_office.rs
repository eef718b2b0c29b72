//! The platform itself: its record and wallets, reports, hooks, virtual accounts, recorded answers.

use mangopay::*;
use model::{
    BankAccountId, BankingAliasId, Currency, DateRangeBy, EventType, FundsType, HookId, HookStatus, HookValidity,
    ReportId, ReportStatus, ReportType, TransactionStatus, UnixSeconds, VirtualAccountId, VirtualAccountPurpose,
    WalletId,
};
use serde_json::json;

use super::{
    Case, cases, k,
    money::{euros, w},
    people::{address, range, some},
};

fn report() -> NewReport {
    NewReport {
        sort: some("CreationDate:ASC"),
        filters: Some(ReportFilters {
            after_date: Some(UnixSeconds(5)),
            statuses: vec![TransactionStatus::Failed],
            min_fees_amount: Some(1),
            min_fees_currency: Some(Currency::new("EUR")),
            ..Default::default()
        }),
        columns: vec!["Id".into(), "CreationDate:ISO".into()],
        ..Default::default()
    }
}

pub fn cases() -> Vec<Case> {
    let mut all = platform();
    all.extend(operations());
    all
}

cases! {
    fn platform;

    one platform() "GET /clients";
    one update_platform(&PlatformProfile {
        tech_emails: Some(vec!["tech@acme.example".into()]), platform_url: some("https://acme.example"),
        ..Default::default()
    }) "PUT /clients" {"TechEmails": ["tech@acme.example"], "PlatformURL": "https://acme.example"};
    done upload_logo(&Logo::new(b"picture")) "PUT /clients/logo" {"File": "cGljdHVyZQ=="};
    list client_wallets() "GET /clients/wallets";
    list client_wallets_of(&FundsType::Credit) "GET /clients/wallets/CREDIT";
    one client_wallet(&FundsType::Fees, &Currency::new("EUR")) "GET /clients/wallets/FEES/EUR";
    list client_wallet_transactions(&FundsType::Fees, &Currency::new("EUR"), &TransactionFilter::default())
        "GET /clients/wallets/FEES/EUR/transactions";
    list client_transactions(&TransactionFilter { range: range(), ..Default::default() })
        "GET /clients/transactions?Sort=CreationDate:DESC&AfterDate=5&BeforeDate=9";
    one create_client_bank_wire(&NewClientBankWire {
        credited_wallet_id: WalletId::new("CREDIT_EUR"), declared_debited_funds: euros(10), tag: None,
    }, &k()) "POST /clients/payins/bankwire/direct" {
        "CreditedWalletId": "CREDIT_EUR", "DeclaredDebitedFunds": {"Currency": "EUR", "Amount": 10},
    };
    one create_client_bank_account(&NewBankAccount {
        owner_name: "Acme".into(), owner_address: address(), tag: some("t"),
        details: IbanDetails { iban: "FR76".into(), bic: some("BNPAFRPP") },
    }, &k()) "POST /clients/bankaccounts/iban" {
        "OwnerName": "Acme", "OwnerAddress": {"AddressLine1": "1 Main St", "City": "Paris", "Country": "FR"},
        "Tag": "t", "IBAN": "FR76", "BIC": "BNPAFRPP",
    };
    one create_client_payout(&NewClientPayout {
        bank_account_id: BankAccountId::new("b1"), debited_wallet_id: Some(WalletId::new("FEES_EUR")),
        debited_funds: euros(10), bank_wire_ref: some("fees"), tag: None,
    }, &k()) "POST /clients/payouts" {
        "BankAccountId": "b1", "DebitedWalletId": "FEES_EUR", "DebitedFunds": {"Currency": "EUR", "Amount": 10},
        "BankWireRef": "fees",
    };
    one response(&k()) "GET /responses/3f2b8c1e-7d2a-4a57-9a35-0c8a6a1f9d11";
}

cases! {
    fn operations;

    one create_transactions_report(&report(), &k()) "POST /reports/transactions" {
        "Sort": "CreationDate:ASC", "Columns": ["Id", "CreationDate:ISO"],
        "Filters": {"AfterDate": 5, "Status": ["FAILED"], "MinFeesAmount": 1, "MinFeesCurrency": "EUR"},
    };
    one create_wallets_report(&NewReport::default(), &k()) "POST /reports/wallets" {};
    one report(&ReportId::new("r1")) "GET /reports/r1";
    list reports(range()) "GET /reports?Sort=CreationDate:DESC&AfterDate=5&BeforeDate=9";
    one create_service_report(&NewServiceReport {
        report_type: ReportType::CollectedFees, download_format: "CSV".into(), after_date: UnixSeconds(5),
        before_date: UnixSeconds(9), tag: None, sort: None, date_range_by: Some(DateRangeBy::ExecutionDate),
        filters: Some([("Currency".into(), json!("EUR"))].into()), columns: Vec::new(),
    }, &k()) "POST /reporting/reports" {
        "ReportType": "COLLECTED_FEES", "DownloadFormat": "CSV", "AfterDate": 5, "BeforeDate": 9,
        "DateRangeBy": "ExecutionDate", "Filters": {"Currency": "EUR"},
    };
    one service_report(&ReportId::new("r1")) "GET /reporting/reports/r1";
    list service_reports(&ServiceReportFilter { statuses: vec![ReportStatus::Generated], ..Default::default() })
        "GET /reporting/reports?Status=GENERATED";
    one create_hook(&NewHook {
        event_type: EventType::DisputeFurtherActionRequired, url: "https://a.example".into(),
        email: some("ops@a.example"), tag: None,
    }, &k()) "POST /hooks" {
        "EventType": "DISPUTE_FURTHER_ACTION_REQUIRED", "Url": "https://a.example", "Email": "ops@a.example",
    };
    one hook(&HookId::new("h1")) "GET /hooks/h1";
    list hooks(Range::default()) "GET /hooks";
    one update_hook(&HookId::new("h1"), &HookUpdate {
        status: Some(HookStatus::Enabled), validity: Some(HookValidity::Valid), ..Default::default()
    }) "PUT /hooks/h1" {"Status": "ENABLED", "Validity": "VALID"};
    one create_virtual_account(&w(), &NewVirtualAccount {
        country: "GB".into(), virtual_account_purpose: VirtualAccountPurpose::UserOwned, tag: None,
    }, &k()) "POST /wallets/w1/virtual-accounts" {"Country": "GB", "VirtualAccountPurpose": "USER_OWNED"};
    list virtual_accounts_of(&w(), Range::default()) "GET /wallets/w1/virtual-accounts";
    one virtual_account(&w(), &VirtualAccountId::new("a1")) "GET /wallets/w1/virtual-accounts/a1";
    one deactivate_virtual_account(&w(), &VirtualAccountId::new("a1"))
        "PUT /wallets/w1/virtual-accounts/a1" {"Active": false};
    list banking_aliases_of(&w(), Range::default()) "GET /wallets/w1/bankingaliases";
    one banking_alias(&BankingAliasId::new("a1")) "GET /bankingaliases/a1";
    one virtual_account_availability() "GET /virtual-accounts/availability";
}
