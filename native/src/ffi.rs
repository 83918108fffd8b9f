//! The border to Python (`detect/glance.py`, ctypes): the only place where memory is not watched by the compiler.

use std::any::Any;
use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
use std::slice;

use crate::glance::{Glance, Verdict};

/// Bits of what something says; those above count words.
const SAYS: u32 = (1 << 28) - 1;

/// What was handed over; nothing for a null pointer.
unsafe fn bytes<'a>(data: *const u8, length: usize) -> &'a [u8] {
    if data.is_null() { &[] } else { slice::from_raw_parts(data, length) }
}

/// A new glance for what `data` says that rules ask for; null if it is not understood.
///
/// # Safety
/// `data` points to `length` bytes.
#[no_mangle]
pub unsafe extern "C" fn glance_new(data: *const u8, length: usize) -> *mut Glance {
    set_hook(Box::new(|_| ())); // what a panic says may quote a text
    let made = catch_unwind(|| Glance::new(bytes(data, length)));
    made.ok().flatten().map_or(std::ptr::null_mut(), |glance| Box::into_raw(Box::new(glance)))
}

/// # Safety
/// `glance` came from `glance_new` and is not used again.
#[no_mangle]
pub unsafe extern "C" fn glance_free(glance: *mut Glance) {
    if !glance.is_null() {
        drop(Box::from_raw(glance));
    }
}

/// 0: the body is clean; 1: it may not be; 2: perhaps, once `glance_learn` was told what `glance_asked` asks; 3: it
/// does not begin like JSON.
/// `before` is what stands before it: what that says, and above `SAYS` how many words of seed phrases are in it.
///
/// # Safety
/// `glance` came from `glance_new`; `data` points to `length` bytes, none or more; no other thread is here meanwhile.
#[no_mangle]
pub unsafe extern "C" fn glance_look(glance: *mut Glance, data: *const u8, length: i32, before: u32) -> i32 {
    let (glance, body) = (&mut *glance, bytes(data, length as usize));
    told(catch_unwind(AssertUnwindSafe(|| glance.look(body, (before & SAYS, before >> SAYS.count_ones())))))
}

/// The same for a form with plain names.
///
/// # Safety
/// As for `glance_look`.
#[no_mangle]
pub unsafe extern "C" fn glance_form(glance: *mut Glance, data: *const u8, length: i32, before: u32) -> i32 {
    let (glance, body) = (&mut *glance, bytes(data, length as usize));
    told(catch_unwind(AssertUnwindSafe(|| glance.look_at_form(body, (before & SAYS, before >> SAYS.count_ones())))))
}

fn told(verdict: Result<Verdict, Box<dyn Any + Send>>) -> i32 {
    match verdict {
        Ok(Verdict::Clean) => 0,
        Ok(Verdict::Asks) => 2,
        Ok(Verdict::Other) => 3,
        _ => 1,
    }
}

/// Whether a text is quiet: 1 or 0.
///
/// # Safety
/// As for `glance_look`.
#[no_mangle]
pub unsafe extern "C" fn glance_quiet(glance: *mut Glance, data: *const u8, length: i32) -> i32 {
    let (glance, text) = (&mut *glance, bytes(data, length as usize));
    catch_unwind(AssertUnwindSafe(|| glance.is_quiet(text))).map_or(0, i32::from)
}

/// How long is what the last look asks; it is written to `room` if there is so much room.
///
/// # Safety
/// `glance` came from `glance_new`; `room` points to `size` bytes that may be written.
#[no_mangle]
pub unsafe extern "C" fn glance_asked(glance: *const Glance, room: *mut u8, size: usize) -> usize {
    let asked = &(*glance).asked;
    if !room.is_null() && asked.len() <= size {
        std::ptr::copy_nonoverlapping(asked.as_ptr(), room, asked.len());
    }
    asked.len()
}

/// What something says that was asked, and how many words of seed phrases are in it.
///
/// # Safety
/// As for `glance_look`.
#[no_mangle]
pub unsafe extern "C" fn glance_learn(glance: *mut Glance, mark: u64, says: u32, seeds: u32) {
    let glance = &mut *glance;
    let _ = catch_unwind(AssertUnwindSafe(|| glance.learn(mark, says, seeds)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::tests::rules;

    #[test]
    fn a_glance_is_made_asked_told_and_freed() {
        let data = rules();
        unsafe {
            let made = glance_new(data.as_ptr(), data.len());
            let look = |body: &[u8]| glance_look(made, body.as_ptr(), body.len() as i32, 0);
            assert_eq!([look(b"{}"), look(b"["), look(b"[\"<b>\"]"), look(b"a=b"), look(b"")], [0, 1, 2, 3, 3]);
            let mut room = [0; 19];
            assert_eq!(glance_asked(made, std::ptr::null_mut(), 0), 8 + 4 + 4 + 3);
            assert_eq!((glance_asked(made, room.as_mut_ptr(), 18), room), (19, [0; 19]));
            glance_asked(made, room.as_mut_ptr(), 19);
            let mut mark = [0; 8];
            mark.copy_from_slice(&room[..8]);
            glance_learn(made, u64::from_le_bytes(mark), 0, 0);
            assert_eq!(look(b"[\"<b>\"]"), 0);
            assert_eq!([11, 12].map(|words| glance_look(made, b"[]".as_ptr(), 2, words << 28)), [0, 1]);
            assert_eq!(glance_asked(made, room.as_mut_ptr(), 19), 0);
            assert_eq!(glance_form(made, b"a=b".as_ptr(), 3, 0), 0);
            assert_eq!([glance_quiet(made, b"hi".as_ptr(), 2), glance_quiet(made, b"<b>".as_ptr(), 3)], [1, 0]);
            glance_free(made);
        }
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        unsafe {
            assert!(glance_new(std::ptr::null(), 0).is_null());
            assert!(glance_new(b"\xFF\xFF\xFF\xFF".as_ptr(), 4).is_null());
            glance_free(std::ptr::null_mut());
        }
    }

    #[test]
    fn whoever_fails_is_not_sure() {
        assert_eq!(told(Err(Box::new("failed"))), 1);
    }
}
