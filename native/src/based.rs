//! Texts that begin with a word in the letters of base64: whether bytes may be in it that say something, and what
//! (`extract/encoded.py`).

/// Longest word that is tried: no hexadecimal file fits into it, and nothing that is known by its middle.
const LONGEST: usize = 67;
/// Letters in a row that are words, zeros among so many that are letters of two bytes.
const SPOKEN: usize = 6;
const WIDE: usize = 4;
/// What files and records begin with, two bytes of each; `ftyp` and `%PDF-` stand later.
const HEADS: [&[u8; 2]; 59] = [
    b"\xff\xd8", b"\x89P", b"GI", b"II", b"MM", b"FU", b"\0\0", b"\xff\x4f", b"8B", b"%P", b"PK", b"\xd0\xcf", b"{\\",
    b"\x78\x9f", b"\x1f\x8b", b"\xfd7", b"\x28\xb5", b"7z", b"Ra", b"MS", b"\x04\x22", b"!<", b"\xed\xab", b"xa", b"RI",
    b"BM", b"BZ", b"\x5d\0", b"\xff\x0a", b"--", b"ko", b"FM", b"FS", b"FI", b"FA", b"SD", b"VI", b"HN", b"VD", b"\x75\x81",
    b"\x75\x82", b"\x75\x83", b"\x63\x81", b"\x63\x82", b"\x63\x83", b"\x76\x81", b"\x76\x82", b"\x76\x83", b"\xff\xa0",
    b"1.", b"\x02\0", b"\x08\0", b"FV", b"IR", b"IS", b"NI", b"CB", b"AN", b"\xef\xbb",
];
const INSIDE: [&[u8]; 17] = [
    b"Rar!", b"\xd0\xcf\x11\xe0", b"GIF8", b"WEBP", b"rtf",
    b"ftyp", b"%PDF-", b"PK\x05\x06", b"\xff\xd8\xff", b"\x89PNG", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"BEGIN",
];

/// The shortest header by which a text is a mail, and how a folder of mails begins.
const MAIL: [&[u8]; 2] = [b"date:", b"from "];

/// Signs by which a short text may be more than that (`SIGN` in `extract/value.py`), a colon only in its beginning.
const SIGNS: &[u8] = b"{[=<\\%&";
const BARE: usize = 60;
/// Of fewer bytes one that is none of text is enough, and one that is no letter (`extract/charset.py`).
const SHORT: usize = 50;
/// Letters in a row that are base64 again.
const WORD: usize = 22;

/// What a text says besides itself that begins so.
#[derive(Debug, PartialEq)]
pub enum Says {
    Nothing,
    /// This text, and no other.
    Text(String),
    /// Nobody knows.
    Perhaps,
}

/// `text` begins with `count` letters of base64, so many that they are tried.
pub fn says(text: &[u8], count: usize) -> Says {
    let rest = &text[count..];
    if matches!(rest, b"" | b"=" | b"==") {
        return if count > LONGEST { Says::Perhaps } else { of_word(&decoded(&text[..count])) };
    }
    let letters: Vec<u8> = text.iter().copied().filter(|&byte| is_letter(byte)).collect();
    let is_odd = |byte: &u8| !byte.is_ascii_graphic() || SIGNS.contains(byte);
    if letters.len() > LONGEST || text.iter().any(is_odd) || begins(&decoded(&letters)) {
        return Says::Perhaps;
    }
    Says::Nothing // other signs are among them, and no file
}

/// What the bytes of a word say.
fn of_word(data: &[u8]) -> Says {
    if begins(data) {
        return Says::Perhaps;
    }
    let wide = data.iter().filter(|&&byte| byte == 0 || byte == 4).count();
    let cyrillic = data.windows(SPOKEN).any(|row| row.chunks(2).all(is_cyrillic));
    if wide * WIDE >= data.len() || cyrillic {
        return Says::Perhaps;
    }
    let said = match std::str::from_utf8(data) {
        Ok(text) if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) => text.to_string(),
        Ok(_) => return Says::Perhaps,
        Err(error) if error.valid_up_to() + 3 >= data.len() => return Says::Perhaps,
        Err(_) => {
            let runs: Vec<String> = data
                .split(|byte| !(b' '..=b'~').contains(byte))
                .filter(|run| run.len() >= SPOKEN)
                .map(|run| String::from_utf8_lossy(run).into_owned())
                .collect();
            if runs.is_empty() {
                return Says::Nothing;
            }
            if may_be_packed(data) {
                return Says::Perhaps;
            }
            runs.join("\n") // nobody reads that any further
        }
    };
    let sure = is_plain(said.as_bytes()) || said.len() < data.len();
    if sure && said.bytes().any(|byte| !byte.is_ascii_digit()) { Says::Text(said) } else { Says::Perhaps }
}

/// Whether a text is certainly read as it is.
fn is_plain(text: &[u8]) -> bool {
    text.len() <= BARE
        && !text.iter().any(|byte| SIGNS.contains(byte))
        && !text.starts_with(b"data:")
        && !text.windows(2).any(|two| two == b"--")
        && !has_row(text, WORD, is_letter)
}

/// Whether bytes may be numbers and texts in a binary format, a document, or letters of a code page: formats are known
/// by their first bytes, a code page by bytes that no text has.
fn may_be_packed(data: &[u8]) -> bool {
    let control = |byte: u8| matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127);
    data.len() >= SHORT
        || matches!(data[0], 0..=0x1F | 0x80..=0xBF | 0xD9 | 0xDC..=0xDF | 0xEF | 0xFE | 0xFF)
        || may_be_records(data)
        || may_be_document(data)
        || data.windows(2).any(|two| two == b"--")
        || data.iter().filter(|&&byte| byte == 0 || byte == 4).count() >= SPOKEN
        || !data.iter().any(|&byte| control(byte))
}

/// Whether a list or map in MessagePack may begin behind a length that fits (`extract/msgpack.py`).
fn may_be_records(data: &[u8]) -> bool {
    let end = data.iter().position(|&byte| byte < 0x80).unwrap_or(data.len());
    let length = data.iter().take(end + 1).rev().fold(0u64, |length, &byte| length.wrapping_shl(7) | u64::from(byte & 0x7F));
    let fits = end > 8 || length <= data.len() as u64;
    fits && data.get(end + 1).map_or(true, |byte| matches!(byte, 0x80..=0x9F | 0xDC..=0xDF))
}

/// Whether a bracket may be the first of a document: before it stand letters and signs, or a comment.
fn may_be_document(data: &[u8]) -> bool {
    let before = data.iter().position(|byte| b"{[".contains(byte)).map(|at| &data[..at]);
    before.map_or(false, |before| before.is_ascii() || before.contains(&b'/'))
}

/// Whether bytes may be a file or a mail.
fn begins(data: &[u8]) -> bool {
    HEADS.iter().any(|head| data.starts_with(*head))
        || INSIDE.iter().any(|mark| data.windows(mark.len()).any(|window| window == *mark))
        || MAIL.iter().any(|mark| data.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark)))
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte)
}

/// The bytes of base64 in either alphabet (RFC 4648); letters of an incomplete byte are left.
fn decoded(word: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(word.len());
    let (mut bits, mut count) = (0u32, 0);
    for &letter in word {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            _ => 63,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

/// Whether two bytes are a letter of U+0400 to U+04FF.
fn is_cyrillic(two: &[u8]) -> bool {
    (0xD0..=0xD3).contains(&two[0]) && (0x80..=0xBF).contains(&two[1])
}

fn has_row(data: &[u8], length: usize, is_one: impl Fn(u8) -> bool) -> bool {
    let mut row = 0;
    data.iter().any(|&byte| {
        row = if is_one(byte) { row + 1 } else { 0 };
        row >= length
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: &[u8]) -> Says {
        let letters = word.iter().take_while(|&&byte| is_letter(byte)).count();
        says(word, letters)
    }

    #[test]
    fn identifiers_say_nothing() {
        for word in [
            &b"a393af902378b0e91e2f79b2b033333e"[..],
            b"619b80d40375440886bfd5bf5e6a0c25",
            b"5I2Bu2oKdyy9CwL8QVF0NQ==",
            b"faro-collector-prod-eu-west-2.example.net",
            b"/some-folder-js/tests/html/script.html",
        ] {
            assert_eq!(said(word), Says::Nothing, "{:?}", word);
        }
    }

    #[test]
    fn texts_and_words_amid_bytes_are_said() {
        assert_eq!(said(b"MDEwOlJlcG9zaXRvcnkxMDAwMDAw"), Says::Text("010:Repository1000000".into()));
        assert_eq!(said(b"MDEwOlJlcG9zaXRvcnkxMDAwMDA="), Says::Text("010:Repository100000".into()));
        assert_eq!(said(b"9FnNTM9iIf1VX4hfqllAVCYhUQxwrVHKFXqt"), Says::Text("Y@T&!Q".into()));
        assert_eq!(decoded(b"YWJj_-8"), b"abc\xff\xef");
    }

    #[test]
    fn words_and_files_may_say_something() {
        for word in [
            &b"YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4"[..], // a word in base64 again
            b"/9j/4AAQSkZJRgABAQAAAQABAAD",
            b"iVBORw0KGgoAAAANSUhEUgAAAAE",
            b"RlNQACAyMADIycrLzM3Oz9DR0tPU1dbX2Nna2w", // a biometric record
            b"VG86IP8KRGF0ZTr_Cgo0MTExCjExMTEKMTExMQoxMTEx", // a mail
            b"RnJvbSD_Cf8B_wH_Af8B_wEKYTo", // a folder of them
            b"eyJhIjogIm9uZSB0d28gdGhyZWUifQ", // a document
            b"YT1vbmUmYj10d28mYz10aHJlZSA0", // a form
            b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODk",
            b"MDEyMzQ1MDEyMzQ1MDEyMzQ1MDEy",
            b"some-words-and-some-more=a",
            b"some-words-and-some-more a",
        ] {
            assert_eq!(said(word), Says::Perhaps, "{:?}", word);
        }
        assert_eq!(said(&[b"ffd8ff".to_vec(), b"e0".repeat(32)].concat()), Says::Perhaps);
        assert_eq!(said(&[b"a.".to_vec(), b"e0".repeat(40)].concat()), Says::Perhaps);
    }

    #[test]
    fn bytes_of_a_format_may_be_numbers() {
        let word = b"\xf4\x01abcdefgh\xff\x01\xf5\x01\xf1";
        assert!(!may_be_packed(word));
        for first in [0x08, 0x91, 0xA1, 0xFF] {
            assert!(may_be_packed(&[&[first], &word[1..]].concat()), "{}", first);
        }
        assert!(may_be_packed(b"\xf4\x01ab--cdefgh\xff\x01"));
        assert!(may_be_packed(b"\xf4abcdefgh\xff\xf5")); // without what no text has
        assert!(may_be_packed(b"\x21\x91abcdefghabcdefghabcdefghabcdefgh\xff\x01"));
        assert!(!may_be_packed(b"\x7f\x91abcdefgh\xff\x01")); // not so long
        assert!(may_be_packed(b"a={abcdefgh}\xff\x01"));
        assert!(may_be_packed(b"\xf4/a/{abcdefgh}\xff\x01"));
        assert!(!may_be_packed(b"\xf4a={abcdefgh}\xff\x01"));
    }
}
