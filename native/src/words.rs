//! Many words looked for in one pass: the automaton of Aho and Corasick (1975) as a table of all transitions.

use std::collections::VecDeque;

pub struct Words {
    class: [u8; 256],
    width: usize,
    next: Vec<u16>,
    told: Vec<u16>,
    lists: Vec<Vec<u16>>,
}

impl Words {
    /// `words` by their numbers; at most 65,535 letters together.
    pub fn new(words: &[Vec<u8>]) -> Words {
        let mut class = [0u8; 256];
        let mut width = 1;
        for &byte in words.iter().flatten() {
            if class[byte as usize] == 0 {
                class[byte as usize] = width as u8;
                width += 1;
            }
        }
        let mut made = Words { class, width, next: vec![0; width], told: vec![0], lists: vec![Vec::new()] };
        for (number, word) in words.iter().enumerate() {
            made.add(word, number as u16);
        }
        made.join();
        made
    }

    fn add(&mut self, word: &[u8], number: u16) {
        let mut state = 0;
        for &byte in word {
            let slot = state * self.width + self.class[byte as usize] as usize;
            if self.next[slot] == 0 {
                self.next[slot] = u16::try_from(self.told.len()).expect("too many words");
                self.next.resize(self.next.len() + self.width, 0);
                self.told.push(0);
            }
            state = self.next[slot] as usize;
        }
        if self.told[state] == 0 {
            self.told[state] = self.lists.len() as u16;
            self.lists.push(Vec::new());
        }
        self.lists[self.told[state] as usize].push(number);
    }

    /// Transitions where no word goes on: those of the longest end of what was read that begins a word.
    fn join(&mut self) {
        let mut fail = vec![0usize; self.told.len()];
        let mut waiting: VecDeque<usize> = VecDeque::new();
        waiting.push_back(0);
        while let Some(state) = waiting.pop_front() {
            for class in 0..self.width {
                let slot = state * self.width + class;
                let back = if state == 0 { 0 } else { self.next[fail[state] * self.width + class] };
                let child = self.next[slot] as usize;
                if child == 0 {
                    self.next[slot] = back;
                } else {
                    fail[child] = back as usize;
                    self.inherit(child, back as usize);
                    waiting.push_back(child);
                }
            }
        }
    }

    fn inherit(&mut self, state: usize, from: usize) {
        let more = self.lists[self.told[from] as usize].clone();
        if more.is_empty() {
            return;
        }
        if self.told[state] == 0 {
            self.told[state] = self.lists.len() as u16;
            self.lists.push(Vec::new());
        }
        self.lists[self.told[state] as usize].extend(more);
    }

    /// Calls `met` with the number of each word and where it ends, until it says true; whether it did.
    pub fn find(&self, text: &[u8], mut met: impl FnMut(u16, usize) -> bool) -> bool {
        let mut state = 0usize;
        for (at, &byte) in text.iter().enumerate() {
            state = self.next[state * self.width + self.class[byte as usize] as usize] as usize;
            let list = self.told[state];
            if list != 0 && self.lists[list as usize].iter().any(|&number| met(number, at + 1)) {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<(u16, usize)> {
        let words: Vec<Vec<u8>> = words.iter().map(|word| word.as_bytes().to_vec()).collect();
        let mut out = Vec::new();
        Words::new(&words).find(text.as_bytes(), |number, end| {
            out.push((number, end));
            false
        });
        out
    }

    #[test]
    fn all_words_are_told_with_their_ends() {
        assert_eq!(found(&["he", "she", "his", "hers"], "ushers"), [(1, 4), (0, 4), (3, 6)]);
    }

    #[test]
    fn a_word_inside_a_broken_one_is_told() {
        assert_eq!(found(&["abcd", "bc"], "abce"), [(1, 3)]);
        assert_eq!(found(&["аб"], "вабв"), [(0, 6)]);
        assert_eq!(found(&["a"], ""), []);
    }
}
