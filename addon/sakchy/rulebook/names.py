"""Names of hosts as people write them into lists: what is none, and what would trust half the world."""

import ipaddress
import re
from functools import cache

from publicsuffixlist import PublicSuffixList

from sakchy.rulebook.shapes import Host

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)  # RFC 3986, 3.1
PORT = re.compile(r":[0-9]*\Z")
NOT_IN_NAMES = re.compile(r"[\s/:?#@\\,;|\"'<>()\[\]{}]|\A\.|\.\.|\A\Z")


def wrong_name(host: Host) -> str:
    """What is wrong with the name of an entry, and what to write instead; empty if nothing."""
    name = host.host
    starred = "*" in name and host.match != "glob"
    if is_address(name) or not (NOT_IN_NAMES.search(name) or starred):
        return ""
    bare = bare_name(name)
    hint = f"write `{bare}`" if bare else "write a name such as `example.com`"
    return f"`{name}` is not a bare host name: {hint}"


def bare_name(text: str) -> str:
    """The host in an address, without scheme, user, port and path; empty if there is none to be seen."""
    text = SCHEME.sub("", text.strip(), count=1)
    authority = re.split(r"[/?#\\\s]", text, maxsplit=1)[0].rpartition("@")[2]
    name = PORT.sub("", authority).removeprefix("*").strip(".[]").lower()
    return "" if not is_address(name) and (NOT_IN_NAMES.search(name) or "*" in name) else name


def too_wide(host: Host) -> str:
    """Why an entry would trust names of strangers; empty if it does not.

    Anybody may register a name under a public suffix, so what is earned must name a site, or be exact.
    """
    if host.match == "exact" or is_address(host.host):
        return ""
    site = suffixes().privatesuffix(host.host.lower().strip("."))
    if site and "*" not in site:
        return ""
    return f"`{host.host}` would trust the sites of strangers: name one site, such as `example.com`"


def is_address(name: str) -> bool:
    """True for a bare IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


@cache
def suffixes() -> PublicSuffixList:
    """The Public Suffix List with its private part (github.io); `gov.kg` is on it. Takes 40 ms to read."""
    return PublicSuffixList()
