//! One look at a body: every name and text, and what they say together.

use std::collections::hash_map::RandomState;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use crate::json::{meant, Cursor, Doubt, Sure, Token};
use crate::lists::Lists;
use crate::paths::{Paths, ASKS, CARD, ODD, ROOT, ROOTS, SIBLING, TELLING};
use crate::person::{Details, Person};
use crate::digits::Numbers;
use crate::letters::Letters;
use crate::quiet::{Meaning, Quiet, Tokens};
use crate::seeds::{Met, Seeds};
use crate::words::Words;

/// Line breaks that are written as in source text, and blanks to who looks for words (`tidy` in `detect/sheet.py`).
const BLANKS: [&str; 3] = ["\\n", "\\r", "\\t"];
/// Documents inside each other that are looked into (`detect/cut.py`).
const LEVELS: usize = ROOTS as usize - 1;
/// Characters of the shortest text that is looked at, digits of a part of a split card number.
const SHORTEST: usize = 3;
const GROUP: std::ops::RangeInclusive<usize> = 4..=6;
const GROUPS: u32 = 3;
/// Numbers in a list, or names that are small numbers, by which it may be the bytes of a file.
const BYTES: u32 = 16;
const INDICES: u32 = 8;
/// Words of the shortest seed phrase, and different ones in it.
const PHRASE: u32 = 12;
const SEEDS: u32 = 11;
/// Things of one body that are asked about.
const MOST_ASKED: usize = 64;
/// Things remembered that were asked, of which only a hash is kept.
const KEEP: usize = 50_000;
/// Digits of the shortest number that is looked at in a list, and of a decimal fraction that no float rounds away.
const LONE: usize = 12;
const EXACT: usize = 15;
/// Numbers from here on are no identifiers (`extract/tree.py`).
const LONGEST: f64 = 1e40;
/// What a text may say beside what names say: it was taken apart, and it is a number that may be somebody's.
const LOOSE: u32 = 1 << 22;
const NUMBER: u32 = 1 << 23;
/// A label stands in a text, and nobody knows which answer belongs to it.
const PROSE: u32 = 1 << 25;
/// Digits of a number by itself (`detect/alone.py`).
const ALONE: std::ops::Range<usize> = 12..20;

/// Says that rules look into a field.
const RULED: u32 = 1 << 24;

/// What is asked: what a text says by itself, what stands in a field, what a number says in a field, whether rules
/// look into a field.
#[derive(Clone, Copy)]
enum Kind {
    Text = 0,
    Field = 1,
    Number = 2,
    Path = 3,
}

pub struct Glance {
    quiet: Quiet,
    seeds: Seeds,
    paths: Paths,
    details: Details,
    depth: usize,
    parts: usize,
    form_fields: usize,
    keys: RandomState,
    learnt: HashMap<u64, (u32, u32), crate::hash::Fast>,
    objects: u64,
    low: String,
    pub asked: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Verdict {
    Clean,
    Doubtful,
    Asks,
}

impl Glance {
    /// From the lists that `detect/glance.py` writes; none if they are not as they should be.
    pub fn new(data: &[u8]) -> Option<Glance> {
        let mut lists = Lists::new(data);
        let limits = lists.pairs()?;
        let details = lists.pairs()?;
        let letters = Letters::new(lists.pairs()?, lists.pairs()?);
        let (mut words, mut meanings) = (Vec::new(), Vec::new());
        for word in lists.list()? {
            words.push(word);
            meanings.push(Meaning::Loud);
        }
        for both in lists.list()? {
            let mut parts = both.split(|&byte| byte == 0).map(<[u8]>::to_vec);
            words.push(parts.next()?);
            meanings.push(Meaning::Beside(parts.collect()));
        }
        let stems = lists.list()?;
        for stem in &stems {
            words.push(stem.clone());
            meanings.push(Meaning::Credential);
        }
        let tokens = Tokens::new(lists.list()?);
        let numbers: Vec<(usize, Vec<String>)> = lists
            .numbered()?
            .into_iter()
            .map(|(length, names)| (length as usize, names.split_whitespace().map(str::to_string).collect()))
            .collect();
        let stems = texts(stems)?;
        Some(Glance {
            seeds: Seeds::new(texts(lists.list()?)?),
            paths: Paths::new(lists.numbered()?, stems),
            quiet: Quiet { letters, numbers: Numbers::new(&numbers), words: Words::new(words)?, meanings, tokens },
            details: Details::new(&details)?,
            depth: limits.first()?.0 as usize,
            parts: limits.first()?.1 as usize,
            form_fields: limits.get(1)?.0 as usize,
            keys: RandomState::new(),
            learnt: HashMap::default(),
            objects: 0,
            low: String::new(),
            asked: Vec::new(),
        })
    }

    /// Whether a body of JSON is clean. If it is should all be harmless that is asked, `asked` tells what.
    pub fn look(&mut self, body: &[u8]) -> Verdict {
        if !matches!(body.first(), Some(b'{' | b'[')) {
            return Verdict::Doubtful; // so many blanks that it is no document
        }
        self.judge(body, |look, glance, text| look.document(glance, text, LEVELS))
    }

    /// The same for a form with plain names.
    pub fn look_at_form(&mut self, body: &[u8]) -> Verdict {
        self.judge(body, Look::form)
    }

    fn judge(&mut self, body: &[u8], read: impl Fn(&mut Look, &mut Glance, &str) -> Sure<()>) -> Verdict {
        self.asked.clear();
        if self.paths.is_full() {
            self.paths.forget();
        }
        let text = match std::str::from_utf8(body) {
            Ok(text) => text,
            Err(_) => return Verdict::Doubtful,
        };
        if may_be_file(body) {
            return Verdict::Doubtful;
        }
        let mut look = Look::default();
        match read(&mut look, self, text) {
            Ok(()) if !look.tells(&self.details) => {
                if self.asked.is_empty() { Verdict::Clean } else { Verdict::Asks }
            }
            _ => Verdict::Doubtful,
        }
    }

    /// Whether a text by itself is quiet and holds no seed phrase.
    pub fn is_quiet(&mut self, text: &[u8]) -> bool {
        let mut met = Met::default();
        match std::str::from_utf8(text) {
            Ok(text) if self.quiet.is_quiet(text, &mut self.low) => {
                self.seeds.count(&self.low, &mut met);
                met.longest < PHRASE
            }
            _ => false,
        }
    }

    /// Remember what something says that was asked, and how many words of seed phrases are in it.
    pub fn learn(&mut self, mark: u64, says: u32, seeds: u32) {
        if self.learnt.len() >= KEEP {
            self.learnt.clear();
        }
        self.learnt.insert(mark, (says, seeds));
    }
}

fn texts(list: Vec<Vec<u8>>) -> Option<Vec<String>> {
    list.into_iter().map(String::from_utf8).collect::<Result<Vec<_>, _>>().ok()
}

/// What was met so far.
#[derive(Default)]
struct Look {
    says: u32,
    person: Person,
    groups: u32,
    seeds: Met,
    /// Whether words may be read in another order: an object has two members of one name, a letter is folded.
    unordered: bool,
    /// Whether a member is a whole number below zero, which is a text if there are two of one name.
    negative: bool,
    indices: u128,
    parts: usize,
    asked: Vec<u64>,
}

struct Level {
    path: u32,
    /// Number of an object; 0: a list.
    object: u64,
    /// The member before.
    before: u32,
    /// Items or members so far that are bytes, if all are.
    bytes: Option<u32>,
}

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
    /// Whether names and texts may tell something together.
    fn tells(&self, details: &Details) -> bool {
        let loose = self.says & LOOSE != 0;
        self.person.is_somebody(self.says, details, loose || self.says & PROSE != 0)
            || (self.says & CARD != 0 && self.groups > 0 && (loose || self.groups >= GROUPS))
            || (self.says & NUMBER != 0 && (loose || self.says & SIBLING != 0))
            || self.seeds.longest >= PHRASE
            || (self.seeds.all >= SEEDS && (loose || self.unordered))
            || self.indices.count_ones() >= INDICES
            || (self.negative && self.unordered)
    }

    /// What a text or path says; that is asked if it is not known, and so long it says nothing.
    fn ask(&mut self, glance: &mut Glance, kind: Kind, path: u32, text: &str) -> Sure<u32> {
        let field = if let Kind::Text = kind { "" } else { glance.paths.field(path) };
        let mut hasher = glance.keys.build_hasher();
        hasher.write_u8(kind as u8);
        hasher.write(field.as_bytes());
        hasher.write_u8(0xFF);
        hasher.write(text.as_bytes());
        let mark = hasher.finish();
        if let Some(&(says, seeds)) = glance.learnt.get(&mark) {
            self.says |= says;
            self.seeds.all += seeds;
            return Ok(says);
        }
        if self.asked.contains(&mark) {
            return Ok(0);
        }
        self.asked.push(mark);
        if self.asked.len() > MOST_ASKED {
            return Err(Doubt);
        }
        glance.asked.extend_from_slice(&mark.to_le_bytes());
        for (part, kind) in [(field, kind as u32), (text, 0)] {
            glance.asked.extend_from_slice(&((part.len() as u32) << 2 | kind).to_le_bytes());
            glance.asked.extend_from_slice(part.as_bytes());
        }
        Ok(0)
    }

    /// A document, or those of lines; `levels` may still be inside it.
    fn document(&mut self, glance: &mut Glance, text: &str, levels: usize) -> Sure<()> {
        let mut cursor = Cursor::new(text);
        let mut stack: Vec<Level> = Vec::with_capacity(16);
        let mut expects = Expects::Document;
        let root = (LEVELS - levels) as u32;
        let mut path = root;
        let (mut documents, mut deepest, mut broken) = (0, 0, false);
        let mut scratch = String::new();
        loop {
            let (token, newline) = cursor.next()?;
            broken |= newline && !stack.is_empty();
            expects = match (token, expects) {
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
                        glance.objects += 1;
                        stack.push(Level { path, object: glance.objects, before: ROOT, bytes: Some(0) });
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
                (Token::Text(written, escaped), Expects::Name | Expects::NameOrEnd) => {
                    let level = stack.last_mut().ok_or(Doubt)?;
                    path = self.name(glance, level, whole(written, escaped, &mut scratch)?)?;
                    if !matches!(cursor.next()?, (Token::Colon, _)) {
                        return Err(Doubt);
                    }
                    Expects::Value
                }
                (token, Expects::Value | Expects::ValueOrEnd) => {
                    let level = stack.last_mut().ok_or(Doubt)?;
                    match token {
                        Token::Text(written, escaped) => {
                            level.bytes = None;
                            let text = whole(written, escaped, &mut scratch)?;
                            if !is_short(text) {
                                self.text(glance, path, text, levels)?;
                            }
                        }
                        Token::Number(written) => {
                            level.bytes = level.bytes.filter(|_| is_byte(written)).map(|count| count + 1);
                            self.number(glance, path, written, level.object > 0)?;
                        }
                        Token::Word => level.bytes = level.bytes.map(|count| count + 1), // true is 1, false is 0
                        _ => return Err(Doubt),
                    }
                    Expects::CommaOrEnd
                }
                _ => return Err(Doubt),
            };
        }
    }

    /// A form: names and values, as they are written (WHATWG URL, section 5).
    fn form(&mut self, glance: &mut Glance, text: &str) -> Sure<()> {
        glance.objects += 1;
        let mut level = Level { path: ROOT, object: glance.objects, before: ROOT, bytes: None };
        let mut value = String::new();
        for (count, pair) in text.split('&').enumerate() {
            if count >= glance.form_fields {
                return Err(Doubt);
            }
            let (name, written) = pair.split_once('=').ok_or(Doubt)?;
            let path = self.name(glance, &mut level, name)?;
            unescaped(written, &mut value)?;
            if !is_short(written) {
                self.text(glance, path, &value, LEVELS)?;
            }
        }
        Ok(())
    }

    /// Whether a list or an object is a file written as numbers.
    fn are_bytes(&self, level: &Level) -> bool {
        level.bytes.unwrap_or(0) >= BYTES && (level.object == 0 || self.indices & 3 == 3)
    }

    /// The path of a member; what its name says is noted.
    fn name(&mut self, glance: &mut Glance, level: &mut Level, name: &str) -> Sure<u32> {
        let path = glance.paths.member(level.path, level.before, name, &glance.quiet.letters);
        level.before = path;
        self.unordered |= glance.paths.again(path, level.object);
        let says = glance.paths.says(path);
        if says & ODD != 0 {
            return Err(Doubt);
        }
        if says & TELLING != 0 {
            self.value(glance, level.path, name)?;
            if !self.read(glance, level.path, name)? {
                self.says |= glance.paths.says(level.path);
                self.person.hide();
            }
            self.answer(glance, level.path, name)?;
        }
        if name.len() < SHORTEST && name.bytes().all(|byte| byte.is_ascii_digit()) {
            self.indices |= 1 << name.parse::<u32>().unwrap_or(0);
        }
        Ok(path)
    }

    /// A value that is a text.
    fn text(&mut self, glance: &mut Glance, path: u32, text: &str, levels: usize) -> Sure<()> {
        self.value(glance, path, text)?;
        if GROUP.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.groups += 1;
        }
        let row = self.seeds.row;
        if levels > 0 && is_document(text) && self.document(glance, text, levels - 1).is_ok() {
            return Ok(());
        }
        self.seeds.row = self.seeds.row.max(row);
        if !self.read(glance, path, text)? {
            self.says |= glance.paths.says(path);
            self.person.hide();
        }
        self.answer(glance, path, text)
    }

    /// A value that is a number, as it is written.
    fn number(&mut self, glance: &mut Glance, path: u32, written: &str, member: bool) -> Sure<()> {
        if written.len() < SHORTEST || written.starts_with('-') {
            self.negative |= member && written.len() >= SHORTEST;
            return Ok(());
        }
        if written.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.integer(glance, path, written, member);
        }
        match integral(written) {
            Some(number) => self.integer(glance, path, &format!("{:.0}", number), member),
            None => Ok(()),
        }
    }

    fn integer(&mut self, glance: &mut Glance, path: u32, digits: &str, member: bool) -> Sure<()> {
        if digits.len() < SHORTEST {
            return Ok(());
        }
        if !member && digits.len() < LONE && glance.paths.says(path) & ASKS == 0 {
            return Ok(());
        }
        self.value(glance, path, digits)?;
        if GROUP.contains(&digits.len()) {
            self.groups += 1;
        }
        if glance.quiet.numbers.accept(digits.as_bytes()) {
            self.ask(glance, kind_of(digits), path, digits)?;
        }
        self.answer(glance, path, digits)
    }

    /// Something stands in a field that says what it is.
    fn value(&mut self, glance: &Glance, path: u32, text: &str) -> Sure<()> {
        self.says |= self.person.told(glance.paths.says(path), text, &glance.details);
        self.parts += 1;
        if self.parts > glance.parts { Err(Doubt) } else { Ok(()) }
    }

    /// What a text says whatever its field is called. False if it may be something else once it is taken apart.
    fn read(&mut self, glance: &mut Glance, path: u32, text: &str) -> Sure<bool> {
        let mut low = std::mem::take(&mut glance.low);
        let quiet = glance.quiet.is_quiet(text, &mut low);
        let row = self.seeds.row;
        glance.seeds.count(&low, &mut self.seeds);
        if !quiet {
            self.seeds.row = self.seeds.row.max(row); // perhaps nothing is left of it once it is taken apart
        }
        self.unordered |= !quiet && !text.is_ascii() && low.chars().count() < text.chars().count();
        glance.low = low;
        self.unordered |= !quiet && BLANKS.iter().any(|blank| text.contains(blank));
        if !quiet {
            self.ask(glance, kind_of(text), path, text)?;
        }
        Ok(quiet || matches!(kind_of(text), Kind::Number))
    }

    /// What a text or number says in a field that a rule looks into.
    fn answer(&mut self, glance: &mut Glance, path: u32, text: &str) -> Sure<()> {
        if glance.paths.says(path) & ASKS != 0 && self.ask(glance, Kind::Path, path, "")? & RULED != 0 {
            self.ask(glance, Kind::Field, path, text)?;
        }
        Ok(())
    }
}

/// What is asked about a text that is not quiet.
fn kind_of(text: &str) -> Kind {
    if ALONE.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) { Kind::Number } else { Kind::Text }
}

fn whole<'a>(written: &'a str, escaped: bool, scratch: &'a mut String) -> Sure<&'a str> {
    if !escaped {
        return Ok(written);
    }
    meant(written, scratch)?;
    Ok(scratch)
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

/// Whether a text has fewer letters than anything somebody looks for.
fn is_short(text: &str) -> bool {
    text.len() < SHORTEST || (text.len() < 4 * SHORTEST && text.chars().nth(SHORTEST - 1).is_none())
}

/// Whether a text looks like a document itself.
fn is_document(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes[0], b'{' | b'[') && matches!(bytes[bytes.len() - 1], b'}' | b']')
}

fn is_byte(number: &str) -> bool {
    number == "-0" || number.parse::<u8>().is_ok()
}

/// The whole number that is written with a fraction or exponent, if it is one as a float.
fn integral(written: &str) -> Option<f64> {
    let (_, fraction) = written.split_once('.').unwrap_or((written, ""));
    if written.len() <= EXACT && fraction.contains(|digit| digit != '0') && !fraction.contains(&['e', 'E'][..]) {
        return None;
    }
    written.parse::<f64>().ok().filter(|number| number.fract() == 0.0 && *number < LONGEST)
}

/// Whether the bytes may be a file that is known by what stands somewhere in it (`extract/magic.py`).
fn may_be_file(body: &[u8]) -> bool {
    let stands = |at: usize, mark: &[u8]| body.get(at..).map_or(false, |rest| rest.starts_with(mark));
    stands(4, b"ftyp")
        || stands(128, b"DICM")
        || stands(257, b"ustar")
        || stands(32_769, b"CD001")
        || stands(body.len().saturating_sub(512), b"koly")
        || body[..body.len().min(1024)].split(|&byte| byte == b'%').skip(1).any(|rest| rest.starts_with(b"PDF-"))
}

#[cfg(test)]
pub mod tests;
