"""Cards of nobody, drawn with the typeface that OpenCV brings along."""

import numpy as np
import pytest

from sakchy.detect.picture.opencv import cv2

INK = (40, 30, 30)
IDENTITY = (
    ("Фамилиясы / Фамилия / Surname", "ULGU"),
    ("Аты / Имя / Name", "SPECIMEN"),
    ("Туулган күнү / Date of birth", "01.01.1900"),
    ("Документтин № / Document No", "ID0000001"),
    ("Колдонуу мөөнөтү / Date of expiry", "01.01.2035"),
)


def write(image, text, x, y, size, *, ink=INK):
    cv2.putText(image, text, (x, y), ink, cv2.FontFace("sans"), size)


def paper(base):
    rng = np.random.default_rng(7)
    y, x = np.mgrid[0:630, 0:1000].astype(np.float32)
    waves = sum(np.sin((y + 30 * np.sin(x / period)) / pitch) for period, pitch in ((90, 3), (150, 4)))
    noise = rng.normal(0, 2, (630, 1000, 1))
    return (np.array(base) - 6 * np.clip(waves, 0, 2)[..., None] + noise).clip(0, 255).astype(np.uint8)


def person(image, x, y, wide, tall):
    cv2.rectangle(image, (x, y), (x + wide, y + tall), (205, 200, 195), -1)
    middle = x + wide // 2
    cv2.ellipse(image, (middle, y + tall), (wide * 9 // 20, tall // 4), 0, 180, 360, (70, 60, 60), -1)
    cv2.ellipse(image, (middle, y + tall * 2 // 5), (wide // 4, tall * 7 // 24), 0, 0, 360, (40, 40, 50), -1)
    cv2.ellipse(image, (middle, y + tall * 9 // 20), (wide // 5, tall // 4), 0, 0, 360, (150, 170, 205), -1)
    for side in (-1, 1):
        eye = (middle + side * wide // 12, y + tall * 2 // 5)
        cv2.ellipse(image, eye, (wide // 30, tall // 60), 0, 0, 360, (40, 40, 40), -1)
    cv2.ellipse(image, (middle, y + tall * 14 // 25), (wide // 14, tall // 70), 0, 0, 360, (90, 90, 150), -1)


def identity_card():
    image = paper((232, 228, 214))
    write(image, "KYRGYZ REPUBLIC", 330, 70, 44, ink=(120, 50, 20))
    write(image, "IDENTITY CARD", 330, 125, 36, ink=(120, 50, 20))
    person(image, 40, 150, 250, 340)
    for row, (label, value) in enumerate(IDENTITY):
        write(image, label, 330, 190 + row * 88, 22, ink=(90, 80, 80))
        write(image, value, 330, 230 + row * 88, 36)
    return image


def bank_card():
    image = paper((120, 60, 30))
    write(image, "ULGU BANK", 70, 100, 60, ink=(250, 250, 250))
    cv2.rectangle(image, (90, 190), (210, 285), (140, 190, 210), -1)
    write(image, "4111 1111 1111 1111", 80, 400, 64, ink=(245, 245, 245))
    write(image, "VALID THRU", 330, 460, 22, ink=(245, 245, 245))
    write(image, "12/29", 480, 468, 40, ink=(245, 245, 245))
    write(image, "SPECIMEN ULGU", 80, 560, 42, ink=(245, 245, 245))
    write(image, "VISA", 780, 560, 80, ink=(245, 245, 245))
    return image


def bonus_card():
    image = paper((120, 60, 30))
    write(image, "ULGU CAFE", 70, 100, 60, ink=(250, 250, 250))
    write(image, "BONUS CARD", 80, 300, 64, ink=(245, 245, 245))
    write(image, "0000000017", 80, 560, 42, ink=(245, 245, 245))
    return image


def desk(card, quarters, angle, share):
    height, width = 900, 1200
    scene = np.full((height, width, 3), (70, 95, 130), np.uint8)
    scale = share * width / card.shape[1]
    turn = cv2.getRotationMatrix2D((card.shape[1] / 2, card.shape[0] / 2), angle, scale)
    turn[:, 2] += np.array([width - card.shape[1], height - card.shape[0]]) / 2
    on = cv2.warpAffine(card, turn, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpAffine(np.full(card.shape[:2], 255, np.uint8), turn, (width, height))
    return np.ascontiguousarray(
        np.rot90(np.where(mask[..., None] > 127, on, scene).astype(np.uint8), quarters)
    )


@pytest.fixture(scope="session")
def photographed():
    """A drawn card on a desk as a JPEG: which, turned by quarters and degrees, how much of the width."""
    cards = {"identity": identity_card(), "bank": bank_card(), "bonus": bonus_card()}

    def picture(name, quarters=0, angle=3.0, share=0.75):
        image = desk(cards[name], quarters, angle, share)
        return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()

    return picture


@pytest.fixture(scope="session")
def selfie():
    """Somebody who shows an identity card to the camera, as a JPEG."""
    scene = np.full((1000, 1000, 3), (150, 160, 150), np.uint8)
    person(scene, 80, 20, 620, 780)
    small = cv2.resize(identity_card(), (460, 290), interpolation=cv2.INTER_AREA)
    scene[660:950, 500:960] = small
    return cv2.imencode(".jpg", scene, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes()
