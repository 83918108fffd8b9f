"""How markup is recognised in a text."""

import re

TAG = re.compile(r"<(?:/?([A-Za-z][\w:.-]{0,80})(?=[\s/>])([^<>]*+)>|[!?]([A-Za-z][^<>]*+)>)")
"""A tag, declaration or instruction; `[^<>]` ends at the next tag, so that unclosed ones cost nothing."""
COMMENT, COMMENT_END, CDATA, CDATA_END = "<!--", "-->", "<![CDATA[", "]]>"


def has_tags(text: str) -> bool:
    """True if there is markup in the text; quick, for most have none."""
    if "<" not in text:
        return False
    end = text.rfind(">") + 1
    return COMMENT in text or CDATA in text or (end > 0 and TAG.search(text, 0, end) is not None)
