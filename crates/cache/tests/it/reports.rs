//! Files of reports: held only once they are whole, looked at by windows.

use cache::ReportFile;
use model::UnixSeconds;

use crate::{now, open, place};

fn lines(from: u64, count: u64) -> Vec<Vec<String>> {
    (from..from + count).map(|line| vec![format!("tx_{line}"), "a, \"b\"\n".to_owned()]).collect()
}

#[test]
fn a_file_that_broke_off_begins_anew_and_a_whole_one_is_looked_at_by_windows() {
    let place = place();
    let cache = open(&place);
    let file = ReportFile {
        columns: vec!["Id".into(), "Tag".into()],
        lines: 7,
        bytes: 120,
        sums: vec![("FeesAmount".into(), "EUR".into(), -5)],
        kept_at: UnixSeconds(9),
    };
    let add = |from, count| now(cache.add_report_lines("r".into(), from, lines(from, count))).unwrap();
    add(0, 5);
    assert_eq!(now(cache.report_file("r".into())).unwrap(), None, "it is not whole");
    add(0, 4);
    add(4, 3);
    now(cache.keep_report("r".into(), file.clone())).unwrap();
    assert_eq!(now(cache.report_file("r".into())).unwrap(), Some(file));
    let window = |from, most| now(cache.report_lines("r".into(), from, most)).unwrap();
    assert_eq!(window(5, 10), lines(5, 2));
    assert_eq!(window(0, 3), lines(0, 3));
    assert!(now(cache.report_lines("other".into(), 0, 9)).unwrap().is_empty());
    now(cache.drop_report("r".into())).unwrap();
    assert!(window(0, 9).is_empty() && now(cache.report_file("r".into())).unwrap().is_none());
}
