"""Pictures of documents, by their machine readable zone: two small networks find and read it, OpenCV does
the rest, and the check digits decide.

    decode -> finder -> strip -> lines -> reader -> sakchy.detect.mrz
"""

from sakchy.detect.picture.album import Album
from sakchy.detect.picture.detector import PictureDetector
from sakchy.detect.picture.fronts.networks import FRONTS, PEOPLE, PRINT, SHEETS, WORDS
from sakchy.detect.picture.models import FINDER, READER
from sakchy.detect.picture.seen import Seen

__all__ = ["Album", "PictureDetector", "Seen", "warm"]


def warm() -> None:
    """Load all networks, rather than each where it is first needed: 25 ms and 8 MB. Any thread may do so."""
    for network in (FINDER, FRONTS, READER, SHEETS, WORDS, PRINT, PEOPLE):
        network.load()
