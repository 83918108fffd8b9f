"""What is written on drawn papers and in which typefaces: stock.yaml, read once."""

from pathlib import Path
from typing import Any

import yaml

WHOLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("stock.yaml").read_text("utf-8"))
PAIRS: dict[str, list[list[str]]] = WHOLE.pop("pairs")
"""Lines that stand together."""
STOCK: dict[str, list[str]] = WHOLE
"""Words and lines that stand alone."""
