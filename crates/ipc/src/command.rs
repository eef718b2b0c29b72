use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::Failure;

/// A call from the interface to the backend.
pub trait Command: Serialize + DeserializeOwned {
    /// The name under which it is registered and permitted.
    const NAME: &'static str;
    /// What it answers.
    type Reply: Serialize + DeserializeOwned;
}

/// What a command comes to.
pub type Reply<C> = Result<<C as Command>::Reply, Failure>;

/// An answer without content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nothing {}

/// An answer that is raw bytes (a preview picture). Crosses as such, never as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes(pub Vec<u8>);

/// The bytes of a value, as they cross.
///
/// # Errors
/// None for the types of this crate; the result is kept so that no panic hides here.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(value).map_err(|_| Failure::new(crate::Code::Malformed))
}

/// The value of bytes that crossed.
///
/// # Errors
/// [`crate::Code::Malformed`] if they are not a `T`: the two sides are of different versions.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|_| Failure::new(crate::Code::Malformed))
}

macro_rules! commands {
    ($($command:path => $name:literal -> $reply:ty),+ $(,)?) => {
        $(impl Command for $command {
            const NAME: &'static str = $name;
            type Reply = $reply;
        })+

        /// Every command, once: `build.rs` feeds it to the application manifest, so that each has its own permission.
        pub const COMMANDS: &[&str] = &[$($name),+];
    };
}

commands! {
    crate::session::Subscribe => "subscribe" -> crate::session::Session,
    crate::session::GetSession => "get_session" -> crate::session::Session,
    crate::session::SetTheme => "set_theme" -> Nothing,
    crate::session::Lock => "lock" -> Nothing,
    crate::session::Unlock => "unlock" -> Nothing,
    crate::session::Touch => "touch" -> Nothing,
    crate::profiles::ListProfiles => "list_profiles" -> Vec<crate::profiles::ProfileCard>,
    crate::profiles::CheckConnection => "check_connection" -> crate::profiles::ConnectionReport,
    crate::profiles::CreateProfile => "create_profile" -> crate::profiles::CreatedProfile,
    crate::profiles::OpenProfile => "open_profile" -> Nothing,
    crate::profiles::SetReadOnly => "set_read_only" -> Nothing,
    crate::profiles::WipeLocalCopy => "wipe_local_copy" -> Nothing,
    crate::users::ListUsers => "list_users" -> crate::Rows<crate::users::UserRow>,
    crate::users::OpenUser => "open_user" -> crate::users::UserProfile,
    crate::users::MakeUserLink => "make_user_link" -> crate::users::UserLink,
    crate::emoney::OpenEMoney => "open_e_money" -> crate::emoney::EMoney,
    crate::quotes::OpenQuote => "open_quote" -> crate::quotes::QuoteState,
    crate::aliases::OpenAliases => "open_aliases" -> crate::aliases::WalletAliases,
    crate::wallets::CheckWallet => "check_wallet" -> crate::wallets::WalletCheck,
    crate::documents::ListDocuments => "list_documents" -> crate::Rows<crate::documents::DocumentRow>,
    crate::documents::OpenDocument => "open_document" -> crate::documents::DocumentDetail,
    crate::documents::CountRows => "count_rows" -> Vec<Option<u32>>,
    crate::lists::List => "list" -> crate::lists::Listed,
    crate::lists::Count => "count" -> crate::lists::Counted,
    crate::lists::StopCount => "stop_count" -> Nothing,
    crate::lists::AddUp => "add_up" -> Vec<Vec<model::Sum>>,
    crate::lists::FindObjects => "find_objects" -> crate::lists::Found,
    crate::lists::GetObject => "get_object" -> crate::lists::Held,
    crate::lists::LookUp => "look_up" -> crate::lists::LookedUp,
    crate::lists::GetCopiedId => "get_copied_id" -> Option<String>,
    crate::exports::ExportList => "export_list" -> crate::exports::Exported,
    crate::exports::StopExport => "stop_export" -> Nothing,
    crate::receipts::SaveReceipt => "save_receipt" -> crate::receipts::SavedReceipt,
    crate::notes::ListNotes => "list_notes" -> Vec<crate::notes::Note>,
    crate::notes::WriteNote => "write_note" -> Vec<crate::notes::Note>,
    crate::notes::DeleteNote => "delete_note" -> Vec<crate::notes::Note>,
    crate::tables::GetTables => "get_tables" -> crate::tables::Tables,
    crate::tables::ChooseColumns => "choose_columns" -> crate::tables::Tables,
    crate::tables::AddView => "add_view" -> crate::tables::AddedView,
    crate::tables::ChangeView => "change_view" -> crate::tables::Tables,
    crate::tables::DeleteView => "delete_view" -> crate::tables::Tables,
    crate::tables::RestoreView => "restore_view" -> crate::tables::Tables,
    crate::forms::OpenForm => "open_form" -> crate::forms::OpenedForm,
    crate::forms::SendForm => "send_form" -> crate::forms::SentForm,
    crate::forms::DropForm => "drop_form" -> Nothing,
    crate::forms::GetHookAdvice => "get_hook_advice" -> Vec<crate::forms::HookAdvice>,
    crate::reports::OpenReport => "open_report" -> crate::reports::ReportState,
    crate::reports::FetchReport => "fetch_report" -> Nothing,
    crate::reports::ReadReport => "read_report" -> crate::reports::ReportLines,
    crate::reports::DropReport => "drop_report" -> Nothing,
    crate::schedules::ListSchedules => "list_schedules" -> Vec<crate::schedules::ScheduleRow>,
    crate::schedules::ActOnSchedule => "act_on_schedule" -> Nothing,
    crate::uploads::OpenDraft => "open_draft" -> crate::uploads::DraftView,
    crate::uploads::ListDrafts => "list_drafts" -> Vec<crate::uploads::DraftView>,
    crate::uploads::AddDropped => "add_dropped" -> crate::uploads::DraftView,
    crate::uploads::PickFiles => "pick_files" -> crate::uploads::DraftView,
    crate::uploads::SetTarget => "set_target" -> crate::uploads::DraftView,
    crate::uploads::SetPaper => "set_paper" -> crate::uploads::DraftView,
    crate::uploads::SetFixes => "set_fixes" -> crate::uploads::DraftView,
    crate::uploads::TurnPage => "turn_page" -> crate::uploads::DraftView,
    crate::uploads::MovePage => "move_page" -> crate::uploads::DraftView,
    crate::uploads::RemovePage => "remove_page" -> crate::uploads::DraftView,
    crate::uploads::RestorePage => "restore_page" -> crate::uploads::DraftView,
    crate::uploads::PreviewPage => "preview_page" -> Bytes,
    crate::uploads::DiscardDraft => "discard_draft" -> Nothing,
    crate::uploads::SubmitDraft => "submit_draft" -> crate::outbox::OutboxItem,
    crate::outbox::ListOutbox => "list_outbox" -> crate::outbox::Outbox,
    crate::outbox::ActOnItem => "act_on_item" -> Nothing,
    crate::outbox::SetUploadsWhileLocked => "set_uploads_while_locked" -> Nothing,
    crate::sync::GetSyncStatus => "get_sync_status" -> crate::sync::SyncStatus,
    crate::sync::SyncNow => "sync_now" -> Nothing,
    crate::sync::PauseSync => "pause_sync" -> Nothing,
    crate::sync::SetSyncShare => "set_sync_share" -> Nothing,
    crate::sync::GetSyncPlan => "get_sync_plan" -> crate::sync::SyncPlan,
    crate::sync::GetCoverage => "get_coverage" -> Vec<crate::sync::StreamCoverage>,
    crate::sync::GetWalletCoverage => "get_wallet_coverage" -> Vec<crate::sync::WalletCoverage>,
    crate::sync::OpenStatusPage => "open_status_page" -> Nothing,
    crate::session::Mark => "mark" -> Nothing,
}
