//! Names of members with all that stand above them, and what rules ask of their values. Each is learnt once.

use std::collections::HashMap;

use crate::letters::Letters;

/// Bits of what a name says; those below are details of a person, as `detect/details.py` numbers them.
pub const ASKS: u32 = 1 << 16;
pub const CARD: u32 = 1 << 17;
pub const BESIDE_BIRTH: u32 = 1 << 18;
/// A name that cannot be told apart from others, or that looks like a value.
pub const ODD: u32 = 1 << 19;
/// It may be a value itself, and is to be looked at as one.
pub const TELLING: u32 = 1 << 20;
/// What a number beside it is told by.
pub const SIBLING: u32 = 1 << 21;

/// Letters of a name from which it is known at the end of a path, too (`detect/fields.py`).
const LONG_NAME: usize = 6;
/// Letters and digits of a name that is shown as it is (`extract/piece.py`).
const NAME_LENGTH: usize = 40;
const MANY_DIGITS: usize = 7;
const TELLING_LENGTH: usize = 12;
/// Names remembered, some ten megabytes; then they are learnt anew.
const KEEP: usize = 50_000;
/// Bytes of a path; longer ones are rare.
const LONGEST: usize = 400;

pub struct Paths {
    known: HashMap<String, u32>,
    endings: HashMap<String, u32>,
    longest: usize,
    stems: Vec<String>,
    /// By the number of what is above: each name with its own number.
    below: Vec<HashMap<Box<str>, u32>>,
    nodes: Vec<Node>,
}

pub struct Node {
    pub says: u32,
    /// As rules know it: `items[].id`.
    pub field: String,
    letters: String,
    last: u32,
    /// The object in which it was met last.
    object: u64,
    name: Box<str>,
    /// What came after it in its object last time.
    after: u32,
    /// The first member of it last time.
    first: u32,
    /// An item of it, if it is a list.
    item: u32,
}

pub const ROOT: u32 = 0;

impl Paths {
    /// `known`: plain names with what they say; `stems` of words for credentials.
    pub fn new(known: Vec<(u32, String)>, stems: Vec<String>) -> Paths {
        let mut made = Paths {
            known: HashMap::new(),
            endings: HashMap::new(),
            longest: 0,
            stems,
            below: Vec::new(),
            nodes: Vec::new(),
        };
        for (says, name) in known {
            *made.known.entry(name.clone()).or_insert(0) |= says;
            if name.chars().count() >= LONG_NAME {
                made.longest = made.longest.max(name.len());
                *made.endings.entry(name).or_insert(0) |= says;
            }
        }
        made.forget();
        made
    }

    /// Begin anew. Between two bodies, for numbers of paths are lost.
    pub fn forget(&mut self) {
        self.below = vec![HashMap::new()];
        self.nodes = vec![Node { says: 0, field: String::new(), letters: String::new(), last: 0, object: 0, name: "".into(), after: ROOT, first: ROOT, item: ROOT }];
    }

    pub fn is_full(&self) -> bool {
        self.nodes.len() > KEEP
    }

    pub fn node(&self, path: u32) -> &Node {
        &self.nodes[path as usize]
    }

    /// Whether a member was met in this object before.
    pub fn again(&mut self, path: u32, object: u64) -> bool {
        std::mem::replace(&mut self.nodes[path as usize].object, object) == object
    }

    /// The path of an item of a list.
    pub fn item(&mut self, above: u32) -> u32 {
        match self.node(above) {
            node if node.item != ROOT => node.item,
            node => {
                let made = Node {
                    says: node.says,
                    field: format!("{}[]", node.field),
                    letters: node.letters.clone(),
                    last: node.last,
                    object: 0,
                    name: "".into(),
                    after: ROOT,
                    first: ROOT,
                    item: ROOT,
                };
                let path = self.keep(made);
                self.nodes[above as usize].item = path;
                path
            }
        }
    }

    /// The path of a member of this name, which stands behind another one (`ROOT`: the first).
    ///
    /// Objects of one sort have their members in one order, so that one comparison mostly tells.
    pub fn member(&mut self, above: u32, before: u32, name: &str, letters: &Letters) -> u32 {
        let guide = if before == ROOT { above } else { before };
        let guess = if before == ROOT { self.node(guide).first } else { self.node(guide).after };
        if guess != ROOT && *self.node(guess).name == *name {
            return guess;
        }
        let path = self.looked_up(above, name, letters);
        let guide = &mut self.nodes[guide as usize];
        *(if before == ROOT { &mut guide.first } else { &mut guide.after }) = path;
        path
    }

    fn looked_up(&mut self, above: u32, name: &str, letters: &Letters) -> u32 {
        match self.below[above as usize].get(name) {
            Some(&path) => path,
            None => {
                let mut made = self.learnt(above, name, letters);
                if name.len() >= TELLING_LENGTH && name.chars().any(char::is_numeric) {
                    made.says |= TELLING;
                }
                let path = self.keep(made);
                self.below[above as usize].insert(name.into(), path);
                path
            }
        }
    }

    fn keep(&mut self, made: Node) -> u32 {
        let path = self.nodes.len() as u32;
        self.nodes.push(made);
        self.below.push(HashMap::new());
        path
    }

    fn learnt(&self, above: u32, name: &str, small: &Letters) -> Node {
        let node = self.node(above);
        let dot = if node.field.is_empty() { "" } else { "." };
        let whole = name;
        let name = &shortened(name);
        let field = format!("{}{}{}", node.field, dot, name);
        let mut low = String::new();
        if !small.lowered(name, &mut low) || is_odd(name) || field.len() > LONGEST {
            return Node { says: ODD, field, letters: String::new(), last: ODD, object: 0, name: whole.into(), after: ROOT, first: ROOT, item: ROOT };
        }
        let mut path = node.letters.clone();
        let mut last = node.last;
        for part in low.split(|sign| matches!(sign, '.' | '[' | ']' | '/')) {
            let plain: String = part.chars().filter(|letter| letter.is_alphanumeric()).collect();
            if !plain.is_empty() && !plain.chars().all(char::is_numeric) {
                last = self.known.get(&plain).copied().unwrap_or(0);
                path.push_str(&plain);
            }
        }
        let says = last | self.of_end(&path) | self.of_name(&low);
        let from = (0..path.len()).rev().take(self.longest).filter(|&at| path.is_char_boundary(at)).last().unwrap_or(0);
        Node { says, field, letters: path[from..].to_string(), last, object: 0, name: whole.into(), after: ROOT, first: ROOT, item: ROOT }
    }

    /// What names say that a path ends with.
    fn of_end(&self, path: &str) -> u32 {
        let from = path.len().saturating_sub(self.longest);
        (from..path.len())
            .filter(|&at| path.is_char_boundary(at))
            .filter_map(|at| self.endings.get(&path[at..]))
            .fold(0, |says, more| says | more)
    }

    /// What pieces of a name say.
    fn of_name(&self, low: &str) -> u32 {
        let asks = self.stems.iter().any(|stem| low.contains(stem.as_str()));
        let cards = ["card", "karta", "карт"].iter().any(|word| low.contains(word))
            || low.split(|sign: char| !sign.is_alphanumeric() && sign != '_').any(|part| part.starts_with("pan") || part.starts_with("cc"));
        (if asks { ASKS } else { 0 }) | (if cards { CARD } else { 0 })
    }
}

/// A name as it is shown: of a long one the beginning and the end (`safe_name` in `extract/piece.py`).
fn shortened(name: &str) -> String {
    let letters: Vec<char> = name.chars().take(2 * NAME_LENGTH).collect();
    if name.chars().count() <= NAME_LENGTH {
        return name.to_string();
    }
    letters[..20].iter().chain(&['…']).chain(&letters[letters.len() - 12..]).collect()
}

/// Whether a name is not shown as it is, or has letters of which one cannot be sure.
fn is_odd(name: &str) -> bool {
    name.is_empty()
        || name.bytes().filter(u8::is_ascii_digit).count() >= MANY_DIGITS
        || name.chars().any(|letter| letter.is_control() || !(letter.is_ascii() || letter == '…' || ('\u{C0}'..='\u{52F}').contains(&letter)))
}
