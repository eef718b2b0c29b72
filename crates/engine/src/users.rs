//! Users: rows of the list, and one user's profile.

use cache::{Records, UserPart, UserRecord};
use ipc::{
    Code, Failure, Reply, Rows,
    documents::DocumentRow,
    users::{
        BlockStatus, Consent, Enrolment, Fact, FactValue, ListUsers, OpenUser, Requirement, ScaState, UserProfile,
        UserRow,
    },
};
use model::{
    Area, KycDocumentStatus, KycDocumentType, KycLevel, LegalPersonType, PersonType, UnixSeconds, UserCategory, UserId,
    UserStatus,
};

use crate::{
    documents,
    engine::Engine,
    failure,
    sync::{SCA, day_of},
};

/// Seconds for which a user that was just read is not read again when somebody looks at it.
pub(crate) const FRESH_ENOUGH: i64 = 30;

impl Engine {
    pub(crate) async fn list_users(&self, args: ListUsers) -> Reply<ListUsers> {
        if args.query.area != Area::Users {
            return Err(Failure::new(Code::Malformed));
        }
        let freshness = self.sync.freshness_of(&args.query).await?;
        let page = self.parts.cache.list(args.query).await.map_err(|error| failure::cache(&error))?;
        let rows = match page.records {
            Records::Users(records) => records.iter().map(row).collect(),
            Records::Documents(_) | Records::Events(_) => Vec::new(),
        };
        Ok(Rows { total: count(page.total), rows, freshness })
    }

    pub(crate) async fn open_user(&self, args: OpenUser) -> Reply<OpenUser> {
        let id = args.id;
        let record = self.user(&id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
        let parts = self.parts.cache.user_parts(id.clone()).await.map_err(|error| failure::cache(&error))?;
        // A view that asks again because rows changed must not set off the next change.
        if !args.again {
            self.viewed("user", id.as_str()).await?;
            // Events have users read anew, and not what they may do; deadlines are read for all, enrolments are not.
            let is_payer = record.category == Some(UserCategory::Payer);
            let sca = parts.iter().find(|part| part.part == SCA).map(|part| part.fetched_at);
            let sca = if is_payer { record.block_fetched_at } else { sca };
            let read = [record.detail_fetched_at, record.block_fetched_at, sca].into_iter().min().flatten();
            if read.is_none_or(|read| self.parts.clock.now().since(read) >= FRESH_ENOUGH) {
                self.sync.refresh_user(id.clone());
            }
            self.look_for_aliases(&id).await?;
        }
        let documents = self.documents_of(&id).await?;
        let uploads = self.uploads.of_user(&id).await?;
        Ok(UserProfile {
            row: row(&record),
            facts: facts(&record),
            block: block(&record),
            sca: parts.iter().find(|part| part.part == SCA).and_then(sca),
            verification: requirements(&record, &documents.rows),
            documents,
            uploads,
            fetched_at: record.detail_fetched_at.map(|moment| moment.0),
        })
    }

    pub(crate) async fn user(&self, id: &UserId) -> Result<Option<UserRecord>, Failure> {
        self.parts.cache.user(id.clone()).await.map_err(|error| failure::cache(&error))
    }

    async fn documents_of(&self, id: &UserId) -> Result<Rows<DocumentRow>, Failure> {
        let records = self.parts.cache.documents_of(id.clone()).await.map_err(|error| failure::cache(&error))?;
        let rows: Vec<_> = records.iter().map(documents::row).collect();
        let total = count(rows.len() as u64);
        Ok(Rows { total, rows, freshness: self.sync.freshness(Area::KycDocuments).await? })
    }
}

pub(crate) fn count(total: u64) -> u32 {
    u32::try_from(total).unwrap_or(u32::MAX)
}

pub(crate) fn row(record: &UserRecord) -> UserRow {
    UserRow {
        id: record.id.clone(),
        name: record.name.clone(),
        email: record.email.clone(),
        person_type: record.person_type.clone().unwrap_or_else(|| PersonType::Unknown(String::new())),
        legal_form: record.legal_form.clone(),
        category: record.category.clone().unwrap_or_else(|| UserCategory::Unknown(String::new())),
        status: record.status.clone().unwrap_or_else(|| UserStatus::Unknown(String::new())),
        kyc_level: record.kyc_level.clone().unwrap_or_else(|| KycLevel::Unknown(String::new())),
        country: record.country.clone(),
        created: record.created.map_or(0, |moment| moment.0),
        renewal: record.deadline.map(|day| day.0),
    }
}

/// The facts of the Details panel. They are read from the JSON that was kept, so that they need no column each.
fn facts(record: &UserRecord) -> Vec<Fact> {
    let Some(user) = record.detail_raw.as_deref().and_then(|raw| serde_json::from_str::<mangopay::User>(raw).ok())
    else {
        return Vec::new();
    };
    let representative = user.legal_representative();
    let mut facts = Facts(Vec::new());
    facts.id("user-id", Some(record.id.as_str()));
    facts.text("email", user.email.as_deref());
    facts.day("birthday", user.birthday);
    facts.country("nationality", user.nationality.as_deref());
    facts.country("residence", user.country_of_residence.as_deref());
    facts.text("occupation", user.occupation.as_deref());
    facts.word("income-range", user.income_range.map(|range| range.to_string()));
    facts.text("phone", user.phone_number.as_deref());
    facts.text("address", user.address.as_ref().and_then(address).as_deref());
    facts.word("legal-form", user.legal_person_type.as_ref().map(ToString::to_string));
    facts.text("company-number", user.company_number.as_deref());
    facts.text("headquarters", user.headquarters_address.as_ref().and_then(address).as_deref());
    if let Some(representative) = representative {
        let name = [representative.first_name.as_deref(), representative.last_name.as_deref()];
        let name: Vec<&str> = name.into_iter().flatten().collect();
        facts.text("representative", Some(name.join(" ").as_str()).filter(|name| !name.is_empty()));
        facts.text("representative-email", representative.email.as_deref());
        facts.day("representative-birthday", representative.birthday);
        facts.country("representative-nationality", representative.nationality.as_deref());
        facts.country("representative-residence", representative.country_of_residence.as_deref());
    }
    facts.moment("terms-accepted", user.terms_and_conditions_accepted_date);
    facts.moment("created", user.creation_date);
    facts.text("tag", user.tag.as_deref());
    facts.0
}

struct Facts(Vec<Fact>);

impl Facts {
    fn push(&mut self, name: &str, value: Option<FactValue>) {
        if let Some(value) = value {
            self.0.push(Fact { name: name.to_owned(), value });
        }
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        self.push(name, text.filter(|text| !text.is_empty()).map(|text| FactValue::Text(text.to_owned())));
    }

    fn id(&mut self, name: &str, text: Option<&str>) {
        self.push(name, text.map(|text| FactValue::Id(text.to_owned())));
    }

    fn country(&mut self, name: &str, text: Option<&str>) {
        self.push(name, text.filter(|text| !text.is_empty()).map(|text| FactValue::Country(text.to_owned())));
    }

    fn word(&mut self, name: &str, text: Option<String>) {
        self.push(name, text.map(FactValue::Word));
    }

    fn day(&mut self, name: &str, moment: Option<UnixSeconds>) {
        self.push(name, moment.map(|moment| FactValue::Day(moment.0)));
    }

    fn moment(&mut self, name: &str, moment: Option<UnixSeconds>) {
        self.push(name, moment.map(|moment| FactValue::Moment(moment.0)));
    }
}

fn address(address: &mangopay::Address) -> Option<String> {
    let lines = [
        address.address_line1.as_deref(),
        address.address_line2.as_deref(),
        address.postal_code.as_deref(),
        address.city.as_deref(),
        address.region.as_deref(),
        address.country.as_deref(),
    ];
    let lines: Vec<&str> = lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

fn block(record: &UserRecord) -> Option<BlockStatus> {
    let status: mangopay::Regulatory = serde_json::from_str(record.block_raw.as_deref()?).ok()?;
    let (scope, dates) = (status.scope_blocked.unwrap_or_default(), status.kyc_information.unwrap_or_default());
    Some(BlockStatus {
        inflows: scope.inflows.unwrap_or(false),
        outflows: scope.outflows.unwrap_or(false),
        action_code: status.action_code,
        verified: dates.last_kyc_date.and_then(day),
        renewal: dates.kyc_renewal_deadline.and_then(day),
        fetched_at: record.block_fetched_at.map(|moment| moment.0),
    })
}

/// A day of the regulatory status. How the API writes a deadline is not documented, so its own text is kept.
fn day(text: String) -> Option<FactValue> {
    match day_of(&text) {
        Some(at) => Some(FactValue::Day(at.0)),
        None => (!text.is_empty()).then_some(FactValue::Text(text)),
    }
}

/// Enrolment and consent; `null` was kept where the API knows of no enrolment.
fn sca(part: &UserPart) -> Option<ScaState> {
    let status: Option<mangopay::ScaStatus> = serde_json::from_str(&part.raw).ok()?;
    let enrolment = status.map(|status| {
        let scope = status.consent_scope;
        let consents = scope.into_iter().flat_map(|scope| {
            [
                ("accounts", scope.view_account_information),
                ("transfers", scope.transfer),
                ("recipients", scope.recipient_registration),
                ("contact", scope.contact_information_update),
            ]
        });
        let consents = consents.filter_map(|(to, state)| Some(Consent { to: to.to_owned(), state: state? }));
        Enrolment {
            is_done: status.is_enrolled.unwrap_or(false),
            done_at: status.last_enrollment_date.map(|moment| moment.0),
            consent_at: status.last_consent_collection_date.map(|moment| moment.0),
            consents: consents.collect(),
        }
    });
    Some(ScaState { enrolment, fetched_at: part.fetched_at.0 })
}

/// The documents a user needs for the level Regular (users-verification.md §3.3), each with the newest one there is,
/// and any other type that was sent.
fn requirements(record: &UserRecord, documents: &[DocumentRow]) -> Vec<Requirement> {
    use KycDocumentType as T;
    let needed: &[T] = match (&record.category, &record.person_type, &record.legal_form) {
        (Some(UserCategory::Payer), ..) | (_, None | Some(PersonType::Unknown(_)), _) => &[],
        (_, Some(PersonType::Natural), _) => &[T::IdentityProof],
        (_, Some(PersonType::Legal), Some(LegalPersonType::Soletrader | LegalPersonType::Partnership)) => {
            &[T::IdentityProof, T::RegistrationProof]
        }
        (_, Some(PersonType::Legal), _) => &[T::IdentityProof, T::RegistrationProof, T::ArticlesOfAssociation],
    };
    let mut kinds: Vec<T> = needed.to_vec();
    for document in documents {
        if !kinds.contains(&document.kind) {
            kinds.push(document.kind.clone());
        }
    }
    let newest = |kind: &T| {
        let mut of_kind = documents.iter().filter(|document| document.kind == *kind);
        let valid = of_kind.clone().find(|document| document.status == KycDocumentStatus::Validated);
        valid.or_else(|| of_kind.next()).cloned()
    };
    kinds.into_iter().map(|kind| Requirement { document: newest(&kind), kind }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(person: &str, form: Option<&str>, category: &str) -> UserRecord {
        UserRecord {
            id: UserId::new("user_m_1"),
            person_type: Some(person.into()),
            name: None,
            email: None,
            tag: None,
            legal_form: form.map(Into::into),
            category: Some(category.into()),
            status: None,
            kyc_level: None,
            country: None,
            created: None,
            detail_raw: None,
            listed_raw: None,
            block_raw: None,
            block_fetched_at: None,
            deadline: None,
            fetched_at: UnixSeconds(0),
            detail_fetched_at: None,
            gone_at: None,
        }
    }

    #[test]
    fn what_is_needed_depends_on_person_and_form() {
        let kinds = |record: &UserRecord| -> Vec<String> {
            requirements(record, &[]).into_iter().map(|need| need.kind.to_string()).collect()
        };
        assert_eq!(kinds(&user("NATURAL", None, "OWNER")), ["IDENTITY_PROOF"]);
        assert_eq!(kinds(&user("LEGAL", Some("SOLETRADER"), "OWNER")), ["IDENTITY_PROOF", "REGISTRATION_PROOF"]);
        assert_eq!(
            kinds(&user("LEGAL", Some("BUSINESS"), "OWNER")),
            ["IDENTITY_PROOF", "REGISTRATION_PROOF", "ARTICLES_OF_ASSOCIATION"]
        );
        assert!(kinds(&user("NATURAL", None, "PAYER")).is_empty(), "payers are not verified");
    }

    #[test]
    fn deadlines_are_days_or_what_the_api_wrote() {
        let mut record = user("NATURAL", None, "OWNER");
        let mut told = |renewal: &str| {
            let dates = format!(r#"{{"LastKycDate":"2024-01-15","KycRenewalDeadline":{renewal}}}"#);
            record.block_raw = Some(format!(r#"{{"ScopeBlocked":{{"Outflows":true}},"KycInformation":{dates}}}"#));
            block(&record).unwrap()
        };
        assert_eq!(told("null").verified, Some(FactValue::Day(1_705_276_800)));
        assert_eq!(told("null").renewal, None);
        assert_eq!(told("\"2027-01-18\"").renewal, Some(FactValue::Day(1_800_230_400)));
        assert_eq!(told("\"2027-01-18T00:00:00Z\"").renewal, Some(FactValue::Day(1_800_230_400)));
        assert_eq!(told("\"spring\"").renewal, Some(FactValue::Text("spring".to_owned())));
        record.block_raw = Some(r#"{"ActionCode":null}"#.to_owned());
        assert_eq!(block(&record).unwrap().renewal, None, "the older status tells no dates");
    }

    #[test]
    fn an_enrolment_is_told_with_the_consents_that_are_set_up() {
        let told = |raw: &str| {
            let (user_id, raw) = (UserId::new("user_m_1"), raw.to_owned());
            sca(&UserPart { user_id, part: SCA.to_owned(), raw, fetched_at: UnixSeconds(9) })
        };
        assert_eq!(told("null").unwrap().enrolment, None, "never asked to enrol");
        let scope = r#"{"Transfer":"ACTIVE","ContactInformationUpdate":null}"#;
        let raw = format!(r#"{{"IsEnrolled":true,"LastEnrollmentDate":5,"ConsentScope":{scope}}}"#);
        let enrolment = told(&raw).unwrap().enrolment.unwrap();
        assert_eq!((enrolment.is_done, enrolment.done_at), (true, Some(5)));
        let consent = Consent { to: "transfers".to_owned(), state: model::ConsentState::Active };
        assert_eq!(enrolment.consents, [consent]);
        assert!(told("7").is_none(), "what cannot be read tells nothing");
    }

    #[test]
    fn an_address_without_content_is_no_address() {
        let mut record = user("NATURAL", None, "OWNER");
        record.detail_raw = Some(r#"{"Id":"user_m_1","Address":{"AddressLine1":null,"City":null}}"#.to_owned());
        assert!(facts(&record).iter().all(|fact| fact.name != "address"), "the API sends six nulls for none");
    }
}
