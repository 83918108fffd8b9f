"""Small helpers of the templates."""

import re

from markupsafe import Markup, escape


def cap(text: str) -> str:
    """Text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def marked(text: str) -> Markup:
    """Text with `such words` as code, everything else escaped."""
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped just here
