"""The three networks of fronts, described in ../models/MODELS.md."""

from sakchy.detect.picture.models import Network

FRONTS = Network("fronts.onnx")
WORDS = Network("words.onnx")
PRINT = Network("print.onnx")
PEOPLE = Network("people.onnx")
