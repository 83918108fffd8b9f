//! Runs of digits that may be a number somebody looks for: grouped ones always, others if their checks allow it.

use crate::checks::{check, passes, Check, Networks};

/// Digits from which a row of groups counts, and odd gaps and single digits as in `detect/unfolded.py`.
const ROW: usize = 12;
const GROUP: usize = 4;
const GROUPS: usize = 4;
const AMEX: (usize, usize) = (6, 5);
const SINGLES: usize = 11;

pub struct Numbers {
    /// By their number of digits: characters of the shortest match of a rule, and its checks.
    by_length: Vec<Vec<(usize, Vec<Check>)>>,
    networks: Networks,
}

impl Numbers {
    /// `rules`: a number of digits, from bit 8 on the characters that a match has at least, and the names of checks
    /// that all have to say yes.
    pub fn new(rules: &[(u32, Vec<String>)], networks: Networks) -> Numbers {
        let longest = rules.iter().map(|rule| rule.0 as usize & 0xFF).max().unwrap_or(0);
        let mut by_length = vec![Vec::new(); longest + 1];
        for (wants, names) in rules {
            let rule = ((wants >> 8) as usize, names.iter().map(|name| check(name)).collect());
            let same = &mut by_length[*wants as usize & 0xFF];
            if !same.contains(&rule) {
                same.push(rule);
            }
        }
        Numbers { by_length, networks }
    }

    /// Whether a rule may accept so many digits in a row, in a text of so many characters.
    pub fn accept(&self, digits: &[u8], characters: usize) -> bool {
        self.by_length.get(digits.len()).map_or(false, |rules| {
            rules.iter().any(|(least, checks)| {
                *least <= characters && checks.iter().all(|&check| passes(check, digits, &self.networks))
            })
        })
    }

    /// Whether digits stand in a text that a rule may want.
    pub fn stand_in(&self, text: &[u8]) -> bool {
        let (mut row, mut odd) = (Row::default(), Odd::default());
        let characters = if text.is_ascii() { text.len() } else { usize::MAX };
        let mut last = 0;
        let mut at = 0;
        while let Some(start) = text[at..].iter().position(u8::is_ascii_digit).map(|more| at + more) {
            let end = text[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(text.len(), |more| start + more);
            let gap = if start == last + 1 && last > 0 { text[last] } else { 0 };
            let touched = text.get(end).map_or(false, u8::is_ascii_alphabetic);
            if odd.is_number(gap, end - start)
                || row.is_number(gap, end - start, start > 0 && text[start - 1].is_ascii_alphabetic(), touched)
                || self.accept(&text[start..end], characters)
            {
                return true;
            }
            last = end;
            at = end;
        }
        false
    }
}

/// Groups of digits with one blank or dash between two of them, the first of four digits or more.
#[derive(Default)]
struct Row {
    /// Digits in groups that no letter touches: of a UUID there are few.
    digits: usize,
    groups: usize,
}

impl Row {
    fn is_number(&mut self, gap: u8, length: usize, after_letter: bool, before_letter: bool) -> bool {
        if (gap == b' ' || gap == b'-') && self.groups > 0 {
            self.digits += length;
            self.groups += 1;
        } else {
            self.groups = usize::from(length >= GROUP);
            self.digits = if after_letter { 0 } else { self.groups * length };
        }
        self.groups > 1 && self.digits - if before_letter { length } else { 0 } >= ROW
    }
}

/// Groups with odd gaps between them, and digits one by one.
#[derive(Default)]
struct Odd {
    groups: usize,
    before: usize,
    singles: usize,
}

impl Odd {
    fn is_number(&mut self, gap: u8, length: usize) -> bool {
        self.groups = if length < GROUP { 0 } else if b"+._/\n".contains(&gap) { self.groups + 1 } else { 1 };
        self.singles = if gap == b' ' && length == 1 { self.singles + 1 } else { 1 };
        let amex = self.groups > 2 && self.before == AMEX.0 && length >= AMEX.1;
        self.before = length;
        amex || self.groups >= GROUPS || self.singles >= SINGLES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> Numbers {
        let luhn = vec!["card-network".to_string(), "luhn".to_string()];
        Numbers::new(&[(16, luhn.clone()), (13, luhn), (20 << 8 | 14, vec!["kg-pin".to_string()])], Networks::new(&[(4000_4999, 1 << 16)]))
    }

    #[test]
    fn long_numbers_that_pass_stand_there() {
        assert!(numbers().stand_in(b"card 4111111111111111 of"));
        assert!(!numbers().stand_in(b"card 4111111111111112 of"));
        assert!(!numbers().stand_in(b"id 411111111111111111111111111"));
        assert!(numbers().stand_in(b"pin is 21506198000123"));
        assert!(!numbers().stand_in(b"21506198000123"));
        assert!(!numbers().stand_in(b"pin is 31506198000123"));
    }

    #[test]
    fn groups_stand_there_whatever_their_checks() {
        assert!(numbers().stand_in(b"4111 1111 1111 1112"));
        assert!(numbers().stand_in(b"41-4111-1111 1111"));
        assert!(!numbers().stand_in(b"411 111 111 111"));
        assert!(!numbers().stand_in(b"4111  1111  1111"));
        assert!(!numbers().stand_in(b"2026-11-23"));
        assert!(!numbers().stand_in(b"84e26acc-56a5-4835-8233-591137fca468"));
        assert!(numbers().stand_in(b"84e26acc-56a5-4835-8233-591137-fca"));
    }

    #[test]
    fn odd_gaps_and_single_digits_stand_there() {
        assert!(numbers().stand_in(b"4111.1111.1111.1111"));
        assert!(numbers().stand_in(b"3782_822463_10005"));
        assert!(!numbers().stand_in(b"files/0590/2696/4593/of"));
        assert!(!numbers().stand_in(b"127.0.0.1 and 10.20.30.40"));
        assert!(numbers().stand_in(b"4 1 1 1 1 1 1 1 1 1 1 1 1"));
        assert!(!numbers().stand_in(b"1 2 3 4 5 6 7 8"));
    }
}
