//! Letters as rules compare them: small, with plain blanks and dashes. What would have to be folded is loud.

const TABLE: usize = 0x600;
const LOUD: u32 = u32::MAX;

pub struct Letters {
    small: Vec<u32>,
    others: Vec<(u32, u32)>,
    loud: Vec<(u32, u32)>,
}

impl Letters {
    /// `small`: pairs of code points beyond ASCII, each with the one that stands for it; `loud`: ranges of code
    /// points, both ends included. Both in order.
    pub fn new(small: Vec<(u32, u32)>, loud: Vec<(u32, u32)>) -> Letters {
        let mut table: Vec<u32> = (0..TABLE as u32).collect();
        (b'A'..=b'Z').for_each(|letter| table[letter as usize] = u32::from(letter.to_ascii_lowercase()));
        let mut others = Vec::new();
        for (code, plain) in small {
            match table.get_mut(code as usize) {
                Some(slot) => *slot = plain,
                None => others.push((code, plain)),
            }
        }
        for &(from, to) in &loud {
            for code in from..=to.min(TABLE as u32 - 1) {
                table[code as usize] = LOUD;
            }
        }
        Letters { small: table, others, loud }
    }

    /// The text in small letters; false if something in it has to be folded, and then only what stands before.
    pub fn lowered(&self, text: &str, out: &mut String) -> bool {
        out.clear();
        if text.is_ascii() {
            out.push_str(text);
            out.make_ascii_lowercase();
            return true;
        }
        for letter in text.chars() {
            match self.plain(letter as u32) {
                Some(plain) => out.push(plain),
                None => return false,
            }
        }
        true
    }

    fn plain(&self, code: u32) -> Option<char> {
        let plain = match self.small.get(code as usize) {
            Some(&plain) => plain,
            None if self.is_loud(code) => LOUD,
            None => match self.others.binary_search_by_key(&code, |pair| pair.0) {
                Ok(at) => self.others[at].1,
                Err(_) => code,
            },
        };
        char::from_u32(plain) // none for what is loud
    }

    fn is_loud(&self, code: u32) -> bool {
        let after = self.loud.partition_point(|range| range.0 <= code);
        after > 0 && code <= self.loud[after - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_small_and_dashes_plain() {
        let letters = Letters::new(vec![(0x410, 0x430), (0x2013, 0x2D)], vec![(0x660, 0x669)]);
        let mut out = String::new();
        assert!(letters.lowered("АB–z", &mut out));
        assert_eq!(out, "аb-z");
        assert!(letters.lowered("AB", &mut out));
        assert_eq!(out, "ab");
    }

    #[test]
    fn what_is_folded_is_loud() {
        let letters = Letters::new(vec![], vec![(0xAD, 0xAD), (0x660, 0x669)]);
        let mut out = String::new();
        assert!(!letters.lowered("4\u{AD}1", &mut out));
        assert!(!letters.lowered("\u{661}", &mut out));
        assert!(letters.lowered("\u{66A}\u{1F600}", &mut out));
    }
}
