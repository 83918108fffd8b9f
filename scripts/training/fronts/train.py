"""Train one of the networks, or write it for the product.

    train.py SORT POOLS CHECKPOINT STEPS [STOP]   goes on from the checkpoint, up to step STOP
    train.py export SORT CHECKPOINT FILE

SORT is lines, fronts, words or people.
POOLS is a folder that pool.py fills; files that come later are taken in as they come. One thread.
"""

import math
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import torch
from torch import nn

from training.fronts.batches import Crowd, Lines, Pages, Sheets
from training.fronts.nets import Fronts, People, Reader, Words
from training.phases import fold

RATE, WARM, SAVE, SEED = 2e-3, 200, 250, 1810
DECAY = 0.995
"""Of the running mean of all weights, which is what is exported."""


SORTS: dict[str, tuple[Callable[[], nn.Module], Callable[[], Any], tuple[int, int]]] = {
    "lines": (Reader, Lines, (Reader.HEIGHT, 256)),
    "fronts": (Fronts, Sheets, (192, 256)),
    "words": (Words, Pages, (416, 640)),
    "people": (People, Crowd, (192, 192)),
}


def train(what: str, folder: Path, checkpoint: Path, steps: int, stop: int) -> None:
    """Train up to step `stop` of so many, going on from the checkpoint if there is one."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    make, batches, _ = SORTS[what]
    net, source = make().to(memory_format=torch.channels_last), batches()
    mean = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(DECAY), use_buffers=True
    )
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=1e-4)
    step, running, spent = 0, 0.0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        for part, name in ((net, "net"), (mean, "mean"), (optimiser, "optimiser")):
            part.load_state_dict(state[name])
        step, spent = state["step"], state["seconds"]
    chance, rng, start, seen = (
        Random(SEED + step),
        np.random.default_rng(SEED + step),
        time.process_time(),
        set[Path](),
    )
    while step < stop:
        if step % SAVE == 0 or not seen:
            for file in sorted(set(folder.glob(f"{what}-*.pickle")) - seen):
                seen.add(file)
                source.add(pickle.loads(file.read_bytes()))  # noqa: S301  written by pool.py
        for group in optimiser.param_groups:
            group["lr"] = (
                RATE * min(1, (step + 1) / WARM) * (0.51 + 0.49 * math.cos(math.pi * min(1, step / steps)))
            )
        loss = source.loss(net, chance, rng)
        optimiser.zero_grad()
        loss.backward()
        if not torch.isfinite(nn.utils.clip_grad_norm_(net.parameters(), 5)):
            print(what, step, "a step without an end is left out", flush=True)
            continue  # one in some thousand batches, and nothing is left of the network
        optimiser.step()
        mean.update_parameters(net)
        step += 1
        running += (loss.item() - running) / min(step, 100)
        if step % 50 == 0:
            print(
                what,
                step,
                f"{spent + time.process_time() - start:.0f} s",
                f"loss {running:.4f}",
                len(source.items),
                flush=True,
            )
        if step % SAVE == 0 or step == stop:
            state = {"net": net.state_dict(), "mean": mean.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save(state | {"step": step, "seconds": spent + time.process_time() - start}, checkpoint)


def export(what: str, checkpoint: Path, file: Path) -> None:
    """Write the mean of the weights as ONNX."""
    make, _, (height, width) = SORTS[what]
    net = make()
    averaged = torch.optim.swa_utils.AveragedModel(net)
    averaged.load_state_dict(torch.load(checkpoint)["mean"])
    net.load_state_dict(averaged.module.state_dict())
    sides = {0: "n", 3: "w"} if what == "lines" else {0: "n", 2: "h", 3: "w"}
    torch.onnx.export(
        net.eval(), (torch.randn(1, 1, height, width),), str(file), input_names=["x"], output_names=["y"],
        dynamic_axes={"x": sides, "y": {0: "n"}}, dynamo=False, opset_version=17,
    )  # fmt: skip
    fold(file)


if __name__ == "__main__":
    if sys.argv[1] == "export":
        export(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        total = int(sys.argv[4])
        train(
            sys.argv[1],
            Path(sys.argv[2]),
            Path(sys.argv[3]),
            total,
            int(sys.argv[5]) if len(sys.argv) > 5 else total,
        )
