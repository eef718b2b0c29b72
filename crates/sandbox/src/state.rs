//! Everything the simulated platform knows, in one serialisable value. Handlers change it under one lock, so that an
//! effect, its events and its idempotency record are one step.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    accounts::Account,
    agenda::{self, Agenda},
    auth::Door,
    demo::large::Large,
    disputes::{Dispute, documents::Document as Evidence},
    events::Event,
    files::Seal,
    hooks::{self, Hook, Notice},
    idempotency::Recorded,
    ids::Dice,
    idv::Session,
    kyc::{Document, Due},
    money::Money,
    options::Scopes,
    platform::Changes,
    rates::Rates,
    recipients::Recipient,
    reports::Report,
    sca::Sessions,
    ubo::Declaration,
    users::User,
};

/// Version of the saved form.
const FORM: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct State {
    form: u32,
    pub(crate) dice: Dice,
    /// The clock when this was saved.
    pub(crate) now: i64,
    pub(crate) next: u64,
    pub(crate) users: BTreeMap<String, User>,
    pub(crate) documents: BTreeMap<String, Document>,
    pub(crate) events: Vec<Event>,
    pub(crate) responses: BTreeMap<String, Recorded>,
    pub(crate) due: Vec<Due>,
    pub(crate) door: Door,
    pub(crate) rates: Rates,
    pub(crate) scopes: Scopes,
    pub(crate) review_seconds: i64,
    pub(crate) platform: String,
    #[serde(default)]
    pub(crate) agenda: Agenda,
    // Each resource module has its own part, absent in states saved before it existed.
    #[serde(default)]
    pub(crate) money: Money,
    #[serde(default)]
    pub(crate) features: Features,
    #[serde(default)]
    pub(crate) sessions: Sessions,
    #[serde(default)]
    pub(crate) declarations: BTreeMap<String, Declaration>,
    #[serde(default)]
    pub(crate) accounts: BTreeMap<String, Account>,
    #[serde(default)]
    pub(crate) recipients: BTreeMap<String, Recipient>,
    #[serde(default)]
    pub(crate) verifications: BTreeMap<String, Session>,
    #[serde(default)]
    pub(crate) disputes: BTreeMap<String, Dispute>,
    /// Documents of disputes.
    #[serde(default)]
    pub(crate) evidence: BTreeMap<String, Evidence>,
    #[serde(default)]
    pub(crate) reports: BTreeMap<String, Report>,
    #[serde(default)]
    pub(crate) hooks: BTreeMap<String, Hook>,
    /// Notices that have not been delivered yet.
    #[serde(default)]
    pub(crate) notices: Vec<Notice>,
    #[serde(default)]
    pub(crate) seal: Seal,
    #[serde(default)]
    pub(crate) changes: Changes,
    /// Users that are made up when they are asked for.
    #[serde(default)]
    pub(crate) large: Option<Large>,
}

/// What is switched on for the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Features {
    /// Hosted verification (users-verification.md §5.2).
    pub(crate) idv: bool,
    /// Persons with significant control have sessions of their own (§5.6).
    pub(crate) psc: bool,
    /// Verified identities can be read (§5.8).
    pub(crate) verified_identity: bool,
    /// The platform may act for users who are not there (§2.5).
    pub(crate) proxy: bool,
    /// Money moves to and between verified owners alone (§1.2, the tightening of 2026).
    pub(crate) verified_owners: bool,
}

impl Default for Features {
    fn default() -> Self {
        Self { idv: true, psc: false, verified_identity: true, proxy: false, verified_owners: false }
    }
}

impl State {
    pub(crate) fn new(seed: u64, now: i64, scopes: Scopes, review_seconds: i64) -> Self {
        Self {
            form: FORM,
            dice: Dice::new(seed),
            now,
            next: 0,
            users: BTreeMap::new(),
            documents: BTreeMap::new(),
            events: Vec::new(),
            responses: BTreeMap::new(),
            due: Vec::new(),
            door: Door::default(),
            rates: Rates::default(),
            scopes,
            review_seconds,
            platform: "Sandbox platform".to_owned(),
            agenda: Agenda::default(),
            money: Money::default(),
            features: Features::default(),
            sessions: Sessions::default(),
            declarations: BTreeMap::new(),
            accounts: BTreeMap::new(),
            recipients: BTreeMap::new(),
            verifications: BTreeMap::new(),
            disputes: BTreeMap::new(),
            evidence: BTreeMap::new(),
            reports: BTreeMap::new(),
            hooks: BTreeMap::new(),
            notices: Vec::new(),
            seal: Seal::default(),
            changes: Changes::default(),
            large: None,
        }
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, crate::StartError> {
        let state: Self = serde_json::from_slice(bytes).map_err(crate::StartError::BadState)?;
        if state.form == FORM { Ok(state) } else { Err(crate::StartError::OtherForm(state.form)) }
    }

    pub(crate) fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }

    /// A number that grows with every object: the tie-break of lists whose dates are equal.
    pub(crate) fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    pub(crate) fn emit(&mut self, at: i64, kind: &str, resource: &str) {
        self.events.push(Event { resource: resource.to_owned(), kind: kind.to_owned(), date: at });
        hooks::heard(self, kind, resource, at);
    }

    /// Brings everything that time alone changes up to `now`.
    pub(crate) fn settle(&mut self, now: i64) {
        let passed = self.now != now;
        self.now = now;
        crate::kyc::review::apply_due(self, now);
        agenda::run(self, now);
        if passed {
            self.responses.retain(|_, r| r.at + crate::idempotency::KEPT > now);
        }
    }
}
