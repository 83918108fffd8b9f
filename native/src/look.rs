//! One look at a body: every name and text, and what they say together.

use std::collections::hash_map::RandomState;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use crate::json::{meant, Cursor, Doubt, Sure, Token};
use crate::lists::Lists;
use crate::paths::{Paths, ASKS, BESIDE_BIRTH, CARD, ODD, ROOT, SIBLING, TELLING};
use crate::digits::Numbers;
use crate::letters::Letters;
use crate::quiet::{Meaning, Quiet, Tokens};
use crate::seeds::{Met, Seeds};
use crate::words::Words;

/// Documents inside each other that are looked into (`detect/cut.py`).
const LEVELS: usize = 3;
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
/// Different details that make a questionnaire.
const DETAILS: u32 = 3;
/// Things of one body that are asked about.
const MOST_ASKED: usize = 64;
/// Things remembered that were asked, of which only a hash is kept.
const KEEP: usize = 50_000;
/// Digits of the shortest number that is looked at in a list, and of a float that has no halves.
const LONE: usize = 12;
const EXACT: usize = 15;
const FRACTION: usize = 4;
/// What a text may say beside what names say: it was taken apart, and it is a number that may be somebody's.
const LOOSE: u32 = 1 << 22;
const NUMBER: u32 = 1 << 23;
/// Digits of a number by itself (`detect/alone.py`).
const ALONE: std::ops::Range<usize> = 12..20;

/// What is asked: what a text says by itself, what stands in a field, what a number says in a field.
#[derive(Clone, Copy)]
enum Kind {
    Text = 0,
    Field = 1,
    Number = 2,
}

/// Bits of details that make a questionnaire of others, in the order of `detect/details.py`.
pub struct Details {
    pub telling: u32,
    pub birth: u32,
    pub home: u32,
    pub health: u32,
}

pub struct Glance {
    quiet: Quiet,
    seeds: Seeds,
    paths: Paths,
    details: Details,
    depth: usize,
    parts: usize,
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
            details: Details {
                telling: details.first()?.0,
                birth: details.first()?.1,
                home: details.get(1)?.0,
                health: details.get(1)?.1,
            },
            depth: limits.first()?.0 as usize,
            parts: limits.first()?.1 as usize,
            keys: RandomState::new(),
            learnt: HashMap::default(),
            objects: 0,
            low: String::new(),
            asked: Vec::new(),
        })
    }

    /// Whether a body of JSON is clean. If it is should all be harmless that is asked, `asked` tells what.
    pub fn look(&mut self, body: &[u8]) -> Verdict {
        self.asked.clear();
        if self.paths.is_full() {
            self.paths.forget();
        }
        let text = match std::str::from_utf8(body) {
            Ok(text) => text,
            Err(_) => return Verdict::Doubtful,
        };
        let mut look = Look::default();
        match look.document(self, text, LEVELS) {
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
    groups: u32,
    seeds: Met,
    /// Whether words may be read in another order: an object has two members of one name, a letter is folded.
    unordered: bool,
    indices: u128,
    parts: usize,
    asks: usize,
}

struct Level {
    path: u32,
    /// Number of an object; 0: a list.
    object: u64,
    /// The member before.
    before: u32,
    /// Items of a list so far that are bytes, if all are.
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
        let (told, loose) = (self.says & 0xFFFF, self.says & LOOSE != 0);
        let many = told.count_ones() + u32::from(self.says & BESIDE_BIRTH != 0) >= DETAILS;
        let person = told & details.telling != 0 || (told & details.birth != 0 && told & details.home != 0);
        (person && (many || loose))
            || told & details.health != 0
            || (self.says & CARD != 0 && self.groups > 0 && (loose || self.groups >= GROUPS))
            || (self.says & NUMBER != 0 && (loose || self.says & SIBLING != 0))
            || self.seeds.longest >= PHRASE
            || (self.seeds.all >= SEEDS && (loose || self.unordered))
            || self.indices.count_ones() >= INDICES
    }

    /// Ask about a text, unless it is known what it says.
    fn ask(&mut self, glance: &mut Glance, kind: Kind, path: u32, text: &str) -> Sure<()> {
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
            return Ok(());
        }
        self.asks += 1;
        if self.asks > MOST_ASKED {
            return Err(Doubt);
        }
        glance.asked.extend_from_slice(&mark.to_le_bytes());
        for (part, kind) in [(field, kind as u32), (text, 0)] {
            glance.asked.extend_from_slice(&((part.len() as u32) << 2 | kind).to_le_bytes());
            glance.asked.extend_from_slice(part.as_bytes());
        }
        Ok(())
    }

    /// A document, or those of lines; `levels` may still be inside it.
    fn document(&mut self, glance: &mut Glance, text: &str, levels: usize) -> Sure<()> {
        let mut cursor = Cursor::new(text);
        let mut stack: Vec<Level> = Vec::with_capacity(16);
        let mut expects = Expects::Document;
        let mut path = ROOT;
        let (mut documents, mut broken) = (0, false);
        let mut scratch = String::new();
        loop {
            let (token, newline) = cursor.next()?;
            broken |= newline && !stack.is_empty();
            expects = match (token, expects) {
                (Token::End, Expects::Document) if documents > 0 => return Ok(()),
                (Token::Open(byte), Expects::Value | Expects::ValueOrEnd | Expects::Document) => {
                    if stack.is_empty() {
                        documents += 1;
                        if documents > 1 && (broken || !newline) {
                            return Err(Doubt);
                        }
                    }
                    if stack.len() >= glance.depth {
                        return Err(Doubt);
                    }
                    if byte == b'{' {
                        glance.objects += 1;
                        stack.push(Level { path, object: glance.objects, before: ROOT, bytes: None });
                        Expects::NameOrEnd
                    } else {
                        path = glance.paths.item(path);
                        stack.push(Level { path, object: 0, before: ROOT, bytes: Some(0) });
                        Expects::ValueOrEnd
                    }
                }
                (Token::Close(byte), Expects::CommaOrEnd | Expects::ValueOrEnd | Expects::NameOrEnd) => {
                    let level = stack.pop().ok_or(Doubt)?;
                    if (level.object > 0) != (byte == b'}') || level.bytes.unwrap_or(0) >= BYTES {
                        return Err(Doubt);
                    }
                    match stack.last_mut() {
                        Some(above) => {
                            above.bytes = None;
                            path = above.path;
                            Expects::CommaOrEnd
                        }
                        None => {
                            path = ROOT;
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
                            self.text(glance, path, whole(written, escaped, &mut scratch)?, levels)?;
                        }
                        Token::Number(written) => {
                            level.bytes = level.bytes.filter(|_| is_byte(written)).map(|count| count + 1);
                            self.number(glance, path, written, level.object > 0)?;
                        }
                        Token::Word => level.bytes = None,
                        _ => return Err(Doubt),
                    }
                    Expects::CommaOrEnd
                }
                _ => return Err(Doubt),
            };
        }
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
            self.read(glance, path, name)?;
        }
        if name.len() < SHORTEST && name.bytes().all(|byte| byte.is_ascii_digit()) {
            self.indices |= 1 << name.parse::<u32>().unwrap_or(0);
        }
        Ok(path)
    }

    /// A value that is a text.
    fn text(&mut self, glance: &mut Glance, path: u32, text: &str, levels: usize) -> Sure<()> {
        if text.len() < SHORTEST {
            return Ok(());
        }
        self.value(glance, path)?;
        if GROUP.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.groups += 1;
        }
        if levels > 0 && is_document(text) && self.document(glance, text, levels - 1).is_ok() {
            return Ok(());
        }
        self.read(glance, path, text)?;
        self.answer(glance, path, text)
    }

    /// A value that is a number, as it is written.
    fn number(&mut self, glance: &mut Glance, path: u32, written: &str, member: bool) -> Sure<()> {
        if written.len() < SHORTEST || written.starts_with('-') {
            return Ok(());
        }
        let whole = written.bytes().take_while(|byte| byte.is_ascii_digit()).count();
        let fraction = &written.as_bytes()[whole..];
        if fraction.iter().any(|byte| matches!(byte, b'e' | b'E')) {
            return if fraction.contains(&b'-') && whole + fraction.len() < LONE { Ok(()) } else { Err(Doubt) };
        }
        if fraction.is_empty() || fraction[1..].iter().all(|&byte| byte == b'0') || fraction.len() > EXACT {
            return self.integer(glance, path, &written[..whole], member);
        }
        if whole < LONE || (whole < EXACT && fraction.len() <= FRACTION) { Ok(()) } else { Err(Doubt) }
    }

    fn integer(&mut self, glance: &mut Glance, path: u32, digits: &str, member: bool) -> Sure<()> {
        if digits.len() < SHORTEST {
            return Ok(());
        }
        if !member && digits.len() < LONE && glance.paths.says(path) & ASKS == 0 {
            return Ok(());
        }
        self.value(glance, path)?;
        if GROUP.contains(&digits.len()) {
            self.groups += 1;
        }
        if glance.quiet.numbers.accept(digits.as_bytes()) {
            self.ask(glance, kind_of(digits), path, digits)?;
        }
        self.answer(glance, path, digits)
    }

    /// Something stands in a field that says what it is.
    fn value(&mut self, glance: &Glance, path: u32) -> Sure<()> {
        self.says |= glance.paths.says(path);
        self.parts += 1;
        if self.parts > glance.parts { Err(Doubt) } else { Ok(()) }
    }

    /// What a text says whatever its field is called.
    fn read(&mut self, glance: &mut Glance, path: u32, text: &str) -> Sure<()> {
        let mut low = std::mem::take(&mut glance.low);
        let quiet = glance.quiet.is_quiet(text, &mut low);
        glance.seeds.count(&low, &mut self.seeds);
        self.unordered |= !quiet && low.len() < text.len();
        glance.low = low;
        if quiet { Ok(()) } else { self.ask(glance, kind_of(text), path, text) }
    }

    /// What a text or number says in a field that a rule looks into.
    fn answer(&mut self, glance: &mut Glance, path: u32, text: &str) -> Sure<()> {
        if glance.paths.says(path) & ASKS == 0 { Ok(()) } else { self.ask(glance, Kind::Field, path, text) }
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

/// Whether a text looks like a document itself.
fn is_document(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes[0], b'{' | b'[') && matches!(bytes[bytes.len() - 1], b'}' | b']')
}

fn is_byte(number: &str) -> bool {
    number.parse::<u8>().is_ok()
}
