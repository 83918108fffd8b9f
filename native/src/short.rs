//! Names of few letters, compared by eight bytes: nearly all that are met were met before.

use crate::marks::{eight, rest};

/// Bytes of nearly every name.
pub const SHORT: usize = 32;
const WORDS: usize = SHORT / 8;

/// A name with how many bytes it has; of one that is not short only that.
pub struct Short {
    words: [u64; WORDS],
    pub length: u32,
    /// Whether it is written as it is meant, and nothing has to be looked at but which one it is.
    pub quick: bool,
}

/// Which bytes of the words are those of a name of this length.
const MASKS: [[u64; WORDS]; SHORT + 1] = masks();

const fn masks() -> [[u64; WORDS]; SHORT + 1] {
    let mut table = [[0; WORDS]; SHORT + 1];
    let mut length = 0;
    while length <= SHORT {
        let mut at = 0;
        while at < length {
            table[length][at / 8] |= 0xFF << (8 * (at % 8));
            at += 1;
        }
        length += 1;
    }
    table
}

impl Short {
    pub fn new(name: &[u8], quick: bool) -> Short {
        let mut words = [0; WORDS];
        if name.len() <= SHORT {
            let by_eight = name.len() / 8 * 8;
            for at in (0..by_eight).step_by(8) {
                words[at / 8] = eight(&name[at..]);
            }
            if by_eight < name.len() {
                words[by_eight / 8] = rest(name, by_eight);
            }
        }
        let written = name.len() <= SHORT && !name.iter().any(|&byte| byte < b' ' || byte == b'"' || byte == b'\\');
        Short { words, length: name.len() as u32, quick: quick && written }
    }

    /// Whether it is of this name, or as long and not short.
    pub fn is(&self, name: &[u8]) -> bool {
        if self.length as usize != name.len() {
            return false;
        }
        if name.len() > SHORT {
            return true;
        }
        let by_eight = name.len() / 8 * 8;
        (0..by_eight).step_by(8).all(|at| eight(&name[at..]) == self.words[at / 8])
            && (by_eight == name.len() || rest(name, by_eight) == self.words[by_eight / 8])
    }

    /// Whether a text, of which there are at least `SHORT` bytes more, begins with it. No step depends on the name:
    /// names come in all lengths, and a processor that guesses wrong loses more than it saves.
    pub fn begins(&self, text: &[u8]) -> bool {
        let masks = &MASKS[self.length as usize];
        let differs = |at: usize| (eight(&text[8 * at..]) & masks[at]) ^ self.words[at];
        differs(0) | differs(1) | differs(2) | differs(3) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_whatever_its_length() {
        let text: Vec<u8> = (b'0'..=b'z').collect();
        for length in 0..=SHORT {
            let (name, longer) = (&text[..length], &text[..length + 1]);
            let short = Short::new(name, true);
            assert!(short.is(name) && !short.is(longer) && short.begins(&text) && short.quick);
            if length > 0 {
                let mut other = text.clone();
                other[length - 1] ^= 1;
                assert!(!short.is(&other[..length]) && !short.begins(&other));
            }
        }
        assert!(Short::new(&text[..SHORT + 1], true).is(&text[1..SHORT + 2]));
    }

    #[test]
    fn only_names_that_are_written_as_they_are_meant_are_quick() {
        for name in ["a\"b", "a\\b", "a\nb", "a-name-of-more-than-thirty-two-bytes"] {
            assert!(!Short::new(name.as_bytes(), true).quick);
        }
        assert!(Short::new("имя".as_bytes(), true).quick && !Short::new(b"a", false).quick);
    }
}
