"""Numbers as people write them, by CLDR: thousands apart, a comma or a point, units in the own alphabet."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sakchy.locale import Catalogue

GAP = "\N{NO-BREAK SPACE}"
SEPARATORS = {"en": (",", ".")}
"""Between thousands and before decimals; Russian and Kyrgyz have the same."""
OTHERWISE = (GAP, ",")
UNITS = (("gigabytes", 1_000_000_000), ("megabytes", 1_000_000), ("kilobytes", 1000))
SHORTEST = 10_000  # `4 096` is read as easily as `4096`, but years and ports are never parted


def number(value: float, language: str, digits: int = 0) -> str:
    """A number with so many decimals: `12,345.6` in English, `12 345,6` in Russian and Kyrgyz."""
    thousands, point = SEPARATORS.get(language, OTHERWISE)
    text = f"{value:,.{digits}f}" if abs(value) >= SHORTEST else f"{value:.{digits}f}"
    return text.translate({ord(","): thousands, ord("."): point})


def percent(share: float, language: str) -> str:
    """A share of one in whole per cent: `97%`, in Russian and Kyrgyz `97 %`."""
    return f"{round(100 * share)}{'' if language == 'en' else GAP}%"


def size(count: int, say: "Catalogue") -> str:
    """Bytes in the largest unit of which there is at least one: `2.5 MB`, `2,5 МБ`."""
    for unit, bytes_ in UNITS:
        if count >= bytes_:
            return say(f"time.size.{unit}", n=number(count / bytes_, say.language, 1))
    return say("time.size.bytes", n=number(count, say.language))


def lasting(seconds: float, say: "Catalogue") -> str:
    """How long something took: `0.4 ms`, `12 ms`, `1.5 s`; longer ones in minutes, hours or days."""
    if seconds < 1:
        thousandths = 1000 * seconds
        return say("time.milliseconds", n=number(thousandths, say.language, int(thousandths < 10)))
    if seconds < 60:
        return say("time.seconds", n=number(seconds, say.language, int(seconds < 10)))
    for unit, long in (("days", 86_400), ("hours", 3600)):
        if seconds >= long:
            return say.count(f"time.{unit}", round(seconds / long))
    return say.count("time.minutes", round(seconds / 60))
