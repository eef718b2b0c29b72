//! Inputs made of seeds, the same ones each time.

/// What parsers stumble over.
const WORDS: &[&[u8]] = &[
    b"null",
    b"\"\"",
    b"[]",
    b"{}",
    b"-9223372036854775808",
    b"9223372036854775808",
    b"1e999",
    b"0.5",
    b"-0",
    b"\"Id\":",
    b"\"Currency\":\"JPY\"",
    b"\"Amount\":",
    b"\"CreationDate\":",
    b"\\ud800",
    b"\xEF\xBB\xBF",
    b"\0",
    b"\xFF\xD8\xFF",
    b"\xFF\xFF\xFF\xFF",
    b"\x7F\xFF\xFF\xFF",
    b"<html>",
    b"\r\n",
    b",",
    b":",
    b"%2e%2e/",
    b"/Kids[",
    b"endobj",
    b"IEND",
];

/// xorshift64*: good enough to choose places, and the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 8
    }

    /// A number below `end`; 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// One of the seeds, changed in one to four places.
pub fn changed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut data = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(4) {
        let at = dice.below(data.len() + 1);
        let end = at + dice.below((data.len() - at).min(32) + 1);
        match dice.below(7) {
            0 if at < data.len() => data[at] ^= 1 << dice.below(8),
            1 => data.truncate(at),
            2 => drop(data.drain(at..end)),
            3 => drop(data.splice(at..end, dice.pick(WORDS).iter().copied())),
            4 => drop(data.splice(at..at, data[at..end].to_vec())),
            5 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len() + 1);
                drop(data.splice(at.., other[from..].iter().copied()));
            }
            _ => data.insert(at, u8::try_from(dice.below(256)).unwrap()),
        }
    }
    data
}
