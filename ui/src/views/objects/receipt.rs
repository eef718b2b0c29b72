//! A transaction beside its list: the button for its receipt.

use ipc::receipts::{SaveReceipt, SavedReceipt};
use leptos::prelude::*;

use crate::{
    components::{Button, IconName, toasts},
    hooks::use_mutation,
};

/// Saves the receipt of a transaction where the system's dialog says.
#[component]
pub fn ReceiptButton(
    /// The transaction.
    id: String,
) -> impl IntoView {
    let (saving, toasts) = (use_mutation().toasting(), toasts());
    let save = Callback::new(move |()| {
        saving.run(SaveReceipt { id: id.clone() }, move |saved| {
            if let SavedReceipt::Done { file } = saved {
                toasts.say(l10n::text_with("receipt-saved", &[("name", file.into())]));
            }
        });
    });
    view! {
        <Button icon=IconName::Download label=l10n::text("receipt-save") busy=saving.busy on_press=save test_id="receipt-save" />
    }
}
