//! Words that have the letters of base64: whether bytes may be in them that say something (`extract/encoded.py`).

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
const INSIDE: [&[u8]; 12] = [
    b"ftyp", b"%PDF-", b"PK\x05\x06", b"\xff\xd8\xff", b"\x89PNG", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"BEGIN",
];

/// The shortest header by which a text is a mail, and how a folder of mails begins.
const MAIL: [&[u8]; 2] = [b"date:", b"from "];

/// Whether a word of nothing but these letters may be read further.
pub fn may_speak(word: &[u8]) -> bool {
    if word.len() > LONGEST {
        return true;
    }
    let data = &decoded(word);
    let wide = data.iter().filter(|&&byte| byte == 0 || byte == 4).count();
    HEADS.iter().any(|head| data.starts_with(*head))
        || wide * WIDE >= data.len()
        || is_text(data)
        || has_row(data, SPOKEN, |byte| (b' '..=b'~').contains(&byte))
        || data.windows(SPOKEN).any(|row| row.chunks(2).all(is_cyrillic))
        || INSIDE.iter().any(|mark| data.windows(mark.len()).any(|window| window == *mark))
        || MAIL.iter().any(|mark| data.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark)))
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

/// Whether it is UTF-8, of which the last character may be cut.
fn is_text(data: &[u8]) -> bool {
    match std::str::from_utf8(data) {
        Ok(_) => true,
        Err(error) => error.valid_up_to() + 3 >= data.len(),
    }
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

    #[test]
    fn identifiers_say_nothing() {
        assert!(!may_speak(b"a393af902378b0e91e2f79b2b033333e"));
        assert!(!may_speak(b"619b80d40375440886bfd5bf5e6a0c25"));
    }

    #[test]
    fn words_and_files_may_say_something() {
        for word in [&b"YWJjZGVmZ2hpamtsbW5vcHFyc3Q"[..], b"/9j/4AAQSkZJRgABAQAAAQABAAD", b"iVBORw0KGgoAAAANSUhEUgAAAAE"] {
            assert!(may_speak(word));
        }
        assert_eq!(decoded(b"YWJj_-8"), b"abc\xff\xef");
        assert!(may_speak(b"RlNQACAyMADIycrLzM3Oz9DR0tPU1dbX2Nna2w")); // a biometric record
        assert!(may_speak(b"VG86IP8KRGF0ZTr_Cgo0MTExCjExMTEKMTExMQoxMTEx")); // a mail
        assert!(may_speak(b"RnJvbSD_Cf8B_wH_Af8B_wEKYTo")); // a folder of them
        assert!(may_speak(&[b"ffd8ff".to_vec(), b"e0".repeat(32)].concat()));
    }
}
