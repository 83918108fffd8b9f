//! Checks of numbers by their digits. Each accepts what its namesake in `detect/checks.py` accepts, and calendars
//! are asked for less here: every month has 31 days, and tomorrow somebody may be born.

#[derive(Clone, Copy, PartialEq)]
pub enum Check {
    Luhn,
    Network,
    KgPin,
    KzIin,
    RuInn,
    UzPinfl,
    RoCnp,
    FrNir,
    Elcart,
    Account,
    /// One that is not known here: it may say yes.
    Other,
}

/// Beginnings of card numbers with the lengths of these.
pub struct Networks {
    /// The first and last by their first four digits, a bit for each length.
    ranges: Vec<(u32, u32, u32)>,
}

impl Networks {
    /// `ranges`: first and last beginning in one number, as `first * 10,000 + last`, and the bits of lengths.
    pub fn new(ranges: &[(u32, u32)]) -> Networks {
        Networks { ranges: ranges.iter().map(|&(both, lengths)| (both / 10_000, both % 10_000, lengths)).collect() }
    }

    fn hold(&self, digits: &[u8]) -> bool {
        let begin = number(&digits[..digits.len().min(4)]) as u32;
        let length = 1u32.checked_shl(digits.len() as u32).unwrap_or(0);
        self.ranges.iter().any(|&(first, last, lengths)| (first..=last).contains(&begin) && lengths & length != 0)
    }
}

pub fn check(name: &str) -> Check {
    match name {
        "luhn" => Check::Luhn,
        "card-network" => Check::Network,
        "kg-pin" => Check::KgPin,
        "kz-iin" => Check::KzIin,
        "ru-inn" => Check::RuInn,
        "uz-pinfl" => Check::UzPinfl,
        "ro-cnp" => Check::RoCnp,
        "fr-nir" => Check::FrNir,
        "elcart" => Check::Elcart,
        "account" => Check::Account,
        _ => Check::Other,
    }
}

const KZ: [[u32; 11]; 2] = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]];
const RU: [&[u32]; 2] = [&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8], &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]];
const UZ: [u32; 13] = [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7];
const RO: [u32; 12] = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];
/// French numbers end with what is left of the thirteen digits before, from this.
const FR: u64 = 97;

/// Whether a check may say yes.
pub fn passes(check: Check, digits: &[u8], networks: &Networks) -> bool {
    let long = |count: usize| digits.len() == count;
    let first = digits.first().copied().unwrap_or(0);
    match check {
        Check::Luhn => luhn(digits),
        Check::Network => networks.hold(digits),
        Check::KgPin => long(14) && matches!(first, b'1' | b'2') && matches!(&digits[5..7], b"19" | b"20") && day(&digits[1..]),
        Check::KzIin => long(12) && (b'1'..=b'6').contains(&digits[6]) && is_day(&digits[4..6], &digits[2..4]) && kz(digits),
        Check::RuInn => long(12) && RU.iter().all(|row| weighted(digits, row) % 11 % 10 == value(digits[row.len()])),
        Check::UzPinfl => {
            long(14) && (b'1'..=b'6').contains(&first) && day(&digits[1..]) && weighted(digits, &UZ) % 10 == value(digits[13])
        }
        Check::RoCnp => long(13) && is_day(&digits[5..7], &digits[3..5]) && ro(digits),
        Check::FrNir => long(15) && FR - number(&digits[..13]) % FR == number(&digits[13..]),
        Check::Elcart => digits.starts_with(b"9417"),
        Check::Account => match digits.len() {
            16 => first == b'1' && (b'0'..=b'4').contains(&digits[1]),
            20 => matches!(first, b'3' | b'4') && digits[1] == b'0' && (b'1'..=b'8').contains(&digits[2]),
            _ => false,
        },
        Check::Other => true,
    }
}

fn value(digit: u8) -> u32 {
    u32::from(digit - b'0')
}

fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |number, &digit| number * 10 + u64::from(value(digit)))
}

fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(&digit, weight)| value(digit) * weight).sum()
}

/// A day and a month behind it.
fn day(digits: &[u8]) -> bool {
    is_day(&digits[..2], &digits[2..4])
}

fn is_day(day: &[u8], month: &[u8]) -> bool {
    (1..=31).contains(&number(day)) && (1..=12).contains(&number(month))
}

/// The second row of weights counts where the first leaves ten.
fn kz(digits: &[u8]) -> bool {
    KZ.iter().map(|row| weighted(digits, row) % 11).find(|&left| left < 10) == Some(value(digits[11]))
}

fn ro(digits: &[u8]) -> bool {
    let left = weighted(digits, &RO) % 11;
    (if left == 10 { 1 } else { left }) == value(digits[12])
}

/// ISO/IEC 7812-1, annex B.
fn luhn(digits: &[u8]) -> bool {
    let doubled = |at: usize, digit: u32| if at & 1 == 0 { digit } else { digit * 2 - if digit > 4 { 9 } else { 0 } };
    digits.iter().rev().enumerate().map(|(at, &digit)| doubled(at, value(digit))).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(name: &str, digits: &[u8]) -> bool {
        super::passes(check(name), digits, &Networks::new(&[(4000_4999, 1 << 13 | 1 << 16), (1800_1800, 1 << 15)]))
    }

    #[test]
    fn cards_begin_and_end_as_their_networks_say() {
        assert!(passes("luhn", b"4111111111111111") && !passes("luhn", b"4111111111111112"));
        assert!(passes("card-network", b"4111111111111112") && passes("card-network", b"180011111111111"));
        for other in [&b"41111111111111"[..], b"5111111111111111", b"1800111111111111", b"411", b"4111111111111111111111111111111111111"] {
            assert!(!passes("card-network", other));
        }
        assert!(passes("elcart", b"9417000000000000") && !passes("elcart", b"9418000000000000"));
        assert!(passes("account", b"1090000000000000") && !passes("account", b"1590000000000000"));
        assert!(passes("account", b"40817000000000000000") && !passes("account", b"40917000000000000000"));
    }

    #[test]
    fn people_have_birthdays_and_check_digits() {
        assert!(passes("kg-pin", b"10101199000017") && !passes("kg-pin", b"10101189000017"));
        assert!(!passes("kg-pin", b"13201199000017") && !passes("kg-pin", b"30101199000017"));
        assert!(passes("kz-iin", b"900101300017") != passes("kz-iin", b"900101300018"));
        assert!(passes("ru-inn", b"500100732259") && !passes("ru-inn", b"500100732258"));
        for (name, digits) in [("kz-iin", &b"900001300017"[..]), ("ro-cnp", b"1578564113557"), ("fr-nir", b"179535947664135")] {
            assert!(!passes(name, digits), "{}", name);
        }
        for name in ["kg-pin", "kz-iin", "ru-inn", "uz-pinfl", "ro-cnp", "fr-nir", "account"] {
            assert!(!passes(name, b"1") && !passes(name, &[b'1'; 40]), "{}", name);
        }
    }

    #[test]
    fn a_check_that_is_not_known_may_say_yes() {
        assert!(passes("some", b"1"));
    }
}
