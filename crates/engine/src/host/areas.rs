//! Commands that belong to the open profile of the calling window: each finds the engine and asks it.

use std::sync::Arc;

use ipc::{
    Bytes, Code, Failure, Nothing, Reply, Retry,
    aliases::OpenAliases,
    documents::{CountRows, ListDocuments, OpenDocument},
    emoney::OpenEMoney,
    forms::{DropForm, GetHookAdvice, OpenForm, SendForm},
    lists::{AddUp, Count, FindObjects, GetCopiedId, GetObject, List, LookUp, StopCount},
    notes::{DeleteNote, ListNotes, WriteNote},
    outbox::{ActOnItem, ItemAction, ListOutbox, SetUploadsWhileLocked},
    quotes::OpenQuote,
    reports::{DropReport, FetchReport, OpenReport, ReadReport},
    schedules::{ActOnSchedule, ListSchedules},
    sync::{
        GetCoverage, GetSyncPlan, GetSyncStatus, GetWalletCoverage, OpenStatusPage, PauseSync, SetSyncShare, SyncNow,
    },
    tables::{AddView, ChangeView, ChooseColumns, DeleteView, GetTables, RestoreView},
    uploads::{
        AddDropped, DiscardDraft, ListDrafts, MovePage, OpenDraft, PickFiles, PreviewPage, RemovePage, RestorePage,
        SetFixes, SetPaper, SetTarget, SubmitDraft, TurnPage,
    },
    users::{ListUsers, MakeUserLink, OpenUser},
    wallets::CheckWallet,
};
use model::ObjectKind;
use zeroize::Zeroizing;

use super::{Caller, Host};

macro_rules! forwards {
    ($($(#[$meta:meta])* $name:ident($command:ty);)+) => {
        impl Host {
            $(
                $(#[$meta])*
                ///
                /// # Errors
                /// [`ipc::Code::Locked`] or [`ipc::Code::NoProfile`] if the window shows no open profile; else what the engine says.
                pub async fn $name(self: Arc<Self>, caller: Caller, args: $command) -> Reply<$command> {
                    self.engine(&caller)?.$name(args).await
                }
            )+
        }
    };
}

forwards! {
    /// Rows of the user list.
    list_users(ListUsers);
    /// One user.
    open_user(OpenUser);
    /// A link for a user to enrol, or to give and revoke consent.
    make_user_link(MakeUserLink);
    /// A user's e-money by year or month.
    open_e_money(OpenEMoney);
    /// A quote, or that of a conversion.
    open_quote(OpenQuote);
    /// The banking aliases of a wallet.
    open_aliases(OpenAliases);
    /// Whether a wallet's balance is what its movements come to.
    check_wallet(CheckWallet);
    /// Rows of the compliance list.
    list_documents(ListDocuments);
    /// One document.
    open_document(OpenDocument);
    /// How many rows match each query.
    count_rows(CountRows);
    /// Rows of any list.
    list(List);
    /// How many rows match a query, counted.
    count(Count);
    /// Ends a count.
    stop_count(StopCount);
    /// Counts and sums that are kept.
    add_up(AddUp);
    /// Searches everything.
    find_objects(FindObjects);
    /// One object of any list.
    get_object(GetObject);
    /// One object by its id, whatever it is; asked of Mangopay where it is not held.
    look_up(LookUp);
    /// The notes about something.
    list_notes(ListNotes);
    /// Writes a note, or puts other words in one.
    write_note(WriteNote);
    /// Deletes a note.
    delete_note(DeleteNote);
    /// Which columns the lists show, and the views of one's own.
    get_tables(GetTables);
    /// Sets which columns a list or a view shows.
    choose_columns(ChooseColumns);
    /// Keeps a view of one's own.
    add_view(AddView);
    /// Renames a view, or has it show other rows.
    change_view(ChangeView);
    /// Deletes a view.
    delete_view(DeleteView);
    /// Takes the deletion of a view back.
    restore_view(RestoreView);
    /// The reports that are made by themselves.
    list_schedules(ListSchedules);
    /// Pauses, resumes, deletes or puts back one of them.
    act_on_schedule(ActOnSchedule);
    /// A form as it stands.
    open_form(OpenForm);
    /// Sends a form.
    send_form(SendForm);
    /// Throws away what was typed into a form.
    drop_form(DropForm);
    /// What is to be said about the platform's hooks.
    get_hook_advice(GetHookAdvice);
    /// Where a report and its file stand.
    open_report(OpenReport);
    /// Downloads the file of a report.
    fetch_report(FetchReport);
    /// Lines of a report's file.
    read_report(ReadReport);
    /// Deletes a report's file.
    drop_report(DropReport);
    /// A new draft, or the unfinished one for the same user and document.
    open_draft(OpenDraft);
    /// All unfinished drafts.
    list_drafts(ListDrafts);
    /// For whom and for what a draft is.
    set_target(SetTarget);
    /// What kind of paper a draft shows.
    set_paper(SetPaper);
    /// Undoes what was mended on a page, or mends it again.
    set_fixes(SetFixes);
    /// Turns a page.
    turn_page(TurnPage);
    /// Moves a page.
    move_page(MovePage);
    /// Takes a page out.
    remove_page(RemovePage);
    /// Puts a page back.
    restore_page(RestorePage);
    /// Throws a draft away.
    discard_draft(DiscardDraft);
    /// Stores a draft in the outbox.
    submit_draft(SubmitDraft);
    /// The outbox.
    list_outbox(ListOutbox);
    /// Lets uploads go on while the profile is locked, or not.
    set_uploads_while_locked(SetUploadsWhileLocked);
    /// Where the sync stands.
    get_sync_status(GetSyncStatus);
    /// Looks for changes now.
    sync_now(SyncNow);
    /// Pauses or resumes the sync.
    pause_sync(PauseSync);
    /// Sets the share of the rate limits that background reading takes.
    set_sync_share(SetSyncShare);
    /// What is still to be read and what that will cost.
    get_sync_plan(GetSyncPlan);
    /// What the local copy holds, and what it does not.
    get_coverage(GetCoverage);
    /// By which way the transactions of wallets are known.
    get_wallet_coverage(GetWalletCoverage);
}

impl Host {
    /// The id on the clipboard. What else may be there goes no further than this: it may be a password.
    ///
    /// # Errors
    /// [`ipc::Code::Locked`] or [`ipc::Code::NoProfile`] if the window shows no open profile; the clipboard is not read
    /// then.
    pub async fn get_copied_id(self: Arc<Self>, caller: Caller, _: GetCopiedId) -> Reply<GetCopiedId> {
        drop(self.engine(&caller)?);
        let copied = self.parts.shell.copied_text().await.map(Zeroizing::new);
        let id = copied.as_ref().map(|text| text.trim()).filter(|text| ObjectKind::of_id(text).is_some());
        Ok(id.map(str::to_owned))
    }

    /// A picture of a page.
    ///
    /// # Errors
    /// As the other commands; the file may have gone or changed.
    pub async fn preview_page(self: Arc<Self>, caller: Caller, args: PreviewPage) -> Result<Bytes, Failure> {
        self.engine(&caller)?.preview_page(args).await
    }

    /// Adds what was dropped on the calling window to a draft.
    ///
    /// # Errors
    /// [`ipc::Code::HandleExpired`] if the drop is not known, or was another window's.
    pub async fn add_dropped(self: Arc<Self>, caller: Caller, args: AddDropped) -> Reply<AddDropped> {
        let engine = self.engine(&caller)?;
        let paths = self.taken(&caller, &args.handle)?;
        engine.add_files(&args.draft, paths, None).await
    }

    /// Opens the picker over the calling window and adds what was picked.
    ///
    /// # Errors
    /// As the other commands.
    pub async fn pick_files(self: Arc<Self>, caller: Caller, args: PickFiles) -> Reply<PickFiles> {
        let engine = self.engine(&caller)?;
        let paths = self.parts.shell.pick_files(caller.label(), args.instead_of.is_none()).await;
        engine.add_files(&args.draft, paths, args.instead_of).await
    }

    /// Opens the service's own status page in the system's browser. The same page for every profile, and none is needed.
    ///
    /// # Errors
    /// [`ipc::Code::NoBrowser`] with the address if the system opened none.
    pub async fn open_status_page(self: Arc<Self>, _caller: Caller, _args: OpenStatusPage) -> Reply<OpenStatusPage> {
        let opened = self.parts.shell.open_status_page().await;
        opened.map_err(|address| Failure::new(Code::NoBrowser).with("address", address).retry(Retry::Now))?;
        Ok(Nothing {})
    }

    /// Does something with an item of the outbox; locating a file opens the picker.
    ///
    /// # Errors
    /// As the other commands; [`ipc::Code::DifferentFile`] if the file found is another.
    pub async fn act_on_item(self: Arc<Self>, caller: Caller, args: ActOnItem) -> Reply<ActOnItem> {
        let engine = self.engine(&caller)?;
        match &args.action {
            ItemAction::LocateFile { page } => {
                let picked = self.parts.shell.pick_files(caller.label(), false).await;
                match picked.into_iter().next() {
                    Some(path) => engine.locate_file(&args.item, page, path).await?,
                    None => return Ok(Nothing {}),
                }
            }
            _ => engine.act_on_item(args).await?,
        }
        Ok(Nothing {})
    }
}
