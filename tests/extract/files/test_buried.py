import bz2
import lzma
import os
from random import Random

import pytest
from corpus.pdf import page

from sakchy.extract.files.buried import read
from sakchy.extract.piece import Piece

JUNK = b"\x00\x02" + Random(7).randbytes(6000)


@pytest.mark.parametrize("start", [0, 1, 5000])
def test_a_document_behind_junk_is_opened(opened, start):
    note = "<< /Type /Annot /Subtype /Text /Contents (4111 1111 1111 1111) /Rect [0 0 9 9] >>"
    data = JUNK[:start] + page(b"", {5: note}, entries="/Annots [5 0 R]")
    assert "4111 1111 1111 1111" in opened(data, "x.jpg").text


def test_an_archive_in_a_program_is_opened(opened):
    packed = lzma.compress(b"card 4111 1111 1111 1111")
    assert "4111 1111 1111 1111" in opened(b"MZ" + JUNK + packed).text


def test_chance_makes_no_file():
    assert read(Piece(os.urandom(4 << 20))) is None
    assert read(Piece(bz2.compress(os.urandom(1 << 20)))) is None
