"""Other finders over the same texts, where installed: microseconds a text, and how many they flag."""

import importlib
from collections.abc import Callable, Sequence
from typing import Any

from benches.rig.clock import spread, timed

Find = Callable[[str], bool]
"""Whether a peer finds anything in a text."""
MISSING = "not installed"


def run(texts: Sequence[str]) -> dict[str, object]:
    """Each peer's figures over benign texts, or that it is not installed."""
    return {name: measured(load, texts) for name, load in PEERS.items()}


def measured(load: Callable[[], Find], texts: Sequence[str]) -> dict[str, object] | str:
    """What a peer makes of the texts."""
    try:
        find = load()
    except ImportError:
        return MISSING
    if not texts:
        return "no corpora"
    said = [timed(lambda text=text: find(text)) for text in texts]  # type: ignore[misc]  # a default binds it now
    p50, p99 = spread([seconds * 1e6 for _, seconds in said])
    return {
        "us_p50_2k": p50,
        "us_p99_2k": p99,
        "flagged": f"{sum(bool(found) for found, _ in said)} of {len(said)}",
    }


def detect_secrets() -> Find:
    """Yelp's detect-secrets with all its plugins. Raises ImportError."""
    scan: Any = importlib.import_module("detect_secrets.core.scan")
    settings: Any = importlib.import_module("detect_secrets.settings")

    def find(text: str) -> bool:
        with settings.default_settings():
            return any(True for line in text.splitlines() for _ in scan.scan_line(line))

    return find


def presidio() -> Find:
    """Microsoft Presidio's recogniser of card numbers, which needs no language model. Raises ImportError."""
    module: Any = importlib.import_module("presidio_analyzer.predefined_recognizers")
    recogniser = module.CreditCardRecognizer()
    return lambda text: bool(recogniser.analyze(text, entities=["CREDIT_CARD"], nlp_artifacts=None))


PEERS: dict[str, Callable[[], Find]] = {"detect_secrets": detect_secrets, "presidio_cards": presidio}
