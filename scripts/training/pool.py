"""Draw samples into files: `pool.py lines FIRST COUNT FOLDER`, `pool.py scenes FIRST COUNT FOLDER`.

Every sample has a number, its seed; the file FIRST.npz holds COUNT samples from number FIRST on.
"""

import sys
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "addon")]


def lines(first: int, count: int) -> dict[str, np.ndarray]:
    """Crops beside each other in one long picture, with their widths and texts."""
    from training.lines import sample  # noqa: PLC0415  the other kind of pool needs other things

    samples = [sample(seed) for seed in range(first, first + count)]
    return {
        "images": np.hstack([one.image for one in samples]),
        "widths": np.array([one.image.shape[1] for one in samples]),
        "texts": np.array([one.text for one in samples]),
    }


def scenes(first: int, count: int) -> dict[str, np.ndarray]:
    """Square pictures with the places of zones and their reading directions."""
    from training.scenes import sample  # noqa: PLC0415

    samples = [sample(seed) for seed in range(first, first + count)]
    return {
        "images": np.stack([one.image for one in samples]),
        "masks": np.stack([one.mask for one in samples]),
        "angles": np.stack([one.angle for one in samples]),
    }


if __name__ == "__main__":
    kind, first, count, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    folder.mkdir(parents=True, exist_ok=True)
    made = {"lines": lines, "scenes": scenes}[kind](first, count)
    np.savez(folder / f"{kind}-{first}.part.npz", allow_pickle=False, **made)
    (folder / f"{kind}-{first}.part.npz").rename(folder / f"{kind}-{first}.npz")
