"""Backs of North American licences of nobody: a PDF417 as the AAMVA standard lays down, and small print."""

from random import Random

import cv2
import numpy as np
import zxingcpp

from specimens.paint import Image

HEADER = "@\n\x1e\rANSI 636000080002DL00410278ZV03190008DL"
FIELDS = {
    "DCS": "SPECIMEN", "DDE": "N", "DAC": "ULGU", "DDF": "N", "DAD": "MISAL", "DBD": "01012020",
    "DBB": "01011900", "DBA": "01012030", "DBC": "1", "DAU": "070 in", "DAY": "BRO", "DAG": "123 SAMPLE ST",
    "DAI": "SPRINGFIELD", "DAJ": "CO", "DAK": "80000", "DCF": "000000", "DCG": "USA", "DDA": "F",
    "DCB": "NONE", "DCD": "NONE",
}  # fmt: skip
WIDTH, HEIGHT = 1000, 630


def licence_back(chance: Random) -> Image:
    """The back of a licence."""
    fields = {"DAQ": f"S{chance.randrange(10**8):08}"} | FIELDS
    text = HEADER + "\n".join(name + value for name, value in fields.items()) + "\r"
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.PDF417)
    bars = np.asarray(code.to_image(scale=1), np.uint8)
    wide, tall, y = chance.randint(640, 900), chance.randint(120, 200), chance.randint(40, 330)
    sharper = cv2.INTER_AREA if bars.shape[1] > wide else cv2.INTER_NEAREST
    card: Image = np.full((HEIGHT, WIDTH, 3), chance.randint(215, 250), np.uint8)
    x = (WIDTH - wide) // 2
    card[y - 12 : y + tall + 12, x - 12 : x + wide + 12] = 255
    card[y : y + tall, x : x + wide] = cv2.resize(bars, (wide, tall), interpolation=sharper)[..., None]
    for row in range(4):
        at = (60, y + tall + 60 + row * 36)
        cv2.putText(
            card, "REST: NONE  CLASS: R  END: NONE", at, cv2.FONT_HERSHEY_SIMPLEX, 0.7, (40, 40, 40), 2
        )
    return card
