//! Words of seed phrases (BIP-39): how many of them stand in a row, over all texts of a body (`detect/phrases.py`).

use std::collections::HashSet;

use crate::quiet::is_blank;

pub struct Seeds {
    words: HashSet<Box<[u8]>, crate::hash::Fast>,
    longest: usize,
    /// One bit for each of many hashes of the first letters: nearly all other words are told by that.
    begin: Vec<u64>,
}

/// Words of the lists in a row over all texts that were met.
#[derive(Default)]
pub struct Met {
    pub row: u32,
    pub longest: u32,
    /// In texts of nothing else, and most at the beginning and at the end of another text.
    pub whole: u32,
    head: u32,
    tail: u32,
}

/// Words of the lists in one text: of the row it begins with, of the longest, of the one that goes on.
#[derive(Default, Clone, Copy, PartialEq, Debug)]
pub struct Rows {
    pub first: u32,
    pub longest: u32,
    pub last: u32,
    /// Whether another word stands in it.
    pub broken: bool,
}

impl Met {
    /// Go on with one more text.
    pub fn add(&mut self, rows: Rows) {
        let before = self.row;
        if rows.broken {
            self.head = self.head.max(rows.first);
            self.tail = self.tail.max(rows.last);
            self.row = rows.last;
        } else {
            self.whole += rows.last;
            self.row += rows.last;
        }
        self.longest = self.longest.max(before + rows.first).max(rows.longest);
    }

    /// How many may stand in a row if nobody knows which text comes after which.
    pub fn in_any_order(&self) -> u32 {
        self.whole + self.head + self.tail
    }
}

/// Bytes of the shortest word.
const SHORTEST: usize = 3;
/// What may stand at a word: numbers, quotes, commas. Alone it ends no row.
const AROUND: [bool; 256] = around();

const fn around() -> [bool; 256] {
    let signs = b"0123456789.:;\"'()[]{}<>#*-";
    let mut table = [false; 256];
    let mut at = 0;
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table
}

impl Seeds {
    /// `words` of all lists, in small letters.
    pub fn new(words: Vec<String>) -> Seeds {
        let longest = words.iter().map(String::len).max().unwrap_or(0);
        let mut begin = vec![0; 1 << (BITS - 6)];
        for word in &words {
            let bit = beginning(word.as_bytes());
            begin[bit >> 6] |= 1 << (bit & 63);
        }
        Seeds { words: words.into_iter().map(|word| word.into_bytes().into_boxed_slice()).collect(), longest, begin }
    }

    /// The rows of a text in small letters.
    pub fn rows(&self, low: &str) -> Rows {
        let mut rows = Rows::default();
        if low.is_ascii() {
            let words = low.as_bytes().split(|&byte| byte == b',' || byte == 0 || is_blank(char::from(byte)));
            words.for_each(|word| self.add(word, &mut rows));
        } else {
            let words = low.split(|letter| letter == ',' || letter == '\0' || is_blank(letter));
            words.for_each(|word| self.add(word.as_bytes(), &mut rows));
        }
        rows
    }

    fn add(&self, word: &[u8], rows: &mut Rows) {
        let mut bare = word;
        while bare.first().map_or(false, |&first| AROUND[first as usize]) {
            bare = &bare[1..];
        }
        while bare.last().map_or(false, |&last| AROUND[last as usize]) {
            bare = &bare[..bare.len() - 1];
        }
        if bare.is_empty() {
            return;
        }
        if (SHORTEST..=self.longest).contains(&bare.len()) && self.may_hold(bare) && self.words.contains(bare) {
            rows.last += 1;
            rows.longest = rows.longest.max(rows.last);
            rows.first += u32::from(!rows.broken);
        } else {
            rows.broken = true;
            rows.last = 0;
        }
    }

    /// Whether a word of the lists stands in a text of ASCII, whatever stands round it (`detect/seedwords.py`).
    pub fn stand_in(&self, text: &str) -> bool {
        let low = text.to_ascii_lowercase();
        let mut words = low.as_bytes().split(|&byte| AROUND[byte as usize] || byte == b',' || byte <= b' ');
        words.any(|word| word.len() >= SHORTEST && self.may_hold(word) && self.words.contains(word))
    }

    fn may_hold(&self, word: &[u8]) -> bool {
        let bit = beginning(word);
        self.begin[bit >> 6] >> (bit & 63) & 1 != 0
    }
}

/// Bits of a hash of the first letters of a word, and how many letters that are.
const BITS: usize = 18;
const LETTERS: usize = 4;

fn beginning(word: &[u8]) -> usize {
    let first = word.iter().take(LETTERS).fold(0u32, |first, &letter| first << 8 | u32::from(letter));
    (first.wrapping_mul(0x9E37_79B1) >> (32 - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(texts: &[&str]) -> (u32, u32) {
        let seeds = Seeds::new(vec!["abandon".to_string(), "яблоко".to_string()]);
        let mut met = Met::default();
        texts.iter().for_each(|text| met.add(seeds.rows(text)));
        (met.in_any_order(), met.longest)
    }

    #[test]
    fn words_in_a_row_are_counted_over_texts() {
        assert_eq!(met(&["1. abandon,(яблоко)\n 2 -", "abandon"]), (3, 3));
        assert_eq!(met(&["abandon abandoned abandon", "co-abandon"]), (2, 1));
        assert_eq!(met(&["abandon the abandon the abandon abandon", "the", "abandon"]), (4, 2));
        assert_eq!(met(&["abandon\0яблоко\0", "abandon\0abandon"]), (4, 4));
        assert_eq!(met(&[""]), (0, 0));
    }

    #[test]
    fn a_word_stands_in_a_text_whatever_is_round_it() {
        let seeds = Seeds::new(vec!["abandon".to_string()]);
        for text in ["abandon,ab", "x ,Abandon", "1.abandon-2", "(abandon)", "a\nabandon\tb"] {
            assert!(seeds.stand_in(text), "{}", text);
        }
        assert!(!["", "abandoned", "xabandon"].iter().any(|text| seeds.stand_in(text)));
    }
}
