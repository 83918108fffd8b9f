//! Keys that only a name tells: whether a vendor's name stands in the name of a value or near it, and whether a
//! value can be as long as that vendor's are (`detect/named.py`).

use std::collections::HashMap;

/// Letters of a vendor's name that is known at the beginning of a longer word, too, and words that may make up one.
const RUN_TOGETHER: usize = 6;
const WORDS: usize = 3;
/// Letters before a name and behind its value in which a vendor is looked for, if its name is long enough, for a
/// value that is.
const NEAR: usize = 48;
const SHORT_NAME: usize = 3;
const LONG_VALUE: usize = 20;
/// What stands between a name and its value, at most; and the shortest value.
const REST: usize = 24;
const BLANKS: usize = 20;
const VALUE: usize = 10;
const LONGEST: usize = 1201;
/// Letters behind what is given to a name that a rule may still see (twice its window, `detect/text.py`).
const BEHIND: usize = 2;
const SCHEMES: [&[u8]; 6] = [b"bearer", b"basic", b"token", b"ssws", b"apikey", b"key"];

pub struct Vendors {
    known: HashMap<String, Vec<Lengths>>,
}

/// Letters of a vendor's values, and whether its name counts near one, too. All letters count if values have others
/// than names, else those before the first other one.
struct Lengths {
    least: usize,
    most: usize,
    near: bool,
    others: bool,
}

impl Lengths {
    fn fit(&self, value: &[u8]) -> bool {
        self.others && value.len() + BEHIND >= self.least || !self.others && (self.least..=self.most).contains(&run_length(value))
    }
}

impl Vendors {
    /// `known`: names, each with the least letters, from bit 12 on the most, a bit for `near`, one for `others`.
    pub fn new(known: Vec<(u32, String)>) -> Vendors {
        let mut made = HashMap::new();
        for (says, name) in known {
            let lengths = Lengths {
                least: (says & 0xFFF) as usize,
                most: (says >> 12 & 0xFFF) as usize,
                near: says >> 24 & 1 != 0,
                others: says >> 25 & 1 != 0,
            };
            made.entry(name).or_insert_with(Vec::new).push(lengths);
        }
        Vendors { known: made }
    }

    /// Whether one stands in the path of a field.
    pub fn stand_in(&self, field: &str) -> bool {
        self.find(field.as_bytes(), |_, _| true)
    }

    /// Whether rules may want a text in this field, in which one stands. Dashes of word processors are plain to them.
    pub fn want_in(&self, field: &str, text: &str) -> bool {
        let bare = text.strip_prefix(&['"', '\'', '`'][..]).unwrap_or(text);
        !text.is_ascii() || self.find(field.as_bytes(), |_, each| each.fit(bare.as_bytes()))
    }

    /// Whether a rule may want what is given, in a text of ASCII, to a name in which `from..end` speaks of a
    /// credential.
    pub fn want(&self, text: &[u8], from: usize, end: usize) -> bool {
        let (start, stop) = match given(text, end) {
            Given::Nothing => return false,
            Given::Perhaps => return true,
            Given::Value(start, stop) => (start, stop),
        };
        let value = &text[start..stop];
        let before = &text[from.saturating_sub(NEAR)..from];
        let name = before.iter().rev().take_while(|&&byte| is_of_name(byte)).count();
        if self.find(&text[from - name..start], |_, each| each.fit(value)) {
            return true;
        }
        let behind = &text[stop..text.len().min(stop + NEAR)];
        let around = [before, b" ", behind].concat();
        stop - start >= LONG_VALUE && self.find(&around, |name, each| name > SHORT_NAME && each.near && each.fit(value))
    }

    /// Whether `wants` says so of a vendor whose name stands in a text, written apart or together.
    fn find(&self, text: &[u8], wants: impl Fn(usize, &Lengths) -> bool) -> bool {
        let words = words(text);
        let is_wanted = |name: &str| self.known.get(name).map_or(false, |every| every.iter().any(|each| wants(name.len(), each)));
        let mut joined = String::new();
        (0..words.len()).any(|at| {
            joined.clear();
            let together = words[at..].iter().take(WORDS).any(|word| {
                joined.push_str(word);
                is_wanted(&joined)
            });
            together || (RUN_TOGETHER..words[at].len()).any(|end| is_wanted(&words[at][..end]))
        })
    }
}

/// Words of a name in small letters: `datadogApiKey`, `DATADOG_API_KEY`. Other letters than those of ASCII are none.
fn words(text: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let run = |from: usize, is_one: fn(&u8) -> bool| from + text[from..].iter().take_while(|byte| is_one(byte)).count();
        let capitals = run(at, u8::is_ascii_uppercase);
        let small = run(capitals, u8::is_ascii_lowercase);
        let end = if capitals > at + 1 {
            if small > capitals { capitals - 1 } else { capitals }
        } else if small > at {
            small
        } else {
            run(at, u8::is_ascii_digit)
        };
        if end > at {
            found.push(text[at..end].iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect());
        }
        at = end.max(at + 1);
    }
    found
}

enum Given {
    Nothing,
    Value(usize, usize),
    /// It may be something.
    Perhaps,
}

/// Where the value stands that is given to a name after a word for a credential (`GIVEN`).
fn given(text: &[u8], end: usize) -> Given {
    let at = |at: usize| text.get(at).copied().unwrap_or(0);
    let run = |from: usize, most: usize, is_one: &dyn Fn(u8) -> bool| {
        from + text[from..].iter().take(most).take_while(|&&byte| is_one(byte)).count()
    };
    let mut next = run(end, REST, &is_of_name);
    next += usize::from(at(next) == b'\\');
    next = run(next, 2, &|byte| b"\"'`])".contains(&byte));
    next = run(next, BLANKS, &|byte| byte == b' ' || byte == b'\t');
    let marks = run(next, 3, &|byte| byte == b':' || byte == b'?');
    next = match (at(marks), at(next)) {
        (b'=', _) => marks + 1 + usize::from(at(marks + 1) == b'>'),
        (_, b':') => next + 1 + usize::from(at(next + 1) == b':'),
        (_, b',' | b'>') => next + 1,
        (_, b'|') if at(next + 1) == b'|' => next + 2,
        (_, b' ' | b'\t' | b'\r' | b'\n' | 0x0B..=0x0C | 0x1C..=0x1F | b'v' | b'V' | b'c' | b'C') => return Given::Perhaps,
        _ => return Given::Nothing,
    };
    next = run(next, BLANKS, &|byte| byte.is_ascii_whitespace() || (0x0B..=0x1F).contains(&byte));
    for _ in 0..3 {
        let quote = next + usize::from(at(next) == b'b');
        let quote = quote + usize::from(at(quote) == b'\\');
        if b"\"'`([{".contains(&at(quote)) {
            next = quote + 1;
        }
    }
    if let Some(scheme) = SCHEMES.iter().find(|scheme| is_scheme(&text[next..], scheme)) {
        next = run(next + scheme.len(), 2, &|byte| byte == b' ');
    }
    let stop = run(next, LONGEST, &is_of_value);
    if stop - next < VALUE || !(at(next).is_ascii_alphanumeric() || at(next) == b'_') {
        return Given::Nothing;
    }
    Given::Value(next, stop)
}

fn is_scheme(text: &[u8], scheme: &[u8]) -> bool {
    text.len() > scheme.len() && text[..scheme.len()].eq_ignore_ascii_case(scheme) && text[scheme.len()] == b' '
}

/// Letters of which one does not stand behind a value.
fn run_length(text: &[u8]) -> usize {
    text.iter().take(LONGEST + 1).take_while(|&&byte| is_of_run(byte)).count()
}

fn is_of_run(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

fn is_of_name(byte: u8) -> bool {
    is_of_run(byte) || byte == b'.'
}

fn is_of_value(byte: u8) -> bool {
    is_of_name(byte) || b"+/=~:%!|$".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vendors() -> Vendors {
        let says = |least: u32, most: u32, bits: u32| bits << 24 | most << 12 | least;
        Vendors::new(vec![(says(32, 32, 1), "datadog".into()), (says(5, 1201, 2), "dd".into()), (says(12, 14, 1), "pagerduty".into())])
    }

    #[test]
    fn names_are_cut_into_words() {
        for (text, parts) in [
            ("datadogApiKey", &["datadog", "api", "key"][..]),
            ("DATADOG_API_KEY", &["datadog", "api", "key"]),
            ("APIKey2go.x", &["api", "key", "2", "go", "x"]),
            ("aBC d", &["a", "bc", "d"]),
            ("AbC", &["ab", "c"]),
            ("", &[]),
        ] {
            assert_eq!(words(text.as_bytes()), parts, "{}", text);
        }
    }

    #[test]
    fn vendors_stand_in_paths() {
        for path in ["datadog.key", "a.pagerDuty.token", "pager_duty_key", "datadoghq[].key", "x.DD.key"] {
            assert!(vendors().stand_in(path), "{}", path);
        }
        for path in ["data.dog", "xdatadog.key", "addKey", "pager.duties.key", ""] {
            assert_eq!(vendors().stand_in(path), path == "data.dog", "{}", path);
        }
    }

    #[test]
    fn a_field_of_a_vendor_wants_values_as_long_as_its_own() {
        let value = "a".repeat(32);
        assert!(vendors().want_in("datadog.key", &value) && vendors().want_in("datadog.key", &format!("\"{}.x", value)));
        assert!(vendors().want_in("datadog.key", "aaaa\u{2011}aaaa"));
        assert!(!vendors().want_in("datadog.key", &value[1..]) && !vendors().want_in("datadog.key", &format!(" {}", value)));
        assert!(!vendors().want_in("data.key", &value[1..]) && vendors().want_in("dd.key", "x:y") && !vendors().want_in("dd.key", "xy"));
    }

    fn wants(text: &str, stem: &str) -> bool {
        let from = text.find(stem).unwrap();
        vendors().want(text.as_bytes(), from, from + stem.len())
    }

    #[test]
    fn a_vendor_wants_values_as_long_as_its_own() {
        let value = "a".repeat(32);
        for text in ["datadog_key=", "datadog key: \"", "datadog\", \"key\"  => b'", "datadogKey, bearer ", "DATADOG_KEY||"] {
            let stem = ["key", "Key", "KEY"].iter().find(|stem| text.contains(*stem)).unwrap();
            assert!(wants(&format!("{}{}", text, value), stem), "{}", text);
            assert!(wants(&format!("{}{}.x", text, value), stem), "{}", text);
            assert!(!wants(&format!("{}{}b", text, value), stem), "{}", text);
        }
        assert!(wants(&format!("dd_key={}b", value), "key"));
        assert!(wants(&format!("key={}&from=datadoghq", value), "key"));
        assert!(!wants("key=123456789012&from=pagerduty", "key"));
        assert!(!wants("pagerduty key=123456789012", "key"));
        assert!(wants("pagerduty_key=123456789012", "key"));
    }

    #[test]
    fn nothing_is_given_without_a_sign() {
        for text in ["datadog_key", "datadog_key;0123456789", "datadog_key=short", "datadog_key=[Filtered]&a", "datadog_key=-123456789012"] {
            assert!(!wants(text, "key"), "{}", text);
        }
        assert!(wants(&format!("dd_key{}value=0123456789", " ".repeat(22)), "key"));
    }
}
