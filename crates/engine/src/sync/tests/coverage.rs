//! Coverage says by which way each wallet is known, and lists say how far their filling is.

use ipc::sync::{MissingReason, WalletCoverage, WalletWay};
use mangopay::NewWallet;
use model::{Area, Column, Currency, IdempotencyKey, UserId, WalletId};
use sandbox::{Fault, Options, RateLimits, World};

use super::{NOW, Running, Site, refusal};

fn options(users: u32) -> Options {
    Options { world: World::Large(users), rate_limits: RateLimits::Off, ..Options::default() }
}

async fn ways(running: &Running) -> Vec<(String, WalletCoverage)> {
    let mut all = Vec::new();
    for (wallet, owner) in running.held(Area::Wallets, &[Column::UserId]).await {
        let coverage = running.sync.wallet_coverage(WalletId::new(wallet.as_str())).await.unwrap();
        assert_eq!(coverage.wallet.as_str(), wallet);
        all.push((owner, coverage));
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_reports_and_then_by_events() {
    let site = Site::new(options(120)).await;
    let running = site.open(false).await;
    site.synced(&running).await;
    let before = ways(&running).await;
    assert!(before.len() > 60, "{}", before.len());
    for (_, coverage) in &before {
        assert_eq!(coverage.way, WalletWay::Reports);
        assert!(coverage.read_at.is_some_and(|at| at >= NOW - 3_600), "{coverage:?}");
    }
    // One that comes later is known by the transfer that reaches it.
    let (owner, _) = &before[0];
    let wallet = NewWallet {
        owners: vec![UserId::new(owner.as_str())],
        description: "Younger".to_owned(),
        currency: Currency::new("EUR"),
        tag: None,
    };
    let key = IdempotencyKey::try_from("a-wallet-that-came-later".to_owned()).unwrap();
    let young = running.client.create_wallet(&wallet, &key).await.unwrap().value.id;
    super::changes::transfer_to(&running, 1, Some(young.clone())).await;
    site.until(1, "the wallet", async || {
        running.sync.now();
        running.held(Area::Wallets, &[]).await.contains_key(young.as_str()).then_some(())
    })
    .await;
    let coverage = running.sync.wallet_coverage(young).await.unwrap();
    assert_eq!(coverage.way, WalletWay::Events);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_lists_and_missing_where_the_user_must_authenticate() {
    let site = Site::new(options(120)).await;
    let control = site.sandbox.control();
    let users = super::truth(&control.whole(), "users", &[]);
    let refused = users.keys().nth(40).unwrap();
    let link = "PendingUserAction RedirectUrl=https://example.com/sca";
    let action = refusal(401, &[("www-authenticate", link)]);
    let path = Some(format!("/users/{refused}/transactions"));
    control.fault(Fault { method: None, path, skip: 0, times: None, action });
    let running = site.open(true).await;
    // While lists of users are read, nobody can tell how many objects there will be.
    let fresh = running.sync.freshness(Area::Cards).await.unwrap();
    assert_eq!((fresh.complete_at, fresh.partial), (None, None));
    site.synced(&running).await;
    for area in Area::ALL {
        let fresh = running.sync.freshness(*area).await.unwrap();
        // Nobody looked at a wallet yet.
        let is_read = *area != Area::BankingAliases;
        assert_eq!((fresh.complete_at.is_some(), fresh.partial), (is_read, None), "{area:?}");
    }
    let ways = ways(&running).await;
    let missing = WalletWay::Missing { reason: MissingReason::Sca };
    assert_eq!(ways.iter().filter(|(_, coverage)| coverage.way == missing).count(), 1);
    for (owner, coverage) in ways {
        assert_eq!(coverage.way, if owner == *refused { missing } else { WalletWay::UserList });
    }
    running.stop().await;
}
