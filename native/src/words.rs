//! Many words looked for in one pass: by their first three letters, of which few stand in ordinary text.

use std::collections::HashMap;

pub struct Words {
    words: Vec<Vec<u8>>,
    /// One bit for each of many hashes of three letters.
    begin: Vec<u64>,
    by_letters: HashMap<u32, Vec<u16>, crate::hash::Fast>,
}

const BITS: u32 = 15;
const LETTERS: usize = 3;
const SHORTEST: usize = 2;
const THREE: u32 = 0xFF_FFFF;

impl Words {
    /// `words` by their numbers; none if one has but a single letter.
    pub fn new(words: Vec<Vec<u8>>) -> Option<Words> {
        let mut made = Words { words: Vec::new(), begin: vec![0; 1 << (BITS - 6)], by_letters: HashMap::default() };
        for (number, word) in words.iter().enumerate() {
            match word[..] {
                [one, two, three, ..] => made.add([one, two, three], number as u16),
                [one, two] => (0..=255).for_each(|three| made.add([one, two, three], number as u16)),
                _ => return None,
            }
        }
        made.words = words;
        Some(made)
    }

    fn add(&mut self, first: [u8; LETTERS], number: u16) {
        let letters = first.iter().fold(0, |letters, &letter| letters << 8 | u32::from(letter));
        let bit = hashed(letters);
        self.begin[bit >> 6] |= 1 << (bit & 63);
        self.by_letters.entry(letters).or_default().push(number);
    }

    /// Calls `met` with the number of each word and where it ends, until it says true; whether it did.
    pub fn find(&self, text: &[u8], mut met: impl FnMut(u16, usize) -> bool) -> bool {
        if text.len() < SHORTEST {
            return false;
        }
        let mut letters = u32::from(text[0]) << 8 | u32::from(text[1]);
        for at in 0..text.len() - 1 {
            letters = (letters << 8 | text.get(at + 2).map_or(0, |&letter| u32::from(letter))) & THREE;
            let bit = hashed(letters);
            if self.begin[bit >> 6] >> (bit & 63) & 1 != 0 && self.begins(&text[at..], letters, at, &mut met) {
                return true;
            }
        }
        false
    }

    fn begins(&self, text: &[u8], letters: u32, at: usize, met: &mut impl FnMut(u16, usize) -> bool) -> bool {
        let numbers = self.by_letters.get(&letters).map_or(&[][..], |numbers| &numbers[..]);
        numbers.iter().any(|&number| {
            let word = &self.words[number as usize];
            text.starts_with(word) && met(number, at + word.len())
        })
    }
}

fn hashed(letters: u32) -> usize {
    (letters.wrapping_mul(0x9E37_79B1) >> (32 - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<(u16, usize)> {
        let words: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().to_vec()).collect();
        let mut out = Vec::new();
        Words::new(words).expect("long enough").find(text.as_bytes(), |number, end| {
            out.push((number, end));
            false
        });
        out
    }

    #[test]
    fn all_words_are_told_with_their_ends() {
        assert_eq!(found(&["he", "she", "his", "hers"], "ushers"), [(1, 4), (0, 4), (3, 6)]);
        assert_eq!(found(&["he"], "the"), [(0, 3)]);
    }

    #[test]
    fn a_word_inside_a_broken_one_is_told() {
        assert_eq!(found(&["abcd", "bc"], "abce"), [(1, 3)]);
        assert_eq!(found(&["аб"], "вабв"), [(0, 6)]);
        assert_eq!(found(&["ab"], ""), []);
        assert_eq!(found(&["ab"], "a"), []);
    }

    #[test]
    fn single_letters_are_no_words() {
        assert!(Words::new(vec![b"a".to_vec()]).is_none());
    }
}
