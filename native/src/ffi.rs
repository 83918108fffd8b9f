//! The border to Python (`detect/glance.py`, ctypes): here and in `called.rs` memory is not watched by the compiler.

use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
use std::slice;

use crate::glance::Glance;

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

/// Whether a text is quiet: 1 or 0.
///
/// # Safety
/// `glance` came from `glance_new`; `data` points to `length` bytes; no other thread is here meanwhile.
#[no_mangle]
pub unsafe extern "C" fn glance_quiet(glance: *mut Glance, data: *const u8, length: usize) -> i32 {
    let (glance, text) = (&mut *glance, bytes(data, length));
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
/// As for `glance_quiet`.
#[no_mangle]
pub unsafe extern "C" fn glance_learn(glance: *mut Glance, mark: u64, says: u32, seeds: u32) {
    let glance = &mut *glance;
    let _ = catch_unwind(AssertUnwindSafe(|| glance.learn(mark, says, seeds)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glance::Verdict;
    use crate::look::tests::rules;

    #[test]
    fn a_glance_is_made_asked_told_and_freed() {
        let data = rules();
        unsafe {
            let made = glance_new(data.as_ptr(), data.len());
            let look = |body: &[u8]| (*made).look(body, (0, 0));
            assert_eq!(look(b"[\"<b>\"]"), Verdict::Asks);
            let mut room = [0; 19];
            assert_eq!(glance_asked(made, std::ptr::null_mut(), 0), 8 + 4 + 4 + 3);
            assert_eq!((glance_asked(made, room.as_mut_ptr(), 18), room), (19, [0; 19]));
            glance_asked(made, room.as_mut_ptr(), 19);
            let mut mark = [0; 8];
            mark.copy_from_slice(&room[..8]);
            glance_learn(made, u64::from_le_bytes(mark), 0, 0);
            assert_eq!(look(b"[\"<b>\"]"), Verdict::Clean);
            assert_eq!(glance_asked(made, room.as_mut_ptr(), 19), 0);
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
}
