//! The users that have a part of their own: those seen in the design, with their documents.

use serde_json::{Value, json};

use super::{Category, DocumentStatus, Paper, Person, Someone, Stage, Type, address, members, sca_due};
use crate::users::Block;

use DocumentStatus::{OutOfDate, Refused, ValidationAsked};
use Type::{
    AddressProof as Home, ArticlesOfAssociation as Articles, IdentityProof as Identity, RegistrationProof as Register,
    ShareholderDeclaration as Shareholders,
};

/// Name (or first and last name joined by `|`), kind, country, e-mail, day of creation, deadline of renewal.
struct Role {
    name: &'static str,
    kind: Kind,
    country: &'static str,
    email: &'static str,
    created: (i32, u8, u8),
    renewal: Option<(i32, u8, u8)>,
    /// Documents that were validated some days after the creation.
    valid: &'static [Type],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Payer,
    Individual,
    Soletrader,
    Business,
    Partnership,
    Organization,
}

const fn role(
    name: &'static str,
    kind: Kind,
    country: &'static str,
    email: &'static str,
    created: (i32, u8, u8),
    renewal: Option<(i32, u8, u8)>,
    valid: &'static [Type],
) -> Role {
    Role { name, kind, country, email, created, renewal, valid }
}

use Kind::{Business, Individual, Organization, Partnership, Payer, Soletrader};

const ALL: &[Type] = &[Identity, Register, Articles];
const ROLES: [Role; 37] = [
    role("Marta|Oliveira", Individual, "PT", "marta@barro-e-linho.example", (2026, 11, 17), None, &[]),
    role("Ivana|Kovač", Individual, "HR", "ivana@kovac-drvo.example", (2026, 11, 16), None, &[]),
    role("Freja|Larsen", Individual, "DK", "freja@larsen-uld.example", (2026, 11, 13), None, &[]),
    role("Ana|Beltrán Ruiz", Individual, "ES", "ana.beltran@telar-ruiz.example", (2026, 11, 12), None, &[]),
    role("Elena|Popescu", Individual, "RO", "elena@popescu-textile.example", (2026, 11, 11), None, &[]),
    role("Luc|Moreau", Individual, "FR", "luc.moreau@atelierlm.example", (2026, 11, 10), None, &[]),
    role("Nikos|Papadakis", Individual, "GR", "nikos@elia-wood.example", (2026, 11, 9), None, &[]),
    role("Sanne|Jansen", Individual, "NL", "sanne@jansenpapier.example", (2026, 11, 5), None, &[]),
    role("Hofmann Keramik e.K.", Soletrader, "DE", "post@hofmann-keramik.example", (2026, 11, 4), None, &[Identity]),
    role("Novák Sklo s.r.o.", Business, "CZ", "ucetni@novak-sklo.example", (2026, 11, 2), None, &[Identity]),
    role("Brandt & Söhne GbR", Partnership, "DE", "buero@brandt-soehne.example", (2026, 10, 29), None, &[]),
    role(
        "Mobilier Sauvage SARL",
        Business,
        "FR",
        "contact@mobilier-sauvage.example",
        (2026, 10, 20),
        None,
        &[Identity],
    ),
    role(
        "Grünwald Leuchten GmbH",
        Business,
        "DE",
        "buchhaltung@gruenwald.example",
        (2026, 10, 8),
        None,
        &[Identity, Register],
    ),
    role(
        "O’Sullivan Woodcraft Ltd",
        Business,
        "IE",
        "accounts@osullivan-wood.example",
        (2026, 9, 21),
        None,
        &[Identity, Register],
    ),
    role("Camille|Rousseau", Payer, "FR", "camille.rousseau@courrier.example", (2026, 8, 30), None, &[]),
    role(
        "Thomas|Brandt",
        Individual,
        "DE",
        "t.brandt@holzwerk-brandt.example",
        (2025, 2, 19),
        Some((2026, 12, 1)),
        &[Identity],
    ),
    role("Piotr|Zieliński", Individual, "PL", "p.zielinski@stolarnia.example", (2025, 3, 3), None, &[]),
    role(
        "Atelier Dufour SAS",
        Business,
        "FR",
        "compta@atelier-dufour.example",
        (2024, 1, 8),
        Some((2027, 1, 18)),
        &[Identity, Register, Articles, Shareholders],
    ),
    role(
        "Lindqvist Möbler AB",
        Business,
        "SE",
        "ekonomi@lindqvist-mobler.example",
        (2023, 10, 2),
        Some((2026, 11, 27)),
        ALL,
    ),
    role(
        "Vandenberghe Textiel BV",
        Business,
        "BE",
        "boekhouding@vdb-textiel.example",
        (2026, 7, 6),
        None,
        &[Identity, Register],
    ),
    role(
        "Duarte Costa Vidros Lda",
        Business,
        "PT",
        "geral@duarte-costa.example",
        (2025, 1, 9),
        None,
        &[Identity, Register],
    ),
    role(
        "Karin|Aalto",
        Individual,
        "FI",
        "karin@aalto-kudonta.example",
        (2024, 12, 3),
        Some((2026, 12, 2)),
        &[Identity],
    ),
    role(
        "Paolo|Rossi",
        Individual,
        "IT",
        "paolo.rossi@ebanista.example",
        (2023, 11, 14),
        Some((2026, 11, 21)),
        &[Identity],
    ),
    role(
        "Krause Polsterei GmbH",
        Business,
        "DE",
        "verwaltung@krause-polster.example",
        (2023, 11, 20),
        Some((2026, 11, 23)),
        ALL,
    ),
    role(
        "Eira|Hughes",
        Individual,
        "GB",
        "eira@hughes-slate.example",
        (2025, 7, 14),
        Some((2026, 11, 29)),
        &[Identity],
    ),
    role(
        "Maison Dubreuil SARL",
        Business,
        "FR",
        "gestion@maison-dubreuil.example",
        (2023, 11, 27),
        Some((2026, 11, 30)),
        ALL,
    ),
    role(
        "Ferraro Ceramiche",
        Soletrader,
        "IT",
        "bottega@ferraro-ceramiche.example",
        (2025, 5, 12),
        Some((2026, 12, 1)),
        &[Identity, Register],
    ),
    role(
        "Inês|Sousa",
        Individual,
        "PT",
        "ines.sousa@cortica-viva.example",
        (2024, 1, 22),
        Some((2026, 12, 4)),
        &[Identity],
    ),
    role("Réka|Tóth", Individual, "HU", "reka@toth-kekfesto.example", (2023, 12, 1), Some((2026, 12, 8)), &[Identity]),
    role(
        "Stichting De Werkplaats",
        Organization,
        "NL",
        "bestuur@dewerkplaats.example",
        (2024, 6, 17),
        Some((2026, 12, 10)),
        ALL,
    ),
    role(
        "Bernard|Lacroix",
        Individual,
        "FR",
        "b.lacroix@tournage-bois.example",
        (2024, 8, 21),
        Some((2027, 2, 22)),
        &[Identity],
    ),
    role("Anabela|Costa Reis", Individual, "PT", "anabela@olaria-reis.example", (2025, 9, 2), None, &[Identity]),
    role("Jonas|Keller", Payer, "DE", "jonas.keller@postfach.example", (2025, 11, 3), None, &[]),
    role("Marc|Vidal", Payer, "FR", "marc.vidal@courrier.example", (2026, 2, 14), None, &[]),
    role("Oskar|Nyström", Individual, "SE", "oskar@nystrom-smide.example", (2026, 7, 20), None, &[]),
    role("Léa|Fontaine", Individual, "FR", "lea@fontaine-bougies.example", (2026, 8, 11), None, &[]),
    role("Giulia|Marchetti", Individual, "IT", "giulia@marchetti-cuoio.example", (2026, 8, 4), None, &[]),
];

/// Ids that are quoted elsewhere.
const IDS: [(&str, &str); 6] = [
    ("Ana|Beltrán Ruiz", "user_m_01M77GX3G0RMRQ78F4GGGDEV00"),
    ("Marta|Oliveira", "user_m_01M7M8A700CCB6G9XF2MB6CC89"),
    ("Thomas|Brandt", "user_m_01JMEKH300GW8R3NA8B9PZ37J2"),
    ("Piotr|Zieliński", "user_m_01JNDG9Q00FRQGW1CBZ9517FHW"),
    ("Atelier Dufour SAS", "user_m_01HKM1BV00ZR639SBMN4TCVDA8"),
    ("Bernard|Lacroix", "user_m_01J5MTCV0052J63J5HGQJJAR78"),
];

/// A document of the compliance list: user, id, type, status, reason, message, flags, created and processed (day of
/// November 2026 or full date, hour, minute).
type Row = (
    &'static str,
    &'static str,
    Type,
    DocumentStatus,
    &'static str,
    &'static str,
    &'static [&'static str],
    ((i32, u8, u8), u8, u8),
    (u8, u8, u8),
);

const fn nov(day: u8, hour: u8, minute: u8) -> ((i32, u8, u8), u8, u8) {
    ((2026, 11, day), hour, minute)
}

#[rustfmt::skip]
const TO_FIX: [Row; 23] = [
    ("Ana|Beltrán Ruiz", "kyc_01M7W6C380RACMYV94NEVZ1XA1", Identity, Refused, "DOCUMENT_UNREADABLE",
        "The document is not readable. Please send a new colour photo.", &["009006", "009005"], nov(20, 16, 12), (24, 8, 41)),
    ("Novák Sklo s.r.o.", "kyc_01M7SKZC809G6HWM92YR41AKH0", Register, Refused, "DOCUMENT_HAS_EXPIRED",
        "The registration extract is older than 3 months.", &[], nov(20, 11, 5), (24, 8, 2)),
    ("Marta|Oliveira", "kyc_01M7Q1JN80R89YMYAX08KSG9JC", Identity, Refused, "DOCUMENT_INCOMPLETE",
        "The back side of the document is missing.", &["009018"], nov(20, 9, 47), (23, 18, 34)),
    ("O’Sullivan Woodcraft Ltd", "kyc_01M7MF5Y80JNXQM8NZBSKZKJKQ", Articles, Refused, "DOCUMENT_INCOMPLETE",
        "The articles of association are not signed.", &[], nov(19, 17, 30), (20, 16, 2)),
    ("Piotr|Zieliński", "kyc_01M7HWS780MW75GSYRCTSTDHT1", Identity, OutOfDate, "", "", &[], ((2025, 3, 3), 11, 20), (20, 13, 44)),
    ("Vandenberghe Textiel BV", "kyc_01M7FACG80SSSWNDR8F0Y58SGG", Shareholders, Refused, "DOCUMENT_INCOMPLETE",
        "The signature is missing.", &[], nov(19, 10, 22), (20, 10, 51)),
    ("Elena|Popescu", "kyc_01M7CQZS80F8CTJ2RXHJZ8448G", Identity, Refused, "DOCUMENT_NOT_ACCEPTED",
        "Paper-based identity documents are not accepted.", &["009026"], nov(18, 15, 9), (19, 17, 36)),
    ("Hofmann Keramik e.K.", "kyc_01M7A5K280M5G02970WEATAZZ9", Register, Refused, "DOCUMENT_NOT_ACCEPTED",
        "This document does not prove the registration of the business.", &[], nov(18, 14, 0), (19, 16, 12)),
    ("Nikos|Papadakis", "kyc_01M77K6B80CDVXHHY3WJR12AWK", Identity, Refused, "DOCUMENT_DO_NOT_MATCH_USER_DATA",
        "The first name on the document is not the one of the user.", &["009022"], nov(18, 8, 35), (19, 9, 27)),
    ("Luc|Moreau", "kyc_01M7W6C38048Y1AKZ3VVZFEA8A", Identity, Refused, "DOCUMENT_HAS_EXPIRED",
        "The document has expired.", &["009021"], nov(17, 18, 20), (18, 17, 41)),
    ("Mobilier Sauvage SARL", "kyc_01M7SKZC80CYTMSW449QG5NRBB", Register, Refused, "DOCUMENT_HAS_EXPIRED",
        "The registration extract is older than 3 months.", &[], nov(17, 16, 45), (18, 15, 3)),
    ("Freja|Larsen", "kyc_01M7Q1JN80R22M8N95QX6ECHGC", Identity, Refused, "DOCUMENT_UNREADABLE",
        "The photo is blurred.", &["009004"], nov(17, 12, 11), (18, 10, 19)),
    ("Ivana|Kovač", "kyc_01M7MF5Y80GJK5WAV5ZX6KKAR9", Identity, Refused, "DOCUMENT_INCOMPLETE",
        "The back side of the document is missing.", &["009018"], nov(17, 9, 2), (18, 9, 0)),
    ("Duarte Costa Vidros Lda", "kyc_01M7HWS780XGWX0S4T08VVM34C", Articles, OutOfDate, "", "", &[], ((2025, 1, 15), 9, 40), (17, 16, 30)),
    ("Sanne|Jansen", "kyc_01M7FACG803QPV897E24WNX46G", Identity, Refused, "DOCUMENT_UNREADABLE",
        "The document is too dark to be read.", &["009011", "009017"], nov(16, 13, 37), (17, 11, 52)),
    ("Grünwald Leuchten GmbH", "kyc_01M7CQZS80RGSN10SRVDG7VQ8A", Shareholders, Refused, "SPECIFIC_CASE",
        "Please declare the owners of the holding company as well.", &[], nov(13, 17, 15), (16, 16, 40)),
    ("Thomas|Brandt", "kyc_01M7A5K2805MAD8S128FDFDV5J", Home, Refused, "DOCUMENT_MISSING",
        "No page was received.", &[], nov(13, 11, 48), (16, 9, 33)),
    ("Brandt & Söhne GbR", "kyc_01M77K6B80ESV3BHQT284JYB5G", Register, Refused, "DOCUMENT_NOT_ACCEPTED",
        "A partnership agreement is needed.", &[], nov(12, 10, 5), (13, 12, 14)),
    ("Karin|Aalto", "kyc_01M7W6C380A7RJJARMDHRY90Z7", Home, Refused, "DOCUMENT_UNREADABLE",
        "The copy is unclear.", &[], nov(11, 15, 26), (12, 14, 48)),
    ("Maison Dubreuil SARL", "", Articles, Refused, "DOCUMENT_INCOMPLETE",
        "Pages 4 and 5 are missing.", &[], nov(10, 11, 31), (11, 15, 20)),
    ("Oskar|Nyström", "", Identity, Refused, "DOCUMENT_FALSIFIED",
        "The document appears to be forged.", &["009000", "009002"], nov(9, 16, 4), (10, 10, 12)),
    ("Léa|Fontaine", "", Identity, Refused, "UNDERAGE_PERSON",
        "The holder of the document is under 18.", &["009020"], nov(6, 14, 22), (9, 9, 50)),
    ("Giulia|Marchetti", "", Identity, Refused, "DOCUMENT_DO_NOT_MATCH_USER_DATA",
        "The last name on the document is not the one of the user.", &["009023"], nov(5, 10, 37), (6, 11, 16)),
];

fn data(role: &Role, number: usize) -> serde_json::Map<String, Value> {
    let born = 93_312_000 + i64::try_from(number).unwrap_or(0) * 12_009_600;
    let country = role.country;
    if let Some((first, last)) = role.name.split_once('|') {
        if role.kind == Kind::Payer {
            return members(json!({ "FirstName": first, "LastName": last, "Email": role.email }));
        }
        return members(json!({
            "FirstName": first, "LastName": last, "Email": role.email, "Birthday": born, "Nationality": country,
            "CountryOfResidence": country, "Tag": format!("seller-{:05}", 700 + number),
        }));
    }
    let (first, last) = match role.name {
        "Atelier Dufour SAS" => ("Hélène", "Dufour"),
        "Lindqvist Möbler AB" => ("Gunnar", "Lindqvist"),
        "Novák Sklo s.r.o." => ("Jiří", "Novák"),
        "Hofmann Keramik e.K." => ("Birgit", "Hofmann"),
        "Brandt & Söhne GbR" => ("Rüdiger", "Brandt"),
        "Mobilier Sauvage SARL" => ("Aurélie", "Sauvage"),
        "Grünwald Leuchten GmbH" => ("Matthias", "Grünwald"),
        "O’Sullivan Woodcraft Ltd" => ("Niamh", "O’Sullivan"),
        "Vandenberghe Textiel BV" => ("Wouter", "Vandenberghe"),
        "Duarte Costa Vidros Lda" => ("Tomás", "Duarte Costa"),
        "Krause Polsterei GmbH" => ("Anke", "Krause"),
        "Maison Dubreuil SARL" => ("Étienne", "Dubreuil"),
        "Ferraro Ceramiche" => ("Salvatore", "Ferraro"),
        _ => ("Marijke", "van der Velde"),
    };
    let dufour = role.name == "Atelier Dufour SAS";
    let kind = match role.kind {
        Kind::Soletrader => "SOLETRADER",
        Kind::Partnership => "PARTNERSHIP",
        Kind::Organization => "ORGANIZATION",
        Kind::Payer | Kind::Individual | Kind::Business => "BUSINESS",
    };
    let head = if dufour {
        address("14 rue des Tables Claudiennes", "69001", "Lyon", "FR")
    } else {
        address(&format!("{} Market Street", number + 3), &format!("{:05}", 10_000 + number * 731), "Old Town", country)
    };
    members(json!({
        "LegalPersonType": kind, "Name": role.name, "Email": role.email, "HeadquartersAddress": head,
        "CompanyNumber": if dufour { "832417905".to_owned() } else { format!("{}{:08}", country, 10_300_000 + number * 7_919) },
        "Tag": if dufour { "seller-00418".to_owned() } else { format!("seller-{:05}", 700 + number) },
        "LegalRepresentative": {
            "FirstName": first, "LastName": last, "Email": role.email, "Nationality": country,
            "CountryOfResidence": country, "Birthday": if dufour { 290_736_000 } else { born },
            "PhoneNumber": null, "PhoneNumberCountry": null,
        },
    }))
}

/// Everybody with a part of their own, and their documents.
pub(super) fn enter(stage: &mut Stage<'_>) {
    let mut ids = std::collections::BTreeMap::new();
    for (number, role) in ROLES.iter().enumerate() {
        let natural = matches!(role.kind, Kind::Payer | Kind::Individual);
        let created = stage.at(role.created, 8, u8::try_from(number).unwrap_or(0));
        let id = stage.user(Someone {
            id: IDS.iter().find(|(name, _)| *name == role.name).map(|(_, id)| *id),
            person: if natural { Person::Natural } else { Person::Legal },
            category: if role.kind == Kind::Payer { Category::Payer } else { Category::Owner },
            created,
            data: data(role, number),
        });
        let renewal = role.renewal.map(|day| super::date(stage.at(day, 12, 0)));
        stage.change(&id, |user| {
            user.renewal = renewal;
            if user.category == Category::Owner {
                user.enrolled = Some(created + 1_800);
            }
        });
        let dufour = role.name == "Atelier Dufour SAS";
        for (place, kind) in role.valid.iter().enumerate() {
            let place = i64::try_from(place).unwrap_or(0);
            let wait = if dufour { 6 } else { 3 };
            let asked = created + wait * super::DAY + place * 1_500;
            let processed = asked + super::DAY + i64::from(*kind == Shareholders) * super::DAY;
            stage.paper(
                &id,
                Paper {
                    kind: Some(*kind),
                    created: asked,
                    processed: Some(processed),
                    pages: if *kind == Identity { 2 } else { 1 },
                    ..Paper::default()
                },
            );
        }
        ids.insert(role.name, id);
    }
    for (who, id, kind, status, reason, message, flags, (day, hour, minute), (p, ph, pm)) in TO_FIX {
        let Some(user) = ids.get(who) else { continue };
        let created = stage.at(day, hour, minute);
        let processed = stage.at((2026, 11, p), ph, pm);
        stage.paper(
            user,
            Paper {
                id: (!id.is_empty()).then_some(id),
                kind: Some(kind),
                status: Some(status),
                reason: (!reason.is_empty()).then_some(reason),
                message: (!message.is_empty()).then_some(message),
                flags,
                created,
                processed: Some(processed),
                pages: usize::from(reason != "DOCUMENT_MISSING"),
                ..Paper::default()
            },
        );
    }
    particulars(stage, &ids);
}

fn particulars(stage: &mut Stage<'_>, ids: &std::collections::BTreeMap<&str, String>) {
    let id = |name: &str| ids.get(name).cloned().unwrap_or_default();
    for name in ["Luc|Moreau", "Brandt & Söhne GbR"] {
        sca_due(stage, &id(name));
    }
    let blocked = |action: &str, inflows| Block { inflows, outflows: true, action: Some(action.to_owned()) };
    stage.change(&id("Piotr|Zieliński"), |user| user.block = blocked("008715", false));
    stage.change(&id("Oskar|Nyström"), |user| user.block = blocked("008705", true));
    // Krause Polsterei has sent its renewal documents; Mangopay has not answered yet.
    for (kind, minute) in [(Register, 10), (Identity, 24)] {
        let created = stage.at((2026, 11, 23), 15, minute);
        stage.paper(
            &id("Krause Polsterei GmbH"),
            Paper { kind: Some(kind), status: Some(ValidationAsked), created, pages: 1, ..Paper::default() },
        );
    }
    // Atelier Dufour needed three more tries in its first week.
    for (kind, reason, message, flags, hour) in [
        (Identity, "DOCUMENT_UNREADABLE", "The photo is blurred.", &["009004"][..], 9),
        (Register, "DOCUMENT_HAS_EXPIRED", "The registration extract is older than 3 months.", &[][..], 10),
        (Shareholders, "DOCUMENT_INCOMPLETE", "The date is missing.", &[][..], 11),
    ] {
        let created = stage.at((2024, 1, 10), hour, 15);
        let processed = stage.at((2024, 1, 11), hour, 40);
        stage.paper(
            &id("Atelier Dufour SAS"),
            Paper {
                kind: Some(kind),
                status: Some(Refused),
                reason: Some(reason),
                message: Some(message),
                flags,
                created,
                processed: Some(processed),
                pages: 1,
                ..Paper::default()
            },
        );
    }
}
