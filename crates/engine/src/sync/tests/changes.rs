//! Changes come by events; where those do not reach, by listing everything again.

use ipc::sync::Stream;
use mangopay::{NewTransfer, NewWallet};
use model::{Area, Column, Currency, IdempotencyKey, Money, UserId, WalletId};
use sandbox::{Options, RateLimits, World};

use super::{Running, Site, truth};

async fn synced(events_need_type: bool) -> (Site, Running) {
    let options =
        Options { world: World::Large(40), rate_limits: RateLimits::Off, events_need_type, ..Options::default() };
    let site = Site::new(options).await;
    let running = site.open(false).await;
    site.synced(&running).await;
    (site, running)
}

/// Makes a movement of money between two wallets. Returns its id and the first wallet.
pub(super) async fn transfer(running: &Running, number: u32) -> (String, String) {
    transfer_to(running, number, None).await
}

/// The same to this wallet.
pub(super) async fn transfer_to(running: &Running, number: u32, to: Option<WalletId>) -> (String, String) {
    let wallets = running.held(Area::Wallets, &[Column::UserId, Column::Balance]).await;
    let mut rich = wallets.iter().filter(|(_, told)| !told.contains("|0 "));
    let (from, told) = rich.next().unwrap();
    let author = UserId::new(told.split('|').next().unwrap());
    let to = to.unwrap_or_else(|| WalletId::new(rich.next().unwrap().0.as_str()));
    let euro = |amount| Money { amount, currency: Currency::new("EUR") };
    let wanted = NewTransfer {
        author_id: author,
        credited_user_id: None,
        debited_funds: euro(100),
        fees: euro(0),
        debited_wallet_id: WalletId::new(from.as_str()),
        credited_wallet_id: to,
        sca_context: None,
        tag: None,
    };
    let key = IdempotencyKey::try_from(format!("transfer-number-{number:08}")).unwrap();
    let made = running.client.create_transfer(&wanted, &key).await.unwrap();
    (made.value.transaction.id.as_str().to_owned(), from.clone())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_that_moves_is_noticed_and_so_are_the_balances() {
    for events_need_type in [false, true] {
        let (site, running) = synced(events_need_type).await;
        let (id, wallet) = transfer(&running, 1).await;
        site.until(1, "the transfer", async || {
            running.sync.now();
            let held = running.held(Area::Transactions, &[Column::Status]).await;
            held.get(&id).filter(|status| *status == "SUCCEEDED").map(|_| ())
        })
        .await;
        site.until(1, "the balance", async || {
            let truth = truth(&site.sandbox.control().whole(), "wallets", &["balance"]).remove(&wallet)?;
            let held = running.held(Area::Wallets, &[Column::Balance]).await;
            (held[&wallet] == format!("{truth} EUR")).then_some(())
        })
        .await;
        running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_was_seen_before_a_kill_is_followed_after_it() {
    let (site, running) = synced(false).await;
    let (id, _) = transfer(&running, 2).await;
    // The feed is read and the objects it names are not: then the process dies.
    let cut = sandbox::Action::Stall { after_commit: false };
    let path = Some(format!("/transfers/{id}"));
    let fault = site.sandbox.control().fault(sandbox::Fault { method: None, path, skip: 0, times: None, action: cut });
    running.sync.now();
    site.until(1, "the look", async || {
        let calls = site.sandbox.control().calls();
        calls.iter().any(|call| call.path.ends_with(&id)).then_some(())
    })
    .await;
    running.kill().await;
    assert!(site.sandbox.control().remove_fault(fault));
    let running = site.open(false).await;
    site.until(1, "the transfer", async || running.held(Area::Transactions, &[]).await.contains_key(&id).then_some(()))
        .await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_more_time_than_the_events_reach_everything_is_listed_again() {
    let (site, running) = synced(false).await;
    let users = running.held(Area::Users, &[]).await;
    let owner = UserId::new(users.keys().next().unwrap().as_str());
    running.stop().await;
    // While nobody looks: a wallet, and then more than 45 days.
    let away = site.open(false).await;
    away.sync.pause(true);
    let wallet = NewWallet {
        owners: vec![owner],
        description: "Made meanwhile".to_owned(),
        currency: Currency::new("EUR"),
        tag: None,
    };
    let key = IdempotencyKey::try_from("a-wallet-made-meanwhile".to_owned()).unwrap();
    let made = away.client.create_wallet(&wallet, &key).await.unwrap().value.id;
    away.kill().await;
    let gap = 50 * 86_400;
    site.sandbox.control().advance(gap).unwrap();
    site.hand.advance(gap);
    let running = site.open(false).await;
    site.until(1, "the wallet", async || {
        running.held(Area::Wallets, &[]).await.contains_key(made.as_str()).then_some(())
    })
    .await;
    site.synced(&running).await;
    assert!(running.coverage(Stream::Transactions).await.complete_to.is_some());
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn paused_it_reads_nothing_and_resumed_it_goes_on() {
    let options = Options { world: World::Large(60), rate_limits: RateLimits::Off, ..Options::default() };
    let site = Site::new(options).await;
    let running = site.open(true).await;
    running.sync.pause(true);
    // What had left before the pause is answered by then.
    let control = site.sandbox.control();
    site.until(1, "a moment", async || (control.now() > super::NOW + 30).then_some(())).await;
    let before = control.calls().len();
    site.until(1, "some minutes", async || (control.now() > super::NOW + 300).then_some(())).await;
    assert_eq!(control.calls().len(), before);
    assert!(before < 10, "{before}");
    running.sync.pause(false);
    site.synced(&running).await;
    running.stop().await;
}
