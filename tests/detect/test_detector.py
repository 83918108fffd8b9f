import subprocess
import sys
from pathlib import Path

from sakchy.detect import Detector
from sakchy.model import Step, Text, Unread
from sakchy.rulebook import load

ADDON = Path(__file__).parents[2] / "addon"
PROBE = """
import sys
from sakchy.detect import Detector
from sakchy.model import Text
from sakchy.rulebook import load
found = Detector(load(), b"k").find([Text((), "карта 4111 1111 1111 1111")])
print(len(found), "cv2" in sys.modules, "numpy" in sys.modules)
"""


def test_text_and_what_was_not_read_in_one_answer():
    place = (Step("file", "a.zip"),)
    parts = [
        Text((), "карта 4111 1111 1111 1111"),
        Unread(place, "encrypted", "ab" * 32),
        Unread((), "too-large"),
    ]
    card, closed, large = Detector(load(), b"k" * 32).find(parts)
    assert card.kind == "bank-card"
    assert (closed.kind, closed.rule, closed.confidence, closed.where) == (
        "not-read",
        "encrypted",
        1.0,
        place,
    )
    assert large.rule == "too-large"
    assert closed.fingerprint != large.fingerprint


def test_nothing_in_nothing_out():
    assert Detector(load(), b"k").find([]) == ()


def test_text_alone_never_loads_what_reads_pictures():
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        check=False,
        env={"PYTHONPATH": str(ADDON)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["1", "False", "False"], done.stderr
