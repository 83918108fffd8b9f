//! Tells at a glance that a body is certainly harmless, in one pass and without making anything of it.
//!
//! Sakchy's Python finds what there is to find. This part only answers a question that comes before, for nearly
//! every request asks it: is there nothing at all? It may say "not sure" as often as it likes, for then everything
//! goes on as it would without it; it may never say "clean" of a body in which something would be found.
//!
//! A body is walked through token by token (`document`, `json`), and what it says is gathered (`look`): names with
//! all that stand above them (`paths`, with `names`, `short`), texts (`quiet`, with `letters`, `words`, `needs`,
//! `vendors`, `digits`, `checks`, `based`), details of a person (`person`), words of seed phrases (`seeds`). Texts that
//! say nothing are known when they come again (`remembered`, by their hashes, `marks`). What the rules ask for comes
//! from Python (`lists`), what was told is remembered (`glance`), and Python is answered (`ffi`, `called`).

mod based;
mod called;
mod checks;
mod digits;
mod document;
mod ffi;
mod glance;
mod hash;
mod json;
mod letters;
mod lists;
mod look;
mod marks;
mod names;
mod needs;
mod paths;
mod person;
mod quiet;
mod remembered;
mod seeds;
mod short;
mod vendors;
mod words;
