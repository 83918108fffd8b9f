//! JSON read token by token (RFC 8259). What a strict parser refuses is refused here.

use crate::hash::eight;

pub struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// It is no such document, or one of an unusual kind.
pub struct Doubt;

pub type Sure<T> = Result<T, Doubt>;

pub enum Token<'a> {
    Open(u8),
    Close(u8),
    Comma,
    Colon,
    Text(&'a str, bool), // what stands between the quotation marks, and whether there are escapes in it
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

/// How many bytes from `at` on may stand in a text and end nothing. Eight are looked at together: of a number that
/// is less than another in one byte, a difference has the highest bit there (Warren, Hacker's Delight, 6-1).
fn plain(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while end + 8 <= bytes.len() {
        let word = eight(&bytes[end..]);
        let (quotes, backslashes) = (word ^ QUOTES, word ^ BACKSLASHES);
        let ends = (quotes.wrapping_sub(ONES) & !quotes) | (backslashes.wrapping_sub(ONES) & !backslashes);
        let found = (ends | (word.wrapping_sub(BLANKS) & !word)) & HIGH;
        if found != 0 {
            return end + found.trailing_zeros() as usize / 8 - at;
        }
        end += 8;
    }
    end - at + bytes.get(end..).unwrap_or(&[]).iter().take_while(|&&byte| byte >= b' ' && byte != b'"' && byte != b'\\').count()
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Cursor<'a> {
        Cursor { text, at: 0 }
    }

    /// The next token, and whether a line ended before it.
    pub fn next(&mut self) -> Sure<(Token<'a>, bool)> {
        let bytes = self.text.as_bytes();
        let mut broken = false;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b' ' | b'\t' | b'\r' => (),
                b'\n' => broken = true,
                _ => break,
            }
            self.at += 1;
        }
        let token = match bytes.get(self.at) {
            None => return Ok((Token::End, broken)),
            Some(b'"') => return Ok((self.text()?, broken)),
            Some(&byte @ (b'{' | b'[')) => Token::Open(byte),
            Some(&byte @ (b'}' | b']')) => Token::Close(byte),
            Some(b',') => Token::Comma,
            Some(b':') => Token::Colon,
            Some(b'-' | b'0'..=b'9') => return Ok((self.number()?, broken)),
            _ => return Ok((self.word()?, broken)),
        };
        self.at += 1;
        Ok((token, broken))
    }

    fn text(&mut self) -> Sure<Token<'a>> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let (mut at, mut escaped) = (start, false);
        loop {
            at += plain(bytes, at);
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => (escaped, at) = (true, at + 2),
                _ => return Err(Doubt),
            }
        }
        self.at = at + 1;
        Ok(Token::Text(self.text.get(start..at).ok_or(Doubt)?, escaped))
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
        let mut cursor = Cursor::new(text);
        let mut count = 0;
        loop {
            match cursor.next().ok()?.0 {
                Token::End => return Some(count),
                _ => count += 1,
            }
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
        for byte in 0..=255 {
            for at in 0..20 {
                let mut text = [b'a'; 20];
                text[at] = byte;
                let ends = byte < b' ' || byte == b'"' || byte == b'\\';
                assert_eq!(plain(&text, 1), if ends && at > 0 { at - 1 } else { 19 });
            }
        }
        assert_eq!([plain(b"ab\"", 3), plain("жжжжж\0".as_bytes(), 0)], [0, 10]);
    }

    #[test]
    fn tokens_are_those_of_the_grammar() {
        assert_eq!(tokens("{\"a\": [1, -2.5e+3, true, \"x\\\"y\"]}\n"), Some(13));
        for wrong in ["01", "1.", "-", "1e", "tru", "\"a", "\"\n\"", "\"\\", "+1", "NaN", "'a'"] {
            assert_eq!(tokens(wrong), None, "{}", wrong);
        }
    }
}
