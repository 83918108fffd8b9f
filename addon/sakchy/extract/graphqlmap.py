"""GraphQL's multipart requests: a field `map` says which variable each file is."""

from msgspec import MsgspecError, json

MOST = 64 << 10  # bytes of a map; a form with a thousand files has some tens of thousands


class Map:
    """Names of files by the variables they stand for."""

    def __init__(self) -> None:
        self.paths: dict[str, list[str]] = {}

    def hear(self, name: str, data: bytes) -> None:
        """Take in a field: `map` with `{"0": ["variables.file"]}`."""
        if name == "map" and len(data) <= MOST:
            try:
                self.paths = json.decode(data, type=dict[str, list[str]])
            except (MsgspecError, UnicodeDecodeError):
                self.paths = {}

    def name(self, name: str) -> str:
        """The variable that a field stands for, else the field's own name."""
        return next(iter(self.paths.get(name, [])), name)
