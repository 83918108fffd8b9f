"""Host names: one spelling for each, what is loopback, and the registrable domain (site) of a name."""

import ipaddress
import re
import unicodedata
from typing import TypeAlias

from sakchy.rulebook.names import suffixes

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

PORT = re.compile(r":[0-9]{1,5}\Z")
BRACKETS = re.compile(r"\[(.*)\](?::[0-9]{1,5})?")  # RFC 3986, 3.2.2: an IPv6 address, perhaps with a port
MAX_HOST = 253  # RFC 1035, 2.3.4: no longer name exists
PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
HOME_NAMES = (".local", ".home.arpa")


def normalise(host: str) -> str:
    """The one spelling of a host: lower case, A-labels, no port, no brackets, no final dot.

    Never raises. What is too long to be a name becomes empty, and so is in no list.
    """
    if len(host) > MAX_HOST + len(".:65535"):
        return ""
    name = unicodedata.normalize("NFKC", host).strip().lower().replace("。", ".")
    if len(name) > MAX_HOST + len(".:65535"):  # one sign may have become eighteen
        return ""
    name = PORT.sub("", name) if name.count(":") == 1 else name
    bracketed = BRACKETS.fullmatch(name)
    if found := address(bracketed[1] if bracketed else name):
        return str(found)
    return ".".join(a_label(label) for label in name.rstrip(".").split("."))


def a_label(label: str) -> str:
    """A label as DNS carries it (RFC 5890); one that cannot be written so stays, and is in no list."""
    try:
        return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
    except UnicodeError:
        return label


def u_label(label: str) -> str:
    """A label as people read it."""
    try:
        return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except (UnicodeError, ValueError, OverflowError):
        return label


def in_letters(host: str) -> str:
    """A normalised host as people read it; empty if it reads as it is written, or holds what is no letter.

    The other form must stand beside it: letters of two alphabets may look the same.
    """
    read = ".".join(u_label(label) for label in host.split("."))
    plain = all(c in "-." or unicodedata.category(c)[0] in "LMN" for c in read)
    return read if plain and read != host else ""


def address(host: str) -> Address | None:
    """The IP address that a host literally is; IPv4 inside IPv6 is IPv4 (RFC 4291, 2.5.5)."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def loopback(host: str) -> bool:
    """True for a normalised host that never leaves this computer (RFC 6761, 6.3; RFC 1122, 3.2.1.3)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    found = address(host)
    return found is not None and found.is_loopback


def own_network(host: str) -> bool:
    """True for a normalised host of the person's own network: what goes there crosses nobody else's.

    Private and link-local addresses (RFC 1918, 3927, 4193, 4291), names of one label and the names of home
    networks (RFC 6762, RFC 8375).
    """
    if found := address(host):
        return found.is_link_local or any(
            found.version == network.version and found in network for network in PRIVATE
        )
    return bool(host) and ("." not in host or host.endswith(HOME_NAMES))


def site(host: str) -> str:
    """Registrable domain of a normalised host; the host itself for an address or a public suffix."""
    if address(host):
        return host
    found: str | None = suffixes().privatesuffix(host)
    return found or host
