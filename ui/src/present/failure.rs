//! The words of a failure.

use ipc::Failure;

/// What happened and why; what to do.
pub fn words(failure: &Failure) -> (String, String) {
    let key = failure.code.key();
    (
        l10n::text_args(&format!("failure-{key}"), &failure.args),
        l10n::text_args(&format!("failure-{key}-do"), &failure.args),
    )
}

/// The words of a field's failure, if the field has one.
pub fn field(failure: &Failure, name: &str) -> Option<String> {
    let field = failure.fields.iter().find(|field| field.field == name)?;
    Some(l10n::text_args(&format!("failure-{}", field.code.key()), &failure.args))
}
