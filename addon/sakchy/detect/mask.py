"""What may be shown of a found value."""

HIDDEN = "••••"
"""Always four, so that the length is not told."""


def mask(value: str, keep: tuple[int, int]) -> str:
    """A preview with the first `keep[0]` and the last `keep[1]` characters: `•••• 1111`, `2•••• 85`.

    Never shows more than half of a value, so that a short code stays hidden whole.
    """
    head, tail = keep
    compact = "".join(value.split())
    if (head + tail) * 2 > len(compact):
        return HIDDEN
    end = f" {compact[-tail:]}" if tail else ""
    return f"{compact[:head]}{HIDDEN}{end}"
