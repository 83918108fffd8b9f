//! How Python calls a look: as one of its own functions (METH_FASTCALL), for a call by ctypes takes longer than most looks.
//!
//! What is needed of Python is the same in all its versions (stable ABI, PEP 384). `detect/called.py` hands it over.

use std::any::Any;
use std::os::raw::{c_long, c_ulong, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicPtr, Ordering};
use std::{ptr, slice};

use crate::glance::{Glance, Verdict};

/// An object of Python; null: an error, of which it knows.
type Object = *mut c_void;
type Seen = Result<Verdict, Box<dyn Any + Send>>;

/// PyBytes_AsString, PyBytes_Size, PyLong_AsVoidPtr, PyLong_AsUnsignedLong and PyLong_FromLong.
#[repr(C)]
pub struct Python {
    start: unsafe extern "C" fn(Object) -> *const u8,
    size: unsafe extern "C" fn(Object) -> isize,
    pointer: unsafe extern "C" fn(Object) -> *mut c_void,
    number: unsafe extern "C" fn(Object) -> c_ulong,
    made: unsafe extern "C" fn(c_long) -> Object,
}

static PYTHON: AtomicPtr<Python> = AtomicPtr::new(ptr::null_mut());

/// Bits of what something says; those above count words of seed phrases.
const SAYS: u32 = (1 << 28) - 1;

/// # Safety
/// `python` stays where it is as long as the process lives.
#[no_mangle]
pub unsafe extern "C" fn glance_python(python: *mut Python) {
    PYTHON.store(python, Ordering::Release);
}

/// Of a body, and what stands before it (what that says, and above `SAYS` how many words are in it): 0, it is clean; 1,
/// it may not be; 2, perhaps, once `glance_learn` was told what `glance_asked` asks; 3, it does not begin like JSON.
///
/// # Safety
/// Python calls it, with its lock: `own` is the address of what came from `glance_new`, and `count` objects are given.
#[no_mangle]
pub unsafe extern "C" fn glance_look(own: Object, given: *const Object, count: isize) -> Object {
    called(own, given, count, Glance::look)
}

/// The same of a form with plain names.
///
/// # Safety
/// As for `glance_look`.
#[no_mangle]
pub unsafe extern "C" fn glance_form(own: Object, given: *const Object, count: isize) -> Object {
    called(own, given, count, Glance::look_at_form)
}

unsafe fn called(
    own: Object,
    given: *const Object,
    count: isize,
    look: fn(&mut Glance, &[u8], (u32, u32)) -> Verdict,
) -> Object {
    let python = match PYTHON.load(Ordering::Acquire).as_ref() {
        Some(python) if count == 2 => python,
        _ => return ptr::null_mut(),
    };
    let (body, before) = (*given, (python.number)(*given.add(1)));
    let (start, glance) = ((python.start)(body), (python.pointer)(own) as *mut Glance);
    if start.is_null() || glance.is_null() || before > c_ulong::from(u32::MAX - 1) {
        return ptr::null_mut();
    }
    let (glance, body) = (&mut *glance, slice::from_raw_parts(start, (python.size)(body) as usize));
    let before = (before as u32 & SAYS, before as u32 >> SAYS.count_ones());
    (python.made)(told(catch_unwind(AssertUnwindSafe(|| look(glance, body, before)))))
}

fn told(seen: Seen) -> c_long {
    match seen {
        Ok(Verdict::Clean) => 0,
        Ok(Verdict::Asks) => 2,
        Ok(Verdict::Other) => 3,
        Ok(Verdict::Doubtful) | Err(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::tests::glance;

    /// Objects of this test are slices of bytes and numbers.
    unsafe extern "C" fn start(object: Object) -> *const u8 {
        let bytes: &[u8] = *(object as *const &[u8]);
        bytes.as_ptr()
    }

    unsafe extern "C" fn size(object: Object) -> isize {
        let bytes: &[u8] = *(object as *const &[u8]);
        bytes.len() as isize
    }

    unsafe extern "C" fn pointer(object: Object) -> *mut c_void {
        object
    }

    unsafe extern "C" fn number(object: Object) -> c_ulong {
        *(object as *const c_ulong)
    }

    unsafe extern "C" fn made(number: c_long) -> Object {
        (number + 1) as Object
    }

    #[test]
    fn a_look_is_called_with_a_body_and_what_stands_before_it() {
        let (mut python, mut glance) = (Python { start, size, pointer, number, made }, glance());
        let own = &mut glance as *mut Glance as Object;
        let ask = |body: &[u8], before: c_ulong, count: isize, form: bool| unsafe {
            let given = [&body as *const &[u8] as Object, &before as *const c_ulong as Object];
            let function = if form { glance_form } else { glance_look };
            function(own, given.as_ptr(), count) as c_long - 1
        };
        assert_eq!(ask(b"{}", 0, 2, false), -1, "nobody has said how Python is called");
        unsafe { glance_python(&mut python) };
        let said = [&b"{}"[..], b"[", b"[\"<b>\"]", b"a=b", b""].map(|body| ask(body, 0, 2, false));
        assert_eq!(said, [0, 1, 2, 3, 3]);
        assert_eq!([11, 12, u32::MAX.into()].map(|words: c_ulong| ask(b"[]", words << 28, 2, false)), [0, 1, -1]);
        assert_eq!([ask(b"a=b", 0, 2, true), ask(b"{}", 0, 1, false)], [0, -1]);
    }

    #[test]
    fn whoever_fails_is_not_sure() {
        assert_eq!(told(Err(Box::new("failed"))), 1);
    }
}
