"""Bytes -> text: as declared, by byte order mark, UTF-8, UTF-16, UTF-32, and the Cyrillic code pages."""

import codecs

HEAD = 2048  # bytes judged at either end: text in front of a picture does not make it text
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARABLE = frozenset([
    "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
    "cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic",
])  # fmt: skip
"""Charsets worth obeying: codec names as Python normalises them. Everything else is judged by content.

Not UTF-7: no browser writes it, few servers read it (WHATWG Encoding, 4.2); its letters stay as they stand.
"""
CODE_PAGES = ("cp1251", "koi8-r", "cp866", "iso8859-5")
FREQUENT = frozenset("оеаинтсрвлк")  # half of all letters of a Russian text, and in Kyrgyz as well
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
MOSTLY = 10  # text has fewer than one control byte in ten; random bytes have more


def decode(data: bytes, declared: str = "") -> str | None:
    """The text, or None if the bytes are no text.

    `declared`: charset by the sender, may be wrong. UTF-16 turns everything else into Chinese, so the bytes
    have the first word there.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    head = data[:HEAD] + data[HEAD:][-HEAD:]
    sixteen = utf32(head) or utf16(head)
    if declared and not sixteen and (codec := known(declared)) and (codec[:4] != "utf-" or not is_utf8(data)):
        return data.decode(codec, "replace")
    if sixteen:
        return data.decode(sixteen, "replace")
    if (len(head) - len(head.translate(None, CONTROL))) * MOSTLY > len(head):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return eight_bit(data, head)


def known(declared: str) -> str | None:
    """Python's name of a declared charset that is worth obeying."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")[:40]).name
    except (LookupError, ValueError):
        return None
    return name if name in DECLARABLE else None


def utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: the high bytes of Latin (00) and Cyrillic (04) text are nearly all alike."""
    if len(head) < 4 or not (0 in head or 4 in head):
        return None
    even, odd = head[0::2], head[1::2]
    for high, low, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if (high.count(0) + high.count(4)) * 10 >= len(high) * 7 and low.count(0) * 10 < len(low):
            return name
    return None


def utf32(head: bytes) -> str | None:
    """UTF-32 without a mark: no letter in use needs the upper half."""
    if len(head) < 8 or 0 not in head:
        return None
    one, two, three, four = (head[start::4] for start in range(4))
    if not any(three) and not any(four) and all(map(any, zip(one, two, strict=False))):
        return "utf-32-le"
    if not any(one) and not any(two) and all(map(any, zip(three, four, strict=False))):
        return "utf-32-be"
    return None


def is_utf8(data: bytes) -> bool:
    """True for text in UTF-8; UTF-16 of Chinese is none, that of Latin and Cyrillic has zeros or fours."""
    try:
        return 0 not in data and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def eight_bit(data: bytes, head: bytes) -> str | None:
    """Nearly UTF-8 (cut in the middle, a stray byte), else a code page: ASCII survives in any of them."""
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 50 <= len(text):
        return text
    controls = len(head) - len(head.translate(None, CONTROL))
    return data.decode(code_page(head), "replace") if controls * 50 <= len(head) else None


def code_page(head: bytes) -> str:
    """The Cyrillic code page in which the bytes make the most frequent letters of Russian and Kyrgyz."""
    return max(CODE_PAGES, key=lambda name: sum(map(FREQUENT.__contains__, head.decode(name, "replace"))))
