//! Texts that say nothing, by a keyed hash: programs send the same ones again and again.

use crate::marks::UNMARKED;
use crate::seeds::Rows;

/// Places for texts, half a megabyte, and how many of them are looked at for one: those of one line of the
/// processor's cache. One text more there takes the place of the eldest.
const PLACES: usize = 1 << 14;
const BESIDE: usize = 4;
/// These bits of a hash tell the place of a text, the others tell it from others.
const PLACE: u64 = PLACES as u64 - 1;
const PLACE_BITS: u32 = PLACES.trailing_zeros();
/// Bits of what is known, below those.
const SAID_BITS: u32 = 16;
/// Words in rows that fit.
const MOST: u32 = 15;

pub struct Remembered {
    slots: Vec<[u64; BESIDE]>,
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
        Remembered { slots: vec![[0; BESIDE]; PLACES] }
    }

    /// The text of this hash, if it is known.
    pub fn known(&self, mark: u64) -> Option<Known> {
        let tag = mark >> PLACE_BITS;
        let said = self.slots[(mark & PLACE) as usize].iter().find(|&slot| slot >> SAID_BITS == tag && slot & 1 != 0)?;
        let part = |from: u32| (said >> from) as u32 & MOST;
        let rows = Rows { first: part(4), longest: part(8), last: part(12), broken: said & 2 != 0 };
        Some(Known { rows, asked: said & 4 != 0, unordered: said & 8 != 0 })
    }

    /// Remember a text that says nothing.
    pub fn keep(&mut self, mark: u64, known: Known) {
        let rows = known.rows;
        if mark != UNMARKED && rows.longest <= MOST {
            let flags = [true, rows.broken, known.asked, known.unordered];
            let words = rows.first << 4 | rows.longest << 8 | rows.last << 12;
            let said = flags.iter().rev().fold(0, |said, &flag| said << 1 | u32::from(flag)) | words;
            let slots = &mut self.slots[(mark & PLACE) as usize];
            slots.copy_within(..BESIDE - 1, 1);
            slots[0] = mark >> PLACE_BITS << SAID_BITS | u64::from(said);
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
        assert_eq!([mark, other].map(|mark| remembered.known(mark)), [Some(loud), Some(QUIET)]);
    }

    #[test]
    fn the_eldest_of_one_place_is_forgotten() {
        let mut remembered = Remembered::new();
        let marks: Vec<u64> = (0..=BESIDE as u64).map(|tag| tag << PLACE_BITS | 7).collect();
        marks.iter().for_each(|&mark| remembered.keep(mark, QUIET));
        let known: Vec<bool> = marks.iter().map(|&mark| remembered.known(mark).is_some()).collect();
        assert_eq!(known, [false, true, true, true, true]);
        assert_eq!(remembered.known(8), None);
    }

    #[test]
    fn what_does_not_fit_is_not_kept() {
        let mut remembered = Remembered::new();
        remembered.keep(1, Known { rows: Rows { longest: MOST + 1, ..QUIET.rows }, ..QUIET });
        remembered.keep(UNMARKED, QUIET);
        assert_eq!([1, UNMARKED].map(|mark| remembered.known(mark)), [None, None]);
    }
}
