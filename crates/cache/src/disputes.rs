//! Whose dispute it is, and of which card. The API does not say so (money-operations.md §5): the disputed pay-in does,
//! as soon as it is here, whichever of the two comes first.

use model::{Area, Cell, Column};
use sqlite::rusqlite::{OptionalExtension, Result, Transaction};

/// What a dispute takes from its pay-in.
const TAKEN: [Column; 2] = [Column::UserId, Column::CardId];

/// Adds to the cells of a dispute what its pay-in tells, if that is known and the dispute does not say it itself.
pub(crate) fn take(tx: &Transaction<'_>, cells: &mut [Cell]) -> Result<()> {
    let pay_in = Area::Disputes.place(Column::InitialId).and_then(|place| cells[place].as_str());
    let Some(pay_in) = pay_in else { return Ok(()) };
    let told = tx
        .prepare_cached("SELECT user, card FROM transactions WHERE id = ?1")?
        .query_row([pay_in], |row| Ok([row.get::<_, Option<String>>(0)?, row.get(1)?]))
        .optional()?;
    for (column, id) in TAKEN.into_iter().zip(told.into_iter().flatten()) {
        if let (Some(place), Some(id)) = (Area::Disputes.place(column), id)
            && cells[place] == Cell::Nothing
        {
            cells[place] = Cell::Link(id);
        }
    }
    Ok(())
}

/// Gives what a pay-in tells to its disputes. Tells whether there was one that did not know.
pub(crate) fn give(tx: &Transaction<'_>, pay_in: &str) -> Result<bool> {
    let told = tx
        .prepare_cached(
            "UPDATE disputes AS d SET user = ifnull(d.user, t.user), card = ifnull(d.card, t.card) FROM transactions AS t
             WHERE d.initial = ?1 AND t.id = ?1
               AND (d.user IS NULL AND t.user IS NOT NULL OR d.card IS NULL AND t.card IS NOT NULL)",
        )?
        .execute([pay_in])?;
    Ok(told > 0)
}
