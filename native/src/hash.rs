//! A quick hash for tables that nobody outside fills (what is remembered of messages has keyed hashes), and bytes
//! as numbers.

use std::hash::{BuildHasherDefault, Hasher};

pub type Fast = BuildHasherDefault<Multiplied>;

#[derive(Default)]
pub struct Multiplied(u64);

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

impl Hasher for Multiplied {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..part.len()].copy_from_slice(part);
            self.write_u64(u64::from_le_bytes(eight));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(23) ^ value).wrapping_mul(FACTOR);
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// The first eight bytes.
pub fn eight(text: &[u8]) -> u64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&text[..8]);
    u64::from_le_bytes(eight)
}

fn four(text: &[u8]) -> u64 {
    let mut four = [0; 4];
    four.copy_from_slice(&text[..4]);
    u64::from(u32::from_le_bytes(four))
}

/// The last bytes of a text, fewer than eight, from `at` on. Two texts of one length that differ there differ here.
pub fn rest(text: &[u8], at: usize) -> u64 {
    let left = text.len() - at;
    match text.len() {
        _ if left == 0 => 0,
        8.. => eight(&text[text.len() - 8..]) >> (8 * (8 - left)),
        4.. => four(text) | four(&text[text.len() - 4..]) << (8 * (text.len() - 4)),
        _ => text.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    }
}
