//! The connection check in words.

use ipc::profiles::{Check, CheckOutcome, CheckSubject, ConnectionReport};
use l10n::{text, text_with};

use super::failure;
use crate::components::{CheckLine, IconName, Tone};

/// Every question, in the order in which they are asked.
pub const SUBJECTS: &[CheckSubject] = &[
    CheckSubject::Reach,
    CheckSubject::Clock,
    CheckSubject::Address,
    CheckSubject::Credentials,
    CheckSubject::ReadUsers,
    CheckSubject::ReadDocuments,
    CheckSubject::ReadEvents,
    CheckSubject::SubmitDocuments,
];

fn key(subject: CheckSubject) -> &'static str {
    match subject {
        CheckSubject::Reach => "reach",
        CheckSubject::Clock => "clock",
        CheckSubject::Address => "address",
        CheckSubject::Credentials => "credentials",
        CheckSubject::ReadUsers => "read-users",
        CheckSubject::ReadDocuments => "read-documents",
        CheckSubject::ReadEvents => "read-events",
        CheckSubject::SubmitDocuments => "submit-documents",
    }
}

fn question(subject: CheckSubject, server: &str) -> String {
    text_with(&format!("check-{}", key(subject)), &[("server", server.into())])
}

/// The lines before anything was asked, and while the answers are on their way.
pub fn waiting(server: &str, running: bool) -> Vec<CheckLine> {
    let line = |subject: &CheckSubject| CheckLine {
        tone: Tone::Third,
        icon: if running { IconName::Clock } else { IconName::Dashed },
        words: question(*subject, server),
        value: if running { text("check-running") } else { String::new() },
        why: None,
        test_id: format!("check-{}", key(*subject)),
    };
    SUBJECTS.iter().map(line).collect()
}

/// The lines of a report.
pub fn lines(report: &ConnectionReport, server: &str) -> Vec<CheckLine> {
    report.checks.iter().map(|check| line(check, server)).collect()
}

fn line(check: &Check, server: &str) -> CheckLine {
    let name = key(check.subject);
    let (tone, icon) = match &check.outcome {
        CheckOutcome::Passed => (Tone::Ok, IconName::CheckCircle),
        CheckOutcome::Warned(_) => (Tone::Warn, IconName::Alert),
        CheckOutcome::Failed(_) => (Tone::Bad, IconName::XCircle),
        CheckOutcome::NotTested => (Tone::Third, IconName::Dashed),
    };
    let why = match &check.outcome {
        CheckOutcome::Passed => None,
        CheckOutcome::NotTested if check.subject == CheckSubject::SubmitDocuments => Some(text("check-submit-why")),
        CheckOutcome::NotTested => None,
        CheckOutcome::Warned(_) if check.subject == CheckSubject::ReadEvents => Some(text("check-events-why")),
        CheckOutcome::Warned(failure) | CheckOutcome::Failed(failure) => {
            let (what, to_do) = failure::words(failure);
            Some(format!("{what} {to_do}"))
        }
    };
    CheckLine {
        tone,
        icon,
        words: question(check.subject, server),
        value: value(check),
        why,
        test_id: format!("check-{name}"),
    }
}

/// What stands at the end of the line.
fn value(check: &Check) -> String {
    let right = matches!(
        check.subject,
        CheckSubject::ReadUsers
            | CheckSubject::ReadDocuments
            | CheckSubject::ReadEvents
            | CheckSubject::SubmitDocuments
    );
    match (&check.outcome, &check.value) {
        (CheckOutcome::NotTested, _) => text("check-not-tested"),
        (_, Some(value)) => {
            let id = match check.subject {
                CheckSubject::Reach => "check-value-reach",
                CheckSubject::Clock => "check-value-clock",
                CheckSubject::Credentials => "check-value-credentials",
                _ => return value.clone(),
            };
            text_with(id, &[("value", l10n::Value::of_text(value))])
        }
        (CheckOutcome::Passed, None) if right => text("check-allowed"),
        (CheckOutcome::Failed(_) | CheckOutcome::Warned(_), None) if right => text("check-not-allowed"),
        (_, None) => String::new(),
    }
}

/// "7 passed, 2 to look at".
pub fn summary(report: &ConnectionReport) -> String {
    let count = |wanted: fn(&CheckOutcome) -> bool| report.checks.iter().filter(|check| wanted(&check.outcome)).count();
    let passed = count(|outcome| matches!(outcome, CheckOutcome::Passed));
    let warned = count(|outcome| matches!(outcome, CheckOutcome::Warned(_)));
    let failed = count(|outcome| matches!(outcome, CheckOutcome::Failed(_)));
    let args = [("passed", passed.into()), ("warned", warned.into()), ("failed", failed.into())];
    match (warned, failed) {
        (0, 0) => text_with("check-summary", &args),
        (_, 0) => text_with("check-summary-warned", &args),
        (_, _) => text_with("check-summary-failed", &args),
    }
}

/// "Only harmless read calls were made: 9 of 2,300 in this quarter of an hour."
pub fn note(report: &ConnectionReport) -> String {
    match report.budget {
        Some(budget) => text_with("check-note-budget", &[("calls", report.calls.into()), ("budget", budget.into())]),
        None => text_with("check-note", &[("calls", report.calls.into())]),
    }
}

#[cfg(test)]
mod tests {
    use ipc::{Code, Failure};

    use super::*;

    fn report(outcome: CheckOutcome) -> ConnectionReport {
        let check = |subject, outcome| Check { subject, outcome, value: None };
        let checks = vec![check(CheckSubject::Reach, CheckOutcome::Passed), check(CheckSubject::ReadUsers, outcome)];
        ConnectionReport { checks, usable: true, calls: 9, budget: Some(2300) }
    }

    #[test]
    fn a_missing_right_says_why_and_what_to_do() {
        let lines = lines(&report(CheckOutcome::Failed(Failure::new(Code::NotAllowed))), "api.mangopay.com");
        assert_eq!(lines[0].words, "Reach api.mangopay.com");
        assert_eq!((lines[1].tone, lines[1].value.as_str()), (Tone::Bad, "not allowed"));
        assert!(lines[1].why.as_deref().is_some_and(|why| why.contains("administrator")));
    }

    #[test]
    fn the_summary_counts() {
        assert_eq!(summary(&report(CheckOutcome::Passed)), "2 passed");
        assert_eq!(summary(&report(CheckOutcome::Warned(Failure::new(Code::NotAllowed)))), "1 passed, 1 to look at");
        assert_eq!(
            note(&report(CheckOutcome::Passed)),
            "Only harmless read calls were made: 9 of 2,300 in this quarter of an hour."
        );
    }
}
