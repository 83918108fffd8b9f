"""Style sheets, scripts and the icon: the only things of this site that a browser may keep for a while."""

from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

KEPT = 600  # seconds: a click costs one request instead of five; after an update old styles are soon gone
FOLDER = Path(__file__).parent / "static"


class Styles(StaticFiles):
    """They are the same for everybody and tell nothing, unlike pages, which are never kept."""

    def __init__(self) -> None:
        """The files beside this module."""
        super().__init__(directory=FOLDER)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """A file, with how long it may be kept."""
        reply = super().file_response(*args, **kwargs)
        reply.headers["cache-control"] = f"private, max-age={KEPT}"
        return reply
