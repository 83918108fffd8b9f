//! Details of a person: whether those that were given may make a questionnaire or a record together.
//!
//! Asks for less than `detect/questionnaire.py` and `detect/details.py` do.

use crate::paths::BESIDE_BIRTH;
use crate::quiet::is_blank;

/// Different details that make a questionnaire.
const LEAST: u32 = 3;
/// Details are told by these bits.
const EVERY: u32 = 0xFFFF;
/// Digits of a day and a year, letters of a word of an address and of a name.
const DATE: usize = 4;
const STREET: usize = 3;
const WORD: usize = 2;

/// Bits of details in the order of `LABELS`, and fewest digits of those that are numbers.
pub struct Details {
    telling: u32,
    name: u32,
    birth: u32,
    home: u32,
    health: u32,
    digits: Vec<(u32, u32)>,
}

impl Details {
    /// From pairs: telling and name, birth and address, health and nothing, then bits each with digits.
    pub fn new(pairs: &[(u32, u32)]) -> Option<Details> {
        match pairs {
            [(telling, name), (birth, home), (health, _), digits @ ..] => Some(Details {
                telling: *telling,
                name: *name,
                birth: *birth,
                home: *home,
                health: *health,
                digits: digits.to_vec(),
            }),
            _ => None,
        }
    }
}

/// What was given for a name, a birth date and a home.
#[derive(Default)]
pub struct Person {
    word: String,
    full_name: bool,
    births: usize,
    digits_of_birth: usize,
    wordy_birth: bool,
    /// Whether a birth date was given that no program stamped.
    dated: bool,
    homes: usize,
    street: bool,
    number: bool,
    spaces: bool,
    commas: usize,
    /// Whether something was given that nobody has seen yet: a text that has to be taken apart.
    hidden: bool,
}

impl Person {
    /// What a field says in which this stands; `says` is what its name says, mostly nothing of a person.
    #[inline]
    pub fn told(&mut self, says: u32, text: &str, details: &Details) -> u32 {
        if says & (EVERY | BESIDE_BIRTH) == 0 { says } else { self.detail(says, text, details) }
    }

    #[inline(never)] // rarely called, and in the way of what always is
    fn detail(&mut self, says: u32, text: &str, details: &Details) -> u32 {
        let digits = digits_in(text);
        if digits == 0 && !text.contains(char::is_alphabetic) {
            return says & !(EVERY | BESIDE_BIRTH);
        }
        if says & (details.name | BESIDE_BIRTH) != 0 && !text.contains('@') {
            self.name(text);
        }
        if says & details.birth != 0 {
            self.births += 1;
            self.dated |= !is_moment(text.as_bytes());
            self.digits_of_birth += digits;
            self.wordy_birth |= !text.bytes().all(|byte| byte.is_ascii_digit());
        }
        if says & details.home != 0 {
            self.home(text);
        }
        let few = details.digits.iter().filter(|(_, least)| digits < *least as usize);
        says & !few.fold(0, |bits, (bit, _)| bits | bit)
    }

    /// What was given in a field of which the name says this may be another text.
    pub fn hide(&mut self, says: u32, details: &Details) {
        self.hidden |= says & (details.name | details.birth | details.home | BESIDE_BIRTH) != 0;
    }

    fn name(&mut self, text: &str) {
        self.full_name = self.full_name || text.chars().any(is_strange);
        if self.full_name {
            return;
        }
        for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() >= WORD) {
            if self.word.is_empty() {
                self.word = word.to_lowercase();
            }
            self.full_name |= !word.eq_ignore_ascii_case(&self.word) && word.to_lowercase() != self.word;
        }
    }

    fn home(&mut self, text: &str) {
        self.homes += 1;
        self.street |= text.split(|letter: char| !letter.is_alphabetic()).any(|word| word.chars().count() >= STREET);
        self.street |= text.chars().any(is_strange);
        self.number |= text.contains(char::is_numeric);
        self.spaces |= text.contains(is_blank);
        self.commas += text.matches(',').count();
    }

    /// Whether details may make a questionnaire or a record; `loose`: nobody knows what was given for them.
    pub fn is_somebody(&self, says: u32, details: &Details, loose: bool) -> bool {
        let told = says & EVERY;
        let home_and_birth = told & details.birth != 0 && told & details.home != 0;
        let named = if says & BESIDE_BIRTH != 0 && told & details.birth != 0 { details.name } else { 0 };
        let many = (told | named).count_ones() >= LEAST;
        told & details.health != 0
            || (loose && (told & details.telling != 0 || home_and_birth))
            || (many && (told & details.telling != 0 || (home_and_birth && self.is_whole())))
    }

    /// Whether full name, birth date and home may have been given.
    fn is_whole(&self) -> bool {
        let birth = self.dated && self.digits_of_birth >= DATE && (self.wordy_birth || self.births > 1);
        let home = self.street && (self.spaces || self.homes > 1) && (self.number || self.commas + self.homes > 2);
        self.hidden || (self.full_name && birth && home)
    }
}

fn digits_in(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_digit).count();
    }
    text.chars().filter(|letter| letter.is_numeric()).count()
}

/// Whether it is a moment with odd seconds, as programs stamp them (RFC 3339): no birth date (`BIRTH_DATE`).
fn is_moment(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let stands = b"0000-00-00T00:00:00".iter().zip(text).all(|(&as_, byte)| match as_ {
        b'0' => byte.is_ascii_digit(),
        sign => *byte == sign,
    });
    if !stands || text.len() < 19 || text[17..19] == *b"00" {
        return false;
    }
    let rest = &text[19..];
    let rest = if rest.first() == Some(&b'.') { &rest[1 + digits(&rest[1..])..] } else { rest };
    match rest {
        [] | [b'Z'] => true,
        [b'+' | b'-', hour @ ..] if digits(hour) == 2 => hour.len() == 5 && hour[2] == b':' && digits(&hour[3..]) == 2,
        [b'+' | b'-', zone @ ..] => zone.len() == 4 && digits(zone) == 4,
        _ => false,
    }
}

/// Whether a letter is of a script in which words are told by more than letters.
fn is_strange(letter: char) -> bool {
    !letter.is_ascii() && !('\u{C0}'..='\u{52F}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: u32 = 1;
    const BIRTH: u32 = 2;
    const HOME: u32 = 4;
    const PIN: u32 = 8;
    const PHONE: u32 = 16;
    const HEALTH: u32 = 32;

    fn is_somebody(fields: &[(u32, &str)], loose: bool) -> bool {
        let details = Details::new(&[(PIN, NAME), (BIRTH, HOME), (HEALTH, 0), (PIN, 8), (PHONE, 6)]).unwrap();
        let mut person = Person::default();
        let says = fields.iter().fold(0, |says, (bit, text)| says | person.told(*bit, text, &details));
        person.is_somebody(says, &details, loose)
    }

    #[test]
    fn a_person_is_told_by_three_details() {
        assert!(is_somebody(&[(NAME, "Айжан"), (PHONE, "555123456"), (PIN, "21506198000123")], false));
        assert!(!is_somebody(&[(NAME, "Айжан"), (PHONE, "555123456")], false));
        assert!(!is_somebody(&[(NAME, "Айжан"), (PHONE, "555123456"), (PIN, "1234")], false));
        assert!(is_somebody(&[(HEALTH, "x")], false));
    }

    #[test]
    fn name_birth_and_home_have_to_be_whole() {
        let home = (HOME, "Чүй 1, 5");
        assert!(is_somebody(&[(NAME, "Айжан Үлгү"), (BIRTH, "15.06.1980"), home], false));
        assert!(is_somebody(&[(BESIDE_BIRTH, "Үлгү Айжан"), (BIRTH, "15.06.1980"), home], false));
        assert!(!is_somebody(&[(NAME, "Айжан"), (BIRTH, "15.06.1980"), home], false));
        assert!(!is_somebody(&[(NAME, "Айжан Үлгү"), (BIRTH, "1638273600"), home], false));
        assert!(!is_somebody(&[(NAME, "Айжан Үлгү"), (BIRTH, "15.06.1980"), (HOME, "Бишкек")], false));
        assert!(is_somebody(&[(BIRTH, "1"), (HOME, "x")], true));
        for (moment, is) in [("1980-06-15T23:10:05.782Z", false), ("1980-06-15T23:10:00Z", true), ("1980-06-15T23:10:05.6.1980", true)] {
            assert_eq!(is_somebody(&[(NAME, "Айжан Үлгү"), (BIRTH, moment), home], false), is, "{}", moment);
        }
        let moments = ["1980-06-15T23:10:05", "1980-06-15T23:10:05+06:00", "1980-06-15T23:10:05.1-0600"];
        assert!(moments.iter().all(|moment| is_moment(moment.as_bytes())));
        let others = ["1980-06-15", "1980-06-15T23:10:05 6", "1980-06-15T23:10:05-06", "1980-06-15T23:10:05-06:000"];
        assert!(!others.iter().any(|other| is_moment(other.as_bytes())));
    }

    #[test]
    fn a_name_counts_beside_a_birth_and_once() {
        assert!(is_somebody(&[(BESIDE_BIRTH, "Айжан"), (BIRTH, "1980"), (PIN, "21506198000123")], false));
        assert!(!is_somebody(&[(BESIDE_BIRTH, "Айжан"), (NAME, "Айжан"), (PIN, "21506198000123")], false));
        assert!(!is_somebody(&[(BESIDE_BIRTH, "Айжан"), (PHONE, "555123456"), (PIN, "21506198000123")], false));
    }

    #[test]
    fn only_what_was_given_for_a_person_may_hide_one() {
        let details = Details::new(&[(PIN, NAME), (BIRTH, HOME), (HEALTH, 0)]).unwrap();
        for (says, hides) in [(NAME, true), (BESIDE_BIRTH, true), (HOME | PHONE, true), (PIN, false), (0, false)] {
            let mut person = Person::default();
            person.hide(says, &details);
            assert_eq!(person.is_somebody(NAME | BIRTH | HOME, &details, false), hides);
        }
    }
}
