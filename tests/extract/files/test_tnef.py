import struct

CARD = b"card 4111 1111 1111 1111"


def attribute(tag, data):
    return b"\1" + struct.pack("<II", tag, len(data)) + data + b"\0\0"


def winmail(*attributes):
    return b"\x78\x9f\x3e\x22\1\0" + b"".join(attributes)


def test_words_and_attachments_come_out(opened, drawn):
    found = opened(
        winmail(
            attribute(0x18004, b"Subject line\0"),
            attribute(0x2800C, CARD + b"\0"),
            attribute(0x6800F, drawn()),
            attribute(0x18010, "фото.jpg\0".encode("cp1251")),
            attribute(0x6800F, CARD),
        ),
        "winmail.dat",
    )
    assert "Subject line" in found.text
    assert found.text.count(CARD.decode()) == 2
    assert found.pictures == [drawn()]
    assert "file:фото.jpg" in found.places()


def test_compressed_text_among_the_properties_is_found(opened):
    packed = struct.pack("<II4sI", 99, 99, b"MELA", 0) + b"{\\rtf1 " + CARD + b"}"
    assert CARD.decode() in opened(winmail(attribute(0x69003, b"\3\0\0\0" + packed))).text


def test_a_lying_length_is_cut_and_said(opened):
    whole = winmail(attribute(0x2800C, CARD))
    found = opened(whole[:11] + b"\xff\xff\xff\x7f" + whole[15:])
    assert CARD.decode() in found.text
    assert found.reasons == ["broken"]
