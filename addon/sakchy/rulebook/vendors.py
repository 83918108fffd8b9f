"""Tables of vendors -> rules. Hundreds of vendors give out keys that are nothing but letters and digits.

Such a key is told from a checksum by the name it is given, so these rules differ by name and shape only,
and one line of a table says both. Their examples are the same sentences with each vendor's name and value.
"""

from collections.abc import Iterator

from sakchy.rulebook.shapes import Confidence, Match, NoMatch, Rule, Vendor, VendorTable

KIND = "secret"
SURE = Confidence(found=0.9)
"""Name and shape agree: as sure as of a published prefix."""
WINDOW = (0, 1)
"""The value is the candidate itself; one character more shows where it ends."""
LONGEST_STUMP = 7
"""Characters of the value in the example that is too short: fewer than any vendor's shape has."""


def rules_of(table: VendorTable) -> Iterator[Rule]:
    """The rule of each line."""
    for vendor in table.vendors:
        yield Rule(
            id=vendor.id,
            kind=KIND,
            title=vendor.title,
            why=table.why,
            names=vendor.names,
            shape=vendor.shape,
            near=vendor.near,
            window=WINDOW,
            checks=("no-stand-in",),
            confidence=SURE,
            keep=(0, 0),
            home=vendor.home,
            match=matches(vendor),
            no_match=no_matches(vendor),
            references=table.references,
        )


def matches(vendor: Vendor) -> tuple[Match, ...]:
    """The value as a setting, as JSON and in source text."""
    name, value = vendor.names[0], vendor.value
    return (
        Match(text=f"{name.upper()}_TOKEN={value}", secret=value),
        Match(text=f'{{"name": "test", "{name}_api_key": "{value}"}}', secret=value),
        Match(text=f"const {name}Secret = '{value}'; // production", secret=value),
    )


def no_matches(vendor: Vendor) -> tuple[NoMatch, ...]:
    """What looks alike and is none."""
    name, value = vendor.names[0], vendor.value
    return (
        NoMatch(text=f"{name}_token = {value[:LONGEST_STUMP]}", because="too short"),
        NoMatch(text=f"{name}_token = {'x' * len(value)}", because="a filler, nothing but x"),
        NoMatch(text=f"{name}_token = ${{{name.upper()}_TOKEN}}", because="the name of a variable"),
        NoMatch(
            text=f"access_token = {value}", because="no vendor is named, and the shape alone is any checksum"
        ),
        NoMatch(
            text=f"{name} released build {value}",
            because="the vendor is named, but the value is no credential",
        ),
    )
