"""Pictures of documents, by their machine readable zone: two small networks find and read it, OpenCV does
the rest, and the check digits decide.

    decode -> finder -> strip -> lines -> reader -> sakchy.detect.mrz
"""

from sakchy.detect.picture.album import Album
from sakchy.detect.picture.detector import PictureDetector
from sakchy.detect.picture.seen import Seen

__all__ = ["Album", "PictureDetector", "Seen"]
