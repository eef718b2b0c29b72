//! The result codes of the API and where their words are (money-operations.md §2.2): data, so that a code is added in
//! one line.

/// A result code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultCode {
    /// Six digits.
    pub code: &'static str,
    /// Whether Mangopay still documents what it means.
    pub documented: bool,
}

impl ResultCode {
    /// The code as it came; `None` if the sheets do not have it.
    pub fn find(code: &str) -> Option<&'static Self> {
        RESULT_CODES.iter().find(|known| known.code == code)
    }

    /// The id of the message that says it in plain words. All that are no longer documented share one.
    pub fn message(&self) -> String {
        if self.documented { format!("result-{}", self.code) } else { "result-old".to_owned() }
    }
}

macro_rules! codes {
    ($($code:literal)+; old: $($old:literal)+) => {
        &[
            $(ResultCode { code: $code, documented: true },)+
            $(ResultCode { code: $old, documented: false },)+
        ]
    };
}

/// Every code of the reference sheets, in their order, then those that only old SDKs know.
#[rustfmt::skip]
pub const RESULT_CODES: &[ResultCode] = codes! {
    "000000" "001999" "009999" "001015"
    "002601" "002602" "002701" "002702" "002703" "002704" "002981" "002996" "002997" "002998" "002999" "007101"
    "007102"
    "001001" "001002" "001003" "001011" "001012" "001013" "001014" "101108"
    "101101" "101109" "101110" "101111" "101199" "009101" "009103" "009199" "009499"
    "001023" "101102" "101103" "101104" "101105" "101106" "101112" "101113" "101115" "101116" "101118" "101410"
    "105101" "105102" "105103" "105104" "105202" "105203" "105204" "105205" "105206" "105299" "001599" "101699"
    "105207" "001505"
    "101301" "101302" "101303" "101304" "101305" "101399" "008511" "008515"
    "001030" "001031" "001032" "001033" "001034" "101001" "101002"
    "001024" "001801" "001802" "001803" "001804" "001805" "001806" "001807" "001830" "001831" "001832" "001833"
    "001834" "001835" "001836"
    "206101" "206102" "206103" "206104" "206105" "206106" "206107" "206108" "206109"
    "101025" "202001" "201001" "201002" "201003" "201004" "201005" "201051" "201052" "201053" "205001"
    "001401" "001403" "001404" "001405" "005403" "005404" "005405" "005406" "005407" "005408"
    "003010" "003011" "003012"
    "004801" "004802" "004803"
    "008001" "008002" "008003" "008004" "008005" "008006" "008007" "008008" "008500" "008501" "008502" "008503"
    "008504" "008505" "008506" "008507" "008508" "008509" "008510" "008512" "008513" "008514" "008516" "008517"
    "008518" "008519" "008600" "008700" "008999"
    "101119" "121001" "121002" "121003" "121004" "121005" "121006" "121007" "121009" "121010" "121012" "121018"
    "121019" "121030" "121999"
    "130001" "130002" "130003" "130004" "130005" "130006" "130007" "130008" "130009" "130010" "130011"
    "805001" "809001"
    ;
    old:
    "001100" "001402" "001499" "005999" "011021" "101107" "101117" "101201" "101202" "101203" "101204" "101205"
    "101250" "105199" "109102" "008009" "121008" "121011"
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{RESULT_CODES, ResultCode};

    /// Every six digits of the sheet's section on result codes, ranges included.
    fn in_the_sheet() -> BTreeSet<String> {
        let sheet = include_str!("../../../docs/api/money-operations.md");
        let (_, rest) = sheet.split_once("### 2.2 Result codes").unwrap();
        let (section, _) = rest.split_once("\n## 3.").unwrap();
        let mut codes = BTreeSet::new();
        let words: Vec<&str> = section.split(|c: char| !c.is_ascii_digit() && c != '–').collect();
        for word in words {
            match word.split_once('–') {
                Some((first, last)) if first.len() == 6 && last.len() == 6 => {
                    let (first, last): (u32, u32) = (first.parse().unwrap(), last.parse().unwrap());
                    codes.extend((first..=last).map(|code| format!("{code:06}")));
                }
                _ if word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()) => drop(codes.insert(word.to_owned())),
                _ => {}
            }
        }
        codes
    }

    #[test]
    fn every_code_of_the_sheet_has_a_message_and_none_is_there_twice() {
        let known: BTreeSet<_> = RESULT_CODES.iter().map(|known| known.code.to_owned()).collect();
        assert_eq!(known.len(), RESULT_CODES.len());
        let sheet = in_the_sheet();
        assert!(sheet.len() > 180, "the sheet was read: {}", sheet.len());
        let missing: Vec<_> = sheet.difference(&known).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert_eq!(ResultCode::find("001001").map(ResultCode::message).as_deref(), Some("result-001001"));
        assert_eq!(ResultCode::find("001100").map(ResultCode::message).as_deref(), Some("result-old"));
        assert_eq!(ResultCode::find("1001"), None, "leading zeros count");
    }
}
