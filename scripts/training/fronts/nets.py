"""What the networks are built of. Channels are multiples of 16: oneDNN is much slower on others."""

from typing import Any

import torch
from torch import nn

from sakchy.detect.picture.fronts.letters import ALPHABET


def conv(
    entering: int, leaving: int, kernel: Any, stride: Any = 1, pad: Any = 0, **more: Any
) -> nn.Sequential:
    """Convolution, batch norm, rectifier."""
    layer = nn.Conv2d(entering, leaving, kernel, stride, pad, bias=False, **more)
    return nn.Sequential(layer, nn.BatchNorm2d(leaving), nn.ReLU(inplace=True))


def light(entering: int, leaving: int, stride: int = 1, dilation: int = 1) -> nn.Sequential:
    """A depthwise convolution and one that mixes channels."""
    deep = conv(entering, entering, 3, stride, dilation, dilation=dilation, groups=entering)
    return nn.Sequential(deep, conv(entering, leaving, 1))


class Reader(nn.Module):  # type: ignore[misc,unused-ignore]
    """A line 24 pixels high (N, 1, 24, W) to logits of blank and 64 letters for every four columns."""

    HEIGHT = 24
    STRIDE = 4

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            conv(1, 16, 3, 2, 1),
            conv(16, 32, 3, (2, 1), 1),
            conv(32, 64, 3, 2, 1),
            conv(64, 128, 3, 1, (0, 1)),
        )
        self.context = nn.ModuleList(
            conv(128, 128, (1, 5), 1, (0, 2 * d), dilation=(1, d)) for d in (1, 2, 1)
        )
        self.last = nn.Conv2d(128, len(ALPHABET) + 1, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits (N, W / 4, 65)."""
        x = self.stem(x)
        for layer in self.context:
            x = x + layer(x)
        logits: torch.Tensor = self.last(x)
        return logits[:, :, 0].permute(0, 2, 1)


class Fronts(nn.Module):  # type: ignore[misc,unused-ignore]
    """A grey picture to four planes at a sixteenth: document bank card (logits), cosine, sine of the text."""

    STRIDE = 16

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            conv(1, 16, 3, 2, 1), light(16, 32, 2), light(32, 32), light(32, 48, 2), light(48, 48),
            light(48, 96, 2),
            light(96, 96, 1, 2), light(96, 96, 1, 4), light(96, 96, 1, 1),
        )  # fmt: skip
        self.context = nn.ModuleList(light(96, 96, 1, dilation) for dilation in (1, 2, 4, 2, 1, 2, 4))
        self.last = nn.Conv2d(96, 4, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Planes (N, 4, H / 16, W / 16)."""
        x = self.body(x)
        for layer in self.context:
            x = x + layer(x)
        planes: torch.Tensor = self.last(x)
        return planes


class Words(nn.Module):  # type: ignore[misc,unused-ignore]
    """A sheet about upright to one plane at a quarter: the middle of every line of text (logit)."""

    STRIDE = 4

    def __init__(self) -> None:
        super().__init__()
        self.near = nn.Sequential(conv(1, 16, 3, 2, 1), light(16, 32, 2), light(32, 32))
        self.far = nn.Sequential(light(32, 64, 2), light(64, 64, 1, 2), light(64, 64, 1, 4), light(64, 32))
        self.join = light(64, 32)
        self.last = nn.Conv2d(32, 1, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """A plane (N, 1, H / 4, W / 4)."""
        near = self.near(x)
        far = nn.functional.interpolate(self.far(near), scale_factor=2.0, mode="nearest")
        plane: torch.Tensor = self.last(self.join(torch.cat([near, far], 1)))
        return plane


class People(nn.Module):  # type: ignore[misc,unused-ignore]
    """A grey picture to one plane at an eighth: faces that look at the camera (logit)."""

    STRIDE = 8

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            conv(1, 16, 3, 2, 1), light(16, 32, 2), light(32, 48, 2), light(48, 48),
            light(48, 48, 1, 2), light(48, 48, 1, 2), light(48, 48),
        )  # fmt: skip
        self.last = nn.Conv2d(48, 1, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """A plane (N, 1, H / 8, W / 8)."""
        plane: torch.Tensor = self.last(self.body(x))
        return plane
