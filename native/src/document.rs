//! How a body is walked through: documents of JSON, one inside the other, and forms.

use crate::glance::Glance;
use crate::json::{meant, Cursor, Doubt, Sure, Token};
use crate::look::{is_short, Level, Look, LEVELS};
use crate::marks::Key;
use crate::paths::ROOT;

/// Numbers in a list, or names that are small numbers, by which it may be the bytes of a file.
const BYTES: u32 = 16;

#[derive(PartialEq)]
enum Expects {
    Value,
    ValueOrEnd,
    NameOrEnd,
    Name,
    CommaOrEnd,
    Document,
}

impl Look {
    /// A document, or those of lines; `levels` may still be inside it.
    pub fn document(&mut self, glance: &mut Glance, text: &str, levels: usize) -> Sure<()> {
        let mut cursor = Cursor::new(text, glance.key);
        let mut stack: Vec<Level> = Vec::with_capacity(16);
        let mut expects = Expects::Document;
        let root = (LEVELS - levels) as u32;
        let mut path = root;
        let (mut documents, mut deepest, mut broken) = (0, 0, false);
        let mut scratch = String::new();
        loop {
            if let Some(level) = stack.last_mut() {
                if expects == Expects::CommaOrEnd && cursor.passes(b',') {
                    path = level.path;
                    expects = if level.object > 0 { Expects::Name } else { Expects::Value };
                }
                if expects == Expects::Name || expects == Expects::NameOrEnd {
                    if let Some(member) = self.guessed(glance, level, &mut cursor) {
                        path = member;
                        expects = Expects::Value;
                    }
                }
            }
            let newline = cursor.passes_blanks();
            broken |= newline && !stack.is_empty();
            if cursor.is_at(b'"') {
                let (written, mark) = cursor.text()?;
                let text = whole(written, mark, glance.key, &mut scratch)?;
                let level = stack.last_mut().ok_or(Doubt)?;
                expects = match expects {
                    Expects::Value | Expects::ValueOrEnd => {
                        level.bytes = None;
                        if !is_short(text.0) {
                            self.text(glance, path, text, levels)?;
                        }
                        Expects::CommaOrEnd
                    }
                    Expects::Name | Expects::NameOrEnd => {
                        path = self.name(glance, level, text)?;
                        cursor.passes_blanks();
                        if !cursor.passes(b':') {
                            return Err(Doubt);
                        }
                        Expects::Value
                    }
                    _ => return Err(Doubt),
                };
                continue;
            }
            expects = match (cursor.next()?, expects) {
                (Token::End, Expects::Document) if documents == 1 || (documents > 1 && !broken) => return Ok(()),
                (Token::Open(byte), Expects::Value | Expects::ValueOrEnd | Expects::Document) => {
                    if stack.is_empty() {
                        documents += 1;
                        if documents > 1 && !newline {
                            return Err(Doubt);
                        }
                    }
                    if stack.len() >= glance.depth {
                        return Err(Doubt);
                    }
                    deepest = deepest.max(stack.len() + 1);
                    if documents > 1 && deepest >= glance.depth {
                        return Err(Doubt); // lines are items of a list
                    }
                    if byte == b'{' {
                        stack.push(Level { path, object: glance.paths.object(), before: ROOT, bytes: Some(0) });
                        Expects::NameOrEnd
                    } else {
                        path = glance.paths.item(path);
                        stack.push(Level { path, object: 0, before: ROOT, bytes: Some(0) });
                        Expects::ValueOrEnd
                    }
                }
                (Token::Close(byte), Expects::CommaOrEnd | Expects::ValueOrEnd | Expects::NameOrEnd) => {
                    let level = stack.pop().ok_or(Doubt)?;
                    if (level.object > 0) != (byte == b'}') || self.are_bytes(&level) {
                        return Err(Doubt);
                    }
                    match stack.last_mut() {
                        Some(above) => {
                            above.bytes = None;
                            path = above.path;
                            Expects::CommaOrEnd
                        }
                        None => {
                            path = root;
                            Expects::Document
                        }
                    }
                }
                (Token::Comma, Expects::CommaOrEnd) => {
                    let level = stack.last().ok_or(Doubt)?;
                    path = level.path;
                    if level.object > 0 { Expects::Name } else { Expects::Value }
                }
                (Token::Number(written), Expects::Value | Expects::ValueOrEnd) => {
                    let level = stack.last_mut().ok_or(Doubt)?;
                    level.bytes = level.bytes.filter(|_| is_byte(written)).map(|count| count + 1);
                    self.number(glance, path, written, level.object > 0)?;
                    Expects::CommaOrEnd
                }
                (Token::Word, Expects::Value | Expects::ValueOrEnd) => {
                    let level = stack.last_mut().ok_or(Doubt)?;
                    level.bytes = level.bytes.map(|count| count + 1); // true is 1, false is 0
                    Expects::CommaOrEnd
                }
                _ => return Err(Doubt),
            };
        }
    }

    /// The path of the member that is next if it is one of those that were there the last times: most are.
    #[inline]
    fn guessed(&mut self, glance: &mut Glance, level: &mut Level, cursor: &mut Cursor) -> Option<u32> {
        let guesses = glance.paths.guesses(level.path, level.before);
        let guess = guesses.iter().copied().find(|&guess| cursor.passes_name(glance.paths.name(guess)))?;
        self.member(glance, level, guess);
        Some(guess)
    }

    /// A form: names and values, as they are written (WHATWG URL, section 5).
    pub fn form(&mut self, glance: &mut Glance, text: &str) -> Sure<()> {
        let mut level = Level { path: ROOT, object: glance.paths.object(), before: ROOT, bytes: None };
        let mut value = String::new();
        for (count, pair) in text.split('&').enumerate() {
            if count >= glance.form_fields {
                return Err(Doubt);
            }
            let (name, written) = pair.split_once('=').ok_or(Doubt)?;
            let path = self.name(glance, &mut level, (name, glance.key.mark(name.as_bytes())))?;
            unescaped(written, &mut value)?;
            if !is_short(written) {
                self.text(glance, path, (&value, glance.key.mark(value.as_bytes())), LEVELS)?;
            }
        }
        Ok(())
    }

    /// Whether a list or an object is a file written as numbers.
    pub fn are_bytes(&self, level: &Level) -> bool {
        level.bytes.unwrap_or(0) >= BYTES && (level.object == 0 || self.indices & 3 == 3)
    }
}

/// A text as it is meant, with its hash.
fn whole<'a>(written: &'a str, mark: Option<u64>, key: Key, scratch: &'a mut String) -> Sure<(&'a str, u64)> {
    if let Some(mark) = mark {
        return Ok((written, mark));
    }
    meant(written, scratch)?;
    Ok((scratch, key.mark(scratch.as_bytes())))
}

/// A value of a form as it is meant.
fn unescaped(written: &str, out: &mut String) -> Sure<()> {
    out.clear();
    if !written.contains(|sign| sign == '%' || sign == '+') {
        out.push_str(written);
        return Ok(());
    }
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => {
                let hex = after.get(..2).filter(|hex| hex.iter().all(u8::is_ascii_hexdigit)).ok_or(Doubt)?;
                rest = &after[2..];
                hex.iter().fold(0, |byte, &digit| byte << 4 | char::from(digit).to_digit(16).unwrap_or(0) as u8)
            }
            other => other,
        });
    }
    out.push_str(std::str::from_utf8(&bytes).map_err(|_| Doubt)?);
    Ok(())
}

pub fn is_byte(number: &str) -> bool {
    number == "-0" || number.parse::<u8>().is_ok()
}
