//! Names of members by themselves: how they are shown, and what they may be.

use std::borrow::Cow;

/// Letters and digits of a name that is shown as it is (`extract/piece.py`).
const NAME_LENGTH: usize = 40;
const SHORT: usize = 9;
/// Digits of a number that is not shown: by itself, behind one or two letters.
const ALONE: usize = 12;
const BEHIND_LETTERS: std::ops::RangeInclusive<usize> = 7..=8;

const COVER: char = '•';

/// Whether a name in small letters may be that of a card or a part of its number (`CARD` in `detect/unfolded.py`).
pub fn is_card(low: &str) -> bool {
    if !low.bytes().any(|byte| matches!(byte, b'c' | b'k' | b'p') || byte >= 0x80) {
        return false;
    }
    let mut stem = [0; 4 * NAME_LENGTH];
    let mut length = 0;
    for byte in low.bytes().filter(|byte| !(byte.is_ascii_digit() || b"_-[]".contains(byte))).take(stem.len()) {
        stem[length] = byte;
        length += 1;
    }
    let stem = &stem[..length];
    let stands = |word: &str| stem.windows(word.len()).any(|window| window == word.as_bytes());
    let begins = |at: usize| stem[at..].starts_with(b"pan") || stem[at..].starts_with(b"cc");
    ["card", "karta", "карт"].iter().any(|word| stands(word))
        || (0..length).any(|at| begins(at) && (at == 0 || !stem[at - 1].is_ascii_alphanumeric()))
}

/// A name as it is shown (`safe_name` in `extract/piece.py`): numbers covered, of a long one the beginning and the end.
pub fn shown(name: &str) -> Cow<'_, str> {
    let covered = if name.len() < SHORT { Cow::Borrowed(name) } else { covered(name) };
    if covered.len() <= NAME_LENGTH || covered.chars().count() <= NAME_LENGTH {
        return covered;
    }
    let letters: Vec<char> = covered.chars().take(2 * NAME_LENGTH).collect();
    Cow::Owned(letters[..20].iter().chain(&['…']).chain(&letters[letters.len() - 12..]).collect())
}

/// A name with a sign for each digit of a number (`NUMBER` there).
fn covered(name: &str) -> Cow<'_, str> {
    let bytes = name.as_bytes();
    if bytes.iter().filter(|byte| byte.is_ascii_digit()).count() < *BEHIND_LETTERS.start() {
        return Cow::Borrowed(name);
    }
    let (mut out, mut from, mut at) = (String::with_capacity(3 * name.len()), 0, 0);
    while at < bytes.len() {
        let length = number(bytes, at);
        if length > 0 {
            out.push_str(&name[from..at]);
            out.extend(name[at..at + length].chars().map(|sign| if sign.is_ascii_digit() { COVER } else { sign }));
            from = at + length;
        }
        at += length.max(1);
    }
    out.push_str(&name[from..]);
    Cow::Owned(out)
}

/// Bytes of the number that begins here, as people write card and passport numbers; 0: none.
fn number(bytes: &[u8], at: usize) -> usize {
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let gap = |from: usize| usize::from(matches!(bytes.get(from), Some(b' ' | b'-')));
    let (mut end, mut count) = (at, 0);
    while let Some(b'0'..=b'9') = bytes.get(end + if count > 0 { gap(end) } else { 0 }) {
        end += if count > 0 { gap(end) + 1 } else { 1 };
        count += 1;
    }
    if count >= ALONE {
        return end - at;
    }
    let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if !(1..=2).contains(&letters) || (at > 0 && bytes[at - 1].is_ascii_alphabetic()) {
        return 0;
    }
    let start = at + letters + gap(at + letters);
    if BEHIND_LETTERS.contains(&digits(start)) { start + digits(start) - at } else { 0 }
}

/// Whether a name is not shown as it is, or has letters of which one cannot be sure.
pub fn is_odd(name: &str) -> bool {
    name.is_empty()
        || name.chars().any(|letter| letter.is_control() || !(letter.is_ascii() || letter == '…' || letter == COVER || ('\u{C0}'..='\u{52F}').contains(&letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_shown_with_both_ends() {
        assert_eq!(shown(&"a".repeat(40)), "a".repeat(40));
        assert_eq!(shown(&format!("{}x{}", "a".repeat(20), "b".repeat(20))), format!("{}…{}", "a".repeat(20), "b".repeat(12)));
    }

    #[test]
    fn numbers_are_covered() {
        for (name, as_shown) in [
            ("4111-1111 11111111", "••••-•••• ••••••••"),
            ("41111111111", "41111111111"),
            ("a1234567", "a1234567"),
            ("x.ab 1234567y", "x.ab •••••••y"),
            ("abc12345678", "abc12345678"),
            ("ab-123456789", "ab-123456789"),
            ("ж-n1234567", "ж-n•••••••"),
            ("id12345678--1", "id••••••••--1"),
            ("a123456789012 b1234567", "a•••••••••••• b•••••••"),
        ] {
            assert_eq!(shown(name), as_shown);
        }
        assert_eq!(shown(&"1".repeat(50)), format!("{}…{}", "•".repeat(20), "•".repeat(12)));
    }
}
