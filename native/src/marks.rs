//! Keyed hashes of texts: nobody outside can make two texts of one hash, and no text can be told by its own.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// Hashes are numbers below this prime (Mersenne).
pub const PRIME: u64 = (1 << 61) - 1;
/// Bytes of the longest text that has a hash: its length is part of it.
const LONGEST: usize = (1 << LENGTH) - 1;
const LENGTH: u32 = 13;
/// Words of which the highest three bits fit into one number beside the length.
const TOGETHER: u32 = 16;
/// What stands for the hash of a longer text.
pub const UNMARKED: u64 = u64::MAX;

/// The key of one process.
#[derive(Clone, Copy)]
pub struct Key(u64);

/// A hash in the making: a polynomial of blocks of 61 bits, so that two texts of `n` bytes have one hash with a
/// chance of `n` in 2^62 (Carter and Wegman, 1979).
pub struct Marking {
    key: u64,
    sum: u64,
    tops: u64,
    words: u32,
}

impl Key {
    pub fn new() -> Key {
        let random = RandomState::new().build_hasher().finish();
        Key(random >> 4 | 1 << 40)
    }

    pub fn begin(self) -> Marking {
        Marking { key: self.0, sum: 0, tops: 0, words: 0 }
    }

    pub fn mark(self, text: &[u8]) -> u64 {
        let mut marking = self.begin();
        let mut at = 0;
        while at + 8 <= text.len() {
            marking.add(eight(&text[at..]));
            at += 8;
        }
        marking.end(rest(text, at), text.len())
    }
}

impl Marking {
    /// Go on with eight bytes.
    #[inline]
    pub fn add(&mut self, word: u64) {
        self.block(word & PRIME);
        self.tops = self.tops << 3 | word >> 61;
        self.words += 1;
        if self.words == TOGETHER {
            self.block(self.tops);
            self.tops = 0;
            self.words = 0;
        }
    }

    /// The hash of a text that ends with these bytes, fewer than eight.
    #[inline]
    pub fn end(mut self, last: u64, length: usize) -> u64 {
        if length > LONGEST {
            return UNMARKED;
        }
        self.block(last); // its highest byte is zero
        self.block(self.tops << LENGTH | length as u64);
        let sum = (self.sum & PRIME) + (self.sum >> 61);
        if sum >= PRIME { sum - PRIME } else { sum }
    }

    /// A key has 60 bits: then what comes out is less than 3 * 2^61, and with another block less than 2^63.
    fn block(&mut self, block: u64) {
        let product = u128::from(self.sum + block) * u128::from(self.key);
        self.sum = (product as u64 & PRIME) + (product >> 61) as u64;
    }
}

/// The first eight bytes, the first the lowest.
pub fn eight(text: &[u8]) -> u64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&text[..8]);
    u64::from_le_bytes(eight)
}

fn four(text: &[u8]) -> u64 {
    let mut four = [0; 4];
    four.copy_from_slice(&text[..4]);
    u64::from(u32::from_le_bytes(four))
}

/// The last bytes of a text from `at` on, fewer than eight, the first the lowest.
pub fn rest(text: &[u8], at: usize) -> u64 {
    let left = text.len() - at;
    match text.len() {
        _ if left == 0 => 0,
        8.. => eight(&text[text.len() - 8..]) >> (8 * (8 - left)),
        4.. => (four(text) | four(&text[text.len() - 4..]) << (8 * (text.len() - 4))) >> (8 * at),
        _ => text[at..].iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn texts_that_differ_have_different_marks() {
        let key = Key::new();
        let mut texts = HashSet::new();
        for length in (0..40).chain(120..140) {
            for at in 0..=length {
                for other in [b'b', 0, 0x7F, 0x80, 0xFF] {
                    let mut text = vec![b'a'; length];
                    text.get_mut(at).into_iter().for_each(|byte| *byte = other);
                    texts.insert(text);
                }
            }
        }
        let marks: HashSet<_> = texts.iter().map(|text| key.mark(text)).collect();
        assert_eq!(marks.len(), texts.len());
        assert!(marks.iter().all(|&mark| mark < PRIME));
    }

    #[test]
    fn long_texts_have_no_mark() {
        let key = Key::new();
        assert_ne!(key.mark(&[0xFF; LONGEST]), UNMARKED);
        assert_eq!(key.mark(&[0xFF; LONGEST + 1]), UNMARKED);
    }

    #[test]
    fn largest_sums_stay_numbers() {
        for key in [Key((1 << 60) - 1), Key(1 << 40)] {
            assert!(key.mark(&[0xFF; LONGEST]) < PRIME);
        }
    }

    #[test]
    fn keys_are_of_one_process() {
        assert_ne!(Key::new().mark(b"some text"), Key::new().mark(b"some text"));
    }

    #[test]
    fn a_rest_is_what_stands_there() {
        let text: Vec<u8> = (1..=20).collect();
        for length in 0..20 {
            for at in length - length.min(7)..=length {
                let expected = text[at..length].iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
                assert_eq!(rest(&text[..length], at), expected, "{} {}", length, at);
            }
        }
    }
}
