//! What rules need besides a word or a beginning by which they look: without it nothing is found (`detect/needs.py`).

/// Letters of a beginning by which it is looked up (`detect/candidates.py`).
const HEAD: usize = 3;

/// What a text of ASCII has in which a rule finds something (`detect/needs.py`).
#[derive(Default)]
pub struct Needs {
    /// At least so many letters.
    least: usize,
    /// One that is no letter, digit or `_`.
    sign: bool,
    /// One of these, if there are any; in small letters if it is not `exact`.
    one_of: Vec<Vec<u8>>,
    exact: bool,
}

impl Needs {
    /// `says`: the bit of a sign, that of `exact`, and from bit 2 on the letters.
    pub fn new(says: u32, one_of: Vec<Vec<u8>>) -> Needs {
        Needs { least: (says >> 2) as usize, sign: says & 1 != 0, one_of, exact: says & 2 != 0 }
    }

    /// Whether a text has all that; `low` is it in small letters, `signs`: one of its letters is a sign.
    pub fn are_met(&self, text: &[u8], low: &[u8], signs: bool) -> bool {
        let written = if self.exact { text } else { low };
        text.len() >= self.least
            && (signs || !self.sign)
            && (self.one_of.is_empty() || self.one_of.iter().any(|one| stands_in(written, one)))
    }
}

/// Beginnings of tokens, by their first letters.
pub struct Tokens {
    heads: Vec<(u32, Vec<u8>, Needs)>,
}

impl Tokens {
    pub fn new(heads: Vec<(Vec<u8>, Needs)>) -> Tokens {
        let mut heads: Vec<_> = heads.into_iter().map(|(head, needs)| (first_letters(&head), head, needs)).collect();
        heads.sort_by_key(|head| head.0);
        Tokens { heads }
    }

    /// Whether one begins so whose rule finds in a text what it needs, as `has` tells.
    pub fn begin(&self, word: &[u8], has: impl Fn(&Needs) -> bool) -> bool {
        let first = first_letters(word);
        let from = self.heads.partition_point(|head| head.0 < first);
        self.heads[from..].iter().take_while(|head| head.0 == first).any(|head| word.starts_with(&head.1) && has(&head.2))
    }
}

fn first_letters(word: &[u8]) -> u32 {
    word.iter().take(HEAD).fold(0, |first, &letter| first << 8 | u32::from(letter))
}

/// Whether a word stands in a text.
pub fn stands_in(text: &[u8], what: &[u8]) -> bool {
    text.windows(what.len()).any(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_finds_nothing_in_a_text_that_lacks_what_it_needs() {
        let met = |says: u32, one_of: &[&str], text: &str, signs: bool| {
            let one_of = one_of.iter().map(|one| one.as_bytes().to_vec()).collect();
            Needs::new(says, one_of).are_met(text.as_bytes(), text.to_lowercase().as_bytes(), signs)
        };
        assert!(met(0, &[], "", false) && met(3 << 2, &[], "abc", false) && !met(4 << 2, &[], "abc", false));
        assert!(met(1, &[], "a=", true) && !met(1, &[], "ab", false));
        assert!(met(0, &["x", "b"], "aB", false) && !met(2, &["x", "b"], "aB", false) && met(2, &["B"], "aB", false));
    }
}
