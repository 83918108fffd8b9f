//! Names of members with all that stand above them, and what rules ask of their values. Each is learnt once.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::hash::Fast;
use crate::letters::Letters;
use crate::names::{is_card, is_odd, shown};
use crate::short::{Short, SHORT};
use crate::vendors::Vendors;
use crate::words::Words;

/// Bits of what a name says; those below are details of a person, as `detect/details.py` numbers them.
pub const ASKS: u32 = 1 << 16;
/// A word for a credential, and a vendor: rules look at values that are as long as theirs.
pub const VENDOR: u32 = 1 << 28;
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
const TELLING_LENGTH: usize = 12;
/// Names remembered, some ten megabytes; then they are learnt anew.
const KEEP: usize = 50_000;
/// Objects that are counted, and a body has a million at most.
const MOST_OBJECTS: u32 = 1 << 31;
/// Bytes of a path; longer ones are rare.
const LONGEST: usize = 400;

/// Digits of a larger number.
const INDEX: usize = 3;
/// Paths under one name are far from each other by this.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

pub struct Paths {
    known: HashMap<String, u32, Fast>,
    endings: HashMap<String, u32, Fast>,
    /// The last letters of these.
    tails: HashSet<String, Fast>,
    longest: usize,
    stems: Words,
    vendors: Rc<Vendors>,
    /// By the hash of a name and the number of what is above.
    below: HashMap<u64, u32, Fast>,
    nodes: Vec<Node>,
    steps: Vec<Step>,
    objects: u32,
    low: String,
}

/// What a path is called. Rarely looked at.
struct Node {
    name: Box<str>,
    /// As rules know it: `items[].id`.
    field: String,
    letters: String,
    last: u32,
}

/// What is needed of a path each time, in one line of the processor's cache.
#[repr(align(64))]
struct Step {
    says: u32,
    /// What came after it in its object the last times, the first member of it then, and an item of it.
    after: [u32; 2],
    first: u32,
    item: u32,
    /// The object in which it was met last.
    object: u32,
    name: Short,
}

pub const ROOT: u32 = 0;

/// Documents inside each other, each with a root of its own: a member of one is none of another.
pub const ROOTS: u32 = 4;

impl Paths {
    /// `known`: plain names with what they say; `stems` of words for credentials, which `vendors` make ask.
    pub fn new(known: Vec<(u32, String)>, stems: Words, vendors: Rc<Vendors>) -> Paths {
        let mut made = Paths {
            known: HashMap::default(),
            endings: HashMap::default(),
            tails: HashSet::default(),
            longest: 0,
            stems,
            vendors,
            below: HashMap::default(),
            nodes: Vec::new(),
            steps: Vec::new(),
            objects: 0,
            low: String::new(),
        };
        for (says, name) in known {
            *made.known.entry(name.clone()).or_insert(0) |= says;
            if name.chars().count() >= LONG_NAME {
                made.longest = made.longest.max(name.len());
                made.tails.insert(tail(&name).to_string());
                *made.endings.entry(name).or_insert(0) |= says;
            }
        }
        made.forget();
        made
    }

    /// Begin anew. Between two bodies, for numbers of paths are lost.
    pub fn forget(&mut self) {
        self.below.clear();
        self.nodes.clear();
        self.steps.clear();
        self.objects = 0;
        for _ in 0..ROOTS {
            self.keep(0, Node { name: "".into(), field: String::new(), letters: String::new(), last: 0 });
        }
    }

    pub fn is_full(&self) -> bool {
        self.nodes.len() > KEEP || self.objects > MOST_OBJECTS
    }

    /// The number of one more object.
    pub fn object(&mut self) -> u32 {
        self.objects += 1;
        self.objects
    }

    /// What the name of a path says.
    pub fn says(&self, path: u32) -> u32 {
        self.steps[path as usize].says
    }

    /// A path as rules know it.
    pub fn field(&self, path: u32) -> &str {
        &self.nodes[path as usize].field
    }

    /// Whether a member was met in this object before.
    pub fn again(&mut self, path: u32, object: u32) -> bool {
        std::mem::replace(&mut self.steps[path as usize].object, object) == object
    }

    /// The path of an item of a list.
    pub fn item(&mut self, above: u32) -> u32 {
        let step = &self.steps[above as usize];
        if step.item != ROOT {
            return step.item;
        }
        let (says, node) = (step.says, &self.nodes[above as usize]);
        let made = Node {
            name: "".into(),
            field: format!("{}[]", node.field),
            letters: node.letters.clone(),
            last: node.last,
        };
        let path = self.keep(says, made);
        self.steps[above as usize].item = path;
        path
    }

    /// Which members probably come behind another one (`ROOT`: first): objects of one sort have theirs in one order,
    /// or leave one out, so that a comparison or two mostly tell.
    pub fn guesses(&self, above: u32, before: u32) -> [u32; 2] {
        if before == ROOT { [self.steps[above as usize].first, ROOT] } else { self.steps[before as usize].after }
    }

    /// The name of a path.
    pub fn name(&self, path: u32) -> &Short {
        &self.steps[path as usize].name
    }

    /// The path of a member that stands behind another one and has a name of this hash.
    pub fn member(&mut self, above: u32, before: u32, (name, mark): (&str, u64), letters: &Letters) -> u32 {
        let guesses = self.guesses(above, before);
        if let Some(guess) = guesses.iter().copied().find(|&guess| guess != ROOT && self.is_called(guess, name)) {
            return guess;
        }
        let path = self.looked_up(above, name, mark, letters);
        if before == ROOT {
            self.steps[above as usize].first = path;
        } else {
            self.steps[before as usize].after = [path, guesses[0]];
        }
        path
    }

    fn is_called(&self, path: u32, name: &str) -> bool {
        self.steps[path as usize].name.is(name.as_bytes())
            && (name.len() <= SHORT || *self.nodes[path as usize].name == *name)
    }

    fn looked_up(&mut self, above: u32, name: &str, mark: u64, letters: &Letters) -> u32 {
        let place = mark ^ (u64::from(above) + 1).wrapping_mul(SPREAD);
        match self.below.get(&place) {
            Some(&path) if self.is_called(path, name) => return path,
            _ => (),
        }
        let (mut says, made) = self.learnt(above, name, letters);
        if name.len() >= TELLING_LENGTH && name.chars().any(char::is_numeric) && name.chars().count() >= TELLING_LENGTH {
            says |= TELLING;
        }
        let path = self.keep(says, made);
        self.below.insert(place, path);
        path
    }

    fn keep(&mut self, says: u32, made: Node) -> u32 {
        let path = self.nodes.len() as u32;
        let quick = says & (ODD | TELLING) == 0 && !is_index(&made.name);
        let name = Short::new(made.name.as_bytes(), quick);
        self.steps.push(Step { says, after: [ROOT; 2], first: ROOT, item: ROOT, object: 0, name });
        self.nodes.push(made);
        path
    }

    /// What a name says below others, and how it is called.
    fn learnt(&mut self, above: u32, name: &str, small: &Letters) -> (u32, Node) {
        let node = &self.nodes[above as usize];
        let shown = shown(name);
        let field = below(&node.field, &shown);
        let mut low = std::mem::take(&mut self.low);
        let made = if !small.lowered(&shown, &mut low) || is_odd(&shown) || field.len() > LONGEST {
            (ODD, Node { name: name.into(), field, letters: String::new(), last: 0 })
        } else {
            let mut letters = String::with_capacity(self.longest + low.len());
            letters.push_str(&node.letters);
            let last = self.last(&low, &mut letters).unwrap_or(node.last);
            let says = last | self.of_end(&letters) | self.of_name(&low, &field) | self.says(above) & CARD;
            let from = letters.len().saturating_sub(self.longest);
            let from = (from..=letters.len()).find(|&at| letters.is_char_boundary(at)).unwrap_or(0);
            letters.drain(..from);
            (says, Node { name: name.into(), field, letters, last })
        };
        self.low = low;
        made
    }

    /// What the last part of a name says, if one has letters; those of all parts are added to `letters`.
    fn last(&self, low: &str, letters: &mut String) -> Option<u32> {
        let mut last = None;
        for part in low.split(|sign| matches!(sign, '.' | '[' | ']' | '/')) {
            let from = letters.len();
            part.chars().filter(|letter| letter.is_alphanumeric()).for_each(|letter| letters.push(letter));
            if letters[from..].chars().all(char::is_numeric) {
                letters.truncate(from); // an index, or nothing
            } else {
                last = Some(self.known.get(&letters[from..]).copied().unwrap_or(0));
            }
        }
        last
    }

    /// What names say that a path ends with.
    fn of_end(&self, path: &str) -> u32 {
        if !self.tails.contains(tail(path)) {
            return 0;
        }
        let from = path.len().saturating_sub(self.longest);
        (from..path.len())
            .filter(|&at| path.is_char_boundary(at))
            .filter_map(|at| self.endings.get(&path[at..]))
            .fold(0, |says, more| says | more)
    }

    /// What pieces of a name say, and a word for a credential below the name of a vendor (`detect/named.py`).
    fn of_name(&self, low: &str, field: &str) -> u32 {
        let asks = self.stems.find(low.as_bytes(), |_, _| true) && self.vendors.stand_in(field);
        (if asks { VENDOR } else { 0 }) | (if is_card(low) { CARD } else { 0 })
    }
}

/// The path of a field below another one.
fn below(above: &str, name: &str) -> String {
    let mut field = String::with_capacity(above.len() + 1 + name.len());
    field.push_str(above);
    if !above.is_empty() {
        field.push('.');
    }
    field.push_str(name);
    field
}

/// Whether a name is a small number, as those of an object that is a list of bytes.
pub fn is_index(name: &str) -> bool {
    name.len() < INDEX && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// The last letters of a name, as many as one must have to be known at the end of a path.
fn tail(name: &str) -> &str {
    name.char_indices().rev().nth(LONG_NAME - 1).map_or(name, |(at, _)| &name[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths() -> Paths {
        let known = vec![(ASKS, "pin".into()), (SIBLING, "expirydate".into()), (1, "birthdate".into()), (2, "name".into())];
        Paths::new(known, Words::new(vec![b"passw".to_vec()]).unwrap(), Rc::new(Vendors::new(vec![(1 << 25, "acme".into())])))
    }

    /// Each with a number of its own instead of a hash.
    fn marked(name: &str) -> (&str, u64) {
        (name, name.bytes().fold(0, |mark, byte| mark * 131 + u64::from(byte) & 0xFFFF_FFFF_FFFF))
    }

    fn letters() -> Letters {
        Letters::new(vec![(0x416, 0x436)], vec![(0xAD, 0xAD)])
    }

    /// What the last of names says that stand below each other.
    fn says(names: &[&str]) -> u32 {
        let mut paths = paths();
        let path = names.iter().fold(ROOT, |above, name| paths.member(above, ROOT, marked(name), &letters()));
        paths.says(path)
    }

    #[test]
    fn a_path_has_one_number_wherever_it_is_met() {
        let (mut paths, small) = (paths(), letters());
        let first = paths.member(ROOT, ROOT, marked("a"), &small);
        let second = paths.member(ROOT, first, marked("b"), &small);
        assert_eq!(paths.member(ROOT, ROOT, marked("b"), &small), second);
        assert_eq!(paths.member(ROOT, ROOT, marked("a"), &small), first);
        assert_eq!(paths.member(ROOT, first, marked("b"), &small), second);
        assert_ne!(paths.member(first, ROOT, marked("b"), &small), second);
        let long = "n".repeat(50);
        let other = format!("{}m", &long[1..]);
        assert_ne!(paths.member(ROOT, ROOT, marked(&long), &small), paths.member(ROOT, ROOT, marked(&other), &small));
        assert_eq!(paths.field(second), "b");
    }

    #[test]
    fn the_last_two_that_came_after_a_member_are_expected() {
        let (mut paths, small) = (paths(), letters());
        let first = paths.member(ROOT, ROOT, marked("a"), &small);
        assert_eq!(paths.guesses(ROOT, ROOT), [first, ROOT]);
        let after = ["b", "c", "b", "d"].map(|name| paths.member(ROOT, first, marked(name), &small));
        assert_eq!(paths.guesses(ROOT, first), [after[3], after[1]]);
    }

    #[test]
    fn a_member_is_met_again_in_the_same_object_only() {
        let (mut paths, small) = (paths(), letters());
        let path = paths.member(ROOT, ROOT, marked("a"), &small);
        assert_eq!([1, 1, 2, 1].map(|object| paths.again(path, object)), [false, true, false, false]);
    }

    #[test]
    fn items_are_called_as_their_list() {
        let (mut paths, small) = (paths(), letters());
        let list = paths.member(ROOT, ROOT, marked("pin"), &small);
        let item = paths.item(list);
        assert_eq!((paths.item(list), paths.says(item)), (item, ASKS));
        let below = paths.member(item, ROOT, marked("id"), &small);
        assert_eq!(paths.field(below), "pin[].id");
        let bare = paths.item(ROOT);
        assert_eq!(paths.field(bare), "[]");
    }

    #[test]
    fn names_are_known_however_they_are_written() {
        assert_eq!(says(&["PIN"]), ASKS);
        assert_eq!(says(&["p-i_n"]), ASKS);
        assert_eq!(says(&["spin"]), 0);
        assert_eq!(says(&["a.pin"]), ASKS);
        assert_eq!(says(&["pin", "0"]), ASKS);
        assert_eq!(says(&["pin", "x"]), 0);
        assert_eq!(says(&["UserPassword"]), 0);
    }

    #[test]
    fn a_credential_asks_below_its_vendor() {
        for names in [&["acme", "password"][..], &["my-AcmePassword"], &["ac", "x", "acme_passw", "0"], &["acme.password"]] {
            assert_eq!(says(names), if names.len() == 4 { 0 } else { VENDOR }, "{:?}", names);
        }
        assert_eq!(says(&["acme", "pass", "word"]), 0);
    }

    #[test]
    fn long_names_are_known_at_the_end_of_a_path() {
        assert_eq!(says(&["my_birth", "Date"]), 1);
        assert_eq!(says(&["old-expiry_date"]), SIBLING);
        assert_eq!(says(&["birth", "date", "of"]), 0);
        assert_eq!(says(&["first", "name"]), 2);
        assert_eq!(says(&["first_name"]), 0);
    }

    #[test]
    fn what_is_below_a_card_belongs_to_it() {
        for names in [&["card"][..], &["myCard", "a", "b"], &["c_a_r_d"], &["карта"], &["моякарта"], &["pan1"], &["x.cc"]] {
            assert_eq!(says(names) & CARD, CARD, "{:?}", names);
        }
        assert_eq!(says(&["span"]) | says(&["account"]) | says(&["cookie"]) | says(&["c"]), 0);
    }

    #[test]
    fn odd_names_are_told() {
        for name in ["", "a\u{AD}b", "a\nb", "名"] {
            assert_eq!(says(&[name]), ODD, "{:?}", name);
        }
        assert_eq!(says(&["Ж", "a1234567"]), 0);
        assert_eq!([says(&["pin", "123456789012"]), says(&["pin-123456789012"])], [ASKS | TELLING; 2]);
        assert_eq!(says(&["a"; LONGEST]), ODD);
    }

    #[test]
    fn a_name_may_be_a_value_itself() {
        assert_eq!(says(&["some long name"]), 0);
        assert_eq!(says(&["some 123 name"]), TELLING);
    }

    #[test]
    fn what_was_met_can_be_forgotten() {
        let (mut paths, small) = (paths(), letters());
        let mut before = ROOT;
        for number in 0..=KEEP {
            before = paths.member(ROOT, before, marked(&format!("n{}", number)), &small);
        }
        assert!(paths.is_full());
        paths.forget();
        assert!(!paths.is_full());
        paths.objects = MOST_OBJECTS;
        assert!(paths.object() > MOST_OBJECTS && paths.is_full());
        paths.forget();
        assert_eq!((paths.is_full(), paths.object()), (false, 1));
        let path = paths.member(ROOT, ROOT, marked("pin"), &small);
        assert_eq!((path, paths.says(path)), (ROOTS, ASKS));
    }
}
