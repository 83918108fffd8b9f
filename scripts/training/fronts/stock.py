"""What is written on drawn papers and in which typefaces: stock.yaml, read once."""

from pathlib import Path

import yaml

STOCK: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("stock.yaml").read_text("utf-8"))
