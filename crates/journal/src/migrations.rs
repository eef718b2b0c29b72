//! Every migration ever released, in order. Append only: a released step never changes.

use rusqlite_migration::{M, Migrations};

/// The steps from an empty file to the present schema.
pub(crate) fn all() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(crate::settings::MIGRATION_1),
        M::up(crate::audit::MIGRATION_2),
        M::up(crate::drafts::MIGRATION_3),
        M::up(crate::outbox::MIGRATION_4),
        M::up(crate::drafts::MIGRATION_5),
        M::up(crate::notes::MIGRATION_6),
        M::up(crate::archive::MIGRATION_7),
        M::up(crate::forms::MIGRATION_8),
        M::up(crate::lists::MIGRATION_9),
        M::up(crate::schedules::MIGRATION_10),
        M::up(crate::unfinished::MIGRATION_11),
    ])
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_step_runs_from_an_empty_file() {
        assert_eq!(super::all().validate(), Ok(()));
    }
}
