//! Words of seed phrases (BIP-39): how many of them stand in a row, over all texts of a body (`detect/phrases.py`).

use std::collections::HashSet;

use crate::quiet::is_blank;

pub struct Seeds {
    words: HashSet<Box<[u8]>, crate::hash::Fast>,
    longest: usize,
}

/// Words of the lists that were met.
#[derive(Default)]
pub struct Met {
    pub all: u32,
    pub longest: u32,
    row: u32,
}

/// Bytes of the shortest word.
const SHORTEST: usize = 3;
/// What may stand at a word: numbers, quotes, commas. Alone it ends no row.
const AROUND: &[u8] = b"0123456789.:;\"'()[]{}<>#*-";

impl Seeds {
    /// `words` of all lists, in small letters.
    pub fn new(words: Vec<String>) -> Seeds {
        let longest = words.iter().map(String::len).max().unwrap_or(0);
        Seeds { words: words.into_iter().map(|word| word.into_bytes().into_boxed_slice()).collect(), longest }
    }

    /// Go on with the words of one more text in small letters.
    pub fn count(&self, low: &str, met: &mut Met) {
        if low.is_ascii() {
            low.as_bytes().split(|&byte| byte == b',' || is_blank(char::from(byte))).for_each(|word| self.add(word, met));
        } else {
            low.split(|letter| letter == ',' || is_blank(letter)).for_each(|word| self.add(word.as_bytes(), met));
        }
    }

    fn add(&self, word: &[u8], met: &mut Met) {
        let start = word.iter().take_while(|byte| AROUND.contains(byte)).count();
        let bare = &word[start..];
        let end = bare.iter().rev().take_while(|byte| AROUND.contains(byte)).count();
        let bare = &bare[..bare.len() - end];
        if bare.is_empty() {
            return;
        }
        if (SHORTEST..=self.longest).contains(&bare.len()) && self.words.contains(bare) {
            met.all += 1;
            met.row += 1;
            met.longest = met.longest.max(met.row);
        } else {
            met.row = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(texts: &[&str]) -> (u32, u32) {
        let seeds = Seeds::new(vec!["abandon".to_string(), "яблоко".to_string()]);
        let mut met = Met::default();
        texts.iter().for_each(|text| seeds.count(text, &mut met));
        (met.all, met.longest)
    }

    #[test]
    fn words_in_a_row_are_counted_over_texts() {
        assert_eq!(met(&["1. abandon,(яблоко)\n 2 -", "abandon"]), (3, 3));
        assert_eq!(met(&["abandon abandoned abandon", "co-abandon"]), (2, 1));
        assert_eq!(met(&[""]), (0, 0));
    }
}
