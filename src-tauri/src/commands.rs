//! One file per area of the contract; each command is one call into the engine.

mod aliases;
mod documents;
mod exports;
mod forms;
mod lists;
mod notes;
mod outbox;
mod profiles;
mod quotes;
mod receipts;
mod reports;
mod schedules;
mod session;
mod sync;
mod tables;
mod uploads;
mod users;

use tauri::{Runtime, ipc::Invoke};

/// Every command of the application.
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        session::subscribe,
        session::get_session,
        session::set_theme,
        session::lock,
        session::unlock,
        session::touch,
        session::mark,
        profiles::list_profiles,
        profiles::check_connection,
        profiles::create_profile,
        profiles::open_profile,
        profiles::set_read_only,
        profiles::wipe_local_copy,
        users::list_users,
        users::open_user,
        users::make_user_link,
        users::open_e_money,
        users::check_wallet,
        quotes::open_quote,
        aliases::open_aliases,
        documents::list_documents,
        documents::open_document,
        documents::count_rows,
        lists::list,
        lists::count,
        lists::stop_count,
        lists::add_up,
        lists::find_objects,
        lists::get_object,
        lists::look_up,
        lists::get_copied_id,
        exports::export_list,
        exports::stop_export,
        receipts::save_receipt,
        notes::list_notes,
        notes::write_note,
        notes::delete_note,
        tables::get_tables,
        tables::choose_columns,
        tables::add_view,
        tables::change_view,
        tables::delete_view,
        tables::restore_view,
        forms::open_form,
        forms::send_form,
        forms::drop_form,
        forms::get_hook_advice,
        reports::open_report,
        reports::fetch_report,
        reports::read_report,
        reports::drop_report,
        schedules::list_schedules,
        schedules::act_on_schedule,
        uploads::open_draft,
        uploads::list_drafts,
        uploads::add_dropped,
        uploads::pick_files,
        uploads::set_target,
        uploads::set_paper,
        uploads::set_fixes,
        uploads::turn_page,
        uploads::move_page,
        uploads::remove_page,
        uploads::restore_page,
        uploads::preview_page,
        uploads::discard_draft,
        uploads::submit_draft,
        outbox::list_outbox,
        outbox::act_on_item,
        outbox::set_uploads_while_locked,
        sync::get_sync_status,
        sync::sync_now,
        sync::pause_sync,
        sync::set_sync_share,
        sync::get_sync_plan,
        sync::get_coverage,
        sync::get_wallet_coverage,
        sync::open_status_page,
    ]
}
