import struct

import pytest
from corpus.compound import Node, compound

from sakchy.extract.files import lzfu

CARD = "card 4111 1111 1111 1111"
PREFIX = "__substg1.0_"


def ole(*nodes):
    return compound(Node("Root Entry", None, list(nodes)))


def prop(tag, data):
    return Node(PREFIX + tag, data)


def wide(text):
    return text.encode("utf-16-le")


def squeezed(text):
    """Literals only, then a reference to the end: what the format allows at its simplest."""
    data, out, at = text, bytearray(), 0
    position = len(lzfu.START)
    while at <= len(data):
        chunk = data[at : at + 8]
        if len(chunk) == 8:
            out += b"\0" + chunk
            position += 8
        else:
            out += bytes([1 << len(chunk)]) + chunk + ((position + len(chunk)) % 4096 << 4).to_bytes(2, "big")
        at += 8
    return struct.pack("<II4sI", len(out) + 12, len(data), b"LZFu", 0) + bytes(out)


def test_a_message_is_read_with_its_attachments(opened, drawn):
    attached = Node(
        "__attach_version1.0_#00000000",
        None,
        [prop("37010102", drawn()), prop("3707001F", wide("паспорт.jpg"))],
    )
    recipient = Node("__recip_version1.0_#00000000", None, [prop("3001001F", wide("Asan Usenov"))])
    found = opened(
        ole(
            prop("0037001F", wide("Анкета")),
            prop("1000001F", wide(CARD)),
            prop("001A001F", wide("IPM.Note")),
            prop("1013001E", "<p>письмо 4111<b>2222</b></p>".encode("cp1251")),
            attached,
            recipient,
        )
    )
    assert all(words in found.text for words in ("Анкета", CARD, "41112222", "Asan Usenov"))
    assert "IPM.Note" not in found.text
    assert found.pictures == [drawn()]
    assert "file:паспорт.jpg" in found.places()


def test_compressed_text_of_a_message_is_unpacked(opened):
    rtf = rb"{\rtf1\ansi " + CARD.encode() + b"}"
    assert lzfu.unpacked(squeezed(rtf), 1 << 20) == rtf
    assert CARD in opened(ole(prop("10090102", squeezed(rtf)))).text
    assert lzfu.unpacked(struct.pack("<II4sI", 0, 0, b"MELA", 0) + rtf, 1 << 20) == rtf


def test_references_into_the_dictionary_are_followed():
    head = struct.pack("<II4sI", 0, 0, b"LZFu", 0)
    assert lzfu.unpacked(head + b"\1" + (0 << 4 | 4).to_bytes(2, "big"), 99) == lzfu.START[:6]
    write = len(lzfu.START)
    run = b"\2ab"[:2] + (write << 4 | 6).to_bytes(2, "big")
    assert lzfu.unpacked(head + run, 99) == b"aaaaaaaaa"
    assert lzfu.unpacked(b"nothing of the kind", 99) == b""


def test_a_message_in_a_message_is_read(opened):
    inner = Node(PREFIX + "3701000D", None, [prop("1000001F", wide(CARD))])
    assert CARD in opened(ole(Node("__attach_version1.0_#00000000", None, [inner]))).text


def test_words_of_old_documents_are_found_in_both_ways_of_writing(opened, drawn):
    document = (
        bytes(512)
        + wide("Мой паспорт")
        + b"\xff\x07\1"
        + "карта 4111 1111 1111 1111".encode("cp1251")
        + b"\1\2"
    )
    found = opened(ole(Node("WordDocument", document), Node("Data", bytes(9) + drawn())))
    assert "Мой паспорт" in found.text
    assert "карта 4111 1111 1111 1111" in found.text
    assert found.pictures == [drawn()]


def test_numbers_of_old_sheets_are_found(opened):
    number = struct.pack("<HHHHHd", 0x0203, 14, 0, 0, 0, 4111111111111111.0)
    small = struct.pack("<HHHHHd", 0x0203, 14, 0, 0, 0, 12.0)
    found = opened(ole(Node("Workbook", struct.pack("<HH", 0x0809, 0) + small + number)))
    assert found.text.splitlines()[0] == "4111111111111111"


@pytest.mark.parametrize(
    "node",
    [
        Node("EncryptedPackage", b"\1" * 99),
        Node("WordDocument", bytes(10) + b"\0\1" + bytes(99)),
        Node("Workbook", struct.pack("<HHHH", 0x2F, 2, 1, 1)),
        Node("Current User", bytes(12) + b"\xdf\xc4\xd1\xf3" + bytes(9)),
    ],
)
def test_locked_documents_are_said(opened, node):
    assert opened(ole(node)).reasons == ["encrypted"]


def test_macros_are_not_looked_at(opened):
    assert opened(ole(Node("Macros", None, [Node("Module1", CARD.encode())]))).parts == ()


def test_too_many_streams_are_said(opened):
    assert opened(ole(*(Node(f"s{k}", b"word") for k in range(9))), members=5).reasons == ["too-many"]


def test_a_directory_that_turns_in_circles_ends(opened):
    data = bytearray(ole(Node("a", b"x" * 99), Node("b", b"y" * 99)))
    at = data.index("a\0".encode("utf-16-le"))
    data[at + 68 : at + 80] = struct.pack("<III", 1, 1, 1)  # left, right and child are itself
    assert opened(bytes(data)).reasons in ([], ["broken"])
