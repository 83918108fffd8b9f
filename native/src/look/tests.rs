use super::*;
use crate::document::is_byte;
use crate::glance::{may_be_file, Verdict};

/// Nothing stands beside a body.
pub const ALONE: (u32, u32) = (0, 0);
const NAME: u32 = 1;
const BIRTH: u32 = 2;
const HOME: u32 = 4;
const PIN: u32 = 8;
const HEALTH: u32 = 16;
const DEPTH: u32 = 4;
const PARTS: u32 = 40;
const FIELDS: u32 = 3;

fn listed(items: &[Vec<u8>]) -> Vec<u8> {
    let mut data = (items.len() as u32).to_le_bytes().to_vec();
    for item in items {
        data.extend_from_slice(&(item.len() as u32).to_le_bytes());
        data.extend_from_slice(item);
    }
    data
}

fn pairs(items: &[(u32, u32)]) -> Vec<u8> {
    listed(&items.iter().map(|(one, other)| [one.to_le_bytes(), other.to_le_bytes()].concat()).collect::<Vec<_>>())
}

fn words(items: &[&str]) -> Vec<u8> {
    listed(&items.iter().map(|item| item.as_bytes().to_vec()).collect::<Vec<_>>())
}

fn numbered(items: &[(u32, &str)]) -> Vec<u8> {
    listed(&items.iter().map(|(number, text)| [&number.to_le_bytes(), text.as_bytes()].concat()).collect::<Vec<_>>())
}

/// What a few small rules ask for.
pub fn rules() -> Vec<u8> {
    [
        pairs(&[(DEPTH, PARTS), (FIELDS, 0)]),
        pairs(&[(PIN, NAME), (BIRTH, HOME), (HEALTH, 0), (PIN, 8)]),
        pairs(&[(0xA0, 32), (0x416, 0x436)]),
        pairs(&[(0xAD, 0xAD)]),
        numbered(&[(0, "passport"), (0, "://\0@")]),
        words(&["token"]),
        numbered(&[(1 << 25, "acme")]),
        numbered(&[(0, "abc_")]),
        numbered(&[(16, "luhn")]),
        pairs(&[(4000_4999, 1 << 16)]),
        words(&["apple", "bread", "cherry"]),
        numbered(&[
            (NAME, "fullname"),
            (BIRTH, "birthdate"),
            (HOME, "address"),
            (PIN, "taxnumber"),
            (HEALTH, "diagnosis"),
            (ASKS, "code"),
            (SIBLING, "expiry"),
        ]),
    ]
    .concat()
}

pub fn glance() -> Glance {
    Glance::new(&rules()).unwrap()
}

fn is_clean(body: &str) -> bool {
    glance().look(body.as_bytes(), ALONE) == Verdict::Clean
}

/// What is asked about a body: kind, field and text of each.
fn questions(glance: &Glance) -> Vec<(u64, u32, String, String)> {
    let (mut rest, mut found) = (&glance.asked[..], Vec::new());
    let number = |data: &[u8]| u32::from_le_bytes([data[0], data[1], data[2], data[3]]);
    while !rest.is_empty() {
        let mut mark = [0; 8];
        mark.copy_from_slice(&rest[..8]);
        let (kind, field) = (number(&rest[8..]) & 3, 12 + (number(&rest[8..]) >> 2) as usize);
        let end = field + 4 + (number(&rest[field..]) >> 2) as usize;
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        found.push((u64::from_le_bytes(mark), kind, text(&rest[12..field]), text(&rest[field + 4..end])));
        rest = &rest[end..];
    }
    found
}

/// The verdict once every question got the same answer.
fn answered(body: &str, says: u32, seeds: u32) -> Verdict {
    let mut glance = glance();
    let mut verdict = glance.look(body.as_bytes(), ALONE);
    for _ in 0..2 {
        for (mark, ..) in questions(&glance) {
            glance.learn(mark, says, seeds);
        }
        verdict = glance.look(body.as_bytes(), ALONE);
    }
    verdict
}

#[test]
fn rules_that_are_cut_off_are_not_taken() {
    let data = rules();
    for length in 0..data.len() {
        assert!(Glance::new(&data[..length]).is_none(), "{}", length);
    }
}

#[test]
fn ordinary_documents_are_clean() {
    for body in [
        "{}",
        "[]\n",
        r#"{"a": {"b": [1, -2, 0.5, 3e5, true, null, "x"]}, "Ж": "салам"}"#,
        "{\"a\":\"b\"}\n{\"a\":\"c\"}\r\n",
        r#"{"in": "{\"a\": [\"b\"]}"}"#,
        r#"{"full name": "Ulgu", "birth_date": "01.02.1990"}"#,
        r#"{"card": "4111111111111112", "n": ["4111", 17]}"#,
        r#"{"a": 1, "a": 2}"#,
    ] {
        assert!(is_clean(body), "{}", body);
    }
}

#[test]
fn what_is_no_document_is_doubtful() {
    for body in [
        "{", "[}", "{]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[,1]", "[1 2]",
        "{1:2}", "{\"a\",1}", "[]]", "[] []", "[\n]\n[]", "{\"a\":\"\\x\"}", "[[[[[]]]]]", "{\"\":1}", "[\"%PDF-\"]",
    ] {
        assert_eq!(glance().look(body.as_bytes(), ALONE), Verdict::Doubtful, "{}", body);
    }
    assert_eq!(glance().look(b"[\"\xFF\"]", ALONE), Verdict::Doubtful);
    for body in ["", "1", "\"a\"", " {}", "}", "a=b"] {
        assert_eq!(glance().look(body.as_bytes(), ALONE), Verdict::Other, "{}", body);
    }
}

#[test]
fn what_names_and_values_say_counts_together() {
    for body in [
        r#"{"pan": "4111", "b": "1111", "c": 1111}"#,
        r#"{"diagnosis": "some"}"#,
        r#"{"full_name": "Ulgu Ulguev", "birth_date": "01.02.1990", "address": "Example st. 7"}"#,
        r#"{"tax": {"number": "1234567890"}, "full_name": "Ulgu", "birth_date": "01.02.1990"}"#,
        r#"{"in": "{\"diagnosis\": \"some\"}"}"#,
        r#"{"a": -123, "a": "b"}"#,
    ] {
        assert_eq!(glance().look(body.as_bytes(), ALONE), Verdict::Doubtful, "{}", body);
    }
}

#[test]
fn words_of_phrases_are_counted_over_texts() {
    let eleven = ["apple", "bread", "cherry"].iter().cycle().take(11).copied().collect::<Vec<_>>();
    let body = |more: &str| format!("[\"{}\", \"{}\"]", eleven.join("\", \""), more);
    assert!(is_clean(&body("some")));
    assert!(!is_clean(&body("Apple")));
    assert!(!is_clean(&format!("{{\"a\": \"{}\", \"b\": \"bread\"}}", eleven.join(" "))));
    assert!(!is_clean(&format!("{{\"a\": \"{}\", \"a\": \"some\"}}", eleven.join(" "))));
}

#[test]
fn lists_of_bytes_may_be_files() {
    let list = |count: u32| (0..count).map(|byte| byte.to_string()).collect::<Vec<_>>().join(",");
    let object = |count: u32| (0..count).map(|at| format!("\"{}\":{}", at, at)).collect::<Vec<_>>().join(",");
    assert!(is_clean(&format!("[{}]", list(15))) && !is_clean(&format!("[{}]", list(16))));
    assert!(is_clean(&format!("[{},256]", list(16))) && is_clean(&format!("[{},\"a\"]", list(16))));
    assert!(!is_clean(&format!("[{}]", ["true"; 16].join(","))));
    assert!(is_clean(&format!("{{{}}}", object(7))) && !is_clean(&format!("{{{}}}", object(8))));
}

#[test]
fn limits_are_held() {
    assert!(is_clean("[[[[]]]]") && is_clean(r#"{"a":{"a":{"a":{"a":1}}}}"#));
    assert!(!is_clean(r#"{"a":{"a":{"a":{"a":[]}}}}"#));
    let texts = |count| format!("[{}]", vec!["\"abc\""; count].join(","));
    assert!(is_clean(&texts(PARTS as usize)) && !is_clean(&texts(PARTS as usize + 1)));
    assert_eq!(glance().look_at_form(b"a=b&c=d&e=f", ALONE), Verdict::Clean);
    assert_eq!(glance().look_at_form(b"a=b&c=d&e=f&g=h", ALONE), Verdict::Doubtful);
}

#[test]
fn what_is_doubtful_by_itself_is_asked_once() {
    let mut glance = glance();
    let body = br#"{"a": ["<b>", "<b>"], "x": {"card": 4111111111111111, "code": "none"}}"#;
    assert_eq!(glance.look(body, ALONE), Verdict::Asks);
    let asked: Vec<_> = questions(&glance).into_iter().map(|(_, kind, field, text)| (kind, field, text)).collect();
    let expected = [(0, "", "<b>"), (2, "x.card", "4111111111111111"), (3, "x.code", "")];
    assert_eq!(asked, expected.map(|(kind, field, text)| (kind, field.to_string(), text.to_string())));
    for (mark, ..) in questions(&glance) {
        glance.learn(mark, 0, 0);
    }
    assert_eq!(glance.look(body, ALONE), Verdict::Clean);
    assert!(glance.asked.is_empty());
}

#[test]
fn what_is_beside_a_body_counts() {
    let ten = format!("[\"{}\"]", ["apple"; 10].join(" "));
    let says = |body: &str, beside| glance().look(body.as_bytes(), beside);
    assert_eq!(says(&ten, (LOOSE, 0)), Verdict::Clean);
    assert_eq!(says(&ten, (LOOSE, 1)), Verdict::Doubtful);
    assert_eq!([1, 2].map(|seeds| says(&ten, (0, seeds))), [Verdict::Clean, Verdict::Doubtful]);
    assert_eq!(says(&ten.replace("[", "[\"some\","), (0, 2)), Verdict::Clean);
    assert_eq!(says("[\"some\"]", (HEALTH, 0)), Verdict::Doubtful);
    assert_eq!(glance().look_at_form(b"a=b", (HEALTH, 0)), Verdict::Doubtful);
}

#[test]
fn what_was_told_counts() {
    assert_eq!(answered(r#"["<b>"]"#, 0, 0), Verdict::Clean);
    assert_eq!(answered(r#"["<b>"]"#, HEALTH, 0), Verdict::Doubtful);
    assert_eq!(answered(r#"["<b>"]"#, NUMBER, 0), Verdict::Clean);
    assert_eq!(answered(r#"["<b>"]"#, NUMBER | LOOSE, 0), Verdict::Doubtful);
    assert_eq!(answered(r#"{"a": "<b>", "expiry": "some"}"#, NUMBER, 0), Verdict::Doubtful);
    assert_eq!(answered(r#"{"a": "<b>", "tax_number": "12345678"}"#, 0, 0), Verdict::Clean);
    assert_eq!(answered(r#"{"a": "<b>", "tax_number": "12345678"}"#, LABELS & LABELS >> 1, 0), Verdict::Clean);
    assert_eq!(answered(r#"["<b>"]"#, LABELS, 0), Verdict::Doubtful);
    assert_eq!(answered(r#"["<b>", "<i>"]"#, 0, 6), Verdict::Clean);
    assert_eq!(answered(r#"["<b>", "<i>"]"#, LOOSE, 6), Verdict::Doubtful);
    assert_eq!(answered(r#"{"code": "some"}"#, RULED, 0), Verdict::Clean);
}

#[test]
fn so_much_is_asked_and_no_more() {
    let texts = |count| (0..count).map(|at| format!("\"<b>{}\"", at)).collect::<Vec<_>>().join(",");
    let mut roomy = Glance { parts: 999, ..glance() };
    assert_eq!(roomy.look(format!("[{}]", texts(MOST_ASKED)).as_bytes(), ALONE), Verdict::Asks);
    assert_eq!(roomy.look(format!("[{}]", texts(MOST_ASKED + 1)).as_bytes(), ALONE), Verdict::Doubtful);
}

#[test]
fn forms_are_read_as_they_are_meant() {
    for form in ["a=b", "a=some+text&b=%D0%B6", "in=%7B%22a%22%3A1%7D"] {
        assert_eq!(glance().look_at_form(form.as_bytes(), ALONE), Verdict::Clean, "{}", form);
    }
    for form in ["a", "a=%zz", "a=%4", "a=%FF", "=abc", "a=%70assport&b=c", "diagnosis=some", "diagnosis=s%6Fme"] {
        assert_ne!(glance().look_at_form(form.as_bytes(), ALONE), Verdict::Clean, "{}", form);
    }
}

#[test]
fn a_text_by_itself_is_quiet_without_a_phrase() {
    assert!(glance().is_quiet(["apple"; 11].join(" ").as_bytes()));
    assert!(!glance().is_quiet(["apple"; 12].join(" ").as_bytes()));
    assert!(!glance().is_quiet(b"my passport") && !glance().is_quiet(b"\xFF"));
}

#[test]
fn numbers_are_whole_as_floats_are() {
    for (written, number) in [("4111.0", 4111.0), ("4e3", 4e3), ("41.11e2", 4111.0), ("9007199254740992.2", 9007199254740992.0)] {
        assert_eq!(integral(written), Some(number), "{}", written);
    }
    for written in ["41.5", "1e-3", "4111.25e1", "1e40", "1e999"] {
        assert_eq!(integral(written), None, "{}", written);
    }
    assert!(["0", "255", "-0"].iter().all(|byte| is_byte(byte)));
    assert!(!["256", "-1", "1.0", "1e1"].iter().any(|byte| is_byte(byte)));
}

#[test]
fn files_are_known_by_what_stands_somewhere_in_them() {
    for (at, mark) in [(4, "ftyp"), (128, "DICM"), (257, "ustar"), (32_769, "CD001"), (9, "%PDF-"), (1000, "%PDF-")] {
        let mut body = vec![b' '; at];
        body.extend_from_slice(mark.as_bytes());
        assert!(may_be_file(&body), "{}", mark);
        assert!(!may_be_file(&body[..body.len() - 1]), "{}", mark);
    }
    let mut image = vec![b' '; 700];
    image[188..192].copy_from_slice(b"koly");
    assert!(may_be_file(&image));
}

#[test]
fn lines_are_one_level_deeper_than_a_document() {
    let deep = |levels| "[".repeat(levels) + &"]".repeat(levels);
    assert!(is_clean(&deep(4)));
    assert!(!is_clean(&format!("{}\n{}", deep(4), deep(1))));
    assert!(!is_clean(&format!("{}\n{}", deep(1), deep(4))));
    assert!(is_clean(&format!("{}\n{}", deep(3), deep(3))));
}

#[test]
fn members_of_one_name_are_met_whatever_is_inside_them() {
    assert!(is_clean(r#"{"w":-120,"x":"{\"w\":1}"}"#));
    assert!(!is_clean(r#"{"w":-120,"x":"{\"w\":1}","w":5}"#));
}
