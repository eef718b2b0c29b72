//! Forms on their way: one for each object, and the key until it is known what came of it.

use journal::{
    Error,
    forms::{self, Kept},
};
use model::{
    IdempotencyKey, UnixSeconds,
    form::{FormId, FormKind},
};

use crate::fixture;

fn kept(typed: &str, key: Option<&str>) -> Kept {
    Kept {
        typed: format!(r#"{{"url":"{typed}"}}"#),
        key: key.map(|key| IdempotencyKey::try_from(key.to_owned()).unwrap()),
        sent_at: Some(UnixSeconds(10)),
        changed_at: UnixSeconds(20),
    }
}

#[test]
fn a_form_is_kept_until_it_is_carried_out() {
    let place = fixture();
    let (new, edit) = (FormId::new(FormKind::AddHook), FormId::about(FormKind::EditHook, "hook_m_1"));
    let get = |form: &FormId| {
        let form = form.clone();
        place.journal.read_blocking(move |tx| forms::get(tx, &form)).unwrap()
    };
    let write = |work: fn(&journal::Transaction<'_>, &FormId) -> Result<(), Error>, form: &FormId| {
        let form = form.clone();
        place.journal.write_blocking(move |tx| work(tx, &form)).unwrap();
    };
    assert_eq!(get(&new), None);
    for (form, row) in [
        (&new, kept("a", Some("0123456789abcdef"))),
        (&edit, kept("b", None)),
        (&new, kept("c", Some("0123456789abcdeg"))),
    ] {
        let (id, stored) = (form.clone(), row.clone());
        place.journal.write_blocking(move |tx| forms::put(tx, &id, &stored)).unwrap();
        assert_eq!(get(form), Some(row));
    }
    write(forms::give_up, &new);
    let given_up = get(&new).unwrap();
    assert_eq!((given_up.key, given_up.sent_at, given_up.typed), (None, None, kept("c", None).typed));
    write(forms::delete, &new);
    write(forms::delete, &new);
    assert!(get(&new).is_none() && get(&edit).is_some());
}
