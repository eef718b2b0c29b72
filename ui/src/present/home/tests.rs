use model::{Origin, UnixSeconds};

use super::*;
use crate::present::list::FilterSpec;

/// 24 November 2026, 10:42 in Paris.
const NOW: i64 = 1_795_513_320;

fn calendar() -> Calendar {
    Calendar::with_zone(NOW, |_| 60)
}

fn specs(area: Area) -> &'static [FilterSpec] {
    match area {
        Area::Users => users::FILTERS,
        Area::KycDocuments => documents::FILTERS,
        _ => objects::filters(area),
    }
}

/// Every figure there is.
fn figures() -> Vec<Figure> {
    let calendar = calendar();
    let issues = issues(&calendar);
    assert_eq!(issues.len(), 3, "three blocks");
    let mut all: Vec<Figure> = issues
        .into_iter()
        .flat_map(|issue| std::iter::once(issue.figure).chain(issue.foot.map(|(_, figure)| figure)))
        .collect();
    all.extend(news(news_since(&calendar, None).1).into_iter().map(|(.., figure)| figure));
    all.extend(pipeline(&calendar).into_iter().chain(reasons(&calendar)).map(|(_, figure)| figure));
    let of = |money: Vec<Currency>| {
        money.into_iter().flat_map(|currency| {
            let wallets = currency.wallet.into_iter().chain(currency.repudiation).map(|(_, figure)| figure);
            std::iter::once(currency.fees_of).chain(wallets).collect::<Vec<_>>()
        })
    };
    all.extend(of(money(&Period::of(NOW), &sums(), &[wallet("FEES", 5_214_085), wallet("CREDIT", -128_450)], true)));
    all.push(super::wallets());
    all.push(movements());
    all.extend(renewals(&calendar).into_iter().map(|due| due.figure));
    all.extend(renewals_known());
    all
}

fn wallet(funds: &str, balance: i64) -> Row {
    let cells = Area::ClientWallets.columns().iter().map(|used| match used.column {
        Column::Currency => Cell::Word("EUR".to_owned()),
        Column::FundsType => Cell::Word(funds.to_owned()),
        Column::Balance => Cell::Money(Money { amount: balance, currency: model::Currency::new("EUR") }),
        _ => Cell::Nothing,
    });
    Row {
        id: format!("{funds}_EUR"),
        cells: cells.collect(),
        origin: Origin::Api,
        fetched_at: UnixSeconds(NOW),
        gone_at: None,
    }
}

fn sums() -> Vec<Sum> {
    let today = NOW.div_euclid(DAY);
    let sum = |day: i64, fees: i64| Sum {
        day: Some(day),
        by: vec![Cell::Word("EUR".to_owned())],
        count: 2,
        sums: vec![100_000, fees],
    };
    // Today, the first of the month, the last of the month before, its first, its 24th.
    vec![sum(today, 300), sum(today - 23, 200), sum(today - 24, 9_000), sum(today - 54, 100), sum(today - 31, 300)]
}

#[test]
fn every_figure_leads_to_the_rows_that_it_counts() {
    for figure in figures() {
        let href = figure.href();
        let (path, query) = href.split_once('?').unwrap();
        assert_eq!(path, routes::list_path(figure.area));
        let pairs: BTreeMap<&str, String> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name, value.replace("%2C", ",")))
            .collect();
        let get = |name: &str| pairs.get(name).cloned();
        let state = ListState::read(views(figure.area), specs(figure.area), &calendar(), get).unwrap();
        let sorted = |filters: &[Filter]| {
            let mut filters = filters.to_vec();
            filters.sort_by_key(|filter| filter.column);
            filters
        };
        let listed = state.query(figure.area, 0, 0);
        assert_eq!(sorted(&listed.filters), sorted(&figure.query(0).filters), "{href}");
        assert_eq!(listed.search, figure.query(0).search);
    }
}

#[test]
fn fees_are_compared_with_as_many_days_of_the_month_before() {
    let period = Period::of(NOW);
    let all = money(&period, &sums(), &[wallet("FEES", 5_214_085), wallet("CREDIT", -128_450)], true);
    let [eur] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(eur.fees.as_ref().map(|fees| fees.amount), Some(500));
    assert_eq!(eur.change, "+25.0 %", "500 against 400; the end of October does not count");
    assert_eq!(eur.trend.len(), 30);
    assert_eq!(eur.trend.iter().sum::<i64>(), 9_500);
    assert_eq!(eur.trend.last(), Some(&300));
    assert_eq!(eur.repudiation.as_ref().map(|(money, _)| money.amount), Some(-128_450));
    assert_eq!(period.words(&calendar()), "1 to 24 Nov, compared with 1 to 24 Oct");
}

#[test]
fn fees_are_not_nothing_because_their_movements_are_still_to_be_read() {
    let (period, wallets) = (Period::of(NOW), [wallet("FEES", 5_214_085)]);
    let of = |sums: &[Sum], complete: bool| money(&period, sums, &wallets, complete).remove(0);
    let unread = of(&[], false);
    assert_eq!((unread.fees, unread.trend.len(), unread.change.as_str()), (None, 0, ""));
    assert!(unread.wallet.is_some(), "what is here is shown");
    let read = of(&[], true);
    assert_eq!((read.fees.map(|fees| fees.amount), read.trend.len()), (Some(0), 30));
    let partly = of(&sums(), false);
    assert_eq!(partly.fees.map(|fees| fees.amount), Some(500));
    assert_eq!(partly.change, "", "part of a month is not compared with another");
}

#[test]
fn a_month_that_is_longer_than_the_one_before_is_compared_with_all_of_it() {
    // 31 March 2026: February has 28 days, and none of March counts twice.
    let march = days_from(2026, 3, 31) * DAY;
    let period = Period::of(march);
    assert_eq!(period.this.1 - period.this.0, 31);
    assert_eq!(period.before.1 - period.before.0, 28);
    assert_eq!(period.before.1, period.this.0);
    let january = Period::of(days_from(2027, 1, 2) * DAY);
    assert_eq!(january.before, (days_from(2026, 12, 1), days_from(2026, 12, 3)));
}

#[test]
fn time_left_is_told_in_days_and_hours() {
    let dispute = |deadline: i64| {
        let cells = Area::Disputes.columns().iter().map(|used| match used.column {
            Column::Deadline => Cell::Moment(UnixSeconds(deadline)),
            Column::Name => Cell::Text("Ana Beltrán".to_owned()),
            Column::Debited => Cell::Money(Money { amount: 126_000, currency: model::Currency::new("EUR") }),
            _ => Cell::Nothing,
        });
        let row = Row { id: "dispute_1".to_owned(), cells: cells.collect(), ..wallet("FEES", 0) };
        issue_line(Area::Disputes, &row, &calendar())
    };
    let line = dispute(NOW + DAY + 14 * 3_600);
    assert_eq!((line.name.as_str(), line.note.as_str()), ("Ana Beltrán", "1,260.00 EUR"));
    let status = |line: IssueLine| line.status.map(|status| (status.role, status.word)).unwrap();
    assert_eq!(status(line), (Role::Bad, "1 d 14 h".to_owned()));
    assert_eq!(status(dispute(NOW + 3 * DAY)).0, Role::Warn);
    assert_eq!(status(dispute(NOW + 9 * DAY)).0, Role::Idle);
    assert_eq!(status(dispute(NOW - 2 * DAY)), (Role::Bad, "2 d late".to_owned()));
}

#[test]
fn renewals_stand_by_week_from_late_to_later_without_a_gap() {
    let dues = renewals(&calendar());
    let words: Vec<&str> = dues.iter().map(|due| due.words.as_str()).collect();
    assert_eq!(words[..4], ["Late", "This week", "Week of 30 Nov", "Week of 7 Dec"]);
    assert_eq!((words.len(), words.last()), (10, Some(&"Later")));
    let below: Vec<&str> = dues.iter().map(|due| due.below.as_str()).filter(|below| !below.is_empty()).collect();
    assert_eq!(below, ["Late", "30 Nov", "14 Dec", "28 Dec", "Later"]);
    let apart: Vec<usize> = (0..dues.len()).filter(|at| dues[*at].apart).collect();
    assert_eq!(apart, [0, 9], "weeks have a scale of their own");
    let roles: Vec<Role> = dues.iter().map(|due| due.role).collect();
    assert_eq!(roles[..4], [Role::Bad, Role::Warn, Role::Warn, Role::Idle]);
    // Tuesday 24 November in UTC is the first day that is not late.
    let today = NOW.div_euclid(DAY);
    let ends: Vec<(Option<i64>, Option<i64>)> = dues
        .iter()
        .flat_map(|due| due.figure.query(0).filters)
        .filter_map(|filter| match filter.condition {
            Condition::Between(from, to) => Some((from.map(|at| at / DAY - today), to.map(|at| at / DAY - today))),
            _ => None,
        })
        .collect();
    assert_eq!(ends[..3], [(None, Some(0)), (Some(0), Some(6)), (Some(6), Some(13))]);
    assert!(ends.windows(2).all(|pair| pair[0].1 == pair[1].0), "every deadline is counted once: {ends:?}");
    assert_eq!(ends.last(), Some(&(Some(55), None)));
    // On a Sunday this week is that day alone, on a Monday all of it.
    for (day, length) in [(29, 1), (30, 7)] {
        let at = Calendar::with_zone(days_from(2026, 11, day) * DAY + 3_600, |_| 0);
        let this = renewals(&at)[1].figure.query(0).filters[1].condition.clone();
        let today = days_from(2026, 11, day) * DAY;
        assert_eq!(this, Condition::Between(Some(today), Some(today + length * DAY)));
    }
}

#[test]
fn it_is_said_for_how_many_users_the_deadline_is_known() {
    let told = |all, known| renewals_coverage(Some(all), Some(known));
    assert_eq!(told(151, 151).1, "Known for all 151 verified users");
    assert_eq!(told(1_510, 9), (IconName::Info, "Known for 9 of 1,510 verified users".to_owned(), true));
    assert_eq!(renewals_coverage(Some(4), None).1, "Known for 0 of 4 verified users");
    assert!(!told(0, 0).2);
    assert_eq!(renewals_coverage(None, None), (IconName::Info, text("home-renewals-unread"), false));
}

#[test]
fn changes_have_a_sign_and_a_beginning() {
    assert_eq!(change(94, 100), "\u{2212}6.0 %");
    assert_eq!(change(100, 0), "");
    assert!(!change(i64::MAX, 1).is_empty(), "the ends of the range");
}

#[test]
fn news_are_told_since_the_last_visit_and_before_a_second_one_since_yesterday() {
    let calendar = calendar();
    assert_eq!(news_since(&calendar, None), ("Since yesterday".to_owned(), calendar.day_start(-1)));
    let (title, since) = news_since(&calendar, Some(NOW - 3 * DAY));
    assert_eq!((title.as_str().split(',').next(), since), (Some("Since your last visit"), NOW - 3 * DAY));
    let created = |(.., figure): &News| {
        figure.query(0).filters.iter().any(|set| set.condition == Condition::Between(Some(since), None))
    };
    assert!(news(since).iter().all(created));
}
