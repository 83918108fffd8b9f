"""Where messages arrive nothing rich is opened, and the libraries that could are not even there."""

import subprocess
import sys
from pathlib import Path

import pytest
from corpus import deal
from corpus.item import CARRIERS, PAYLOADS

from sakchy.extract import extract_light
from sakchy.model import Outgoing

ADDON = Path(__file__).parents[3] / "addon"
LIBRARIES = ("pypdfium2", "py7zr", "olefile", "pi_heif", "PIL", "inflate64", "cv2")
CHECK = f"""
import sys
import sakchy.wire.guard, sakchy.extract.known
from sakchy.extract import extract_light
from sakchy.model import Outgoing
for mark in ("255044462d312e37", "504b0304", "377abcaf271c", "d0cf11e0a1b11ae1", "49492a00"):
    assert extract_light(Outgoing("http", bytes.fromhex(mark))) is None
print([name for name in {LIBRARIES} if name in sys.modules])
"""
FILES = ("archives", "mail", "office", "pdf", "pictures")
NOT_BINARY = ("svg_picture", "svg_text")


def test_the_guard_never_loads_what_opens_files():
    done = subprocess.run(
        [sys.executable, "-c", CHECK],
        env={"PYTHONPATH": str(ADDON)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def specimens():
    """Every file of the corpus, once."""
    assert deal.MODULES
    for carrier in CARRIERS.values():
        home = carrier.pack.__module__.rpartition(".")[2]
        item = next((make() for make in PAYLOADS.values() if carrier.fits(make())), None)
        if home in FILES and item and carrier.name not in NOT_BINARY:
            yield pytest.param(carrier(item).bytes, id=carrier.name)


@pytest.mark.parametrize("data", [*specimens()])
def test_files_are_left_to_the_workers(data):
    assert extract_light(Outgoing("http", data)) is None
