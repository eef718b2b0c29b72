//! The two things a page needs from an Exif block: which way is up, and whether it tells a place.

/// How the stored pixels have to be moved to show the picture upright: mirrored left to right first, then turned
/// right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Motion {
    /// Mirror left to right, before turning.
    pub mirrored: bool,
    /// Quarter turns to the right.
    pub quarters: u8,
}

impl Motion {
    /// The meaning of the Exif tag 0x0112 (Exif 2.32, §4.6.4 A); values out of range mean nothing.
    pub(crate) fn from_exif(value: u16) -> Self {
        let (mirrored, quarters) = match value {
            2 => (true, 0),
            3 => (false, 2),
            4 => (true, 2),
            5 => (true, 3),
            6 => (false, 1),
            7 => (true, 1),
            8 => (false, 3),
            _ => (false, 0),
        };
        Self { mirrored, quarters }
    }

    /// This motion and then some more turns to the right.
    pub(crate) fn then_turned(self, quarters: u8) -> Self {
        Self { quarters: (self.quarters + quarters) % 4, ..self }
    }

    /// Whether nothing moves.
    pub(crate) fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Whether width and height change places.
    pub(crate) fn swaps_sides(self) -> bool {
        self.quarters % 2 == 1
    }
}

/// What was read from a TIFF structure (the body of an Exif block).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ExifFacts {
    pub motion: Motion,
    pub gps: bool,
}

const ORIENTATION: u16 = 0x0112;
const GPS_IFD: u16 = 0x8825;
/// More entries than any camera writes into one directory.
const MOST_ENTRIES: usize = 1_000;

struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl Tiff<'_> {
    fn u16(&self, at: usize) -> Option<u16> {
        let raw = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(raw) } else { u16::from_be_bytes(raw) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let raw = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(raw) } else { u32::from_be_bytes(raw) })
    }
}

/// Reads the first directory of an Exif body (`II*\0…` or `MM\0*…`). Anything unreadable counts as "says nothing".
pub(crate) fn read(bytes: &[u8]) -> ExifFacts {
    let mut facts = ExifFacts::default();
    let little = match bytes.get(..4) {
        Some(b"II*\0") => true,
        Some(b"MM\0*") => false,
        _ => return facts,
    };
    let tiff = Tiff { bytes, little };
    let Some(directory) = tiff.u32(4).map(|at| at as usize) else { return facts };
    let Some(entries) = tiff.u16(directory) else { return facts };
    for index in 0..usize::from(entries).min(MOST_ENTRIES) {
        let Some(at) = directory.checked_add(2 + index * 12) else { break };
        match tiff.u16(at) {
            Some(ORIENTATION) => {
                // A SHORT lies in the first two bytes of the value; some writers use a LONG.
                let value = match tiff.u16(at + 2) {
                    Some(3) => tiff.u16(at + 8),
                    Some(4) => tiff.u32(at + 8).and_then(|v| u16::try_from(v).ok()),
                    _ => None,
                };
                facts.motion = value.map(Motion::from_exif).unwrap_or_default();
            }
            Some(GPS_IFD) => {
                let count = tiff.u32(at + 8).and_then(|gps| tiff.u16(gps as usize));
                facts.gps = count.is_some_and(|count| count > 0);
            }
            Some(_) => {}
            None => break,
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_add_up_and_cancel_out() {
        let upright = Motion::from_exif(6).then_turned(3);
        assert!(upright.is_none(), "a quarter right and three more are a full circle");
        assert!(!Motion::from_exif(2).then_turned(0).is_none());
        assert!(Motion::from_exif(5).swaps_sides() && !Motion::from_exif(4).swaps_sides());
    }

    #[test]
    fn nonsense_says_nothing() {
        for bytes in [&b""[..], b"II*\0", b"II*\0\xFF\xFF\xFF\xFF", b"MM\0*\0\0\0\x08\xFF\xFF", b"Exif"] {
            assert_eq!(read(bytes), ExifFacts::default());
        }
    }
}
