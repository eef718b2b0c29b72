use l10n::has;

fn all(prefix: &str, values: &[&str]) {
    for value in values {
        let id = format!("{prefix}-{value}");
        assert!(has(&id), "no words for {id}");
    }
}

#[test]
fn every_known_value_has_words() {
    all("status-kyc", model::KycDocumentStatus::KNOWN);
    all("kyc-type", model::KycDocumentType::KNOWN);
    all("person", model::PersonType::KNOWN);
    all("category", model::UserCategory::KNOWN);
    all("user-status", model::UserStatus::KNOWN);
    all("kyc-level", model::KycLevel::KNOWN);
    all("legal-form", model::LegalPersonType::KNOWN);
    all("reason", model::RefusedReason::KNOWN);
    for reason in model::RefusedReason::KNOWN {
        assert!(has(&format!("reason-{reason}-why")), "reason-{reason}-why: why, and what to do");
    }
}

/// The flags of identity proofs (docs/api/users-verification.md §3.6).
#[test]
fn every_documented_flag_has_words() {
    for flag in 9_000..=9_026 {
        let id = format!("flag-{flag:06}");
        assert!(has(&id), "no words for {id}");
    }
}

#[test]
fn every_result_code_has_words() {
    for known in model::RESULT_CODES {
        assert!(has(&known.message()), "no words for {}", known.message());
    }
}

#[test]
fn every_environment_has_words() {
    use model::Environment as E;
    for environment in [E::Demo, E::Sandbox, E::Production] {
        assert!(has(&format!("environment-{}", environment.as_str())));
    }
}

#[test]
fn every_paper_against_a_dispute_has_words() {
    for paper in model::Paper::ALL {
        assert!(has(&format!("paper-{}", paper.key())), "no words for paper-{}", paper.key());
    }
}
