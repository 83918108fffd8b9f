//! The border to Python (`detect/glance.py`, ctypes): the only place where memory is not watched by the compiler.

use std::any::Any;
use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};
use std::slice;

use crate::look::{Glance, Verdict};

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

/// 0: the body is clean; 1: it may not be; 2: perhaps, once `glance_learn` was told what `glance_asked` asks.
///
/// # Safety
/// `glance` came from `glance_new`; `data` points to `length` bytes; no other thread is here meanwhile.
#[no_mangle]
pub unsafe extern "C" fn glance_look(glance: *mut Glance, data: *const u8, length: usize) -> i32 {
    let (glance, body) = (&mut *glance, bytes(data, length));
    told(catch_unwind(AssertUnwindSafe(|| glance.look(body))))
}

/// The same for a form with plain names.
///
/// # Safety
/// As for `glance_look`.
#[no_mangle]
pub unsafe extern "C" fn glance_form(glance: *mut Glance, data: *const u8, length: usize) -> i32 {
    let (glance, body) = (&mut *glance, bytes(data, length));
    told(catch_unwind(AssertUnwindSafe(|| glance.look_at_form(body))))
}

fn told(verdict: Result<Verdict, Box<dyn Any + Send>>) -> i32 {
    match verdict {
        Ok(Verdict::Clean) => 0,
        Ok(Verdict::Asks) => 2,
        _ => 1,
    }
}

/// Whether a text is quiet: 1 or 0.
///
/// # Safety
/// As for `glance_look`.
#[no_mangle]
pub unsafe extern "C" fn glance_quiet(glance: *mut Glance, data: *const u8, length: usize) -> i32 {
    let (glance, text) = (&mut *glance, bytes(data, length));
    catch_unwind(AssertUnwindSafe(|| glance.is_quiet(text))).map_or(0, i32::from)
}

/// What the last look asks, until the next one; its length is written to `length`.
///
/// # Safety
/// `glance` came from `glance_new`; `length` points to a size.
#[no_mangle]
pub unsafe extern "C" fn glance_asked(glance: *const Glance, length: *mut usize) -> *const u8 {
    let asked = &(*glance).asked;
    *length = asked.len();
    asked.as_ptr()
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
