"""Files as a worker opens them: what comes out, told apart by kind."""

import io
from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image

from sakchy.extract import extract
from sakchy.limits import Limits
from sakchy.model import Outgoing, Part, Picture, Text, Unread


@dataclass
class Opened:
    """The parts of a file."""

    parts: tuple[Part, ...]

    @property
    def text(self):
        return "\n".join(part.text for part in self.parts if isinstance(part, Text))

    @property
    def pictures(self):
        return [part.data for part in self.parts if isinstance(part, Picture)]

    @property
    def reasons(self):
        return [part.reason for part in self.parts if isinstance(part, Unread)]

    def places(self, kind=Part):
        return [
            " ".join(f"{step.kind}:{step.name}" for step in part.place[1:])
            for part in self.parts
            if isinstance(part, kind)
        ]


@pytest.fixture(scope="session")
def opened():
    """Opens a file by its bytes and name, with other limits if any are named."""
    return lambda data, name="file.bin", **limits: Opened(
        extract(Outgoing("file", data, path=name), Limits(**limits))
    )


@pytest.fixture(scope="session")
def drawn():
    """A small picture of any format Pillow writes, in a shade that tells it from others."""

    def draw(format_="JPEG", shade=120, size=(160, 120), **options):
        out = io.BytesIO()
        image = Image.fromarray(np.full((size[1], size[0]), shade, np.uint8)).convert("RGB")
        image.save(out, format_, **options)
        return out.getvalue()

    return draw
