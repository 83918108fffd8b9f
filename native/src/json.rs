//! JSON read token by token (RFC 8259). What a strict parser refuses is refused here.

use crate::marks::{eight, rest, Key};
use crate::short::{Short, SHORT};

pub struct Cursor<'a> {
    text: &'a str,
    at: usize,
    key: Key,
}

/// It is no such document, or one of an unusual kind.
pub struct Doubt;

pub type Sure<T> = Result<T, Doubt>;

/// All but texts, of which there are most.
pub enum Token<'a> {
    Open(u8),
    Close(u8),
    Comma,
    Number(&'a str),
    Word,
    End,
}

/// In each byte of a number: one, the highest bit, a quotation mark, a backslash, the first sign that is no control.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;
const QUOTES: u64 = ONES * b'"' as u64;
const BACKSLASHES: u64 = ONES * b'\\' as u64;
const BLANKS: u64 = ONES * b' ' as u64;

/// The highest bit of each byte that cannot stand in a text or ends it, and of some behind the first of these. Of a
/// number that is less than another in one byte, a difference has the highest bit there (Warren, Hacker's Delight,
/// section 6-1).
fn ends(word: u64) -> u64 {
    let (quotes, backslashes) = (word ^ QUOTES, word ^ BACKSLASHES);
    let ends = (quotes.wrapping_sub(ONES) & !quotes) | (backslashes.wrapping_sub(ONES) & !backslashes);
    (ends | (word.wrapping_sub(BLANKS) & !word)) & HIGH
}

fn is_end(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str, key: Key) -> Cursor<'a> {
        Cursor { text, at: 0, key }
    }

    /// Goes behind blanks, and tells whether a line ended there.
    #[inline]
    pub fn passes_blanks(&mut self) -> bool {
        let mut broken = false;
        while let Some(&byte @ (b' ' | b'\t' | b'\r' | b'\n')) = self.text.as_bytes().get(self.at) {
            broken |= byte == b'\n';
            self.at += 1;
        }
        broken
    }

    /// Whether this sign is next.
    #[inline]
    pub fn is_at(&self, sign: u8) -> bool {
        self.text.as_bytes().get(self.at) == Some(&sign)
    }

    /// Goes behind this sign if it is next.
    #[inline]
    pub fn passes(&mut self, sign: u8) -> bool {
        let is_it = self.is_at(sign);
        self.at += usize::from(is_it);
        is_it
    }

    /// Goes behind the name of a member and its colon, if it is this one and nothing stands between.
    pub fn passes_name(&mut self, name: &Short) -> bool {
        let length = name.length as usize;
        let rest = match self.text.as_bytes().get(self.at..) {
            Some([b'"', rest @ ..]) if name.quick && rest.len() >= SHORT + 2 => rest,
            _ => return false,
        };
        let is_it = name.begins(rest) && rest[length] == b'"' && rest[length + 1] == b':';
        self.at += if is_it { length + 3 } else { 0 };
        is_it
    }

    /// The next token, if no blank and no text is next.
    pub fn next(&mut self) -> Sure<Token<'a>> {
        let token = match self.text.as_bytes().get(self.at) {
            None => return Ok(Token::End),
            Some(&byte @ (b'{' | b'[')) => Token::Open(byte),
            Some(&byte @ (b'}' | b']')) => Token::Close(byte),
            Some(b',') => Token::Comma,
            Some(b'-' | b'0'..=b'9') => return self.number(),
            _ => return self.word(),
        };
        self.at += 1;
        Ok(token)
    }

    /// What stands between the quotation marks that begin here, and its hash if there are no escapes.
    #[inline(always)] // what it returns would go through memory: a third of its time
    pub fn text(&mut self) -> Sure<(&'a str, Option<u64>)> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let (mut at, mut marking) = (start, self.key.begin());
        let last = loop {
            if at + 8 > bytes.len() {
                let end = bytes.iter().skip(at).position(|&byte| is_end(byte)).ok_or(Doubt)? + at;
                break rest(&bytes[..end], std::mem::replace(&mut at, end));
            }
            let word = eight(&bytes[at..]);
            let ends = ends(word);
            if ends != 0 {
                let bits = ends.trailing_zeros() / 8 * 8;
                at += bits as usize / 8;
                break word & !(u64::MAX << bits);
            }
            marking.add(word);
            at += 8;
        };
        match bytes[at] {
            b'"' => {
                self.at = at + 1;
                Ok((&self.text[start..at], Some(marking.end(last, at - start))))
            }
            b'\\' => Ok((self.escaped(start, at)?, None)),
            _ => Err(Doubt),
        }
    }

    /// A text in which an escape stands at this place.
    #[inline(never)]
    fn escaped(&mut self, start: usize, mut at: usize) -> Sure<&'a str> {
        let bytes = self.text.as_bytes();
        while bytes.get(at) == Some(&b'\\') {
            at += 2;
            while at + 8 <= bytes.len() && ends(eight(&bytes[at..])) == 0 {
                at += 8;
            }
            at += bytes.iter().skip(at).position(|&byte| is_end(byte)).ok_or(Doubt)?;
        }
        if bytes[at] != b'"' {
            return Err(Doubt);
        }
        self.at = at + 1;
        self.text.get(start..at).ok_or(Doubt)
    }

    fn number(&mut self) -> Sure<Token<'a>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut at = start + usize::from(bytes[start] == b'-');
        let whole = digits(at);
        if whole == 0 || (whole > 1 && bytes[at] == b'0') {
            return Err(Doubt);
        }
        at += whole;
        if bytes.get(at) == Some(&b'.') {
            let part = digits(at + 1);
            if part == 0 {
                return Err(Doubt);
            }
            at += 1 + part;
        }
        if let Some(b'e' | b'E') = bytes.get(at) {
            at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            let part = digits(at.min(bytes.len()));
            if part == 0 {
                return Err(Doubt);
            }
            at += part;
        }
        self.at = at;
        Ok(Token::Number(&self.text[start..at]))
    }

    fn word(&mut self) -> Sure<Token<'a>> {
        for word in ["true", "false", "null"] {
            if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(Token::Word);
            }
        }
        Err(Doubt)
    }
}

/// A text as it is meant.
pub fn meant(written: &str, out: &mut String) -> Sure<()> {
    out.clear();
    out.reserve(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = *rest.as_bytes().get(at + 1).ok_or(Doubt)?;
        let mut used = at + 2;
        match escape {
            b'"' | b'\\' | b'/' => out.push(char::from(escape)),
            b'b' => out.push('\u{8}'),
            b'f' => out.push('\u{c}'),
            b'n' => out.push('\n'),
            b'r' => out.push('\r'),
            b't' => out.push('\t'),
            b'u' => {
                let (letter, length) = letter(&rest[at..])?;
                out.push(letter);
                used = at + length;
            }
            _ => return Err(Doubt),
        }
        rest = rest.get(used..).ok_or(Doubt)?;
    }
    out.push_str(rest);
    Ok(())
}

/// The letter of `\u0041` or of a pair of surrogates, and the bytes that it takes.
fn letter(rest: &str) -> Sure<(char, usize)> {
    let unit = |from: usize| {
        let hex = rest.get(from + 2..from + 6).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        if rest.as_bytes()[from..].starts_with(b"\\u") { u32::from_str_radix(hex, 16).ok() } else { None }
    };
    let first = unit(0).ok_or(Doubt)?;
    if let Some(letter) = char::from_u32(first) {
        return Ok((letter, 6));
    }
    let second = if first < 0xDC00 { unit(6).ok_or(Doubt)? } else { 0 };
    if !(0xDC00..0xE000).contains(&second) {
        return Err(Doubt);
    }
    let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    Ok((char::from_u32(code).ok_or(Doubt)?, 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(written: &str) -> Option<String> {
        let mut out = String::new();
        meant(written, &mut out).ok().map(|()| out)
    }

    fn tokens(text: &str) -> Option<usize> {
        let mut cursor = Cursor::new(text, Key::new());
        let mut count = 0;
        loop {
            cursor.passes_blanks();
            if cursor.is_at(b'"') {
                cursor.text().ok()?;
            } else if !cursor.passes(b':') {
                if let Token::End = cursor.next().ok()? {
                    return Some(count);
                }
            }
            count += 1;
        }
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(said("a\\n\\u0436\\ud83d\\ude00\\\"").as_deref(), Some("a\nж😀\""));
        for wrong in ["\\", "\\x", "\\u12", "\\ud83d", "\\ud83d\\u0041", "\\ude00", "\\u+123", "\\uж23"] {
            assert_eq!(said(wrong), None, "{}", wrong);
        }
    }

    #[test]
    fn a_text_goes_on_to_its_end() {
        let key = Key::new();
        for byte in 0..=255u8 {
            for at in 1..18 {
                let mut text = "\"aaaaaaaaaaaaaaaaaa\"aaaaaaaaaaaaaaaa".to_string();
                let letter = char::from(byte);
                text.replace_range(at..at + 1, &letter.to_string());
                let end = if letter == '"' { at } else { text.rfind('"').unwrap() };
                let mut cursor = Cursor::new(&text, key);
                match cursor.text() {
                    Ok((said, Some(mark))) => {
                        assert_eq!((said, mark), (&text[1..end], key.mark(said.as_bytes())));
                        assert_eq!(cursor.at, end + 1);
                    }
                    Ok((said, None)) => assert_eq!((letter, said), ('\\', &text[1..end])),
                    Err(_) => assert!(byte < b' ', "{}", byte),
                }
            }
        }
    }

    #[test]
    fn a_name_is_passed_with_its_colon() {
        let passes = |text: &str, name: &str| {
            let text = format!("{}{}", text, " ".repeat(SHORT));
            let mut cursor = Cursor::new(&text, Key::new());
            cursor.passes_name(&Short::new(name.as_bytes(), true)).then(|| cursor.at)
        };
        assert_eq!(passes("\"ab\":1", "ab"), Some(5));
        for text in ["\"ab\" :1", "\"abc\":1", " \"ab\":1", "ab", "\"ab"] {
            assert_eq!(passes(text, "ab"), None, "{}", text);
        }
        assert!(!Cursor::new("\"ab\":1", Key::new()).passes_name(&Short::new(b"ab", true)));
    }

    #[test]
    fn tokens_are_those_of_the_grammar() {
        assert_eq!(tokens("{\"a\": [1, -2.5e+3, true, \"x\\\"y\"]}\n"), Some(13));
        for wrong in ["01", "1.", "-", "1e", "tru", "\"a", "\"\n\"", "\"\\", "+1", "NaN", "'a'"] {
            assert_eq!(tokens(wrong), None, "{}", wrong);
        }
    }
}
