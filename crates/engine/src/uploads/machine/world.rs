//! A small model of the API and of a computer that dies: the state machine is driven through random misfortune, and in
//! the end the API must hold exactly one submitted document with exactly its pages.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use journal::{
    drafts::{Page, Place},
    outbox::{Bond, IntentKind, Item},
};
use model::{
    IdempotencyKey, KycDocumentId, KycDocumentStatus, KycDocumentType, OutboxId, PageId, UnixSeconds, UploadState,
    UserId,
};

use super::{Call, Effect, Event, Facts, Recorded, Refusal, Transition, Trouble, advance};

/// Small, fast and good enough to mix cases; every failure is told by its seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

#[derive(Debug)]
struct Document {
    created_at: UnixSeconds,
    pages: Vec<u32>,
    submitted: bool,
}

/// What befalls a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Fine,
    LostBefore,
    LostAfter,
    /// Answered with 500 and recorded under the key; nothing done.
    Burned,
    RateLimited,
    NotSent,
    /// Done, but the answer is recorded only later: the key answers 409 and nothing is recorded for a while.
    Slow,
}

pub(super) struct World {
    dice: Dice,
    now: UnixSeconds,
    /// Misfortunes left.
    misfortunes: u32,
    may_look_up: bool,
    documents: BTreeMap<String, Document>,
    keys: HashMap<String, (UnixSeconds, UnixSeconds, Recorded)>,
    pub(super) items: Vec<Item>,
    minted: u32,
    pub(super) seen: BTreeSet<Transition>,
}

pub(super) fn item(pages: u8) -> Item {
    let page = |number: u8| Page {
        id: PageId::new(format!("page-{number}")),
        path: format!("/home/ines/{number}.jpg").into(),
        file_name: format!("{number}.jpg"),
        size: 40_000,
        hash: [number; 32],
        recipe: "v1 o1 t0 keep".into(),
        place: Place::Lasting,
        page_size: None,
    };
    Item {
        id: OutboxId::new("up_0"),
        kind: IntentKind::KycUpload,
        user: UserId::new("user_1"),
        document_type: KycDocumentType::IdentityProof,
        tag: None,
        pages: (1..=pages).map(page).collect(),
        state: UploadState::Ready,
        document: None,
        paused: false,
        dismissed: false,
        waits_for: None,
        next_try_at: None,
        troubles: 0,
        replaces: None,
        created_at: UnixSeconds(1_000_000),
        changed_at: UnixSeconds(1_000_000),
        submitted_at: None,
        decided_at: None,
        steps: Vec::new(),
        documents: Vec::new(),
    }
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let pages = 1 + u8::try_from(dice.next(3)).unwrap();
        Self {
            misfortunes: u32::try_from(dice.next(6)).unwrap(),
            may_look_up: dice.next(2) == 0,
            dice,
            now: UnixSeconds(1_000_000),
            documents: BTreeMap::new(),
            keys: HashMap::new(),
            items: vec![item(pages)],
            minted: 0,
            seen: BTreeSet::new(),
        }
    }

    pub(super) fn facts(&mut self) -> Facts {
        self.minted += 1;
        Facts {
            now: self.now,
            key: IdempotencyKey::try_from(format!("key-0000000000-{:05}", self.minted)).unwrap(),
            successor: OutboxId::new(format!("up_{}", self.minted)),
        }
    }

    /// Whether this moment brings a misfortune.
    fn strikes(&mut self) -> bool {
        if self.misfortunes == 0 || self.dice.next(3) > 0 {
            return false;
        }
        self.misfortunes -= 1;
        true
    }

    /// Drives everything until all rests.
    pub(super) fn run(&mut self) {
        for _ in 0..400 {
            let due = self.items.iter().position(|item| item.state.is_on_the_way());
            let Some(index) = due else { return };
            self.drive(index);
            let again = self.items.iter().filter_map(|item| item.next_try_at).min();
            self.now = again.unwrap_or(self.now).max(self.now.plus(1));
            if self.dice.next(12) == 0 && self.misfortunes > 0 {
                // The laptop was closed for a day.
                self.now = self.now.plus(25 * 3600);
            }
        }
        panic!("it never comes to rest: {:?}", self.items);
    }

    fn drive(&mut self, index: usize) {
        let mut event = Event::Turn;
        loop {
            // The process dies before the commit: nothing of the transition remains.
            let dies_before = self.strikes();
            let facts = self.facts();
            let event_now = self.with_owners(index, event);
            let step = advance(self.items[index].clone(), event_now, &facts).expect("no person acts here");
            if dies_before {
                return;
            }
            self.seen.insert(step.transition);
            self.items[index] = step.item;
            self.items.extend(step.successor);
            let Some(effect) = step.effect else { return };
            // ... or right after it: what was to be done is not done.
            if self.strikes() {
                return;
            }
            self.now = self.now.plus(1);
            event = self.carry_out(&effect);
            // ... or with the answer in hand.
            if self.strikes() {
                return;
            }
        }
    }

    fn with_owners(&self, index: usize, event: Event) -> Event {
        let owned = |id: &KycDocumentId| self.items.iter().any(|item| item.documents.iter().any(|(own, _)| own == id));
        let others = |id: &KycDocumentId| {
            self.items
                .iter()
                .enumerate()
                .any(|(at, item)| at != index && item.documents.iter().any(|(own, _)| own == id))
        };
        match event {
            Event::Found(found) => Event::Found(found.into_iter().filter(|id| !owned(id)).collect()),
            Event::Created { document, .. } => Event::Created { taken: others(&document), document },
            other => other,
        }
    }

    fn fate(&mut self, keyed: bool) -> Fate {
        if !self.strikes() {
            return Fate::Fine;
        }
        match self.dice.next(if keyed { 6 } else { 4 }) {
            0 => Fate::LostBefore,
            1 => Fate::LostAfter,
            2 => Fate::RateLimited,
            3 => Fate::NotSent,
            4 => Fate::Burned,
            _ => Fate::Slow,
        }
    }

    fn carry_out(&mut self, effect: &Effect) -> Event {
        match effect {
            Effect::BuildPage { page } => Event::PageBuilt { page: *page, bytes: 39_000 },
            Effect::Create { key } => self.post(Call::Create, key, None),
            Effect::SendPage { page, document, key } => self.post(Call::SendPage, key, Some((document, *page))),
            Effect::Submit { document } => {
                let fate = self.fate(false);
                if let Some(event) = kept_back(Call::Submit, fate) {
                    return event;
                }
                let stored = self.documents.get_mut(document.as_str()).expect("a document that was created");
                let first = !std::mem::replace(&mut stored.submitted, true);
                match fate {
                    Fate::LostAfter => Event::Trouble(Call::Submit, Trouble::Unknown),
                    _ if first => Event::Submitted(KycDocumentStatus::ValidationAsked),
                    _ => Event::Trouble(Call::Submit, Trouble::Refused(Refusal { status: 400, ..Refusal::default() })),
                }
            }
            Effect::ReadResponse { key } => {
                let fate = self.fate(false);
                if fate != Fate::Fine {
                    return Event::Trouble(Call::ReadResponse, Trouble::NotSent);
                }
                if !self.may_look_up {
                    return Event::Trouble(Call::ReadResponse, Trouble::NotAllowed);
                }
                let known = self.keys.get(key.as_str()).filter(|(at, ..)| self.now.since(*at) < 24 * 3600);
                Event::Recorded(match known {
                    Some((_, visible, recorded)) if *visible <= self.now => recorded.clone(),
                    _ => Recorded::Missing,
                })
            }
            Effect::Search { since } => {
                if self.fate(false) != Fate::Fine {
                    return Event::Trouble(Call::Search, Trouble::Unknown);
                }
                let fits = |document: &Document| !document.submitted && document.created_at >= *since;
                let found = self.documents.iter().filter(|(_, document)| fits(document));
                Event::Found(found.map(|(id, _)| KycDocumentId::new(id)).collect())
            }
            Effect::ReadDocument { document } => {
                if self.fate(false) != Fate::Fine {
                    return Event::Trouble(Call::ReadDocument, Trouble::NotSent);
                }
                let submitted = self.documents.get(document.as_str()).is_some_and(|document| document.submitted);
                Event::Read(if submitted { KycDocumentStatus::ValidationAsked } else { KycDocumentStatus::Created })
            }
        }
    }

    fn post(&mut self, call: Call, key: &IdempotencyKey, page: Option<(&KycDocumentId, u32)>) -> Event {
        let fate = self.fate(true);
        if let Some(event) = kept_back(call, fate) {
            return event;
        }
        let now = self.now;
        if self.keys.get(key.as_str()).is_some_and(|(at, ..)| now.since(*at) < 24 * 3600) {
            return Event::Trouble(call, Trouble::Conflict);
        }
        let visible = if fate == Fate::Slow { now.plus(5) } else { now };
        if fate == Fate::Burned {
            let failure = Recorded::Failure(Refusal { status: 500, ..Refusal::default() });
            self.keys.insert(key.as_str().to_owned(), (now, visible, failure));
            return Event::Trouble(call, Trouble::Unknown);
        }
        let (document, event) = match page {
            None => {
                let id = format!("kyc_{}", self.documents.len());
                let document = Document { created_at: now, pages: Vec::new(), submitted: false };
                self.documents.insert(id.clone(), document);
                let id = KycDocumentId::new(id);
                (Some(id.clone()), Event::Created { document: id, taken: false })
            }
            Some((document, page)) => {
                let stored = self.documents.get_mut(document.as_str()).expect("a document that was created");
                assert!(!stored.submitted, "no page is sent after the submission");
                stored.pages.push(page);
                (None, Event::PageAccepted)
            }
        };
        self.keys.insert(key.as_str().to_owned(), (now, visible, Recorded::Success { document }));
        match fate {
            Fate::LostAfter | Fate::Slow => Event::Trouble(call, Trouble::Unknown),
            _ => event,
        }
    }

    /// What must hold in the end, whatever happened.
    pub(super) fn check(&self, seed: u64) {
        let last = self.items.last().expect("an item");
        assert_eq!(last.state, UploadState::Submitted, "seed {seed}: {:?}", self.items);
        let expected: Vec<u32> = (0..u32::try_from(last.pages.len()).unwrap()).collect();
        let submitted: Vec<_> = self.documents.iter().filter(|(_, document)| document.submitted).collect();
        assert_eq!(submitted.len(), 1, "seed {seed}: exactly one document is submitted: {:?}", self.documents);
        let (id, document) = submitted[0];
        assert_eq!(document.pages, expected, "seed {seed}: exactly its pages, each once, in order");
        assert_eq!(last.document.as_ref().map(KycDocumentId::as_str), Some(id.as_str()), "seed {seed}");
        for (id, _) in self.documents.iter().filter(|(_, document)| !document.submitted) {
            let explained = self.items.iter().any(|item| {
                matches!(&item.state, UploadState::Abandoned { document } if document == id)
                    && item.documents.iter().any(|(own, bond)| own.as_str() == id && *bond == Bond::Abandoned)
            });
            assert!(explained, "seed {seed}: {id} was left at Mangopay and nobody is told: {:?}", self.items);
        }
        let mut used = BTreeSet::new();
        for key in self.items.iter().flat_map(|item| &item.steps).filter_map(|row| row.key.as_ref()) {
            assert!(used.insert(key.as_str()), "seed {seed}: a key belongs to one step of one item");
        }
        if self.may_look_up && self.now.since(UnixSeconds(1_000_000)) < 20 * 3600 {
            assert_eq!(self.items.len(), 1, "seed {seed}: with the right to look keys up nothing is abandoned");
        }
    }
}

/// What befalls a call before anything is done with it.
fn kept_back(call: Call, fate: Fate) -> Option<Event> {
    let trouble = match fate {
        Fate::LostBefore => Trouble::Unknown,
        Fate::RateLimited => Trouble::RateLimited { until: None },
        Fate::NotSent => Trouble::NotSent,
        Fate::Fine | Fate::LostAfter | Fate::Burned | Fate::Slow => return None,
    };
    Some(Event::Trouble(call, trouble))
}
