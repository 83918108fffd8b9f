"""Functions of the compiled part that Python calls as its own: a call by ctypes takes longer than most looks.

Python knows such a function by a `PyMethodDef`, and gives it what it is called with in a row (METH_FASTCALL):
both are the same in all its versions (stable ABI, PEP 384).
"""

import ctypes
from collections.abc import Callable
from functools import lru_cache
from typing import Any

FASTCALL = 0x80
NEEDED = ("PyBytes_AsString", "PyBytes_Size", "PyLong_AsVoidPtr", "PyLong_AsUnsignedLong", "PyLong_FromLong")
"""What `native/src/called.rs` needs of Python, in this order."""


class Method(ctypes.Structure):
    """`PyMethodDef`."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("function", ctypes.c_void_p),
        ("flags", ctypes.c_int),
        ("about", ctypes.c_char_p),
    )


def function(library: ctypes.PyDLL, name: str, own: int) -> Callable[[bytes, int], int]:
    """A function of the library with `own` as what it belongs to, which has to live as long."""
    new = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.POINTER(Method), ctypes.py_object, ctypes.c_void_p)
    made: Callable[[bytes, int], int] = new(("PyCFunction_NewEx", ctypes.pythonapi))(
        method(library, name), own, None
    )
    return made


@lru_cache(None)
def method(library: ctypes.PyDLL, name: str) -> Method:
    """What Python knows a function by; kept for good."""
    introduce(library)
    return Method(name.encode(), address(getattr(library, name)), FASTCALL, None)


@lru_cache(None)
def introduce(library: ctypes.PyDLL) -> "ctypes.Array[ctypes.c_void_p]":
    """Tell the library what it needs of Python; kept for good."""
    needed = (ctypes.c_void_p * len(NEEDED))(*(address(getattr(ctypes.pythonapi, name)) for name in NEEDED))
    library.glance_python(needed)
    return needed


def address(what: Any) -> int | None:
    """Where a function is."""
    return ctypes.cast(what, ctypes.c_void_p).value
