//! One object by its id: held, asked for, not there, out of reach. And the one thing of a clipboard that is ever told.

use std::{collections::BTreeMap, sync::Arc};

use ipc::{
    Code, Failure, Retry,
    lists::{GetCopiedId, GetObject, LookUp, LookedUp},
    session::Lock,
};
use model::{Area, Column, Object};
use sandbox::{Action, Fault, Options, RateLimits, Scopes, World};
use serde_json::{Value, json};
use testkit::Desk;

const TICKET: u64 = 7;
/// An older id, which does not tell its kind.
const NUMBER: &str = "135792468";

/// A desk at the demo world that holds nothing: its first list never comes, and the sync waits for that.
async fn blank(scopes: Scopes) -> Desk {
    let rate_limits = RateLimits::Off;
    let desk = Desk::with_options(Options { world: World::Demo, scopes, rate_limits, ..Options::default() }).await;
    script(&desk, "/users", Action::CutBeforeCommit);
    desk.connect().await;
    desk
}

fn script(desk: &Desk, path: &str, action: Action) {
    let (method, path) = (Some("GET".to_owned()), Some(path.to_owned()));
    desk.sandbox.control().fault(Fault { method, path, skip: 0, times: None, action });
}

fn answer(status: u16, headers: &[(&str, &str)], body: Option<&Value>) -> Action {
    Action::Status {
        status,
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body: body.map(Value::to_string),
        content_type: body.map(|_| "application/json".to_owned()),
        after_commit: false,
        burn_key: false,
    }
}

/// A transaction as the API tells it.
fn transaction(kind: &str) -> Value {
    let money = |amount: i64| json!({ "Currency": "EUR", "Amount": amount });
    json!({
        "Id": NUMBER, "CreationDate": 1_700_000_000, "AuthorId": "112233445", "Type": kind, "Status": "SUCCEEDED",
        "DebitedFunds": money(1_200), "CreditedFunds": money(1_200), "Fees": money(0),
    })
}

async fn look_up(desk: &Desk, id: &str) -> Result<LookedUp, Failure> {
    let args = LookUp { id: Some(id.to_owned()), ticket: TICKET };
    desk.run(Arc::clone(&desk.host).look_up(desk.window(), args)).await
}

async fn code(desk: &Desk, id: &str) -> Code {
    look_up(desk, id).await.unwrap_err().code
}

async fn held(desk: &Desk, area: Area, id: &str) -> Option<Object> {
    let args = GetObject { area, id: id.to_owned() };
    Arc::clone(&desk.host).get_object(desk.window(), args).await.ok().map(|held| held.object)
}

/// Which calls named an id, in order: what stands between the platform and the id.
fn calls(desk: &Desk, id: &str) -> Vec<String> {
    let all = desk.sandbox.control().calls();
    let before_id = |path: &str| path.strip_suffix(id).map(|rest| rest.trim_matches('/').to_ascii_lowercase());
    let named = all.iter().filter_map(|call| before_id(&call.path));
    named.map(|path| path.rsplit_once("sandbox-client/").map_or(path.clone(), |(_, path)| path.to_owned())).collect()
}

fn ids(desk: &Desk, what: &str) -> Vec<String> {
    let dump = desk.sandbox.control().dump();
    let all = dump[what].as_array().unwrap().iter();
    all.filter(|one| !one["owner"].is_null() || what != "wallets")
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_held_is_asked_for_stored_and_then_held() {
    let desk = blank(Scopes::All).await;
    for (what, area) in [
        ("users", Area::Users),
        ("documents", Area::KycDocuments),
        ("disputes", Area::Disputes),
        ("cards", Area::Cards),
    ] {
        let id = ids(&desk, what).swap_remove(0);
        assert!(held(&desk, area, &id).await.is_none(), "{what}");
        assert_eq!(look_up(&desk, &id).await, Ok(LookedUp::Held(area)), "{what}");
        let object = held(&desk, area, &id).await.unwrap();
        assert!(object.raw.contains(&id), "{what}: with its JSON");
        if area == Area::Users {
            assert!(object.row.cell(area, Column::Name).as_str().is_some(), "the details, not an entry of a list");
        }
        // What is held costs no call.
        let asked = calls(&desk, &id).len();
        assert_eq!(look_up(&desk, &id).await, Ok(LookedUp::Held(area)), "{what}");
        assert_eq!(calls(&desk, &id).len(), asked, "{what}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wallet_is_read_or_its_owner_has_to_authenticate() {
    let desk = blank(Scopes::All).await;
    let mut wallets = ids(&desk, "wallets").into_iter();
    let read = loop {
        let id = wallets.next().expect("a wallet that can be read");
        match look_up(&desk, &id).await {
            Ok(found) => break (found, calls(&desk, &id)),
            Err(refused) => assert_eq!(refused.code, Code::ScaRequired),
        }
    };
    assert_eq!(read, (LookedUp::Held(Area::Wallets), vec!["wallets".to_owned()]));

    let id = wallets.next().unwrap();
    let link = "PendingUserAction RedirectUrl=https://sca.example.com?token=t";
    script(&desk, &format!("/wallets/{id}"), answer(401, &[("www-authenticate", link)], None));
    assert_eq!(code(&desk, &id).await, Code::ScaRequired);
    // It is there: no other kind is asked for.
    script(&desk, &format!("/wallets/{NUMBER}"), answer(401, &[("www-authenticate", link)], None));
    assert_eq!(code(&desk, NUMBER).await, Code::ScaRequired);
    assert_eq!(calls(&desk, NUMBER), ["sca/users", "users", "wallets"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_is_asked_for_kind_by_kind_until_it_is_found() {
    let desk = blank(Scopes::All).await;
    script(&desk, &format!("/payins/{NUMBER}"), answer(200, &[], Some(&transaction("PAYIN"))));
    assert_eq!(look_up(&desk, NUMBER).await, Ok(LookedUp::Held(Area::Transactions)));
    assert_eq!(calls(&desk, NUMBER), ["sca/users", "users", "wallets", "payins"]);
    let object = held(&desk, Area::Transactions, NUMBER).await.unwrap();
    assert_eq!(object.row.cell(Area::Transactions, Column::Type).as_str(), Some("PAYIN"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_knows_is_said_and_leaves_nothing_behind() {
    let desk = blank(Scopes::All).await;
    assert_eq!(look_up(&desk, NUMBER).await, Ok(LookedUp::Nowhere));
    let asked = calls(&desk, NUMBER);
    assert_eq!(asked.len(), 17, "sixteen kinds with numbers, a user in both shapes: {asked:?}");
    let user = "user_m_01M77GX3G0RMRQ78F4GGGDEV99";
    assert_eq!(look_up(&desk, user).await, Ok(LookedUp::Nowhere));
    assert_eq!(calls(&desk, user), ["sca/users", "users"]);
    for area in Area::ALL {
        assert!(held(&desk, *area, user).await.is_none() && held(&desk, *area, NUMBER).await.is_none(), "{area:?}");
    }
    // Read with its owner's id only.
    let account = "bankacc_m_01M77GX3G0RMRQ78F4GGGDEV00";
    assert_eq!(look_up(&desk, account).await, Ok(LookedUp::Nowhere));
    assert!(calls(&desk, account).is_empty());
    assert_eq!(code(&desk, "ana").await, Code::BadValue);
    // An answer about another object is not taken for this one.
    script(&desk, "/payins/246813579", answer(200, &[], Some(&transaction("PAYIN"))));
    assert_eq!(code(&desk, "246813579").await, Code::Unreadable);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_network_that_is_said() {
    let desk = blank(Scopes::All).await;
    let user = ids(&desk, "users").swap_remove(0);
    let every = Fault { method: None, path: None, skip: 0, times: None, action: Action::CutBeforeCommit };
    desk.sandbox.control().fault(every);
    let failure = look_up(&desk, &user).await.unwrap_err();
    assert_eq!((failure.code, failure.retry), (Code::Unreachable, Retry::WhenOnline));
    desk.sandbox.control().clear_faults();
    assert_eq!(look_up(&desk, &user).await, Ok(LookedUp::Held(Area::Users)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kind_that_the_key_may_not_read_hides_no_other() {
    let desk = blank(Scopes::all_but("Payouts")).await;
    assert_eq!(code(&desk, "po_m_01M77GX3G0RMRQ78F4GGGDEV00").await, Code::NotAllowed);
    assert_eq!(code(&desk, NUMBER).await, Code::NotAllowed, "it may be a payout");
    script(&desk, &format!("/refunds/{NUMBER}"), answer(200, &[], Some(&transaction("PAYOUT"))));
    assert_eq!(look_up(&desk, NUMBER).await, Ok(LookedUp::Held(Area::Transactions)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asking_ends_when_nobody_waits_for_it_and_when_the_profile_is_locked() {
    let desk = blank(Scopes::All).await;
    let users = ids(&desk, "users");
    for (user, locks) in [(&users[0], false), (&users[1], true)] {
        script(&desk, &format!("/sca/users/{user}"), Action::Stall { after_commit: false });
        let args = LookUp { id: Some(user.clone()), ticket: TICKET };
        let asking = tokio::spawn(Arc::clone(&desk.host).look_up(desk.window(), args));
        desk.until("the call", || async { (!calls(&desk, user).is_empty()).then_some(()) }).await;
        if locks {
            Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
        } else {
            let end = LookUp { id: None, ticket: TICKET };
            assert_eq!(Arc::clone(&desk.host).look_up(desk.window(), end).await, Ok(LookedUp::Ended));
        }
        let ended = tokio::time::timeout(std::time::Duration::from_secs(30), asking).await;
        assert_eq!(ended.expect("it ends").unwrap(), Ok(LookedUp::Ended), "locked: {locks}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_but_an_id_is_told_of_the_clipboard() {
    let desk = Desk::with(World::Empty).await;
    let copied = || Arc::clone(&desk.host).get_copied_id(desk.window(), GetCopiedId {});
    desk.windows.copy(NUMBER);
    assert_eq!(copied().await.unwrap_err().code, Code::NoProfile);
    desk.connect().await;
    let told: BTreeMap<&str, Option<&str>> = BTreeMap::from([
        (NUMBER, Some(NUMBER)),
        (" user_m_01M77GX3G0RMRQ78F4GGGDEV00\r\n", Some("user_m_01M77GX3G0RMRQ78F4GGGDEV00")),
        ("bankacc_m_01M77GX3G0RMRQ78F4GGGDEV00", Some("bankacc_m_01M77GX3G0RMRQ78F4GGGDEV00")),
        ("", None),
        ("Tr0ub4dor_and_3", None),
        ("4970105181818183", None),
        ("FR7630006000011234567890189", None),
        ("Ana Beltrán Ruiz, 135792468", None),
        ("135792468\n246813579", None),
    ]);
    for (text, id) in told {
        desk.windows.copy(text);
        assert_eq!(copied().await.unwrap().as_deref(), id, "{text}");
    }
    desk.windows.copy(NUMBER);
    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    assert_eq!(copied().await.unwrap_err().code, Code::Locked);
}
