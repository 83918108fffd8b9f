"""The networks of fronts, described in ../models/FRONTS.md."""

from sakchy.detect.picture.models import Network

FRONTS = Network("fronts.onnx")
SHEETS = Network("sheets.onnx")
"""Lines on documents and cards."""
WORDS = Network("words.onnx")
"""Lines on whole pages, whose type is smaller."""
PRINT = Network("print.onnx")
PEOPLE = Network("people.onnx")
