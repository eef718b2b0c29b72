//! What a user may do, and e-money: read when somebody looks, kept, and there without a network.

use std::sync::Arc;

use ipc::{
    Code,
    emoney::{EMoney, EMoneyPeriod, OpenEMoney},
    sync::PauseSync,
    users::{FactValue, OpenUser, UserProfile},
};
use model::{Currency, UserId};
use serde_json::Value;
use testkit::sandbox::World;
use testkit::{Desk, run_with};

use crate::reading::synced;

/// Atelier Dufour of the demo world, there since January 2024.
const DUFOUR: &str = "user_m_01HKM1BV00ZR639SBMN4TCVDA8";
/// Thomas Brandt, whose documents are to be renewed until 1 December 2026.
const BRANDT: &str = "user_m_01JMEKH300GW8R3NA8B9PZ37J2";

async fn profile(desk: &Desk, id: &str, again: bool) -> UserProfile {
    let open = OpenUser { id: UserId::new(id), again };
    Arc::clone(&desk.host).open_user(desk.window(), open).await.unwrap()
}

fn question(year: Option<u16>, again: bool) -> OpenEMoney {
    OpenEMoney { user: UserId::new(DUFOUR), currency: None, year, again }
}

/// What is held once nothing is read any more.
async fn e_money(desk: &Desk, year: Option<u16>) -> EMoney {
    let ask = async |again| Arc::clone(&desk.host).open_e_money(desk.window(), question(year, again)).await.unwrap();
    ask(false).await;
    desk.until("the e-money", || async { Some(ask(true).await).filter(|told| !told.under_way) }).await
}

fn amounts(period: &EMoneyPeriod) -> (i64, i64) {
    let totals = period.totals.as_ref().unwrap();
    (totals.credited.as_ref().unwrap().amount, totals.debited.as_ref().unwrap().amount)
}

fn calls(desk: &Desk, end: &str) -> usize {
    let calls = desk.sandbox.control().calls();
    calls.iter().filter(|call| call.path.contains("/emoney/") && call.path.ends_with(end)).count()
}

/// What the simulator's transactions come to in a year, in euros: what arrived, and what was paid out.
fn truth(dump: &Value, from: i64, to: i64) -> (i64, i64) {
    let wallets: Vec<&str> = dump["wallets"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|wallet| wallet["owner"] == DUFOUR && wallet["currency"] == "EUR")
        .map(|wallet| wallet["id"].as_str().unwrap())
        .collect();
    let is_own = |wallet: &Value| wallet.as_str().is_some_and(|wallet| wallets.contains(&wallet));
    let (mut came, mut went) = (0, 0);
    for one in dump["transactions"].as_array().unwrap() {
        let within = one["executed"].as_i64().is_some_and(|at| at >= from && at < to);
        if one["status"] != "SUCCEEDED" || !within {
            continue;
        }
        if is_own(&one["to"]) && one["kind"] != "CONVERSION" {
            came += one["credited"]["amount"].as_i64().unwrap();
        } else if is_own(&one["from"]) && one["kind"] == "PAYOUT" {
            went += one["debited"]["amount"].as_i64().unwrap();
        }
    }
    (came, went)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn e_money_is_read_once_by_year_and_month_and_kept() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    assert_eq!(calls(&desk, ""), 0, "nobody asked");
    let years = e_money(&desk, None).await;
    assert_eq!((years.currency.clone(), years.years.as_slice()), (Currency::new("EUR"), [2026, 2025, 2024].as_slice()));
    assert!(years.trouble.is_none(), "{:?}", years.trouble);
    let dump = desk.sandbox.control().whole();
    let day = |day: &str| model::UnixSeconds::of_day(day).unwrap().0;
    assert_eq!(amounts(&years.periods[0]), truth(&dump, day("2026-01-01"), day("2027-01-01")));
    assert!(amounts(&years.periods[0]).0 > 0, "there is something to add up");

    // A pause holds back what nobody looks at.
    Arc::clone(&desk.host).pause_sync(desk.window(), PauseSync { paused: true }).await.unwrap();
    let months = e_money(&desk, Some(2026)).await;
    assert_eq!(
        months.periods.iter().filter_map(|period| period.month).collect::<Vec<_>>(),
        (1..=11).rev().collect::<Vec<_>>()
    );
    let sum = months.periods.iter().map(amounts).fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
    assert_eq!(sum, amounts(&years.periods[0]), "months make the year");

    // What is over is not asked for again.
    desk.clock.advance(3_600);
    desk.sandbox.control().advance(3_600).unwrap();
    e_money(&desk, None).await;
    assert_eq!((calls(&desk, "/emoney/2025"), calls(&desk, "/emoney/2026")), (1, 2));
    let other = OpenEMoney { user: UserId::new("nobody"), ..question(None, false) };
    let refused = Arc::clone(&desk.host).open_e_money(desk.window(), other).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_network_what_was_kept_is_there_with_its_age_and_the_reason() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let before = e_money(&desk, None).await;
    let Desk { host, sandbox, clock, .. } = desk;
    sandbox.stop().await;
    clock.advance(3_600);
    let window = engine::Caller::new("main-1");
    Arc::clone(&host).open_e_money(window.clone(), question(None, false)).await.unwrap();
    let told = async {
        loop {
            let told = Arc::clone(&host).open_e_money(window.clone(), question(None, true)).await.unwrap();
            if !told.under_way {
                return told;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    let told = tokio::time::timeout(std::time::Duration::from_secs(60), run_with(&clock, told)).await.unwrap();
    assert_eq!(told.periods, before.periods, "with the moments at which they were read");
    assert!(told.trouble.is_some(), "and it is said why they are not newer");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_user_may_do_is_read_when_somebody_looks() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    profile(&desk, BRANDT, false).await;
    let seen = desk
        .until("the regulatory status", || async {
            Some(profile(&desk, BRANDT, true).await).filter(|seen| seen.block.is_some() && seen.sca.is_some())
        })
        .await;
    let block = seen.block.unwrap();
    let deadline = model::UnixSeconds::of_day("2026-12-01").unwrap().0;
    assert_eq!(block.renewal, Some(FactValue::Day(deadline)));
    assert!(block.fetched_at.is_some() && block.verified.is_some(), "{block:?}");
    let enrolment = seen.sca.unwrap().enrolment.unwrap();
    assert!(enrolment.is_done && enrolment.done_at.is_some(), "{enrolment:?}");
}
