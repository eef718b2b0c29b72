//! Every balance of a world is what the movements held come to; where one is missing it shows, and where not everything
//! was read nothing is claimed.

use std::collections::BTreeMap;

use ipc::{
    sync::MissingReason,
    wallets::{Gap, Verdict, WalletCheck},
};
use model::{Area, Column, WalletId};
use sandbox::{Fault, Options, RateLimits, World};

use super::{Running, Site, refusal};

fn options(world: World) -> Options {
    Options { world, rate_limits: RateLimits::Off, ..Options::default() }
}

async fn check(running: &Running, wallet: &str) -> WalletCheck {
    running.sync.check_wallet(WalletId::new(wallet)).await.unwrap()
}

async fn checks(running: &Running) -> BTreeMap<String, WalletCheck> {
    let mut all = BTreeMap::new();
    for (wallet, _) in running.held(Area::Wallets, &[]).await {
        let check = check(running, &wallet).await;
        all.insert(wallet, check);
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wallet_of_the_demo_world_agrees_with_its_movements() {
    let site = Site::new(options(World::Demo)).await;
    let running = site.open(false).await;
    site.synced(&running).await;
    let checks = checks(&running).await;
    assert!(checks.len() > 20, "{}", checks.len());
    for (wallet, check) in &checks {
        assert_eq!(check.verdict, Verdict::Agrees, "{wallet}: {check:?}");
        assert_eq!(check.balance, check.sum);
    }
    assert!(checks.values().any(|check| check.movements > 10), "and there is something to agree about");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_lists_of_users_are_missing_nothing_is_called_wrong() {
    let site = Site::new(options(World::Demo)).await;
    // Read-only, so by lists of users; of those who must authenticate nothing is read.
    let running = site.open(true).await;
    site.synced(&running).await;
    let checks = checks(&running).await;
    let agree = checks.values().filter(|check| check.verdict == Verdict::Agrees).count();
    assert!(agree > 0, "{checks:?}");
    for (wallet, check) in &checks {
        assert!(!matches!(check.verdict, Verdict::Differs { .. }), "{wallet}: {check:?}");
        if check.verdict == Verdict::Agrees {
            assert_eq!(check.balance, check.sum);
        }
    }
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wallet_whose_transactions_were_refused_says_so_and_raises_no_alarm() {
    let site = Site::new(options(World::Large(60))).await;
    let control = site.sandbox.control();
    let wallets = super::truth(&control.whole(), "wallets", &["owner"]);
    let (wallet, owner) = wallets.iter().find(|(_, owner)| !owner.is_empty()).unwrap();
    let link = "PendingUserAction RedirectUrl=https://example.com/sca";
    let action = refusal(401, &[("www-authenticate", link)]);
    let path = Some(format!("/users/{owner}/transactions"));
    control.fault(Fault { method: None, path, skip: 0, times: None, action });
    let running = site.open(true).await;
    site.synced(&running).await;
    let reason = MissingReason::Sca;
    assert_eq!(check(&running, wallet).await.verdict, Verdict::Open { gap: Gap::NotRead { reason } });
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_movement_that_could_not_be_read_is_missed_by_its_amount() {
    let site = Site::new(options(World::Large(40))).await;
    let running = site.open(false).await;
    site.synced(&running).await;
    // The transfer itself cannot be read when its event comes: only the next one tells that there was another.
    let held = running.held(Area::Wallets, &[Column::Balance]).await;
    let rich = held.iter().filter(|(_, balance)| !balance.starts_with("0 "));
    let to = rich.map(|(wallet, _)| wallet.clone()).nth(1).unwrap();
    let before = check(&running, &to).await;
    assert_eq!(before.verdict, Verdict::Agrees, "{before:?}");
    let control = site.sandbox.control();
    let path = Some("/transfers/*".to_owned());
    let fault =
        control.fault(Fault { method: Some("GET".to_owned()), path, skip: 0, times: None, action: refusal(404, &[]) });
    let (lost, _) = super::changes::transfer_to(&running, 1, Some(WalletId::new(to.as_str()))).await;
    site.until(1, "the event", async || {
        running.sync.now();
        control.calls().iter().any(|call| call.path.ends_with(&lost)).then_some(())
    })
    .await;
    assert!(control.remove_fault(fault));
    let (seen, _) = super::changes::transfer_to(&running, 2, Some(WalletId::new(to.as_str()))).await;
    let check = site
        .until(1, "the balance", async || {
            running.sync.now();
            let known = running.held(Area::Transactions, &[]).await.contains_key(&seen);
            let now = check(&running, &to).await;
            (known && now.balance != before.balance).then_some(now)
        })
        .await;
    let Verdict::Differs { by, unheld, since } = &check.verdict else { panic!("{check:?}") };
    assert_eq!((by.amount, by.currency.as_str()), (100, "EUR"), "more lies there than the movements tell");
    assert_eq!(*unheld, 1, "an event names the one that is missing");
    assert!(since.is_some_and(|since| since >= super::NOW), "{since:?}");
    assert_eq!(check.movements, before.movements + 1);
    running.stop().await;
}
