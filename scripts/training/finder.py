"""Train the finder of zones: `finder.py POOLS CHECKPOINT STEPS [START]`, `finder.py export CHECKPOINT ONNX`.

With START, a network exported before, that one is trained on. Batch norms are then kept as they are:
exporting has melted them into the convolutions.
"""

import math
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from training.phases import fold, unfolded  # beside this file, wherever it is run from

SEED, BATCH, RATE, WARM, SAVE = 9303, 20, 2e-3, 100, 250
GENTLE = 3e-4
"""Rate for training on."""
DECAY = 0.998
"""Of the running mean of all weights, which is what is exported."""
CHANNELS = (8, 16, 32, 48)
HELD_OUT = 400
"""Scenes of the first pool that measure and never train."""


def conv(entering: int, leaving: int, stride: int, groups: int = 1, dilation: int = 1) -> nn.Sequential:
    """A 3 by 3 convolution, batch norm, rectifier."""
    return nn.Sequential(
        nn.Conv2d(entering, leaving, 3, stride, dilation, dilation, groups, bias=False),
        nn.BatchNorm2d(leaving),
        nn.ReLU(inplace=True),
    )


class Depthwise(nn.Module):
    """A 3 by 3 convolution for each channel, then a mixture; added to what came in where the shapes allow."""

    def __init__(self, entering: int, leaving: int, stride: int = 1, dilation: int = 1) -> None:
        super().__init__()
        self.each = conv(entering, entering, stride, entering, dilation)
        self.mix = nn.Sequential(nn.Conv2d(entering, leaving, 1, bias=False), nn.BatchNorm2d(leaving))
        self.adds = entering == leaving and stride == 1

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Shape kept, or halved by the stride."""
        y = self.mix(self.each(x))
        return functional.relu(x + y if self.adds else y)


class Finder(nn.Module):
    """A grey picture to heat, cosine and sine of the reading direction, a cell for 8 by 8 pixels."""

    def __init__(self) -> None:
        super().__init__()
        one, two, three, four = CHANNELS
        self.stem = nn.Sequential(conv(1, one, 2), conv(one, two, 2))
        self.eighth = nn.Sequential(
            Depthwise(two, three, 2), Depthwise(three, three), Depthwise(three, three, dilation=2)
        )
        self.sixteenth = nn.Sequential(
            Depthwise(three, four, 2),
            Depthwise(four, four),
            Depthwise(four, four, dilation=2),
            Depthwise(four, four, dilation=4),
        )
        self.up = nn.Conv2d(four, three, 1)
        self.join = Depthwise(three, three)
        self.last = nn.Conv2d(three, 3, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, 1, H, W) to (N, 3, H / 8, W / 8)."""
        near = self.eighth(self.stem(x))
        far = functional.interpolate(self.up(self.sixteenth(near)), scale_factor=2, mode="nearest")
        heat: torch.Tensor = self.last(self.join(functional.relu(near + far)))
        return heat


def weights(file: Path) -> list[tuple[np.ndarray, np.ndarray]]:
    """Weight and bias of every convolution of an exported network, in the order they are used."""
    import onnx  # noqa: PLC0415  only for training on
    from onnx import numpy_helper  # noqa: PLC0415

    graph = onnx.load(str(file)).graph
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    nodes = [node for node in graph.node if node.op_type == "Conv"]
    return [(values[node.input[1]], values[node.input[2]]) for node in nodes]


def resume(net: nn.Module, file: Path) -> None:
    """Take over an exported network's weights."""
    convolutions = [layer for layer in net.modules() if isinstance(layer, nn.Conv2d)]
    norms = iter([layer for layer in net.modules() if isinstance(layer, nn.BatchNorm2d)])
    for layer, (weight, bias) in zip(convolutions, weights(file), strict=True):
        layer.weight.data = torch.from_numpy(unfolded(weight).copy())
        if layer.bias is None:
            norm = next(norms)
            norm.weight.data = torch.full((len(bias),), math.sqrt(1 + norm.eps))
            norm.bias.data = torch.from_numpy(bias.copy())
        else:
            layer.bias.data = torch.from_numpy(bias.copy())


def pools(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures, masks and angles of all files."""
    files = [np.load(file) for file in sorted(folder.glob("scenes-*[0-9].npz"))]
    images, masks, angles = ([file[key] for file in files] for key in ("images", "masks", "angles"))
    return np.concatenate(images), np.concatenate(masks), np.concatenate(angles)


def batch(data: Any, chosen: np.ndarray, rng: np.random.Generator) -> tuple[torch.Tensor, ...]:
    """Some scenes, each turned by quarters and in other light: pictures, masks, directions."""
    images, masks, angles = data
    seen, where, ways = [], [], []
    for index in chosen:
        turn = int(rng.integers(4))
        seen.append(np.rot90(images[index], turn))
        where.append(np.rot90(masks[index], turn))
        angle = angles[index] - turn * math.pi / 2
        ways.append((math.cos(angle), math.sin(angle)))
    x = torch.from_numpy(np.stack(seen).astype(np.float32))[:, None]
    light = torch.from_numpy(rng.uniform(-0.5, 0.5, (2, len(chosen), 1, 1, 1)).astype(np.float32))
    x = ((x * (1 + 0.3 * light[0]) + 40 * light[1]) - 128) / 64
    mask = torch.from_numpy(np.stack(where).astype(np.float32))[:, None] / 255
    direction = torch.from_numpy(np.array(ways, np.float32))[:, :, None, None]
    return x.contiguous(memory_format=torch.channels_last), mask, direction


def loss_of(out: torch.Tensor, mask: torch.Tensor, direction: torch.Tensor) -> torch.Tensor:
    """Focal cross entropy and Dice of the heat, distance of the direction inside the mask."""
    heat, inside = out[:, :1], mask > 0.5
    entropy = functional.binary_cross_entropy_with_logits(heat, mask, reduction="none")
    weight = (torch.where(inside, 3.0, 1.0) * ((1 - torch.exp(-entropy)) + 0.05)).detach()
    odds = torch.sigmoid(heat)
    both = (odds.sum((1, 2, 3)) + mask.sum((1, 2, 3)) + 1).reciprocal()
    dice = 1 - (2 * (odds * mask).sum((1, 2, 3)) + 1) * both
    off = ((out[:, 1:] - direction).abs() * inside).sum() / (inside.sum() * 2 + 1)
    return (entropy * weight).mean() * 10 + dice.mean() + 0.5 * off


def train(folder: Path, checkpoint: Path, steps: int, start: Path | None) -> None:
    """Train so many steps, from nothing or from an exported network."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    net, data, rng = Finder(), pools(folder), np.random.default_rng(SEED)
    if start:
        resume(net, start)
    net = net.to(memory_format=torch.channels_last)
    net.train(start is None)
    mean = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(DECAY), use_buffers=True
    )
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=1e-4)
    running, begun = 0.0, time.time()
    for step in range(1, steps + 1):
        for group in optimiser.param_groups:
            wave = 0.51 + 0.49 * math.cos(math.pi * step / steps)
            group["lr"] = (GENTLE if start else RATE) * min(1, step / WARM) * wave
        chosen = rng.integers(HELD_OUT, len(data[0]), BATCH)
        x, mask, direction = batch(data, chosen, rng)
        loss = loss_of(net(x), mask, direction)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        mean.update_parameters(net)
        running += (loss.item() - running) / min(step, 100)
        if step % 50 == 0:
            print(step, f"{time.time() - begun:.0f} s", f"loss {running:.4f}", flush=True)
        if step % SAVE == 0 or step == steps:
            torch.save(mean.module.state_dict(), checkpoint)
    print(measure(mean.module.eval(), data, rng))


def measure(net: nn.Module, data: Any, rng: np.random.Generator) -> dict[str, float]:
    """Of the scenes held out: share of zones seen, of others where something was seen."""
    with torch.no_grad():
        x, mask, _ = batch(data, np.arange(HELD_OUT), rng)
        heat = torch.sigmoid(net(x)[:, :1])
    zone = mask.amax((1, 2, 3)) > 0.5
    inside = (heat * (mask > 0.5)).amax((1, 2, 3))
    return {
        "zones seen": float((inside[zone] > 0.5).float().mean()),
        "hints": float((inside[zone] > 0.1).float().mean()),
        "false": float((heat.amax((1, 2, 3))[~zone] > 0.5).float().mean()),
        "false hints": float((heat.amax((1, 2, 3))[~zone] > 0.1).float().mean()),
    }


def export(checkpoint: Path, file: Path) -> None:
    """Write the network as ONNX."""
    net = Finder()
    net.load_state_dict(torch.load(checkpoint))
    torch.onnx.export(
        net.eval(), (torch.randn(1, 1, 640, 480),), str(file), input_names=["x"], output_names=["y"],
        dynamic_axes={"x": {2: "h", 3: "w"}, "y": {2: "h", 3: "w"}}, dynamo=False, opset_version=17,
    )  # fmt: skip
    fold(file)


if __name__ == "__main__":
    if sys.argv[1] == "export":
        export(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        start = Path(sys.argv[4]) if len(sys.argv) > 4 else None
        train(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), start)
