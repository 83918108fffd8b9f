import random

from sakchy.extract import large
from sakchy.limits import Limits
from sakchy.model import Apart, Outgoing, Unread

LIMITS = Limits(whole=10_000, opened=60_000)
HEAD = Outgoing(
    "http",
    b"",
    path="/a?card=1",
    headers=(("content-type", "multipart/form-data; boundary=edge"), ("slug", "x")),
)


def form(*files):
    parts = [b'--edge\r\nContent-Disposition: form-data; name="f"\r\n\r\n' + data + b"\r\n" for data in files]
    return b"".join(parts) + b"--edge--\r\n"


def split(data, head=HEAD, cut=None):
    message = Outgoing(**{name: getattr(head, name) for name in ("carrier", "path", "headers")}, body=b"",
                       apart=Apart(len(data), "d1", cut))  # fmt: skip
    found = list(large.messages(message, data, LIMITS))
    unread = [one.reason for one in found if isinstance(one, Unread)]
    return [one for one in found if isinstance(one, Outgoing)], unread


def noise(size, seed=1):
    return random.Random(seed).randbytes(size).replace(b"--edge", b"..edge")


def test_files_of_a_form_stay_whole_and_the_address_comes_once():
    files = [noise(4_000, seed) for seed in range(12)]
    pieces, unread = split(form(*files))
    assert unread == []
    assert b"".join(piece.body for piece in pieces) == form(*files)
    assert all(any(file in piece.body for piece in pieces) for file in files)
    assert max(len(piece.body) for piece in pieces) <= LIMITS.whole
    assert [piece.path for piece in pieces] == ["/a?card=1"] + ["/"] * (len(pieces) - 1)
    assert [len(piece.headers) for piece in pieces] == [2] + [1] * (len(pieces) - 1)
    assert all(piece.body.startswith(b"--edge") for piece in pieces)


def test_of_a_file_too_large_both_ends_are_looked_at():
    data = noise(200_000)
    pieces, unread = split(form(b"small", data, b"last"))
    assert unread == ["too-large"]
    assert b"small" in pieces[0].body
    assert data[:7_000] in pieces[1].body
    assert data[-7_000:] in pieces[2].body


def test_all_together_is_limited():
    pieces, unread = split(form(*(noise(9_000, seed) for seed in range(20))))
    assert sum(len(piece.body) for piece in pieces) <= LIMITS.opened
    assert unread == ["too-large"]


def test_what_is_no_form_is_one_stretch_or_two_ends():
    whole, unread = split(noise(50_000))
    assert ([len(piece.body) for piece in whole], unread) == ([50_000], [])
    ends, unread = split(noise(100_000))
    assert ([len(piece.body) for piece in ends], unread) == ([7_500, 7_500], ["too-large"])


def test_what_was_cut_off_before_is_said():
    assert split(b"abc", cut="no-room")[1] == ["no-room"]
    assert split(noise(100_000), cut="no-room")[1] == ["no-room"]


def test_a_boundary_in_the_middle_of_a_line_is_none():
    pieces, _ = split(form(b"a --edge b" * 500, noise(9_000)))
    assert b"a --edge b" * 500 in pieces[0].body


def test_a_million_delimiters_take_no_memory():
    pieces, unread = split(b"--edge\r\n" * 100_000)
    assert unread == ["too-large"]
    assert sum(len(piece.body) for piece in pieces) <= LIMITS.opened
