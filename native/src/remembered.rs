//! Texts that say nothing, by a keyed hash: programs send the same ones again and again.

use crate::marks::UNMARKED;
use crate::seeds::Rows;

/// Texts that are remembered at most, half a megabyte; one more takes the place of another.
const SLOTS: usize = 1 << BITS;
const BITS: u32 = 16;
/// These bits of a hash are where the text is kept, the others tell it from others.
const PLACE: u64 = SLOTS as u64 - 1;
/// Words in rows that fit into a slot.
const MOST: u32 = 15;

pub struct Remembered {
    slots: Vec<u64>,
}

/// What is known of a text that says nothing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Known {
    pub rows: Rows,
    /// Whether that was asked, for it may be something else once it is taken apart.
    pub asked: bool,
    /// Whether its words may then be read in another order.
    pub unordered: bool,
}

impl Remembered {
    pub fn new() -> Remembered {
        Remembered { slots: vec![0; SLOTS] }
    }

    /// The text of this hash, if it is known.
    pub fn known(&self, mark: u64) -> Option<Known> {
        let slot = self.slots[(mark & PLACE) as usize];
        if slot >> BITS != mark >> BITS || slot & 1 == 0 {
            return None;
        }
        let part = |from: u32| (slot >> from) as u32 & MOST;
        let rows = Rows { first: part(4), longest: part(8), last: part(12), broken: slot & 2 != 0 };
        Some(Known { rows, asked: slot & 4 != 0, unordered: slot & 8 != 0 })
    }

    /// Remember a text that says nothing.
    pub fn keep(&mut self, mark: u64, known: Known) {
        let rows = known.rows;
        if mark != UNMARKED && rows.longest <= MOST {
            let flags = [true, rows.broken, known.asked, known.unordered];
            let words = rows.first << 4 | rows.longest << 8 | rows.last << 12;
            let said = flags.iter().rev().fold(0, |said, &flag| said << 1 | u32::from(flag)) | words;
            self.slots[(mark & PLACE) as usize] = (mark & !PLACE) | u64::from(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Known = Known { rows: Rows { first: 0, longest: 0, last: 0, broken: true }, asked: false, unordered: false };

    #[test]
    fn what_was_kept_is_known_with_its_rows() {
        let mut remembered = Remembered::new();
        let loud = Known { rows: Rows { first: 1, longest: 3, last: 2, broken: false }, asked: true, unordered: true };
        let (mark, other) = (0x1234_5678_9ABC_DEF0, 0x1234_5678_9ABD_DEF0);
        assert_eq!(remembered.known(mark), None);
        remembered.keep(mark, loud);
        assert_eq!([mark, other].map(|mark| remembered.known(mark)), [Some(loud), None]);
        remembered.keep(other, QUIET);
        assert_eq!([mark, other].map(|mark| remembered.known(mark)), [None, Some(QUIET)]);
    }

    #[test]
    fn what_does_not_fit_is_not_kept() {
        let mut remembered = Remembered::new();
        remembered.keep(1, Known { rows: Rows { longest: MOST + 1, ..QUIET.rows }, ..QUIET });
        remembered.keep(UNMARKED, QUIET);
        assert_eq!([1, UNMARKED].map(|mark| remembered.known(mark)), [None, None]);
    }
}
