"""Forms of nobody, drawn with the typeface that OpenCV brings along."""

import numpy as np
import pytest

from sakchy.detect.picture.opencv import cv2

WIDTH, HEIGHT = 1000, 1414
INK = (40, 34, 30)
FORMS = {
    "anketa": (
        "АНКЕТА",
        ("Фамилия", "Үлгүбеков"), ("Имя", "Үлгү"), ("Дата рождения", "12.12.1984"),
        ("Паспорт", "ID7654321"), ("ПИН", "21212198412345"), ("Гражданство", "Кыргызстан"),
        ("Адрес", "Бишкек, Чүй 1"), ("Телефон", "+996 555 123456"),
    ),
    "referral": (
        "НАПРАВЛЕНИЕ",
        ("Пациент", "Специменов Улгу"), ("Дата рождения", "12.12.1984"), ("ПИН", "21212198412345"),
        ("Диагноз", "J45.0, астма"), ("Жалобы", "кашель"), ("Отделение", "терапия"), ("Врач", "Образцова"),
    ),
    "requisites": (
        "РЕКВИЗИТЫ",
        ("Получатель", "Специменов Улгу"), ("Банк получателя", "Үлгү Банк"), ("БИК", "129123"),
        ("Расчетный счет", "1090123456701234"), ("Назначение платежа", "пополнение"), ("Дата", "01.01.2026"),
        ("Сумма", "100,00"),
    ),
}  # fmt: skip


def write(image, text, x, y, size):
    cv2.putText(image, text, (x, y), INK, cv2.FontFace("sans"), size, 500)


def form(name, *, filled=True):
    image = np.full((HEIGHT, WIDTH, 3), 246, np.uint8)
    title, *fields = FORMS[name]
    write(image, "SPECIMEN", 90, 90, 24)
    write(image, title, 320, 160, 44)
    for row, (label, value) in enumerate(fields):
        y = 260 + row * 80
        write(image, f"{label}:", 90, y, 30)
        cv2.line(image, (420, y + 10), (920, y + 10), (130, 130, 130), 2)
        if filled:
            write(image, value, 430, y, 30)
    write(image, "Бул баракча сыноо үчүн тартылган.", 90, 1000, 24)
    write(image, "Подпись ____________", 90, 1080, 24)
    return image


def desk(sheet, quarters=0, angle=1.5, height=1500):
    """The sheet photographed from above, upright or turned by quarters, as a JPEG."""
    scale = 0.88 * height / sheet.shape[0]
    width = height * 3 // 4
    turn = cv2.getRotationMatrix2D((sheet.shape[1] / 2, sheet.shape[0] / 2), angle, scale)
    turn[:, 2] += np.array([width - sheet.shape[1], height - sheet.shape[0]]) / 2
    on = cv2.warpAffine(sheet, turn, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpAffine(np.full(sheet.shape[:2], 255, np.uint8), turn, (width, height))
    scene = np.where(mask[..., None] > 127, on, np.array((70, 95, 130), np.uint8)).astype(np.uint8)
    return cv2.imencode(".jpg", np.ascontiguousarray(np.rot90(scene, quarters)))[1].tobytes()


@pytest.fixture(scope="session")
def grey_form():
    """A form as a flat grey picture: which, filled in or not."""
    return lambda name, **more: cv2.cvtColor(form(name, **more), cv2.COLOR_BGR2GRAY)


@pytest.fixture(scope="session")
def photographed_form():
    """A form on a desk as a JPEG: which, filled in or not, turned by quarters."""
    return lambda name, *, filled=True, **more: desk(form(name, filled=filled), **more)
