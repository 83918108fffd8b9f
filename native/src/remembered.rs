//! Texts that were quiet, by a keyed hash: programs send the same ones again and again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use crate::hash::{eight, rest};
use crate::seeds::Rows;

/// Texts that are remembered at most, half a megabyte; one more takes the place of another.
const SLOTS: usize = 1 << BITS;
const BITS: u32 = 16;
/// Of a hash this is where the text is kept, the rest tells it from others.
const PLACE: u64 = SLOTS as u64 - 1;
/// Bytes of a longer text are hashed for longer than they are worth.
const LONGEST: usize = 4096;
/// Hashes are numbers below this prime (Mersenne), of blocks of seven bytes.
const PRIME: u64 = (1 << 61) - 1;
const BLOCK: usize = 7;
const SEVEN: u64 = (1 << (8 * BLOCK)) - 1;
/// Words in rows that fit into a slot.
const MOST: u32 = 15;

pub struct Remembered {
    key: u64,
    slots: Vec<u64>,
}

impl Remembered {
    pub fn new() -> Remembered {
        let random = RandomState::new().build_hasher().finish();
        Remembered { key: random >> 4 | 1 << 40, slots: vec![0; SLOTS] }
    }

    /// The hash of a text, of which nobody knows the key: a polynomial of its blocks, so that two texts of `n`
    /// bytes have one hash with a chance of `n` in 2^62 (Carter and Wegman, 1979). None if it is too long.
    pub fn mark(&self, text: &[u8]) -> Option<u64> {
        if text.len() > LONGEST {
            return None;
        }
        let mut sum = self.times(text.len() as u64 + 1);
        let mut at = 0;
        while at + 8 <= text.len() {
            sum = self.times(sum + (eight(&text[at..]) & SEVEN));
            at += BLOCK;
        }
        sum = self.times(sum + rest(text, at));
        sum = (sum & PRIME) + (sum >> 61);
        Some(if sum >= PRIME { sum - PRIME } else { sum })
    }

    /// Less than 2^63 for a factor less than that, as the key has 60 bits.
    fn times(&self, factor: u64) -> u64 {
        let product = u128::from(factor) * u128::from(self.key);
        (product as u64 & PRIME) + (product >> 61) as u64
    }

    /// The rows of words in a text, if it is known to be quiet.
    pub fn rows(&self, mark: u64) -> Option<Rows> {
        let slot = self.slots[(mark & PLACE) as usize];
        if slot >> BITS != mark >> BITS || slot & 1 == 0 {
            return None;
        }
        let part = |from: u32| (slot >> from) as u32 & MOST;
        Some(Rows { first: part(4), longest: part(8), last: part(12), broken: slot & 2 != 0 })
    }

    /// Remember a text that is quiet.
    pub fn keep(&mut self, mark: u64, rows: Rows) {
        if rows.longest <= MOST {
            let words = rows.first << 4 | rows.longest << 8 | rows.last << 12;
            self.slots[(mark & PLACE) as usize] = (mark & !PLACE) | u64::from(words | u32::from(rows.broken) << 1 | 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_have_different_marks() {
        let remembered = Remembered::new();
        let mut marks = std::collections::HashSet::new();
        let mut count = 0;
        for length in 0..40 {
            let text = vec![b'a'; length];
            marks.insert(remembered.mark(&text).unwrap());
            count += 1;
            for at in 0..length {
                for other in [b'b', 0, 0xFF] {
                    let mut changed = text.clone();
                    changed[at] = other;
                    marks.insert(remembered.mark(&changed).unwrap());
                    count += 1;
                }
            }
        }
        assert_eq!(marks.len(), count);
        assert!(marks.iter().all(|&mark| mark < PRIME));
        assert_eq!(remembered.mark(&[0; LONGEST + 1]), None);
    }

    #[test]
    fn keys_are_of_one_process() {
        assert_ne!(Remembered::new().mark(b"some text"), Remembered::new().mark(b"some text"));
    }

    #[test]
    fn what_was_kept_is_known_with_its_rows() {
        let mut remembered = Remembered::new();
        let rows = Rows { first: 1, longest: 3, last: 2, broken: true };
        let mark = remembered.mark(b"some text").unwrap();
        assert_eq!(remembered.rows(mark), None);
        remembered.keep(mark, rows);
        assert_eq!(remembered.rows(mark), Some(rows));
        assert_eq!(remembered.rows(mark ^ 1 << 20), None);
        remembered.keep(mark ^ 1 << 20, Rows::default());
        assert_eq!([remembered.rows(mark), remembered.rows(mark ^ 1 << 20)], [None, Some(Rows::default())]);
        remembered.keep(mark, Rows { longest: MOST + 1, ..rows });
        assert_eq!(remembered.rows(mark), None);
    }
}
