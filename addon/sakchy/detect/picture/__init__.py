"""Pictures of documents, by their machine readable zone: two small networks find and read it, OpenCV does
the rest, and the check digits decide.

    decode -> finder -> strip -> lines -> reader -> sakchy.detect.mrz
"""

from sakchy.detect.picture.detector import PictureDetector

__all__ = ["PictureDetector"]
