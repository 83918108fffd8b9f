//! One look at a body: what each name and text says, and all of them together.

use std::hash::{BuildHasher, Hasher};

use crate::glance::Glance;
use crate::json::{Doubt, Sure};
use crate::marks::UNMARKED;
use crate::paths::{is_index, ASKS, CARD, ODD, ROOTS, SIBLING, TELLING, VENDOR};
use crate::person::{Details, Person};
use crate::quiet::Heard;
use crate::remembered::Known;
use crate::seeds::Met;

/// Line breaks that are written as in source text, and blanks to who looks for words (`tidy` in `detect/sheet.py`).
const BLANKS: [&str; 3] = ["\\n", "\\r", "\\t"];
/// Documents inside each other that are looked into (`detect/cut.py`).
pub const LEVELS: usize = ROOTS as usize - 1;
/// Characters of the shortest text that is looked at, digits of a part of a split card number.
const SHORTEST: usize = 3;
const GROUP: std::ops::RangeInclusive<usize> = 4..=6;
const GROUPS: u32 = 3;
/// Names that are small numbers by which an object may be the bytes of a file.
const INDICES: u32 = 8;
/// Words of the shortest seed phrase, and different ones in it.
pub const PHRASE: u32 = 12;
const SEEDS: u32 = 11;
/// Things of one body that are asked about.
const MOST_ASKED: usize = 64;
/// Digits of the shortest number that is looked at in a list, and of a decimal fraction that no float rounds away.
const LONE: usize = 12;
const EXACT: usize = 15;
/// Numbers from here on are no identifiers (`extract/tree.py`).
const LONGEST: f64 = 1e40;
/// What a text may say beside what names say: it was taken apart, and it is a number that may be somebody's.
const LOOSE: u32 = 1 << 22;
const NUMBER: u32 = 1 << 23;
/// The labels of a birth and of a home stand in texts: then all labels are looked for, and nobody knows what is.
const LABELS: u32 = 3 << 25;
/// Digits of a number by itself (`detect/alone.py`).
const ALONE: std::ops::Range<usize> = 12..20;

/// Says that rules look into a field, and of what was asked that it says nothing.
const RULED: u32 = 1 << 24;
const SILENT: u32 = 1 << 27;

/// What is asked: what a text says by itself, what stands in a field, what a number says in a field, whether rules
/// look into a field.
#[derive(Clone, Copy)]
pub enum Kind {
    Text = 0,
    Field = 1,
    Number = 2,
    Path = 3,
}

/// What was met so far.
#[derive(Default)]
pub struct Look {
    pub says: u32,
    pub person: Person,
    pub groups: u32,
    pub seeds: Met,
    /// Whether words may be read in another order: an object has two members of one name, a letter is folded.
    pub unordered: bool,
    /// Whether a member is a whole number below zero, which is a text if there are two of one name.
    pub negative: bool,
    pub indices: u128,
    pub parts: usize,
    pub asked: Vec<u64>,
}

pub struct Level {
    pub path: u32,
    /// Number of an object; 0: a list.
    pub object: u32,
    /// The member before.
    pub before: u32,
    /// Items or members so far that are bytes, if all are.
    pub bytes: Option<u32>,
}

impl Look {
    /// Whether names and texts may tell something together.
    pub fn tells(&self, details: &Details) -> bool {
        let loose = self.says & LOOSE != 0;
        self.says & LABELS == LABELS
            || self.person.is_somebody(self.says, details, loose)
            || (self.says & CARD != 0 && self.groups > 0 && (loose || self.groups >= GROUPS))
            || (self.says & NUMBER != 0 && (loose || self.says & SIBLING != 0))
            || self.seeds.longest >= PHRASE
            || (self.seeds.in_any_order() >= SEEDS && (loose || self.unordered))
            || self.indices.count_ones() >= INDICES
            || (self.negative && self.unordered)
    }

    /// What a text or path says; that is asked if it is not known, and so long it says nothing.
    pub fn ask(&mut self, glance: &mut Glance, kind: Kind, path: u32, text: &str) -> Sure<u32> {
        let field = if let Kind::Text = kind { "" } else { glance.paths.field(path) };
        let mut hasher = glance.keys.build_hasher();
        hasher.write_u8(kind as u8);
        hasher.write(field.as_bytes());
        hasher.write_u8(0xFF);
        hasher.write(text.as_bytes());
        let mark = hasher.finish();
        if let Some(&(says, seeds)) = glance.learnt.get(&mark) {
            self.says |= says;
            self.seeds.whole += seeds;
            return Ok(if says | seeds == 0 { SILENT } else { says });
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

    /// The path of a member; what its name says is noted.
    pub fn name(&mut self, glance: &mut Glance, level: &mut Level, name: (&str, u64)) -> Sure<u32> {
        if name.1 == UNMARKED {
            return Err(Doubt);
        }
        let path = glance.paths.member(level.path, level.before, name, &glance.quiet.letters);
        self.member(glance, level, path);
        let says = glance.paths.says(path);
        if says & ODD != 0 {
            return Err(Doubt);
        }
        if says & TELLING != 0 {
            self.value(glance, level.path, name.0)?;
            let same = self.read(glance, level.path, name)?;
            if !same {
                self.hide(glance, level.path);
            }
            self.answer(glance, level.path, name.0, same)?;
        }
        if is_index(name.0) {
            self.indices |= 1 << name.0.parse::<u32>().unwrap_or(0);
        }
        Ok(path)
    }

    /// A member is met.
    pub fn member(&mut self, glance: &mut Glance, level: &mut Level, path: u32) {
        level.before = path;
        self.unordered |= glance.paths.again(path, level.object);
    }

    /// A value that is a text.
    pub fn text(&mut self, glance: &mut Glance, path: u32, said: (&str, u64), levels: usize) -> Sure<()> {
        let text = said.0;
        self.value(glance, path, text)?;
        if GROUP.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.groups += 1;
        }
        let row = self.seeds.row;
        if levels > 0 && is_document(text) && self.document(glance, text, levels - 1).is_ok() {
            return Ok(());
        }
        self.seeds.row = self.seeds.row.max(row);
        let same = self.read(glance, path, said)?;
        if !same {
            self.hide(glance, path);
        }
        self.answer(glance, path, text, same)
    }

    /// A value that is a number, as it is written.
    pub fn number(&mut self, glance: &mut Glance, path: u32, written: &str, member: bool) -> Sure<()> {
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

    pub fn integer(&mut self, glance: &mut Glance, path: u32, digits: &str, member: bool) -> Sure<()> {
        if digits.len() < SHORTEST {
            return Ok(());
        }
        if !member && digits.len() < LONE && glance.paths.says(path) & (ASKS | VENDOR) == 0 {
            return Ok(());
        }
        self.value(glance, path, digits)?;
        if GROUP.contains(&digits.len()) {
            self.groups += 1;
        }
        if glance.quiet.numbers.accept(digits.as_bytes(), digits.len()) {
            self.ask(glance, kind_of(digits), path, digits)?;
        }
        self.answer(glance, path, digits, true)
    }

    /// Something stands in a field that says what it is.
    pub fn value(&mut self, glance: &Glance, path: u32, text: &str) -> Sure<()> {
        self.says |= self.person.told(glance.paths.says(path), text, &glance.details);
        self.parts += 1;
        if self.parts > glance.parts { Err(Doubt) } else { Ok(()) }
    }

    /// A text stands there that may be another one.
    fn hide(&mut self, glance: &Glance, path: u32) {
        let says = glance.paths.says(path);
        self.says |= says;
        self.person.hide(says, &glance.details);
    }

    /// What a text says whatever its field is called. False if it may be something else once it is taken apart.
    #[inline]
    pub fn read(&mut self, glance: &mut Glance, path: u32, text: (&str, u64)) -> Sure<bool> {
        match glance.remembered.known(text.1) {
            Some(known) => {
                self.add(known);
                Ok(!known.asked)
            }
            None => self.read_anew(glance, path, text),
        }
    }

    #[inline(never)]
    fn read_anew(&mut self, glance: &mut Glance, path: u32, (text, mark): (&str, u64)) -> Sure<bool> {
        let mut low = std::mem::take(&mut glance.low);
        let heard = glance.quiet.hear(text, &mut low);
        let rows = glance.seeds.rows(&low);
        let folded = !text.is_ascii() && low.chars().count() < text.chars().count();
        glance.low = low;
        let quiet = heard == Heard::Quiet;
        let unordered = !quiet && (folded || BLANKS.iter().any(|blank| text.contains(blank)));
        let known = Known { rows, asked: !quiet, unordered };
        self.add(known);
        let number = matches!(kind_of(text), Kind::Number);
        if heard != Heard::Loud || (self.ask(glance, kind_of(text), path, text)? == SILENT && !number) {
            glance.remembered.keep(mark, known);
        }
        Ok(quiet || number)
    }

    /// The words of one more text.
    fn add(&mut self, known: Known) {
        let row = self.seeds.row;
        self.seeds.add(known.rows);
        if known.asked {
            self.seeds.row = self.seeds.row.max(row); // perhaps nothing is left of it once it is taken apart
        }
        self.unordered |= known.unordered;
    }

    /// What a text or number says in a field that a rule looks into; `same`: it is nothing else.
    pub fn answer(&mut self, glance: &mut Glance, path: u32, text: &str, same: bool) -> Sure<()> {
        let says = glance.paths.says(path);
        let vendor = says & VENDOR != 0 && !(same && !glance.quiet.vendors.want_in(glance.paths.field(path), text));
        if (vendor || says & ASKS != 0) && self.ask(glance, Kind::Path, path, "")? & RULED != 0 {
            self.ask(glance, Kind::Field, path, text)?;
        }
        Ok(())
    }
}

/// What is asked about a text that is not quiet.
fn kind_of(text: &str) -> Kind {
    if ALONE.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) { Kind::Number } else { Kind::Text }
}

/// Whether a text has fewer letters than anything somebody looks for.
pub fn is_short(text: &str) -> bool {
    text.len() < SHORTEST || (text.len() < 4 * SHORTEST && text.chars().nth(SHORTEST - 1).is_none())
}

/// Whether a text looks like a document itself.
fn is_document(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes[0], b'{' | b'[') && matches!(bytes[bytes.len() - 1], b'}' | b']')
}

/// The whole number that is written with a fraction or exponent, if it is one as a float.
fn integral(written: &str) -> Option<f64> {
    let (_, fraction) = written.split_once('.').unwrap_or((written, ""));
    if written.len() <= EXACT && fraction.contains(|digit| digit != '0') && !fraction.contains(&['e', 'E'][..]) {
        return None;
    }
    written.parse::<f64>().ok().filter(|number| number.fract() == 0.0 && *number < LONGEST)
}

#[cfg(test)]
pub mod tests;
