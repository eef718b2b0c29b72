//! Banking aliases: read when somebody looks at a wallet or at its user, kept, and there without a network.

use std::{collections::BTreeMap, sync::Arc};

use engine::{Caller, Host};
use ipc::{
    Code,
    aliases::{OpenAliases, WalletAliases},
    lists::{List, Listed, LookUp, LookedUp},
    sync::MissingReason,
    users::OpenUser,
};
use model::{Area, Cell, Column, Direction, ListQuery, Sort, UserId, WalletId, Window};
use sandbox::{Action, Fault, World};
use serde_json::Value;
use testkit::Desk;

use crate::reading::synced;

fn window() -> Caller {
    Caller::new("main-1")
}

async fn ask(host: &Arc<Host>, wallet: &WalletId, again: bool) -> WalletAliases {
    Arc::clone(host).open_aliases(window(), OpenAliases { wallet: wallet.clone(), again }).await.unwrap()
}

/// What is known once nothing is read any more.
async fn opened(desk: &Desk, wallet: &WalletId) -> WalletAliases {
    ask(&desk.host, wallet, false).await;
    settled(desk, wallet).await
}

async fn settled(desk: &Desk, wallet: &WalletId) -> WalletAliases {
    desk.until("the aliases", || async { Some(ask(&desk.host, wallet, true).await).filter(|told| !told.under_way) })
        .await
}

async fn listed(host: &Arc<Host>) -> Listed {
    let query = ListQuery {
        area: Area::BankingAliases,
        filters: Vec::new(),
        search: String::new(),
        sort: Sort { column: Column::Created, direction: Direction::Ascending },
        window: Window { offset: 0, limit: Window::MOST },
    };
    Arc::clone(host).list(window(), List { query }).await.unwrap()
}

async fn look_at(desk: &Desk, user: &str) {
    let open = OpenUser { id: UserId::new(user), again: false };
    Arc::clone(&desk.host).open_user(desk.window(), open).await.unwrap();
}

/// The aliases of the demo world.
fn aliases(dump: &Value) -> Vec<Value> {
    let all = dump["virtual_accounts"].as_array().unwrap().iter();
    all.filter(|one| one["alias"] == true).cloned().collect()
}

fn text<'a>(one: &'a Value, name: &str) -> &'a str {
    one[name].as_str().unwrap()
}

/// The calls that asked for aliases.
fn calls(desk: &Desk) -> usize {
    let calls = desk.sandbox.control().calls();
    calls.iter().filter(|call| call.path.to_ascii_lowercase().contains("bankingaliases")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_aliases_of_a_wallet_are_read_when_somebody_looks_and_kept() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let dump = desk.sandbox.control().whole();
    let alias = aliases(&dump).swap_remove(0);
    assert_eq!(calls(&desk), 0, "no stream asks for them");
    let before = listed(&desk.host).await;
    assert!(before.listing.rows.is_empty() && before.freshness.complete_at.is_none());

    let wallet = WalletId::new(text(&alias, "wallet"));
    let told = opened(&desk, &wallet).await;
    assert!(told.trouble.is_none() && told.missing.is_none() && told.read_at.is_some(), "{told:?}");
    let [row] = told.aliases.as_slice() else { panic!("{told:?}") };
    let cell = |column| row.cell(Area::BankingAliases, column).clone();
    assert_eq!(row.id, text(&alias, "id"));
    assert_eq!(cell(Column::Alias), Cell::Text(text(&alias, "account").to_owned()));
    assert_eq!(cell(Column::Description), Cell::Text(text(&alias, "owner").to_owned()));
    assert_eq!(cell(Column::Active), Cell::Flag(alias["active"] == true));
    assert_eq!(cell(Column::UserId), Cell::Link(text(&alias, "user").to_owned()));
    assert_eq!(cell(Column::WalletId), Cell::Link(text(&alias, "wallet").to_owned()));
    assert!(matches!(cell(Column::Name), Cell::Text(_)), "the user's name is joined");

    // It is in its list, which is as old as it.
    let held = listed(&desk.host).await;
    assert_eq!((held.listing.rows.as_slice(), held.freshness.complete_at), (told.aliases.as_slice(), told.read_at));

    // Whoever looks later has it read once more. The clock stands still meanwhile: half a minute is not over.
    desk.clock.advance(60);
    for _ in 0..10 {
        ask(&desk.host, &wallet, false).await;
    }
    let later = settled(&desk, &wallet).await;
    assert_eq!((calls(&desk), later.read_at > told.read_at), (2, true));

    let Desk { host, sandbox, .. } = desk;
    sandbox.stop().await;
    assert_eq!(ask(&host, &wallet, true).await.aliases, later.aliases, "without a network");
    assert_eq!(listed(&host).await.listing.rows, later.aliases);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_looks_at_a_user_has_the_aliases_of_the_wallets_read_once_a_day() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let dump = desk.sandbox.control().whole();
    let alias = aliases(&dump).swap_remove(0);
    let user = text(&alias, "user");
    let wallets = dump["wallets"].as_array().unwrap().iter().filter(|one| one["owner"] == user);
    let wallets: Vec<WalletId> = wallets.map(|one| WalletId::new(text(one, "id"))).collect();
    for (later, times) in [(0, 1), (3_600, 1), (86_400, 2)] {
        desk.clock.advance(later);
        look_at(&desk, user).await;
        for wallet in &wallets {
            settled(&desk, wallet).await;
        }
        assert_eq!(calls(&desk), wallets.len() * times, "after {later} s more");
    }
    assert_eq!(listed(&desk.host).await.listing.rows.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn aliases_that_are_not_told_are_said_to_be_and_one_is_found_by_its_id() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let alias = aliases(&desk.sandbox.control().whole()).swap_remove(1);
    let wallet = WalletId::new(text(&alias, "wallet"));
    let action = Action::Status {
        status: 404,
        headers: BTreeMap::new(),
        body: None,
        content_type: None,
        after_commit: false,
        burn_key: false,
    };
    let path = Some(format!("/wallets/{wallet}/bankingaliases"));
    desk.sandbox.control().fault(Fault { method: Some("GET".to_owned()), path, skip: 0, times: None, action });
    let told = opened(&desk, &wallet).await;
    assert_eq!((told.missing, told.aliases.len()), (Some(MissingReason::Refused), 0), "{told:?}");
    assert!(listed(&desk.host).await.freshness.complete_at.is_none(), "nothing was read");

    let id = text(&alias, "id").to_owned();
    let found = desk.run(Arc::clone(&desk.host).look_up(desk.window(), LookUp { id: Some(id), ticket: 1 })).await;
    assert_eq!(found, Ok(LookedUp::Held(Area::BankingAliases)));
    assert_eq!(ask(&desk.host, &wallet, true).await.aliases.len(), 1);

    let nobody = OpenAliases { wallet: WalletId::new("wlt_m_nobody"), again: false };
    let refused = Arc::clone(&desk.host).open_aliases(desk.window(), nobody).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
}
