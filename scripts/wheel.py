"""A wheel brings the compiled part if there is a compiler where it is made; else it suits every system.

Called by hatchling, as pyproject.toml says. One library serves every Python: it is called with ctypes.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.tags import platform_tags

sys.path.insert(0, str(Path(__file__).parent))  # hatchling loads this file alone
import native


class Compiled(BuildHookInterface[BuilderConfig]):
    """Builds before the files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the library to `build_data`, under the name of the system that it runs on."""
        root = Path(self.root)
        if self.target_name != "wheel" or not native.build(root) or version == "editable":
            return
        inside = native.LIBRARY.relative_to("addon").as_posix()
        build_data["force_include"][str(root / native.LIBRARY)] = inside
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{system()}"


def system() -> str:
    """The system at hand and no promise about others: that is for whoever publishes the wheel to find out."""
    return next(tag for tag in platform_tags() if not tag.startswith(("manylinux", "musllinux")))
