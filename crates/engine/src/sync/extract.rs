//! From an object's JSON to the cells of its list: which member stands in which column, one table for every area.
//!
//! The JSON is read as it came and not through the client's types, so that a line of a report, an item of a list and
//! the object itself are read alike, and an id that suddenly comes as a number is still an id.

use model::{Area, Cell, Column, Currency, Kind, Money, UnixSeconds};
use serde_json::Value;

/// An object as it came.
pub(super) struct Extracted {
    pub(super) id: String,
    pub(super) cells: Vec<(Column, Cell)>,
}

/// Reads an object of an area. `owner` is the user in whose list it came: condensed items do not name it. `None` for
/// what has no id.
pub(super) fn extract(area: Area, raw: &str, owner: Option<&str>) -> Option<Extracted> {
    let object: Value = serde_json::from_str(raw).ok()?;
    let id = text(object.get("Id")?)?;
    let mut cells = Vec::new();
    // What tells of users is joined to these rows; it is not theirs.
    for used in area.columns().iter().filter(|used| used.column != Column::Id && !used.is_of_user()) {
        let column = used.column;
        let found = places(area, column).iter().filter_map(|place| at(&object, place));
        let mut told = found.map(|value| cell(column.kind(), value)).peekable();
        if told.peek().is_none() {
            if let (Column::UserId, Some(owner)) = (column, owner) {
                cells.push((column, Cell::Link(owner.to_owned())));
            }
            continue;
        }
        let first = told.find(|cell| *cell != Cell::Nothing).unwrap_or(Cell::Nothing);
        let cell = match (first, column, owner) {
            (Cell::Nothing, Column::UserId, Some(owner)) => Cell::Link(owner.to_owned()),
            (cell, _, _) => cell,
        };
        cells.push((column, cell));
    }
    Some(Extracted { id, cells })
}

/// Where a column stands in an object of an area; several places are tried in turn. `/` leads inwards.
#[rustfmt::skip]
fn places(area: Area, column: Column) -> &'static [&'static str] {
    use Area as A;
    use Column as C;
    match (area, column) {
        (A::Transactions | A::Preauthorizations, C::UserId) => &["AuthorId"],
        (A::Transactions, C::InitialId) => &["InitialTransactionId"],
        (A::Transactions, C::InitialType) => &["InitialTransactionType"],
        (A::Transactions, C::BankAccountId) => &["BankAccountId", "RecipientId"],
        (A::Transactions, C::PreauthorizationId) => &["PreauthorizationId", "DepositId"],
        (A::Transactions, C::RefusedReason) => &["RefundReason/RefundReasonType"],
        (A::Wallets, C::UserId) => &["Owners/0", "Owners"],
        (A::Cards, C::Type) => &["CardType"],
        (A::Cards, C::Provider) => &["CardProvider"],
        (A::Mandates, C::Type) => &["MandateType"],
        (A::Mandates, C::BankAccountId) => &["BankAccountId", "RecipientId"],
        (A::BankAccounts, C::Name) => &["OwnerName"],
        (A::BankAccounts | A::BankingAliases, C::Alias) => &["IBAN", "AccountNumber"],
        (A::BankAccounts, C::Country) => &["Country", "OwnerAddress/Country"],
        (A::Recipients, C::Name) => &["DisplayName", "BusinessRecipient/BusinessName", "IndividualRecipient/LastName"],
        (A::Recipients, C::Type | C::Provider) => &["PayoutMethodType"],
        (A::Recipients, C::PersonType) => &["RecipientType"],
        (A::Recipients, C::Scheme) => &["RecipientScope"],
        (A::Preauthorizations, C::Type) => &["PaymentType"],
        (A::Preauthorizations, C::Balance) => &["RemainingFunds"],
        (A::Preauthorizations, C::Deadline) => &["ExpirationDate"],
        (A::Disputes, C::Type) => &["DisputeType"],
        (A::Disputes, C::RefusedReason) => &["DisputeReason/DisputeReasonType"],
        (A::Disputes, C::Debited) => &["DisputedFunds"],
        (A::Disputes, C::Credited) => &["ContestedFunds"],
        (A::Disputes, C::Deadline) => &["ContestDeadlineDate"],
        (A::Disputes, C::InitialId) => &["InitialTransactionId"],
        (A::Quotes, C::Deadline) => &["ExpirationDate"],
        (A::BankingAliases, C::Description) => &["OwnerName"],
        (A::BankingAliases, C::UserId) => &["CreditedUserId"],
        (A::Reports, C::Type) => &["ReportType"],
        (A::Reports, C::Format) => &["DownloadFormat"],
        (A::Reports, C::Processed) => &["ReportDate"],
        (A::UboDeclarations, C::Description) => &["Message"],
        (A::UboDeclarations, C::RefusedReason) => &["Reason"],
        (A::IdvSessions, C::Processed) => &["LastUpdate"],
        (A::Hooks, C::Type) => &["EventType"],
        (_, C::Id) => &["Id"],
        (_, C::Name) => &["Name"],
        (_, C::Email) => &["Email"],
        (_, C::Tag) => &["Tag"],
        (_, C::Status) => &["Status"],
        (_, C::Type) => &["Type"],
        (_, C::Created) => &["CreationDate"],
        (_, C::Processed) => &["ProcessedDate"],
        (_, C::UserId) => &["UserId"],
        (_, C::PersonType) => &["PersonType"],
        (_, C::Country) => &["Country"],
        (_, C::Date) => &["Date"],
        (_, C::ResourceId) => &["ResourceId"],
        (_, C::Nature) => &["Nature"],
        (_, C::ResultCode) => &["ResultCode"],
        (_, C::Currency) => &["Currency"],
        (_, C::Debited) => &["DebitedFunds"],
        (_, C::Credited) => &["CreditedFunds"],
        (_, C::Fees) => &["Fees"],
        (_, C::Balance) => &["Balance"],
        (_, C::Executed) => &["ExecutionDate"],
        (_, C::CreditedUserId) => &["CreditedUserId"],
        (_, C::DebitedWalletId) => &["DebitedWalletId"],
        (_, C::CreditedWalletId) => &["CreditedWalletId"],
        (_, C::WalletId) => &["WalletId"],
        (_, C::PaymentType) => &["PaymentType"],
        (_, C::ExecutionType) => &["ExecutionType"],
        (_, C::PaymentStatus) => &["PaymentStatus"],
        (_, C::CardId) => &["CardId"],
        (_, C::MandateId) => &["MandateId"],
        (_, C::BankAccountId) => &["BankAccountId"],
        (_, C::PreauthorizationId) => &["PreauthorizationId"],
        (_, C::DisputeId) => &["DisputeId"],
        (_, C::RepudiationId) => &["RepudiationId"],
        (_, C::Description) => &["Description"],
        (_, C::FundsType) => &["FundsType"],
        (_, C::Alias) => &["Alias"],
        (_, C::Fingerprint) => &["Fingerprint"],
        (_, C::Provider) => &["Provider"],
        (_, C::Active) => &["Active"],
        (_, C::Validity) => &["Validity"],
        (_, C::Closed) => &["ClosedDate"],
        (_, C::Scheme) => &["Scheme"],
        (_, C::Url) => &["Url"],
        (_, _) => &[],
    }
}

fn at<'a>(object: &'a Value, place: &str) -> Option<&'a Value> {
    place.split('/').try_fold(object, |value, step| match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        Value::Object(members) => members.get(step),
        _ => None,
    })
}

fn cell(kind: Kind, value: &Value) -> Cell {
    let read = match kind {
        Kind::Word => text(value).map(Cell::Word),
        Kind::Text => text(value).map(Cell::Text),
        Kind::Link => text(value).map(Cell::Link),
        Kind::Moment => number(value).map(|seconds| Cell::Moment(UnixSeconds(seconds))),
        Kind::Money => money(value).map(Cell::Money),
        Kind::Flag => flag(value).map(Cell::Flag),
    };
    read.unwrap_or(Cell::Nothing)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

fn money(value: &Value) -> Option<Money> {
    let amount = number(value.get("Amount")?)?;
    Some(Money { amount, currency: Currency::new(text(value.get("Currency")?)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(area: Area, raw: &str, column: Column) -> Cell {
        let extracted = extract(area, raw, Some("user_m_owner")).unwrap();
        let found = extracted.cells.into_iter().find(|(name, _)| *name == column);
        found.map_or(Cell::Nothing, |(_, cell)| cell)
    }

    #[test]
    fn members_stand_in_their_columns() {
        let transaction = r#"{"Id":"payin_m_1","AuthorId":"user_m_1","CreationDate":"1700000000","Type":"PAYIN",
            "DebitedFunds":{"Currency":"EUR","Amount":1200},"Fees":{"Currency":"EUR","Amount":"-5"},
            "RefundReason":{"RefundReasonType":"BANKACCOUNT_INCORRECT"},"ResultCode":"000000","ExecutionDate":null}"#;
        let money = |amount| Cell::Money(Money { amount, currency: Currency::new("EUR") });
        for (column, cell) in [
            (Column::UserId, Cell::Link("user_m_1".to_owned())),
            (Column::Created, Cell::Moment(UnixSeconds(1_700_000_000))),
            (Column::Debited, money(1_200)),
            (Column::Fees, money(-5)),
            (Column::RefusedReason, Cell::Word("BANKACCOUNT_INCORRECT".to_owned())),
            (Column::ResultCode, Cell::Word("000000".to_owned())),
            (Column::Executed, Cell::Nothing),
        ] {
            assert_eq!(read(Area::Transactions, transaction, column), cell, "{column:?}");
        }
    }

    #[test]
    fn what_is_not_told_is_left_out_and_what_is_null_is_told() {
        let extracted = extract(Area::Transactions, r#"{"Id":"1","Tag":null}"#, None).unwrap();
        assert_eq!(extracted.cells, [(Column::Tag, Cell::Nothing)]);
    }

    #[test]
    fn an_id_that_became_a_number_is_still_an_id() {
        assert_eq!(extract(Area::Hooks, r#"{"Id":123}"#, None).unwrap().id, "123");
        assert!(extract(Area::Hooks, r#"{"Id":null}"#, None).is_none());
        assert!(extract(Area::Hooks, "[]", None).is_none());
    }

    #[test]
    fn a_condensed_item_belongs_to_the_user_in_whose_list_it_came() {
        let session = r#"{"Id":"idv_1","Status":"PENDING","CreationDate":1}"#;
        assert_eq!(read(Area::IdvSessions, session, Column::UserId), Cell::Link("user_m_owner".to_owned()));
    }
}
