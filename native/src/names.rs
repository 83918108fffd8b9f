//! Names of members by themselves: how they are shown, and what they may be.

use std::borrow::Cow;

/// Letters and digits of a name that is shown as it is (`extract/piece.py`).
const NAME_LENGTH: usize = 40;
const MANY_DIGITS: usize = 7;

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

/// A name as it is shown: of a long one the beginning and the end (`safe_name` in `extract/piece.py`).
pub fn shortened(name: &str) -> Cow<'_, str> {
    if name.len() <= NAME_LENGTH || name.chars().count() <= NAME_LENGTH {
        return Cow::Borrowed(name);
    }
    let letters: Vec<char> = name.chars().take(2 * NAME_LENGTH).collect();
    Cow::Owned(letters[..20].iter().chain(&['…']).chain(&letters[letters.len() - 12..]).collect())
}

/// Whether there may be a number in a name that is not shown.
pub fn has_number(name: &str) -> bool {
    name.bytes().filter(u8::is_ascii_digit).count() >= MANY_DIGITS
}

/// Whether a name is not shown as it is, or has letters of which one cannot be sure.
pub fn is_odd(name: &str) -> bool {
    name.is_empty()
        || name.chars().any(|letter| letter.is_control() || !(letter.is_ascii() || letter == '…' || ('\u{C0}'..='\u{52F}').contains(&letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_shown_with_both_ends() {
        assert_eq!(shortened(&"a".repeat(40)), "a".repeat(40));
        assert_eq!(shortened(&format!("{}x{}", "a".repeat(20), "b".repeat(20))), format!("{}…{}", "a".repeat(20), "b".repeat(12)));
    }
}
