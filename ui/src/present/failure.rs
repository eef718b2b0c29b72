//! The words of a failure.

use ipc::Failure;

/// What happened and why; what to do.
pub fn words(failure: &Failure) -> (String, String) {
    said(failure.code, failure)
}

fn said(code: ipc::Code, failure: &Failure) -> (String, String) {
    let key = code.key();
    (
        l10n::text_args(&format!("failure-{key}"), &failure.args),
        l10n::text_args(&format!("failure-{key}-do"), &failure.args),
    )
}

/// The words of a field's failure, if the field has one: what is wrong with it, and what to do.
pub fn field(failure: &Failure, name: &str) -> Option<String> {
    let field = failure.fields.iter().find(|field| field.field == name)?;
    if let Some(fault) = &field.fault {
        return Some(super::forms::fault(fault));
    }
    let (what, to_do) = said(field.code, failure);
    Some(format!("{what} {to_do}"))
}
