"""A second opinion on what looks like a zone or a document but was not read: RapidOCR, where it is installed.

It comes with the extra `ocr`, knows Latin letters from models in its wheel, and is loaded when it is first
asked: some hundred megabytes and a second, which ordinary pictures never cost. It takes 70 ms a line, reads
OCR-B less well than our own reader and other typefaces better.
"""

from functools import cache
from importlib.util import find_spec
from typing import Any

from sakchy.detect.picture.opencv import Grey, Plane, cv2


@cache
def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None


@cache
def engine() -> Any:
    """RapidOCR on one core, its models loaded."""
    from rapidocr import RapidOCR  # noqa: PLC0415  an extra, and large

    return RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1})


def lines(parts: list[Grey]) -> list[str]:
    """What it reads in lines cut out; nothing where it fails: an opinion is no must."""
    try:
        return [read(part) for part in parts]
    except Exception:  # noqa: BLE001  whatever a foreign library raises, the picture was looked at already
        return []


def page(image: Grey) -> list[tuple[Plane, str]]:
    """The lines that it finds in a picture, each with its four corners from the upper left and its text."""
    try:
        found = engine()(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), use_cls=False)
        return list(zip(found.boxes, found.txts, strict=True)) if found.txts else []
    except Exception:  # noqa: BLE001  as above
        return []


def read(line: Grey) -> str:
    """What it reads in one line."""
    found = engine()(cv2.cvtColor(line, cv2.COLOR_GRAY2BGR), use_det=False, use_cls=False, use_rec=True)
    return "".join(found.txts or ())
