"""Readers of zones to compare with: a function from a file's bytes to whether a sure zone was found in it."""

import importlib
import io
import shutil
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import cv2
import numpy as np

from sakchy.detect.mrz import read_zone
from sakchy.detect.picture.decode import UnreadableError
from sakchy.detect.picture.pipeline import search
from sakchy.detect.picture.zones import SURE

Reader: TypeAlias = Callable[[bytes], bool]
RAPID_SIDE = 960
"""Longer side of what RapidOCR detects text in; it was best there among 640, 960 and 1600."""
LINE = 0.6
"""Boxes whose middles differ by less than so much of their height stand in one line."""


def sure(lines: Sequence[str]) -> bool:
    """Whether lines hold a zone with two right check digits, as the product asks."""
    zone = read_zone(lines)
    return zone is not None and zone.strength >= SURE


def ours() -> Reader:
    """The product."""

    def found(data: bytes) -> bool:
        try:
            zone = search(data)
        except UnreadableError:
            return False
        return zone is not None and zone.strength >= SURE

    return found


def rapidocr() -> Reader:
    """RapidOCR on the whole page, upright and upside down."""
    engine = importlib.import_module("rapidocr").RapidOCR(
        params={"Global.max_side_len": RAPID_SIDE, "EngineConfig.onnxruntime.intra_op_num_threads": 1}
    )

    def found(data: bytes) -> bool:
        image = decoded(data)
        return any(sure(page_lines(engine(np.rot90(image, turn).copy()))) for turn in (0, 2))

    return found


def page_lines(page: Any) -> list[str]:
    """What was read, pieces that stand beside each other joined, from the top."""
    return ["".join(line) for line in pieces(page)]


def pieces(page: Any) -> list[list[str]]:
    """What was read, line by line from the top, the pieces of each from the left."""
    if page.boxes is None:
        return []
    ordered = sorted(zip(page.boxes, page.txts, strict=True), key=lambda piece: float(piece[0][:, 1].mean()))
    lines: list[list[tuple[Any, str]]] = []
    for box, text in ordered:
        above = lines[-1][-1][0] if lines else None
        high = float(np.ptp(box[:, 1]))
        if above is not None and abs(float((above - box)[:, 1].mean())) < LINE * high:
            lines[-1].append((box, text))
        else:
            lines.append([(box, text)])
    return [[text for _, text in sorted(line, key=lambda p: float(p[0][:, 0].min()))] for line in lines]


def need_tesseract() -> None:
    """Raises OSError without the program that two peers call: they would find nothing, and be fast at it."""
    if shutil.which("tesseract") is None:
        raise OSError("tesseract is not installed")


def passporteye() -> Reader:
    """PassportEye with Tesseract, its lines through our grammar."""
    need_tesseract()
    read_mrz = importlib.import_module("passporteye").read_mrz

    def found(data: bytes) -> bool:
        result = read_mrz(io.BytesIO(data), save_roi=False)
        return result is not None and sure(str(result.aux.get("raw_text", "")).splitlines())

    return found


def fastmrz() -> Reader:
    """FastMRZ, what it read through our grammar."""
    need_tesseract()
    reader = importlib.import_module("fastmrz").FastMRZ()

    def found(data: bytes) -> bool:
        text = reader.get_details(decoded(data), input_type="numpy", ignore_parse=True)
        return sure(str(text).splitlines())

    return found


def decoded(data: bytes) -> Any:
    """The picture in colour."""
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


READERS: dict[str, Callable[[], Reader]] = {
    "rapidocr": rapidocr,
    "passporteye": passporteye,
    "fastmrz": fastmrz,
}
