//! Runs of digits that may be a number somebody looks for: grouped ones always, others if their checks allow it.

/// Digits from which a row of groups counts, and odd gaps and single digits as in `detect/unfolded.py`.
const ROW: usize = 12;
const GROUP: usize = 4;
const GROUPS: usize = 4;
const AMEX: (usize, usize) = (6, 5);
const SINGLES: usize = 11;

pub struct Numbers {
    by_length: Vec<Vec<Vec<Check>>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Check {
    Luhn,
    KgPin,
    KzIin,
    UzPinfl,
    RoCnp,
    Elcart,
    Account,
    /// One that is not known here: it may say yes.
    Other,
}

impl Numbers {
    /// `rules`: a number of digits with the names of checks that all have to say yes.
    pub fn new(rules: &[(usize, Vec<String>)]) -> Numbers {
        let longest = rules.iter().map(|rule| rule.0).max().unwrap_or(0);
        let mut by_length = vec![Vec::new(); longest + 1];
        for (length, names) in rules {
            by_length[*length].push(names.iter().map(|name| check(name)).collect());
        }
        Numbers { by_length }
    }

    /// Whether a rule may accept so many digits in a row.
    pub fn accept(&self, digits: &[u8]) -> bool {
        match self.by_length.get(digits.len()) {
            Some(rules) => rules.iter().any(|checks| checks.iter().all(|&check| passes(check, digits))),
            None => false,
        }
    }

    /// Whether digits stand in a text that a rule may want.
    pub fn stand_in(&self, text: &[u8]) -> bool {
        let (mut row, mut odd) = (Row::default(), Odd::default());
        let mut last = 0;
        let mut at = 0;
        while let Some(start) = text[at..].iter().position(u8::is_ascii_digit).map(|more| at + more) {
            let end = text[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(text.len(), |more| start + more);
            let gap = if start == last + 1 && last > 0 { text[last] } else { 0 };
            let touched = text.get(end).map_or(false, u8::is_ascii_alphabetic);
            if odd.is_number(gap, end - start)
                || row.is_number(gap, end - start, start > 0 && text[start - 1].is_ascii_alphabetic(), touched)
                || self.accept(&text[start..end])
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

fn check(name: &str) -> Check {
    match name {
        "luhn" => Check::Luhn,
        "kg-pin" => Check::KgPin,
        "kz-iin" => Check::KzIin,
        "uz-pinfl" => Check::UzPinfl,
        "ro-cnp" => Check::RoCnp,
        "elcart" => Check::Elcart,
        "account" => Check::Account,
        _ => Check::Other,
    }
}

/// Whether a check may say yes; each asks for less than its namesake in `detect/checks.py`.
fn passes(check: Check, digits: &[u8]) -> bool {
    let two = |at: usize| digits.get(at..at + 2).map_or(99, |pair| (pair[0] - b'0') * 10 + pair[1] - b'0');
    let day = |at: usize| (1..=31).contains(&two(at));
    let month = |at: usize| (1..=12).contains(&two(at));
    let first = digits.first().copied().unwrap_or(0);
    match check {
        Check::Luhn => luhn(digits),
        Check::KgPin => (first == b'1' || first == b'2') && day(1) && month(3),
        Check::KzIin => month(2) && day(4),
        Check::UzPinfl => (b'1'..=b'6').contains(&first) && day(1) && month(3),
        Check::RoCnp => month(3) && day(5),
        Check::Elcart => digits.starts_with(b"9417"),
        Check::Account => digits.len() < 20 || first == b'3' || first == b'4',
        Check::Other => true,
    }
}

/// ISO/IEC 7812-1, annex B.
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(digit - b'0') << (at & 1);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> Numbers {
        let luhn = vec!["card-network".to_string(), "luhn".to_string()];
        Numbers::new(&[(16, luhn.clone()), (13, luhn), (14, vec!["kg-pin".to_string()])])
    }

    #[test]
    fn long_numbers_that_pass_stand_there() {
        assert!(numbers().stand_in(b"card 4111111111111111 of"));
        assert!(!numbers().stand_in(b"card 4111111111111112 of"));
        assert!(!numbers().stand_in(b"id 411111111111111111111111111"));
        assert!(numbers().stand_in(b"21506198000123"));
        assert!(!numbers().stand_in(b"31506198000123"));
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
