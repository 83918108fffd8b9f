"""Train the reader of zone lines: `reader.py POOLS CHECKPOINT STEPS`; `reader.py export CHECKPOINT FILE`.

POOLS is a folder that pool.py fills; files that come later are taken in as they come. The checkpoint is
written every SAVE steps and read again when training goes on.
"""

import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from training.phases import fold  # beside this file, wherever it is run from

HEIGHT = 24
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
INDEX = {letter: place + 1 for place, letter in enumerate(ALPHABET)}  # 0 is the blank of CTC
CHANNELS, RESIDUALS = (16, 32, 64, 128), (1, 1, 2)
"""Of the four convolutions; dilation of each residual one."""
STRIDE = 4
BATCH, RATE, WARM, SAVE, SEED = 64, 2e-3, 300, 500, 9303
DECAY = 0.999
"""Of the running mean of all weights, which is what is exported."""


def conv(
    entering: int, leaving: int, kernel: Any, stride: Any, *, pad: Any, dilation: Any = 1
) -> nn.Sequential:
    """Convolution, batch norm, rectifier."""
    return nn.Sequential(
        nn.Conv2d(entering, leaving, kernel, stride, pad, dilation, bias=False),
        nn.BatchNorm2d(leaving),
        nn.ReLU(inplace=True),
    )


class Reader(nn.Module):
    """A line 24 pixels high to logits of blank, 0-9, A-Z, `<`, for every four columns."""

    def __init__(self) -> None:
        super().__init__()
        one, two, three, four = CHANNELS
        self.stem = nn.Sequential(
            conv(1, one, 3, 2, pad=1),
            conv(one, two, 3, (2, 1), pad=1),
            conv(two, three, 3, 2, pad=1),
            conv(three, four, 3, 1, pad=(0, 1)),
        )
        self.context = nn.ModuleList(
            conv(four, four, (1, 5), 1, pad=(0, 2 * d), dilation=(1, d)) for d in RESIDUALS
        )
        self.last = nn.Conv2d(four, len(ALPHABET) + 1, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Lines (N, 1, 24, W) to logits (N, W / 4, 38)."""
        x = self.stem(x)
        for layer in self.context:
            x = x + layer(x)
        logits: torch.Tensor = self.last(self.drop(x))
        return logits[:, :, 0].permute(0, 2, 1)


class Pool:
    """All crops drawn so far, the narrow ones first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: set[Path] = set()
        self.crops: list[tuple[np.ndarray, str]] = []

    def look(self) -> None:
        """Take in files that are new."""
        for file in sorted(set(self.folder.glob("lines-*[0-9].npz")) - self.seen):
            self.seen.add(file)
            data = np.load(file)
            parts = np.split(data["images"], np.cumsum(data["widths"])[:-1], axis=1)
            self.crops += zip(map(np.ascontiguousarray, parts), data["texts"].tolist(), strict=True)
        self.crops.sort(key=lambda crop: crop[0].shape[1])

    def batches(self, chance: Random) -> Iterator[list[tuple[np.ndarray, str]]]:
        """Batches of about equal width, for ever."""
        while True:
            start = chance.randrange(max(1, len(self.crops) - 3 * BATCH))
            near = self.crops[start : start + 3 * BATCH]
            yield chance.sample(near, BATCH)


def tensor(crops: list[tuple[np.ndarray, str]], rng: np.random.Generator) -> torch.Tensor:
    """Crops centred as the product does it, one in ten as a negative, filled up to the widest."""
    wide = max(image.shape[1] for image, _ in crops)
    batch = np.zeros((len(crops), 1, HEIGHT, wide), np.float32)
    for row, (image, _) in zip(batch, crops, strict=True):
        plane = image.astype(np.float32) * (-1 if rng.random() < 0.1 else 1)
        plane += rng.normal(0, rng.uniform(0, 6), plane.shape)
        row[0, :, : image.shape[1]] = (plane - plane.mean()) / (plane.std() + 8)
    return torch.from_numpy(batch)


def loss_of(net: nn.Module, crops: list[tuple[np.ndarray, str]], rng: np.random.Generator) -> torch.Tensor:
    """CTC loss of a batch."""
    batch = tensor(crops, rng).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        logits = net(batch)
    lengths = torch.tensor([image.shape[1] // STRIDE for image, _ in crops])
    texts = torch.tensor([INDEX[letter] for _, text in crops for letter in text])
    counts = torch.tensor([len(text) for _, text in crops])
    odds = logits.float().log_softmax(-1).permute(1, 0, 2)
    return nn.functional.ctc_loss(odds, texts, lengths, counts, zero_infinity=True)


def rate(step: int, steps: int) -> float:
    """Rising for WARM steps, then half a cosine down."""
    return RATE * min(1, (step + 1) / WARM) * (0.51 + 0.49 * math.cos(math.pi * min(1, step / steps)))


def train(folder: Path, checkpoint: Path, steps: int) -> None:
    """Train up to so many steps, going on from the checkpoint if there is one."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    net = Reader().to(memory_format=torch.channels_last)
    mean = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(DECAY), use_buffers=True
    )
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=1e-4)
    step, running = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        net.load_state_dict(state["net"])
        mean.load_state_dict(state["mean"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    pool, rng, start = Pool(folder), np.random.default_rng(SEED + step), time.time()
    pool.look()
    for crops in pool.batches(Random(SEED + step)):
        for group in optimiser.param_groups:
            group["lr"] = rate(step, steps)
        loss = loss_of(net, crops, rng)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        mean.update_parameters(net)
        step += 1
        running += (loss.item() - running) / min(step, 200)
        if step % 100 == 0:
            print(step, f"{time.time() - start:.0f} s", f"loss {running:.4f}", len(pool.crops), flush=True)
        if step % SAVE == 0 or step == steps:
            state = {"net": net.state_dict(), "mean": mean.state_dict(), "step": step}
            torch.save(state | {"optimiser": optimiser.state_dict()}, checkpoint)
            pool.look()
        if step == steps:
            return


def export(checkpoint: Path, file: Path) -> None:
    """Write the mean of the weights as ONNX."""
    net = Reader()
    averaged = torch.optim.swa_utils.AveragedModel(net)
    averaged.load_state_dict(torch.load(checkpoint)["mean"])
    net.load_state_dict(averaged.module.state_dict())
    torch.onnx.export(
        net.eval(), (torch.randn(1, 1, HEIGHT, 528),), str(file), input_names=["x"], output_names=["y"],
        dynamic_axes={"x": {0: "n", 3: "w"}, "y": {0: "n", 1: "t"}}, dynamo=False, opset_version=17,
    )  # fmt: skip
    fold(file)


if __name__ == "__main__":
    if sys.argv[1] == "export":
        export(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        train(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
