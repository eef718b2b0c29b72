//! Natural and legal users: made, changed, made owners and closed, in both shapes (docs/api/users-verification.md
//! §1.4–§1.11, §9.3).

use futures::future::BoxFuture;
use ipc::{Code, Failure};
use mangopay::{
    Address, Client, CompanyNumberFormat, EntityData, Error, LegacyLegalUserData, LegalUserData, NaturalUserData,
    PersonData, UserDataFormat,
};
use model::{
    Area, Column, Condition, Direction, Filter, IdempotencyKey, KycLevel, LegalPersonType, ListQuery, Sort,
    UnixSeconds, UserCategory, UserId, UserStatus, Window,
    form::{Cost, Fault, FormId, FormKind, Kind, Values, costs},
};
use serde_json::Value;

use super::{
    OrderOf, one_refusal, text,
    write::{Answer, Call, Order, Write, json},
};
use crate::{engine::Engine, failure};

/// A user to be sent, in one of its shapes.
#[derive(Clone)]
enum Data {
    Natural(NaturalUserData),
    NaturalLegacy(NaturalUserData),
    Legal(LegalUserData),
    LegalLegacy(LegacyLegalUserData),
}

impl Engine {
    /// A new owner with strong authentication; of a user, what the local copy has.
    pub(super) async fn held_user(&self, form: &FormId) -> Result<Values, Failure> {
        let Some(id) = &form.object else {
            return Ok(Values::default().with("shape", "SCA").with("category", "OWNER"));
        };
        let found = self.parts.cache.user(UserId::new(id.clone())).await.map_err(|error| failure::cache(&error))?;
        let user = found.ok_or_else(|| Failure::new(Code::NotFound))?;
        // The list tells no names: without them nothing can be changed.
        let raw = user.detail_raw.ok_or_else(|| Failure::new(Code::NotNow))?;
        let user: Value = serde_json::from_str(&raw).map_err(|_| Failure::new(Code::Unreadable))?;
        Ok(held(&user, form.kind))
    }

    /// What changing a user costs, unless it was agreed to.
    pub(super) async fn user_costs(
        &self,
        form: &FormId,
        values: &Values,
        held: &Values,
    ) -> Result<Vec<(Cost, Vec<String>)>, Failure> {
        let Some(id) = &form.object else { return Ok(Vec::new()) };
        let found = self.parts.cache.user(UserId::new(id.clone())).await.map_err(|error| failure::cache(&error))?;
        let is_regular = found.is_some_and(|user| user.kyc_level == Some(KycLevel::Regular));
        let all = costs(held, values, is_regular).into_iter();
        Ok(all.map(|(cost, names)| (cost, names.into_iter().map(str::to_owned).collect())).collect())
    }

    pub(super) async fn user_order(&self, form: &FormId, values: &Values, held: &Values) -> OrderOf {
        self.check_company_number(values, held).await?;
        let order = |action, write| Ok(Order { area: Area::Users, kind: "user", action, write, also: None });
        let data = data(form.kind, values);
        let Some(id) = form.object.clone().map(UserId::new) else {
            let create = move |client: Client, key: IdempotencyKey| create(client, data.clone(), key);
            return order("user.created", Write::Create(Box::new(create)));
        };
        let data = only_changes(form.kind, values, held);
        let body = match &data {
            Data::Natural(user) | Data::NaturalLegacy(user) => serde_json::to_value(user),
            Data::Legal(user) => serde_json::to_value(user),
            Data::LegalLegacy(user) => serde_json::to_value(user),
        };
        let body = body.map_err(|error| failure::internal(&error))?;
        let (of, is_sca) = (id.clone(), values.get("shape") == "SCA");
        let send = move |client: Client| change(client, id.clone(), data.clone());
        let read = move |client: Client| -> Answer {
            let id = of.clone();
            Box::pin(async move {
                if is_sca { client.user_sca(&id).await.map(json) } else { client.user(&id).await.map(json) }
            })
        };
        order("user.changed", Write::Change { body, send: Box::new(send), read: Box::new(read) })
    }

    /// Makes an owner of a payer (§1.7). What was not typed is not sent: the call takes nothing else.
    pub(super) async fn owner_order(&self, form: &FormId, values: &Values, held: &Values) -> OrderOf {
        self.check_company_number(values, held).await?;
        let id = UserId::new(form.object.clone().unwrap_or_default());
        let fields = form.kind.fields().iter().filter(|field| !matches!(field.kind, Kind::Fixed));
        let typed = fields.filter_map(|field| Some((field.name, values.text(field.name)?)));
        let typed = typed.fold(Values::default(), |typed, (name, value)| typed.with(name, value));
        let category = Some(UserCategory::Owner);
        let of = id.clone();
        let send: Call = if form.kind == FormKind::CategoriseNatural {
            let user = natural(category, &typed);
            Box::new(move |client: Client| -> Answer {
                let (id, user) = (of.clone(), user.clone());
                Box::pin(async move { client.categorize_natural_user(&id, &user).await.map(json) })
            })
        } else {
            let user = legal(category, &typed);
            Box::new(move |client: Client| -> Answer {
                let (id, user) = (of.clone(), user.clone());
                Box::pin(async move { client.categorize_legal_user(&id, &user).await.map(json) })
            })
        };
        let read = move |client: Client| -> Answer {
            let id = id.clone();
            Box::pin(async move { client.user_sca(&id).await.map(json) })
        };
        // Nobody becomes an owner by another way, so this alone tells whether it was carried out.
        let body = serde_json::json!({"UserCategory": UserCategory::Owner.as_str()});
        let write = Write::Change { body, send, read: Box::new(read) };
        Ok(Order { area: Area::Users, kind: "user", action: "user.categorised", write, also: None })
    }

    /// Closes a user for good. What still has money in its wallets cannot be closed (§1.11), so it is not tried.
    pub(super) async fn close_order(&self, form: &FormId, held: &Values) -> OrderOf {
        let id = UserId::new(form.object.clone().unwrap_or_default());
        let moneyed = ListQuery {
            area: Area::Wallets,
            filters: vec![
                Filter { column: Column::UserId, condition: Condition::AnyOf(vec![id.to_string()]) },
                Filter { column: Column::Balance, condition: Condition::Between(Some(1), None) },
            ],
            search: String::new(),
            sort: Sort { column: Column::Balance, direction: Direction::Descending },
            window: Window { offset: 0, limit: 0 },
        };
        let counted = self.parts.cache.counts(vec![moneyed]).await.map_err(|error| failure::cache(&error))?;
        if counted.iter().any(|count| *count > 0) {
            return Err(one_refusal("understood", Fault::HasMoney));
        }
        let is_legal = held.get("person_type") == "LEGAL";
        let closed = id.clone();
        let send = move |client: Client| -> Answer {
            let id = closed.clone();
            Box::pin(async move {
                if is_legal {
                    client.close_legal_user(&id).await?;
                } else {
                    client.close_natural_user(&id).await?;
                }
                // It is closed whatever becomes of this question: no answer is no refusal.
                let read = client.user(&id).await.map(json);
                read.map_err(|error| Error::UnknownOutcome { cause: Box::new(error) })
            })
        };
        let read = move |client: Client| -> Answer {
            let id = id.clone();
            Box::pin(async move { client.user(&id).await.map(json) })
        };
        let body = serde_json::json!({"UserStatus": UserStatus::Closed.as_str()});
        let write = Write::Change { body, send: Box::new(send), read: Box::new(read) };
        Ok(Order { area: Area::Users, kind: "user", action: "user.closed", write, also: None })
    }

    /// Asks the API whether a company number looks as those of its country do. What it cannot say is no hindrance.
    async fn check_company_number(&self, values: &Values, held: &Values) -> Result<(), Failure> {
        let (Some(number), Some(country)) = (values.some("company_number"), values.some("seat_country")) else {
            return Ok(());
        };
        if number == held.get("company_number") && country == held.get("seat_country") {
            return Ok(());
        }
        let format = CompanyNumberFormat { company_number: number.to_owned(), country_code: country.to_owned() };
        let asked = UserDataFormat { company_number: format };
        let key = self.parts.ids.idempotency_key();
        let answer = match self.parts.client.validate_data_format(&asked, &key).await {
            Ok(answer) => answer.value.company_number.and_then(|number| number.is_valid),
            // The status for a wrong number is not documented.
            Err(Error::Validation(_)) => Some(false),
            Err(_) => None,
        };
        if answer == Some(false) { Err(one_refusal("company_number", Fault::CompanyNumber)) } else { Ok(()) }
    }
}

fn create(client: Client, data: Data, key: IdempotencyKey) -> BoxFuture<'static, Result<String, Error>> {
    Box::pin(async move {
        match &data {
            Data::Natural(user) => client.create_natural_user(user, &key).await.map(json),
            Data::NaturalLegacy(user) => client.create_natural_user_legacy(user, &key).await.map(json),
            Data::Legal(user) => client.create_legal_user(user, &key).await.map(json),
            Data::LegalLegacy(user) => client.create_legal_user_legacy(user, &key).await.map(json),
        }
    })
}

fn change(client: Client, id: UserId, data: Data) -> BoxFuture<'static, Result<String, Error>> {
    Box::pin(async move {
        match &data {
            Data::Natural(user) => client.update_natural_user(&id, user).await.map(json),
            Data::NaturalLegacy(user) => client.update_natural_user_legacy(&id, user).await.map(json),
            Data::Legal(user) => client.update_legal_user(&id, user).await.map(json),
            Data::LegalLegacy(user) => client.update_legal_user_legacy(&id, user).await.map(json),
        }
    })
}

/// What stands in the form of a user.
fn held(user: &Value, kind: FormKind) -> Values {
    // Who becomes an owner does so in the newer shape, whichever the user had (§1.7).
    let becomes_owner = matches!(kind, FormKind::CategoriseNatural | FormKind::CategoriseLegal);
    // The key is there in this shape alone, even if it is null (§1.4).
    let is_sca = becomes_owner || user.get("PendingUserAction").is_some();
    let nested = user.get("LegalRepresentative").is_some_and(Value::is_object);
    let is_payer = !becomes_owner && text(user, "UserCategory") == "PAYER";
    let category = if is_payer { "PAYER" } else { "OWNER" };
    let mut values = Values::default().with("shape", if is_sca { "SCA" } else { "LEGACY" }).with("category", category);
    for field in kind.fields().iter().filter(|field| !field.wire.is_empty()) {
        let found = match field.wire.split_once('.') {
            Some(("LegalRepresentative", name)) if nested => &user["LegalRepresentative"][name],
            Some(("LegalRepresentative", name)) => &user[format!("LegalRepresentative{name}")],
            Some((outer, inner)) => &user[outer][inner],
            None => &user[field.wire],
        };
        let value = match found {
            Value::String(text) => text.clone(),
            Value::Number(number) if field.name == "birthday" => {
                number.as_i64().map(|at| UnixSeconds(at).day()).unwrap_or_default()
            }
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        values.set(field.name, value);
    }
    values
}

fn person(values: &Values, email: &str) -> PersonData {
    PersonData {
        first_name: values.text("first_name"),
        last_name: values.text("last_name"),
        email: values.text(email),
        birthday: values.day("birthday"),
        nationality: values.text("nationality"),
        country_of_residence: values.text("residence"),
        phone_number: values.told("phone"),
        phone_number_country: values.told("phone_country"),
    }
}

fn address(values: &Values, prefix: &str) -> Option<Address> {
    let part = |name: &str| values.text(&format!("{prefix}{name}"));
    let address = Address {
        address_line1: part("line1"),
        address_line2: part("line2"),
        city: part("city"),
        region: part("region"),
        postal_code: part("postcode"),
        country: part("country"),
    };
    (address != Address::default()).then_some(address)
}

fn natural(category: Option<UserCategory>, values: &Values) -> NaturalUserData {
    NaturalUserData {
        terms_and_conditions_accepted: category.is_some().then(|| values.is_on("terms")),
        user_category: category,
        person: person(values, "email"),
        address: address(values, ""),
        occupation: values.told("occupation"),
        income_range: values.some("income").and_then(|range| range.parse().ok()),
        tag: values.told("tag"),
        sca_context: None,
    }
}

fn entity(category: Option<UserCategory>, values: &Values) -> EntityData {
    EntityData {
        terms_and_conditions_accepted: category.is_some().then(|| values.is_on("terms")),
        user_category: category,
        legal_person_type: values.some("legal_form").map(LegalPersonType::from),
        name: values.text("name"),
        email: values.text("email"),
        company_number: values.text("company_number"),
        headquarters_address: address(values, "seat_"),
        legal_representative_address: None,
        tag: values.told("tag"),
    }
}

fn legal(category: Option<UserCategory>, values: &Values) -> LegalUserData {
    let representative = person(values, "rep_email");
    let told = (representative != PersonData::default()).then_some(representative);
    LegalUserData { entity: entity(category, values), legal_representative: told, sca_context: None }
}

fn data(kind: FormKind, values: &Values) -> Data {
    let category = values.some("category").filter(|_| matches!(kind, FormKind::AddNatural | FormKind::AddLegal));
    let category = category.map(UserCategory::from);
    let is_sca = values.get("shape") == "SCA";
    if matches!(kind, FormKind::AddNatural | FormKind::EditNatural) {
        let user = natural(category, values);
        return if is_sca { Data::Natural(user) } else { Data::NaturalLegacy(user) };
    }
    if is_sca {
        return Data::Legal(legal(category, values));
    }
    let representative = person(values, "rep_email");
    Data::LegalLegacy(LegacyLegalUserData {
        entity: entity(category, values),
        legal_representative_first_name: representative.first_name,
        legal_representative_last_name: representative.last_name,
        legal_representative_email: representative.email,
        legal_representative_birthday: representative.birthday,
        legal_representative_nationality: representative.nationality,
        legal_representative_country_of_residence: representative.country_of_residence,
    })
}

/// The parts of an address go together; of all else only what is another is sent.
fn only_changes(kind: FormKind, values: &Values, held: &Values) -> Data {
    const ADDRESS: [&str; 6] = ["line1", "line2", "city", "region", "postcode", "country"];
    let address_of = |prefix: &str| ADDRESS.map(|part| format!("{prefix}{part}"));
    let is_another = |name: &str| values.get(name) != held.get(name);
    let mut changed = Values::default().with("shape", values.get("shape"));
    for field in kind.fields() {
        let whole = ["", "seat_"].map(address_of).into_iter().find(|parts| parts.iter().any(|part| part == field.name));
        let sent = whole.map_or_else(|| is_another(field.name), |parts| parts.iter().any(|part| is_another(part)));
        if sent && !matches!(field.name, "shape" | "category") {
            changed.set(field.name, values.get(field.name));
        }
    }
    data(kind, &changed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_shapes_of_a_user_fill_the_same_form() {
        let sca = json!({"Id": "1", "UserCategory": "OWNER", "PendingUserAction": null, "Name": "Halle", "Email": "a@b.c",
            "LegalPersonType": "BUSINESS", "LegalRepresentative": {"FirstName": "Ana", "Birthday": 446_947_200},
            "HeadquartersAddress": {"City": "Nantes", "Region": null}});
        let legacy = json!({"Id": "1", "UserCategory": "OWNER", "Name": "Halle", "Email": "a@b.c",
            "LegalPersonType": "BUSINESS", "LegalRepresentativeFirstName": "Ana",
            "LegalRepresentativeBirthday": 446_947_200, "HeadquartersAddress": {"City": "Nantes", "Region": null}});
        let (one, other) = (held(&sca, FormKind::EditLegal), held(&legacy, FormKind::EditLegal));
        for values in [&one, &other] {
            let told = ["name", "legal_form", "first_name", "birthday", "seat_city", "seat_region"];
            let told = told.map(|name| values.get(name).to_owned());
            assert_eq!(told, ["Halle", "BUSINESS", "Ana", "1984-03-01", "Nantes", ""]);
        }
        assert_eq!((one.get("shape"), other.get("shape")), ("SCA", "LEGACY"));
    }

    #[test]
    fn who_becomes_an_owner_is_asked_in_the_newer_shape() {
        let payer = json!({"Id": "1", "UserCategory": "PAYER", "Name": "Halle", "LegalPersonType": "BUSINESS",
            "LegalRepresentativeFirstName": "Ana", "TermsAndConditionsAccepted": true});
        let values = held(&payer, FormKind::CategoriseLegal);
        let told = ["shape", "category", "name", "legal_form", "first_name", "terms"].map(|name| values.get(name));
        assert_eq!(told, ["SCA", "OWNER", "Halle", "BUSINESS", "Ana", ""], "terms are accepted anew");
        assert_eq!(held(&payer, FormKind::EditLegal).get("category"), "PAYER");
    }

    #[test]
    fn only_what_changed_is_sent_and_addresses_go_whole() {
        let before = Values::default().with("shape", "SCA").with("category", "OWNER").with("first_name", "Ana");
        let before =
            before.with("line1", "1 rue").with("city", "Nantes").with("country", "FR").with("postcode", "44000");
        let after = before.clone().with("city", "Rennes").with("tag", "x");
        let Data::Natural(user) = only_changes(FormKind::EditNatural, &after, &before) else { panic!("another shape") };
        let sent = serde_json::to_value(&user).unwrap();
        let address = json!({"AddressLine1": "1 rue", "City": "Rennes", "PostalCode": "44000", "Country": "FR"});
        assert_eq!(sent, json!({"Address": address, "Tag": "x"}));
    }
}
