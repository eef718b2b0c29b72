//! The client reads all that the simulator's busy world holds. The two were written apart, from the same sheets: where
//! they disagree, one has misread them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

use futures::TryStreamExt as _;
use mangopay::*;
use model::{
    ConversionId, Currency, EventType, HookStatus, IdempotencyKey, Money, PayInId, PayoutId, RefundId, ScaContext,
    SettlementId, TransactionNature as Nature, TransactionStatus, TransactionType as Kind, TransferId, UnixSeconds,
    UserCategory, UserId, UserStatus,
};
use sandbox::{ClockMode, RateLimits, Sandbox, World};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::support::{Rig, START};

/// Objects of a kind whose members are looked at one by one.
const CLOSELY: usize = 25;
/// Users who are looked at.
const USERS: usize = 80;

/// Members that may be anything: the first two decide which other members of a pay-in are looked at; the sheet does not
/// give the others to settlements.
const NOT_TYPED: &[&str] = &["pay-in.PaymentType", "pay-in.ExecutionType", "settlement.InitialTransaction"];

/// What has been read.
#[derive(Default)]
struct Walk {
    read: BTreeMap<&'static str, usize>,
    untyped: BTreeSet<String>,
}

impl Walk {
    fn nothing_is_strange(&self) {
        let known = |untyped: &&String| NOT_TYPED.iter().any(|known| untyped.starts_with(known));
        let strange: Vec<_> = self.untyped.iter().filter(|untyped| !known(untyped)).collect();
        assert!(strange.is_empty(), "{strange:#?}\nof {:?}", self.read);
    }

    /// What was read survives being written and read again; each of its members is known to the client.
    fn object<T: DeserializeOwned + PartialEq + Debug>(&mut self, kind: &'static str, fetched: &Fetched<T>) {
        let whole: Value = fetched.raw.read().unwrap();
        let again: T = serde_json::from_str(&whole.to_string()).unwrap();
        assert_eq!(again, fetched.value, "{kind}");
        let count = self.read.entry(kind).or_default();
        *count += 1;
        if *count > CLOSELY {
            return;
        }
        for (name, member) in whole.as_object().into_iter().flatten().filter(|(_, member)| !member.is_null()) {
            let mut changed = whole.clone();
            changed[name] = json!([[1]]);
            if serde_json::from_value::<T>(changed).is_ok() {
                self.untyped.insert(format!("{kind}.{name}: {member}"));
            }
        }
    }

    fn one<T: DeserializeOwned + PartialEq + Debug>(
        &mut self,
        kind: &'static str,
        read: Result<Fetched<T>, Error>,
    ) -> Option<T> {
        match read {
            Ok(fetched) => {
                self.object(kind, &fetched);
                Some(fetched.value)
            }
            // Wallets of owners may want them to authenticate; who never was asked to enrol has no such status.
            Err(Error::ScaRequired { .. }) => None,
            Err(Error::NotFound(_)) if kind == "SCA status" => None,
            Err(error) => panic!("{kind}: {error:?}"),
        }
    }

    async fn all<T: DeserializeOwned + PartialEq + Debug + Send + 'static>(
        &mut self,
        kind: &'static str,
        listing: Listing<T>,
    ) -> Vec<T> {
        let pages: Result<Vec<Page<T>>, Error> = listing.pages_from(1).try_collect().await;
        let pages = match pages {
            Ok(pages) => pages,
            Err(Error::ScaRequired { .. }) => return Vec::new(),
            Err(error) => panic!("{kind}: {error:?}"),
        };
        let unread: Vec<_> = pages.iter().flat_map(|page| &page.unread).map(|unread| unread.raw.as_str()).collect();
        assert!(unread.is_empty(), "{kind}: {unread:?}");
        let items: Vec<Fetched<T>> = pages.into_iter().flat_map(|page| page.items).collect();
        items.iter().for_each(|item| self.object(kind, item));
        items.into_iter().map(|item| item.value).collect()
    }

    /// The movement behind an item of a list, by its own call.
    async fn movement(&mut self, client: &Client, item: &Transaction) {
        let id = item.id.as_str();
        match (item.kind.as_ref(), item.nature.as_ref()) {
            (Some(Kind::Payin), Some(Nature::Regular)) => {
                let pay_in = self.one("pay-in", client.pay_in(&PayInId::new(id)).await);
                assert!(pay_in.is_none_or(|pay_in| pay_in.details != PayInDetails::Other), "{item:?}");
            }
            (Some(Kind::Transfer), Some(Nature::Regular)) => {
                self.one("transfer", client.transfer(&TransferId::new(id)).await);
            }
            (Some(Kind::Transfer), Some(Nature::Settlement)) => {
                self.one("settlement", client.settlement(&SettlementId::new(id)).await);
            }
            (Some(Kind::Payout), Some(Nature::Regular)) => {
                self.one("payout", client.payout_with_mode(&PayoutId::new(id)).await);
            }
            (Some(Kind::Conversion), _) => {
                self.one("conversion", client.conversion(&ConversionId::new(id)).await);
            }
            (_, Some(Nature::Refund)) => {
                self.one("refund", client.refund(&RefundId::new(id)).await);
            }
            _ => {}
        }
    }

    async fn platform(&mut self, client: &Client) {
        self.one("platform", client.platform().await);
        self.all("client wallet", client.client_wallets()).await;
        self.all("mandate", client.mandates(&MandateFilter::default())).await;
        self.all("report", client.reports(Range::default())).await;
        self.all("service report", client.service_reports(&ServiceReportFilter::default())).await;
        self.all("hook", client.hooks(Range::default())).await;
        self.all("event", client.events(&EventFilter::default())).await;
        self.all("KYC document", client.kyc_documents(&KycDocumentFilter::default())).await;
        self.all("dispute document", client.dispute_documents(&DisputeDocumentFilter::default())).await;
        client.country_authorizations().await.unwrap();
        self.one("availability", client.virtual_account_availability().await);
        for dispute in self.all("dispute", client.disputes(&DisputeFilter::default())).await {
            self.one("dispute", client.dispute(&dispute.id).await);
            if let Some(id) = &dispute.repudiation_id {
                self.one("repudiation", client.repudiation(id).await);
            }
            let listing = client.transactions_of_dispute(&dispute.id, &TransactionFilter::default());
            for item in self.all("transaction", listing).await {
                self.movement(client, &item).await;
            }
        }
    }

    async fn user(&mut self, client: &Client, user: &UserId) {
        self.one("legacy user", client.user(user).await);
        self.one("user", client.user_sca(user).await);
        self.one("SCA status", client.sca_status(user).await);
        self.one("regulatory status", client.regulatory(user).await);
        self.one("e-money", client.e_money(user, &EMoneyQuery::default()).await);
        self.all("UBO declaration", client.ubo_declarations_of(user, Range::default())).await;
        for session in self.all("listed IDV session", client.idv_sessions_of(user, Range::default())).await {
            self.one("IDV session", client.idv_session(&session.id).await);
        }
        for recipient in self.all("listed recipient", client.recipients_of(user, &RecipientFilter::default())).await {
            self.one("recipient", client.recipient(&recipient.id).await);
        }
        self.all("bank account", client.bank_accounts_of(user, &BankAccountFilter::default())).await;
        self.all("card", client.cards_of(user, &CardFilter::default())).await;
        let any = PreauthorizationFilter::default();
        self.all("preauthorisation", client.preauthorizations_of(user, &any)).await;
        self.all("deposit", client.deposits_of(user, &any)).await;
        for wallet in self.all("wallet", client.wallets_of(user, &WalletFilter::default())).await {
            self.all("virtual account", client.virtual_accounts_of(&wallet.id, Range::default())).await;
            for alias in self.all("listed banking alias", client.banking_aliases_of(&wallet.id, Range::default())).await
            {
                self.one("banking alias", client.banking_alias(&alias.id).await);
            }
            let listing = client.transactions_of_wallet(&wallet.id, &TransactionFilter::default());
            for item in self.all("transaction", listing).await {
                self.movement(client, &item).await;
            }
        }
    }
}

async fn simulator(world: World) -> (Sandbox, Rig) {
    let sandbox = frozen(world).await;
    let rig = Rig::at(&sandbox.base_url(), Timeouts::default());
    (sandbox, rig)
}

/// A strict simulator whose clock stands still, without limits.
pub async fn frozen(world: World) -> Sandbox {
    Sandbox::start(sandbox::Options {
        client_id: "acme".into(),
        api_key: "the key".into(),
        world,
        clock: ClockMode::Frozen(START),
        rate_limits: RateLimits::Off,
        strict: true,
        ..Default::default()
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn everything_in_a_busy_world_is_read_and_nothing_in_it_is_strange() {
    let (_sandbox, rig) = simulator(World::Demo).await;
    let mut walk = Walk::default();
    walk.platform(&rig.client).await;
    for user in walk.all("listed user", rig.client.users(Range::default())).await.iter().take(USERS) {
        walk.user(&rig.client, &user.id).await;
    }
    for kind in ["wallet", "transaction", "pay-in", "transfer", "payout", "recipient", "card", "mandate", "event"] {
        assert!(walk.read.contains_key(kind), "the world has no {kind}: {:?}", walk.read);
    }
    walk.nothing_is_strange();
}

pub fn key(number: u32) -> IdempotencyKey {
    IdempotencyKey::try_from(format!("0123456789abcdef-{number}")).unwrap()
}

fn euros(amount: i64) -> Money {
    Money { amount, currency: Currency::new("EUR") }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub fn seller() -> NaturalUserData {
    NaturalUserData {
        user_category: Some(UserCategory::Owner),
        terms_and_conditions_accepted: Some(true),
        person: PersonData {
            first_name: text("Zoë"),
            last_name: text("Wałęsa"),
            email: text("zoe+accept@example.com"),
            birthday: Some(UnixSeconds(500_000_000 / 86_400 * 86_400)),
            nationality: text("FR"),
            country_of_residence: text("FR"),
            ..Default::default()
        },
        sca_context: Some(ScaContext::UserPresent),
        ..Default::default()
    }
}

#[tokio::test]
async fn what_is_written_is_understood_and_recorded() {
    let (_sandbox, rig) = simulator(World::Empty).await;
    let (c, mut walk) = (&rig.client, Walk::default());
    let user = walk.one("user", c.create_natural_user(&seller(), &key(1)).await).unwrap();
    assert_eq!(user.user_status, Some(UserStatus::Active), "such addresses need no authentication");
    let id = user.id;
    let renamed = NaturalUserData {
        terms_and_conditions_accepted: Some(true),
        person: PersonData { last_name: text("Walesa"), ..Default::default() },
        ..Default::default()
    };
    let user = walk.one("user", c.update_natural_user(&id, &renamed).await).unwrap();
    assert_eq!(user.last_name.as_deref(), Some("Walesa"));

    let mut wallets = Vec::new();
    for number in [2, 3] {
        let wallet = NewWallet {
            owners: vec![id.clone()],
            description: "Sales".into(),
            currency: Currency::new("EUR"),
            tag: text("t"),
        };
        wallets.push(walk.one("wallet", c.create_wallet(&wallet, &key(number)).await).unwrap().id);
    }
    let wire = NewBankWire {
        author_id: id.clone(),
        credited_wallet_id: wallets[0].clone(),
        declared_debited_funds: euros(3000),
        declared_fees: euros(100),
        credited_user_id: None,
        flow_descriptor: None,
        tag: None,
    };
    let pay_in = walk.one("pay-in", c.create_bank_wire(&wire, &key(4)).await).unwrap();
    assert!(matches!(&pay_in.details, PayInDetails::BankWire(wire) if wire.wire_reference.is_some()), "{pay_in:?}");

    let transfer = NewTransfer {
        author_id: id.clone(),
        debited_funds: euros(100),
        fees: euros(0),
        debited_wallet_id: wallets[0].clone(),
        credited_wallet_id: wallets[1].clone(),
        credited_user_id: None,
        sca_context: Some(ScaContext::UserPresent),
        tag: None,
    };
    let transfer = walk.one("transfer", c.create_transfer(&transfer, &key(5)).await).unwrap().transaction;
    assert_eq!(transfer.status, Some(TransactionStatus::Failed), "a refusal of money is a success of the call");
    assert_eq!(transfer.result_code.as_deref(), Some("001001"));

    let hook = NewHook {
        event_type: EventType::DisputeCreated,
        url: "https://acme.example/hook".into(),
        email: None,
        tag: None,
    };
    let created = walk.one("hook", c.create_hook(&hook, &key(6)).await).unwrap();
    let off = HookUpdate { status: Some(HookStatus::Disabled), ..Default::default() };
    let hook_now = walk.one("hook", c.update_hook(&created.id, &off).await).unwrap();
    assert_eq!(hook_now.status, Some(HookStatus::Disabled));
    let error = c.create_hook(&hook, &key(7)).await.unwrap_err();
    assert!(
        matches!(&error, Error::Validation(refusal) if refusal.fields[0].0 == "EventType"),
        "one for each: {error:?}"
    );

    let error = c.create_ubo_declaration(&id, &key(8)).await.unwrap_err();
    assert!(matches!(error, Error::Validation(_)), "companies have owners: {error:?}");
    walk.one("report", c.create_wallets_report(&NewReport::default(), &key(9)).await);

    for (number, status) in [(1, 200), (5, 200), (7, 400)] {
        let Recorded::Answer(recorded) = c.response(&key(number)).await.unwrap() else { panic!("{number}") };
        assert_eq!(recorded.status, status, "{number}");
    }
    let Recorded::Answer(recorded) = c.response(&key(5)).await.unwrap() else { panic!() };
    assert_eq!(recorded.read::<Transfer>().unwrap().value.transaction, transfer, "the recorded answer is the same");
    let error = c.create_wallets_report(&NewReport::default(), &key(9)).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)), "{error:?}");
    walk.nothing_is_strange();
}
