//! Whether a text is certainly quiet: nothing stands in it that a finding needs, and nobody would take it apart.
//!
//! The same question as in `detect/quiet.py`, answered with less care: what is quiet here is quiet there.

use std::rc::Rc;

use crate::based::{self, Says};
use crate::digits::Numbers;
use crate::letters::Letters;
use crate::needs::{stands_in, Needs, Tokens};
use crate::seeds::Seeds;
use crate::vendors::Vendors;
use crate::words::Words;

/// Bytes of base64 at the beginning of a text by which it is tried (`extract/value.py`).
const BASED: usize = 22;
/// Bytes of a line by which it may be a block (`extract/blocks.py`).
const LINE: usize = 22;
/// Of it so much is judged.
const HEAD_OF_LINE: usize = 2048;
/// Shortest word of which the beginning tells a token (`detect/candidates.py`).
const TOKEN: usize = 16;
/// Shortest value that is given to a name, and how far from it at most (`detect/named.py`).
const VALUE: usize = 10;
const REACH: usize = 200;

/// What can be said of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Heard {
    /// Nothing can be found in it.
    Quiet,
    /// Nothing either, but another text is in it that rules see in its place or beside it.
    Hides,
    Loud,
}

/// What a word means that was met.
pub enum Meaning {
    /// Something may stand there if all of these stand in the text, too, and it has what a rule needs.
    Rule(Vec<Vec<u8>>, Needs),
    /// It does if something is given to a name in which this stem of so many letters stands.
    Credential(usize),
}

pub struct Quiet {
    pub letters: Letters,
    pub numbers: Numbers,
    pub words: Words,
    pub meanings: Vec<Meaning>,
    pub tokens: Tokens,
    pub vendors: Rc<Vendors>,
    pub seeds: Rc<Seeds>,
}

/// What word processors put for a plain dash (`ODD` in `detect/sheet.py`).
const DASHES: [char; 5] = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'];

const DIGIT: u8 = 1;
const MARK: u8 = 2;
const BREAK: u8 = 4;
const PART: u8 = 8; // of a token
const BASE: u8 = 16; // of base64
const GIVEN: u8 = 32; // of a value that is given to a name
const NAME: u8 = 64; // of a name, beside letters that are not ASCII
const SIGN: u8 = 128; // neither letter, digit nor _
const KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut table = [0u8; 256];
    let mut code = 0;
    while code < 256 {
        let byte = code as u8;
        table[code] = match byte {
            b'0'..=b'9' => DIGIT | PART | BASE | GIVEN | NAME,
            b'a'..=b'z' | b'A'..=b'Z' => PART | BASE | GIVEN | NAME,
            b'_' => PART | BASE | GIVEN | NAME,
            b'-' => PART | BASE | GIVEN | NAME | SIGN,
            b'.' => PART | GIVEN | NAME | SIGN,
            b'+' | b'/' => BASE | GIVEN | SIGN,
            b'~' | b':' | b'!' | b'|' | b'$' => GIVEN | SIGN,
            b'=' | b'%' => MARK | GIVEN | SIGN,
            b'\\' | b'&' | b'<' | 0 => MARK | SIGN,
            b'\n' => BREAK | SIGN,
            _ => SIGN,
        };
        code += 1;
    }
    table
}

impl Quiet {
    /// Whether nothing can be found in a text. `low` is filled with it in small letters if it can be made so.
    pub fn hear(&self, text: &str, low: &mut String) -> Heard {
        if !self.letters.lowered(text, low) {
            return Heard::Loud;
        }
        let bytes = text.as_bytes();
        let kinds = bytes.iter().fold(0, |kinds, &byte| kinds | KINDS[byte as usize]);
        let ascii = text.is_ascii();
        let has = |needs: &Needs| !ascii || needs.are_met(bytes, low.as_bytes(), kinds & SIGN != 0);
        let wrapped = wrapped(text);
        let loud = wrapped == Says::Perhaps
            || (kinds & MARK != 0 && is_marked(bytes))
            || (kinds & BREAK != 0 && has_blocks(text))
            || (kinds & DIGIT != 0 && bytes.len() >= 12 && self.numbers.stand_in(low.as_bytes()))
            || (bytes.len() >= TOKEN && self.has_token(bytes, has))
            || (!ascii && text.contains(&DASHES[..]) && self.has_token(text.replace(&DASHES[..], "-").as_bytes(), has))
            || self.has_word(bytes, low.as_bytes(), has);
        match wrapped {
            Says::Text(_) if loud => Heard::Loud,
            Says::Text(said) if !self.seeds.stand_in(&said) && self.hear(&said, &mut String::new()) == Heard::Quiet => Heard::Hides,
            Says::Nothing if !loud => Heard::Quiet,
            _ => Heard::Loud,
        }
    }

    /// The same of a text that is a whole body, of which more is asked.
    pub fn is_quiet_body(&self, text: &str, low: &mut String) -> bool {
        let first = text.as_bytes().iter().take_while(|&&byte| KINDS[byte as usize] & BASE != 0).count();
        !text.trim_start_matches(is_blank).starts_with('[')
            && (first < BASED || is_uuid(text.as_bytes()))
            && self.hear(text, low) == Heard::Quiet
    }

    fn has_token(&self, text: &[u8], has: impl Fn(&Needs) -> bool) -> bool {
        text.split(|&byte| KINDS[byte as usize] & PART == 0)
            .any(|word| word.len() >= TOKEN && self.tokens.begin(word, &has))
    }

    fn has_word(&self, text: &[u8], low: &[u8], has: impl Fn(&Needs) -> bool) -> bool {
        self.words.find(low, |number, end| match &self.meanings[number as usize] {
            Meaning::Rule(beside, needs) => has(needs) && beside.iter().all(|also| stands_in(low, also)),
            Meaning::Credential(length) => {
                is_given(&low[end..]) && !(text.is_ascii() && !self.vendors.want(text, end - length, end))
            }
        })
    }
}

/// Whether escapes, markup or ends of texts stand there (`extract/escapes.py`, `extract/tags.py`).
fn is_marked(text: &[u8]) -> bool {
    (0..text.len()).any(|at| {
        let rest = &text[at + 1..];
        let next = rest.first().copied().unwrap_or(0);
        match text[at] {
            0 => true,
            b'\\' => matches!(next, b'u' | b'x' | b'n' | b'r' | b't'),
            b'%' => next == b'u' || are_hex(rest, 2),
            b'&' => next == b'#' || is_entity(rest),
            b'=' => next == b'\n' || next == b'\r' || (are_hex(rest, 2) && rest.get(2) == Some(&b'=')),
            b'<' => next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'),
            _ => false,
        }
    })
}

fn are_hex(text: &[u8], count: usize) -> bool {
    text.len() >= count && text[..count].iter().all(u8::is_ascii_hexdigit)
}

fn is_entity(rest: &[u8]) -> bool {
    let name = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    rest.get(name) == Some(&b';') || rest.starts_with(b"nbsp") || rest.starts_with(b"shy")
}

/// What is in a text that begins like something that has to be taken apart (`WRAPPED` in `extract/value.py`).
fn wrapped(text: &str) -> Says {
    let trimmed = if text.as_bytes().first().map_or(false, u8::is_ascii_alphanumeric) {
        text.as_bytes()
    } else {
        text.trim_start_matches(is_blank).as_bytes()
    };
    let text = text.as_bytes();
    let perhaps = |may: bool| if may { Says::Perhaps } else { Says::Nothing };
    match trimmed.first() {
        None => return Says::Nothing,
        Some(b'[') => return perhaps(trimmed.len() < text.len() || !is_prose(text)),
        Some(b'{') => return Says::Perhaps,
        Some(b'q' | b'm' | b's' | b'f') if is_graphql(trimmed) => return Says::Perhaps,
        _ => (),
    }
    let based = text.iter().take_while(|&&byte| KINDS[byte as usize] & BASE != 0).count();
    if based >= BASED && !is_uuid(text) {
        return based::says(text, based);
    }
    if text.starts_with(b"--") {
        return Says::Perhaps;
    }
    let name = text
        .iter()
        .take_while(|&&byte| KINDS[byte as usize] & NAME != 0 || byte >= 0x80 || matches!(byte, b'[' | b']' | b'%'))
        .count();
    perhaps(match text.get(name) {
        Some(b'=') => text[name..].contains(&b'&'),
        Some(b':' | b' ' | b'(' | b')') => STARTS.iter().any(|start| text.starts_with(start)),
        _ => false,
    })
}

/// Whether a text in ASCII begins with a word in brackets or an address, and nobody reads it as a document: no value
/// begins so, and neither does what is broken (`LIKE` in `extract/scraps.py`).
fn is_prose(text: &[u8]) -> bool {
    let word = text[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')).count();
    let begins = match text.get(1) {
        Some(b':') => true,
        Some(b't' | b'f' | b'n' | b'N' | b'I' | b'0'..=b'9') => false,
        _ => word > 0 && matches!(text.get(1 + word), Some(b']' | b'.')),
    };
    begins && text.iter().all(|byte| (b' '..=b'~').contains(byte) && !b"{=<".contains(byte))
}

/// With what stands behind their first word.
const STARTS: [&[u8]; 19] = [
    b"data:", b")]}'", b"for(", b"for (", b"while(", b"while (", b"id:", b"event:", b"retry:", b"BEGIN:V",
    b"Return-Path: ", b"Received: ", b"Delivered-To: ", b"MIME-Version: ", b"Message-ID: ", b"From: ", b"To: ",
    b"Date: ", b"Subject: ",
];

fn is_graphql(text: &[u8]) -> bool {
    let words: [&[u8]; 4] = [b"query", b"mutation", b"subscription", b"fragment"];
    words.iter().any(|word| text.starts_with(word)) && text.contains(&b'{')
}

/// RFC 9562, section 4.
pub fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether a line may be a block of its own (`extract/blocks.py`): long and without a blank, or in brackets.
fn has_blocks(text: &str) -> bool {
    text.split('\n').any(|line| {
        let bare = line.trim_matches(is_blank);
        let head = &bare.as_bytes()[..bare.len().min(HEAD_OF_LINE)];
        line.len() >= LINE && (matches!(head.first(), Some(b'{' | b'[')) || !head.contains(&b' '))
    })
}

/// What Python takes for a blank.
pub fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || ('\x1c'..='\x1f').contains(&letter)
}

/// Whether something may be given to a name after a word for a credential (`GIVEN` in `detect/named.py`).
fn is_given(rest: &[u8]) -> bool {
    let rest = &rest[..rest.len().min(REACH)];
    let name = rest.iter().take_while(|&&byte| KINDS[byte as usize] & NAME != 0 || byte >= 0x80).count();
    rest[name..].split(|&byte| KINDS[byte as usize] & GIVEN == 0).any(|value| value.len() >= VALUE)
        || rest.len() == REACH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Networks;

    fn quiet() -> Quiet {
        let words: Vec<Vec<u8>> = [&b"passport"[..], b"://", b"token"].iter().map(|word| word.to_vec()).collect();
        let rule = |beside: &[&[u8]]| Meaning::Rule(beside.iter().map(|also| also.to_vec()).collect(), Needs::default());
        let meanings = vec![rule(&[]), rule(&[b"@"]), Meaning::Credential(5)];
        let tokens = vec![(b"abc_".to_vec(), Needs::default()), (b"abd".to_vec(), Needs::new(20 << 2, vec![b".x".to_vec()]))];
        Quiet {
            letters: Letters::new(vec![], vec![(0xAD, 0xAD)]),
            numbers: Numbers::new(&[(16, vec!["luhn".to_string()])], Networks::new(&[])),
            words: Words::new(words).unwrap(),
            meanings,
            tokens: Tokens::new(tokens),
            vendors: Rc::new(Vendors::new(vec![(1 << 25, "acme".to_string())])),
            seeds: Rc::new(Seeds::new(vec!["abandon".to_string()])),
        }
    }

    fn is_quiet(text: &str) -> bool {
        quiet().hear(text, &mut String::new()) == Heard::Quiet
    }

    #[test]
    fn ordinary_texts_are_quiet() {
        for text in ["", "hello", "Салам, дүйнө!", "a@b.example", "12:30 - 14:00", "a < b & c = 4%", "id 7", "f=1"] {
            assert!(is_quiet(text), "{}", text);
        }
        assert!(is_quiet("0b6a5a52-43a5-4cbb-9ef1-6de0ab2c6f0e"));
        assert!(is_quiet("https://shop.example/?a=1&b=2"));
        assert!(is_quiet("two lines\nof a short text"));
    }

    #[test]
    fn what_rules_look_for_is_loud() {
        for text in ["my Passport", "https://a@b.example", "4111111111111111", "4111 1111 1111 1112"] {
            assert!(!is_quiet(text), "{}", text);
        }
        assert!(!is_quiet("abc_0123456789abcdef"));
        assert!(is_quiet("abx_012345.789abcdef"));
        assert!(is_quiet("abc_0123456789"));
        assert!(!is_quiet("of abd0123456789abc.Xdef"));
        assert!(is_quiet("of abd0123456789abc.def"));
        assert!(is_quiet("abd0123456789abc.x"));
        assert!(!is_quiet("abd0123456789abc é"));
        assert!(!is_quiet("abc_01\u{2011}23456789abcd"));
    }

    #[test]
    fn a_credential_wants_a_value() {
        assert!(is_quiet("a token of love"));
        assert!(is_quiet("tokens"));
        assert!(!is_quiet("acme_token=0123456789"));
        assert!(!is_quiet("my acme-token \"  is: \"0123456789\"") || is_quiet("my acme-token is: \"0123456789\""));
        assert!(is_quiet("other_token=0123456789"));
        assert!(!is_quiet("other_token=0123456789 é"));
    }

    #[test]
    fn what_may_be_taken_apart_is_loud() {
        for text in [
            " [1]", "{", "data:,x", "a=b&c=d", "%41", "&#52;", "&lt;", "=34=35=36", "\\u0034", "<b>", "x\0y",
            "query { a }", "To: me", "--bound", "--a bound\n", "a\u{AD}b", "YWJjZGVmZ2hpamtsbW5vcHFyc3Q", "see-some-long-words-of-it.html?a=b",
        ] {
            assert!(!is_quiet(text), "{}", text);
        }
        assert!(!is_quiet("one\nYWJjZGVmZ2hpamtsbW5vcHFyc3Q"));
        for text in ["[true]", "[1", "[\"a\"]", "[[a]]", "[a: 1]", "['a']", "[//a", " [a]", "[a] {", "[a]\nb", "[a b]", "[é]", "[]", "[", "[ a]"] {
            assert!(!is_quiet(text), "{}", text);
        }
    }

    #[test]
    fn prose_in_brackets_is_quiet_but_as_a_body() {
        for text in ["[::1]", "[::1]:57363", "[anonymous]", "[Some.js] words \"are\" here", "some-folder-js/of/many/words.html"] {
            assert!(is_quiet(text), "{}", text);
            assert!(!quiet().is_quiet_body(text, &mut String::new()), "{}", text);
        }
        assert!(quiet().is_quiet_body("a [::1] b", &mut String::new()));
    }

    #[test]
    fn what_hides_a_quiet_text_is_told() {
        let heard = |text: &str| quiet().hear(text, &mut String::new());
        assert_eq!(heard("MDEwOlJlcG9zaXRvcnkxMDAwMDAw"), Heard::Hides);
        assert_eq!(heard("MDEwOlJlcG9zaXRvcnk0MTExMTExMTExMTExMTEx"), Heard::Loud);
        assert_eq!(heard("MDEwOlBhc3Nwb3J0MTAwMDAwMDAw"), Heard::Loud);
        assert_eq!(heard("YSBiIGMgMS5BYmFuZG9uMiAzIDQ"), Heard::Loud); // a word of a phrase
        assert!(!is_quiet("one\n{\"aaaaaaaaaaaaaaaaaaaaaaaaa\"}"));
    }
}
