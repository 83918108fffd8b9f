"""rules/**/*.yaml -> one frozen Rulebook. Parsed once; a reload makes a new one and swaps the whole.

A rulebook holds what people wrote, checked against its shape. Each room compiles its own part of it:
`detect` the rules, `decide` the destinations and the policies.
"""

from sakchy.rulebook.loading import load, problems, rules_folder
from sakchy.rulebook.shapes import (
    Ask,
    Categories,
    Category,
    Cell,
    Changes,
    Confidence,
    DestinationList,
    Host,
    Id,
    Kind,
    Kinds,
    Match,
    NoMatch,
    Off,
    Owner,
    Policy,
    PublicKey,
    Rule,
    Rulebook,
    Share,
    WordLists,
    Words,
    Written,
)

__all__ = [
    "Ask",
    "Categories",
    "Category",
    "Cell",
    "Changes",
    "Confidence",
    "DestinationList",
    "Host",
    "Id",
    "Kind",
    "Kinds",
    "Match",
    "NoMatch",
    "Off",
    "Owner",
    "Policy",
    "PublicKey",
    "Rule",
    "Rulebook",
    "Share",
    "WordLists",
    "Words",
    "Written",
    "load",
    "problems",
    "rules_folder",
]
