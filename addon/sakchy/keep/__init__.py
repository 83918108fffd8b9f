"""What a person asks Sakchy to remember, on the disk: own values as fingerprints, and the key to them."""

from sakchy.keep.key import fingerprint_key
from sakchy.keep.ownfile import OwnFile

__all__ = ["OwnFile", "fingerprint_key"]
