"""Remove and send: what was found is replaced, exactly where it stands, and nothing else is touched.

    roots -> layers -> place -> splice -> proof

Pure, and run in a worker: of the found text nothing leaves that process, only the new message does.
"""

from sakchy.act.mask.files import file_of, without_files
from sakchy.act.mask.replace import Masked, of, replaced
from sakchy.act.mask.roots import LARGEST

__all__ = ["LARGEST", "Masked", "file_of", "of", "replaced", "without_files"]
