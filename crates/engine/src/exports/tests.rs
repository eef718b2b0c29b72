//! Files are read back as other programs read them: lines by the csv crate, workbooks by calamine.

use std::{
    env, fs,
    io::{self, Seek, SeekFrom, Write},
    path::Path,
    process::Command,
    sync::atomic::{AtomicU64, Ordering},
};

use cache::{Batch, Cache, ObjectRow, Part};
use calamine::{Data, Reader, Xlsx, open_workbook};
use ipc::exports::ExportColumn;
use model::{Area, Cell, Column, Currency, Direction, Money, Origin, Row, Sort, UnixSeconds, Window};
use proptest::prelude::*;
use tempfile::TempDir;

use super::{csv::guarded, *};

const LONG: &str = "MANGROVE_TEST_LONG_EXPORT";

fn layout(area: Area, columns: &[Column]) -> Layout {
    let column = |column: &Column| {
        let heads = if column.kind() == model::Kind::Money { vec!["Amount", "Currency"] } else { vec![column.key()] };
        ExportColumn { column: *column, heads: heads.into_iter().map(str::to_owned).collect() }
    };
    Layout::of(area, &columns.iter().map(column).collect::<Vec<_>>()).unwrap()
}

fn row(area: Area, cells: &[(Column, Cell)]) -> Row {
    let cell = |column| cells.iter().find(|(name, _)| *name == column).map_or(Cell::Nothing, |(_, cell)| cell.clone());
    Row {
        id: "id".to_owned(),
        cells: area.columns().iter().map(|used| cell(used.column)).collect(),
        origin: Origin::Api,
        fetched_at: UnixSeconds(0),
        gone_at: None,
    }
}

/// Writes rows and gives the folder with the file.
fn written(format: ExportFormat, layout: &Layout, rows: &[Row]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("list.{}", format.ending()));
    let target = Target::beside(path.clone(), "test").unwrap();
    let mut book = Book::begin(format, target.writer().unwrap(), "Wallets", layout, rows.len() as u64).unwrap();
    for row in rows {
        book.row(&layout.fields(row)).unwrap();
    }
    book.finish().unwrap();
    target.sync().unwrap();
    target.keep().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "the file and nothing beside it");
    (folder, path)
}

fn lines(path: &Path) -> Vec<Vec<String>> {
    let bytes = fs::read(path).unwrap();
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("begins with a byte order mark");
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn cells(path: &Path) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range("Wallets").unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The text of a cell.
fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        _ => String::new(),
    }
}

fn money(amount: i64, code: &str) -> Cell {
    Cell::Money(Money { amount, currency: Currency::new(code) })
}

#[test]
fn what_a_spreadsheet_could_run_is_guarded_and_nothing_else() {
    for (text, wanted) in [
        ("=HYPERLINK(\"https://example.org\")", "'=HYPERLINK(\"https://example.org\")"),
        ("+33 1 23", "'+33 1 23"),
        ("-12.50", "'-12.50"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t'=1+1"),
        ("\r=1+1", "'\r'=1+1"),
        ("  =1+1", "  '=1+1"),
        ("\"=1+1", "\"'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("a;=1+1", "a;'=1+1"),
        ("a;\"=1+1", "a;\"'=1+1"),
        ("a\n@x", "a\n'@x"),
        ("a\t-x", "a\t'-x"),
        ("ana@example.org", "ana@example.org"),
        ("Müller-Lüdenscheidt, Jörg", "Müller-Lüdenscheidt, Jörg"),
        ("1=1", "1=1"),
        ("", ""),
    ] {
        assert_eq!(guarded(text), wanted, "{text:?}");
    }
}

const TEXTS: [&str; 12] = [
    "=cmd|' /C calc'!A0",
    "\"quoted\", and; separated",
    "two\r\nlines",
    "مثال عربي \u{202e}gnp.elpmaxe",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e\u{301}",
    "<b>&amp; \"x\" 'y'</b> ]]>",
    "_x0041_ _x000D_ _x",
    "\u{b}vertical\u{1f}",
    "  spaces  ",
    "12",
    "TRUE",
    "\u{ffff}",
];

#[test]
fn texts_come_back_as_they_were() {
    let long = "É".repeat(255);
    let texts: Vec<&str> = TEXTS.into_iter().chain([long.as_str()]).collect();
    let layout = layout(Area::Wallets, &[Column::Tag]);
    let tagged = |text: &&str| row(Area::Wallets, &[(Column::Tag, Cell::Text((*text).to_owned()))]);
    let rows: Vec<Row> = texts.iter().map(tagged).collect();
    let (_kept, path) = written(ExportFormat::Csv, &layout, &rows);
    let found: Vec<String> = lines(&path).into_iter().skip(1).map(|mut line| line.remove(0)).collect();
    assert_eq!(found, texts.iter().map(|text| guarded(text)).collect::<Vec<_>>());
    let (_kept, path) = written(ExportFormat::Xlsx, &layout, &rows);
    let found: Vec<String> = cells(&path).iter().skip(1).map(|line| text(&line[0])).collect();
    assert_eq!(found, texts);
}

#[test]
fn amounts_moments_and_answers_are_exact() {
    let columns = [Column::Debited, Column::Created, Column::Executed];
    let layout = layout(Area::Transactions, &columns);
    let moment = |at| Cell::Moment(UnixSeconds(at));
    let rows = [
        (money(-190_560, "EUR"), moment(0), Cell::Nothing),
        (money(1_906, "JPY"), moment(4_102_444_799), moment(1_795_262_401)),
        (money(i64::MAX, "EUR"), moment(i64::MAX), moment(-1)),
        (Cell::Nothing, moment(951_782_400), moment(-5_000_000_000)),
    ]
    .map(|(debited, created, executed)| {
        let cells = [(Column::Debited, debited), (Column::Created, created), (Column::Executed, executed)];
        row(Area::Transactions, &cells)
    });
    let (_kept, path) = written(ExportFormat::Csv, &layout, &rows);
    let beyond = i64::MAX.to_string();
    let wanted = [
        ["Amount", "Currency", "created", "executed"],
        ["-1905.60", "EUR", "1970-01-01T00:00:00Z", ""],
        ["1906", "JPY", "2099-12-31T23:59:59Z", "2026-11-21T12:00:01Z"],
        ["92233720368547758.07", "EUR", beyond.as_str(), "1969-12-31T23:59:59Z"],
        ["", "", "2000-02-29T00:00:00Z", "1811-07-23T15:06:40Z"],
    ];
    assert_eq!(lines(&path), wanted);
    assert!(fs::read_to_string(&path).unwrap().ends_with("\r\n"), "lines end as RFC 4180 says");

    let (_kept, path) = written(ExportFormat::Xlsx, &layout, &rows);
    let found = cells(&path);
    let serial = |cell: &Data| match cell {
        Data::DateTime(date) => (date.as_f64() * 86_400.0).round() as i64 - 25_569 * 86_400,
        other => panic!("not a date: {other:?}"),
    };
    assert_eq!((&found[1][0], &found[2][0]), (&Data::Float(-1905.6), &Data::Float(1906.0)));
    assert_eq!(text(&found[3][0]), "92233720368547758.07", "a number would lose digits");
    assert_eq!([1, 2, 4].map(|at| serial(&found[at][2])), [0, 4_102_444_799, 951_782_400]);
    assert_eq!((serial(&found[2][3]), serial(&found[3][3])), (1_795_262_401, -1));
    assert_eq!((text(&found[3][2]), text(&found[4][3])), (beyond, "1811-07-23T15:06:40Z".to_owned()));
    assert_eq!((&found[1][3], &found[4][0]), (&Data::Empty, &Data::Empty));
}

#[test]
fn the_head_of_a_sheet_stays_and_has_filters() {
    let layout = layout(Area::Wallets, &[Column::Id, Column::Balance]);
    let (_kept, path) = written(ExportFormat::Xlsx, &layout, &[row(Area::Wallets, &[])]);
    let mut zip = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let sheet = io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(sheet.contains("<pane ySplit=\"1\"") && sheet.contains("state=\"frozen\""));
    assert!(sheet.ends_with("<autoFilter ref=\"A1:C2\"/></worksheet>"), "{sheet}");
    let book = io::read_to_string(zip.by_name("xl/workbook.xml").unwrap()).unwrap();
    assert!(book.contains("'Wallets'!$A$1:$C$2"), "{book}");
}

proptest! {
    #[test]
    fn any_text_comes_back_from_both(text_of in "\\PC*|[=+@;\"'\r\n\t -]*", other in any::<String>()) {
        let layout = layout(Area::Wallets, &[Column::Tag, Column::Description]);
        let tagged = [(Column::Tag, Cell::Text(text_of.clone())), (Column::Description, Cell::Text(other.clone()))];
        let rows = [row(Area::Wallets, &tagged)];
        let (_kept, path) = written(ExportFormat::Csv, &layout, &rows);
        prop_assert_eq!(&lines(&path)[1], &[guarded(&text_of), guarded(&other)]);
        let plain = |text: &str| text.replace('\'', "");
        prop_assert_eq!(plain(&guarded(&other)), plain(&other), "a guard adds apostrophes alone");
        let (_kept, path) = written(ExportFormat::Xlsx, &layout, &rows);
        let found = cells(&path);
        let line = found.get(1).map_or(&[][..], Vec::as_slice);
        prop_assert_eq!(line.first().map(text).unwrap_or_default(), text_of);
        prop_assert_eq!(line.get(1).map(text).unwrap_or_default(), other);
    }
}

/// A disk that takes so many bytes and no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Full {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Ok(0)
    }
}

#[test]
fn a_full_disk_is_told_from_other_trouble() {
    let layout = layout(Area::Wallets, &[Column::Tag]);
    let tag: String = (0..30_000_u32).filter_map(|at| char::from_u32(33 + at * 7919 % 20_000)).collect();
    let row = row(Area::Wallets, &[(Column::Tag, Cell::Text(tag))]);
    for format in ExportFormat::ALL {
        let write = || -> io::Result<()> {
            let mut book = Book::begin(*format, Full(20_000), "Wallets", &layout, 10)?;
            for _ in 0..10 {
                book.row(&layout.fields(&row))?;
            }
            book.finish()
        };
        let error = write().unwrap_err();
        assert_eq!(failure::saving(&error).code, Code::DiskFull, "{format:?}: {error:?}");
    }
}

#[test]
fn a_place_that_takes_no_file_is_found_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("none").join("list.csv"), folder.path().to_owned()] {
        let error = Target::beside(path, "test").unwrap_err();
        assert_eq!(failure::saving(&error).code, Code::CannotSaveThere);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A cache of so many wallets, in a folder of its own.
async fn filled(count: u64) -> (TempDir, Cache) {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(&folder.path().join("cache.db"), &sqlite::Key::new(&[7; 32])).unwrap();
    let wallet = |at: u64| ObjectRow {
        area: Area::Wallets,
        id: format!("wlt_m_{at:026}"),
        part: Part::Detail,
        cells: vec![
            (Column::Tag, Cell::Text(format!("order-{at} {}", "x".repeat(40)))),
            (Column::Balance, money(i64::try_from(at).unwrap(), "EUR")),
            (Column::Created, Cell::Moment(UnixSeconds(1_700_000_000 + i64::try_from(at).unwrap()))),
        ],
        raw: "{}".to_owned(),
        origin: Origin::Api,
        fetched_at: UnixSeconds(1),
    };
    for first in (0..count).step_by(5_000) {
        let objects = (first..count.min(first + 5_000)).map(wallet).collect();
        cache.apply(Batch { objects, ..Batch::default() }).await.unwrap();
    }
    (folder, cache)
}

fn newest_first() -> ListQuery {
    let sort = Sort { column: Column::Created, direction: Direction::Descending };
    let window = Window { offset: 0, limit: 0 };
    ListQuery { area: Area::Wallets, filters: Vec::new(), search: String::new(), sort, window }
}

async fn export(
    cache: &Cache,
    format: ExportFormat,
    path: &Path,
    stop: &CancellationToken,
    progress: impl Fn(u64, u64) + Send + 'static,
) -> Result<u64, Trouble> {
    let layout = layout(Area::Wallets, &[Column::Id, Column::Tag, Column::Balance, Column::Created]);
    let sheet = Sheet { format, name: "Wallets".to_owned(), layout };
    let target = Target::beside(path.to_owned(), "test")?;
    let (target, rows) = write(cache, newest_first(), sheet, target, stop.clone(), Box::new(progress)).await?;
    target.keep()?;
    Ok(rows)
}

#[tokio::test]
async fn an_export_stopped_midway_leaves_nothing_and_disturbs_nobody() {
    let (_kept, cache) = filled(5_000).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wallets.csv");
    for format in ExportFormat::ALL {
        let stop = CancellationToken::new();
        let seen = Arc::new(AtomicU64::new(0));
        let (stopping, last) = (stop.clone(), Arc::clone(&seen));
        let midway = move |rows, total| {
            last.store(rows, Ordering::SeqCst);
            if rows * 2 >= total {
                stopping.cancel();
            }
        };
        let outcome = export(&cache, *format, &path, &stop, midway).await;
        assert!(matches!(outcome, Err(Trouble::Cache(CacheError::Stopped))), "{outcome:?}");
        assert_eq!(seen.load(Ordering::SeqCst), 2_500, "no further than where it was stopped");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
    }
    // What lay there is not touched before the new file is whole.
    fs::write(&path, "before").unwrap();
    let stop = CancellationToken::new();
    stop.cancel();
    export(&cache, ExportFormat::Csv, &path, &stop, |_, _| {}).await.unwrap_err();
    assert_eq!(fs::read_to_string(&path).unwrap(), "before");
    assert_eq!(export(&cache, ExportFormat::Csv, &path, &CancellationToken::new(), |_, _| {}).await.unwrap(), 5_000);
    assert_eq!(lines(&path).len(), 5_001);
    cache.close();
}

/// Bytes of memory that this process holds.
fn resident() -> u64 {
    let statm = fs::read_to_string("/proc/self/statm").unwrap();
    statm.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4_096
}

/// In a process of its own, so that other tests do not count.
#[cfg(target_os = "linux")]
#[test]
#[allow(clippy::disallowed_methods, reason = "the process tells itself that it is the one")]
fn a_hundred_thousand_rows_take_no_more_memory_than_a_thousand() {
    if env::var_os(LONG).is_some() {
        return tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(measure());
    }
    let this = "exports::tests::a_hundred_thousand_rows_take_no_more_memory_than_a_thousand";
    let mut alone = Command::new(env::current_exe().unwrap());
    let said = alone.args(["--exact", this, "--nocapture"]).env(LONG, "1").output().unwrap();
    let words = [said.stdout, said.stderr].map(|words| String::from_utf8_lossy(&words).into_owned()).concat();
    assert!(said.status.success() && words.contains("1 passed"), "{words}");
}

#[cfg(target_os = "linux")]
async fn measure() {
    const ROWS: u64 = 100_000;
    const MOST: u64 = 16 << 20;
    let (_kept, cache) = filled(ROWS).await;
    let folder = tempfile::tempdir().unwrap();
    for format in ExportFormat::ALL {
        let path = folder.path().join(format.ending());
        let told = Arc::new((AtomicU64::new(0), AtomicU64::new(u64::MAX), AtomicU64::new(0)));
        let (seen, stop) = (Arc::clone(&told), CancellationToken::new());
        let progress = move |rows: u64, total: u64| {
            assert_eq!(total, ROWS);
            let (times, least, most) = &*seen;
            // A hundredth of the way in, page caches and buffers have what they will have.
            if rows >= ROWS / 100 {
                least.fetch_min(resident(), Ordering::SeqCst);
            }
            times.fetch_add(1, Ordering::SeqCst);
            most.fetch_max(resident(), Ordering::SeqCst);
        };
        assert_eq!(export(&cache, *format, &path, &stop, progress).await.unwrap(), ROWS);
        let (times, least, most) = &*told;
        let grown = most.load(Ordering::SeqCst).saturating_sub(least.load(Ordering::SeqCst));
        assert!(grown < MOST, "{format:?}: {grown} bytes more");
        assert!((100..=STEPS_TOLD + 1).contains(&times.load(Ordering::SeqCst)), "progress is told, and not too often");
    }
    assert_eq!(lines(&folder.path().join("csv")).len() as u64, ROWS + 1);
    let mut zip = zip::ZipArchive::new(fs::File::open(folder.path().join("xlsx")).unwrap()).unwrap();
    let sheet = io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(sheet.contains(&format!("<row r=\"{}\">", ROWS + 1)) && !sheet.contains(&format!("r=\"{}\"", ROWS + 2)));
    cache.close();
}
