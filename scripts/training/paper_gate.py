"""The network that tells pages of text from everything else: draw, train, write.

    python -m training.paper_gate draw FOLDER PHOTOS COUNT SEED      one file of COUNT pictures
    python -m training.paper_gate train FOLDER CHECKPOINT STEPS      on one thread
    python -m training.paper_gate export CHECKPOINT FILE

Every run of a seed draws the same. PHOTOS is a folder of photographs free to use.
"""

import math
import pickle
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np

from specimens.paint import Image
from training.fronts import cards, layouts, others, screens
from training.fronts.pool import photographs
from training.fronts.print import Sheet
from training.fronts.scene import Scene, scene
from training.papers import FORMS, contract, form
from training.phases import fold

SIDE, STRIDE = 256, 16
LEAST_LINES = 7
"""A page has so many; cards and posters have fewer."""
TEXTS = (others.page, others.page, others.listing, others.receipt, others.form, screens.chat, contract)
NEITHER = (
    others.poster, others.poster, others.business, others.game, others.plate, others.ticket, cards.card,
    lambda chance, rng, _: layouts.document(chance, rng),
)  # fmt: skip
BATCH, RATE, WARM, SEED = 32, 3e-3, 100, 1811


def drawn(chance: Random, rng: np.random.Generator, photos: list[Image]) -> tuple[Scene, bool]:
    """A picture, and whether it shows a page of text."""
    kind, longer = chance.random(), chance.choice((512, 768))
    if kind < 0.3:
        return scene([], photos, chance, rng, longer), False
    if kind < 0.55:
        return scene([chance.choice(NEITHER)(chance, rng, photos)], photos, chance, rng, longer), False
    sheet: Sheet = (
        form(chance, chance.choice(list(FORMS)), filled=chance.random() < 0.7)
        if kind < 0.8
        else chance.choice(TEXTS)(chance, rng, photos)
    )
    return scene([sheet], photos, chance, rng, longer), len(sheet.lines) >= LEAST_LINES


def truth(picture: Scene, scale: float) -> np.ndarray:
    """Level and upright text, for every cell: the hull of all lines."""
    height, width = (math.ceil(side * scale / STRIDE) for side in picture.image.shape)
    out = np.zeros((2, height, width), np.float32)
    quads = np.array([quad for quad, _ in picture.lines], np.float32)
    along = (quads[:, 1] - quads[:, 0]).sum(0)
    hull = cv2.convexHull(quads.reshape(-1, 2) * scale)
    mask = np.zeros((height * STRIDE, width * STRIDE), np.uint8)
    cv2.fillPoly(mask, [hull.astype(np.int32)], 1)
    on = cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA) > 0
    out[0 if abs(along[0]) >= abs(along[1]) else 1][on] = 1
    return out


def draw(folder: Path, photos: list[Image], count: int, seed: int) -> None:
    """One file of pictures with their truth."""
    chance, rng = Random(seed), np.random.default_rng(seed)
    made = []
    for _ in range(count):
        picture, text = drawn(chance, rng, photos)
        scale = SIDE / max(picture.image.shape)
        small = cv2.resize(picture.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        made.append((small, truth(picture, scale) if text else None))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"papers-{seed}.pickle").write_bytes(pickle.dumps(made))


def one(item: Any, chance: Random) -> tuple[np.ndarray, np.ndarray]:
    """A picture on a square with its truth, turned and in other light."""
    image, planes = item
    square = np.full((SIDE, SIDE), int(image.mean()), np.uint8)
    square[: image.shape[0], : image.shape[1]] = image
    marks = np.zeros((2, SIDE // STRIDE, SIDE // STRIDE), np.float32)
    if planes is not None:
        marks[:, : planes.shape[1], : planes.shape[2]] = planes
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        square, marks = np.rot90(square), np.rot90(marks, axes=(1, 2))[::-1]
    if chance.random() < 0.5:
        square, marks = square[:, ::-1], marks[:, :, ::-1]
    plane = (square.astype(np.float32) - 128) / 64 * chance.uniform(0.6, 1.3) + chance.uniform(-0.5, 0.5)
    return plane * (-1 if chance.random() < 0.05 else 1), np.ascontiguousarray(marks)


def net() -> Any:
    """A grey picture to two planes at a sixteenth: text that runs level, text that runs upright (logits)."""
    from torch import nn  # noqa: PLC0415  only for training

    from training.fronts.nets import conv, light  # noqa: PLC0415

    return nn.Sequential(
        conv(1, 8, 3, 2, 1), light(8, 16, 2), light(16, 32, 2), light(32, 48, 2),
        light(48, 48, 1, 2), light(48, 48, 1, 2), light(48, 48), nn.Conv2d(48, 2, 1),
    )  # fmt: skip


def train(folder: Path, checkpoint: Path, steps: int) -> None:
    """All steps at once."""
    import torch  # noqa: PLC0415  only for training

    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    items = []
    for file in sorted(folder.glob("papers-*.pickle")):
        items += pickle.loads(file.read_bytes())  # noqa: S301  written by `draw`
    model, chance, start = net(), Random(SEED), time.process_time()
    mean = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.98), use_buffers=True
    )
    optimiser = torch.optim.AdamW(model.parameters(), RATE, weight_decay=1e-4)
    running = 0.0
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM) * (0.51 + 0.49 * math.cos(math.pi * step / steps))
        planes, marks = zip(*(one(chance.choice(items), chance) for _ in range(BATCH)), strict=True)
        said = model(torch.from_numpy(np.stack(planes)[:, None].astype(np.float32)))
        loss = torch.nn.functional.binary_cross_entropy_with_logits(said, torch.from_numpy(np.stack(marks)))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        mean.update_parameters(model)
        running += (loss.item() - running) / min(step + 1, 100)
        if step % 100 == 99:
            print(step + 1, f"{time.process_time() - start:.0f} s", f"{running:.4f}", flush=True)
    torch.save(mean.module.state_dict(), checkpoint)


def export(checkpoint: Path, file: Path) -> None:
    """As ONNX."""
    import torch  # noqa: PLC0415  only for training

    model = net()
    model.load_state_dict(torch.load(checkpoint))
    torch.onnx.export(
        model.eval(), (torch.randn(1, 1, 192, 256),), str(file), input_names=["x"], output_names=["y"],
        dynamic_axes={"x": {0: "n", 2: "h", 3: "w"}, "y": {0: "n"}}, dynamo=False, opset_version=17,
    )  # fmt: skip
    fold(file)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    if sys.argv[1] == "draw":
        draw(Path(sys.argv[2]), photographs(Path(sys.argv[3])), int(sys.argv[4]), int(sys.argv[5]))
    elif sys.argv[1] == "train":
        train(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        export(Path(sys.argv[2]), Path(sys.argv[3]))
