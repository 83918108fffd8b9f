//! What is known of the rules and remembered of messages, and the verdict on one body.

use std::collections::hash_map::RandomState;
use std::collections::HashMap;
use std::rc::Rc;

use crate::checks::Networks;
use crate::digits::Numbers;
use crate::json::Sure;
use crate::letters::Letters;
use crate::lists::Lists;
use crate::look::{Look, LEVELS, PHRASE};
use crate::marks::Key;
use crate::paths::Paths;
use crate::person::Details;
use crate::needs::{Needs, Tokens};
use crate::quiet::{Meaning, Quiet};
use crate::remembered::Remembered;
use crate::seeds::{Rows, Seeds};
use crate::vendors::Vendors;
use crate::words::Words;

/// Things remembered that were asked, of which only a hash is kept.
const KEEP: usize = 50_000;

pub struct Glance {
    pub quiet: Quiet,
    pub seeds: Rc<Seeds>,
    pub paths: Paths,
    pub details: Details,
    pub depth: usize,
    pub parts: usize,
    pub form_fields: usize,
    pub keys: RandomState,
    pub learnt: HashMap<u64, (u32, u32), crate::hash::Fast>,
    pub key: Key,
    pub remembered: Remembered,
    pub low: String,
    pub asked: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Verdict {
    Clean,
    Doubtful,
    Asks,
    /// Something else was expected.
    Other,
}

impl Glance {
    /// From the lists that `detect/glance.py` writes; none if they are not as they should be.
    pub fn new(data: &[u8]) -> Option<Glance> {
        let mut lists = Lists::new(data);
        let limits = lists.pairs()?;
        let details = lists.pairs()?;
        let letters = Letters::new(lists.pairs()?, lists.pairs()?);
        let (mut words, mut meanings) = (Vec::new(), Vec::new());
        for (says, written) in lists.numbered()? {
            let (mut both, needs) = needed(says, &written)?;
            words.push(both.remove(0));
            meanings.push(Meaning::Rule(both, needs));
        }
        let stems = lists.list()?;
        for stem in &stems {
            words.push(stem.clone());
            meanings.push(Meaning::Credential(stem.len()));
        }
        let vendors = Rc::new(Vendors::new(lists.numbered()?));
        let heads: Option<Vec<_>> = lists.numbered()?.iter().map(|(says, written)| needed(*says, written)).collect();
        let tokens = Tokens::new(heads?.into_iter().map(|(mut head, needs)| (head.remove(0), needs)).collect());
        let numbers: Vec<(u32, Vec<String>)> = lists
            .numbered()?
            .into_iter()
            .map(|(wants, names)| (wants, names.split_whitespace().map(str::to_string).collect()))
            .collect();
        let numbers = Numbers::new(&numbers, Networks::new(&lists.pairs()?));
        let seeds = Rc::new(Seeds::new(texts(lists.list()?)?));
        Some(Glance {
            seeds: seeds.clone(),
            paths: Paths::new(lists.numbered()?, Words::new(stems)?, vendors.clone()),
            quiet: Quiet { letters, numbers, words: Words::new(words)?, meanings, tokens, vendors, seeds },
            details: Details::new(&details)?,
            depth: limits.first()?.0 as usize,
            parts: limits.first()?.1 as usize,
            form_fields: limits.get(1)?.0 as usize,
            keys: RandomState::new(),
            learnt: HashMap::default(),
            key: Key::new(),
            remembered: Remembered::new(),
            low: String::new(),
            asked: Vec::new(),
        })
    }

    /// Whether a body is clean that begins like JSON. If it is should all be harmless that is asked, `asked` tells what.
    ///
    /// `beside` is what things say that stand before it, and how many words of seed phrases are in them.
    pub fn look(&mut self, body: &[u8], beside: (u32, u32)) -> Verdict {
        if !matches!(body.first(), Some(b'{' | b'[')) {
            return Verdict::Other;
        }
        self.judge(body, beside, |look, glance, text| look.document(glance, text, LEVELS))
    }

    /// The same for a form with plain names.
    pub fn look_at_form(&mut self, body: &[u8], beside: (u32, u32)) -> Verdict {
        self.judge(body, beside, Look::form)
    }

    fn judge<Read>(&mut self, body: &[u8], (says, seeds): (u32, u32), read: Read) -> Verdict
    where
        Read: Fn(&mut Look, &mut Glance, &str) -> Sure<()>,
    {
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
        let mut look = Look { says, ..Look::default() };
        look.seeds.add(Rows { first: seeds, longest: seeds, last: seeds, broken: false });
        match read(&mut look, self, text) {
            Ok(()) if !look.tells(&self.details) => {
                if self.asked.is_empty() { Verdict::Clean } else { Verdict::Asks }
            }
            _ => Verdict::Doubtful,
        }
    }

    /// Whether a text by itself is quiet and holds no seed phrase.
    pub fn is_quiet(&mut self, text: &[u8]) -> bool {
        match std::str::from_utf8(text) {
            Ok(text) => self.quiet.is_quiet_body(text, &mut self.low) && self.seeds.rows(&self.low).longest < PHRASE,
            Err(_) => false,
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

/// Words, and behind an empty one what a rule needs that looks for them.
fn needed(says: u32, written: &str) -> Option<(Vec<Vec<u8>>, Needs)> {
    let (words, one_of) = written.split_once("\0\0").unwrap_or((written, ""));
    let parts = |text: &str| text.split('\0').filter(|part| !part.is_empty()).map(|part| part.as_bytes().to_vec()).collect();
    let words: Vec<Vec<u8>> = parts(words);
    if words.is_empty() { None } else { Some((words, Needs::new(says, parts(one_of)))) }
}

fn texts(list: Vec<Vec<u8>>) -> Option<Vec<String>> {
    list.into_iter().map(String::from_utf8).collect::<Result<Vec<_>, _>>().ok()
}

/// Whether the bytes may be a file that is known by what stands somewhere in it (`extract/magic.py`).
pub fn may_be_file(body: &[u8]) -> bool {
    stands(body, 4, *b"ftyp")
        || stands(body, 128, *b"DICM")
        || stands(body, 257, *b"ustar")
        || stands(body, 32_769, *b"CD001")
        || stands(body, body.len().saturating_sub(512), *b"koly")
        || is_pdf(&body[..body.len().min(1024)])
}

/// A comparison of so few bytes as one number.
fn stands<const LENGTH: usize>(body: &[u8], at: usize, mark: [u8; LENGTH]) -> bool {
    body.get(at..at + LENGTH).map_or(false, |there| there == mark)
}

/// Nearly no body holds the sign.
fn is_pdf(head: &[u8]) -> bool {
    head.contains(&b'%') && head.split(|&byte| byte == b'%').skip(1).any(|rest| rest.starts_with(b"PDF-"))
}
