"""Where in its text something was found. Used to remove it and forgotten at once: no finding carries it."""

import msgspec

Mark = tuple[str, str]
"""Kind and fingerprint of a finding: what makes two findings one."""


class Spot(msgspec.Struct, frozen=True):
    """A span of one of the texts that were searched."""

    mark: Mark
    index: int
    """Which of the texts; one beyond them if it was put together from several."""
    start: int
    end: int
