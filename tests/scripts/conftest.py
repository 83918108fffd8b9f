"""The scripts are no package: they find each other through their own folder, as when they are started."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))  # last: `test.py` must not hide `test`
