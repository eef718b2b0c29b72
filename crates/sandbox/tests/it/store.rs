//! State that survives a restart: in the library through a store, in the program through `--data`.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

use sandbox::{ClockMode, Options, Sandbox, StartError, StateStore, World};
use serde_json::json;

use crate::kit::{KEY, NOW, Site, frozen, http, natural, pdf};

#[derive(Default)]
struct Memory {
    held: Mutex<Option<Vec<u8>>>,
    broken: Mutex<bool>,
}

impl StateStore for Memory {
    fn load(&self) -> std::io::Result<Option<Vec<u8>>> {
        Ok(self.held.lock().unwrap().clone())
    }

    fn save(&self, bytes: &[u8]) -> std::io::Result<()> {
        if *self.broken.lock().unwrap() {
            return Err(std::io::Error::other("disk full"));
        }
        *self.held.lock().unwrap() = Some(bytes.to_vec());
        Ok(())
    }
}

fn with(store: &Arc<Memory>) -> Options {
    Options { data: Some(Arc::clone(store) as Arc<dyn StateStore>), ..frozen() }
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let store = Arc::new(Memory::default());
    let site = Site::new(with(&store)).await;
    let user = site.keyed("/users/natural", KEY, natural()).await.unwrap().id();
    let document = site.document(&user, "IDENTITY_PROOF", Some("accept")).await;
    site.control.set_review_seconds(100).unwrap();
    site.page(&user, &document, &pdf(40_000)).await;
    site.submit(&user, &document).await;
    site.control.advance(50).unwrap();
    let before = site.control.dump();
    let token = site.token.clone();
    site.sandbox.stop().await;

    let mut site = Site::new(with(&store)).await;
    assert_eq!(site.control.dump(), before);
    assert_eq!(site.control.now(), NOW + 50, "time does not go back");
    site.token = token;
    assert_eq!(site.get("/users").await.status, 200, "the token still works");
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 409);
    site.control.advance(50).unwrap();
    assert_eq!(
        site.get(&format!("/kyc/documents/{document}")).await.body["Status"],
        "VALIDATED",
        "the outcome still comes"
    );
    assert_ne!(site.owner().await, user, "ids are not repeated");
    assert!(
        !String::from_utf8_lossy(store.held.lock().unwrap().as_ref().unwrap()).contains("JVBERi0"),
        "no page bytes"
    );
}

#[tokio::test]
async fn money_is_there_after_a_restart() {
    let store = Arc::new(Memory::default());
    let options = || Options { token_seconds: 1_000_000_000, ..with(&store) };
    let site = Site::new(options()).await;
    let user = site.verified().await;
    let (from, to) = (site.wallet(&user).await, site.wallet(&user).await);
    site.fund(&from, 9_000).await;
    let payee = site.payee(&user, crate::purse::IBAN).await;
    site.transfer(&user, &from, &to, 1_000, 10).await;
    let payout = site.payout(&user, &from, &payee, 3_000, None).await.id();
    let wire = json!({
        "AuthorId": user, "CreditedWalletId": to, "DeclaredDebitedFunds": crate::purse::money(700),
        "DeclaredFees": crate::purse::money(0),
    });
    let wire = site.post("/payins/bankwire/direct", wire).await.id();
    let (before, ledger, token) = (site.control.dump(), site.control.ledger(), site.token.clone());
    site.sandbox.stop().await;

    let mut site = Site::new(options()).await;
    site.token = token;
    assert_eq!((site.control.dump(), site.control.ledger()), (before, ledger));
    let list = site.get(&format!("/wallets/{from}/transactions")).await;
    assert_eq!(list.ids().len(), 3, "the lists are found again");
    site.control.advance(3_600).unwrap();
    assert_eq!(site.get(&format!("/payouts/{payout}")).await.body["Status"], "SUCCEEDED", "the outcome still comes");
    site.control.receive_wire(&wire).unwrap();
    assert_eq!((site.balance(&from).await, site.balance(&to).await), (5_000, 1_690));
}

#[tokio::test]
async fn a_store_that_fails_is_a_500_and_damage_is_told() {
    let store = Arc::new(Memory::default());
    let site = Site::new(with(&store)).await;
    *store.broken.lock().unwrap() = true;
    assert_eq!(site.post("/users/natural", natural()).await.status, 500);
    assert!(site.control.advance(1).is_err());
    let full = Sandbox::start(with(&store)).await;
    assert!(matches!(full, Err(StartError::Store(_))));
    let damaged = Arc::new(Memory { held: Mutex::new(Some(b"{".to_vec())), broken: Mutex::new(false) });
    assert!(matches!(Sandbox::start(with(&damaged)).await, Err(StartError::BadState(_))));
}

#[tokio::test]
async fn the_clock_ticks_stands_or_is_real() {
    let real = Sandbox::start(Options::default()).await.unwrap();
    assert!(real.control().now() > 1_700_000_000);
    let ticking = Sandbox::start(Options { clock: ClockMode::Virtual(NOW), ..Options::default() }).await.unwrap();
    assert!((NOW..NOW + 60).contains(&ticking.control().now()));
    assert_eq!(ticking.control().set_time(NOW + 1_000).unwrap() / 100, (NOW + 1_000) / 100);
}

struct Program(Child, String);

impl Drop for Program {
    fn drop(&mut self) {
        self.0.kill().unwrap_or_default();
        self.0.wait().unwrap();
    }
}

fn program(arguments: &[&str]) -> Program {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sandbox"))
        .args(["--listen", "127.0.0.1:0", "--client-id", "sandbox-client", "--api-key", "sandbox-key"])
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("listening on ").expect("the ready line").to_owned();
    Program(child, url)
}

async fn dump(program: &Program) -> serde_json::Value {
    http().get(format!("{}/_control/dump", program.1)).send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn the_program_keeps_its_state_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let arguments =
        ["--world", "demo", "--data", file.to_str().unwrap(), "--clock", "2026-11-24T09:42:00Z", "--freeze-clock"];
    let first = program(&arguments);
    let client = http();
    let form = client
        .post(format!("{}/v2.01/oauth/token", first.1))
        .basic_auth("sandbox-client", Some("sandbox-key"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("grant_type=client_credentials");
    let token: serde_json::Value = form.send().await.unwrap().json().await.unwrap();
    let made = client
        .post(format!("{}/v2.01/sandbox-client/users/natural", first.1))
        .bearer_auth(token["access_token"].as_str().unwrap())
        .json(&natural());
    assert_eq!(made.send().await.unwrap().status(), 200);
    let before = dump(&first).await;
    assert_eq!((before["users"].as_array().unwrap().len(), &before["now"]), (421, &json!(NOW)));
    // Killed, not asked to stop.
    drop(first);
    let second = program(&arguments);
    assert_eq!(dump(&second).await, before);
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(names, ["state.json"]);
}

#[tokio::test]
async fn the_program_has_its_switches() {
    let program = program(&[
        "--world",
        "empty",
        "--rate-limits",
        "off",
        "--strict",
        "--events-need-type",
        "on",
        "--basic",
        "on",
        "--scopes",
        "Users.Details:r,Client.Developers:r",
        "--clock",
        "1795513320",
    ]);
    let client = http();
    let get = |path: &str| {
        let url = format!("{}/v2.01/sandbox-client{path}", program.1);
        client.get(url).basic_auth("sandbox-client", Some("sandbox-key")).send()
    };
    let got = get("/users").await.unwrap();
    assert_eq!(got.status(), 200, "basic is on");
    assert!(got.headers().get("x-ratelimit").is_none());
    assert_eq!(get("/users?x=1").await.unwrap().status(), 400, "strict");
    assert_eq!(get("/events").await.unwrap().status(), 400);
    assert_eq!(get("/kyc/documents").await.unwrap().status(), 403);
    let bad = Command::new(env!("CARGO_BIN_EXE_sandbox")).args(["--scopes", "Nope"]).output().unwrap();
    assert!(!bad.status.success());
    assert_eq!(Options::default().world, World::Empty);
}
