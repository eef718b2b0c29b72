//! The parts of a workbook that hold no rows.

use model::Kind;

use super::escape;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const OF_SHEETS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Longest name of a sheet, in UTF-16 units.
const LONGEST_NAME: usize = 31;
/// Signs that it cannot have.
const NOT_IN_NAMES: &str = "[]:*?/\\'";

/// How a cell looks: its place among the formats of [`STYLES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain = 0,
    Head = 1,
    Moment = 2,
    Decimal = 3,
    Whole = 4,
}

/// In the order of [`Style`]. The formats 3 and 4 are built in: `#,##0` and `#,##0.00`.
const STYLES: &str = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"5\">\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
<xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
</cellXfs>";

pub(super) fn sheet_path(sheet: u64) -> String {
    format!("xl/worksheets/sheet{sheet}.xml")
}

/// All but the sheets: path and text. `ranges` has the filled cells of each sheet.
pub(super) fn fixed(name: &str, ranges: &[String]) -> Vec<(String, String)> {
    let sheets = || (1_u64..).zip(ranges);
    let each = |one: &dyn Fn(u64, &str) -> String| sheets().map(|(at, range)| one(at, range)).collect::<String>();
    let part = |path: &str, text: String| (path.to_owned(), format!("{HEAD}{text}"));
    let overrides = each(&|at, _| {
        format!("<Override PartName=\"/{}\" ContentType=\"{OF_SHEETS}.worksheet+xml\"/>", sheet_path(at))
    });
    let listed = each(&|at, _| format!("<sheet name=\"{}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>", named(name, at)));
    // The range of a filter has a name of its own, hidden, without which older programs do not find it.
    let filters = each(&|at, range| {
        let (name, range) = (named(name, at), absolute(range));
        let local = at - 1;
        format!(
            "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{local}\" hidden=\"1\">'{name}'!{range}</definedName>"
        )
    });
    let related = each(&|at, _| {
        format!("<Relationship Id=\"rId{at}\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>")
    });
    let styles = ranges.len() + 1;
    vec![
        part(
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{TYPES}\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{OF_SHEETS}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{OF_SHEETS}.styles+xml\"/>{overrides}</Types>"
            ),
        ),
        part(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\">\
                 <Relationship Id=\"rId1\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        part(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><bookViews><workbookView/></bookViews>\
                 <sheets>{listed}</sheets>\
                 <definedNames>{filters}</definedNames></workbook>"
            ),
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\">{related}\
                 <Relationship Id=\"rId{styles}\" Type=\"{DOCUMENT}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        part("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
    ]
}

/// What stands before the rows of a sheet: the head stays in sight.
pub(super) fn sheet_begin(kinds: &[Kind], first: bool) -> String {
    let selected = if first { " tabSelected=\"1\"" } else { "" };
    let columns: String = (1..)
        .zip(kinds)
        .map(|(at, kind)| format!("<col min=\"{at}\" max=\"{at}\" width=\"{}\" customWidth=\"1\"/>", width(*kind)))
        .collect();
    format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView{selected} workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols>{columns}</cols><sheetData>"
    )
}

/// What stands after them.
pub(super) fn sheet_end(range: &str) -> String {
    format!("</sheetData><autoFilter ref=\"{range}\"/></worksheet>")
}

/// Room for what a column holds, in digits.
fn width(kind: Kind) -> u8 {
    match kind {
        Kind::Link => 36,
        Kind::Text => 30,
        Kind::Moment => 20,
        Kind::Word | Kind::Money => 18,
        Kind::Flag => 10,
    }
}

/// A name that a sheet can have; from the second sheet on with its number.
fn named(name: &str, sheet: u64) -> String {
    let end = if sheet == 1 { String::new() } else { format!(" {sheet}") };
    let mut units = end.len();
    let plain = name.chars().filter(|letter| !letter.is_control() && !NOT_IN_NAMES.contains(*letter));
    let short: String = plain
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= LONGEST_NAME
        })
        .collect();
    let short = if short.trim().is_empty() { "-" } else { short.trim() };
    let mut escaped = String::new();
    escape(&mut escaped, &format!("{short}{end}"));
    escaped
}

/// `A1:H12` as `$A$1:$H$12`.
fn absolute(range: &str) -> String {
    let of_cell = |cell: &str| {
        let digits = cell.find(|letter: char| letter.is_ascii_digit()).unwrap_or_default();
        let (column, row) = cell.split_at(digits);
        format!("${column}${row}")
    };
    range.split(':').map(of_cell).collect::<Vec<_>>().join(":")
}
