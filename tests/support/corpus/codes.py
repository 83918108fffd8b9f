"""Encodings of one text or file inside another."""

import base64
from urllib.parse import quote

from corpus.item import Item, carrier

WORDS = "Уважаемые коллеги, пишу вам ещё раз по поводу завтрашней встречи. "
"""A sentence round the value: a code page is guessed from its letters, and people write sentences."""


@carrier("bytes", "text")
def base64_standard(item: Item) -> str:
    return base64.b64encode(item.bytes).decode()


@carrier("bytes", "text")
def base64_url_safe(item: Item) -> str:
    return base64.urlsafe_b64encode(item.bytes).decode().rstrip("=")


@carrier("bytes", "text")
def base64_wrapped(item: Item) -> str:
    return base64.encodebytes(item.bytes).decode().replace("\n", "\r\n")


@carrier("bytes", "text")
def data_url(item: Item) -> str:
    return f"data:{item.type.partition(';')[0]};base64," + base64.b64encode(item.bytes).decode()


@carrier("bytes", "text")
def data_url_percent(item: Item) -> str:
    return f"data:{item.type.partition(';')[0]}," + quote(item.bytes, safe="")


@carrier("text", "text", "text/html", "page.html")
def data_url_in_page(item: Item) -> str:
    return f'<p>Hello</p><a href="data:text/plain;base64,{base64.b64encode(item.bytes).decode()}">x</a>'


@carrier("image", "text", "text/html", "page.html")
def picture_in_page(item: Item) -> str:
    return f'<p>Hello</p><img src="data:{item.type};base64,{base64.b64encode(item.bytes).decode()}">'


@carrier("text", "text")
def percent_escapes(item: Item) -> str:
    return "".join(f"%{byte:02X}" for byte in item.bytes)


@carrier("text", "text")
def unicode_escapes(item: Item) -> str:
    units = item.text.encode("utf-16-be")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


@carrier("text", "text")
def hex_escapes(item: Item) -> str:
    return "".join(f"\\x{byte:02x}" for byte in item.bytes)


@carrier("text", "bytes", "text/plain; charset=utf-16")
def utf16(item: Item) -> bytes:
    return item.text.encode("utf-16")


@carrier("text", "bytes")
def utf16_without_mark(item: Item) -> bytes:
    return item.text.encode("utf-16-be")


@carrier("text", "bytes")
def utf8_with_mark(item: Item) -> bytes:
    return b"\xef\xbb\xbf" + item.bytes


@carrier("words", "bytes", "text/plain; charset=windows-1251")
def cp1251(item: Item) -> bytes:
    return (WORDS + item.text).encode("cp1251")


@carrier("words", "bytes", "text/plain; charset=koi8-r")
def koi8_r(item: Item) -> bytes:
    return (WORDS + item.text).encode("koi8-r")


@carrier("words", "bytes", "text/plain; charset=ibm866")
def cp866(item: Item) -> bytes:
    return (WORDS + item.text).encode("cp866")


@carrier("words", "text", "application/x-www-form-urlencoded; charset=windows-1251")
def urlencoded_cp1251(item: Item) -> str:
    return "message=" + quote(item.text.encode("cp1251"))
