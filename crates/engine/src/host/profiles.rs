//! Profiles: listing, checking, creating, opening, locking, unlocking.

use std::sync::Arc;

use ipc::{
    Code, Event, Failure, Nothing, Reply,
    profiles::{
        CheckConnection, ConnectionReport, CreateProfile, CreatedProfile, Credentials, ListProfiles, OpenProfile,
        ProfileCard, SetReadOnly, WipeLocalCopy,
    },
    session::{LockCause, UnlockWith},
};
use model::{Environment, ProfileId};
use secrecy::SecretString;
use vault::SHORTEST_PASSPHRASE;

use super::{Caller, Host, Slot, SlotState, behind::LockedUploads, hold, session};
use crate::{
    api::{self, AccessData},
    check,
    engine::{Again, Closed, Engine, Opening, UploadsAtClose},
    failure::{self, disk},
    profile::Card,
};

/// Most characters of a label.
const LONGEST_LABEL: usize = 60;

impl Host {
    /// All profiles of this computer.
    ///
    /// # Errors
    /// None.
    #[allow(clippy::unused_async, reason = "commands have one shape")]
    pub async fn list_profiles(self: Arc<Self>, caller: Caller, _: ListProfiles) -> Reply<ListProfiles> {
        let here = self.profile_of(&caller);
        let slots = hold(&self.slots);
        let mut cards: Vec<_> = slots
            .values()
            .map(|slot| {
                let card = ProfileCard {
                    id: slot.card.id.clone(),
                    label: slot.card.label.clone(),
                    environment: slot.card.environment,
                    open: slot.is_open(),
                    here: here.as_ref() == Some(&slot.card.id),
                };
                (slot.card.created, card)
            })
            .collect();
        cards.sort_by(|(a, x), (b, y)| (a, &x.id).cmp(&(b, &y.id)));
        Ok(cards.into_iter().map(|(_, card)| card).collect())
    }

    /// Tries credentials with harmless reads.
    ///
    /// # Errors
    /// Field failures for what cannot be tried at all.
    pub async fn check_connection(self: Arc<Self>, _: Caller, args: CheckConnection) -> Reply<CheckConnection> {
        let report: ConnectionReport = {
            let (access, key) = typed(&args.credentials)?;
            let environment = args.credentials.environment;
            let client =
                api::client(environment, &access, key, true, Arc::clone(&self.parts.clock), &self.parts.version, None)?;
            check::run(&client, self.parts.clock.as_ref()).await
        };
        Ok(report)
    }

    /// Creates a profile and opens it in the calling window.
    ///
    /// # Errors
    /// Field failures; the states of the key store; trouble with the disk. Nothing is left behind then.
    pub async fn create_profile(self: Arc<Self>, caller: Caller, args: CreateProfile) -> Reply<CreateProfile> {
        let Some(credentials) = args.credentials else {
            return self.open_demo_profile(&caller).await;
        };
        let label = args.label.trim();
        if label.is_empty() {
            return Err(Failure::new(Code::Required).field("label", Code::Required));
        }
        if label.chars().count() > LONGEST_LABEL {
            return Err(Failure::new(Code::BadValue).field("label", Code::BadValue));
        }
        let passphrase = passphrase(args.passphrase)?;
        let (access, key) = typed(&credentials)?;
        // Built once to refuse a bad address before anything is written.
        let environment = credentials.environment;
        api::client(environment, &access, key.clone(), true, Arc::clone(&self.parts.clock), &self.parts.version, None)?;

        let card = self.new_card(label, environment);
        let made = self.found(&caller, &card, &access, key, passphrase, args.read_only).await;
        if made.is_err() {
            self.unmake(&card.id).await;
        }
        Ok(CreatedProfile { id: card.id, recovery_code: Some(made?) })
    }

    fn new_card(&self, label: &str, environment: Environment) -> Card {
        Card {
            id: ProfileId::new(self.parts.ids.id(environment.as_str())),
            label: label.to_owned(),
            environment,
            created: self.parts.clock.now().0,
        }
    }

    /// Makes vault and stores of a new profile, opens it in the calling window and returns its recovery code. Its card
    /// comes last: what was broken off before is no profile.
    async fn found(
        &self,
        caller: &Caller,
        card: &Card,
        access: &AccessData,
        key: SecretString,
        passphrase: Option<SecretString>,
        read_only: bool,
    ) -> Result<String, Failure> {
        let folder = self.folder_of(&card.id);
        folder.create().map_err(|error| disk(&error))?;
        let held = folder.lock().map_err(|error| disk(&error))?;
        let has_passphrase = passphrase.is_some();
        // The key store may prompt: no other profile waits for that.
        let (vault, recovery_code) = self.make_vault(&card.id, passphrase, key.clone()).await?;
        let _turn = self.turning.lock().await;
        let engine = Engine::open(Opening {
            card: card.clone(),
            folder: folder.clone(),
            data_key: vault.data_key(),
            has_passphrase,
            api_key: Some(key),
            found: Some((access.clone(), read_only)),
            host: self,
        })
        .await?;
        if let Err(error) = folder.write_card(card) {
            engine.close(LockCause::Started, UploadsAtClose::Stop).await;
            return Err(disk(&error));
        }
        self.settle(card, engine, held);
        self.bind(caller, &card.id);
        Ok(recovery_code)
    }

    /// Takes away what was made of a profile that came to nothing, in the key store too.
    async fn unmake(&self, profile: &ProfileId) {
        self.forget_vault(profile).await;
        if let Err(error) = std::fs::remove_dir_all(self.folder_of(profile).path()) {
            tracing::warn!(kind = ?error.kind(), "the folder of a profile that was not made could not be removed");
        }
    }

    fn settle(&self, card: &Card, engine: Arc<Engine>, held: std::fs::File) {
        let mut slot = Slot::locked(card.clone(), self.parts.clock.now());
        slot.state = SlotState::Open { engine, held };
        hold(&self.slots).insert(card.id.clone(), slot);
    }

    /// Opens a profile in the calling window if that has none, else in a window of its own.
    ///
    /// # Errors
    /// If there is no such profile.
    pub async fn open_profile(self: Arc<Self>, caller: Caller, args: OpenProfile) -> Reply<OpenProfile> {
        let free = self.profile_of(&caller).is_none();
        if let Some(id) = &args.id
            && !hold(&self.slots).contains_key(id)
        {
            return Err(Failure::new(Code::NoProfile));
        }
        match (args.id, free) {
            (Some(id), true) => self.bind_unasked(&caller, Some(id)).await,
            (None, true) => {}
            (id, false) => {
                let window = self.new_window_label();
                let opening = self.bind_unasked(&window, id);
                self.parts.shell.open_window(window.label());
                opening.await;
            }
        }
        Ok(Nothing {})
    }

    /// Binds the window that is opened first to the profile that was used last, if there is one. Opening it is the
    /// future's work: the key store may prompt for it, and the window is to be there meanwhile.
    pub fn bind_first(self: &Arc<Self>, caller: &Caller) -> impl Future<Output = ()> + Send + use<> {
        let last = session::last_profile(&self.parts.folder).filter(|id| hold(&self.slots).contains_key(id));
        self.bind_unasked(caller, last)
    }

    /// Binds the window that is opened first to the Demo profile, which is made at first. Opening it is the future's
    /// work.
    pub fn open_demo(self: &Arc<Self>, caller: &Caller) -> impl Future<Output = ()> + Send + use<> {
        let demo = self.demo_profile().inspect_err(|failure| {
            tracing::error!(code = failure.code.key(), "the Demo profile could not be made");
        });
        self.bind_unasked(caller, demo.ok())
    }

    fn bind_unasked(
        self: &Arc<Self>,
        caller: &Caller,
        profile: Option<ProfileId>,
    ) -> impl Future<Output = ()> + Send + use<> {
        let opening = profile.map(|id| {
            self.bind(caller, &id);
            (self.unasked.mark(&id), id)
        });
        let host = Arc::clone(self);
        async move {
            if let Some((_mark, id)) = opening {
                host.open_unasked(&id).await;
                host.passed("profile-open");
            }
        }
    }

    /// Opens a profile that a window shows without a question where nothing but the key store guards it; else it stays
    /// locked.
    async fn open_unasked(&self, id: &ProfileId) {
        let demo = self.environment_of(id) == Some(Environment::Demo);
        let unguarded = self.ways_in(id).await.is_ok_and(|ways| ways.key_store && !ways.passphrase);
        if demo || unguarded {
            // If the key store says no, the lock screen shows why when the person tries.
            if let Err(failure) = self.unlock_profile(id, UnlockWith::KeyStore).await {
                tracing::info!(code = failure.code.key(), "the profile stays locked");
            }
            self.close_unwatched(id).await;
        }
    }

    async fn open_demo_profile(&self, caller: &Caller) -> Result<CreatedProfile, Failure> {
        let id = self.demo_profile()?;
        self.unlock_profile(&id, UnlockWith::KeyStore).await?;
        self.bind(caller, &id);
        Ok(CreatedProfile { id, recovery_code: None })
    }

    fn demo_profile(&self) -> Result<ProfileId, Failure> {
        let known = hold(&self.slots)
            .values()
            .find(|slot| slot.card.environment == Environment::Demo)
            .map(|slot| slot.card.id.clone());
        if let Some(id) = known {
            return Ok(id);
        }
        let card = self.new_card(crate::DEMO_LABEL, Environment::Demo);
        let folder = self.folder_of(&card.id);
        folder.create().and_then(|()| folder.write_card(&card)).map_err(|error| disk(&error))?;
        let id = card.id.clone();
        hold(&self.slots).insert(id.clone(), Slot::locked(card, self.parts.clock.now()));
        Ok(id)
    }

    /// Opens a locked profile.
    pub(super) async fn unlock_profile(&self, profile: &ProfileId, with: UnlockWith) -> Result<(), Failure> {
        let Some(card) = self.locked_card(profile)? else { return Ok(()) };
        let folder = self.folder_of(profile);
        let (opened, held, _turn) = match card.environment {
            // Its stores may be made anew: nothing may work on them meanwhile, and nobody else may open it.
            Environment::Demo => {
                let one = self.opening_demo.lock().await;
                if self.locked_card(profile)?.is_none() {
                    return Ok(());
                }
                let held = self.take_folder(profile).await?;
                (self.open_vault_of_demo(&card).await?, held, (self.turning.lock().await, Some(one)))
            }
            // The key store may prompt for minutes: what goes on elsewhere, and behind this lock, does not wait.
            Environment::Sandbox | Environment::Production => {
                let opened = self.open_vault(&card, with).await?;
                let turn = self.turning.lock().await;
                if self.locked_card(profile)?.is_none() {
                    return Ok(());
                }
                (opened, self.take_folder(profile).await?, (turn, None))
            }
        };
        let engine = Engine::open(Opening {
            card: card.clone(),
            folder,
            data_key: opened.data_key,
            has_passphrase: opened.has_passphrase,
            api_key: opened.api_key,
            found: None,
            host: self,
        })
        .await?;
        self.settle(&card, engine, held);
        self.emit_to(profile, &Event::SessionChanged);
        Ok(())
    }

    /// What is known of a locked profile; nothing if it is open.
    fn locked_card(&self, profile: &ProfileId) -> Result<Option<Card>, Failure> {
        match hold(&self.slots).get(profile) {
            Some(slot) if slot.is_open() => Ok(None),
            Some(slot) => Ok(Some(slot.card.clone())),
            None => Err(Failure::new(Code::NoProfile)),
        }
    }

    /// The hold of a locked profile's folder: from the uploads that go on behind the lock, which come to a halt, else
    /// anew.
    async fn take_folder(&self, profile: &ProfileId) -> Result<std::fs::File, Failure> {
        if let Some(held) = self.end_behind(profile).await {
            return Ok(held);
        }
        self.folder_of(profile).lock().map_err(|error| match error.kind() {
            std::io::ErrorKind::WouldBlock => Failure::new(Code::ProfileInUse),
            _ => disk(&error),
        })
    }

    /// Locks a profile that no window shows any more.
    pub(super) async fn close_unwatched(&self, profile: &ProfileId) {
        let _turn = self.turning.lock().await;
        // Another window may have taken it while this one waited for its turn.
        if self.windows_of(profile).is_empty() {
            self.close_engine(profile, LockCause::Started, UploadsAtClose::Stop).await;
            drop(self.end_behind(profile).await);
        }
    }

    /// Locks a profile: the cache is closed and keys are dropped; its windows show the lock screen.
    pub(super) async fn lock_profile(&self, profile: &ProfileId, cause: LockCause) {
        let _turn = self.turning.lock().await;
        self.close_engine(profile, cause, UploadsAtClose::MayGoOn).await;
        self.emit_to(profile, &Event::SessionChanged);
    }

    /// The caller holds `turning`.
    pub(super) async fn close_engine(&self, profile: &ProfileId, cause: LockCause, uploads: UploadsAtClose) {
        let open = {
            let mut slots = hold(&self.slots);
            let Some(slot) = slots.get_mut(profile).filter(|slot| slot.is_open()) else { return };
            let since = Some(self.parts.clock.now());
            std::mem::replace(&mut slot.state, SlotState::Locked { since, cause, uploads: LockedUploads::Wait(0) })
        };
        let SlotState::Open { engine, held } = open else { return };
        match engine.close(cause, uploads).await {
            Closed::GoesOn(behind) => self.go_on_behind(profile, behind, held),
            Closed::Whole { waiting } => {
                drop(held);
                if let Some(Slot { state: SlotState::Locked { uploads, .. }, .. }) = hold(&self.slots).get_mut(profile)
                {
                    *uploads = LockedUploads::Wait(waiting);
                }
            }
        }
    }

    /// Switches writing off or on for the calling window's profile.
    ///
    /// # Errors
    /// If the journal cannot be written.
    pub async fn set_read_only(self: Arc<Self>, caller: Caller, args: SetReadOnly) -> Reply<SetReadOnly> {
        self.engine(&caller)?.set_read_only(args.read_only).await?;
        if let Some(profile) = self.profile_of(&caller) {
            self.emit_to(&profile, &Event::SessionChanged);
        }
        Ok(Nothing {})
    }

    /// Removes the local copy and fetches it again.
    ///
    /// # Errors
    /// If the cache cannot be cleared.
    pub async fn wipe_local_copy(self: Arc<Self>, caller: Caller, _: WipeLocalCopy) -> Reply<WipeLocalCopy> {
        let engine = self.engine(&caller)?;
        let _turn = self.turning.lock().await;
        engine.record("cache.wiped").await?;
        let again = engine.again();
        drop(engine);
        let profile = again.card.id.clone();
        let wiped = self.wiped(again).await;
        // Also if it stays closed: the window then shows the lock screen, where the reason is met again.
        self.emit_to(&profile, &Event::SessionChanged);
        wiped.map(|()| Nothing {})
    }

    /// Closes a profile, removes its local copy and opens it again. The caller holds `turning`.
    async fn wiped(&self, again: Again) -> Result<(), Failure> {
        let Again { card, data_key, has_passphrase, api_key } = again;
        self.close_engine(&card.id, LockCause::OnDemand, UploadsAtClose::Stop).await;
        let folder = self.folder_of(&card.id);
        let held = folder.lock().map_err(|error| disk(&error))?;
        let cache = folder.cache();
        blocking(move || cache::Cache::remove(&cache).map_err(|error| disk(&error))).await?;
        let opening =
            Opening { card: card.clone(), folder, data_key, has_passphrase, api_key, found: None, host: self };
        let engine = Engine::open(opening).await?;
        self.settle(&card, engine, held);
        Ok(())
    }
}

/// What was typed, checked as far as it can be without asking the server.
fn typed(credentials: &Credentials) -> Result<(AccessData, SecretString), Failure> {
    let mut failure = Failure::new(Code::Required);
    for (field, text) in [("client_id", &credentials.client_id), ("api_key", &credentials.api_key)] {
        if text.trim().is_empty() {
            failure = failure.field(field, Code::Required);
        }
    }
    if !failure.fields.is_empty() {
        return Err(failure);
    }
    let address = credentials.address.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let access = AccessData { client_id: credentials.client_id.trim().to_owned(), address };
    Ok((access, SecretString::from(credentials.api_key.trim().to_owned())))
}

fn passphrase(typed: Option<String>) -> Result<Option<SecretString>, Failure> {
    match typed.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) if text.chars().count() < SHORTEST_PASSPHRASE => Err(Failure::new(Code::WeakPassphrase)
            .with("min", SHORTEST_PASSPHRASE)
            .field("passphrase", Code::WeakPassphrase)),
        Some(text) => Ok(Some(text.into())),
    }
}

/// Runs what blocks (key store, Argon2, files) away from the async executor.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(failure::internal(&error)))
}
